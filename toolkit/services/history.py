"""The history (*Verlauf*) of a measure: who did what and when, as far as the reader may see it.

Names are told among those who work together: in the own municipality, and among those who advise and
coordinate. Everybody else is named by their part, so that no municipality learns who judges it. What a
meeting decided, the group decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Select, func
from sqlmodel import Session, col, select

from toolkit.access import MEASURE_RULES, Action, Actor, Part, visible_events
from toolkit.access.history import COORDINATING, TO_OTHERS, WORK
from toolkit.catalogue import Catalogue
from toolkit.messages import Message, Text
from toolkit.model import Answer, Assignment, Event, Person, Role, id_of
from toolkit.model.fact_sheet import FACT_FIELDS
from toolkit.services.catalogues import catalogue_of_revision
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.storage import measure_heads
from toolkit.workflow import OF_A_MEETING

_LABELS = {field.name: field.label for field in FACT_FIELDS}
_OF_COORDINATION = COORDINATING | {"settle_gate", Action.FINISH_REVIEW.value}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done, `times` in a row on one day, the last of them `at`."""

    at: datetime
    who: str | Message
    what: Message
    times: int


@dataclass(frozen=True, slots=True)
class History:
    """Some rows of it, the newest first; the `head` stands for everything that was done, also unseen."""

    entries: tuple[Entry, ...]
    head: str | None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom the reader knows by name, and the number of each who judges."""

    person_id: int
    names: Mapping[int, str]
    advisors: Mapping[int, int]
    knows_planners: bool
    knows_advisors: bool


def history_length(session: Session, actor: Actor, *, measure_id: int) -> int:
    """How many events of the measure the actor may read. Raises `NotFoundError` where they may not see it."""
    open_measure(session, actor, measure_id=measure_id)
    return session.exec(select(func.count()).select_from(_events(actor, measure_id).subquery())).one()


def history_of(session: Session, actor: Actor, *, measure_id: int, start: int, stop: int) -> History:
    """The events from `start` to before `stop`, counted from the newest."""
    measure = open_measure(session, actor, measure_id=measure_id)
    rows = session.exec(
        select(Event)
        .where(col(Event.id).in_(_events(actor, measure_id)))
        .order_by(col(Event.id).desc())
        .offset(start)
        .limit(stop - start)
    ).all()
    reader = _reader(session, actor, measure, rows)
    questions = _questions(session, rows, catalogue_of_revision(session, measure.revision_id))
    told = [(event.at, _who(event, reader), _what(event, questions)) for event in rows]
    heads = measure_heads(session, [measure_id])
    return History(tuple(_in_a_row(told)), heads.get(measure_id))


def _events(actor: Actor, measure_id: int) -> Select[int | None]:
    return visible_events(actor).where(col(Event.measure_id) == measure_id)


def _in_a_row(told: Sequence[tuple[datetime, str | Message, Message]]) -> Iterator[Entry]:
    for (_, who, what), same in groupby(told, key=lambda one: (one[0].astimezone().date(), *one[1:])):
        first, *others = same
        yield Entry(first[0], who, what, 1 + len(others))


def _reader(session: Session, actor: Actor, measure: OpenedMeasure, rows: Sequence[Event]) -> _Reader:
    assigned = session.exec(
        select(Assignment.person_id)
        .where(col(Assignment.measure_id) == measure.measure_id)
        .order_by(col(Assignment.id))
    )
    advisors = {person: number for number, person in enumerate(dict.fromkeys(assigned), start=1)}
    people = {event.actor_id for event in rows} - {None}
    named = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people)))
    return _Reader(
        person_id=actor.person_id,
        names={person_id: name for person_id, name in named if person_id is not None and name},
        advisors=advisors,
        knows_planners=actor.plans_for(measure.municipality_id),
        knows_advisors=actor.works_in(measure.programme_id, Role.COORDINATION)
        or (actor.person_id in advisors and actor.works_in(measure.programme_id, Role.ADVICE)),
    )


def _who(event: Event, reader: _Reader) -> str | Message:
    if event.action in OF_A_MEETING:
        return Message.of(f"people.role.{Role.STEERING.value}")
    who = _person(event, reader)
    return Message.of("deputies.did", who=who) if "in_place_of" in event.fields else who


def _person(event: Event, reader: _Reader) -> str | Message:
    person_id, part = event.actor_id, _part(event, reader)
    if person_id is None:
        return Message.of("history.program")
    if person_id == reader.person_id:
        return Message.of("history.yourself")
    known = reader.knows_planners if part is Part.PLANNER else reader.knows_advisors
    if known and person_id in reader.names:
        return reader.names[person_id]
    if part is Part.ADVISOR:
        return Message.of("history.advisor", number=reader.advisors[person_id])
    return Message.of(f"people.role.{(Role.PLANNING if part is Part.PLANNER else Role.COORDINATION).value}")


def _part(event: Event, reader: _Reader) -> Part:
    """As what somebody did it. What both those who judge and the coordination may do: by who is assigned."""
    if event.action in WORK | TO_OTHERS:
        return Part.PLANNER
    rule = MEASURE_RULES.get(Action(event.action)) if event.action in set(Action) else None
    if rule is not None and Part.PLANNER in rule.parts:
        return Part.PLANNER
    if event.action not in _OF_COORDINATION and event.actor_id in reader.advisors:
        return Part.ADVISOR
    return Part.COORDINATION


def _what(event: Event, questions: Mapping[int, Text | str]) -> Message:
    fields = tuple(_LABELS[name] for name in event.fields if name in _LABELS)
    if event.action == "change_fact" and fields:
        return Message.of("history.did.change_fact", fields=fields)
    question = questions.get(event.thing_id or 0) if event.thing == "answer" else None
    if question is not None:
        return Message.of(f"history.did.{event.action}_to", question=question)
    return Message.of(f"history.did.{event.action}")


def _questions(session: Session, rows: Sequence[Event], catalogue: Catalogue) -> dict[int, Text | str]:
    """What was answered, for the events that the reader may see anyway."""
    answers = {event.thing_id for event in rows if event.thing == "answer"} - {None}
    found: dict[int, Text | str] = {}
    for answer in session.exec(select(Answer).where(col(Answer.id).in_(answers))):
        question = catalogue.questions.get(answer.question_key)
        found[id_of(answer)] = question.title if question else answer.question_key
    return found
