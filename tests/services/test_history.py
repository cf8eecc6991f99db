"""The history of a measure: each reads what they may see of it, and knows by name whom they may know."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.houses import TestHouse, panel_catalogue
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.access import history as groups
from toolkit.messages import LANGUAGES, Language, Message, to_text, translate
from toolkit.model import Person
from toolkit.services.errors import NotFoundError
from toolkit.services.history import history_length, history_of
from toolkit.services.measures import change_fact
from toolkit.storage import measure_heads, record_event

SERVICES = Path(__file__).parents[2] / "toolkit" / "services"


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    world = Reviewing.made(house)
    with house.database.writing() as session:
        for name, person_id in world.people.items():
            session.get_one(Person, person_id).name = name.capitalize()
    return world


def told(world: Reviewing, name: str) -> list[tuple[str, str, int]]:
    """Who, what and how often, the newest first."""
    with world.writing(name) as (session, actor):
        count = history_length(session, actor, measure_id=world.measure_id)
        found = history_of(session, actor, measure_id=world.measure_id, start=0, stop=count)
    return [(to_text(one.who, "de"), translate(one.what, "de"), one.times) for one in found.entries]


def told_since_submitted(world: Reviewing, name: str) -> list[tuple[str, str]]:
    lines = [(who, what) for who, what, _ in told(world, name)]
    return lines[: lines.index(next(line for line in lines if line[1] == "Eingereicht")) + 1]


def review(world: Reviewing, name: str) -> None:
    """Begun, and finished as far as the log is concerned."""
    assessment_id = world.review(name)
    with world.house.database.writing() as session:
        for action, thing in (("begin_review", "assessment"), ("complete_review", "assessment")):
            record_event(
                session,
                actor_id=world.people[name],
                programme_id=world.programme_id,
                measure_id=world.measure_id,
                action=action,
                thing=thing,
                thing_id=assessment_id,
            )


def test_what_a_municipality_works_on_is_told_to_itself_only(world: Reviewing) -> None:
    with world.writing("erika") as (session, actor):
        change_fact(
            session, actor, measure_id=world.measure_id, field="goal",
            based_on="Schäden durch Hochwasser verringern", entered="Warnen",
        )  # fmt: skip
    world.submit("jonas")
    mine = told(world, "erika")
    assert mine[:2] == [("Jonas", "Eingereicht", 1), ("Sie", "Steckbrief geändert: Ziel", 1)]
    assert ("Planung", "Maßnahme angelegt", 1) in mine  # by the desk's person, who has no name
    for name in ("clara", "anna"):
        assert told(world, name) == [("Planung", "Eingereicht", 1)]


def test_no_municipality_learns_the_names_of_those_who_judge(world: Reviewing) -> None:
    world.submit()
    review(world, "anna")
    review(world, "bernd")
    world.ask(("S1", "Bitte das Ziel nennen."), by="anna")
    assert told_since_submitted(world, "erika") == [
        ("Begutachtung 1", "Überarbeitung erbeten"),
        ("Begutachtung 2", "Begutachtung fertiggestellt"),
        ("Begutachtung 1", "Begutachtung fertiggestellt"),
        ("Sie", "Eingereicht"),
    ]
    assert told_since_submitted(world, "clara") == [
        ("Anna", "Überarbeitung erbeten"),
        ("Bernd", "Begutachtung fertiggestellt"),
        ("Anna", "Begutachtung fertiggestellt"),
        ("Planung", "Eingereicht"),
    ]
    assert told_since_submitted(world, "anna") == [
        ("Sie", "Überarbeitung erbeten"),
        ("Bernd", "Begutachtung fertiggestellt"),
        ("Sie", "Begutachtung fertiggestellt"),
        ("Sie", "Eigene Begutachtung begonnen"),
        ("Planung", "Eingereicht"),
    ]


def test_who_has_yet_to_judge_is_not_told_that_others_have(world: Reviewing) -> None:
    world.submit()
    review(world, "anna")
    assert told_since_submitted(world, "bernd") == [("Planung", "Eingereicht")]
    assert told_since_submitted(world, "erika") == [("Sie", "Eingereicht")]


def test_who_may_not_see_the_measure_has_no_history_of_it(world: Reviewing) -> None:
    world.submit()
    for name in ("hanna", "stefan"):
        with pytest.raises(NotFoundError):
            told(world, name)


def test_the_same_several_times_in_a_row_is_one_line_and_the_head_stands_for_all(world: Reviewing) -> None:
    problems = ("", "Niemand warnt.", "Niemand warnt früh.", "Niemand hilft.")
    for before, after in pairwise(problems):
        with world.writing("erika") as (session, actor):
            change_fact(
                session, actor, measure_id=world.measure_id, field="problem", based_on=before, entered=after
            )
    assert told(world, "erika")[:2] == [
        ("Sie", "Steckbrief geändert: Problem", 3),
        ("Planung", f"Leitfrage beantwortet: {last_question()}", 1),
    ]
    with world.writing("erika") as (session, actor):
        found = history_of(session, actor, measure_id=world.measure_id, start=3, stop=5)
        assert [one.times for one in found.entries] == [1, 1]
        assert found.head == measure_heads(session, [world.measure_id])[world.measure_id]


def last_question() -> str:
    *_, last = panel_catalogue().questions.values()
    return last.title.de


RECORDING = {"record_event", "record_review_event", "record_row", "_record", "_saved"}


def test_every_kind_of_event_stands_in_a_group() -> None:
    """A new kind fails here until somebody has said who is told of it: until then nobody is."""
    named = {action for file in SERVICES.glob("*.py") for action in actions_of_measures(file)}
    assert len(named) > 20
    assert named - groups.TOLD - groups.UNTOLD == {"move_catalogue"}  # the programme's own


def actions_of_measures(file: Path) -> Iterator[str]:
    """What the calls that record an event name as what was done, in files that record some about measures."""
    calls = [
        call
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in RECORDING
    ]
    given = [word.value for call in calls for word in call.keywords if word.arg == "measure_id"]
    if given and all(isinstance(each, ast.Constant) for each in given):
        return
    for call in calls:
        named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
        yield from list(_words(named or call.args))[: 2 if named else 1]


def _words(expressions: Iterable[ast.expr]) -> Iterator[str]:
    for one in expressions:
        each = (one.body, one.orelse) if isinstance(one, ast.IfExp) else (one,)
        yield from (
            word.value for word in each if isinstance(word, ast.Constant) and isinstance(word.value, str)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_has_its_sentences(language: Language) -> None:
    told = {translate(Message.of(f"history.did.{action}", fields=()), language) for action in groups.TOLD}
    assert len(told) == len(groups.TOLD)
