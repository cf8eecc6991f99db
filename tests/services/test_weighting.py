"""Who weighs how: groups weigh first, results are shown afterwards, and what is fixed stays (rule 15)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.messages import LANGUAGES, translate
from toolkit.model import Event, Person, Programme, ProgrammeKind, Role, WeightingMethod, WeightSet
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.stakeholder_groups import add_group, remove_group, rename_group
from toolkit.services.weighting import (
    Weighed,
    Weighting,
    WeightsConflictError,
    fix_weights,
    open_weighting,
    propose_variant,
    propose_weights,
)
from toolkit.storage import FrozenRecordError

STRATEGY, USERS, TRANSFER = (criterion.id for criterion in panel_catalogue().criteria)
LEVELS = {"levels": {STRATEGY: "high", USERS: "medium", TRANSFER: "low"}}
OTHER_LEVELS = {"levels": {STRATEGY: "low", USERS: "low", TRANSFER: "low"}}
REASON = "Das Leitbild nennt die Strategie zuerst."


class Room:
    """The steering group of the desk's programme: a chair, a member, and a planner who is no part of it."""

    def __init__(self, house: TestHouse) -> None:
        self.house = house
        self.programme_id = house.desk().programme_id
        here = self.programme_id
        self.chair = house.actor_of(house.person("vera@example.de", Grant(Role.CHAIR, programme_id=here)))
        member_id = house.person("stefan@example.de", Grant(Role.STEERING, programme_id=here))
        self.member = house.actor_of(member_id)
        town = house.municipality("Altdorf")
        self.planner = house.actor_of(
            house.person("erika@example.de", Grant(Role.PLANNING, municipality_id=town))
        )
        with house.database.writing() as session:
            session.get_one(Person, member_id).name = "Stefan Sommer"

    def writes(self, verb: Callable[..., Any], actor: Actor, **values: Any) -> Any:
        with self.house.database.writing() as session:
            return verb(session, actor, **values)

    def group(self, name: str, actor: Actor | None = None) -> int:
        group_id: int = self.writes(add_group, actor or self.chair, programme_id=self.programme_id, name=name)
        return group_id

    def proposed(
        self,
        group_id: int,
        *,
        actor: Actor | None = None,
        entered: dict[str, Any] = LEVELS,
        method: WeightingMethod = WeightingMethod.LEVELS,
        reason: str = REASON,
        based_on: int = 0,
    ) -> Weighed:
        found: Weighed = self.writes(
            propose_weights,
            actor or self.member,
            group_id=group_id,
            catalogue=panel_catalogue(),
            method=method,
            entered=entered,
            reason=reason,
            based_on=based_on,
        )
        return found

    def fixed(self, group_id: int, *, actor: Actor | None = None, based_on: int = 1) -> Weighed:
        found: Weighed = self.writes(fix_weights, actor or self.chair, group_id=group_id, based_on=based_on)
        return found

    def variant(self, name: str = "Ländlicher Blick", **values: Any) -> Weighed:
        given = {"method": WeightingMethod.LEVELS, "entered": OTHER_LEVELS, "reason": REASON, **values}
        found: Weighed = self.writes(
            propose_variant,
            self.member,
            programme_id=self.programme_id,
            catalogue=panel_catalogue(),
            name=name,
            **given,
        )
        return found

    def weighting(self, actor: Actor | None = None) -> Weighting:
        with self.house.database.reading() as session:
            return open_weighting(session, actor or self.member, programme_id=self.programme_id)


@pytest.fixture
def room(house: TestHouse) -> Room:
    return Room(house)


def refusal(action: Callable[[], object]) -> tuple[type[ServiceError], str]:
    """Why it was refused; the sentence exists in every language."""
    with pytest.raises(ServiceError) as refused:
        action()
    for language in LANGUAGES:
        translate(refused.value.message, language)
    return type(refused.value), refused.value.message.key


def events(room: Room) -> list[str]:
    with room.house.database.reading() as session:
        things = ("weight_set", "stakeholder_group")
        statement = select(Event.action).where(col(Event.thing).in_(things)).order_by(col(Event.id))
        return list(session.exec(statement))


def test_a_group_weighs_and_its_weighting_is_stored_with_method_reason_and_proposer(room: Room) -> None:
    group_id = room.group("Rat")
    room.proposed(group_id)
    (group,) = room.weighting().groups
    assert group.first is not None
    assert (group.name, group.first.name, group.first.reason) == ("Rat", "Rat", REASON)
    assert (group.first.method, group.first.entered) == (WeightingMethod.LEVELS, LEVELS)
    assert group.first.proposed_by == "Stefan Sommer"
    assert {key: round(share, 6) for key, share in group.first.weights.items()} == {
        STRATEGY: 0.5,
        USERS: 0.333333,
        TRANSFER: 0.166667,
    }
    assert events(room) == ["add_stakeholder_group", "propose_weights"]


