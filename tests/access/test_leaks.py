"""Nobody finds what is not theirs to read: a marker in every hidden field, every page, every role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

import pytest
import streamlit as st
from pypdf import PdfReader
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from tests.access.leaks import LeakWorld, leak_world
from tests.access.leaks_meeting import CLOSED, OPEN
from tests.access.markers import HTML, LINK, markers_in
from tests.houses import TestHouse
from tests.ui.apps import MAIN, app_on, without_failure
from toolkit.exchange.mail.writing import mail_of
from toolkit.model import NoticeKind, OutboxMessage, Programme, now
from toolkit.services.guests import guest_of, open_meeting_for_guest
from toolkit.services.notices import Deadline, DeadlineOf, Notice, notify, seen_by
from toolkit.settings import settings
from toolkit.storage import open_database, prepare
from toolkit.ui.navigation import MEASURE_PARAMETER, SCREENS_FOLDER, PageName

LOGIN = {
    "TOOLKIT_OIDC_METADATA_URL": "https://login.example/.well-known/openid-configuration",
    "TOOLKIT_OIDC_CLIENT_ID": "toolkit",
    "TOOLKIT_OIDC_CLIENT_SECRET": "secret",
    "TOOLKIT_OIDC_COOKIE_SECRET": "secret-secret-secret-secret-secret-secret",
    "TOOLKIT_PUBLIC_URL": "https://toolkit.example",
}
# Every page stands in one of them: a new one fails the test until somebody has said what it shows.
OF_A_MEASURE = {
    PageName.MEASURES,
    PageName.ASSESS,
    PageName.RESULT,
    PageName.HISTORY,
    PageName.COORDINATION,
    PageName.REVIEW,
}
OF_ALL = {
    PageName.START: [{}],
    PageName.MEASURES: [{}],
    PageName.COMPARE: [{}, *({"view": view} for view in ("ranking", "profiles", "effort", "municipalities"))],
    PageName.WEIGHTING: [{}, *({"part": part} for part in ("firmness", "beside"))],
    PageName.PACKAGE: [{}, {"own_share": "100000", "municipality_most": "1"}],
    PageName.MEETING: [
        {},
        *({"meeting": str(meeting), **view} for meeting in (CLOSED, OPEN) for view in ({}, {"screen": "1"})),
        {"entry": "x", "seat": "1"},
        {"pass": "x"},
    ],
    PageName.REVIEW: [{}, *({"view": view} for view in ("mine", "all"))],
    PageName.COORDINATION: [
        {},
        *({"part": part} for part in ("assignments", "agreement", "conflicts")),
        {"proposal": "1"},
    ],
    PageName.MATRIX: [{}],
    PageName.CRITERIA: [{}],
    PageName.ADMINISTRATION: [{}, {"part": "people"}, {"person": "2"}],
    PageName.LISTS: [{}, {"was": "handover"}],
    PageName.METHOD: [{}],
    PageName.OWN_DATA: [{}],
    PageName.IMPRINT: [{}],
    PageName.PRIVACY: [{}],
    PageName.ACCESSIBILITY: [{}],
}
SHEETS = ("title", "sheet")
TOLD = ("final", "said", "advice")


def of(kinds: tuple[str, ...], measures: str) -> frozenset[str]:
    """The markers of these kinds, of the first revision where it matters, in these measures."""
    numbered = {"title", "sheet", "self"}
    return frozenset(
        f"{kind}{'1' if kind in numbered else ''}{measure}" for kind, measure in product(kinds, measures)
    )


NAMES = frozenset(
    f"name{name}"
    for name in ("erika", "jonas", "hanna", "anna", "bernd", "conrad", "clara", "stefan", "vera", "adam")
)
ADVISORS = frozenset({"nameanna", "namebernd", "nameconrad"})
REVIEWED = of((*SHEETS, "self", *TOLD, "settled"), "df")
# What was published, for everybody who sees the measure.
PUBLISHED = frozenset({"mettitle", "metbody", "decided", "decidedagainst", "followed"})
# What the steering group reads of its own work, with who sits in it and who proposed what.
STEERED = frozenset(
    {
        "weighing", "variant", "package", "metplace", "council", "topic",
        "opentitle", "openbody", "openplace", "pending", "pendingagainst", "dissent", "recused", "guest",
        "guestof", "namestefan", "namevera",
    }
) | PUBLISHED  # fmt: skip
MAY_FIND: Mapping[str, frozenset[str]] = {
    "erika": of((*SHEETS, "self"), "abcdef")
    | {"title2c", "sheet2c", "self2c"}
    | of(TOLD, "cdf")
    | of(("asked", "replied"), "c")
    | of(("settled",), "df")
    | PUBLISHED
    | {"nameerika", "namejonas"},
    "hanna": of(("title",), "ef") | of(("sheet",), "e") | of(("self", "final"), "f") | {"namehanna"},
    "anna": of(SHEETS, "bcdef")
    | of(("self", *TOLD, "note", "letter"), "bcdf")
    | of(("settled",), "df")
    | {"askedc", "repliedc", "snippet"}
    | PUBLISHED
    | ADVISORS,
    "bernd": of(SHEETS, "bcdef") | of(("open", "opensaid", "opennote"), "bcdf") | PUBLISHED | ADVISORS,
    "conrad": frozenset({"nameconrad", "conflict"}),
    "clara": of((*SHEETS, "self"), "bcdef")
    | of((*TOLD, "note", "letter"), "bcdf")
    | of(("settled",), "df")
    | {"askedc", "repliedc", "conflict"}
    | STEERED
    | NAMES,
    "stefan": REVIEWED | STEERED,
    "vera": REVIEWED | STEERED,
    "adam": NAMES,
}
# Without these the test would pass on empty pages.
MUST_FIND: Mapping[str, frozenset[str]] = {
    "erika": {"mettitle", "decided", "decidedagainst", "followed"}
    | of((*SHEETS, "self"), "abdef")
    | {"title2c", "sheet2c", "self2c", "namejonas"},
    "hanna": of(("title",), "ef") | of(("sheet",), "e"),
    "anna": of(SHEETS, "bcdef") | of(("self", "said", "note", "advice"), "bcdf"),
    "bernd": of(SHEETS, "bcdef") | of(("opensaid", "opennote"), "bcdf"),
    "conrad": frozenset(),
    "clara": of(SHEETS, "bcdef") | of(("self", "said", "note", "advice"), "bcdf") | STEERED - {"recused"},
    "stefan": of(SHEETS, "df") | STEERED - {"recused"},
    "vera": of(SHEETS, "df") | STEERED - {"recused"},
    "adam": frozenset({"nameadam"}),
}

ON_SCREEN = frozenset(
    {
        "opentitle",
        "openbody",
        "openplace",
        "topic",
        "title1f",
        "pending",
        "pendingagainst",
        "guest",
        "guestof",
        "ballot",
    }
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LeakWorld]:
    folder = tmp_path_factory.mktemp("leaks")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in LOGIN.items():
            patch.setenv(name, value)
        with app_on(folder, patch):
            database = open_database(settings().database_url)
            prepare(database)
            yield leak_world(TestHouse.furnished(database))
            database.close()


def test_every_page_is_looked_at() -> None:
    assert OF_A_MEASURE | OF_ALL.keys() == set(PageName)


@pytest.mark.parametrize("name", MAY_FIND)
def test_everybody_finds_what_is_theirs_to_read_and_nothing_else(
    world: LeakWorld, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the pages and in every file that a page offers; and what they find stays text."""
    found: dict[str, set[str]] = {}
    taken_for_markup: list[str] = []
    files = offered_files(monkeypatch)
    visitor = visit(world, name)
    for page, parameters in addresses(world):
        look_at(visitor, page, parameters)
        for content in (*sent_to(visitor), *(inside(file) for file in taken(files))):
            for marker in markers_in(content):
                found.setdefault(marker, set()).add(f"{page.value} {parameters}")
        taken_for_markup += [f"{page.value}: {text}" for text in markup_in(visitor)]
    assert taken_for_markup == []
    assert {marker: places for marker, places in found.items() if marker not in MAY_FIND[name]} == {}
    assert MUST_FIND[name] - found.keys() == set()


