"""What is remembered of a comparison never outlives a change, whoever made it and whether or not it left an
event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.comparison.workers import execute
from tests.houses import TestHouse, panel_catalogue
from tests.storage.harness import run_all
from tests.storage.workers import address
from tests.worlds import AsBuilt
from toolkit.access import Actor, Grant
from toolkit.comparison import ComparedMeasure, Comparison, load_comparison
from toolkit.example import load_example, remove_example
from toolkit.judging import Phase
from toolkit.model import MunicipalityKind, Role, SettlementType
from toolkit.model.inputs import AnswerInput
from toolkit.services.measures import take_step
from toolkit.storage import Database
from toolkit.workflow import Step


@pytest.fixture
def house(any_house: TestHouse, as_built: AsBuilt) -> TestHouse:
    as_built(any_house, with_a_measure)
    return any_house


def with_a_measure(house: TestHouse) -> None:
    house.answer_all(house.measure(house.municipality("Beispielförde")), 2)


def compared(house: TestHouse, actor: Actor | None = None) -> Comparison:
    with house.database.reading() as session:
        return load_comparison(
            session,
            actor or house.actor,
            programme_id=house.desk().programme_id,
            catalogue=panel_catalogue(),
        )


def the_measure(comparison: Comparison) -> ComparedMeasure:
    (measure,) = comparison.measures
    return measure


# Behind the back of the services, so that no event tells of them.
Read = Callable[[ComparedMeasure], object]
CHANGES: list[tuple[str, Read, object]] = [
    ("UPDATE revision SET title = 'Neuer Titel'", lambda measure: measure.title, "Neuer Titel"),
    ("UPDATE revision SET phase = 'pilot'", lambda measure: measure.phase, Phase.PILOT),
    ("UPDATE revision SET phase = 'pilot'", lambda measure: measure.judgement.phase, Phase.PILOT),
    (
        "UPDATE revision SET goal_place = ''",
        lambda measure: [demand.id for demand in measure.judgement.gate.outcome.demands],
        ["goal_located"],
    ),
    ("UPDATE municipality SET name = 'Neuer Name'", lambda measure: measure.municipality, "Neuer Name"),
    ("UPDATE municipality SET kind = 'district'", lambda measure: measure.kind, MunicipalityKind.DISTRICT),
    (
        "UPDATE municipality SET settlement_type = 'small_town'",
        lambda measure: measure.settlement_type,
        SettlementType.SMALL_TOWN,
    ),
    ("UPDATE municipality SET funded = true", lambda measure: measure.funded, True),
    (
        "UPDATE answer SET level = 3 WHERE question_key = 'N1'",
        lambda measure: measure.judgement.question("N1").levels,
        (3,),
    ),
    (
        "UPDATE answer SET kind = 'cannot_judge', level = NULL WHERE question_key = 'N1'",
        lambda measure: measure.judgement.judged,
        11,
    ),
    ("DELETE FROM answer WHERE question_key = 'N1'", lambda measure: measure.judgement.judged, 11),
]


@pytest.mark.parametrize(("statement", "read", "expected"), CHANGES)
def test_a_change_without_any_event_shows_at_the_next_run(
    house: TestHouse, statement: str, read: Read, expected: object
) -> None:
    before = read(the_measure(compared(house)))
    with house.database.writing() as session:
        session.execute(text(statement))
    assert (before == expected, read(the_measure(compared(house)))) == (False, expected)


def test_a_change_by_another_process_shows_at_the_next_run(house: TestHouse) -> None:
    assert the_measure(compared(house)).judgement.question("N1").levels == (2,)
    statement = "UPDATE answer SET level = 4 WHERE question_key = 'N1'"
    run_all(execute, [(address(house.database), statement)])
    assert the_measure(compared(house)).judgement.question("N1").levels == (4,)


def test_what_the_services_do_shows_at_the_next_run(house: TestHouse) -> None:
    assert len(compared(house).measures) == 1
    second = house.measure(house.municipality("Auental"), title="Dorf-App")
    assert [measure.title for measure in compared(house).measures] == [
        "Dorf-App",
        "Pegelsensoren für die Treene",
    ]
    house.answer(second, "N1", AnswerInput.at(1))
    assert [measure.judgement.judged for measure in compared(house).measures] == [1, 12]
    with house.database.writing() as session:
        take_step(session, house.actor, measure_id=second, step=Step.WITHDRAW)
    assert len(compared(house).measures) == 1


def test_the_example_region_comes_and_goes(owned_database: Database) -> None:
    """As the owner of the tables, who alone may remove what has been submitted in the region."""
    house = TestHouse.furnished(owned_database)
    house.measure(house.municipality("Beispielförde"))
    own = house.desk().programme_id

    def titles(programme_id: int) -> int:
        with house.database.reading() as session:
            comparison = load_comparison(
                session, house.actor, programme_id=programme_id, catalogue=panel_catalogue()
            )
        return len(comparison.measures)

    with house.database.writing() as session:
        loaded = load_example(session, house.actor)
    assert (titles(own), titles(loaded.programme_id)) == (1, loaded.measures)
    with house.database.writing() as session:
        remove_example(session, house.actor)
    assert (titles(own), titles(loaded.programme_id)) == (1, 0)


def test_who_may_see_less_gets_less_also_right_after_who_sees_everything(house: TestHouse) -> None:
    other = house.municipality("Musterbach")
    house.measure(other, title="Geheimer Entwurf")
    everything = compared(house)
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=other)}), other)
    assert (len(everything.measures), the_measure(compared(house, planner)).title) == (2, "Geheimer Entwurf")
    assert [measure.title for measure in compared(house).measures] == [
        measure.title for measure in everything.measures
    ]


def test_nothing_is_judged_or_ranked_anew_while_nothing_changes(house: TestHouse) -> None:
    assert compared(house) is compared(house)