def test_nothing_under_weights_may_be_shown_before_every_group_has_fixed_its_first_weighting(
    room: Room,
) -> None:
    assert room.weighting().is_fixed
    council, citizens = room.group("Rat"), room.group("Bürgerschaft")
    shown = []
    for step in (
        lambda: room.proposed(council),
        lambda: room.fixed(council),
        lambda: room.proposed(citizens),
        lambda: room.fixed(citizens),
    ):
        step()
        now = room.weighting()
        shown.append((now.is_fixed, [one.name for one in now.in_force]))
    assert shown == [(False, []), (False, []), (False, []), (True, ["Rat", "Bürgerschaft"])]


def test_what_is_fixed_is_changed_by_nobody_not_even_past_the_services(room: Room) -> None:
    group_id = room.group("Rat")
    room.proposed(group_id)
    fixed = room.fixed(group_id)
    assert room.fixed(group_id) == fixed
    changes = [
        lambda: room.proposed(group_id, entered=OTHER_LEVELS, based_on=fixed.version),
        lambda: room.writes(rename_group, room.chair, group_id=group_id, name="Stadtrat"),
        lambda: room.writes(remove_group, room.chair, group_id=group_id),
    ]
    assert [refusal(change) for change in changes] == [(RefusedError, "weighting.is_fixed")] * 3
    with pytest.raises(FrozenRecordError), room.house.database.writing() as session:
        session.execute(update(WeightSet).values(reason="anders"))
    assert room.weighting().in_force == (fixed,)


def test_only_chair_and_coordination_set_up_groups_and_fix_and_only_the_steering_group_weighs(
    room: Room,
) -> None:
    group_id = room.group("Rat")
    refused = [
        refusal(lambda: room.group("Verwaltung", room.member)),
        refusal(lambda: room.writes(rename_group, room.member, group_id=group_id, name="Stadtrat")),
        refusal(lambda: room.writes(remove_group, room.member, group_id=group_id)),
        refusal(lambda: room.fixed(group_id, actor=room.member)),
    ]
    assert refused == [(RefusedError, "access.not_leading")] * 4
    assert refusal(lambda: room.proposed(group_id, actor=room.planner)) == (
        NotFoundError,
        "weighting.unknown_group",
    )
    room.proposed(group_id, actor=room.chair)


def test_who_has_no_part_in_the_steering_group_sees_no_weighting(room: Room) -> None:
    room.proposed(room.group("Rat"))
    elsewhere = room.house.actor_of(
        room.house.person("otto@example.de", Grant(Role.STEERING, programme_id=_another_programme(room)))
    )
    seen = [room.weighting(actor) for actor in (room.member, room.planner, elsewhere)]
    assert [[group.name for group in one.groups] for one in seen] == [["Rat"], [], []]


def _another_programme(room: Room) -> int:
    with room.house.database.writing() as session:
        version = session.get_one(Programme, room.programme_id).catalogue_version_id
        programme = Programme(name="Nord", catalogue_version_id=version)
        session.add(programme)
        session.flush()
        return programme.id or 0


def test_two_who_weigh_for_the_same_group_at_once_see_mine_and_theirs(room: Room) -> None:
    group_id = room.group("Rat")
    first = room.proposed(group_id)
    with pytest.raises(WeightsConflictError) as conflict:
        room.proposed(group_id, entered=OTHER_LEVELS, actor=room.chair)
    assert conflict.value.theirs == first
    assert translate(conflict.value.message, "de").startswith("Stefan Sommer hat")
    assert room.proposed(group_id) == first
    second = room.proposed(group_id, entered=OTHER_LEVELS, actor=room.chair, based_on=first.version)
    assert (second.version, second.entered) == (2, OTHER_LEVELS)
    assert refusal(lambda: room.fixed(group_id, based_on=1)) == (WeightsConflictError, "weighting.conflict")
    with room.house.database.writing() as session:
        session.get_one(Person, room.chair.person_id).email = None
    assert refusal(lambda: room.fixed(group_id, based_on=1)) == (
        WeightsConflictError,
        "weighting.conflict_of_nobody",
    )


