"""The comparison: everything that one actor may see, judged, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.comparison import Comparison, load_comparison
from toolkit.judging import AnswerKind, Apart, Basis, Phase, judge
from toolkit.model import Role
from toolkit.model.inputs import AnswerInput
from toolkit.services.measures import take_step
from toolkit.workflow import Step


@pytest.fixture
def house(any_house: TestHouse) -> TestHouse:
    return any_house


def comparison_for(house: TestHouse, actor: Actor) -> Comparison:
    with house.database.reading() as session:
        return load_comparison(
            session, actor, programme_id=house.desk().programme_id, catalogue=panel_catalogue()
        )


def test_the_comparison_judges_as_the_page_of_one_measure_does(house: TestHouse) -> None:
    measure_id = house.measure(house.municipality("Beispielförde"))
    for question, level in (("S1", 3), ("S2", 1), ("N1", 2), ("T4", 0)):
        house.answer(measure_id, question, AnswerInput.at(level))
    house.answer(measure_id, "S3", AnswerInput.without_level(AnswerKind.NOT_APPLICABLE))
    opened = house.assessment(measure_id)
    alone = judge(opened.catalogue, opened.given, opened.facts)
    assert [measure.judgement for measure in comparison_for(house, house.actor).measures] == [alone]


def test_measures_of_several_municipalities_stand_side_by_side_with_ranks(house: TestHouse) -> None:
    first = house.measure(house.municipality("Beispielförde"), title="Pegelsensoren")
    house.answer_all(first, 2)
    second = house.measure(house.municipality("Musterbach"), title="Digitaler Bauhof")
    house.answer_all(second, 3)
    third = house.measure(house.municipality("Auental"), title="Dorf-App")
    comparison = comparison_for(house, house.actor)
    assert [measure.municipality for measure in comparison.measures] == [
        "Auental",
        "Beispielförde",
        "Musterbach",
    ]
    (ranking,) = comparison.ranking.lists
    assert (ranking.basis, ranking.phase) == (Basis.SELF, Phase.IDEA)
    assert [(place.thing, place.rank) for place in ranking.places] == [(second, 1), (first, 2)]
    assert comparison.ranking.apart == ((third, Apart.TOO_LITTLE_JUDGED),)
    assert comparison.ranking.is_preliminary


def test_planning_of_one_municipality_compares_only_its_own_drafts(house: TestHouse) -> None:
    own = house.municipality("Beispielförde")
    house.answer_all(house.measure(own, title="Pegelsensoren"), 2)
    other = house.municipality("Musterbach")
    house.answer_all(house.measure(other, title="Geheimer Entwurf"), 4)
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=own)}), own)
    comparison = comparison_for(house, planner)
    assert [measure.title for measure in comparison.measures] == ["Pegelsensoren"]
    assert comparison.municipalities == ("Beispielförde",)
    assert [place.rank for place in comparison.ranking.lists[0].places] == [1]


def test_who_has_no_role_sees_nothing(house: TestHouse) -> None:
    house.answer_all(house.measure(house.municipality("Beispielförde")), 2)
    nobody = Actor(house.actor.person_id, frozenset())
    assert comparison_for(house, nobody).measures == ()


def test_a_withdrawn_measure_is_not_compared(house: TestHouse) -> None:
    measure_id = house.measure(house.municipality("Beispielförde"))
    house.answer_all(measure_id, 2)
    with house.database.writing() as session:
        take_step(session, house.actor, measure_id=measure_id, step=Step.WITHDRAW)
    assert comparison_for(house, house.actor).measures == ()


def test_the_number_of_queries_does_not_grow_with_the_number_of_measures(house: TestHouse) -> None:
    municipality_id = house.municipality("Beispielförde")

    def queries() -> int:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        actor = house.actor
        programme_id = house.desk().programme_id
        event.listen(house.database.engine, "before_cursor_execute", note)
        with house.database.reading() as session:
            load_comparison(session, actor, programme_id=programme_id, catalogue=panel_catalogue())
        event.remove(house.database.engine, "before_cursor_execute", note)
        return sum(statement.lstrip().startswith("SELECT") for statement in statements)

    house.answer_all(house.measure(municipality_id), 2)
    with_one = queries()
    for number in range(9):
        house.answer_all(house.measure(municipality_id, title=f"Maßnahme {number}"), 2)
    assert (with_one, queries()) == (3, 3)


def test_filters_leave_only_what_fits_all_of_them(house: TestHouse) -> None:
    here, there = house.municipality("Beispielförde"), None
    house.measure(here, title="Idee hier")
    house.measure(here, title="Pilot hier", phase="pilot")
    there = house.municipality("Musterbach")
    house.measure(there, title="Pilot dort", phase="pilot")
    comparison = comparison_for(house, house.actor)
    filtered = comparison.only(municipalities=["Beispielförde"], phases=[Phase.PILOT])
    assert [measure.title for measure in filtered.measures] == ["Pilot hier"]
    assert comparison.only() == comparison
