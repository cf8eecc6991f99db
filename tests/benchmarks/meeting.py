"""Thirty members follow the chair: how long until a step is on every screen. Printed, never asserted.

`python -m tests.benchmarks.meeting [MEMBERS [STEPS [MEASURES]]]`

A real server with logins, on loopback, and a chair and members without a browser on the same machine, who
share its cores. Each does what a browser does: it asks for the fragment that looks again once a second, and
gets the page anew when that fragment says so. A step begins when the chair's click on *Weiter* or *Zurück*
leaves the device; it is on a screen when the server has sent the title of the point there.
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.full_house import circumstances
from tests.benchmarks.visitor import cpu_seconds
from tests.end_to_end.browser import find_or_install, launch_arguments
from tests.end_to_end.desk import furnished, sentence
from tests.end_to_end.identity_provider import login, running_provider, settings_for
from tests.end_to_end.pages import open_page
from tests.end_to_end.server import RunningApp, free_port, running_app
from tests.meetings import MEASURES as AGREED
from tests.meetings import MEMBERS, SteeringRoom
from toolkit.services.leading import show_on_screens

MEASURES = 60
PATIENCE_SECONDS = 15.0
TITLE = re.compile(r'<h2 class="mk-title">([^<]+)</h2>')

Cookies = Mapping[str, str]


@dataclass
class Device:
    """Somebody at the page of the meeting: what the server has told it so far."""

    address: str
    query: str
    cookies: Cookies
    page: str = ""
    came: dict[str, float] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    timers: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    socket: ClientConnection | None = None

    async def attend(self, after: float) -> None:
        await asyncio.sleep(after)
        try:
            await self._listen()
        finally:
            for timer in self.timers.values():
                timer.cancel()

    async def _listen(self) -> None:
        url = f"ws://{urlsplit(self.address).netloc}/_stcore/stream"
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        # The browser repeats this cookie here; without it, Streamlit takes nobody's login from a socket.
        protocols = [Subprotocol("streamlit"), Subprotocol(self.cookies["_streamlit_xsrf"])]
        async with connect(
            url,
            subprotocols=protocols,
            origin=Origin(self.address),
            max_size=None,
            additional_headers=headers,
        ) as self.socket:
            await self.ask()
            async for received in self.socket:
                assert isinstance(received, bytes)
                self._take(ForwardMsg.FromString(received))

    async def ask(self, *, fragment: str = "", click: str = "") -> None:
        wish = BackMsg()
        wish.rerun_script.query_string = self.query
        wish.rerun_script.page_name = "sitzung"
        wish.rerun_script.page_script_hash = self.page
        wish.rerun_script.fragment_id = fragment
        wish.rerun_script.is_auto_rerun = bool(fragment)
        if click:
            wish.rerun_script.widget_states.widgets.add(id=self.buttons[click], trigger_value=True)
        assert self.socket is not None
        await self.socket.send(wish.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            assert message.navigation.position == Navigation.TOP, "this is the entrance, not the page"
            self.page = message.navigation.page_script_hash
        elif kind == "auto_rerun" and message.auto_rerun.fragment_id not in self.timers:
            repeating = self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            self.timers[message.auto_rerun.fragment_id] = asyncio.create_task(repeating)
        elif kind == "stop_auto_rerun":
            for gone in set(message.stop_auto_rerun.fragment_ids) & set(self.timers):
                self.timers.pop(gone).cancel()
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "button":
                self.buttons[element.button.label] = element.button.id
            for title in TITLE.findall(element.html.body):
                self.came.setdefault(title, time.perf_counter())

    async def _repeat(self, fragment: str, interval: float) -> None:
        """Like the browser: at its own pace, however long an answer takes."""
        while True:
            await asyncio.sleep(interval)
            await self.ask(fragment=fragment)


def main(members: int, steps: int, measures: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        running_provider(Path(folder)) as provider,
        furnished(Path(folder) / "data") as house,
    ):
        more = {f"Maßnahme {number}": _levels(number) for number in range(measures - len(AGREED))}
        room = SteeringRoom(house, {**AGREED, **more}).begun()
        port = free_port()
        logins = settings_for(provider, f"http://localhost:{port}")
        with running_app(Path(folder), settings=logins, port=port) as app:
            cookies = _cookies(app)
            server = psutil.Process(app.process.pid)
            print(circumstances(measures, municipalities=2))
            begin, cpu = time.perf_counter(), cpu_seconds(server)
            waits = asyncio.run(_meeting(app, room, cookies, members, steps))
            share = (cpu_seconds(server) - cpu) / (time.perf_counter() - begin)
            print(f"{members} members, {steps} steps: the server used {share:.2f} cores")
            _report("on a screen", [wait for step in waits for wait in step], members * steps)
            _report("on the last screen", [max(step) for step in waits if len(step) == members], steps)


def _levels(number: int) -> tuple[int, int]:
    """What two reviewers give."""
    return number % 4 + 1, number // 4 % 4 + 1


def _cookies(app: RunningApp) -> Mapping[str, Cookies]:
    found, program = {}, find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        for name in MEMBERS:
            with browser.new_context(locale="de-DE") as context:
                page = context.new_page()
                open_page(page, app.address)
                login(page, f"{name}@example.de")
                found[name] = {each["name"]: each["value"] for each in context.cookies()}
        browser.close()
    return found


async def _meeting(
    app: RunningApp, room: SteeringRoom, cookies: Mapping[str, Cookies], members: int, steps: int
) -> list[list[float]]:
    """For each step, how long each screen took that got it."""
    chance = random.Random(2026)
    query = f"meeting={room.meeting_id}"
    chair = Device(app.address, query, cookies["vera"])
    names = MEMBERS[1:]
    screens = [Device(app.address, query, cookies[names[n % len(names)]]) for n in range(members)]
    attending = [asyncio.create_task(one.attend(chance.uniform(0, members / 3))) for one in (chair, *screens)]
    first, second = (item for item in room.record().items[:2])
    room.does(show_on_screens, meeting_id=room.meeting_id, view="item", item_id=first.item_id)
    await _all_have(first.title, (chair, *screens), members)
    waits = []
    for number in range(steps):
        title, click = (
            (second.title, "meeting.next") if number % 2 == 0 else (first.title, "meeting.previous")
        )
        await asyncio.sleep(chance.uniform(2, 4))
        waits.append(await _step(chair, screens, title, sentence(click)))
    for task in attending:
        task.cancel()
    for failed in await asyncio.gather(*attending, return_exceptions=True):
        assert isinstance(failed, asyncio.CancelledError), failed
    return waits


async def _step(chair: Device, screens: Sequence[Device], title: str, click: str) -> list[float]:
    for one in screens:
        one.came.pop(title, None)
    begin = time.perf_counter()
    await chair.ask(click=click)
    await _all_have(title, screens, PATIENCE_SECONDS)
    return [one.came[title] - begin for one in screens if title in one.came]


async def _all_have(title: str, screens: Sequence[Device], patience: float) -> None:
    until = time.perf_counter() + patience
    while not all(title in one.came for one in screens) and time.perf_counter() < until:
        await asyncio.sleep(0.02)


def _report(what: str, waits: Sequence[float], expected: int) -> None:
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    print(
        f"{what:<20} median {cuts[49]:.2f} s   p95 {cuts[94]:.2f} s   slowest {max(waits):.2f} s"
        f"   ({len(waits)} of {expected})"
    )


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*(given + [30, 10, MEASURES][len(given) :]))
