"""The example region in a real database: loaded once, beside the own world, and removed without a trace."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, func, select

from tests.houses import TestHouse, panel_catalogue
from tests.worlds import AsBuilt
from toolkit.access import Actor, Grant
from toolkit.comparison import Comparison, load_comparison
from toolkit.example import (
    Loaded,
    Removed,
    example_is_loaded,
    load_example,
    read_region,
    remove_example,
    visit_example,
)
from toolkit.messages import Message
from toolkit.model import (
    Dependency,
    DependencyKind,
    Event,
    Measure,
    MeasureState,
    Municipality,
    Person,
    Revision,
    RevisionPartner,
    Role,
    metadata,
)
from toolkit.model.inputs import AnswerInput
from toolkit.services.desk import leave_example, open_desk, prepare_desk
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.measures import open_measure
from toolkit.storage import Database, verify_chain
from toolkit.storage.check import broken_rules

MEASURES, MUNICIPALITIES = len(read_region().measures), len(read_region().municipalities)


@pytest.fixture
def house(owned_database: Database, as_built: AsBuilt) -> TestHouse:
    """As the owner of the tables: the region holds submitted revisions, which only the owner removes."""
    return as_built(TestHouse(owned_database), furnished)


@pytest.fixture
def desk_house(sqlite_database: Database, as_built: AsBuilt) -> TestHouse:
    """For what the desk shows of the region: the same on both databases, and loading takes a while."""
    return as_built(TestHouse(sqlite_database), furnished)


def furnished(house: TestHouse) -> TestHouse:
    return TestHouse.furnished(house.database)


@pytest.fixture
def own_house(house: TestHouse, as_built: AsBuilt) -> TestHouse:
    return as_built(house, with_own_work)


@pytest.fixture
def own_desk_house(desk_house: TestHouse, as_built: AsBuilt) -> TestHouse:
    return as_built(desk_house, with_own_work)


def with_own_work(house: TestHouse) -> TestHouse:
    """The desk acts for a municipality of its own, which has a measure."""
    measure_id = house.measure(house.municipality("Stadt Beispielförde", "01088001"))
    house.answer_all(measure_id, 2)
    return house


def load(house: TestHouse) -> Loaded:
    with house.database.writing() as session:
        return load_example(session, open_desk(session, language="de").actor)


def load_beside(house: TestHouse) -> Loaded:
    """The same, under another name for a house with own work: what is kept of it is something else."""
    return load(house)


def visit(house: TestHouse) -> None:
    with house.database.writing() as session:
        visit_example(session, open_desk(session, language="de").actor)


def leave(house: TestHouse) -> None:
    with house.database.writing() as session:
        leave_example(session, open_desk(session, language="de").actor)


def remove(house: TestHouse) -> Removed:
    with house.database.writing() as session:
        return remove_example(session, open_desk(session, language="de").actor)


def seen(house: TestHouse) -> Comparison:
    """What the page Vergleich shows."""
    desk = house.desk()
    with house.database.reading() as session:
        return load_comparison(
            session, desk.actor, programme_id=desk.programme_id, catalogue=panel_catalogue()
        )


def content(house: TestHouse) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the log."""
    with house.database.reading() as session:
        return {
            name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for name, table in metadata.tables.items()
            if name != "event"
        }


def actions(house: TestHouse) -> list[str]:
    with house.database.reading() as session:
        return list(session.exec(select(Event.action).order_by(col(Event.id))))


def sound(house: TestHouse) -> bool:
    with house.database.reading() as session:
        return broken_rules(session) == () and verify_chain(session) is None


def example_measure(house: TestHouse, key: str) -> int:
    with house.database.reading() as session:
        return session.exec(select(Measure.id).where(col(Measure.external_key) == key)).one() or 0


def test_who_visits_the_region_compares_its_measures(desk_house: TestHouse) -> None:
    assert load(desk_house) == Loaded(2, MUNICIPALITIES, MEASURES, newly=True)
    visit(desk_house)
    comparison = seen(desk_house)
    assert (len(comparison.measures), len(comparison.municipalities)) == (MEASURES, MUNICIPALITIES)
    assert {measure.is_example for measure in comparison.measures} == {True}
    assert (desk_house.desk().municipality, desk_house.desk().is_example) == ("Stadt Auental", True)
    assert sound(desk_house)


def test_a_measure_of_the_example_says_so(own_desk_house: TestHouse, as_built: AsBuilt) -> None:
    own = seen(own_desk_house).measures[0].measure_id
    as_built(own_desk_house, load_beside)
    with own_desk_house.database.reading() as session:
        actor = own_desk_house.actor
        marks = [
            open_measure(session, actor, measure_id=measure_id).is_example
            for measure_id in (own, example_measure(own_desk_house, "BSP-01"))
        ]
    assert marks == [False, True]


