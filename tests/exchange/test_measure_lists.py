"""A list of measures comes in as a whole, once, and changes what it names field by field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from tests.exchange.importing import bring_in, everything_in, filled, plan, sentences
from tests.houses import TestHouse
from tests.spreadsheet import files
from toolkit.access import Grant
from toolkit.example import load_example, visit_example
from toolkit.exchange.lists import measure_columns, measure_template, read_measure_list
from toolkit.exchange.lists.columns import bare
from toolkit.judging import Phase
from toolkit.messages import LANGUAGES, Language, Message, translate
from toolkit.model import Event, FieldOfAction, Import, Measure, Municipality, Revision, Role
from toolkit.model.fact_sheet import FACT_FIELDS, FIELDS_BY_NAME, FactKind
from toolkit.services.desk import leave_example, open_desk
from toolkit.services.errors import NotFoundError
from toolkit.services.import_measures import plan_measures
from toolkit.services.imports import (
    Effect,
    FieldChange,
    ImportOptions,
    ListChangedError,
    ListMistakesError,
    outcome,
)
from toolkit.services.measures import take_step
from toolkit.storage import Database
from toolkit.workflow import Step

FULL: dict[FactKind, Any] = {
    FactKind.LINE: "Eine Zeile",
    FactKind.TEXT: "=Ein Text\nmit Absatz",
    FactKind.MONEY: 1234.5,
    FactKind.HOURS: 12,
    FactKind.DATE: date(2026, 5, 12),
}
STORED = FULL | {FactKind.MONEY: Decimal("1234.50"), FactKind.YES_NO: False}


def label(name: str, language: Language = "de") -> str:
    return translate(next(one.label for one in measure_columns() if one.name == name), language)


def csv_list(*rows: list[str], head: tuple[str, ...] = ("title", "external_key", "total_cost")) -> bytes:
    return files.csv_file([[label(name) for name in head], *rows], encoding="cp1252")


def sheets(house: TestHouse) -> list[Revision]:
    with house.database.reading() as session:
        return list(session.exec(select(Revision).order_by(col(Revision.id))))


def names(house: TestHouse) -> list[str]:
    with house.database.reading() as session:
        return list(session.exec(select(Municipality.name).order_by(col(Municipality.id))))


@pytest.fixture
def town(house: TestHouse) -> TestHouse:
    house.municipality("Beispielförde", key="01999001")
    return house


# --- what comes in ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filled_template_brings_in_every_field(sqlite_database: Database, language: Language) -> None:
    house = TestHouse.furnished(sqlite_database)
    house.municipality("Beispielförde", key="01999001")
    columns = {column.name: column for column in measure_columns()}
    values = {"municipality": "01999001", "external_key": "M-1"}
    for field in FACT_FIELDS:
        choices = columns[field.name].choices
        values[field.name] = translate(choices[-1][0], language) if choices else FULL.get(field.kind)
    values["post_available"] = translate(Message.of("facts.no"), language)
    headings = [label(name, language) for name in values]
    bring_in(house, filled(measure_template(language), [list(values.values())], headings))
    (sheet,) = sheets(house)
    for field in FACT_FIELDS:
        choices = columns[field.name].choices
        expected = choices[-1][1] if choices else STORED[field.kind]
        assert (field.name, getattr(sheet, field.name)) == (field.name, expected)
    with house.database.reading() as session:
        measure = session.exec(select(Measure)).one()
        assert (measure.external_key, measure.owner_id) == ("M-1", house.actor.person_id)


def test_the_empty_template_has_all_headings_and_no_row() -> None:
    for language in LANGUAGES:
        incoming = read_measure_list(measure_template(language), language)
        assert [mistake.message.key for mistake in incoming.mistakes] == ["lists.no_rows"]


def test_no_two_columns_share_a_heading() -> None:
    for language in LANGUAGES:
        headings = [bare(text) for column in measure_columns() for text in column.headings(language)]
        assert sorted(headings) == sorted(set(headings))


def test_columns_are_found_wherever_they_stand_and_whatever_stands_beside_them(town: TestHouse) -> None:
    head = ["Lfd.", "gesamtkosten (EURO)*", "Titel", None, "Problehm"]
    content = files.workbook([["Unsere Maßnahmen"], [], head, [1, 5, "Radweg", "?", "Lücke"]])
    incoming = read_measure_list(content, "de")
    assert [translate(notice, "de") for notice in incoming.notices] == [
        "Die Spalte „Lfd.“ (A3) ist unbekannt und wird nicht übernommen.",
        "Die Spalte „Problehm“ (E3) ist unbekannt und wird nicht übernommen. Ist „Problem“ gemeint?",
        "Die Spalte ab D3 hat keine Überschrift und wird nicht übernommen.",
    ]
    bring_in(town, content)
    assert [(sheet.title, sheet.total_cost) for sheet in sheets(town)] == [("Radweg", Decimal(5))]


def test_a_german_list_has_decimal_commas_and_an_english_one_points(town: TestHouse) -> None:
    german, english = (
        files.csv_file([[label(name, language) for name in ("title", "total_cost", "phase")], row])
        for language, row in (("de", ["Rad", "1.234,50", "pilot"]), ("en", ["Bus", "1,234.50", "Operation"]))
    )
    bring_in(town, german)
    bring_in(town, english.replace(b"1,234.50", b'"1,234.50"'))
    assert [(sheet.total_cost, sheet.phase) for sheet in sheets(town)] == [
        (Decimal("1234.50"), Phase.PILOT),
        (Decimal("1234.50"), Phase.OPERATION),
    ]


# --- the second time ----------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(town: TestHouse) -> None:
    content = csv_list(["Radweg", "M-1", "5"], ["Brücke", "", ""])
    first = bring_in(town, content)
    assert [row.effect for row in first.rows] == [Effect.NEW, Effect.NEW]
    before = everything_in(town)
    again = bring_in(town, content)
    assert (again.rows, again.read_before) == ((), before["import"][0][3])
    assert outcome(again) == Message.of("imports.read_before", at=again.read_before)
    assert everything_in(town) == before


def test_what_was_tried_in_the_example_region_still_comes_in_at_home(town: TestHouse) -> None:
    content = csv_list(["Radweg", "M-1", "5"])
    with town.database.writing() as session:
        load_example(session, town.actor)
        visit_example(session, town.actor)
    bring_in(town, content)
    with town.database.writing() as session:
        leave_example(session, town.actor)
    done = bring_in(town, content)
    assert [(row.effect, row.municipality) for row in done.rows] == [(Effect.NEW, "Beispielförde")]


def test_the_same_values_in_another_file_change_nothing_either(town: TestHouse) -> None:
    bring_in(town, csv_list(["Radweg", "M-1", "5"], ["Brücke", "", ""]))
    before = {name: rows for name, rows in everything_in(town).items() if name not in ("import", "event")}
    again = bring_in(town, csv_list(["Radweg", "M-1", "5,00"], ["Brücke", "", ""]))
    assert [row.effect for row in again.rows] == [Effect.UNCHANGED, Effect.UNCHANGED]
    assert outcome(again) == Message.of("imports.nothing_to_do")
    after = {name: rows for name, rows in everything_in(town).items() if name not in ("import", "event")}
    assert after == before


def test_an_external_key_changes_the_measure_field_by_field(town: TestHouse) -> None:
    bring_in(town, csv_list(["Radweg", "M-1", "5"], ["Brücke", "M-2", "7"]))
    done = bring_in(town, csv_list(["Radweg Nord", "M-1", ""], ["Brücke", "M-2", "7"], ["Bus", "M-3", ""]))
    assert [(row.effect, row.changes) for row in done.rows] == [
        (Effect.CHANGED, (FieldChange("title", "Radweg", "Radweg Nord"),)),
        (Effect.UNCHANGED, ()),
        (Effect.NEW, ()),
    ]
    assert [(sheet.title, sheet.total_cost, sheet.version) for sheet in sheets(town)] == [
        ("Radweg Nord", Decimal(5), 2),
        ("Brücke", Decimal(7), 1),
        ("Bus", None, 1),
    ]
    assert outcome(done) == Message.of(
        "imports.done",
        counts=tuple(Message.of(f"imports.counted.{name}", n=1) for name in ("new", "changed", "unchanged")),
    )


def test_the_same_key_of_another_municipality_is_another_measure(town: TestHouse) -> None:
    head = ("title", "external_key", "municipality")
    bring_in(town, csv_list(["Radweg", "M-1", "Beispielförde"], head=head))
    town.municipality("Neustadt")
    done = bring_in(town, csv_list(["Radweg", "M-1", "neustadt"], ["Radweg", "M-1", "01999001"], head=head))
    assert [row.effect for row in done.rows] == [Effect.NEW, Effect.UNCHANGED]


def test_without_a_key_an_equal_title_is_told_as_a_possible_duplicate(town: TestHouse) -> None:
    bring_in(town, csv_list(["Radweg", "", "5"]))
    done = bring_in(town, csv_list(["RADWEG", "", "6"]))
    assert [(row.effect, row.note) for row in done.rows] == [
        (Effect.NEW, Message.of("imports.possible_duplicate", title="Radweg"))
    ]
    assert len(sheets(town)) == 2


# --- municipalities -----------------------------------------------------------------------------------


def test_unknown_municipalities_are_made_only_where_that_was_agreed_to(house: TestHouse) -> None:
    content = csv_list(["Rad", "Neu"], ["Bus", "neu"], ["Bahn", "Alt"], head=("title", "municipality"))
    found = plan(house, content)
    assert (found.unknown_municipalities, found.new_municipalities) == (("Neu", "Alt"), ())
    agreed = plan(house, content, add_municipalities=True)
    assert (agreed.unknown_municipalities, agreed.new_municipalities) == ((), ("Neu", "Alt"))
    bring_in(house, content, add_municipalities=True)
    assert names(house) == ["Neu", "Alt"]


def test_a_lost_leading_zero_is_asked_once_and_never_added_in_silence(house: TestHouse) -> None:
    house.municipality("Stuttgart", key="08111000")
    content = files.workbook([["Titel", "AGS"], ["Rad", 8111000], ["Bus", "8111000"]])
    found = plan(house, content)
    assert found.short_keys == (("8111000", "08111000"),)
    assert [mistake.cell for mistake in found.mistakes] == ["B2", "B3"]
    done = bring_in(house, content, add_leading_zeros=True)
    assert [row.municipality for row in done.rows] == ["Stuttgart", "Stuttgart"]


def test_namesakes_need_their_key(house: TestHouse) -> None:
    house.municipality("Neustadt", key="01999001")
    house.municipality("Neustadt", key="02999001")
    content = csv_list(["Rad", "Neustadt"], head=("title", "municipality"))
    assert [mistake.message for mistake in plan(house, content).mistakes] == [
        Message.of("imports.several_municipalities", name="Neustadt")
    ]


def test_without_any_municipality_the_list_asks_for_one(house: TestHouse) -> None:
    assert sentences(plan(house, csv_list(["Rad", "", ""])).mistakes) == [
        "A2: Zu welcher Kommune die Maßnahme gehört, ist offen. Bitte tragen Sie die Kommune in die Liste "
        "ein, oder wählen Sie vorher eine, für die Sie arbeiten."
    ]


# --- who may, and what happened meanwhile ---------------------------------------------------------------


def test_a_planner_brings_in_for_the_own_municipality_only(town: TestHouse) -> None:
    own = town.municipality("Neustadt")
    grants = frozenset({Grant(Role.PLANNING, municipality_id=own)})
    content = csv_list(["Rad", "Beispielförde"], ["Bus", "Neustadt"], head=("title", "municipality"))
    with town.database.reading() as session:
        desk = open_desk(session, language="de")
        actor = type(desk.actor)(desk.actor.person_id, grants, own)
        found = plan_measures(
            session,
            actor,
            programme_id=desk.programme_id,
            incoming=read_measure_list(content, "de"),
            options=ImportOptions(),
        )
    assert [(mistake.cell, mistake.message) for mistake in found.mistakes] == [
        ("B2", Message.of("access.not_your_municipality", municipality="Beispielförde"))
    ]


def test_a_withdrawn_measure_is_not_changed(town: TestHouse) -> None:
    bring_in(town, csv_list(["Radweg", "M-1", "5"]))
    with town.database.writing() as session:
        measure = session.exec(select(Measure)).one()
        take_step(
            session, open_desk(session, language="de").actor, measure_id=measure.id or 0, step=Step.WITHDRAW
        )
    before = everything_in(town)
    with pytest.raises(ListMistakesError) as caught:
        bring_in(town, csv_list(["Radweg", "M-1", "6"]))
    assert [(one.cell, one.message) for one in caught.value.mistakes] == [
        ("B2", Message.of("access.not_editable"))
    ]
    assert everything_in(town) == before


def test_only_what_the_preview_showed_is_taken_over(town: TestHouse) -> None:
    bring_in(town, csv_list(["Radweg", "M-1", "5"]))
    content = csv_list(["Radweg Nord", "M-1", "5"])
    shown = plan(town, content)
    bring_in(town, csv_list(["Radweg Süd", "M-1", "5"]))
    before = everything_in(town)
    with pytest.raises(ListChangedError):
        bring_in(town, content, shown=shown)
    assert everything_in(town) == before
    bring_in(town, content, shown=plan(town, content))
    assert [sheet.title for sheet in sheets(town)] == ["Radweg Nord"]


def test_an_import_leaves_an_event_for_each_thing_and_one_for_the_list(town: TestHouse) -> None:
    bring_in(town, csv_list(["Radweg", "M-1", "5"]))
    bring_in(town, csv_list(["Radweg Nord", "M-1", "5"], ["Bus", "", ""]))
    with town.database.reading() as session:
        actions = session.exec(select(Event.action).order_by(col(Event.id))).all()
        kinds = session.exec(select(Import.kind)).all()
    assert actions[-5:] == [
        "create_measure",
        "import_measures",
        "change_fact",
        "create_measure",
        "import_measures",
    ]
    assert kinds == ["measures", "measures"]


def test_planning_needs_a_programme(town: TestHouse) -> None:
    with town.database.reading() as session, pytest.raises(NotFoundError):
        plan_measures(
            session, town.actor, programme_id=999, incoming=read_measure_list(b"", "de"), options=None
        )


# --- whatever stands in the cells -----------------------------------------------------------------------

CELLS = (
    st.none()
    | st.text(max_size=12)
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates(date(1900, 3, 1))
    | st.sampled_from(["1.5", "1,5", "12.05.2026", "ja", "Idee", "=1+1", "-5", "8111000", "Beispielförde"])
)


def writable(value: Any) -> Any:
    return "".join(sign for sign in value if sign.isprintable()) if isinstance(value, str) else value


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS.map(writable), min_size=1, max_size=len(measure_columns())), max_size=4))
def test_any_cells_are_an_import_or_sentences_and_the_second_time_changes_nothing(
    sqlite_database: Database, rows: list[list[Any]]
) -> None:
    house = TestHouse.furnished(sqlite_database)
    if "Beispielförde" not in names(house):
        house.municipality("Beispielförde")
    content = files.workbook([[label(column.name) for column in measure_columns()], *rows])
    found = plan(house, content, add_municipalities=True)
    if found.mistakes:
        assert all(sentences(found.mistakes))
        return
    bring_in(house, content, add_municipalities=True)
    before = everything_in(house)
    bring_in(house, content, add_municipalities=True)
    assert everything_in(house) == before


FACTS = st.fixed_dictionaries(
    {
        "title": st.text("abcäöü =+-@", min_size=1, max_size=20).filter(str.strip),
        "problem": st.text("abc\n;\"'=", max_size=20),
        "total_cost": st.decimals(0, 10**9, places=2),
        "staff_hours_operation": st.integers(0, 1000),
        "starts_on": st.dates(date(1901, 1, 1), date(2199, 1, 1)),
        "field_of_action": st.sampled_from(FieldOfAction),
    }
)


@settings(max_examples=25)
@given(FACTS, st.sampled_from(LANGUAGES))
def test_what_is_typed_into_the_template_is_what_is_read(facts: dict[str, Any], language: Language) -> None:
    typed = facts | {
        "total_cost": float(facts["total_cost"]),
        "field_of_action": translate(Message.of(f"field.{facts['field_of_action'].value}"), language),
    }
    headings = [label(name, language) for name in typed]
    incoming = read_measure_list(filled(measure_template(language), [list(typed.values())], headings), "de")
    (row,) = incoming.rows
    expected = facts | {"title": " ".join(facts["title"].split()), "problem": facts["problem"].strip()}
    assert incoming.mistakes == ()
    assert {name: row.facts.get(name, "") for name in expected} == expected
    assert set(row.facts) <= set(FIELDS_BY_NAME)
