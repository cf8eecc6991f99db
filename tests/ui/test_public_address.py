"""With logins the app answers under its public address only, and its cookies travel encrypted."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from tests.ui.asking import messages_of
from toolkit.ui.shell.public_address import PublicAddressOnly, is_meant_for

PUBLIC = "https://measures.example.org"


def request_to(*hosts: str, kind: str = "http", path: str = "/", **headers: str) -> dict[str, Any]:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": kind,
        "path": path,
        "client": ("192.0.2.7", 50000),
        "headers": [*((b"host", host.encode()) for host in hosts), *named],
    }


@pytest.mark.parametrize("host", ["measures.example.org", "MEASURES.example.org", "measures.example.org:443"])
def test_the_public_name_is_answered_from_everywhere(host: str) -> None:
    assert is_meant_for(PUBLIC, request_to(host, x_forwarded_for="192.0.2.9"))


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("localhost",),
        ("evil.example",),
        ("measures.example.org.evil.example",),
        ("measures.example.org:8501",),
        ("measures.example.org@evil.example",),
        ("measures.example.org/evil",),
        ("measures.example.org:port",),
        ("measures.example.org", "evil.example"),
    ],
)
def test_a_forged_host_is_refused_whatever_a_proxy_is_said_to_say(hosts: tuple[str, ...]) -> None:
    forged = request_to(
        *hosts, x_forwarded_host="measures.example.org", forwarded="host=measures.example.org"
    )
    assert not is_meant_for(PUBLIC, forged)


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("https://measures.example.org", True),
        ("https://measures.example.org:443", True),
        ("http://measures.example.org", False),
        ("https://evil.example", False),
        ("null", False),
    ],
)
def test_a_websocket_is_opened_by_our_own_page_only(origin: str, is_own: bool) -> None:
    assert is_meant_for(PUBLIC, request_to("measures.example.org", kind="websocket", origin=origin)) is is_own


@pytest.mark.parametrize("path", ["/healthz", "/_stcore/health"])
def test_whoever_supervises_the_service_asks_under_any_name(path: str) -> None:
    assert is_meant_for(PUBLIC, request_to("10.0.0.1:8501", path=path))


async def with_a_cookie(_scope: Scope, _receive: Receive, send: Send) -> None:
    cookies = [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Secure")]
    await send({"type": "http.response.start", "status": 200, "headers": cookies})


def answer_of(public_url: str, scope: dict[str, Any]) -> dict[str, Any]:
    return messages_of(PublicAddressOnly(with_a_cookie, public_url), scope)[0]


def test_cookies_are_secure_where_the_public_address_is() -> None:
    encrypted = answer_of(PUBLIC, request_to("measures.example.org"))
    assert encrypted["headers"] == [(b"set-cookie", b"a=1; Path=/; Secure"), (b"set-cookie", b"b=2; Secure")]
    plain = answer_of("http://localhost:8501", request_to("localhost:8501"))
    assert plain["headers"] == [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Secure")]


def test_what_is_refused_never_reaches_the_app() -> None:
    assert answer_of(PUBLIC, request_to("evil.example"))["status"] == 403
    closed = answer_of(PUBLIC, request_to("evil.example", kind="websocket"))
    assert closed == {"type": "websocket.close", "code": 1008}