def test_own_measures_and_invented_ones_never_stand_together(
    own_desk_house: TestHouse, as_built: AsBuilt
) -> None:
    as_built(own_desk_house, load_beside)
    assert [measure.title for measure in seen(own_desk_house).measures] == ["Pegelsensoren für die Treene"]
    assert [name for _, name in own_desk_house.desk().municipalities] == ["Stadt Beispielförde"]
    visit(own_desk_house)
    assert len(seen(own_desk_house).measures) == MEASURES
    assert "Stadt Beispielförde" not in dict(own_desk_house.desk().municipalities).values()


def test_leaving_the_region_leads_back_to_where_one_was(own_desk_house: TestHouse) -> None:
    own_desk_house.municipality("Amt Musterbach")
    load(own_desk_house)
    visit(own_desk_house)
    leave(own_desk_house)
    assert (own_desk_house.desk().municipality, own_desk_house.desk().is_example) == ("Amt Musterbach", False)


def test_leaving_the_region_without_an_own_municipality_leads_to_none(
    desk_house: TestHouse, as_built: AsBuilt
) -> None:
    as_built(desk_house, load)
    visit(desk_house)
    leave(desk_house)
    leave(desk_house)
    assert (desk_house.desk().municipality, desk_house.desk().is_example) == (None, False)
    assert actions(desk_house).count("act_for") == 2


def test_loading_twice_changes_nothing_and_says_so(own_house: TestHouse, as_built: AsBuilt) -> None:
    first = as_built(own_house, load_beside)
    before, log = content(own_house), actions(own_house)
    second = load(own_house)
    assert (content(own_house), actions(own_house)) == (before, log)
    assert second == Loaded(first.programme_id, MUNICIPALITIES, MEASURES, newly=False)
    assert [report.message.key for report in (first, second)] == ["example.loaded", "example.loaded_before"]


def test_the_content_and_its_removal_leave_one_event_each(own_house: TestHouse, as_built: AsBuilt) -> None:
    before = actions(own_house)
    as_built(own_house, load_beside)
    loaded = actions(own_house)
    remove(own_house)
    assert actions(own_house) == [*loaded, "remove_example"]
    assert loaded[: len(before) + 1] == [*before, "load_example"]
    assert loaded.count("load_example") == 1


def test_removing_takes_everything_of_the_example_and_nothing_else(
    own_house: TestHouse, as_built: AsBuilt
) -> None:
    before = content(own_house)
    as_built(own_house, load_beside)
    visit(own_house)
    assert remove(own_house) == Removed(MUNICIPALITIES, MEASURES)
    assert content(own_house) == before
    assert own_house.desk().municipality == "Stadt Beispielförde"
    assert sound(own_house)


def test_removing_takes_what_was_entered_in_the_region(own_house: TestHouse, as_built: AsBuilt) -> None:
    before = content(own_house)
    as_built(own_house, load_beside)
    visit(own_house)
    own_house.measure(own_house.municipality("Gemeinde Neudorf", "01088002"))
    visit(own_house)
    own_house.answer(example_measure(own_house, "BSP-47"), "T2", AnswerInput.at(1))
    assert remove(own_house) == Removed(MUNICIPALITIES + 1, MEASURES + 1)
    assert content(own_house) == before
    assert sound(own_house)


def test_removing_lets_own_rows_go_that_pointed_into_the_region(
    own_house: TestHouse, as_built: AsBuilt
) -> None:
    own = seen(own_house).measures[0].measure_id
    as_built(own_house, load_beside)
    with own_house.database.writing() as session:
        revision_id = session.exec(select(Revision.id).where(col(Revision.measure_id) == own)).one()
        town = session.exec(select(Municipality.id).where(col(Municipality.name) == "Stadt Auental")).one()
        session.add(RevisionPartner(revision_id=revision_id, name="Auental", municipality_id=town))
        target = session.exec(select(Measure.id).where(col(Measure.external_key) == "BSP-36")).one()
        session.add(Dependency(revision_id=revision_id, measure_id=target, kind=DependencyKind.REQUIRES))
    remove(own_house)
    with own_house.database.reading() as session:
        assert session.exec(select(RevisionPartner.name, RevisionPartner.municipality_id)).all() == [
            ("Auental", None)
        ]
        assert session.exec(select(func.count()).select_from(Dependency)).one() == 0
    assert sound(own_house)


