"""Heads of the log in minutes, and `python -m toolkit verify` as an operator types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.end_to_end.desk import furnished, outcome, run_toolkit, run_toolkit_process, sentence
from tests.houses import TestHouse
from toolkit.access import Grant
from toolkit.model import Role
from toolkit.model.inputs import AnswerInput
from toolkit.services.log_heads import MeasureHead, heads
from toolkit.storage import Database, head_hash, lifted_triggers, measure_heads, verify_log


def test_minutes_note_the_heads_of_the_measures_that_one_sees(any_database: Database) -> None:
    house = TestHouse.furnished(any_database)
    neustadt = house.municipality("Neustadt")
    ours = house.measure(neustadt, title="Pegel")
    theirs = house.measure(house.municipality("Altdorf"), title="Ampel")
    erika = house.person("erika@example.org", Grant(Role.PLANNING, municipality_id=neustadt))
    with any_database.reading() as session:
        expected = measure_heads(session, [ours, theirs])
        mine, all_of_them = heads(session, house.actor_of(erika)), heads(session, house.actor)
        assert mine.log == head_hash(session)
    assert mine.measures == (MeasureHead(ours, "Pegel", expected[ours]),)
    assert [one.head for one in all_of_them.measures] == [expected[ours], expected[theirs]]


def test_whatever_is_done_to_a_measure_moves_its_head_and_no_others(any_database: Database) -> None:
    house = TestHouse.furnished(any_database)
    neustadt = house.municipality("Neustadt")
    ours, other = house.measure(neustadt), house.measure(neustadt)
    found = []
    with any_database.reading() as session:
        found.append(verify_log(session).measure_heads)
    house.answer(ours, "N1", AnswerInput.at(2))
    with any_database.reading() as session:
        found.append(verify_log(session).measure_heads)
    assert (found[0][ours] == found[1][ours], found[0][other] == found[1][other]) == (False, True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one measure, number 1, of which something is not the last event."""
    with furnished(tmp_path) as house:
        house.measure(house.municipality("Neustadt"))
        house.municipality("Altdorf")
    return tmp_path


def test_verify_says_what_it_found_and_which_heads_to_note_down(data: Path, tmp_path: Path) -> None:
    with furnished(data) as house, house.database.reading() as session:
        log = verify_log(session)
    told = [
        sentence("verify.head", head=log.head),
        sentence("verify.measure_head", measure="1", head=log.measure_heads[1]),
    ]
    sound = sentence("verify.sound", n=log.events)
    said = outcome(run_toolkit_process("verify", DATA_DIR=data))
    assert said == (0, [sound, sentence("verify.end_unknown"), *told])
    minutes = tmp_path / "niederschrift.txt"
    minutes.write_text("\n".join(said[1]), encoding="utf-8")
    assert outcome(run_toolkit("verify", "--head", str(minutes), DATA_DIR=data)) == (
        0, [sound, sentence("verify.kept_heads", n=2), *told],
    )  # fmt: skip


def test_verify_says_what_was_changed_and_ends_with_1(data: Path) -> None:
    with furnished(data) as house, house.database.writing() as session:
        head = head_hash(session)
        with lifted_triggers(session.connection()):
            session.execute(text("UPDATE event SET actor_id = 42 WHERE measure_id = 1"))
            session.execute(text("DELETE FROM event WHERE id = (SELECT max(id) FROM event)"))
        changed = session.execute(text("SELECT id FROM event WHERE measure_id = 1")).scalar_one()
    assert outcome(run_toolkit("verify", "--head", head, DATA_DIR=data)) == (
        1,
        [
            sentence("verify.changed_of_measure", event=str(changed), measure="1"),
            sentence("verify.lost_head", head=head),
            sentence("verify.not_sound"),
        ],
    )


def test_what_is_no_head_is_refused_with_a_sentence(data: Path) -> None:
    said = outcome(run_toolkit("verify", "--head", "abc", "--language", "en", DATA_DIR=data))
    assert said == (2, [sentence("verify.no_head", "en", given="abc")])
