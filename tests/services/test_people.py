"""Who is let in with which login, what their desk is, and how roles are given and taken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from toolkit.access import Grant
from toolkit.model import Event, Membership, Municipality, Person, Programme, Role, now
from toolkit.services.desk import open_desk, open_desk_of
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.memberships import (
    OpenedPerson,
    after_revoking,
    grant,
    membership_of,
    municipality_named,
    people,
    programme_named,
    revoke,
)
from toolkit.services.people import (
    Login,
    NotAdmittedError,
    admit,
    known_person,
    refuse_an_old_login,
    refuse_an_open_door,
)

CLAIMS = {"iss": "https://login.example", "sub": "42", "email": "Ada@Example.org", "email_verified": True}
ADMINISTRATION = Grant(Role.ADMINISTRATION)


def login(**claims: Any) -> Login:
    return Login.from_claims({**CLAIMS, "iat": int(now().timestamp()), "name": "Ada", **claims})


def let_in(house: TestHouse, first_administrator: str | None = None, **claims: Any) -> int:
    with house.database.writing() as session:
        return admit(session, login(**claims), first_administrator=first_administrator)


def reason_against(house: TestHouse, first_administrator: str | None = None, **claims: Any) -> str:
    with pytest.raises(NotAdmittedError) as refused:
        let_in(house, first_administrator, **claims)
    return refused.value.message.key


def give(house: TestHouse, email: str, wanted: Grant, *, by: int | None = None) -> int:
    with house.database.writing() as session:
        actor = house.actor if by is None else house.actor_of(by)
        return grant(session, actor, email=email, grant=wanted)


def take(house: TestHouse, email: str, held: Grant) -> None:
    with house.database.writing() as session:
        revoke(session, house.actor, membership_id=membership_of(session, email=email, grant=held))


def listed(house: TestHouse) -> tuple[OpenedPerson, ...]:
    with house.database.reading() as session:
        return people(session, house.actor)


def programme_of(house: TestHouse) -> int:
    return house.desk().programme_id


def events(house: TestHouse) -> list[str]:
    with house.database.reading() as session:
        actions = session.exec(select(Event.action).order_by(col(Event.id)))
        return [action for action in actions if action not in ("prepare_desk", "open_programme")]


def test_the_first_login_of_an_invited_address_is_bound_for_good(house: TestHouse) -> None:
    invited = house.person("ada@example.org", ADMINISTRATION)
    assert let_in(house) == invited
    assert let_in(house, email="new.name@example.org", email_verified=False) == invited
    assert reason_against(house, sub="43") == "people.other_login"
    assert reason_against(house, iss="https://other.example") == "people.other_login"
    with house.database.reading() as session:
        assert session.get_one(Person, invited).name == "Ada"
    assert events(house) == ["invite_person", "bind_login"]


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}, {"email": ""}]
)
def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(
    house: TestHouse, claims: dict[str, Any]
) -> None:
    house.person("ada@example.org", ADMINISTRATION)
    assert reason_against(house, **claims) == "people.email_not_verified"


def test_nobody_else_is_let_in_and_nothing_is_written(house: TestHouse) -> None:
    house.person("somebody@example.org", ADMINISTRATION)
    assert reason_against(house) == "people.unknown"
    with house.database.reading() as session:
        assert known_person(session, login()) is None
    assert events(house) == ["invite_person"]


def test_no_login_leads_to_the_desk_that_may_do_everything(house: TestHouse) -> None:
    single_desk = house.actor.person_id
    with house.database.reading() as session, pytest.raises(NotAdmittedError):
        open_desk_of(session, person_id=single_desk, language="de")
    assert reason_against(house, email=" ") == "people.email_not_verified"
    assert reason_against(house) == "people.unknown"


def test_the_single_desk_stays_the_one_without_an_account_whoever_else_there_is(house: TestHouse) -> None:
    single_desk = house.actor.person_id
    with house.database.writing() as session:
        session.get_one(Person, single_desk).name = "Ada"
    with house.database.reading() as session, pytest.raises(Exception, match="No row was found"):
        open_desk(session, language="de")


def test_somebody_anonymised_cannot_log_in(house: TestHouse) -> None:
    person_id = house.person("ada@example.org", ADMINISTRATION)
    let_in(house)
    with house.database.writing() as session:
        session.get_one(Person, person_id).anonymised_at = now()
    assert reason_against(house) in ("people.unknown", "people.other_login")
    with house.database.reading() as session, pytest.raises(NotAdmittedError):
        open_desk_of(session, person_id=person_id, language="de")


def test_a_login_is_worth_something_for_some_hours_only() -> None:
    old = login(iat=int((now() - timedelta(hours=13)).timestamp()))
    refuse_an_old_login(old, hours=14)
    with pytest.raises(NotAdmittedError) as refused:
        refuse_an_old_login(old, hours=12)
    assert (refused.value.message.key, refused.value.may_log_in) == ("people.login_expired", True)


def test_the_first_administration_is_appointed_as_long_as_nobody_has_it(house: TestHouse) -> None:
    person_id = let_in(house, "ADA@example.org")
    assert house.actor_of(person_id).grants == {ADMINISTRATION}
    give(house, "other@example.org", ADMINISTRATION)
    take(house, "ada@example.org", ADMINISTRATION)
    let_in(house, "ada@example.org")
    with pytest.raises(NotAdmittedError):
        house.actor_of(person_id)
    assert events(house) == ["invite_person", "grant", "bind_login", "invite_person", "grant", "revoke"]


def test_without_a_role_there_is_no_desk(house: TestHouse) -> None:
    person_id = house.person("ada@example.org")
    with pytest.raises(NotAdmittedError) as refused:
        house.desk_of(person_id)
    assert refused.value.message.key == "people.no_role"


def test_a_planner_sits_at_a_desk_of_their_own_municipalities(house: TestHouse) -> None:
    here, there, far = (house.municipality(name) for name in ("Auental", "Bergstadt", "Cuxdorf"))
    planner = house.person("ada@example.org", Grant(Role.PLANNING, here))
    both = house.person("eva@example.org", Grant(Role.PLANNING, here), Grant(Role.PLANNING, there))
    desk = house.desk_of(planner)
    assert (desk.actor.acting_for, desk.municipality, desk.municipalities) == (
        here,
        "Auental",
        ((here, "Auental"),),
    )
    assert house.desk_of(both).municipalities == ((here, "Auental"), (there, "Bergstadt"))
    assert house.desk_of(both).actor.acting_for is None
    with house.database.writing() as session:
        session.get_one(Person, planner).acting_for_id = far
    assert house.desk_of(planner).actor.acting_for == here


def test_an_advisor_has_a_desk_without_a_municipality(house: TestHouse) -> None:
    house.municipality("Auental")
    advisor = house.person("ada@example.org", Grant(Role.ADVICE, programme_id=programme_of(house)))
    desk = house.desk_of(advisor)
    assert (desk.actor.acting_for, desk.municipality, desk.municipalities) == (None, None, ())
    assert desk.programme_id == programme_of(house)


def test_whose_municipality_takes_no_part_anywhere_is_told_so(house: TestHouse) -> None:
    with house.database.writing() as session:
        session.add(Municipality(id=77, name="Anderswo"))
    planner = house.person("ada@example.org", Grant(Role.PLANNING, 77))
    with pytest.raises(NotAdmittedError) as refused:
        house.desk_of(planner)
    assert refused.value.message.key == "people.no_programme"


def test_a_role_is_given_once_and_gone_at_the_next_look(house: TestHouse) -> None:
    town = house.municipality("Auental", "01001000")
    planning = Grant(Role.PLANNING, town)
    person_id = give(house, " Ada@Example.org ", planning)
    assert give(house, "ada@example.org", planning) == person_id
    (person,) = listed(house)
    assert (person.email, person.has_logged_in) == ("ada@example.org", False)
    assert [(one.role, one.place) for one in person.memberships] == [(Role.PLANNING, "Auental")]
    assert house.actor_of(person_id).grants == {planning}
    take(house, "ada@example.org", planning)
    with pytest.raises(NotAdmittedError):
        house.actor_of(person_id)
    with pytest.raises(NotFoundError):
        take(house, "ada@example.org", planning)


def test_the_last_administration_that_can_log_in_stays(house: TestHouse) -> None:
    give(house, "ada@example.org", ADMINISTRATION)
    with pytest.raises(InvalidError) as refused:
        take(house, "ada@example.org", ADMINISTRATION)
    assert refused.value.message.key == "people.last_administration"
    give(house, "eva@example.org", ADMINISTRATION)
    take(house, "ada@example.org", ADMINISTRATION)
    assert [one.memberships for one in listed(house) if one.email == "ada@example.org"] == [()]


def test_only_administration_gives_takes_and_lists(house: TestHouse) -> None:
    town = house.municipality("Auental")
    planner = house.person("ada@example.org", Grant(Role.PLANNING, town))
    with pytest.raises(RefusedError):
        give(house, "ada@example.org", ADMINISTRATION, by=planner)
    with house.database.writing() as session:
        actor = house.actor_of(planner)
        with pytest.raises(RefusedError):
            people(session, actor)
        held = session.exec(select(Membership.id).where(Membership.person_id == planner)).one()
        with pytest.raises(RefusedError):
            revoke(session, actor, membership_id=held or 0)
    assert house.actor_of(planner).grants == {Grant(Role.PLANNING, town)}


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (Grant(Role.PLANNING), "people.needs_municipality"),
        (Grant(Role.PLANNING, 1, 1), "people.needs_municipality"),
        (Grant(Role.ADVICE), "people.needs_programme"),
        (Grant(Role.CHAIR, 1), "people.needs_programme"),
        (Grant(Role.ADMINISTRATION, 1), "people.administration_is_for_all"),
        (Grant(Role.PLANNING, 999), "services.no_municipality"),
        (Grant(Role.STEERING, None, 999), "programme.unknown"),
    ],
)
def test_every_role_has_its_place(house: TestHouse, wanted: Grant, key: str) -> None:
    with pytest.raises(ServiceError) as refused:
        give(house, "ada@example.org", wanted)
    assert refused.value.message.key == key
    assert listed(house) == ()


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "Ada <ada@example.org>", "a@example.org, b@example.org"]
)
def test_an_invitation_needs_one_address(house: TestHouse, address: str) -> None:
    with pytest.raises(InvalidError):
        give(house, address, ADMINISTRATION)


def after(house: TestHouse, email: str, held: Grant) -> list[str]:
    with house.database.reading() as session:
        membership_id = membership_of(session, email=email, grant=held)
        return [
            message.key.removeprefix("people.after.")
            for message in after_revoking(session, house.actor, membership_id=membership_id)
        ]


def test_what_a_revoked_role_leaves_is_said_before(house: TestHouse) -> None:
    town = house.municipality("Auental")
    planning, advice = Grant(Role.PLANNING, town), Grant(Role.ADVICE, None, programme_of(house))
    house.person("ada@example.org", planning, advice)
    advisor = house.person("eva@example.org", advice)
    assert after(house, "ada@example.org", planning) == ["planning", "no_other_planning", "kept"]
    assert after(house, "ada@example.org", advice) == ["advice", "kept"]
    house.person("ida@example.org", planning)
    house.assign(house.measure(town), advisor)
    assert after(house, "ada@example.org", planning) == ["planning", "kept"]
    assert after(house, "eva@example.org", advice) == ["advice", "assigned", "no_access", "kept"]
    house.person("udo@example.org", ADMINISTRATION)
    with pytest.raises(InvalidError) as refused:
        after(house, "udo@example.org", ADMINISTRATION)
    assert refused.value.message.key == "people.last_administration"


def test_places_are_found_by_name_key_or_number_if_they_are_meant_alone(house: TestHouse) -> None:
    town = house.municipality("Auental", "01001000")
    with house.database.writing() as session:
        assert municipality_named(session, "Auental") == municipality_named(session, "01001000") == town
        assert programme_named(session, str(programme_of(house))) == programme_of(house)
        session.get_one(Programme, programme_of(house)).name = "Auswahl 2027"
        session.add(Municipality(name="Auental"))
        session.flush()
        assert programme_named(session, "Auswahl 2027") == programme_of(house)
        for missing in ("Nirgendwo", "Auental"):
            with pytest.raises(NotFoundError):
                municipality_named(session, missing)


def test_a_database_in_which_people_log_in_is_no_single_desk(house: TestHouse) -> None:
    person_id = house.person("ada@example.org", ADMINISTRATION)
    with house.database.reading() as session:
        refuse_an_open_door(session)  # invited only: nobody has come yet
    let_in(house)
    with house.database.writing() as session, pytest.raises(InvalidError) as refused:
        refuse_an_open_door(session)
    assert refused.value.message.key == "people.open_door"
    with house.database.writing() as session:
        session.get_one(Person, person_id).anonymised_at = now()
        session.flush()
        refuse_an_open_door(session)
