"""The single desk answers this computer only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from tests.end_to_end.server import PROJECT, RunningApp, free_port
from tests.ui.asking import HANDSHAKE, WEBSOCKET, ask, messages_of
from toolkit.model import Event
from toolkit.storage import open_database
from toolkit.ui.shell.loopback import LoopbackOnly, comes_from_this_computer, is_loopback_address

REFUSAL_BEGINS = (
    "Der Maßnahmenkompass läuft als Einzelplatz und antwortet nur auf dem Rechner, auf dem er gestartet wurde"
)


def request_from(
    client: str | None = "127.0.0.1",
    *,
    kind: str = "http",
    hosts: tuple[str, ...] = ("localhost:8501",),
    **headers: str,
) -> dict[str, Any]:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": kind,
        "client": None if client is None else (client, 50000),
        "headers": [*((b"host", host.encode()) for host in hosts), *named],
    }


@pytest.mark.parametrize("client", ["127.0.0.1", "127.0.0.2", "::1"])
@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "LOCALHOST:1", "127.0.0.1:8501", "[::1]", "[::1]:8501"]
)
def test_this_computer_is_answered_under_its_own_names(client: str, host: str) -> None:
    assert comes_from_this_computer(request_from(client, hosts=(host,)))


@pytest.mark.parametrize(
    "client", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "0.0.0.0", "", None, "localhost.evil"]
)
def test_another_computer_is_refused(client: str | None) -> None:
    assert not comes_from_this_computer(request_from(client))


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("elsewhere.example",),
        ("localhost.elsewhere.example",),
        ("elsewhere.example:8501",),
        ("127.0.0.1.elsewhere.example",),
        ("localhost@elsewhere.example",),
        ("elsewhere.example@localhost",),
        ("localhost/elsewhere",),
        ("[::1",),
        ("localhost", "elsewhere.example"),
        ("192.0.2.7:8501",),
    ],
)
def test_a_foreign_or_broken_host_is_refused(hosts: tuple[str, ...]) -> None:
    assert not comes_from_this_computer(request_from(hosts=hosts))


@pytest.mark.parametrize("name", ["forwarded", "x_forwarded_for", "x_forwarded_host", "x_real_ip"])
def test_a_request_through_a_proxy_is_refused(name: str) -> None:
    assert not comes_from_this_computer(request_from(**{name: "127.0.0.1"}))


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://localhost:8501", True),
        ("https://localhost:8501", True),
        ("http://localhost:3000", False),
        ("http://127.0.0.1:8501", False),
        ("http://elsewhere.example", False),
        ("null", False),
    ],
)
def test_a_websocket_is_opened_by_our_own_page_only(origin: str, is_own: bool) -> None:
    assert comes_from_this_computer(request_from(kind="websocket", origin=origin)) is is_own


def test_a_program_without_a_page_may_open_a_websocket() -> None:
    assert comes_from_this_computer(request_from(kind="websocket"))


@pytest.mark.parametrize(
    ("address", "is_loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("x", False),
    ],
)
def test_addresses_to_listen_on(address: str, is_loopback: bool) -> None:
    assert is_loopback_address(address) is is_loopback


@pytest.mark.parametrize(
    ("kind", "first_message"), [("http", "http.response.start"), ("websocket", "websocket.close")]
)
def test_a_refused_request_does_not_reach_the_app(kind: str, first_message: str) -> None:
    reached: list[Any] = []

    async def app(*request: Any) -> None:
        reached.append(request)

    refused = {**request_from("192.0.2.7", kind=kind), "method": "GET"}
    sent = messages_of(LoopbackOnly(app), refused)
    assert reached == []
    assert sent[0]["type"] == first_message


def test_the_real_app_refuses_a_foreign_host_in_both_languages(real_app: RunningApp) -> None:
    answer = ask(real_app.address, "/healthz", headers={"Host": "elsewhere.example"})
    german, english = answer.text.strip().split("\n\n")
    assert answer.status == 403
    assert german.startswith(REFUSAL_BEGINS)
    assert english.startswith("The Measure Compass runs as a single desk")


def test_the_real_app_opens_a_websocket_for_its_own_page(real_app: RunningApp) -> None:
    answer = ask(real_app.address, WEBSOCKET, headers={**HANDSHAKE, "Origin": real_app.address})
    assert answer.status == 101


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "http://localhost:1", "null"])
def test_the_real_app_refuses_a_websocket_of_a_foreign_page(real_app: RunningApp, origin: str) -> None:
    answer = ask(real_app.address, WEBSOCKET, headers={**HANDSHAKE, "Origin": origin})
    assert answer.status == 403


def test_the_real_app_refuses_a_websocket_under_a_foreign_name(real_app: RunningApp) -> None:
    foreign = {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"}
    assert ask(real_app.address, WEBSOCKET, headers={**HANDSHAKE, **foreign}).status == 403


def started_with(*command: str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, timeout=90, check=False
    )


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_the_app_does_not_start_on_an_address_that_others_reach(address: str) -> None:
    options = ["--server.address", address, "--server.port", str(free_port())]
    ended = started_with("streamlit", "run", "app.py", *options)
    assert ended.returncode == 1
    assert f"verlangt war die Adresse {address}" in ended.stderr
    assert f"the address asked for was {address}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_app_does_not_start_without_its_configuration(tmp_path: Path) -> None:
    ended = started_with(
        "uvicorn", "--app-dir", str(PROJECT), "app:app", "--port", str(free_port()), folder=tmp_path
    )
    assert ended.returncode == 1
    assert f"Bitte starten Sie den Maßnahmenkompass im Ordner {PROJECT}." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_foreign_name_leaves_one_event_however_often_it_knocks(real_app: RunningApp) -> None:
    for _ in range(3):
        assert ask(real_app.address, "/", headers={"Host": "elsewhere.example"}).status == 403
    database = open_database(f"sqlite:///{real_app.data_folder / 'toolkit.sqlite3'}")
    with database.reading() as session:
        found = session.exec(select(Event.action, Event.actor_id).where(col(Event.thing) == "request")).all()
    database.close()
    assert found == [("refused.shell.only_from_this_computer", None)]
