"""The form: its sheets as lines, each with what is printed and, where somebody writes, an input.

The lines say nothing about fonts or widths (`writing.py`), and where each input stands is written into the
file itself, so that reading needs no form: a sheet can be read in by a later version with other lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit.catalogue import Question
from toolkit.exchange.answer_sheet.choices import Choices, answer_choices, choices_of
from toolkit.exchange.answer_sheet.content import SheetContent
from toolkit.judging import AnswerKind
from toolkit.messages import Message, Text, to_text
from toolkit.model.fact_sheet import FactField, FactKind, FactSection, fields_of
from toolkit.services.assessments import AnswerState
from toolkit.services.evidence import EvidenceItem

EVIDENCE_PARTS = ("title", "url", "page", "quote")
LONGEST = {"reason": 4000, "waiting_for": 200, "title": 300, "url": 2000, "page": 60, "quote": 2000}
EMPTY_FURTHER_ROWS = 24


class SheetKind(StrEnum):
    HOW_TO = "how_to"
    FACTS = "facts"
    QUESTIONS = "questions"
    FURTHER = "further"
    GLOSSARY = "glossary"

    @property
    def heading(self) -> Message:
        return Message.of(f"answer_sheet.sheet.{self.value}")


class Look(StrEnum):
    """What a line is; `writing.py` says how that looks."""

    HEADING = "heading"
    QUESTION = "question"
    TEXT = "text"
    MUTED = "muted"
    LEVEL = "level"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Input:
    """A cell to write in. `place` names what it holds; `value` is what is stored."""

    place: str
    kind: FactKind
    value: Any = None
    choices: Choices | None = None
    longest: int = 4000
    hint: str = ""
    height: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A label, and beside it a text or an input. A line with a `mark` must still stand where it stood."""

    look: Look
    label: str = ""
    text: str = ""
    input: Input | None = None
    is_marked: bool = False
    starts_block: bool = False  # a block is not cut in two by the end of a page
    starts_page: bool = False  # a question has a page of its own, to be handed to whoever can answer it


