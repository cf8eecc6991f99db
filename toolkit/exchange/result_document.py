"""A measure's result with its fact sheet as a document: what the page Ergebnis says, to print and to send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit import findings
from toolkit.catalogue import Criterion, Tone
from toolkit.exchange.documents import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Points,
    Range,
    Ranges,
    Table,
)
from toolkit.exchange.documents import Tone as NoticeTone
from toolkit.exchange.item import ranges_head
from toolkit.exchange.origin import footer
from toolkit.judging import CriterionResult, GateState, Judgement, judge, what_helps_most
from toolkit.messages import Language, Message, to_text
from toolkit.model.fact_sheet import FACT_FIELDS, fact_words, is_filled
from toolkit.services.assessments import AnswerState, OpenedAssessment
from toolkit.services.evidence import EvidenceItem

SHOWN_ADVICE = 3
_CLASS_TONES: dict[Tone, NoticeTone] = {
    Tone.SUCCESS: "success",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.NEUTRAL: "neutral",
}
_GATE_TONES: dict[GateState, NoticeTone] = {
    GateState.MET: "success",
    GateState.CONDITIONAL: "warning",
    GateState.NOT_MET: "danger",
    GateState.OPEN: "neutral",
}


def result_document(opened: OpenedAssessment, *, language: Language, at: datetime) -> Document:
    """The result and the fact sheet of one revision, as they are at this moment."""
    judgement = judge(opened.catalogue, opened.given, opened.facts)
    return _Writer(opened, judgement, language).document(at)


@dataclass(frozen=True, slots=True)
class _Writer:
    opened: OpenedAssessment
    judgement: Judgement
    language: Language

    def document(self, at: datetime) -> Document:
        measure, catalogue = self.opened.measure, self.opened.catalogue
        name = findings.municipality_name(measure.municipality, is_example=measure.is_example)
        phase = findings.phase_name(measure.facts["phase"])
        kicker = (
            Message.of("assess.kind"),
            name,
            Message.of("measures.revision", number=measure.revision_number),
            Message.of("measures.phase", phase=phase),
        )
        return Document(
            title=measure.title,
            language=self.language,
            kicker=" · ".join(to_text(part, self.language) for part in kicker),
            footer=footer(at, catalogue, self.language),
            blocks=tuple(self.blocks()),
        )

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(self.say(findings.gate_standing(self.judgement.gate)), "muted")
        if self.judgement.judged:
            yield from self.result()
        else:
            yield Notice(self.say("documents.nothing_judged"), "neutral")
        yield from self.fact_sheet()
        if self.judgement.judged:
            yield from self.answers()
            yield from self.formula()

    def result(self) -> Iterator[Block]:
        catalogue, judgement = self.opened.catalogue, self.judgement
        tone = _CLASS_TONES[findings.class_of(catalogue, judgement).tone]
        yield Notice(self.say(findings.headline(catalogue, judgement)), tone)
        notes = (
            findings.phase_expectation(judgement),
            findings.judged_share(judgement.judged, judgement.applicable),
            findings.not_applicable_count(judgement),
        )
        yield Paragraph(" · ".join(self.say(note) for note in notes if note is not None), "muted")
        yield Ranges(self.say("documents.profile"), ranges_head(self.language), tuple(self.profile()))
        total = self.say("result.total", points=findings.points(judgement.total.value))
        span = findings.span(judgement.total)
        yield Paragraph(f"{total} · {self.say(span)}" if span else total, "strong")
        yield Notice(self.say(findings.gate_state(judgement.gate)), _GATE_TONES[judgement.gate.state])
        yield Heading(self.say("result.what_helps"))
        yield Points(tuple(self.advice()) or (self.say("result.nothing_to_add"),), numbered=True)

    def profile(self) -> Iterator[Range]:
        for criterion, result in zip(self.opened.catalogue.criteria, self.judgement.criteria, strict=True):
            yield self.profile_line(criterion, result)

    def profile_line(self, criterion: Criterion, result: CriterionResult) -> Range:
        score = result.score
        notes = (
            findings.points(score.value),
            findings.judged_share(result.judged, result.applicable),
            findings.span(score),
        )
        return Range(
            name=self.say(criterion.short_title),
            low=float(score.low) / 100,
            high=float(score.high) / 100,
            at=None if score.value is None else float(score.value) / 100,
            words=" · ".join(self.say(note) for note in notes if note is not None),
        )

    def advice(self) -> Iterator[str]:
        catalogue = self.opened.catalogue
        found = what_helps_most(catalogue, self.judgement, [self.opened.given], self.opened.facts)
        for each in found[:SHOWN_ADVICE]:
            words = findings.advice_text(catalogue, self.judgement, each)
            yield self.say("documents.advice", title=words.title, text=words.text)

    def fact_sheet(self) -> Iterator[Block]:
        facts = self.opened.measure.facts
        entries = [
            (self.say(field.label), fact_words(field, facts[field.name], self.language))
            for field in FACT_FIELDS
            if is_filled(facts[field.name]) and field.name != "title"
        ]
        yield Heading(self.say("measures.fact_sheet"))
        yield Facts(tuple(entries))

    def answers(self) -> Iterator[Block]:
        yield Heading(self.say("result.answers"))
        columns = (
            Column(self.say("result.question"), share=1.25),
            Column(self.say("result.answer"), share=2),
            Column(self.say("documents.reason_and_evidence"), share=2),
            Column(self.say("result.points"), "end", share=0.6),
        )
        for criterion in self.opened.catalogue.criteria:
            rows = tuple(self.answer_row(question.id) for question in criterion.questions)
            yield Table(self.say(criterion.title), columns, rows)

    def answer_row(self, key: str) -> tuple[str, ...]:
        question, answer = self.opened.catalogue.questions[key], self.opened.answers[key]
        level = answer.given.level
        said = (
            self.say(findings.answer_state_name(answer.given.kind))
            if level is None
            else self.say("documents.level", level=level, anchor=question.levels[level].anchor)
        )
        value = self.judgement.question(key).value
        return self.say(question.title), said, self.grounds(key, answer), self.say(findings.points(value))

    def grounds(self, key: str, answer: AnswerState) -> str:
        evidence = (self.evidence(item) for item in self.opened.evidence.get(key, ()))
        return "\n".join(filter(None, (answer.reason, *evidence))) or "–"

    def evidence(self, item: EvidenceItem) -> str:
        place = self.say("evidence.place", page=item.page) if item.page else ""
        quote = self.say("evidence.quoted", quote=item.quote) if item.quote else ""
        return ", ".join(filter(None, (item.title, item.file_name, place, item.url, quote)))

    def formula(self) -> Iterator[Block]:
        yield Heading(self.say("result.how_it_came_about"))
        columns = (
            Column(self.say("result.what"), share=1.2),
            Column(self.say("result.calculation"), share=3),
            Column(self.say("result.points"), "end", share=0.7),
        )
        rows = tuple(
            (self.say(line.name), self.say(line.calculation), self.say(line.result))
            for line in findings.formula(self.opened.catalogue, self.judgement)
        )
        yield Table(self.say("result.formula_caption"), columns, rows)

    def say(self, what: Any, **values: Any) -> str:
        return to_text(Message.of(what, **values) if isinstance(what, str) else what, self.language)
