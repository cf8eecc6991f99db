"""Partners, indicators, dependencies and preliminary checks: row by row, nothing lost or contradictory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.model import CheckKind, CheckState, DependencyKind, Event, Role
from toolkit.services.attached import MOST_ROWS, RowConflictError
from toolkit.services.checks import CheckConflictError, CheckItem, change_check, checks_of
from toolkit.services.dependencies import (
    DependencyItem,
    add_dependency,
    dependencies_of,
    remove_dependency,
    requirement_chain,
    visible_measure_names,
)
from toolkit.services.errors import InvalidError, NotFoundError
from toolkit.services.indicators import IndicatorItem, indicators_of, remove_indicator, save_indicator
from toolkit.services.measures import open_measure
from toolkit.services.partners import PartnerItem, partners_of, remove_partner, save_partner

REQUIRES, EXCLUDES, SUPPORTS = DependencyKind.REQUIRES, DependencyKind.EXCLUDES, DependencyKind.SUPPORTS


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


def revision(session: Session, house: TestHouse, measure_id: int) -> int:
    return open_measure(session, house.actor, measure_id=measure_id).revision_id


def partners(house: TestHouse, measure_id: int) -> list[PartnerItem]:
    with house.database.reading() as session:
        return list(partners_of(session, revision(session, house, measure_id)))


def indicators(house: TestHouse, measure_id: int) -> list[IndicatorItem]:
    with house.database.reading() as session:
        return list(indicators_of(session, revision(session, house, measure_id)))


def add_partner(house: TestHouse, measure_id: int, **entered: Any) -> int:
    with house.database.writing() as session:
        return save_partner(session, house.actor, measure_id=measure_id, entered=entered)


def add_indicator(house: TestHouse, measure_id: int, **entered: str) -> int:
    with house.database.writing() as session:
        return save_indicator(session, house.actor, measure_id=measure_id, entered=entered)


def depend(house: TestHouse, one: int, other: int, kind: DependencyKind) -> int:
    with house.database.writing() as session:
        return add_dependency(session, house.actor, measure_id=one, other_id=other, kind=kind)


def dependencies(house: TestHouse, measure_id: int) -> list[DependencyItem]:
    with house.database.reading() as session:
        measure = open_measure(session, house.actor, measure_id=measure_id)
        return list(dependencies_of(session, house.actor, measure=measure))


def words(house: TestHouse, measure_id: int) -> list[tuple[str, str]]:
    return [(item.words.key, item.title) for item in dependencies(house, measure_id)]


def actions(house: TestHouse) -> list[str]:
    with house.database.reading() as session:
        return list(session.exec(select(Event.action).order_by(col(Event.id))))


def test_a_partner_is_added_changed_and_removed_with_an_event_each(house: TestHouse, measure_id: int) -> None:
    before = len(actions(house))
    row_id = add_partner(house, measure_id, name="  Verein  Auental ", contribution="Helfer")
    (partner,) = partners(house, measure_id)
    assert partner.values == {"name": "Verein Auental", "contribution": "Helfer", "municipality_id": None}
    with house.database.writing() as session:
        save_partner(
            session, house.actor, measure_id=measure_id, partner_id=row_id, based_on=partner.values,
            entered={"name": "Verein Auental", "contribution": "Zwölf Helfer"},
        )  # fmt: skip
    assert partners(house, measure_id)[0].values["contribution"] == "Zwölf Helfer"
    with house.database.writing() as session:
        remove_partner(session, house.actor, measure_id=measure_id, partner_id=row_id)
        remove_partner(session, house.actor, measure_id=measure_id, partner_id=row_id)
    assert partners(house, measure_id) == []
    assert actions(house)[before:] == [
        "add_revision_partner",
        "change_revision_partner",
        "remove_revision_partner",
    ]


def test_a_known_municipality_gives_its_name(house: TestHouse, measure_id: int) -> None:
    known = house.municipality("Musterbach")
    house.municipality("Beispielstadt")
    with house.database.writing() as session:
        actor = Actor(house.actor.person_id, house.actor.grants, open_measure(
            session, house.actor, measure_id=measure_id).municipality_id)  # fmt: skip
        save_partner(session, actor, measure_id=measure_id, entered={"municipality_id": known})
        with pytest.raises(NotFoundError):
            save_partner(session, actor, measure_id=measure_id, entered={"municipality_id": 4711})
    assert partners(house, measure_id)[0].values == {
        "name": "Musterbach",
        "contribution": "",
        "municipality_id": known,
    }


def test_a_partner_needs_a_name(house: TestHouse, measure_id: int) -> None:
    with pytest.raises(InvalidError) as refusal:
        add_partner(house, measure_id, name=" ", contribution="Geld")
    assert refusal.value.message.key == "facts.required"
    assert partners(house, measure_id) == []


def test_who_changes_a_row_that_another_changed_sees_theirs(house: TestHouse, measure_id: int) -> None:
    row_id = add_indicator(house, measure_id, name="Abrufe", target="100")
    seen = indicators(house, measure_id)[0].values
    with house.database.writing() as session:
        save_indicator(
            session, house.actor, measure_id=measure_id, indicator_id=row_id, based_on=seen,
            entered={"name": "Abrufe", "target": "200"},
        )  # fmt: skip
    with house.database.writing() as session, pytest.raises(RowConflictError) as conflict:
        save_indicator(
            session, house.actor, measure_id=measure_id, indicator_id=row_id, based_on=seen,
            entered={"name": "Abrufe", "target": "300"},
        )  # fmt: skip
    assert conflict.value.theirs == indicators(house, measure_id)[0].values
    assert conflict.value.theirs["target"] == 200
    with house.database.writing() as session:
        remove_indicator(session, house.actor, measure_id=measure_id, indicator_id=row_id)
    with house.database.writing() as session, pytest.raises(RowConflictError) as gone:
        save_indicator(
            session, house.actor, measure_id=measure_id, indicator_id=row_id, based_on=seen,
            entered={"name": "Abrufe"},
        )  # fmt: skip
    assert (gone.value.theirs, gone.value.message.key) == (None, "attached.row_gone")


def test_an_indicator_is_read_as_the_language_writes_it(house: TestHouse, measure_id: int) -> None:
    add_indicator(
        house, measure_id, name="Mittlere Temperatur", unit="°C", baseline="-1,5", target="1.000,25",
        last_value="0", measured_on="31.10.2026",
    )  # fmt: skip
    assert indicators(house, measure_id)[0].values == {
        "name": "Mittlere Temperatur",
        "unit": "°C",
        "baseline": Decimal("-1.5"),
        "target": Decimal("1000.25"),
        "last_value": Decimal(0),
        "measured_on": date(2026, 10, 31),
    }


@pytest.mark.parametrize("wrong", ["viel", "1.5", "1,23456", "--1", "+5", "-", "1e9999", "NaN", "9" * 12])
def test_what_is_no_number_is_refused_and_nothing_is_stored(
    house: TestHouse, measure_id: int, wrong: str
) -> None:
    with pytest.raises(InvalidError) as refusal:
        add_indicator(house, measure_id, name="Abrufe", baseline=wrong)
    assert refusal.value.message.key == "facts.no_number"
    assert indicators(house, measure_id) == []


def test_there_is_room_for_so_many_rows_and_no_more(house: TestHouse, measure_id: int) -> None:
    for number in range(MOST_ROWS):
        add_partner(house, measure_id, name=f"Verein {number}")
    with pytest.raises(InvalidError) as refusal:
        add_partner(house, measure_id, name="noch einer")
    assert refusal.value.message.values["most"] == MOST_ROWS


def test_a_row_of_another_measure_is_not_touched(house: TestHouse, measure_id: int) -> None:
    row_id = add_partner(house, measure_id, name="Verein")
    other = house.measure(open_municipality(house, measure_id), title="Andere")
    with house.database.writing() as session:
        for touch in (
            lambda: remove_partner(session, house.actor, measure_id=other, partner_id=row_id),
            lambda: save_partner(
                session, house.actor, measure_id=other, partner_id=row_id, entered={"name": "x"}
            ),
        ):
            with pytest.raises(NotFoundError):
                touch()
    assert partners(house, measure_id)[0].name == "Verein"


def open_municipality(house: TestHouse, measure_id: int) -> int:
    with house.database.reading() as session:
        return open_measure(session, house.actor, measure_id=measure_id).municipality_id


def test_a_dependency_is_shown_from_both_sides_and_removed_from_its_own(
    house: TestHouse, measure_id: int
) -> None:
    other = house.measure(open_municipality(house, measure_id), title="Funknetz")
    row_id = depend(house, measure_id, other, REQUIRES)
    assert depend(house, measure_id, other, REQUIRES) == row_id
    assert words(house, measure_id) == [("dependencies.from_here.requires", "Funknetz")]
    assert words(house, other) == [("dependencies.from_there.requires", "Pegelsensoren für die Treene")]
    with house.database.writing() as session:
        with pytest.raises(NotFoundError):
            remove_dependency(session, house.actor, measure_id=other, dependency_id=row_id)
        remove_dependency(session, house.actor, measure_id=measure_id, dependency_id=row_id)
    assert (words(house, measure_id), words(house, other)) == ([], [])


def test_a_measure_neither_depends_on_itself_nor_on_one_that_is_not_there(
    house: TestHouse, measure_id: int
) -> None:
    with pytest.raises(InvalidError) as refusal:
        depend(house, measure_id, measure_id, SUPPORTS)
    assert refusal.value.message.key == "dependencies.itself"
    with pytest.raises(NotFoundError):
        depend(house, measure_id, 4711, SUPPORTS)


@pytest.mark.parametrize(("first", "second"), [(REQUIRES, EXCLUDES), (EXCLUDES, REQUIRES)])
@pytest.mark.parametrize("turned", [False, True])
def test_requiring_and_excluding_contradict_each_other_from_either_side(
    house: TestHouse, measure_id: int, first: DependencyKind, second: DependencyKind, turned: bool
) -> None:
    other = house.measure(open_municipality(house, measure_id), title="Funknetz")
    depend(house, measure_id, other, first)
    pair = (other, measure_id) if turned else (measure_id, other)
    with pytest.raises(InvalidError) as refusal:
        depend(house, *pair, second)
    assert refusal.value.message.key == "dependencies.contradiction"
    depend(house, *pair, SUPPORTS)


def test_requiring_in_a_ring_is_refused_with_the_ring(house: TestHouse, measure_id: int) -> None:
    town = open_municipality(house, measure_id)
    second, third = house.measure(town, title="Zweite"), house.measure(town, title="Dritte")
    depend(house, measure_id, second, REQUIRES)
    depend(house, second, third, REQUIRES)
    with pytest.raises(InvalidError) as refusal:
        depend(house, third, measure_id, REQUIRES)
    first = "Pegelsensoren für die Treene"
    assert refusal.value.message.values["chain"] == f"Dritte → {first} → Zweite → Dritte"
    assert depend(house, third, measure_id, SUPPORTS)


def test_a_submitted_revision_counts_only_until_the_next_says_otherwise(
    house: TestHouse, measure_id: int
) -> None:
    other = house.measure(open_municipality(house, measure_id), title="Funknetz")
    depend(house, measure_id, other, REQUIRES)
    house.submit(measure_id)
    house.start_revision(measure_id)
    (copied,) = dependencies(house, measure_id)
    assert copied.row_id is not None
    with house.database.writing() as session:
        remove_dependency(session, house.actor, measure_id=measure_id, dependency_id=copied.row_id)
    assert words(house, other) == []
    assert depend(house, other, measure_id, REQUIRES)


def test_dependencies_name_visible_measures_only(house: TestHouse, measure_id: int) -> None:
    own = open_municipality(house, measure_id)
    hidden = house.measure(house.municipality("Musterhausen"), title="Geheimer Entwurf")
    depend(house, hidden, measure_id, SUPPORTS)
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=own)}), own)
    with house.database.reading() as session:
        measure = open_measure(session, planner, measure_id=measure_id)
        assert dependencies_of(session, planner, measure=measure) == ()
        names = visible_measure_names(session, planner, programme_id=measure.programme_id)
    assert [name.title for name in names] == ["Pegelsensoren für die Treene"]
    with house.database.writing() as session, pytest.raises(NotFoundError):
        add_dependency(session, planner, measure_id=measure_id, other_id=hidden, kind=REQUIRES)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_a_chain_follows_the_pairs_and_is_found_wherever_one_can_walk(pairs: list[tuple[int, int]]) -> None:
    reached = {0}
    for _ in range(7):
        reached |= {other for one, other in pairs if one in reached}
    for goal in range(7):
        chain = requirement_chain(pairs, 0, goal)
        assert bool(chain) == (goal in reached)
        if chain:
            assert (chain[0], chain[-1], len(set(chain))) == (0, goal, len(chain))
            assert set(pairwise(chain)) <= set(pairs)


def test_all_eight_checks_are_there_and_each_field_is_saved_alone(house: TestHouse, measure_id: int) -> None:
    def checks() -> tuple[CheckItem, ...]:
        with house.database.reading() as session:
            return checks_of(session, revision(session, house, measure_id))

    def change(field: str, based_on: object, entered: object) -> object:
        with house.database.writing() as session:
            return change_check(
                session, house.actor, measure_id=measure_id, kind=CheckKind.LAW, field=field,
                based_on=based_on, entered=entered,
            )  # fmt: skip

    assert checks() == tuple(CheckItem(kind) for kind in CheckKind)
    change("state", CheckState.OPEN, "with_conditions")
    change("checked_by", "", "Rechtsamt")
    change("checked_on", None, "12.05.2026")
    law = next(item for item in checks() if item.kind is CheckKind.LAW)
    assert law == CheckItem(CheckKind.LAW, CheckState.WITH_CONDITIONS, "Rechtsamt", date(2026, 5, 12))
    assert [item.is_done for item in checks()].count(True) == 1
    with pytest.raises(CheckConflictError) as conflict:
        change("checked_by", "", "Kreis")
    assert (conflict.value.mine, conflict.value.theirs) == ("Kreis", "Rechtsamt")
    with pytest.raises(InvalidError) as refusal:
        change("checked_on", date(2026, 5, 12), "bald")
    assert refusal.value.message.key == "facts.no_date"