def test_a_guest_is_given_what_the_screen_shows_and_nothing_beside_it(world: LeakWorld) -> None:
    """Without an account: of the current point what all see, of the people only the own name and answer."""
    with world.house.database.reading() as session:
        guest = guest_of(session, world.guest_pass)
        assert guest is not None
        given = markers_in(repr(open_meeting_for_guest(session, guest)))
    assert given == ON_SCREEN | {"ballot"}  # the own answer


def test_a_message_tells_nobody_what_they_may_not_read(world: LeakWorld) -> None:
    """Whoever was told of everything, by mistake or before a role was revoked, reads of it what is theirs."""
    told: dict[str, set[str]] = {}
    for name, notice in every_notice(world):
        mail = mail_of(
            notice, to=f"{name}@example.de", sender="app@example.de", public_url="https://toolkit.example",
            number="1@example.de", at=now(),
        )  # fmt: skip
        told.setdefault(name, set()).update(markers_in(mail.as_string()))
    assert {name: markers for name, markers in told.items() if markers - MAY_FIND[name]} == {}
    assert told["erika"] >= of(("title",), "bdef")
    assert "conrad" not in told
    assert "adam" not in told


def every_notice(world: LeakWorld) -> Iterator[tuple[str, Notice]]:
    day = date(2040, 1, 31)
    deadline = Deadline(DeadlineOf.PROGRAMME, world.programme_id, day)
    with world.house.database.writing() as session:
        session.get_one(Programme, world.programme_id).submit_until = day
        for name, measure_id, kind in product(world.people, world.measures.values(), NoticeKind):
            person_id = world.people[name]
            notify(
                session, person_id=person_id, kind=kind, measure_id=measure_id, by_id=None, deadline=deadline
            )
        rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).all()
        for name, person_id in world.people.items():
            own = [row for row in rows if row.person_id == person_id]
            for notice in seen_by(session, world.actor(name), own):
                yield name, notice


