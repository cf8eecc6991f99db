"""The tests' own tools must see what they claim to see; a blind guard would let everything pass."""

import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end import browser as browser_search
from tests.end_to_end.pages import (
    assert_no_sideways_scroll,
    axe_findings,
    blocked_by_policy,
    console_errors,
    foreign_requests,
    open_page,
    record_traffic,
)
from tests.end_to_end.server import NETWORK_GUARD, RunningApp, StartError, running_app, watched

# Reserved for documentation: belongs to nobody, so nothing is ever reached (RFC 5737, RFC 2606).
NOBODY = "192.0.2.1"
PAGE_THAT_ASKS_OTHERS = """
<img src="https://somebody.invalid/picture.png"><img src="/own.png">
<script>new WebSocket("wss://somebody.invalid/talk")</script>
"""


def run_guarded(code: str, *, notes: Path) -> list[str]:
    environment = {"PYTHONPATH": str(NETWORK_GUARD), "NETWORK_GUARD_NOTES": str(notes)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    return notes.read_text().splitlines() if notes.exists() else []


def test_guard_notes_a_connection_to_another_host(tmp_path: Path) -> None:
    code = f"import socket; s = socket.socket(); s.setblocking(False); s.connect_ex(('{NOBODY}', 80))"
    assert run_guarded(code, notes=tmp_path / "notes") == [f"socket.connect {NOBODY}"]


def test_guard_notes_a_look_up_of_another_name(tmp_path: Path) -> None:
    code = (
        "import contextlib, socket\n"
        "with contextlib.suppress(OSError): socket.getaddrinfo('somebody.invalid', 443)"
    )
    assert run_guarded(code, notes=tmp_path / "notes") == ["socket.getaddrinfo somebody.invalid"]


def test_guard_lets_this_machine_talk_to_itself(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        code = f"import socket; socket.create_connection(('localhost', {port})).close()"
        assert run_guarded(code, notes=tmp_path / "notes") == []


def test_an_app_that_does_not_come_up_tells_what_it_said(tmp_path: Path) -> None:
    with (
        pytest.raises(StartError, match="File does not exist"),
        running_app(tmp_path, script=tmp_path / "no.py"),
    ):
        pass


def test_a_request_to_another_host_is_seen(browser: Browser) -> None:
    with browser.new_context() as context:
        traffic = record_traffic(context)
        page = context.new_page()
        page.route("**/*", lambda route: route.fulfill(body=PAGE_THAT_ASKS_OTHERS, content_type="text/html"))
        page.goto("http://localhost:1/")
        expect(page.locator("img").first).to_have_js_property("complete", True)
        assert sorted(traffic.foreign()) == [
            "https://somebody.invalid/picture.png",
            "wss://somebody.invalid/talk",
        ]


def test_axe_sees_a_button_without_a_name(page: Page) -> None:
    page.set_content("<html lang='de'><title>T</title><main><h1>T</h1><button></button></main></html>")
    assert axe_findings(page) == ["button-name: button"]


def test_content_wider_than_the_screen_is_seen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.set_content("<html><body style='margin:0'><p style='width:400px'>breit</p></body></html>")
    with pytest.raises(AssertionError, match="scrolls sideways at 320 px"):
        assert_no_sideways_scroll(page)


def test_content_as_wide_as_the_screen_is_fine(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.set_content("<html><body style='margin:0'><p style='width:320px'>passt</p></body></html>")
    assert_no_sideways_scroll(page)


def test_the_browser_speaks_german(page: Page) -> None:
    assert page.evaluate("navigator.language") == "de-DE"


def test_a_browser_chosen_by_hand_that_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(browser_search.CHOSEN_BY_HAND, str(tmp_path / "nothing"))
    with pytest.raises(browser_search.NoBrowserError) as refused:
        browser_search.find_or_install()
    assert (
        str(refused.value)
        == f"TOOLKIT_TEST_BROWSER names {tmp_path / 'nothing'}, and that is no browser that starts."
    )


def script_that(folder: Path, does: str) -> Path:
    script = folder / "script.py"
    script.write_text(f"import socket\nimport streamlit as st\nst.title('Probe')\n{does}\n", encoding="utf-8")
    return script


def test_a_traceback_of_the_server_fails_the_test(tmp_path: Path, page: Page) -> None:
    stumbling = script_that(tmp_path, "raise ValueError('stumbled')")
    with (
        running_app(tmp_path, script=stumbling) as app,
        pytest.raises(AssertionError, match="ValueError: stumbled"),
        watched(app),
    ):
        open_page(page, app.address)


def test_a_look_up_by_the_server_fails_the_test(tmp_path: Path, page: Page) -> None:
    curious = script_that(tmp_path, f"socket.socket(type=socket.SOCK_DGRAM).connect(('{NOBODY}', 9))")
    with (
        running_app(tmp_path, script=curious) as app,
        pytest.raises(AssertionError, match=rf"socket\.connect {NOBODY}"),
        watched(app),
    ):
        open_page(page, app.address)


def test_a_quiet_app_passes(tmp_path: Path, page: Page) -> None:
    with running_app(tmp_path, script=script_that(tmp_path, "")) as app, watched(app):
        open_page(page, app.address)
        expect(page.get_by_role("heading", name="Probe")).to_be_visible()
    assert app.process.poll() is not None


def test_the_app_opens_in_german_and_asks_nobody(app: RunningApp, page: Page) -> None:
    open_page(page, app.address)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert foreign_requests(page) == []
    assert blocked_by_policy(page) == []
    assert console_errors(page) == []
    assert app.contacts() == []


def test_the_app_started_again_finds_its_data(
    start_app: Callable[..., AbstractContextManager[RunningApp]], page: Page
) -> None:
    with start_app() as first:
        open_page(page, first.address)
        data_file = first.data_folder / "toolkit.sqlite3"
        before = data_file.stat()
    with start_app() as second:
        open_page(page, second.address)
        assert second.data_folder == first.data_folder
    assert data_file.stat().st_ino == before.st_ino
