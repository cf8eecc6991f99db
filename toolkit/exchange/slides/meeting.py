"""The slides of a meeting, from its record: the outcomes at a glance, then one slide per measure."""

from __future__ import annotations

from toolkit import minuting
from toolkit.exchange.origin import Origin
from toolkit.exchange.slides.charts import points_chart
from toolkit.exchange.slides.deck import LEFT, RIGHT, Deck, describe
from toolkit.messages import Language, Message
from toolkit.model import BallotKind, Decides
from toolkit.model.entered import day_text
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.services.standing import MeasureStanding

_MOST_LINES = 10  # of the overview, on one slide


def meeting_slides(record: MeetingRecord, *, origin: Origin, language: Language) -> bytes:
    """What is recorded so far. Votes stand there as counts, nobody by name."""
    footer = origin.footer(record.catalogue, language)
    deck = Deck.opened(language=language, title=record.title, footer=footer, at=origin.at)
    lines = [deck.text(record.programme), day_text(record.held_on, language), record.place]
    deck.title_slide(record.title, [line for line in lines if line])
    items = [item for item in record.items if item.measure_id is not None]
    decided = [item for item in items if item.decision is not None]
    overview = [
        deck.say("slides.meeting_list", title=item.title, outcome=_outcome(deck, item)) for item in items
    ]
    deck.pages(deck.say("slides.outcomes", n=len(decided)), overview, most=_MOST_LINES)
    for item in items:
        _add_item(deck, record, item)
    return deck.bytes()


def _outcome(deck: Deck, item: AgendaEntry) -> str:
    if item.decision is None:
        return deck.say("slides.no_outcome")
    return deck.say(f"meeting.outcome.{item.decision.outcome.value}")


def _add_item(deck: Deck, record: MeetingRecord, item: AgendaEntry) -> None:
    title = deck.say("slides.measure", title=item.title, result=_outcome(deck, item))
    standing = record.standing(item)
    lines = [*_place(deck, item, standing), *_said(deck, record, item)]
    if standing is None:
        deck.slide(title, lines)
        return
    slide = deck.slide(title, lines, box=LEFT)
    names = [deck.say(criterion.short_title) for criterion in record.catalogue.criteria]
    points = [standing.criteria.get(criterion.id) for criterion in record.catalogue.criteria]
    names, points = [*names, deck.say("findings.total")], [*points, standing.points]
    chart = points_chart(slide, RIGHT, names, [None if each is None else float(each) for each in points])
    values = "; ".join(f"{name} {value or '–'}" for name, value in zip(names, points, strict=True))
    words = deck.say("slides.profile_alt", values=values)
    describe(chart, name=deck.say("slides.profile"), words=words)
    deck.note(slide, words)


def _place(deck: Deck, item: AgendaEntry, standing: MeasureStanding | None) -> list[str]:
    """Whose it is and where it stands; of what stands apart, why."""
    place = [] if standing is None else [deck.say(minuting.place_sentence(standing))]
    return [item.municipality, *place]


def _said(deck: Deck, record: MeetingRecord, item: AgendaEntry) -> list[str]:
    """What the meeting said, as far as it is recorded."""
    lines = [
        deck.say("slides.vote", **ballot.shown)
        for ballot in item.ballots
        if ballot.kind is BallotKind.VOTE and ballot.shown is not None
    ]
    decision = item.decision
    if decision is None:
        return lines
    word = "decided" if record.decides is Decides.DECIDES else "recommended"
    outcome = Message.of(f"meeting.outcome.{decision.outcome.value}")
    day = day_text(record.held_on, deck.language)
    lines.append(deck.say(f"council.{word}", group=record.title, day=day, outcome=outcome))
    for key, value in (
        ("reason", decision.reason),
        ("against", decision.against_reason),
        ("condition", decision.condition),
        ("responsible", decision.responsible),
    ):
        if value:
            lines.append(deck.say(f"council.{key}", **{key if key != "against" else "reason": value}))
    if decision.due_on is not None:
        lines.append(deck.say("council.due", day=day_text(decision.due_on, deck.language)))
    return lines
