"""Many people at once: how long each waits for a rerun. Printed, never asserted.

`python -m tests.benchmarks.crowd [PEOPLE [SECONDS]]`

A real server with logins, on loopback, and visitors without a browser on the same machine, who share its
cores: half of them planners on Bewerten, half advisors at the queue of Begutachten. Each thinks five seconds
on average, asks for a rerun, and waits for its last message. The first run of each visitor is not counted.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import sync_playwright
from sqlmodel import col, select
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.full_house import circumstances, large_house
from tests.benchmarks.visitor import cpu_seconds
from tests.end_to_end.browser import find_or_install, launch_arguments
from tests.end_to_end.identity_provider import login, running_provider, settings_for
from tests.end_to_end.pages import open_page
from tests.end_to_end.server import RunningApp, free_port, running_app
from tests.houses import TestHouse
from toolkit.access import Grant
from toolkit.model import Assignment, Measure, MeasureState, Revision, Role, now

MEASURES = 300
THINKING_SECONDS = 5.0
LOGINS_OF_A_ROLE = 5
ASSIGNED_TO_EACH = 20


@dataclass
class Person:
    """Somebody at a page, with the cookies of a real login; several people may share one."""

    page: str
    query: str
    cookies: dict[str, str]
    waits_ms: list[float] = field(default_factory=list)


def main(people: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder, running_provider(Path(folder)) as provider:
        places = _furnish(Path(folder) / "data")
        port = free_port()
        logins = settings_for(provider, f"http://localhost:{port}")
        with running_app(Path(folder), settings=logins, port=port) as app:
            crowd = _crowd(app, places, people)
            server = psutil.Process(app.process.pid)
            print(circumstances(MEASURES))
            begin, cpu = time.perf_counter(), cpu_seconds(server)
            asyncio.run(_all_at_once(app.address, crowd, seconds))
            share = (cpu_seconds(server) - cpu) / (time.perf_counter() - begin)
            thinking = f"{THINKING_SECONDS:.0f} s of thinking"
            print(f"{people} people, {thinking}, for {seconds:.0f} s: the server used {share:.2f} cores")
            _report(crowd)


def _furnish(data_folder: Path) -> list[int]:
    """Planners of five municipalities, advisors with twenty measures each; gives a measure per planner."""
    house = large_house(data_folder, MEASURES)
    desk = house.desk()
    places = [place for place, _ in desk.municipalities][:LOGINS_OF_A_ROLE]
    own = []
    for number, place in enumerate(places):
        house.person(f"planner{number}@example.org", Grant(Role.PLANNING, municipality_id=place))
        with house.database.reading() as session:
            measure = select(Measure.id).where(col(Measure.municipality_id) == place).limit(1)
            own.append(session.exec(measure).one() or 0)
    for number in range(LOGINS_OF_A_ROLE):
        advisor = house.person(
            f"advisor{number}@example.org", Grant(Role.ADVICE, programme_id=desk.programme_id)
        )
        _assign(house, advisor, own, number)
    house.database.close()
    return own


def _assign(house: TestHouse, advisor: int, own: Sequence[int], number: int) -> None:
    """Submitted measures, past the services, which are not what is measured."""
    with house.database.writing() as session:
        free = select(Measure).where(col(Measure.id).not_in(own)).order_by(col(Measure.id))
        for measure in session.exec(free.offset(number * ASSIGNED_TO_EACH).limit(ASSIGNED_TO_EACH)).all():
            measure.state = MeasureState.IN_REVIEW
            session.add(Assignment(measure_id=measure.id or 0, person_id=advisor))
            for revision in session.exec(select(Revision).where(col(Revision.measure_id) == measure.id)):
                revision.submitted_at = revision.submitted_at or now()


def _crowd(app: RunningApp, measures: Sequence[int], people: int) -> list[Person]:
    browser_program = find_or_install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program, args=launch_arguments())
        cookies = {}
        for name in (f"{role}{n}" for role in ("planner", "advisor") for n in range(LOGINS_OF_A_ROLE)):
            with browser.new_context(locale="de-DE") as context:
                page = context.new_page()
                open_page(page, app.address)
                login(page, f"{name}@example.org")
                cookies[name] = {each["name"]: each["value"] for each in context.cookies()}
        browser.close()
    crowd = []
    for number in range(people):
        one = number // 2 % LOGINS_OF_A_ROLE
        if number % 2:
            crowd.append(Person("begutachten", "", cookies[f"advisor{one}"]))
        else:
            crowd.append(Person("bewerten", f"measure={measures[one]}", cookies[f"planner{one}"]))
    return crowd


async def _all_at_once(address: str, crowd: Sequence[Person], seconds: float) -> None:
    chance = random.Random(2026)
    pauses = [random.Random(chance.random()) for _ in crowd]
    await asyncio.gather(
        *(_visit(address, one, pause, seconds) for one, pause in zip(crowd, pauses, strict=True))
    )


async def _visit(address: str, person: Person, chance: random.Random, seconds: float) -> None:
    await asyncio.sleep(chance.uniform(0, 2 * THINKING_SECONDS))
    url = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items())}
    # The browser repeats this cookie here; without it, Streamlit takes nobody's login from a socket.
    protocols = [Subprotocol("streamlit"), Subprotocol(person.cookies["_streamlit_xsrf"])]
    async with connect(
        url, subprotocols=protocols, origin=Origin(address), max_size=None, additional_headers=headers
    ) as socket:
        page = ""
        page, _ = await _rerun(socket, person, page)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(0, 2 * THINKING_SECONDS))
            page, waited = await _rerun(socket, person, page)
            person.waits_ms.append(waited)


async def _rerun(socket: ClientConnection, person: Person, page: str) -> tuple[str, float]:
    wish = BackMsg()
    wish.rerun_script.query_string = person.query
    wish.rerun_script.page_name = person.page
    wish.rerun_script.page_script_hash = page
    start = time.perf_counter()
    await socket.send(wish.SerializeToString())
    while True:
        received = await socket.recv()
        assert isinstance(received, bytes)
        message = ForwardMsg.FromString(received)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            page = message.navigation.page_script_hash
            assert message.navigation.position == Navigation.TOP, "this is the entrance, not the page"
        if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY, message
            return page, (time.perf_counter() - start) * 1000


def _report(crowd: Sequence[Person]) -> None:
    by_page: dict[str, list[float]] = defaultdict(list)
    for person in crowd:
        by_page[person.page].extend(person.waits_ms)
    for page, waits in by_page.items():
        cuts = statistics.quantiles(waits, n=100)
        print(
            f"{page:<14}{len(waits):6} reruns   median {cuts[49]:6.0f} ms   p95 {cuts[94]:6.0f} ms"
            f"   slowest {max(waits):6.0f} ms"
        )


if __name__ == "__main__":
    given = [float(each) for each in sys.argv[1:]]
    main(int(given[0]) if given else 100, given[1] if len(given) > 1 else 60.0)