def addresses(world: LeakWorld) -> Iterator[tuple[PageName, dict[str, str]]]:
    """Of a measure's page also those that nobody would link for this person: addresses can be typed."""
    for page, variants in OF_ALL.items():
        for parameters in variants:
            yield page, parameters
    for page, measure_id in product(sorted(OF_A_MEASURE), world.measures.values()):
        yield page, {MEASURE_PARAMETER: str(measure_id)}


def visit(world: LeakWorld, name: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.user = world.claims(name)
    return without_failure(app.run())


def look_at(visitor: AppTest, page: PageName, parameters: Mapping[str, str]) -> None:
    visitor.query_params.clear()
    visitor.query_params.update(parameters)
    without_failure(visitor.switch_page(f"{SCREENS_FOLDER.name}/{page.value}.py").run())


def sent_to(visitor: AppTest) -> list[bytes]:
    """All that the server sends for the page, as it goes over the wire."""
    return [proto.SerializeToString() for proto in pieces(visitor._tree)]


def pieces(block: Any) -> Iterator[Any]:
    proto = getattr(block, "proto", None)
    if proto is not None:
        yield proto
    for child in getattr(block, "children", {}).values():
        yield from pieces(child)


def markup_in(visitor: AppTest) -> list[str]:
    """Texts of people that the browser would read as HTML, or Streamlit as Markdown."""
    found = []
    for proto in pieces(visitor._tree):
        kind = proto.DESCRIPTOR.name
        if kind == "Html":
            found += [proto.body] if HTML in proto.body else []
        elif kind not in READ_AS_TEXT:
            found += [f"{kind}: {text}" for text in _markdown_of(proto, kind) if LINK in text]
    return found


# Streamlit shows these as they are.
READ_AS_TEXT = {"Text", "Code"}


def _markdown_of(message: Any, kind: str) -> Iterator[str]:
    """The strings that Streamlit renders: labels, bodies and help of all pieces, and the choices of some."""
    for field, value in message.ListFields():
        if field.message_type is not None:
            many = value if field.is_repeated else [value]
            for inner in many:
                if hasattr(inner, "ListFields"):
                    yield from _markdown_of(inner, kind)
        elif field.name in {"body", "label", "help", "caption", "captions", "content", "tooltip"} or (
            kind == "Radio" and field.name == "options"
        ):
            yield from (value if not isinstance(value, str) else [value])


def offered_files(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Fills up with what the pages' download buttons would save."""
    files: list[bytes] = []
    offer = st.download_button

    def offer_and_keep(label: str, data: Any, *rest: Any, **options: Any) -> bool:
        content = data() if callable(data) else data
        files.append(content.encode() if isinstance(content, str) else bytes(content))
        return offer(label, data, *rest, **options)

    monkeypatch.setattr(st, "download_button", offer_and_keep)
    return files


def taken(files: list[bytes]) -> list[bytes]:
    now_there = list(files)
    files.clear()
    return now_there


def inside(file: bytes) -> bytes:
    """What can be read in a file: a workbook's or letter's parts, a PDF's text, else the file itself."""
    if file.startswith(b"PK"):
        with ZipFile(BytesIO(file)) as packed:
            return b"\n".join(packed.read(part) for part in packed.namelist())
    if file.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages).encode()
    return file
