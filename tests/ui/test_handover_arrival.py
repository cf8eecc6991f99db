"""Einlesen, the tab of the hand-over file: preview, the choice of a municipality, taking over once."""

from __future__ import annotations

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse
from tests.ui.apps import html_of, opened, without_failure
from toolkit.exchange.handover_file import handover_file
from toolkit.messages import Message, translate
from toolkit.model import Measure, Municipality, Revision, now
from toolkit.services.handover import parcel_of
from toolkit.storage import BlobStore, open_database, prepare
from toolkit.ui.components import plain
from toolkit.ui.navigation import PageName

TITLE = "Pegelsensoren an der Aue"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A measure of Auental with two revisions, from another installation."""
    folder = tmp_path_factory.mktemp("there")
    database = open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}")
    prepare(database)
    there = TestHouse.furnished(database)
    measure_id = there.measure(there.municipality("Auental"), title=TITLE)
    there.answer_all(measure_id, 3)
    there.submit(measure_id)
    there.start_revision(measure_id)
    with database.reading() as session:
        parcel = parcel_of(session, there.actor, measure_id=measure_id)
    database.close()
    return handover_file(parcel, BlobStore.within(folder), at=now())


def said(key: str, **values: object) -> str:
    return translate(Message.of(key, **values), "de")


def uploaded(content: bytes) -> AppTest:
    page = opened(PageName.LISTS, {})
    (choice,) = page.get("button_group")
    page = without_failure(choice.set_value("handover").run())
    (field,) = page.file_uploader
    return without_failure(field.set_value(("massnahme.zip", content, "application/zip")).run())


def measures(house: TestHouse) -> list[tuple[str, str, int]]:
    """Title, municipality and number of every revision."""
    with house.database.reading() as session:
        rows = (
            select(Revision.title, Municipality.name, Revision.number)
            .join(Measure, col(Measure.id) == col(Revision.measure_id))
            .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        )
        return [tuple(row) for row in session.exec(rows.order_by(col(Revision.number)))]


def test_a_measure_comes_into_the_municipality_that_is_chosen_and_only_once(
    house: TestHouse, file: bytes
) -> None:
    place = house.municipality("Neustadt")
    page = uploaded(file)
    assert said("handover.from_there", title=TITLE, municipality="Auental") in html_of(page)
    assert said("handover.which_municipality") in html_of(page)
    assert [each.key for each in page.button] == []
    page = without_failure(page.selectbox(key="handover-place").set_value(place).run())
    page = without_failure(page.button(key="handover-take-over").click().run())
    assert [each.value for each in page.success] == [
        plain(said("handover.added", title=TITLE, municipality="Neustadt", n=2))
    ]
    before = measures(house)
    assert before == [(TITLE, "Neustadt", 1), (TITLE, "Neustadt", 2)]
    page = uploaded(file)
    assert [each.value for each in page.info] == [plain(said("handover.nothing_new", title=TITLE))]
    assert measures(house) == before


def test_where_there_is_no_municipality_yet_the_page_says_what_to_do_first(
    house: TestHouse, file: bytes
) -> None:
    page = uploaded(file)
    assert said("handover.no_municipality") in html_of(page)
    assert ([each.key for each in page.button], [each.key for each in page.selectbox]) == ([], [])


def test_a_damaged_file_is_refused_with_a_sentence(house: TestHouse, file: bytes) -> None:
    house.municipality("Neustadt")
    page = uploaded(file[:-40] + b"0" * 40)
    assert [each.value for each in page.error] == [plain(said("handover.foreign"))]
    assert measures(house) == []
