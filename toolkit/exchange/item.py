"""One measure as its reader may see it: what fact sheet, one-minute sheet and council paper are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from toolkit import findings
from toolkit.access import Actor
from toolkit.catalogue import Catalogue, Tone
from toolkit.exchange.documents import (
    Block,
    Document,
    Facts,
    Notice,
    Paragraph,
    Points,
    Range,
    Ranges,
    shortened,
)
from toolkit.exchange.documents import Tone as NoticeTone
from toolkit.exchange.origin import said
from toolkit.exchange.pdf import page_count
from toolkit.judging import Advice, Basis, GateState, Judgement, Score, judge, what_helps_most
from toolkit.messages import Language, Message, Text, to_text
from toolkit.model.fact_sheet import FACT_FIELDS, FIELDS_BY_NAME, fact_words, is_filled
from toolkit.services.assessments import OpenedAssessment, open_self_assessment
from toolkit.services.errors import NotFoundError
from toolkit.services.feedback import Feedback, read_feedback
from toolkit.services.measures import OpenedMeasure
from toolkit.services.municipalities import open_municipality

CLASS_TONES: dict[Tone, NoticeTone] = {
    Tone.SUCCESS: "success",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.NEUTRAL: "neutral",
}
# Characters of one text, tried one after the other until everything stands on one page.
_LENGTHS = (4000, 900, 600, 400, 280, 200, 140, 90, 60)


@dataclass(frozen=True, slots=True)
class Item:
    """`body` is what the municipality's elected body is called; empty where nobody has said so."""

    opened: OpenedAssessment
    feedback: Feedback | None
    body: str = ""

    @property
    def measure(self) -> OpenedMeasure:
        return self.opened.measure

    @property
    def catalogue(self) -> Catalogue:
        return self.opened.catalogue

    @property
    def judgement(self) -> Judgement:
        """The reviews decide, once they are released; until then the self-assessment, and it says so."""
        if self.feedback is not None and self.feedback.judgement is not None:
            return self.feedback.judgement
        return judge(self.opened.catalogue, self.opened.given, self.opened.facts)

    @property
    def municipality(self) -> str | Message:
        return findings.municipality_name(self.measure.municipality, is_example=self.measure.is_example)

    def kicker(self, language: Language, kind: str) -> str:
        parts = (
            Message.of(kind),
            self.municipality,
            Message.of("measures.revision", number=self.measure.revision_number),
            Message.of("measures.phase", phase=findings.phase_name(self.measure.facts["phase"])),
        )
        return " · ".join(to_text(part, language) for part in parts)

    def fact(self, name: str, language: Language) -> str:
        return fact_words(FIELDS_BY_NAME[name], self.measure.facts[name], language)

    def facts(self, language: Language) -> tuple[tuple[str, str], ...]:
        """All that the fact sheet says, but the title, which stands above it."""
        facts = self.measure.facts
        return tuple(
            (said(language, field.label), fact_words(field, facts[field.name], language))
            for field in FACT_FIELDS
            if is_filled(facts[field.name]) and field.name != "title"
        )

    def result(self, language: Language) -> Iterator[Notice | Paragraph | Ranges]:
        """The result in a sentence, on what it rests, and the profile."""
        judgement = self.judgement
        if not judgement.judged:
            yield Notice(said(language, "documents.nothing_judged"), "neutral")
            return
        tone = CLASS_TONES[findings.class_of(self.catalogue, judgement).tone]
        yield Notice(said(language, findings.headline(self.catalogue, judgement)), tone)
        notes = (
            Message.of("item.by_reviews", n=judgement.assessments)
            if judgement.basis is Basis.REVIEWS
            else Message.of("item.by_self"),
            findings.gate_state(judgement.gate),
            findings.judged_share(judgement.judged, judgement.applicable),
        )
        yield Paragraph(" · ".join(said(language, note) for note in notes), "muted")
        yield Ranges(
            said(language, "documents.profile"), ranges_head(language), tuple(self.profile(language))
        )

    def profile(self, language: Language) -> Iterator[Range]:
        judgement = self.judgement
        for criterion in self.catalogue.criteria:
            yield _line(language, criterion.short_title, judgement.criterion(criterion.id).score)
        yield _line(language, Message.of("findings.total"), judgement.total)

    def advice(self) -> tuple[Advice, ...]:
        """What helps most by whoever's answers count; nothing where the reader may not read them all."""
        judgement, given = self.judgement, [self.opened.given]
        if judgement.basis is Basis.REVIEWS and self.feedback is not None:
            given = [each.given for each in self.feedback.reviews]
        if len(given) != judgement.assessments:
            return ()
        return tuple(what_helps_most(self.catalogue, judgement, given, self.opened.facts))

    def asked(self) -> Message:
        """What the steering group or the council is asked, from gate and class: never by points."""
        return Message.of(f"item.asked_{self._way}", missing=self._missing)

    def proposed(self) -> Message:
        """The same as what a council would resolve."""
        return Message.of(f"council.proposed_{self._way}", title=self.measure.title, missing=self._missing)

    @property
    def _missing(self) -> tuple[Text, ...]:
        return findings.missing_texts(self.judgement.gate)

    @property
    def _way(self) -> str:
        judgement = self.judgement
        if not judgement.enough_judged or judgement.gate.state is GateState.OPEN:
            return "later"
        if judgement.gate.state is GateState.NOT_MET:
            return "not_met"
        tone = findings.class_of(self.catalogue, judgement).tone
        if judgement.gate.state is GateState.CONDITIONAL and self._missing and tone is not Tone.DANGER:
            return "condition"
        return "implement" if tone is Tone.SUCCESS else "rework"


