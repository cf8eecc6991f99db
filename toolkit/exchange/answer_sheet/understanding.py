"""From cells to what a person wrote: answers, facts and evidence, typed as they are stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from toolkit.exchange.answer_sheet.cell_values import (
    CellError,
    chosen_code,
    fact_value,
    given_answer,
    limited_text,
)
from toolkit.exchange.answer_sheet.choices import Choices
from toolkit.exchange.answer_sheet.form import EVIDENCE_PARTS, LONGEST
from toolkit.exchange.answer_sheet.reading import AnswerSheetError, Cell, RawSheet, not_a_sheet, read_cells
from toolkit.judging import NOT_APPLICABLE, OPEN, GivenAnswer
from toolkit.messages import Message
from toolkit.model.fact_sheet import FIELDS_BY_NAME, FactField, FactKind
from toolkit.model.inputs import EvidenceInput
from toolkit.services.answer_sheets import (
    AnswerOnSheet,
    AnswerSheet,
    EvidenceOnSheet,
    FactOnSheet,
    WrittenAnswer,
)
from toolkit.services.errors import InvalidError
from toolkit.services.evidence import MOST_PER_QUESTION, read_evidence
from toolkit.services.municipalities import read_municipality
from toolkit.spreadsheet import Value

_Read = TypeVar("_Read")
FIRST_EVIDENCE = "evidence."


def read_answer_sheet(content: bytes) -> AnswerSheet:
    """What was filled in. Raises `AnswerSheetError` with every mistake, each with its cell."""
    raw = read_cells(content)
    if raw.mistakes:
        raise AnswerSheetError(raw.mistakes)
    try:
        return _Understanding(raw).sheet()
    except (KeyError, CellError) as error:
        # A place that there is not, or a base that could never have been stored.
        raise not_a_sheet() from error


class _Understanding:
    """Collects the mistakes while the cells are understood, so that all are told at once."""

    def __init__(self, raw: RawSheet) -> None:
        self._raw = raw
        self._mistakes: list[Message] = []

    def sheet(self) -> AnswerSheet:
        sheet = AnswerSheet(
            origin=self._raw.origin,
            municipality=self._municipality() if self._raw.origin.for_new else "",
            facts=tuple(self._facts()),
            answers=tuple(self._answers()),
            evidence=tuple(self._evidence()),
        )
        if self._mistakes:
            raise AnswerSheetError(self._mistakes)
        return sheet

    def _written(self, cell: Cell, read: Callable[[Value], _Read], instead: _Read) -> _Read:
        """What the cell says; where it cannot be understood, a mistake is noted."""
        try:
            return read(cell.value)
        except CellError as error:
            self._mistakes.append(cell.mistake(error.message))
            return instead

    def _text(self, cell: Cell, longest: int) -> Callable[[Value], str]:
        def read(value: Value) -> str:
            return limited_text(value, label=cell.label, longest=longest, language=self._raw.language)

        return read

    def _municipality(self) -> str:
        cell = self._raw.cells["municipality"]
        as_text = self._text(cell, 200)

        def read(value: Value) -> str:
            try:
                return read_municipality(name=as_text(value)).name
            except InvalidError as error:
                raise CellError(error.message) from error

        return self._written(cell, read, "")

    # --- facts ----------------------------------------------------------------------------------------

    def _facts(self) -> Iterator[FactOnSheet]:
        for place, cell in self._raw.cells.items():
            if place.startswith("fact."):
                field = FIELDS_BY_NAME[place.removeprefix("fact.")]
                # A new measure needs its name, also where nobody touched the field.
                if cell.is_changed or (field.name == "title" and self._raw.origin.for_new):
                    yield self._fact(field, cell)

    def _fact(self, field: FactField, cell: Cell) -> FactOnSheet:
        def read(value: Value) -> Any:
            return fact_value(
                field, value, label=cell.label, choices=cell.choices, language=self._raw.language
            )

        empty = "" if field.kind in (FactKind.LINE, FactKind.TEXT) else None
        base = empty if cell.base is None else read(cell.base)
        return FactOnSheet(field.name, self._written(cell, read, base), base)

    # --- answers --------------------------------------------------------------------------------------

    def _answers(self) -> Iterator[AnswerOnSheet]:
        for question, version in self._raw.versions.items():
            answer = self._answer(question, version)
            before = (answer.base.given, answer.base.reason)
            changed = (answer.written.given, answer.written.reason) != before
            if changed and answer.written.given == NOT_APPLICABLE and not answer.written.reason:
                cell = self._raw.cells[f"answer.{question}.reason"]
                self._mistakes.append(cell.mistake(Message.of("answer_sheet.reason_missing")))
            yield answer

    def _answer(self, question: str, version: int) -> AnswerOnSheet:
        cells = {
            name: self._raw.cells[f"answer.{question}.{name}"]
            for name in ("given", "reason", "waiting_for", "feasible_soon")
        }
        given, soon = self._given(cells["given"]), self._yes(cells["feasible_soon"])
        reason, waiting = (self._text(cells[name], LONGEST[name]) for name in ("reason", "waiting_for"))
        base = WrittenAnswer(
            given(cells["given"].base),
            reason(cells["reason"].base),
            waiting(cells["waiting_for"].base),
            soon(cells["feasible_soon"].base),
        )
        written = WrittenAnswer(
            self._written(cells["given"], given, OPEN),
            self._written(cells["reason"], reason, ""),
            self._written(cells["waiting_for"], waiting, ""),
            self._written(cells["feasible_soon"], soon, False),
        )
        return AnswerOnSheet(question, written, base, version)

    def _given(self, cell: Cell) -> Callable[[Value], GivenAnswer]:
        choices = _required(cell.choices)
        return lambda value: given_answer(value, choices, label=cell.label, language=self._raw.language)

    def _yes(self, cell: Cell) -> Callable[[Value], bool]:
        code = self._code(cell)
        return lambda value: value is True or code(value) == "yes"

    def _code(self, cell: Cell) -> Callable[[Value], str | None]:
        choices = _required(cell.choices)
        return lambda value: chosen_code(value, choices, label=cell.label, language=self._raw.language)

    # --- evidence -------------------------------------------------------------------------------------

    def _evidence(self) -> Iterator[EvidenceOnSheet]:
        counted: Counter[str] = Counter()
        for group in dict.fromkeys(_group(place) for place in self._raw.cells if _is_evidence(place)):
            before, after = self._row_before(group), self._row_now(group)
            if after.parts and after.question:
                counted[after.question] += 1
                if counted[after.question] > MOST_PER_QUESTION:
                    too_many = Message.of("answer_sheet.evidence_too_many", most=MOST_PER_QUESTION)
                    self._note(f"{group}.title", too_many)
            if before == after:
                continue
            if evidence := before.evidence:
                yield EvidenceOnSheet(str(before.question), evidence, is_removed=True)
            if evidence := self._checked(group, after):
                yield EvidenceOnSheet(str(after.question), evidence)

    def _row_before(self, group: str) -> _Row:
        cells = self._evidence_cells(group)
        parts = {name: self._text(cell, LONGEST[name])(cell.base) for name, cell in cells.items()}
        asked = self._raw.cells.get(f"{group}.question")
        question = self._code(asked)(asked.base) if asked else group.removeprefix(FIRST_EVIDENCE)
        return _Row(question, parts if any(parts.values()) else {})

    def _row_now(self, group: str) -> _Row:
        cells = self._evidence_cells(group)
        parts = {
            name: self._written(cell, self._text(cell, LONGEST[name]), "") for name, cell in cells.items()
        }
        asked = self._raw.cells.get(f"{group}.question")
        question = (
            self._written(asked, self._code(asked), None) if asked else group.removeprefix(FIRST_EVIDENCE)
        )
        return _Row(question, parts if any(parts.values()) else {})

    def _evidence_cells(self, group: str) -> dict[str, Cell]:
        return {name: self._raw.cells[f"{group}.{name}"] for name in EVIDENCE_PARTS}

    def _checked(self, group: str, row: _Row) -> EvidenceInput | None:
        """The evidence of a row that was changed; None where there is none, or a mistake was noted."""
        if not row.parts:
            if row.question and not group.startswith(FIRST_EVIDENCE):
                self._note(f"{group}.title", Message.of("services.evidence_empty"))
            return None
        if row.question is None:
            if self._raw.cells[f"{group}.question"].value is None:
                self._note(f"{group}.question", Message.of("answer_sheet.evidence_without_question"))
            return None
        try:
            return read_evidence(**row.parts)
        except InvalidError as error:
            part = "url" if row.parts["url"] else "title"
            self._note(f"{group}.{part}", error.message)
            return None

    def _note(self, place: str, message: Message) -> None:
        self._mistakes.append(self._raw.cells[place].mistake(message))


@dataclass(frozen=True, slots=True)
class _Row:
    """One piece of evidence; `parts` is empty where nothing is named."""

    question: str | None
    parts: Mapping[str, str]

    @property
    def evidence(self) -> EvidenceInput | None:
        return EvidenceInput(**self.parts) if self.parts and self.question else None


def _is_evidence(place: str) -> bool:
    return place.startswith((FIRST_EVIDENCE, "further."))


def _group(place: str) -> str:
    return place.rpartition(".")[0]


def _required(choices: Choices | None) -> Choices:
    if choices is None:
        raise KeyError("choices")
    return choices
