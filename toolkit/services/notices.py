"""What people are told: one row for each person and occasion, written with the change that is the occasion.

A row holds ids and days only. The words are made when somebody reads it or when it is sent, from what the
person may see at that moment: whoever lost a role meanwhile is told nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from toolkit.access import Actor, visible_revisions
from toolkit.messages import Language
from toolkit.model import (
    Assignment,
    Measure,
    Municipality,
    NoticeKind,
    OutboxMessage,
    Person,
    Programme,
    ProgrammeKind,
    Revision,
    Role,
    Round,
    id_of,
    now,
)
from toolkit.services.receivers import receivers_of
from toolkit.settings import is_mail_address

SHOWN_FOR = timedelta(days=60)
MOST_SHOWN = 20
TOLD_FOR = timedelta(days=1)


class DeadlineOf(StrEnum):
    """Whose day it is: each kind of deadline stands in a table of its own."""

    ASSIGNMENT = "assignment"
    ROUND = "round"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Deadline:
    of: DeadlineOf
    thing_id: int
    on: date


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is told, as this person may see it now."""

    notice_id: int
    person_id: int
    kind: NoticeKind
    measure_id: int
    measure_uuid: UUID
    title: str
    municipality: str
    programme_kind: ProgrammeKind
    language: Language
    created_at: datetime
    is_assigned: bool = False
    deadline: Deadline | None = None
    sent_at: datetime | None = None
    seen_at: datetime | None = None
    failure: str = ""

    def deadline_uid(self, deadline: Deadline) -> UUID:
        """The same for every message about one deadline, so that a calendar holds it once."""
        return uuid5(self.measure_uuid, f"{deadline.of.value}:{deadline.thing_id}")


def tell(
    session: Session,
    *,
    kind: NoticeKind,
    measure_id: int,
    by_id: int | None,
    deadline: Deadline | None = None,
) -> tuple[int, ...]:
    """Tells everybody whom it concerns, in the transaction of the change that it tells; gives their ids.

    Who acted is not told of it, unless nobody else would be: at the single desk the text is there to copy.
    """
    concerned = receivers_of(session, kind=kind, measure_id=measure_id)
    people = tuple(sorted(concerned - {by_id} or concerned))
    for person_id in people:
        notify(session, person_id=person_id, kind=kind, measure_id=measure_id, by_id=by_id, deadline=deadline)
    return people


def notify(
    session: Session,
    *,
    person_id: int,
    kind: NoticeKind,
    measure_id: int,
    by_id: int | None,
    deadline: Deadline | None = None,
) -> None:
    """Tells one person, in the transaction of the change that it tells."""
    details: dict[str, Any] = {"by": by_id}
    if deadline is not None:
        details |= {"of": deadline.of.value, "thing": deadline.thing_id, "on": deadline.on.isoformat()}
    session.add(OutboxMessage(person_id=person_id, kind=kind, measure_id=measure_id, details=details))
    session.flush()


def own_notices(session: Session, actor: Actor) -> tuple[Notice, ...]:
    """What the actor was told lately and may still see, the newest first."""
    rows = session.exec(
        select(OutboxMessage)
        .where(
            col(OutboxMessage.person_id) == actor.person_id,
            col(OutboxMessage.created_at) >= now() - SHOWN_FOR,
        )
        .order_by(col(OutboxMessage.id).desc())
        .limit(MOST_SHOWN)
    )
    return seen_by(session, actor, rows.all())


@dataclass(frozen=True, slots=True)
class Told:
    """One message that the actor's doing has sent, as it reads to the actor, and how many people it tells.

    `addresses` are known to the coordination only: nobody else needs to learn who plans or advises where.
    """

    notice: Notice
    people: int
    without_address: int
    addresses: tuple[str, ...] = ()


def told_by(session: Session, actor: Actor, *, measure_id: int) -> tuple[Told, ...]:
    """Whom the actor's doings with this measure have told lately, the newest first; one entry per occasion.

    Title and dates are those that the actor may see: the receivers may see a newer revision.
    """
    rows = session.exec(
        select(OutboxMessage, Person.email)
        .join(Person, col(Person.id) == col(OutboxMessage.person_id))
        .where(
            col(OutboxMessage.measure_id) == measure_id,
            col(OutboxMessage.created_at) >= now() - TOLD_FOR,
        )
        .order_by(col(OutboxMessage.id).desc())
    )
    mine = [(row, address or "") for row, address in rows if row.details.get("by") == actor.person_id]
    by_id = {notice.notice_id: notice for notice in seen_by(session, actor, [row for row, _ in mine])}
    occasions: dict[tuple[NoticeKind, Deadline | None], list[tuple[Notice, str]]] = {}
    for row, address in mine:
        if row.id in by_id:
            occasions.setdefault((row.kind, told_deadline(row)), []).append((by_id[row.id], address))
    may_know = actor.has_role(Role.COORDINATION)
    return tuple(_told(told, may_know=may_know) for told in occasions.values())


