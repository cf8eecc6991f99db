"""What a meeting says, as messages: page, minutes, council paper and slides tell the same."""

from __future__ import annotations

from collections import Counter

from toolkit import weighing
from toolkit.firmness import RankRange
from toolkit.judging import Apart, Phase
from toolkit.messages import Message, Text
from toolkit.model import BallotKind, Decides, MeetingState, Outcome
from toolkit.services.meeting_record import (
    CHOICES,
    SHOWN_FROM,
    AgendaEntry,
    BallotEntry,
    DecisionEntry,
    MeetingRecord,
)
from toolkit.services.standing import MeasureStanding
from toolkit.services.weighting import Weighed


def decision_name(record: MeetingRecord) -> Message:
    """Most steering groups recommend; 'Beschluss' only where the Verfahren says so."""
    if record.decides is Decides.DECIDES:
        return Message.of("meeting.decides")
    return (
        Message.of("meeting.recommends_to", body=record.body)
        if record.body
        else Message.of("meeting.recommends")
    )


def outcome_name(decision: DecisionEntry) -> Message:
    if decision.outcome is Outcome.MERGE:
        return Message.of("meeting.merged_with", title=decision.merged_into)
    return outcome_word(decision.outcome)


def outcome_word(outcome: Outcome) -> Message:
    return Message.of(f"meeting.outcome.{outcome.value}")


def place_sentence(standing: MeasureStanding) -> Message:
    """Its place and the likely ranks; of what stands apart, why."""
    if standing.rank is None or standing.low is None or standing.high is None:
        return Message.of("meeting.apart", reason=Message.of(f"meeting.apart.{apart_key(standing)}"))
    return Message.of(
        "meeting.place",
        rank=standing.rank,
        places=standing.places,
        phase=Message.of(f"phase.{Phase(standing.phase).value}"),
        ranks=weighing.rank_range(RankRange(standing.low, standing.high)),
    )


def apart_key(standing: MeasureStanding) -> str:
    return Apart(standing.apart).value if standing.apart else "not_ranked"


def firmness_sentence(standing: MeasureStanding) -> Message | None:
    """How firmly it stands ahead of the next one; None for the last, and for what stands apart."""
    if standing.word is None or standing.share is None or standing.next_title is None:
        return None
    return Message.of(
        f"firmness.step.{standing.word}",
        ahead=standing.title,
        behind=standing.next_title,
        share=weighing.share(standing.share),
    )


def widest_sentence(record: MeetingRecord, standing: MeasureStanding) -> Message:
    """How many reviewed it, and where they differ most."""
    question = record.catalogue.questions.get(standing.widest_question or "")
    if question is None:
        return Message.of("meeting.reviews_agree", n=standing.reviews)
    levels = ", ".join(str(level) for level in standing.widest)
    return Message.of("meeting.reviews_differ", n=standing.reviews, question=question.title, levels=levels)


def class_title(record: MeetingRecord, standing: MeasureStanding) -> Text:
    return next(each.title for each in record.catalogue.classes if each.id == standing.class_id)


def ballot_name(kind: BallotKind) -> Message:
    return Message.of(f"meeting.ballot.{kind.value}")


def choice_name(kind: BallotKind, choice: str) -> Message:
    return Message.of(f"meeting.choice.{choice}")


def ballot_result(ballot: BallotEntry) -> Message:
    """The counts, or why they are not shown."""
    counts = ballot.shown
    if counts is None:
        key = "meeting.sense_hidden" if ballot.kind is BallotKind.SENSE else "meeting.vote_hidden"
        return Message.of(key, count=ballot.answered, needed=SHOWN_FROM)
    parts = tuple(
        Message.of("meeting.count", choice=choice_name(ballot.kind, choice), count=counts[choice])
        for choice in CHOICES[ballot.kind]
    )
    return Message.of("meeting.counts", ballot=ballot_name(ballot.kind), counts=parts)


def weights_sentence(record: MeetingRecord) -> Message:
    weights = weighing.weights_in_words(record.catalogue, record.weights)
    if record.weights_name is None:
        return Message.of("meeting.weights_of_catalogue", weights=weights)
    return Message.of("meeting.weights_of", name=record.weights_name, weights=weights)


def weighting_sentence(record: MeetingRecord, weighting: Weighed) -> Message:
    """A fixed weighting with its reason, and how it came about if results were shown by then."""
    said = {
        "name": weighting.name,
        "weights": weighing.weights_in_words(record.catalogue, weighting.weights),
        "reason": weighting.reason,
    }
    if not weighting.is_variant:
        return Message.of("minutes.weighting", **said)
    said |= {"date": weighting.created_at.astimezone().date()}
    if not weighting.proposed_by:
        return Message.of("minutes.variant_of_nobody", **said)
    return Message.of("minutes.variant", **said, who=weighting.proposed_by)


def agenda_title(record: MeetingRecord) -> Message:
    """What stands over the agenda; of a closed meeting, how often each outcome came out."""
    counts = Counter(item.decision.outcome for item in record.items if item.decision is not None)
    if record.state is not MeetingState.CLOSED or not counts:
        return Message.of("meeting.agenda")
    said = tuple(
        Message.of("meeting.count", choice=outcome_word(outcome), count=counts[outcome])
        for outcome in Outcome
        if counts[outcome]
    )
    return Message.of("meeting.outcomes", counts=said)


def left_sentence(record: MeetingRecord) -> Message:
    return Message.of("meeting.left", n=record.left)


def costs(item: AgendaEntry) -> Message | None:
    """What the fact sheet says it costs; what has no figure is said so, never as 0."""
    known = {"own_share": item.own_share, "follow_up": item.follow_up_cost, "hours": item.staff_hours}
    if all(value is None for value in known.values()):
        return None
    said = tuple(
        Message.of(f"meeting.cost.no_{name}")
        if value is None
        else Message.of(f"meeting.cost.{name}", value=value)
        for name, value in known.items()
    )
    return Message.of("meeting.costs", costs=said)
