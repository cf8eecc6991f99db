"""Packages: figures as far as one may read them, and wishes kept under a name, never overwritten unseen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.comparison import load_comparison
from toolkit.model import DependencyKind, Event, Package, Programme, ProgrammeKind, Role
from toolkit.packing import Diversity, Limit, Link, Quota, Resource, Wishes
from toolkit.services.dependencies import add_dependency
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.packages import (
    MOST_PACKAGES,
    KeptPackage,
    PackageConflictError,
    Pool,
    drop_package,
    keep_package,
    kept_packages,
    load_pool,
)

FRUGAL = Wishes(limits=(Limit(resource=Resource.OWN_SHARE, most=Decimal("1000.50")),), include=(1,))
VARIED = Wishes(quotas=(Quota(by=Diversity.FIELD, least=1, most=3),), at_most=5)


def pool_of(house: TestHouse, actor: Actor | None = None) -> Pool:
    desk = house.desk()
    with house.database.reading() as session:
        who = actor or desk.actor
        comparison = load_comparison(
            session, who, programme_id=desk.programme_id, catalogue=panel_catalogue()
        )
        return load_pool(session, who, programme_id=desk.programme_id, comparison=comparison)


def keep(
    house: TestHouse,
    name: str,
    wishes: Wishes = FRUGAL,
    *,
    change: KeptPackage | None = None,
    reason: str = "",
) -> int:
    desk = house.desk()
    with house.database.writing() as session:
        return keep_package(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            name=name,
            wishes=wishes,
            reason=reason,
            package_id=change.package_id if change else None,
            based_on=change.version if change else 0,
        )


def kept(house: TestHouse) -> tuple[KeptPackage, ...]:
    desk = house.desk()
    with house.database.reading() as session:
        return kept_packages(session, desk.actor, programme_id=desk.programme_id)


def test_figures_and_dependencies_are_those_of_the_fact_sheet_and_what_is_not_stated_is_none(
    house: TestHouse,
) -> None:
    place = house.municipality("Neustadt")
    first = house.measure(place, title="Pegel", own_share="12.500,50", staff_hours_building="7")
    second = house.measure(place, title="Bus")
    with house.database.writing() as session:
        add_dependency(session, house.actor, measure_id=first, other_id=second, kind=DependencyKind.REQUIRES)
    pool = pool_of(house)
    assert {
        each.measure.measure_id: {resource: each.figure(resource) for resource in Resource}
        for each in pool.candidates
    } == {
        first: {
            Resource.OWN_SHARE: Decimal("12500.50"),
            Resource.FOLLOW_UP_COST: None,
            Resource.HOURS_BUILDING: Decimal(7),
            Resource.HOURS_OPERATION: None,
        },
        second: dict.fromkeys(Resource),
    }
    assert pool.links == (Link(first, DependencyKind.REQUIRES, second),)


def test_wishes_are_kept_as_they_were_said_and_can_be_changed_and_removed(house: TestHouse) -> None:
    keep(house, "  Sparsam  ", FRUGAL, reason="Haushalt 2027")
    keep(house, "Bunt", VARIED)
    frugal, varied = kept(house)
    assert (frugal.name, frugal.wishes, frugal.reason) == ("Sparsam", FRUGAL, "Haushalt 2027")
    keep(house, "Sparsam", VARIED, change=frugal)
    assert [(each.name, each.wishes) for each in kept(house)] == [("Sparsam", VARIED), ("Bunt", VARIED)]
    desk = house.desk()
    with house.database.writing() as session:
        drop_package(session, desk.actor, programme_id=desk.programme_id, package_id=varied.package_id)
    assert [each.name for each in kept(house)] == ["Sparsam"]
    with house.database.reading() as session:
        found = session.exec(
            select(Event.action).where(col(Event.thing) == "package").order_by(col(Event.id))
        )
        assert list(found) == ["keep_package"] * 3 + ["drop_package"]


def test_who_changes_what_somebody_else_has_changed_meanwhile_overwrites_nothing(house: TestHouse) -> None:
    keep(house, "Sparsam", FRUGAL)
    (seen,) = kept(house)
    keep(house, "Sparsam", VARIED, change=seen)
    with pytest.raises(PackageConflictError) as refused:
        keep(house, "Sparsam", FRUGAL, change=seen)
    assert refused.value.theirs.wishes == VARIED
    assert [each.wishes for each in kept(house)] == [VARIED]


def test_a_name_is_needed_and_taken_once(house: TestHouse) -> None:
    keep(house, "Sparsam")
    for name, key in ((" ", "package.name_missing"), ("SPARSAM", "package.name_taken")):
        with pytest.raises(InvalidError) as refused:
            keep(house, name)
        assert refused.value.message.key == key
    with pytest.raises(InvalidError) as too_long:
        keep(house, "x" * 121)
    assert too_long.value.message.key == "package.too_long"
    assert [each.name for each in kept(house)] == ["Sparsam"]


def test_there_is_an_end_to_the_number_of_packages(sqlite_house: TestHouse) -> None:
    desk = sqlite_house.desk()
    with sqlite_house.database.writing() as session:
        session.add_all(
            Package(programme_id=desk.programme_id, name=f"P{number}") for number in range(MOST_PACKAGES)
        )
    with pytest.raises(InvalidError) as refused:
        keep(sqlite_house, "Noch eines")
    assert refused.value.message.key == "package.too_many"


def test_packages_belong_to_the_steering_group_of_their_programme_and_to_no_advice(house: TestHouse) -> None:
    place = house.municipality("Neustadt")
    programme_id = house.desk().programme_id
    keep(house, "Sparsam")
    planner = house.person("p@example.org", Grant(Role.PLANNING, municipality_id=place))
    member = house.person("s@example.org", Grant(Role.STEERING, programme_id=programme_id))
    with house.database.reading() as session:
        names = kept_packages(session, house.actor_of(member), programme_id=programme_id)
        assert [each.name for each in names] == ["Sparsam"]
        with pytest.raises(RefusedError) as refused:
            kept_packages(session, house.actor_of(planner), programme_id=programme_id)
        assert refused.value.message.key == "access.not_steering"
        with pytest.raises(NotFoundError):
            kept_packages(session, house.actor, programme_id=programme_id + 99)
    with house.database.writing() as session:
        session.get_one(Programme, programme_id).kind = ProgrammeKind.ADVICE
    with pytest.raises(RefusedError) as refused:
        kept(house)
    assert refused.value.message.key == "weighting.only_selection"