class Form:
    """The lines of each sheet, in the language of the content."""

    def __init__(self, content: SheetContent) -> None:
        self._content = content

    def say(self, what: str | Message | Text, **values: Any) -> str:
        return to_text(Message.of(what, **values) if isinstance(what, str) else what, self._content.language)

    @property
    def kinds(self) -> tuple[SheetKind, ...]:
        if self._content.is_whole:
            return tuple(SheetKind)
        return (SheetKind.QUESTIONS, SheetKind.FURTHER)

    def heading(self, kind: SheetKind) -> tuple[str, str]:
        """The two lines that head each sheet and are repeated on each page."""
        content = self._content
        title = self.say("answer_sheet.heading", sheet=kind.heading)
        if content.is_new:
            return title, self.say("answer_sheet.of_new")
        of_measure = self.say(
            "answer_sheet.of_measure",
            measure=content.title,
            municipality=content.municipality,
            revision=content.origin.revision,
        )
        return title, of_measure

    def lines(self, kind: SheetKind) -> tuple[Line, ...]:
        of_kind = {
            SheetKind.HOW_TO: self._how_to,
            SheetKind.FACTS: self._facts,
            SheetKind.QUESTIONS: self._questions,
            SheetKind.GLOSSARY: self._glossary,
        }
        return tuple(of_kind[kind]()) if kind in of_kind else ()

    # --- how to fill in, glossary ---------------------------------------------------------------------

    def _how_to(self) -> Iterator[Line]:
        yield Line(Look.TEXT, "", self.say("answer_sheet.what_it_is", title=self._content.catalogue.title))
        for part in ("on_screen", "on_paper", "answers", "evidence", "back"):
            yield Line(
                Look.TEXT, self.say(f"answer_sheet.how.{part}"), self.say(f"answer_sheet.how.{part}_text")
            )
        if not self._content.is_new:
            yield Line(
                Look.TEXT,
                self.say("answer_sheet.how.stored"),
                self.say("answer_sheet.how.stored_text"),
            )

    def _glossary(self, keys: tuple[str, ...] | None = None) -> Iterator[Line]:
        entries = self._content.catalogue.glossary
        for key in entries if keys is None else keys:
            yield Line(Look.TEXT, self.say(entries[key].term), self.say(entries[key].explanation))

    # --- the fact sheet -------------------------------------------------------------------------------

    def _facts(self) -> Iterator[Line]:
        for section in FactSection:
            heading = self.say(section.heading)
            if section is FactSection.SHORT_WAY:
                yield Line(Look.HEADING, heading, self.say("answer_sheet.short_way"), starts_block=True)
                yield self._municipality()
            else:
                note = self.say("answer_sheet.later")
                yield Line(Look.HEADING, heading, note, starts_block=True)
            for field in fields_of(section):
                yield self._fact(field)

    def _municipality(self) -> Line:
        label, name = self.say("answer_sheet.municipality"), self._content.municipality
        if not self._content.is_new:
            return Line(Look.FIELD, label, name)
        hint = self.say("measures.municipality_name_help")
        cell = Input("municipality", FactKind.LINE, name, longest=200, hint=hint)
        return Line(Look.FIELD, label, input=cell, is_marked=True)

    def _fact(self, field: FactField) -> Line:
        label = self.say(field.label)
        hint = self.say(field.help) if field.help else self.say(f"answer_sheet.hint.{field.kind.value}")
        cell = Input(
            place=f"fact.{field.name}",
            kind=field.kind,
            value=self._content.facts[field.name],
            choices=choices_of(field, self._content.language),
            longest=field.longest,
            hint=hint,
            height=3 if field.kind is FactKind.TEXT else 1,
        )
        return Line(Look.FIELD, label, input=cell, is_marked=True)

    # --- the questions --------------------------------------------------------------------------------

    def _questions(self) -> Iterator[Line]:
        content = self._content
        if not content.is_whole:
            yield Line(Look.TEXT, self.say("answer_sheet.how.short"), self.say("answer_sheet.how.short_text"))
        criterion = None
        for question in content.questions:
            begins = content.catalogue.criterion_of[question.id]
            if begins is not criterion:
                criterion = begins
                yield Line(
                    Look.HEADING, self.say(begins.short_title), self.say(begins.title), starts_page=True
                )
                yield from self._question(question, starts_page=False)
            else:
                yield from self._question(question, starts_page=True)
        if not content.is_whole:
            keys = dict.fromkeys(key for question in content.questions for key in question.glossary)
            yield Line(Look.HEADING, self.say(SheetKind.GLOSSARY.heading))
            yield from self._glossary(tuple(keys))

    def _question(self, question: Question, *, starts_page: bool) -> Iterator[Line]:
        yield Line(
            Look.QUESTION, question.id, self.say(question.text), is_marked=True, starts_page=starts_page
        )
        why = self.say("assess.why", why=question.why)
        evidence = self.say("assess.expected_evidence", evidence=question.expected_evidence)
        yield Line(Look.MUTED, "", f"{why}\n{evidence}")
        choices = answer_choices(question, self._content.language)
        for code, words in zip(choices.codes, choices.words, strict=True):
            if code != AnswerKind.OPEN:  # on paper, no cross says that
                yield Line(Look.LEVEL, f"☐ {words}", self._beside_box(question, code))
        yield from self._answer(question, choices)

    def _beside_box(self, question: Question, code: str) -> str:
        if code == AnswerKind.CANNOT_JUDGE:
            return self.say("answer_sheet.cannot_judge_note")
        if code == AnswerKind.NOT_APPLICABLE:
            return self.say(question.not_applicable_when) if question.not_applicable_when else ""
        return self.say(question.levels[int(code)].anchor)

    def _answer(self, question: Question, choices: Choices) -> Iterator[Line]:
        state = self._content.answers[question.id]
        yield self._field(
            question,
            "given",
            FactKind.CHOICE,
            _code(state),
            choices=choices,
            hint=self.say("assess.choose_highest"),
        )
        yield self._field(question, "reason", FactKind.TEXT, state.reason, hint=self._about_reason(question))
        yield from self._first_evidence(question)
        yield self._field(
            question,
            "feasible_soon",
            FactKind.YES_NO,
            state.feasible_soon or None,
            choices=choices_of(None, self._content.language),
            hint=self.say("assess.feasible_soon"),
        )
        yield self._field(
            question,
            "waiting_for",
            FactKind.LINE,
            state.waiting_for,
            hint=self.say("assess.waiting_for"),
        )

    def _field(
        self,
        question: Question,
        name: str,
        kind: FactKind,
        value: Any,
        *,
        hint: str,
        choices: Choices | None = None,
    ) -> Line:
        cell = Input(
            place=f"answer.{question.id}.{name}",
            kind=kind,
            value=value,
            choices=choices,
            longest=LONGEST.get(name, 4000),
            hint=hint,
            height=self._lines_to_write if kind is FactKind.TEXT else 1,
        )
        label = self.say(f"answer_sheet.field.{name}")
        if name == "reason":
            label += f"\n({hint})"  # the hint is not printed
        return Line(Look.FIELD, label, input=cell, is_marked=True)

    @property
    def _lines_to_write(self) -> int:
        """A sheet for a colleague has its introduction and its terms on the same page."""
        return 8 if self._content.is_whole else 4

    def _about_reason(self, question: Question) -> str:
        levels = tuple(str(level) for level in question.reason_required_at)
        key = "answer_sheet.reason_needed" if levels else "answer_sheet.reason_optional"
        return self.say(key, levels=levels)

    def _first_evidence(self, question: Question) -> Iterator[Line]:
        stored = next(iter(self._content.evidence.get(question.id, ())), None)
        for part in EVIDENCE_PARTS:
            cell = self._evidence_cell(f"evidence.{question.id}", part, stored)
            yield Line(Look.FIELD, self.say(f"answer_sheet.evidence.{part}"), input=cell, is_marked=True)

    # --- further evidence, a table --------------------------------------------------------------------

    def further_titles(self) -> tuple[str, ...]:
        titles = (self.say(f"evidence.{part}") for part in EVIDENCE_PARTS)
        return (self.say("answer_sheet.further_question"), *titles)

    def further_rows(self) -> Iterator[tuple[Input, ...]]:
        """What a question's own lines have no room for, then empty rows."""
        rows = [
            (question.id, item)
            for question in self._content.questions
            for item in list(self._content.evidence.get(question.id, ()))[1:]
        ]
        keys = tuple(question.id for question in self._content.questions)
        choices = Choices("question", keys, keys)
        hint = self.say("answer_sheet.further_hint")
        for number, (key, item) in enumerate([*rows, *[(None, None)] * EMPTY_FURTHER_ROWS], start=1):
            place = f"further.{number}"
            asked = Input(f"{place}.question", FactKind.CHOICE, key, choices=choices, hint=hint)
            yield (asked, *(self._evidence_cell(place, part, item) for part in EVIDENCE_PARTS))

    def _evidence_cell(self, place: str, part: str, stored: EvidenceItem | None) -> Input:
        return Input(
            place=f"{place}.{part}",
            kind=FactKind.LINE,
            value=getattr(stored, part) if stored else "",
            longest=LONGEST[part],
            hint=self.say(f"answer_sheet.evidence_hint.{part}"),
        )


def _code(state: AnswerState) -> str | None:
    """An answer as the list of choices knows it; nothing is preset where nothing was answered."""
    if state.given.kind is AnswerKind.OPEN:
        return None
    return str(state.given.level) if state.given.level is not None else state.given.kind.value
