"""Measures and fact sheets: field by field, nothing lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import func, select

from tests.houses import FULL_FACTS, TestHouse
from toolkit.access import Actor, Grant
from toolkit.judging import Phase
from toolkit.model import Measure, MeasureState, Role
from toolkit.model.fact_sheet import FACT_FIELDS, FactKind
from toolkit.services.desk import act_for, open_desk
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.measures import (
    FactConflictError,
    OpenedMeasure,
    change_fact,
    create_measure,
    open_measure,
    take_step,
    withdrawn_measures,
)
from toolkit.workflow import Step

EXAMPLES = {
    FactKind.MONEY: ("12.500,50", Decimal("12500.50")),
    FactKind.HOURS: ("12", 12),
    FactKind.DATE: ("12.05.2026", date(2026, 5, 12)),
    FactKind.YES_NO: (False, False),
}


def opened(house: TestHouse, measure_id: int) -> OpenedMeasure:
    with house.database.reading() as session:
        return open_measure(session, open_desk(session, language="de").actor, measure_id=measure_id)


def change(house: TestHouse, measure_id: int, field: str, based_on: object, entered: object) -> object:
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        return change_fact(
            session, actor, measure_id=measure_id, field=field, based_on=based_on, entered=entered
        )


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


def test_a_new_measure_is_a_draft_with_its_first_revision(house: TestHouse, measure_id: int) -> None:
    measure = opened(house, measure_id)
    assert (measure.state, measure.revision_number, measure.submitted) == (MeasureState.DRAFT, 1, False)
    assert measure.facts["goal_place"] == FULL_FACTS["goal_place"]
    assert measure.facts["phase"] is Phase.IDEA


def test_a_measure_needs_a_name(house: TestHouse) -> None:
    municipality_id = house.municipality("Beispielförde")
    with pytest.raises(InvalidError) as refusal:
        house.measure(municipality_id, title="   ")
    assert refusal.value.message.key == "facts.required"
    with house.database.reading() as session:
        assert session.exec(select(func.count()).select_from(Measure)).one() == 0


def test_every_field_of_the_fact_sheet_is_stored_and_read(house: TestHouse, measure_id: int) -> None:
    for field in FACT_FIELDS:
        before = opened(house, measure_id).facts[field.name]
        entered, stored = EXAMPLES.get(field.kind, (f"neu: {field.name}", f"neu: {field.name}"))
        if field.choices:
            entered = stored = list(field.choices)[-1].value
        change(house, measure_id, field.name, before, entered)
        assert opened(house, measure_id).facts[field.name] == stored


def test_a_text_that_is_too_long_is_refused_with_its_length(house: TestHouse, measure_id: int) -> None:
    with pytest.raises(InvalidError) as refusal:
        change(house, measure_id, "title", FULL_FACTS["title"], "x" * 201)
    assert (refusal.value.message.values["longest"], refusal.value.message.values["length"]) == (200, 201)
    assert opened(house, measure_id).title == FULL_FACTS["title"]


def test_two_people_may_write_different_fields_of_one_sheet(house: TestHouse, measure_id: int) -> None:
    change(house, measure_id, "problem", "", "Das Hochwasser kommt unbemerkt.")
    change(house, measure_id, "target_group", "", "Anlieger")
    facts = opened(house, measure_id).facts
    assert (facts["problem"], facts["target_group"]) == ("Das Hochwasser kommt unbemerkt.", "Anlieger")


def test_two_people_in_one_field_see_mine_and_theirs(house: TestHouse, measure_id: int) -> None:
    change(house, measure_id, "problem", "", "ihre Fassung")
    with pytest.raises(FactConflictError) as conflict:
        change(house, measure_id, "problem", "", "meine Fassung")
    assert (conflict.value.mine, conflict.value.theirs) == ("meine Fassung", "ihre Fassung")
    assert opened(house, measure_id).facts["problem"] == "ihre Fassung"


def test_a_withdrawn_measure_is_not_changed_until_it_is_resumed(house: TestHouse, measure_id: int) -> None:
    with house.database.writing() as session:
        take_step(session, house.actor, measure_id=measure_id, step=Step.WITHDRAW)
    with pytest.raises(RefusedError) as refusal:
        change(house, measure_id, "problem", "", "neu")
    assert refusal.value.message.key == "access.not_editable"
    with house.database.writing() as session:
        assert take_step(session, house.actor, measure_id=measure_id, step=Step.RESUME) is MeasureState.DRAFT
    assert change(house, measure_id, "problem", "", "neu") == "neu"


def test_a_step_that_leads_nowhere_is_refused_with_the_reason(house: TestHouse, measure_id: int) -> None:
    with house.database.writing() as session, pytest.raises(RefusedError) as refusal:
        take_step(session, house.actor, measure_id=measure_id, step=Step.RESUME)
    assert refusal.value.message.key == "workflow.not_possible.resume"


def test_a_measure_that_does_not_exist_is_told_so(house: TestHouse, measure_id: int) -> None:
    with pytest.raises(NotFoundError):
        opened(house, measure_id + 1)


def test_planning_of_another_municipality_neither_sees_nor_counts_nor_changes_a_draft(
    house: TestHouse, measure_id: int
) -> None:
    other = house.municipality("Musterhausen")
    stranger = Actor(
        person_id=house.actor.person_id,
        grants=frozenset({Grant(Role.PLANNING, municipality_id=other)}),
        acting_for=other,
    )
    with house.database.reading() as session, pytest.raises(NotFoundError):
        open_measure(session, stranger, measure_id=measure_id)
    with house.database.writing() as session, pytest.raises(NotFoundError):
        change_fact(session, stranger, measure_id=measure_id, field="problem", based_on="", entered="neu")
    assert opened(house, measure_id).facts["problem"] == ""


def test_nobody_creates_measures_for_a_municipality_that_is_not_theirs(
    house: TestHouse, measure_id: int
) -> None:
    own = opened(house, measure_id).municipality_id
    other = house.municipality("Musterhausen")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=other)}), other)
    programme_id = house.desk().programme_id
    with house.database.writing() as session, pytest.raises(RefusedError) as refusal:
        create_measure(
            session, stranger, programme_id=programme_id, municipality_id=own, facts={"title": "Fremde"}
        )
    assert refusal.value.message.key == "access.not_your_municipality"


def test_withdrawn_measures_are_listed_for_those_who_may_see_them(house: TestHouse, measure_id: int) -> None:
    other = house.municipality("Musterhausen")
    elsewhere = house.measure(other, title="Dorf-App")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=other)}), other)
    programme_id = house.desk().programme_id

    def listed(actor: Actor) -> list[tuple[int, str, str]]:
        with house.database.reading() as session:
            found = withdrawn_measures(session, actor, programme_id=programme_id)
        return [(measure.measure_id, measure.title, measure.municipality) for measure in found]

    assert listed(house.actor) == []
    for municipality_id, withdrawn in (
        (other, elsewhere),
        (opened(house, measure_id).municipality_id, measure_id),
    ):
        with house.database.writing() as session:
            actor = act_for(session, house.actor, municipality_id=municipality_id)
            take_step(session, actor, measure_id=withdrawn, step=Step.WITHDRAW)
    own = (measure_id, "Pegelsensoren für die Treene", "Beispielförde")
    assert listed(house.actor) == [own, (elsewhere, "Dorf-App", "Musterhausen")]
    assert listed(stranger) == [(elsewhere, "Dorf-App", "Musterhausen")]
