"""Municipalities: all fields, keys over time, members, and two people at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.example import load_example, visit_example
from toolkit.model import Event, MunicipalityKind, Role, SettlementType, TypeSource
from toolkit.model.municipality_inputs import KeyInput, MunicipalityInput
from toolkit.services.desk import leave_example, open_desk
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.merging import EntriesConflictError
from toolkit.services.municipalities import (
    OpenedMunicipality,
    add_municipality,
    change_municipality,
    municipalities,
    municipality_with_key,
    open_municipality,
    read_municipality,
    remove_municipality,
)

FLENSBURG = MunicipalityInput(
    name="Flensburg",
    official_keys=(KeyInput(key="01001000"),),
    population=92_000,
    settlement_type=SettlementType.LARGE_CITY,
    type_source=TypeSource.OFFICIAL,
    funded=True,
    elected_body="Ratsversammlung",
)
DISTRICT, COOPERATION = MunicipalityKind.DISTRICT, MunicipalityKind.COOPERATION


def add(house: TestHouse, entered: MunicipalityInput | None = None, **fields: Any) -> int:
    with house.database.writing() as session:
        desk = open_desk(session, language="de")
        return add_municipality(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            entered=entered or MunicipalityInput(**fields),
        )


def opened(house: TestHouse, municipality_id: int) -> OpenedMunicipality:
    with house.database.reading() as session:
        return open_municipality(session, house.actor, municipality_id=municipality_id)


def change(
    house: TestHouse, municipality_id: int, *, based_on: MunicipalityInput | None = None, **fields: Any
) -> OpenedMunicipality:
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        seen = based_on or open_municipality(session, actor, municipality_id=municipality_id).facts
        entered = read_municipality(**{**dict(seen), **fields})
        return change_municipality(
            session, actor, municipality_id=municipality_id, based_on=seen, entered=entered
        )


def remove(house: TestHouse, municipality_id: int) -> None:
    with house.database.writing() as session:
        remove_municipality(session, open_desk(session, language="de").actor, municipality_id=municipality_id)


def listed(house: TestHouse, *, is_example: bool = False) -> list[str]:
    with house.database.reading() as session:
        return [one.facts.name for one in municipalities(session, house.actor, is_example=is_example)]


def refused(house: TestHouse, **fields: Any) -> str:
    with pytest.raises(ServiceError) as refusal:
        add(house, **fields)
    return refusal.value.message.key


def test_a_municipality_is_stored_with_everything_that_was_entered(house: TestHouse) -> None:
    municipality_id = add(house, FLENSBURG)
    stored = opened(house, municipality_id)
    assert (stored.facts, stored.is_example, stored.version) == (FLENSBURG, False, 1)


def test_every_field_can_be_changed_and_leaves_one_event(house: TestHouse) -> None:
    town = add(house, name="Glücksburg")
    municipality_id = add(house, FLENSBURG)
    wanted = MunicipalityInput(
        name="Kreis Schleswig-Flensburg",
        kind=DISTRICT,
        official_keys=(KeyInput(key="01059", valid_from=date(1974, 3, 24)),),
        population=203_000,
        funded=False,
        elected_body="Kreistag",
        needs_release=True,
        members=(town,),
    )
    changed = change(house, municipality_id, **dict(wanted))
    assert (opened(house, municipality_id), changed.facts, changed.version) == (changed, wanted, 2)
    with house.database.reading() as session:
        events = session.exec(select(Event).where(Event.action == "change_municipality")).all()
    assert [sorted(event.fields) for event in events] == [
        sorted(set(MunicipalityInput.model_fields) - {"type_source", "settlement_type"})
    ]


def test_what_is_not_changed_leaves_no_event(house: TestHouse) -> None:
    municipality_id = add(house, FLENSBURG)
    assert change(house, municipality_id, name="Flensburg").version == 1


def test_two_people_may_change_different_fields(house: TestHouse) -> None:
    municipality_id = add(house, FLENSBURG)
    change(house, municipality_id, based_on=FLENSBURG, population=93_000)
    change(house, municipality_id, based_on=FLENSBURG, elected_body="Rat")
    facts = opened(house, municipality_id).facts
    assert (facts.population, facts.elected_body) == (93_000, "Rat")


def test_two_people_in_one_field_see_mine_and_theirs_and_nothing_is_saved(house: TestHouse) -> None:
    municipality_id = add(house, FLENSBURG)
    change(house, municipality_id, based_on=FLENSBURG, population=93_000)
    with pytest.raises(EntriesConflictError) as conflict:
        change(house, municipality_id, based_on=FLENSBURG, population=94_000, elected_body="Rat")
    assert [(one.field, one.mine, one.theirs) for one in conflict.value.conflicts] == [
        ("population", 94_000, 93_000)
    ]
    facts = opened(house, municipality_id).facts
    assert (facts.population, facts.elected_body) == (93_000, "Ratsversammlung")


def test_two_changes_that_are_right_alone_and_wrong_together_are_refused(house: TestHouse) -> None:
    municipality_id = add(house, FLENSBURG)
    derived = {"settlement_type": SettlementType.MEDIUM_TOWN, "type_source": TypeSource.FROM_POPULATION}
    change(house, municipality_id, based_on=FLENSBURG, **derived)
    with pytest.raises(InvalidError) as refusal:
        change(house, municipality_id, based_on=FLENSBURG, population=3_000)
    assert refusal.value.message.key == "municipality.type_not_derived"
    assert opened(house, municipality_id).facts.population == 92_000


def test_one_key_belongs_to_one_municipality_at_a_time(house: TestHouse) -> None:
    old = KeyInput(key="01059001", valid_to=date(2018, 2, 28))
    before = add(house, name="Altdorf", official_keys=(old,))
    after = add(house, name="Neudorf", official_keys=(KeyInput(key="01059001", valid_from=date(2018, 3, 1)),))
    with pytest.raises(InvalidError) as refusal:
        add(house, name="Mitteldorf", official_keys=(KeyInput(key="01059001", valid_from=date(2018, 2, 28)),))
    assert refusal.value.message.values == {"number": "01059001", "municipality": "Altdorf"}
    with house.database.reading() as session:
        found = [
            municipality_with_key(session, key="01059001", on=day, is_example=False)
            for day in (date(2018, 2, 28), date(2018, 3, 1))
        ]
    assert found == [before, after]


def test_the_keys_of_a_municipality_can_change_places_in_time(house: TestHouse) -> None:
    first, second = "01059001", "01059002"
    turn = date(2018, 3, 1), date(2018, 2, 28)
    municipality_id = add(
        house,
        name="Altdorf",
        official_keys=(KeyInput(key=first, valid_to=turn[1]), KeyInput(key=second, valid_from=turn[0])),
    )
    exchanged = (KeyInput(key=second, valid_to=turn[1]), KeyInput(key=first, valid_from=turn[0]))
    assert change(house, municipality_id, official_keys=exchanged).facts.official_keys == exchanged
    assert opened(house, municipality_id).facts.key_on(turn[0]) == first


def test_two_of_one_name_need_keys_that_tell_them_apart(house: TestHouse) -> None:
    add(house, name="Neustadt", official_keys=(KeyInput(key="01055032"),))
    assert refused(house, name="NEUSTADT") == "municipality.known"
    add(house, name="Neustadt", official_keys=(KeyInput(key="08315080"),))
    add(house, name="Neustadt", kind=DISTRICT)
    assert listed(house) == ["Neustadt", "Neustadt", "Neustadt"]


def test_members_are_towns_for_a_district_and_anybody_for_a_cooperation(house: TestHouse) -> None:
    town = add(house, name="Husum")
    district = add(house, name="Kreis Nordfriesland", kind=DISTRICT, members=(town,))
    cooperation = add(house, name="Smarte Grenzregion", kind=COOPERATION, members=(district, town))
    assert opened(house, cooperation).facts.members == (town, district)
    assert (
        refused(house, name="Kreis", kind=DISTRICT, members=(district,)) == "municipality.member_of_district"
    )
    assert refused(house, name="Amt", kind=COOPERATION, members=(999,)) == "services.no_municipality"
    with pytest.raises(InvalidError) as refusal:
        change(house, town, kind=COOPERATION)
    assert refusal.value.message.values == {"district": "Kreis Nordfriesland", "member": "Husum"}


def test_nobody_is_a_member_of_itself_by_any_way(house: TestHouse) -> None:
    inner = add(house, name="Amt", kind=COOPERATION)
    middle = add(house, name="Zweckverband", kind=COOPERATION, members=(inner,))
    outer = add(house, name="Region", kind=COOPERATION, members=(middle,))
    for member in (inner, middle, outer):
        with pytest.raises(InvalidError) as refusal:
            change(house, inner, members=(member,))
        assert refusal.value.message.key == "municipality.member_of_itself"
    assert opened(house, inner).facts.members == ()


def test_the_example_and_own_municipalities_never_mix(house: TestHouse) -> None:
    own = add(house, FLENSBURG)
    with house.database.writing() as session:
        load_example(session, house.actor)
    assert listed(house) == ["Flensburg"]
    with house.database.reading() as session:
        example = municipalities(session, house.actor, is_example=True)
    assert refused(house, name="Amt", kind=COOPERATION, members=(example[0].municipality_id,)) == (
        "services.no_municipality"
    )
    taken = next(
        one.facts.official_keys
        for one in example
        if one.facts.official_keys and len(one.facts.official_keys[0].key) == 8
    )
    assert refused(house, name="Doppelt", official_keys=taken) == "municipality.key_known"
    with house.database.writing() as session:
        visit_example(session, house.actor)
    assert refused(house, name="Amt", kind=COOPERATION, members=(own,)) == "services.no_municipality"
    in_the_example = add(house, name="Flensburg")
    assert opened(house, in_the_example).is_example
    with house.database.writing() as session:
        leave_example(session, house.actor)
    assert listed(house) == ["Flensburg"]


def test_the_example_holds_what_people_could_have_entered(house: TestHouse) -> None:
    with house.database.writing() as session:
        load_example(session, house.actor)
    with house.database.reading() as session:
        example = municipalities(session, house.actor, is_example=True)
    assert [MunicipalityInput(**dict(one.facts)) for one in example] == [one.facts for one in example]


def test_a_municipality_without_measures_is_removed_with_its_keys_and_memberships(house: TestHouse) -> None:
    gone = house.municipality("Flensburg", key="01001000")
    town = add(house, name="Husum")
    group = add(house, name="Region", kind=COOPERATION, members=(gone, town))
    seen = opened(house, group)
    assert house.actor.acting_for == gone
    remove(house, gone)
    assert (listed(house), house.actor.acting_for) == (["Husum", "Region"], None)
    assert (opened(house, group).facts.members, opened(house, group).version) == ((town,), seen.version + 1)
    with pytest.raises(NotFoundError):
        opened(house, gone)
    add(house, FLENSBURG)  # name and key are free again


def test_a_municipality_with_measures_stays_and_says_why(house: TestHouse) -> None:
    municipality_id = house.municipality("Flensburg")
    house.measure(municipality_id)
    with pytest.raises(RefusedError) as refusal:
        remove(house, municipality_id)
    assert refusal.value.message.key == "municipality.needed.measures"
    assert listed(house) == ["Flensburg"]


def test_planning_fills_in_what_is_missing_at_home_and_changes_nothing_else(house: TestHouse) -> None:
    own = add(house, name="Flensburg", population=92_000)
    other = add(house, name="Husum")
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=own)}), own)

    def enter(municipality_id: int, **fields: Any) -> str:
        try:
            with house.database.writing() as session:
                seen = open_municipality(session, planner, municipality_id=municipality_id).facts
                entered = MunicipalityInput(**{**dict(seen), **fields})
                change_municipality(
                    session, planner, municipality_id=municipality_id, based_on=seen, entered=entered
                )
        except RefusedError as refusal:
            return refusal.message.key
        return "saved"

    assert enter(own, elected_body="Ratsversammlung") == "saved"
    assert enter(own, funded=True, population=1) == "access.only_complete"
    assert enter(other, elected_body="Rat") == "access.not_administration"
    with house.database.writing() as session, pytest.raises(RefusedError):
        remove_municipality(session, planner, municipality_id=own)
    assert opened(house, own).facts.funded is None


def test_who_has_no_role_sees_no_municipality(house: TestHouse) -> None:
    municipality_id = add(house, FLENSBURG)
    nobody = Actor(house.actor.person_id, frozenset())
    with house.database.reading() as session:
        assert municipalities(session, nobody, is_example=False) == ()
        with pytest.raises(NotFoundError):
            open_municipality(session, nobody, municipality_id=municipality_id)