def test_removing_where_nothing_is_loaded_changes_nothing_and_says_so(own_house: TestHouse) -> None:
    before, log = content(own_house), actions(own_house)
    assert remove(own_house).message == Message.of("example.not_loaded")
    assert (content(own_house), actions(own_house)) == (before, log)


def test_after_removing_it_can_be_loaded_again(house: TestHouse, as_built: AsBuilt) -> None:
    as_built(house, load)
    remove(house)
    with house.database.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")  # after it loading once took minutes on PostgreSQL
    assert load(house).newly
    assert sound(house)


def submit_one(house: TestHouse) -> None:
    with house.database.writing() as session:
        revision = session.exec(
            select(Revision)
            .join(Measure, col(Measure.id) == col(Revision.measure_id))
            .where(col(Measure.external_key) == "BSP-35")
        ).one()
        revision.submitted_at = datetime(2026, 11, 2, tzinfo=UTC)
        session.add(revision)


def test_a_submitted_revision_of_the_example_goes_too(house: TestHouse, as_built: AsBuilt) -> None:
    before = content(house)
    as_built(house, load)
    submit_one(house)
    remove(house)
    assert content(house) == before
    assert sound(house)


def test_on_postgresql_only_the_owner_removes_what_is_frozen(
    postgres_database: Database, as_built: AsBuilt
) -> None:
    house = TestHouse.furnished(postgres_database)
    as_built(house, load)
    before = content(house)
    with pytest.raises(RefusedError) as refused:
        remove(house)
    assert refused.value.message.key == "example.owner_needed"
    assert content(house) == before


def test_the_own_world_may_use_names_of_the_region_but_not_its_keys(house: TestHouse) -> None:
    house.municipality("Stadt Auental", "01099003")
    before = content(house)
    with pytest.raises(InvalidError) as refused:
        load(house)
    assert refused.value.message == Message.of(
        "example.key_taken", number="01099003", municipality="Stadt Auental"
    )
    assert content(house) == before


def test_a_municipality_of_the_own_world_may_be_called_as_one_of_the_region(
    desk_house: TestHouse, as_built: AsBuilt
) -> None:
    as_built(desk_house, load)
    own = desk_house.municipality("Stadt Auental")
    assert desk_house.desk().municipalities == ((own, "Stadt Auental"),)
    with pytest.raises(InvalidError):
        desk_house.municipality("Stadt Auental")


def test_only_the_administration_loads_and_removes(house: TestHouse) -> None:
    planner = Actor(person_id=house.actor.person_id, grants=frozenset({Grant(Role.PLANNING)}))
    for change in (load_example, remove_example):
        with pytest.raises(RefusedError) as refused, house.database.writing() as session:
            change(session, planner)
        assert refused.value.message == Message.of("access.not_administration")
    with house.database.reading() as session:
        assert not example_is_loaded(session)


def test_nobody_visits_what_is_not_loaded(house: TestHouse) -> None:
    with pytest.raises(NotFoundError) as refused:
        visit(house)
    assert refused.value.message == Message.of("example.not_loaded")


def test_without_an_own_programme_nothing_is_loaded(any_database: Database) -> None:
    with any_database.writing() as session:
        person = Person(name="")
        session.add(person)
        session.flush()
        actor = Actor(person_id=person.id or 0, grants=frozenset({Grant(Role.ADMINISTRATION)}))
        with pytest.raises(NotFoundError):
            load_example(session, actor)


def test_the_desk_keeps_its_own_programme_where_only_the_example_is_older(
    desk_house: TestHouse, as_built: AsBuilt
) -> None:
    as_built(desk_house, load)
    with desk_house.database.writing() as session:
        prepare_desk(session, catalogues=[panel_catalogue()])
    assert (desk_house.desk().programme_id, desk_house.desk().is_example) == (1, False)


def test_a_measure_of_the_region_was_assessed_a_year_ago_and_again(
    desk_house: TestHouse, as_built: AsBuilt
) -> None:
    as_built(desk_house, load)
    measure_id = example_measure(desk_house, "BSP-20")
    then, now = (desk_house.assessment(measure_id, number) for number in (1, 2))
    assert (then.measure.submitted, now.measure.submitted) == (True, True)
    assert now.measure.state is MeasureState.SUBMITTED
    assert (then.answers["S1"].given.level, now.answers["S1"].given.level) == (2, 3)
    (shown,) = [measure for measure in visited(desk_house).measures if measure.measure_id == measure_id]
    assert (shown.revision_number, shown.is_reworked) == (2, False)


def visited(house: TestHouse) -> Comparison:
    visit(house)
    return seen(house)
