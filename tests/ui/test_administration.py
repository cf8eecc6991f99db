"""Verwaltung, as its forms work: keys, types, two people at once, and a newer version of the criteria."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.catalogue.files import PANEL
from tests.houses import TestHouse
from toolkit.messages import Message, translate
from toolkit.model import Decides, Programme, RevealRule, SettlementType, TypeSource
from toolkit.model.inputs import AnswerInput
from toolkit.services.desk import open_desk
from toolkit.services.municipalities import change_municipality, municipalities
from toolkit.settings import settings
from toolkit.storage import open_database, prepare
from toolkit.ui.components import plain

SCREENS = Path(__file__).parents[2] / "toolkit" / "ui" / "screens"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestHouse]:
    """The data folder on which the pages of this test work, with a folder of criteria of its own."""
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "panel-1.yaml").write_bytes(PANEL.read_bytes())
    monkeypatch.setenv("TOOLKIT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TOOLKIT_CRITERIA_DIR", str(tmp_path / "criteria"))
    settings.cache_clear()
    database = open_database(f"sqlite:///{tmp_path / 'toolkit.sqlite3'}")
    prepare(database)
    yield TestHouse.furnished(database)
    database.close()
    settings.cache_clear()


def opened(screen: str = "administration", **parameters: str) -> AppTest:
    page = AppTest.from_file(str(SCREENS / f"{screen}.py"), default_timeout=60)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def said(key: str, **values: Any) -> str:
    return translate(Message.of(key, **values), "de")


def field(page: AppTest, key: str, **values: Any) -> Any:
    label = said(key, **values)
    return next(one for one in [*page.text_input, *page.multiselect, *page.selectbox] if one.label == label)


def click(page: AppTest, key: str, **values: Any) -> None:
    label = said(key, **values)
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert [one.value for one in page.exception] == []


def facts(house: TestHouse, name: str) -> Any:
    with house.database.reading() as session:
        found = municipalities(session, house.actor, is_example=False)
    return next(one.facts for one in found if one.facts.name == name)


def test_a_lost_zero_is_offered_and_a_type_is_derived_by_a_button(house: TestHouse) -> None:
    page = opened(municipality="new")
    field(page, "municipality.field.name").set_value("Flensburg")
    field(page, "administration.key", number=1).set_value("1001000")
    field(page, "municipality.field.population").set_value("92.000")
    click(page, "administration.derive")
    click(page, "administration.save")
    assert len(page.error) == 1
    assert house.desk().municipalities == ()
    click(page, "administration.take_zero", offer="01001000")
    click(page, "administration.save")
    assert [one.value for one in page.success] == [said("administration.saved")]
    stored = facts(house, "Flensburg")
    assert (stored.official_keys[0].key, stored.population) == ("01001000", 92_000)
    assert (stored.settlement_type, stored.type_source) == (
        SettlementType.MEDIUM_TOWN,
        TypeSource.FROM_POPULATION,
    )


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("municipality.field.population", "9.20", "municipality.population"),
        ("municipality.field.population", "viele", "municipality.population"),
        ("municipality.field.name", "", "municipality.name"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    house: TestHouse, name: str, typed: str, sentence: str
) -> None:
    town = house.municipality("Husum")
    page = opened(municipality=str(town))
    field(page, "municipality.field.elected_body").set_value("Stadtverordnetenkollegium")
    field(page, name).set_value(typed)
    click(page, "administration.save")
    assert [one.value.replace("\\", "") for one in page.error] == [said(sentence)]
    assert field(page, name).value == typed
    assert field(page, "municipality.field.elected_body").value == "Stadtverordnetenkollegium"
    assert facts(house, "Husum").elected_body == ""


@pytest.mark.parametrize(("choice", "population"), [("take_mine", 24_000), ("keep_theirs", 23_000)])
def test_two_people_with_one_form_choose_and_lose_nothing(
    house: TestHouse, choice: str, population: int
) -> None:
    town = house.municipality("Husum")
    page = opened(municipality=str(town))
    field(page, "municipality.field.population").set_value("24.000")
    before = facts(house, "Husum")
    with house.database.writing() as session:
        theirs = before.model_copy(update={"population": 23_000, "elected_body": "Rat"})
        actor = open_desk(session, language="de").actor
        change_municipality(session, actor, municipality_id=town, based_on=before, entered=theirs)
    click(page, "administration.save")
    assert len(page.warning) == 1
    assert facts(house, "Husum").population == 23_000
    click(page, f"assess.{choice}")
    stored = facts(house, "Husum")
    assert (stored.population, stored.elected_body) == (population, "Rat")
    assert len(page.warning) == 0


def test_a_district_gets_its_members(house: TestHouse) -> None:
    towns = [house.municipality(name) for name in ("Husum", "Niebüll")]
    page = opened(municipality="new")
    field(page, "municipality.field.name").set_value("Kreis Nordfriesland")
    field(page, "municipality.field.kind").select_index(1)
    field(page, "administration.key", number=1).set_value("01054")
    field(page, "municipality.field.members").set_value(towns)
    click(page, "administration.save")
    assert facts(house, "Kreis Nordfriesland").members == tuple(towns)


def test_a_programme_is_opened_and_the_desk_moves_there(house: TestHouse) -> None:
    house.municipality("Husum")
    page = opened(programme="new")
    field(page, "programme.field.name").set_value("Auswahl 2027")
    click(page, "administration.save")
    page = opened(part="programmes")
    click(page, "administration.work_in", programme="Auswahl 2027")
    assert house.desk().programme_name == "Auswahl 2027"
    assert [name for _, name in house.desk().municipalities] == ["Husum"]


def test_a_newer_version_is_taken_into_use_and_its_questions_confirmed(
    house: TestHouse, tmp_path: Path
) -> None:
    measure_id = house.measure(house.municipality("Husum"))
    house.answer(measure_id, "S1", AnswerInput.at(2))
    old = house.assessment(measure_id).catalogue.questions["S1"].text.de
    text = PANEL.read_text(encoding="utf-8").replace("\nversion: 1", "\nversion: 2", 1)
    assert old in text
    (tmp_path / "criteria" / "panel-2.yaml").write_text(
        text.replace(old, f"Neu gefasst, {old}", 1), encoding="utf-8"
    )
    page = opened(part="catalogues")
    click(page, "administration.take_into_use", version=2)
    assert len(page.success) == 1
    assert house.assessment(measure_id).catalogue.version == 2
    page = opened("assess", measure=str(measure_id), question="S1")
    assert said("administration.confirm") in [one.value for one in page.info]
    click(page, "administration.confirm_now")
    assert said("administration.confirm") not in [one.value for one in page.info]
    assert not house.assessment(measure_id).answers["S1"].needs_confirmation


def test_how_reviews_run_is_set_for_a_programme_and_a_wrong_day_changes_nothing(house: TestHouse) -> None:
    def stored() -> Programme:
        with house.database.reading() as session:
            return session.get_one(Programme, 1)

    page = opened(programme="1")
    field(page, "programme.field.submit_until").set_value("31.02.2027")
    field(page, "programme.field.review_days").set_value("21")
    click(page, "administration.save")
    assert len(page.error) == 1
    assert (stored().submit_until, stored().review_days) == (None, None)
    field(page, "programme.field.submit_until").set_value("28.02.2027")
    field(page, "programme.field.reveal_rule").set_value(RevealRule.AFTER_EACH)
    next(box for box in page.checkbox if box.label == said("programme.field.shows_severity")).check()
    click(page, "administration.save")
    programme = stored()
    assert (programme.submit_until, programme.review_days) == (date(2027, 2, 28), 21)
    assert (programme.reveal_rule, programme.shows_severity) == (RevealRule.AFTER_EACH, True)
    assert programme.decides is Decides.RECOMMENDS
    field(page, "programme.field.review_days").set_value("0")
    click(page, "administration.save")
    assert [one.value for one in page.error] == [plain(said("programme.days_out_of_range"))]
    assert stored().review_days == 21
