"""A meeting as it is now, loaded once and frozen: page, minutes, council paper and slides render this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from toolkit.catalogue import Catalogue
from toolkit.messages import Message
from toolkit.model import (
    AgendaKind,
    AttendanceRole,
    BallotKind,
    ConditionState,
    Decides,
    MeasureState,
    MeetingState,
    Outcome,
    RecusalManner,
)
from toolkit.services.standing import MeasureStanding
from toolkit.services.weighting import Weighed

# Fewer answers would show who thinks what.
SHOWN_FROM = 5
CHOICES = {BallotKind.SENSE: ("for", "unsure", "against"), BallotKind.VOTE: ("yes", "no", "abstain")}
AGREEING = frozenset({Outcome.IMPLEMENT, Outcome.IMPLEMENT_WITH_CONDITION})
DECLINING = frozenset({Outcome.REWORK, Outcome.DEFER, Outcome.REJECT, Outcome.END})
# The measure stays where it is and comes back.
STAYING = frozenset({Outcome.ADJOURN, Outcome.REFER})


@dataclass(frozen=True, slots=True)
class Attendee:
    attendance_id: int
    person_id: int | None
    name: str
    organisation: str
    municipality_id: int | None
    role: AttendanceRole
    votes: bool
    came_at: datetime | None
    left_at: datetime | None
    has_pin: bool
    version: int

    @property
    def is_here(self) -> bool:
        return self.came_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True)
class RecusalEntry:
    attendance_id: int
    manner: RecusalManner
    reason: str
    left_at: datetime
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class BallotEntry:
    """A question to the room. `answers` are those that count, by attendance; `by_hand` counts hands."""

    ballot_id: int
    kind: BallotKind
    opened_at: datetime
    closed_at: datetime | None
    by_hand: Mapping[str, int]
    answers: Mapping[int, str]
    version: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def counts(self) -> Mapping[str, int]:
        answered = Counter(self.answers.values())
        return {key: answered[key] + self.by_hand.get(key, 0) for key in CHOICES[self.kind]}

    @property
    def answered(self) -> int:
        return sum(self.counts.values())

    @property
    def shown(self) -> Mapping[str, int] | None:
        """A vote once it is over; a Stimmungsbild from five answers on; None before."""
        if self.kind is BallotKind.VOTE:
            return None if self.is_open else self.counts
        return self.counts if self.answered >= SHOWN_FROM else None


@dataclass(frozen=True, slots=True)
class DissentEntry:
    attendance_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ConditionEntry:
    condition_id: int
    measure_id: int
    text: str
    responsible: str
    due_on: date | None
    state: ConditionState
    note: str
    version: int

    def state_on(self, day: date) -> ConditionState:
        """What is still open after its day has lapsed."""
        is_late = self.due_on is not None and self.due_on < day
        return ConditionState.LAPSED if self.state is ConditionState.OPEN and is_late else self.state


@dataclass(frozen=True, slots=True)
class CouncilStepEntry:
    step_id: int
    position: int
    body: str
    held_on: date | None
    result: str
    version: int


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    decision_id: int
    outcome: Outcome
    reason: str
    condition: str
    responsible: str
    due_on: date | None
    against_reason: str
    merged_into_id: int | None
    merged_into: str
    recorded_at: datetime
    published_at: datetime | None
    version: int
    dissents: tuple[DissentEntry, ...] = ()
    conditions: tuple[ConditionEntry, ...] = ()
    council_steps: tuple[CouncilStepEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    item_id: int
    position: int
    kind: AgendaKind
    title: str
    minutes: int
    in_block: bool
    pulled_by_id: int | None
    measure_id: int | None
    municipality_id: int | None
    municipality: str
    is_example: bool
    revision: int | None
    state: MeasureState | None
    closed_at: datetime | None
    version: int
    own_share: Decimal | None = None
    follow_up_cost: Decimal | None = None
    staff_hours: int | None = None
    recusals: tuple[RecusalEntry, ...] = ()
    ballots: tuple[BallotEntry, ...] = ()
    decision: DecisionEntry | None = None

    @property
    def is_done(self) -> bool:
        return self.decision is not None or self.closed_at is not None

    @property
    def open_ballot(self) -> BallotEntry | None:
        return next((each for each in self.ballots if each.is_open), None)

    @property
    def recused(self) -> frozenset[int]:
        return frozenset(each.attendance_id for each in self.recusals)

    def hindrance(self, attendee: Attendee, kind: BallotKind) -> Message | None:
        """Why somebody's answer does not count here; None where it does."""
        if attendee.attendance_id in self.recused:
            return Message.of("meeting.no_vote.recused")
        if self.municipality_id is not None and attendee.municipality_id == self.municipality_id:
            return Message.of("meeting.no_vote.own")
        if kind is BallotKind.VOTE and not attendee.votes:
            return Message.of("meeting.no_vote.without_vote")
        return None


