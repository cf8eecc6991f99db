"""The single desk has no sign-in: only the computer it runs on may reach it.

The client's address alone is not enough. A foreign page in the user's own browser reaches `localhost`
too: by its own name resolved to 127.0.0.1 (so the Host header counts) or by opening a websocket
(so the Origin header counts).
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from toolkit.messages import LANGUAGES, Message, translate

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
# A local proxy would make every visitor look local; it shows itself by these.
PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
POLICY_VIOLATION = 1008


# Told of each refusal by its sentence's key. It may block, and must not raise.
Note = Callable[[str], None]


def untold(_reason: str) -> None:
    """Nobody is told."""


class LoopbackOnly:
    """Answers this computer, refuses everyone else: 403 for pages, no handshake for websockets."""

    def __init__(self, app: ASGIApp, note: Note = untold) -> None:
        self.app = app
        self.note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or comes_from_this_computer(scope):
            await self.app(scope, receive, send)
            return
        await run_in_threadpool(self.note, "shell.only_from_this_computer")
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await refusal("shell.only_from_this_computer")(scope, receive, send)


def comes_from_this_computer(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return (
        _is_loopback(scope.get("client"))
        and _is_local_host(headers.getlist("host"))
        and not any(name in headers for name in PROXY_HEADERS)
        and (scope["type"] != "websocket" or _is_own_origin(headers))
    )


def is_loopback_address(host: str) -> bool:
    """Whether a name or number means this computer only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_loopback(client: tuple[str, int] | None) -> bool:
    return client is not None and is_loopback_address(client[0])


def _is_local_host(hosts: list[str]) -> bool:
    """Exactly one Host header, with one of the local names and any port."""
    if len(hosts) != 1:
        return False
    try:
        address = urlsplit(f"//{hosts[0]}")
        return address.hostname in LOCAL_HOSTS and address.netloc == hosts[0] and "@" not in hosts[0]
    except ValueError:
        return False


def _is_own_origin(headers: Headers) -> bool:
    """Streamlit compares names only; another local server's page on another port is foreign here.
    Programs that are no browser send no Origin."""
    origins = headers.getlist("origin")
    host = headers["host"]
    return all(origin in (f"http://{host}", f"https://{host}") for origin in origins)


def refusal(key: str, **values: str) -> PlainTextResponse:
    """In every language: nobody has chosen one yet."""
    sentences = [translate(Message.of(key, **values), language) for language in LANGUAGES]
    return PlainTextResponse("\n\n".join(sentences) + "\n", status_code=403)
