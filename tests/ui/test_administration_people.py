"""People in the Verwaltung: inviting somebody, giving a role and taking it, while others do the same."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse
from tests.ui.apps import html_of, opened, without_failure
from toolkit.access import Grant
from toolkit.messages import Message, translate
from toolkit.model import Role
from toolkit.services.memberships import OpenedPerson, grant, membership_of, people, revoke
from toolkit.ui.components import plain
from toolkit.ui.navigation import PageName

ADMINISTRATION = Grant(Role.ADMINISTRATION)


def said(key: str, **values: Any) -> str:
    return translate(Message.of(key, **values), "de")


def page_of(**parameters: str) -> AppTest:
    return opened(PageName.ADMINISTRATION, parameters)


def choose(page: AppTest, label: str, value: Any) -> None:
    without_failure(next(one for one in page.selectbox if one.label == said(label)).set_value(value).run())


def click(page: AppTest, label: str) -> None:
    without_failure(next(one for one in page.button if one.label == said(label)).click().run())


def known(house: TestHouse) -> tuple[OpenedPerson, ...]:
    with house.database.reading() as session:
        return people(session, house.actor)


def roles(house: TestHouse) -> dict[str, list[tuple[Role, object]]]:
    return {one.email: [(each.role, each.place) for each in one.memberships] for one in known(house)}


def test_somebody_is_invited_with_a_role_and_gets_another_one(house: TestHouse) -> None:
    town = house.municipality("Auental")
    page = page_of(person="new")
    page.text_input[0].set_value(" Ada@Example.org")
    choose(page, "accounts.role", Role.PLANNING)
    choose(page, "accounts.municipality", town)
    click(page, "accounts.give_role")
    assert roles(house) == {"ada@example.org": [(Role.PLANNING, "Auental")]}
    assert [one.value for one in page.success] == [said("administration.saved")]
    choose(page, "accounts.role", Role.ADMINISTRATION)
    click(page, "accounts.give_role")
    assert roles(house) == {"ada@example.org": [(Role.PLANNING, "Auental"), (Role.ADMINISTRATION, None)]}
    listed = html_of(page_of(part="people"))
    assert "ada@example.org" in listed
    assert "Planung, Auental" in listed
    assert said("accounts.invited") in listed


@pytest.mark.parametrize(
    ("address", "key"), [("ada", "people.no_address"), ("ada@example.org", "people.needs_municipality")]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(house: TestHouse, address: str, key: str) -> None:
    house.municipality("Auental")
    house.municipality("Bergstadt")
    page = page_of(person="new")
    page.text_input[0].set_value(address)
    choose(page, "accounts.role", Role.PLANNING)
    click(page, "accounts.give_role")
    assert [one.value for one in page.error] == [plain(said(key, address=address))]
    assert page.text_input[0].value == address
    assert known(house) == ()


def test_before_a_role_is_revoked_the_page_says_what_follows(house: TestHouse) -> None:
    planning = Grant(Role.PLANNING, house.municipality("Auental"))
    person = house.person("ada@example.org", planning)
    page = page_of(person=str(person))
    click(page, "accounts.revoke")
    sentences = ("planning", "no_other_planning", "no_access", "kept")
    assert [one.value for one in page.warning] == [
        " ".join(plain(said(f"people.after.{name}")) for name in sentences)
    ]
    click(page, "accounts.keep_role")
    assert roles(house) == {"ada@example.org": [(Role.PLANNING, "Auental")]}
    click(page, "accounts.revoke")
    click(page, "accounts.revoke_now")
    assert roles(house) == {"ada@example.org": []}
    assert said("accounts.no_role") in html_of(page)


def test_the_last_administration_stays(house: TestHouse) -> None:
    person = house.person("ada@example.org", ADMINISTRATION)
    page = page_of(person=str(person))
    click(page, "accounts.revoke")
    assert [one.value for one in page.error] == [plain(said("people.last_administration"))]
    assert roles(house) == {"ada@example.org": [(Role.ADMINISTRATION, None)]}


def test_two_who_administer_at_once_lose_nothing(house: TestHouse) -> None:
    planning = Grant(Role.PLANNING, house.municipality("Auental"))
    person = house.person("ada@example.org", planning)
    page = page_of(person=str(person))
    click(page, "accounts.revoke")
    with house.database.writing() as session:
        held = membership_of(session, email="ada@example.org", grant=planning)
        revoke(session, house.actor, membership_id=held)
        grant(session, house.actor, email="ada@example.org", grant=ADMINISTRATION)
    click(page, "accounts.revoke_now")
    assert [one.value for one in page.error] == [plain(said("people.no_such_role"))]
    assert roles(house) == {"ada@example.org": [(Role.ADMINISTRATION, None)]}