def test_a_variant_comes_after_the_results_with_its_name_proposer_and_reason(room: Room) -> None:
    group_id = room.group("Rat")
    assert refusal(room.variant) == (RefusedError, "weighting.variant_too_early")
    room.proposed(group_id)
    fixed = room.fixed(group_id)
    variant = room.variant(group_id=group_id)
    assert room.weighting().in_force == (fixed, variant)
    assert (variant.name, variant.proposed_by, variant.reason) == (
        "Ländlicher Blick",
        "Stefan Sommer",
        REASON,
    )
    assert variant.fixed_at is not None
    assert [refusal(lambda name=name: room.variant(name)) for name in ("rat", "ländlicher blick", " ")] == [
        (InvalidError, "weighting.name_known"),
        (InvalidError, "weighting.name_known"),
        (InvalidError, "weighting.without_name"),
    ]
    assert refusal(lambda: room.variant("Neu", group_id=group_id + 99)) == (
        NotFoundError,
        "weighting.unknown_group",
    )
    assert refusal(lambda: room.group("Wirtschaft")) == (RefusedError, "weighting.group_too_late")


def test_without_groups_a_variant_stands_beside_the_catalogues_own_weighting(room: Room) -> None:
    variant = room.variant()
    assert room.weighting().in_force == (variant,)


def test_groups_are_renamed_and_removed_with_their_weighting_until_it_is_fixed(room: Room) -> None:
    council, citizens = room.group("Rat"), room.group("Bürger")
    room.proposed(council)
    room.proposed(citizens)
    room.writes(rename_group, room.chair, group_id=citizens, name=" Bürgerschaft ")
    room.writes(remove_group, room.chair, group_id=council)
    weighting = room.weighting()
    assert [(group.name, group.first and group.first.name) for group in weighting.groups] == [
        ("Bürgerschaft", "Bürgerschaft")
    ]
    assert refusal(lambda: room.group("bürgerschaft")) == (InvalidError, "weighting.name_known")
    assert events(room)[-2:] == ["rename_stakeholder_group", "remove_stakeholder_group"]


UNFIT: list[tuple[WeightingMethod, dict[str, Any], str]] = [
    (WeightingMethod.LEVELS, {"levels": {STRATEGY: "high", USERS: None, TRANSFER: "low"}}, "incomplete"),
    (WeightingMethod.ORDER, {"order": [STRATEGY, USERS]}, "incomplete"),
    (WeightingMethod.ORDER, {"order": [STRATEGY, USERS, USERS]}, "each_once"),
    (WeightingMethod.SWING, {"points": {STRATEGY: 90, USERS: 10, TRANSFER: 10}}, "swing_without_100"),
    (WeightingMethod.SWING, {"points": {STRATEGY: 100, USERS: 0, TRANSFER: 10}}, "not_above_0"),
    (WeightingMethod.PAIRS, {"pairs": {f"{STRATEGY}|{USERS}": 3}}, "incomplete"),
    (
        WeightingMethod.PAIRS,
        {"pairs": {f"{STRATEGY}|{USERS}": 3, f"{STRATEGY}|{TRANSFER}": 0, f"{USERS}|{TRANSFER}": 1}},
        "pair_out_of_range",
    ),
    (
        WeightingMethod.NUMBERS,
        {"numbers": {STRATEGY: float("nan"), USERS: 1, TRANSFER: 1}},
        "not_above_0",
    ),
]


@pytest.mark.parametrize(("method", "entered", "reason"), UNFIT)
def test_what_gives_no_weights_is_refused_with_its_sentence_and_stores_nothing(
    sqlite_house: TestHouse, method: WeightingMethod, entered: dict[str, Any], reason: str
) -> None:
    room = Room(sqlite_house)
    group_id = room.group("Rat")
    assert refusal(lambda: room.proposed(group_id, method=method, entered=entered)) == (
        InvalidError,
        f"weighting.{reason}",
    )
    assert room.weighting().groups[0].first is None


def test_a_weighting_needs_a_reason_and_a_programme_that_selects(room: Room) -> None:
    group_id = room.group("Rat")
    assert refusal(lambda: room.proposed(group_id, reason="  ")) == (
        InvalidError,
        "weighting.without_reason",
    )
    assert refusal(lambda: room.proposed(group_id, reason="x" * 4001)) == (InvalidError, "joint.too_long")
    assert refusal(lambda: room.fixed(group_id)) == (RefusedError, "weighting.nothing_to_fix")
    with room.house.database.writing() as session:
        session.get_one(Programme, room.programme_id).kind = ProgrammeKind.ADVICE
    assert refusal(lambda: room.proposed(group_id)) == (RefusedError, "weighting.only_selection")


def test_an_event_holds_no_reason_and_no_name(room: Room) -> None:
    room.proposed(room.group("Rat"))
    with room.house.database.reading() as session:
        rows = session.exec(select(Event).where(col(Event.thing) == "weight_set")).all()
        assert [REASON in str(row.model_dump()) or "Rat" in str(row.model_dump()) for row in rows] == [False]
