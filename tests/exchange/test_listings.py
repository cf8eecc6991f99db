"""Lists to take along: what leaves, for whom, and that nothing stored is left out without a reason."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal

import pytest
from sqlalchemy import Column

from tests.houses import TestHouse
from tests.storage.samples import full_world
from toolkit.access import Actor, Grant
from toolkit.exchange.listing_files import listing_csv, listing_json
from toolkit.model import Role, metadata
from toolkit.model.handed import STAYS, travelling
from toolkit.model.inputs import AnswerInput
from toolkit.services.errors import RefusedError
from toolkit.services.listings import LISTINGS, Listed, listed
from toolkit.services.own_data import ABOUT, HANGS_ON
from toolkit.storage import Database

_BY_OTHER_WORDS = "lists name people, municipalities and measures by uuid, name or number, never by key"
_WHEN_READ = "an inner mark that only tells what changed meanwhile"
# Columns of every table, by what they are.
EXCEPT_KINDS: Mapping[str, str] = {
    "id": "keys of this database mean nothing outside",
    "version": _WHEN_READ,
    "foreign key": _BY_OTHER_WORDS,
}
_SECRET = "a secret, or of use only to a thief"
_PROOF = "proof of the log, by `python -m toolkit verify` and in a backup"
_BLOB = "the file itself leaves, in a hand-over file named by its SHA-256"
_MINUTES = "in the minutes of the meeting, which stand for it as a whole"
_WITH_RESULT = "told with the result of the measure: page, PDF and workbook"
EXCEPT: Mapping[str, str] = {
    "agenda_item.in_block": _MINUTES,
    "agenda_item.kind": _MINUTES,
    "agenda_item.minutes": _MINUTES,
    "agenda_item.position": _MINUTES,
    "agenda_item.closed_at": _MINUTES,
    "ballot.by_hand": _MINUTES,
    "ballot.closed_at": _MINUTES,
    "ballot.kind": _MINUTES,
    "ballot.opened_at": _MINUTES,
    "blob.created_at": _BLOB,
    "blob.media_type": _BLOB,
    "blob.sha256": _BLOB,
    "blob.size": _BLOB,
    "catalogue_version.content": "in a hand-over file, and as a file of the folder of catalogues",
    "council_step.body": "in the council paper",
    "council_step.held_on": "in the council paper",
    "council_step.position": "in the council paper",
    "council_step.result": "in the council paper",
    "event.fields": _PROOF,
    "event.hash": _PROOF,
    "event.previous_hash": _PROOF,
    "event.salt": _PROOF,
    "event.thing_id": _BY_OTHER_WORDS,
    "event.actor_id": _BY_OTHER_WORDS,
    "event.measure_id": _BY_OTHER_WORDS,
    "event.programme_id": _BY_OTHER_WORDS,
    "download_token.created_at": "a right of a minute",
    "download_token.expires_at": "a right of a minute",
    "download_token.used_at": "a right of a minute",
    "download_token.token_hash": _SECRET,
    "download_token.browser_hash": _SECRET,
    "guest_pin.attempts": _SECRET,
    "guest_pin.expires_at": _SECRET,
    "guest_pin.pin_hash": _SECRET,
    "guest_pin.token_hash": _SECRET,
    "guest_pin.used_at": _SECRET,
    "handover.at": "of use here only: which files came in",
    "handover.details": "of use here only: which files came in",
    "handover.sha256": "of use here only: which files came in",
    "import.at": "of use here only: which lists came in",
    "import.kind": "of use here only: which lists came in",
    "import.sha256": "of use here only: which lists came in",
    "joint_judgement.demands": _WITH_RESULT,
    "joint_judgement.gate_state": _WITH_RESULT,
    "joint_judgement.reason": _WITH_RESULT,
    "joint_judgement.settled_at": _WITH_RESULT,
    "meeting.current_item_id": "what the chair shows at a moment",
    "meeting.step": "what the chair shows at a moment",
    "meeting.view": "what the chair shows at a moment",
    "release.kind": "a switch of the municipality, on the fact sheet",
    "release.released_at": "a switch of the municipality, on the fact sheet",
    "review_release.released_at": _WITH_RESULT,
    "revision.released_at": "within the municipality only, in the history of the measure",
    "snapshot.app_version": "the snapshot of a meeting leaves with its minutes",
    "snapshot.content": "the snapshot of a meeting leaves with its minutes",
    "snapshot.sha256": "the snapshot of a meeting leaves with its minutes",
    "snapshot.taken_at": "the snapshot of a meeting leaves with its minutes",
    "stakeholder_group.position": "the order on the page",
}


def exported() -> set[str]:
    """By table and column: what leaves in a list, in a hand-over file, or with somebody's own data."""
    found = set()
    for listing in LISTINGS.values():
        for field in listing.fields.values():
            column = field.expression if hasattr(field, "expression") else field
            for base in column.base_columns:
                table = getattr(base.table, "element", base.table)
                found.add(f"{table.name}.{base.name}")
    for table in STAYS:
        found |= {f"{table.__tablename__}.{name}" for name in travelling(table)}
    own = {name for name, _ in ABOUT} | {name for names in HANGS_ON.values() for name in names}
    found |= {
        f"{name}.{column.name}"
        for name in own - {"download_token", "guest_pin"}
        for column in metadata.tables[name].columns
    }
    return found


