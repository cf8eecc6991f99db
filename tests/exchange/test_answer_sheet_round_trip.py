"""Whatever a person writes: the sheet, filled in and read in, stores what the page's own calls store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.exchange.answer_sheets import (
    cells_by_place,
    compared,
    filled,
    new_sheet,
    opened,
    read_in,
    sheet_for,
    sheet_of,
    stored,
)
from tests.houses import TestHouse, panel_catalogue
from toolkit.exchange.answer_sheet.choices import answer_choices, choices_of
from toolkit.judging import AnswerKind
from toolkit.model.fact_sheet import FACT_FIELDS, FactField, FactKind, entered_again
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.desk import open_desk
from toolkit.services.evidence import add_evidence, read_evidence
from toolkit.services.measures import change_fact, open_measure
from toolkit.storage import open_database

TOWN = "Stadt Beispielförde"
# An example takes a second, and shrinking hundreds of them.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
QUESTIONS = panel_catalogue().questions

# No control characters (a cell holds none) and no halves of characters.
letters = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
texts = st.text(letters, max_size=40) | st.sampled_from(
    ["=1+1", "+49 40 123", "@SUM(A1)", "3/4", "01.02.", "zwei\nZeilen", "„Zitat“ & <b>", " Rand "]
)
kinds: dict[FactKind, st.SearchStrategy[Any]] = {
    FactKind.LINE: texts,
    FactKind.TEXT: texts,
    FactKind.MONEY: st.decimals(0, 10**11, places=2),
    FactKind.HOURS: st.integers(0, 100_000),
    FactKind.DATE: st.dates(date(1950, 1, 1), date(2199, 12, 31)),
    FactKind.YES_NO: st.booleans(),
}


def values_of(field: FactField) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(field.choices)) if field.choices else kinds[field.kind]


fact_sheets = st.fixed_dictionaries(
    {"title": st.text(letters, min_size=1, max_size=60).filter(str.strip)},
    optional={field.name: values_of(field) for field in FACT_FIELDS if field.name != "title"},
)


@st.composite
def answer_changes(draw: st.DrawFn, question: str) -> AnswerInput:
    offered = [AnswerKind.LEVEL, AnswerKind.CANNOT_JUDGE, AnswerKind.OPEN]
    if QUESTIONS[question].not_applicable:
        offered.append(AnswerKind.NOT_APPLICABLE)
    kind = draw(st.sampled_from(offered))
    needs_reason = kind is AnswerKind.NOT_APPLICABLE
    return AnswerInput(
        kind=kind,
        level=draw(st.integers(0, QUESTIONS[question].top_level)) if kind is AnswerKind.LEVEL else None,
        reason=draw(texts.filter(str.strip) if needs_reason else texts),
        waiting_for=draw(texts),
        feasible_soon=draw(st.booleans()),
    )


pieces = st.builds(
    EvidenceInput,
    title=texts.filter(str.strip),
    url=st.sampled_from(["", "https://example.org/isek.pdf"]),
    page=texts,
    quote=texts,
)
whole_answers = st.fixed_dictionaries({}, optional={key: answer_changes(key) for key in QUESTIONS})
whole_evidence = st.dictionaries(
    st.sampled_from(list(QUESTIONS)), st.lists(pieces, min_size=1, max_size=3, unique=True), max_size=4
)


@contextmanager
def fresh_house(migrated_file: Path) -> Iterator[TestHouse]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "toolkit.sqlite3"
        shutil.copyfile(migrated_file, file)
        database = open_database(f"sqlite:///{file}")
        try:
            yield TestHouse.furnished(database)
        finally:
            database.close()


def written_by_the_page(house: TestHouse, facts: dict, answers: dict, evidence: dict) -> int:
    """The calls that the pages make, one after the other."""
    measure_id = house.measure(house.municipality(TOWN))
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        before = open_measure(session, actor, measure_id=measure_id).facts
        empty = {field.name: "" for field in FACT_FIELDS if field.kind in (FactKind.LINE, FactKind.TEXT)}
        for field in FACT_FIELDS:
            wanted = facts.get(field.name, "idea" if field.name == "phase" else empty.get(field.name))
            change_fact(
                session, actor, measure_id=measure_id, field=field.name,
                based_on=before[field.name], entered=entered_again(field, wanted, "de"),
            )  # fmt: skip
        for key, items in evidence.items():
            for item in items:
                entered = read_evidence(**item.model_dump())
                add_evidence(session, actor, measure_id=measure_id, question=key, entered=entered)
    for key, change in answers.items():
        house.answer(measure_id, key, change)
    return measure_id


def entries(facts: dict, answers: dict, evidence: dict) -> dict[str, Any]:
    """The same as somebody types it into the cells."""
    typed: dict[str, Any] = {f"fact.{name}": in_cell(name, value) for name, value in facts.items()}
    for key, change in answers.items():
        code = change.kind.value if change.level is None else str(change.level)
        typed[f"answer.{key}.given"] = answer_choices(QUESTIONS[key], "de").word(code)
        typed[f"answer.{key}.reason"] = change.reason
        typed[f"answer.{key}.waiting_for"] = change.waiting_for
        typed[f"answer.{key}.feasible_soon"] = "ja" if change.feasible_soon else "nein"
    further = 0
    for key, items in evidence.items():
        for number, item in enumerate(items):
            place = f"evidence.{key}"
            if number:
                further += 1
                place = f"further.{further}"
                typed[f"{place}.question"] = key
            typed |= {f"{place}.{part}": value for part, value in item.model_dump().items()}
    return typed


def in_cell(name: str, value: Any) -> Any:
    field = next(field for field in FACT_FIELDS if field.name == name)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if field.choices:
        choices = choices_of(field, "de")
        assert choices is not None
        return choices.word(value.value)
    if isinstance(value, date):
        return datetime.combine(value, time())
    return float(value) if isinstance(value, Decimal) else value


@settings(max_examples=8, phases=NO_SHRINKING)
@given(facts=fact_sheets, answers=whole_answers, evidence=whole_evidence)
def test_a_new_measure_from_a_sheet_equals_one_that_was_entered_on_the_pages(
    migrated_file: Path, facts: dict, answers: dict, evidence: dict
) -> None:
    with fresh_house(migrated_file) as house:
        expected = stored(house, written_by_the_page(house, facts, answers, evidence))
    sheet = filled(new_sheet(TOWN), entries(facts, answers, evidence))
    with fresh_house(migrated_file) as house:
        taken = read_in(house, sheet)
        assert stored(house, taken.measure_id) == expected
        again = read_in(house, sheet)
        assert (again.measure_id, again.changes, again.is_new) == (taken.measure_id, 0, False)


@settings(max_examples=4, phases=NO_SHRINKING)
@given(facts=fact_sheets, answers=whole_answers, evidence=whole_evidence)
def test_the_sheet_of_a_measure_read_back_changes_nothing(
    migrated_file: Path, facts: dict, answers: dict, evidence: dict
) -> None:
    with fresh_house(migrated_file) as house:
        measure_id = written_by_the_page(house, facts, answers, evidence)
        before = stored(house, measure_id)
        for sheet in (
            sheet_of(house, measure_id),
            sheet_of(house, measure_id, "en"),
            sheet_for(house, measure_id, "S3", "T2"),
        ):
            assert compared(house, sheet).differences == ()
            assert read_in(house, sheet).changes == 0
        assert stored(house, measure_id) == before


def test_what_is_stored_is_written_into_the_cells_as_people_read_it(migrated_file: Path) -> None:
    with fresh_house(migrated_file) as house:
        measure_id = written_by_the_page(
            house,
            {"title": "Pegelsensoren", "total_cost": Decimal("12500.50"), "starts_on": date(2026, 5, 12),
             "post_available": False},
            {"S1": AnswerInput(kind=AnswerKind.LEVEL, level=2, reason="ISEK, Seite 14"),
             "S3": AnswerInput(kind=AnswerKind.NOT_APPLICABLE, reason="eine Schulung")},
            {"S1": [EvidenceInput(title="ISEK"), EvidenceInput(url="https://example.org/")]},
        )  # fmt: skip
        cells = cells_by_place(opened(sheet_of(house, measure_id)))
    shown = {place: cell.value for place, cell in cells.items() if cell.value is not None}
    assert shown == {
        "fact.title": "Pegelsensoren",
        "fact.phase": "Idee",
        "fact.total_cost": 12500.5,
        "fact.starts_on": datetime.combine(date(2026, 5, 12), time()),
        "fact.post_available": "nein",
        "answer.S1.given": "Stufe 2",
        "answer.S1.reason": "ISEK, Seite 14",
        "evidence.S1.title": "ISEK",
        "answer.S3.given": "trifft auf diese Maßnahme nicht zu",
        "answer.S3.reason": "eine Schulung",
        "further.1.question": "S1",
        "further.1.url": "https://example.org/",
    }


def test_an_empty_sheet_presets_nothing(migrated_file: Path) -> None:
    cells = cells_by_place(opened(new_sheet(TOWN)))
    assert {place: cell.value for place, cell in cells.items() if cell.value is not None} == {
        "municipality": TOWN
    }