@dataclass(frozen=True, slots=True)
class Against:
    """What an outcome goes against: the failed minimum requirement, or the order, with whose place."""

    what: str
    title: str = ""

    @property
    def message(self) -> Message:
        return Message.of(f"meeting.against.{self.what}", title=self.title)


@dataclass(frozen=True)
class MeetingRecord:
    """`standings` are as of now while the meeting is not closed, and from its snapshot afterwards.
    `weightings` are all that were in force by then, the one that counts among them."""

    meeting_id: int
    uuid: str
    programme_id: int
    programme: str | Message
    is_example: bool
    decides: Decides
    title: str
    body: str
    place: str
    held_on: date
    state: MeetingState
    catalogue: Catalogue
    weights_name: str | None
    weight_set_id: int | None
    weights: Mapping[str, float]
    order: tuple[str, ...] | None
    current_item_id: int | None
    view: str
    step: int
    opened_at: datetime | None
    closed_at: datetime | None
    version: int
    items: tuple[AgendaEntry, ...]
    people: tuple[Attendee, ...]
    standings: Mapping[int, MeasureStanding]
    weightings: tuple[Weighed, ...] = ()
    snapshot: str | None = None
    snapshot_at: datetime | None = None
    app_version: str = ""

    @cached_property
    def by_id(self) -> Mapping[int, AgendaEntry]:
        return {item.item_id: item for item in self.items}

    @cached_property
    def attendees(self) -> Mapping[int, Attendee]:
        return {one.attendance_id: one for one in self.people}

    @property
    def current(self) -> AgendaEntry | None:
        return self.by_id.get(self.current_item_id) if self.current_item_id is not None else None

    @property
    def block(self) -> tuple[AgendaEntry, ...]:
        return tuple(item for item in self.items if item.in_block)

    @property
    def left(self) -> int:
        """How many points are still to be talked about."""
        return sum(not item.is_done for item in self.items)

    def standing(self, item: AgendaEntry) -> MeasureStanding | None:
        return self.standings.get(item.measure_id) if item.measure_id is not None else None

    def eligible(self, item: AgendaEntry, kind: BallotKind) -> tuple[Attendee, ...]:
        """Who is here and whose answer counts."""
        return tuple(one for one in self.people if one.is_here and item.hindrance(one, kind) is None)

    def against(self, item: AgendaEntry, outcome: Outcome) -> Against | None:
        """What the outcome goes against, so that the record asks why; None where it goes against nothing."""
        standing = self.standing(item)
        if standing is None:
            return None
        if outcome in AGREEING and (standing.apart is not None):
            return Against("gate" if standing.apart == "gate_not_met" else "apart")
        if standing.rank is None:
            return None
        for other in self.items:
            beside = self.standing(other)
            if other.decision is None or beside is None or beside.rank is None:
                continue
            if beside.list_key != standing.list_key:
                continue
            said = other.decision.outcome
            if outcome in AGREEING and said in DECLINING and beside.rank < standing.rank:
                return Against("order_before", other.title)
            if outcome in DECLINING and said in AGREEING and beside.rank > standing.rank:
                return Against("order_after", other.title)
        return None

    def for_guest(self, attendance_id: int) -> MeetingRecord:
        """What the meeting's screen shows, and nothing beside it: no list of who is there, no outcome of any
        other point, and of the votes only the guest's own."""
        items = tuple(_shown_on_screen(item, item.item_id == self.current_item_id) for item in self.items)
        shown = self.current.measure_id if self.current else None
        return replace(
            self,
            items=tuple(_with_own_answers(item, attendance_id) for item in items),
            people=tuple(one for one in self.people if one.attendance_id == attendance_id),
            standings={key: each for key, each in self.standings.items() if key == shown},
            weightings=(),
        )


def _shown_on_screen(item: AgendaEntry, is_current: bool) -> AgendaEntry:
    if is_current:
        decision = replace(item.decision, dissents=()) if item.decision else None
        return replace(
            item, recusals=tuple(replace(each, reason="") for each in item.recusals), decision=decision
        )
    return replace(item, recusals=(), ballots=(), decision=None, closed_at=item.closed_at)


def _with_own_answers(item: AgendaEntry, attendance_id: int) -> AgendaEntry:
    """The counts stay, as raised hands do; whose they are does not."""
    ballots = tuple(
        replace(
            each,
            by_hand={
                key: count - (each.answers.get(attendance_id) == key) for key, count in each.counts.items()
            },
            answers={key: answer for key, answer in each.answers.items() if key == attendance_id},
        )
        for each in item.ballots
    )
    return replace(item, ballots=ballots)