def open_item(session: Session, actor: Actor, *, measure_id: int, number: int | None = None) -> Item:
    """The newest revision, or the one with this number. Raises `NotFoundError` where the actor may not read
    its assessment."""
    opened = open_self_assessment(session, actor, measure_id=measure_id, number=number)
    feedback = read_feedback(session, actor, measure=opened.measure)
    return Item(opened, feedback, _body(session, actor, opened.measure.municipality_id))


def _body(session: Session, actor: Actor, municipality_id: int) -> str:
    try:
        return open_municipality(session, actor, municipality_id=municipality_id).facts.elected_body
    except NotFoundError:
        return ""


def ranges_head(language: Language) -> tuple[str, str, str]:
    """Of a profile: the criterion, its scale, its points."""
    return (
        said(language, "workbook.criterion"),
        said(language, "documents.scale"),
        said(language, "result.points"),
    )


def _line(language: Language, name: Text | Message, score: Score) -> Range:
    notes = (findings.points(score.value), findings.span(score))
    return Range(
        name=said(language, name),
        low=float(score.low) / 100,
        high=float(score.high) / 100,
        at=None if score.value is None else float(score.value) / 100,
        words=" · ".join(said(language, note) for note in notes if note is not None),
    )


def on_one_page(document: Document) -> Document:
    """The same in the largest type that one page takes: as any document, else dense, else with long texts
    cut, as little as one page asks for; it says so where one is cut."""
    if page_count(document) == 1:
        return document
    document = replace(document, is_dense=True)
    note = Paragraph(said(document.language, "item.shortened"), "muted")
    for longest in _LENGTHS:
        blocks = tuple(_cut(block, longest) for block in document.blocks)
        is_cut = blocks != tuple(document.blocks)
        shorter = replace(document, blocks=(*blocks, note) if is_cut else blocks)
        if page_count(shorter) == 1:
            break
    return shorter


def _cut(block: Block, longest: int) -> Block:
    if isinstance(block, Facts):
        return replace(block, entries=tuple((term, shortened(text, longest)) for term, text in block.entries))
    if isinstance(block, Points):
        return replace(block, items=tuple(shortened(item, longest) for item in block.items))
    return block
