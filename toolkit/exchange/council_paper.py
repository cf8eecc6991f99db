"""The paper for a council (Beschlussvorlage), made of fact sheet, result and outcome, for the office to edit.

What only the office knows stands there as a line to fill in: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit import findings
from toolkit.exchange.documents import Block, Column, Document, Facts, Heading, Paragraph, Points, Table
from toolkit.exchange.item import Item
from toolkit.exchange.item_documents import review_words
from toolkit.exchange.origin import Origin, said
from toolkit.messages import Language, Message, Text, to_text
from toolkit.model import CheckKind, CheckState, Decides
from toolkit.model.entered import day_text
from toolkit.model.fact_sheet import FIELDS_BY_NAME
from toolkit.services.checks import CheckItem
from toolkit.services.meeting_record import AgendaEntry, DecisionEntry, MeetingRecord

_FACTS = ("problem", "goal", "goal_source", "goal_place", "target_group", "description")
_FINANCE = (
    "total_cost",
    "investment_cost",
    "consumption_cost",
    "funding",
    "funding_state",
    "own_share",
    "cover",
    "budget_years",
)
_FOLLOW_UP = ("follow_up_cost_per_year", "staff_hours_operation", "post_available")


@dataclass(frozen=True, slots=True)
class Decided:
    """What a meeting said of the measure."""

    record: MeetingRecord
    item: AgendaEntry

    @property
    def decision(self) -> DecisionEntry:
        if self.item.decision is None:
            raise ValueError("Nothing was decided on this item.")
        return self.item.decision


def council_paper(
    item: Item,
    *,
    checks: tuple[CheckItem, ...],
    origin: Origin,
    language: Language,
    decided: Decided | None = None,
) -> Document:
    return _Writer(item, checks, origin, language, decided).document()


@dataclass(frozen=True, slots=True)
class _Writer:
    item: Item
    checks: tuple[CheckItem, ...]
    origin: Origin
    language: Language
    decided: Decided | None

    def document(self) -> Document:
        parts = (
            ("subject", self.subject),
            ("proposal", self.proposal),
            ("facts", self.facts),
            ("alternatives", self.alternatives),
            ("finance", self.finance),
            ("follow_up", self.follow_up),
            ("climate", self.climate),
            ("sequence", self.sequence),
            ("enclosures", self.enclosures),
        )
        blocks: list[Block] = []
        for name, part in parts:
            blocks += [Heading(self.say(f"council.{name}")), *part()]
        return Document(
            title=self.say("council.title"),
            language=self.language,
            kicker=to_text(self.item.municipality, self.language),
            footer=self.origin.footer(self.item.catalogue, self.language),
            blocks=blocks,
        )

    def subject(self) -> Iterator[Block]:
        yield Paragraph(self.item.measure.title, "strong")
        to_fill_in = self.say("council.fill_in")
        entries = (
            (self.say("council.body"), self.item.body or to_fill_in),
            (self.say("council.number"), to_fill_in),
            (self.say("facts.responsible_unit.label"), self.fact("responsible_unit") or to_fill_in),
        )
        yield Facts(entries)

    def proposal(self) -> Iterator[Block]:
        yield Points(tuple(self.proposed()), numbered=True)
        yield Paragraph(self.say("council.proposal_note"), "muted")

    def proposed(self) -> Iterator[str]:
        title = self.item.measure.title
        if self.decided is None:
            yield self.say(self.item.proposed())
            return
        decision = self.decided.decision
        outcome = f"council.outcome.{decision.outcome.value}"
        yield self.say(outcome, title=title, other=decision.merged_into or "–")
        if decision.condition:
            yield self.say("council.condition", condition=decision.condition)
        if decision.responsible:
            yield self.say("council.responsible", responsible=decision.responsible)
        if decision.due_on:
            yield self.say("council.due", day=day_text(decision.due_on, self.language))

    def facts(self) -> Iterator[Block]:
        entries = tuple(self.entries(_FACTS))
        if entries:
            yield Facts(entries)
        yield Heading(self.say("item.result"), 2)
        yield from self.item.result(self.language)
        told = review_words(self.item, self.language)
        if told:
            yield Heading(self.say("item.reviews"), 2)
            yield Points(told)
        if self.decided is not None:
            yield from self.meeting(self.decided)

    def meeting(self, decided: Decided) -> Iterator[Block]:
        """What the steering group said, and why."""
        record, decision = decided.record, decided.decision
        word = "decided" if record.decides is Decides.DECIDES else "recommended"
        yield Heading(self.say("council.meeting"), 2)
        yield Paragraph(
            self.say(
                f"council.{word}",
                group=record.title,
                day=day_text(record.held_on, self.language),
                outcome=Message.of(f"meeting.outcome.{decision.outcome.value}"),
            )
        )
        if decision.reason:
            yield Paragraph(self.say("council.reason", reason=decision.reason))
        if decision.against_reason:
            yield Paragraph(self.say("council.against", reason=decision.against_reason))

    def alternatives(self) -> Iterator[Block]:
        columns = (
            Column(self.say("council.alternative")),
            Column(self.say("council.consequence"), share=2.2),
        )
        yield Table(self.say("council.alternatives_table"), columns, tuple(self.choices()))

    def choices(self) -> Iterator[tuple[str, str]]:
        item = self.item
        for each in item.advice()[:1]:
            words = findings.advice_text(item.catalogue, item.judgement, each)
            text = self.say("documents.advice", title=words.title, text=words.text)
            yield self.say("council.rework"), text
        if self.fact("reference_option"):
            yield self.say("council.adopt"), self.fact("reference_option")
        problem = self.fact("problem")
        nothing = self.say("council.nothing_follows")
        remains = f" {self.say('council.remains', problem=problem)}" if problem else ""
        yield self.say("council.nothing"), nothing + remains

    def finance(self) -> Iterator[Block]:
        yield self.figures("council.finance_table", _FINANCE)

    def follow_up(self) -> Iterator[Block]:
        yield self.figures("council.follow_up_table", _FOLLOW_UP)

    def figures(self, caption: str, names: tuple[str, ...]) -> Table:
        """A figure that nobody has given is named as missing, never as 0."""
        columns = (Column(self.say("workbook.what"), share=1.4), Column(self.say("council.figure")))
        none = self.say("item.no_figure")
        rows = tuple((self.say(FIELDS_BY_NAME[name].label), self.fact(name) or none) for name in names)
        return Table(self.say(caption), columns, rows)

    def climate(self) -> Iterator[Block]:
        check = next((each for each in self.checks if each.kind is CheckKind.CLIMATE), None)
        state = check.state if check else CheckState.OPEN
        yield Paragraph(self.say("council.climate_check", state=Message.of(f"checks.state.{state.value}")))
        if state in (CheckState.OPEN, CheckState.REQUESTED):
            yield Paragraph(self.say("council.fill_in"))

    def sequence(self) -> Iterator[Block]:
        columns = tuple(Column(self.say(f"council.sequence_{name}")) for name in ("body", "day", "result"))
        steps = self.decided.decision.council_steps if self.decided else ()
        rows = tuple(
            (step.body, day_text(step.held_on, self.language) if step.held_on else "", step.result)
            for step in steps
        )
        to_fill_in = self.say("council.fill_in")
        yield Table(
            self.say("council.sequence_table"),
            columns,
            rows or ((self.item.body or to_fill_in, to_fill_in, ""),),
        )

    def enclosures(self) -> Iterator[Block]:
        number = self.item.measure.revision_number
        sheet = self.say("council.enclosed_sheet", number=number)
        yield Points((sheet, self.say("council.enclosed_result")))

    def entries(self, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for name in names:
            if self.fact(name):
                yield self.say(FIELDS_BY_NAME[name].label), self.fact(name)

    def fact(self, name: str) -> str:
        return self.item.fact(name, self.language)

    def say(self, what: str | Message | Text, **values: object) -> str:
        return said(self.language, what, **values)
