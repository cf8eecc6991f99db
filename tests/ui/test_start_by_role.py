"""Start shows what waits for the role in which somebody works: reviews, decisions, people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.access.test_leaks import LOGIN
from tests.houses import TestHouse
from tests.ui.apps import MAIN, app_on, html_of, without_failure
from toolkit.access import Grant
from toolkit.messages import Message, translate
from toolkit.model import Person, Role, now
from toolkit.model.inputs import AnswerInput
from toolkit.services.people import Login
from toolkit.ui.components import plain


@pytest.fixture
def house(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestHouse]:
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    with app_on(tmp_path, monkeypatch):
        yield sqlite_furnished


def visit(house: TestHouse, *grants: Grant, name: str = "ada") -> AppTest:
    """Start, as somebody with these roles sees it who has just logged in."""
    person_id = house.person(f"{name}@example.org", *grants)
    return start_of(house, person_id)


def start_of(house: TestHouse, person_id: int) -> AppTest:
    claims = {"is_logged_in": True, "iss": "https://login.example", "sub": str(person_id)}
    claims |= {"email": "", "email_verified": True, "iat": int(now().timestamp())}
    with house.database.writing() as session:
        person = session.get_one(Person, person_id)
        person.oidc_subject = Login.from_claims(claims).fingerprint
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.user = claims
    return without_failure(app.run())


def links(page: AppTest) -> list[str]:
    return [one.proto.label for one in page.get("page_link")]


def said(key: str, **values: Any) -> str:
    return translate(Message.of(key, **values), "de")


def submitted(house: TestHouse, title: str = "Pegelsensoren") -> int:
    measure = house.measure(house.municipality("Auental"), title=title)
    house.answer(measure, "N1", AnswerInput.at(1))
    house.submit(measure)
    return measure


def test_an_advisor_finds_the_own_reviews_with_their_day(house: TestHouse) -> None:
    programme, measure = house.desk().programme_id, submitted(house)
    advisor = house.person("ada@example.org", Grant(Role.ADVICE, None, programme))
    house.person("eva@example.org", Grant(Role.ADVICE, None, programme))
    assert said("accounts.no_reviews") in html_of(start_of(house, advisor))
    yesterday = now().astimezone().date() - timedelta(days=1)
    house.assign(measure, advisor, due_on=yesterday)
    found = [one for one in links(start_of(house, advisor)) if "Pegelsensoren" in one]
    note = f"Auental · {said('accounts.to_begin')} · {said('accounts.overdue', n=1)}"
    assert [plain(note) in one for one in found] == [True]


def test_the_coordination_finds_what_was_submitted(house: TestHouse) -> None:
    coordination = Grant(Role.COORDINATION, None, house.desk().programme_id)
    person_id = house.person("ada@example.org", coordination)
    house.measure(house.municipality("Bergstadt"), title="Entwurf")
    assert said("accounts.no_decisions") in html_of(start_of(house, person_id))
    submitted(house)
    found = [one for one in links(start_of(house, person_id)) if said("accounts.newly_submitted") in one]
    assert ["Pegelsensoren" in one for one in found] == [True]


def test_the_administration_finds_people_and_municipalities_to_look_after(house: TestHouse) -> None:
    planned = house.municipality("Auental")
    house.municipality("Bergstadt")
    house.person("eva@example.org", Grant(Role.PLANNING, planned))
    found = links(visit(house, Grant(Role.ADMINISTRATION)))
    assert [said("accounts.not_come_yet", n=1) in one for one in found].count(True) == 1
    assert [said("accounts.unplanned", n=1) in one and "Bergstadt" in one for one in found].count(True) == 1


def test_a_planner_finds_none_of_it(house: TestHouse) -> None:
    submitted(house)
    page = visit(house, Grant(Role.PLANNING, house.municipality("Bergstadt")))
    shown = html_of(page) + "".join(links(page))
    for key in ("own_reviews", "decisions", "administration"):
        assert said(f"accounts.{key}") not in shown