def _told(told: Sequence[tuple[Notice, str]], *, may_know: bool) -> Told:
    addresses = sorted({address for _, address in told if is_mail_address(address)})
    people = {notice.person_id for notice, _ in told}
    usable = {notice.person_id for notice, address in told if is_mail_address(address)}
    return Told(told[0][0], len(people), len(people - usable), tuple(addresses) if may_know else ())


def mark_seen(session: Session, actor: Actor, *, notice_id: int) -> None:
    """Takes a message off the list of new ones. A message of somebody else stays as it is."""
    row = session.get(OutboxMessage, notice_id)
    if row is not None and row.person_id == actor.person_id and row.seen_at is None:
        row.seen_at = now()
        session.add(row)


def seen_by(session: Session, actor: Actor, rows: Sequence[OutboxMessage]) -> tuple[Notice, ...]:
    """The rows as this person may see them now, without those about a day that no longer stands."""
    measures = _measures_seen(session, actor, {row.measure_id for row in rows})
    days = _days_now(session, rows)
    assigned = set(
        session.exec(
            select(Assignment.measure_id).where(
                col(Assignment.person_id) == actor.person_id, col(Assignment.ended_at).is_(None)
            )
        )
    )
    return tuple(
        _notice(
            row, measures[row.measure_id], deadline, actor.language, is_assigned=row.measure_id in assigned
        )
        for row in rows
        if row.measure_id in measures
        for deadline in [_deadline_now(row, days)]
        if row.kind is not NoticeKind.DEADLINE or deadline == told_deadline(row)
    )


def told_deadline(row: OutboxMessage) -> Deadline | None:
    """The deadline as it was when the message was written."""
    if "of" not in row.details:
        return None
    of, thing_id, on = (row.details[name] for name in ("of", "thing", "on"))
    return Deadline(DeadlineOf(of), thing_id, date.fromisoformat(on))


def _deadline_now(row: OutboxMessage, days: Mapping[tuple[DeadlineOf, int], date]) -> Deadline | None:
    told = told_deadline(row)
    if told is None or (told.of, told.thing_id) not in days:
        return None
    return Deadline(told.of, told.thing_id, days[told.of, told.thing_id])


def _days_now(session: Session, rows: Iterable[OutboxMessage]) -> dict[tuple[DeadlineOf, int], date]:
    """The days that stand now for the deadlines that the rows tell: some were moved, met or lifted."""
    told = [deadline for row in rows if (deadline := told_deadline(row)) is not None]
    open_days = {
        DeadlineOf.ASSIGNMENT: select(col(Assignment.id), col(Assignment.due_on)).where(
            col(Assignment.ended_at).is_(None)
        ),
        DeadlineOf.ROUND: select(col(Round.id), col(Round.due_on)).where(col(Round.closed_at).is_(None)),
        DeadlineOf.PROGRAMME: select(col(Programme.id), col(Programme.submit_until)),
    }
    found: dict[tuple[DeadlineOf, int], date] = {}
    for of in {deadline.of for deadline in told}:
        things = {deadline.thing_id for deadline in told if deadline.of is of}
        for thing_id, on in session.exec(open_days[of].where(_KEYS[of].in_(things))):
            if thing_id is not None and on is not None:
                found[of, thing_id] = on
    return found


_KEYS = {
    DeadlineOf.ASSIGNMENT: col(Assignment.id),
    DeadlineOf.ROUND: col(Round.id),
    DeadlineOf.PROGRAMME: col(Programme.id),
}


@dataclass(frozen=True, slots=True)
class _MeasureSeen:
    uuid: UUID
    title: str
    municipality: str
    programme_kind: ProgrammeKind


def _measures_seen(
    session: Session, actor: Actor, measures: set[int | None]
) -> dict[int | None, _MeasureSeen]:
    """Each by the newest revision that the actor may see."""
    rows = session.exec(
        select(Measure, Revision.title, Municipality.name, Programme)
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .join(Programme, col(Programme.id) == col(Measure.programme_id))
        .where(col(Measure.id).in_(measures), col(Revision.id).in_(visible_revisions(actor)))
        .order_by(col(Revision.number))
    )
    return {
        measure.id: _MeasureSeen(measure.uuid, title, municipality, programme.kind)
        for measure, title, municipality, programme in rows
    }


def _notice(
    row: OutboxMessage,
    measure: _MeasureSeen,
    deadline: Deadline | None,
    language: Language,
    *,
    is_assigned: bool,
) -> Notice:
    assert row.measure_id is not None
    return Notice(
        notice_id=id_of(row),
        person_id=row.person_id,
        kind=row.kind,
        measure_id=row.measure_id,
        measure_uuid=measure.uuid,
        title=measure.title,
        municipality=measure.municipality,
        programme_kind=measure.programme_kind,
        language=language,
        created_at=row.created_at,
        is_assigned=is_assigned,
        deadline=deadline,
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        failure=row.failure,
    )