def kind_of(column: Column[object]) -> str | None:
    if column.foreign_keys:
        return "foreign key"
    return column.name if column.name in EXCEPT_KINDS else None


def test_every_stored_field_leaves_or_has_a_reason_why_not() -> None:
    stored = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if kind_of(column) is None
    }
    leaving = exported()
    assert sorted(stored - leaving - EXCEPT.keys()) == []
    # No exception is kept for what has gone, or leaves after all.
    every = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    assert sorted(EXCEPT.keys() - every) == []
    assert sorted(EXCEPT.keys() & leaving) == []


@pytest.fixture
def house(any_database: Database) -> TestHouse:
    house = TestHouse.furnished(any_database)
    measure_id = house.measure(house.municipality("Tarp", "01059171"), goal='=HYPERLINK("x")')
    house.answer(measure_id, "S1", AnswerInput(kind="level", level=2, reason="-1+1"))
    return house


def taken(house: TestHouse, name: str, actor: Actor | None = None) -> Listed:
    with house.database.reading() as session:
        return listed(session, actor or house.actor, name=name, programme_id=house.desk().programme_id)


def table_of(content: bytes, delimiter: str) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_and_json_hold_the_same_rows_and_no_formula(house: TestHouse) -> None:
    measures = taken(house, "measures")
    [german], [english] = (
        table_of(listing_csv(measures, "de"), ";"), table_of(listing_csv(measures, "en"), ","),
    )  # fmt: skip
    [plain] = json.loads(listing_json(measures))["rows"]
    assert (german["goal"], english["goal"]) == ('\'=HYPERLINK("x")', '\'=HYPERLINK("x")')
    assert plain["goal"] == '=HYPERLINK("x")'
    assert (german["municipality"], plain["municipality"], plain["state"]) == ("Tarp", "Tarp", "draft")
    assert tuple(plain) == measures.keys == tuple(german)
    assert "municipality_id" not in plain
    [answer] = table_of(listing_csv(taken(house, "answers"), "de"), ";")
    assert (answer["question_key"], answer["level"], answer["reason"]) == ("S1", "2", "'-1+1")


def test_numbers_are_written_as_the_spreadsheet_of_that_language_reads_them() -> None:
    one = Listed("x", ("cost", "yes", "list"), ((Decimal("-1200.50"), True, {"a": 1}),))
    assert listing_csv(one, "de").decode("utf-8-sig") == 'cost;yes;list\r\n-1200,50;1;"{""a"": 1}"\r\n'
    assert listing_csv(one, "en").decode("utf-8-sig") == 'cost,yes,list\r\n-1200.50,1,"{""a"": 1}"\r\n'


# What nobody sees in the samples yet: reviews that are not final, and events that no history tells.
UNSEEN = {"comments", "recommendations", "conflicts", "events"}


def test_every_list_can_be_taken_along_from_a_full_world(any_database: Database) -> None:
    ids = full_world(any_database)
    everybody = Actor(ids.person, frozenset(Grant(role) for role in Role))
    with any_database.reading() as session:
        found = [listed(session, everybody, name=name, programme_id=ids.programme) for name in LISTINGS]
    assert {one.name for one in found if not one.rows} == UNSEEN
    for one in found:
        assert [len(row) for row in one.rows] == [len(one.keys)] * len(one.rows)
        assert len(json.loads(listing_json(one))["rows"]) == len(one.rows)
        assert len(table_of(listing_csv(one, "de"), ";")) == len(one.rows)


def test_outsiders_take_nothing_along_and_only_the_administration_takes_people(house: TestHouse) -> None:
    outsider = house.actor_of(
        house.person("a@example.org", Grant(Role.PLANNING, house.municipality("Sieverstedt")))
    )
    assert [taken(house, name, outsider).rows for name in ("measures", "answers", "evidence", "events")] == [
        (), (), (), (),
    ]  # fmt: skip
    for name in ("people", "memberships"):
        with pytest.raises(RefusedError):
            taken(house, name, outsider)


def test_the_state_of_work_is_told_to_the_municipality_only(house: TestHouse) -> None:
    measure_id = house.measure(house.municipality("Oeversee"))
    house.submit(measure_id)
    house.start_revision(measure_id)
    advisor = house.advisor("ada@example.org")
    house.assign(measure_id, advisor)
    [row] = taken(house, "measures", house.actor_of(advisor)).rows
    keys = taken(house, "measures").keys
    assert row[keys.index("revision")] == 1
