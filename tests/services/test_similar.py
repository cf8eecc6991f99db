"""Who does something similar: found among what may be seen, and nothing else."""

from __future__ import annotations

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.model import FieldOfAction, Measure, MeasureState, Role
from toolkit.services.measures import change_fact
from toolkit.services.similar import SimilarMeasure, similar_measures


def similar(house: TestHouse, measure_id: int, actor: Actor | None = None) -> tuple[SimilarMeasure, ...]:
    with house.database.reading() as session:
        return similar_measures(session, actor or house.actor, measure_id=measure_id)


def set_field(house: TestHouse, measure_id: int, field: FieldOfAction) -> None:
    with house.database.writing() as session:
        change_fact(
            session,
            house.actor,
            measure_id=measure_id,
            field="field_of_action",
            based_on=None,
            entered=field,
        )


def furnish(house: TestHouse) -> dict[str, int]:
    """Two measures against floods, a second one of the own town, and one that has nothing to do with them."""
    elsewhere = house.municipality("Amt Musterbach")
    measures = {
        "floods": house.measure(elsewhere, title="Warnung vor Starkregen", goal="Menschen am Bach warnen"),
        "bench": house.measure(elsewhere, title="Mitfahrbank", goal="Weniger Fahrten allein", goal_source=""),
    }
    set_field(house, measures["floods"], FieldOfAction.SAFETY)
    town = house.municipality("Stadt Beispielförde")
    measures["own"] = house.measure(town, title="Pegelsensoren", goal="Hochwasser früh erkennen")
    measures["second"] = house.measure(town, title="Pegelsensoren am Hafen", goal="Hochwasser erkennen")
    set_field(house, measures["own"], FieldOfAction.SAFETY)
    return measures


def test_a_measure_of_another_municipality_is_found_with_what_both_have_in_common(house: TestHouse) -> None:
    measures = furnish(house)
    (found,) = similar(house, measures["own"])
    assert (found.measure_id, found.title, found.municipality) == (
        measures["floods"],
        "Warnung vor Starkregen",
        "Amt Musterbach",
    )
    assert found.same_field is FieldOfAction.SAFETY
    assert [topic.de for topic in found.topics] == ["Hochwasser und Starkregen"]
    assert similar(house, measures["bench"]) == ()


def test_what_an_actor_may_not_see_is_not_found_nor_does_it_count(house: TestHouse) -> None:
    measures = furnish(house)
    town = house.actor.acting_for
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, town)}), town)
    assert len(similar(house, measures["own"])) == 1
    assert similar(house, measures["own"], planner) == ()
    assert similar(house, measures["floods"], planner) == ()


def test_a_withdrawn_measure_is_not_recommended(house: TestHouse) -> None:
    measures = furnish(house)
    assert [each.measure_id for each in similar(house, measures["own"])] == [measures["floods"]]
    with house.database.writing() as session:
        session.get_one(Measure, measures["floods"]).state = MeasureState.WITHDRAWN
    assert similar(house, measures["own"]) == ()
