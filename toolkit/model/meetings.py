"""A steering group's meeting: agenda, who is there, what is asked in the room, what comes out."""

from __future__ import annotations

import uuid as uuids
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from toolkit.model.columns import choice, document, long_text, moment, now, parent, reference
from toolkit.model.enums import (
    AgendaKind,
    AttendanceRole,
    BallotKind,
    ConditionState,
    MeetingState,
    Outcome,
    RecusalManner,
)


class Meeting(SQLModel, table=True):
    """`current_item_id` and `view` are what the chair shows; the screens of all others follow them."""

    __tablename__ = "meeting"

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuids.UUID = Field(default_factory=uuids.uuid4, unique=True)
    programme_id: int = Field(sa_column=reference("programme"))
    title: str = Field(max_length=200)
    body: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=200)
    held_on: date
    state: MeetingState = Field(default=MeetingState.PREPARING, sa_column=choice(MeetingState))
    catalogue_version_id: int = Field(sa_column=reference("catalogue_version"))
    # Whose order counts; the default weights of the catalogue where there is none.
    weight_set_id: int | None = Field(default=None, sa_column=reference("weight_set", nullable=True))
    # No foreign key: items point to their meeting already, and a circle could not be created or emptied.
    current_item_id: int | None = None
    view: str = Field(default="overview", max_length=40)
    # Counts the steps of the chair, so that a screen knows whether it has seen the newest one.
    step: int = 0
    prepared_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    opened_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    closed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1


class AgendaItem(SQLModel, table=True):
    """A measure (its revision as it was put on the agenda), or a topic without one."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("meeting_id", "measure_id"),)

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(sa_column=parent("meeting"))
    position: int
    kind: AgendaKind = Field(sa_column=choice(AgendaKind))
    title: str = Field(default="", max_length=200)
    measure_id: int | None = Field(default=None, sa_column=parent("measure", nullable=True))
    revision_id: int | None = Field(default=None, sa_column=parent("revision", nullable=True))
    minutes: int = 5
    # Taken together with the other undisputed items (Blockvorschlag) until somebody pulls it out.
    in_block: bool = False
    pulled_by_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("attendance.id", ondelete="SET NULL"), nullable=True),
    )
    closed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1


class Attendance(SQLModel, table=True):
    """Somebody on the attendance list: a person of the app, or a guest by name."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(sa_column=parent("meeting"))
    person_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    name: str = Field(default="", max_length=200)
    organisation: str = Field(default="", max_length=200)
    # Whose measures are one's own: presented, but not voted on.
    municipality_id: int | None = Field(default=None, sa_column=reference("municipality", nullable=True))
    role: AttendanceRole = Field(sa_column=choice(AttendanceRole))
    votes: bool = True
    came_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    left_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1


class GuestPin(SQLModel, table=True):
    """The way in for somebody without an account, until the end of the meeting; kept as hashes only."""

    __tablename__ = "guest_pin"

    id: int | None = Field(default=None, primary_key=True)
    attendance_id: int = Field(sa_column=parent("attendance", unique=True))
    pin_hash: str = Field(max_length=128)
    expires_at: datetime = Field(sa_column=moment())
    attempts: int = 0
    used_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    token_hash: str | None = Field(default=None, max_length=128, unique=True)


class Recusal(SQLModel, table=True):
    """Befangenheit: who had no part in an item, and whether they left the table or the room."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("agenda_item_id", "attendance_id"),)

    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(sa_column=parent("agenda_item"))
    attendance_id: int = Field(sa_column=parent("attendance"))
    manner: RecusalManner = Field(sa_column=choice(RecusalManner))
    reason: str = Field(default="", sa_column=long_text())
    left_at: datetime = Field(default_factory=now, sa_column=moment())
    returned_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Ballot(SQLModel, table=True):
    """A question to the room: a Stimmungsbild, which is no vote, or a vote. `by_hand` counts raised hands."""

    __tablename__ = "ballot"

    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(sa_column=parent("agenda_item"))
    kind: BallotKind = Field(sa_column=choice(BallotKind))
    opened_at: datetime = Field(default_factory=now, sa_column=moment())
    closed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    by_hand: dict[str, int] = Field(default_factory=dict, sa_column=document())
    version: int = 1


class BallotAnswer(SQLModel, table=True):
    __tablename__ = "ballot_answer"
    __table_args__ = (UniqueConstraint("ballot_id", "attendance_id"),)

    id: int | None = Field(default=None, primary_key=True)
    ballot_id: int = Field(sa_column=parent("ballot"))
    attendance_id: int = Field(sa_column=parent("attendance"))
    answer: str = Field(max_length=40)
    answered_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1


class Decision(SQLModel, table=True):
    """What the meeting said about one item: pending until it is closed, then published with all others."""

    __tablename__ = "decision"

    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(sa_column=parent("agenda_item", unique=True))
    outcome: Outcome = Field(sa_column=choice(Outcome))
    reason: str = Field(default="", sa_column=long_text())
    condition: str = Field(default="", sa_column=long_text())
    responsible: str = Field(default="", max_length=200)
    due_on: date | None = None
    # Why against the order or a failed Mindestanforderung; empty where it is not.
    against_reason: str = Field(default="", sa_column=long_text())
    merged_into_id: int | None = Field(default=None, sa_column=reference("measure", nullable=True))
    recorded_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    recorded_at: datetime = Field(default_factory=now, sa_column=moment())
    published_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1


class Dissent(SQLModel, table=True):
    """An opinion that differs, as its author wants it in the minutes."""

    __tablename__ = "dissent"
    __table_args__ = (UniqueConstraint("decision_id", "attendance_id"),)

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(sa_column=parent("decision"))
    attendance_id: int = Field(sa_column=parent("attendance"))
    text: str = Field(default="", sa_column=long_text())


class Condition(SQLModel, table=True):
    """What an outcome hangs on, followed after the meeting."""

    __tablename__ = "condition"

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(sa_column=parent("decision"))
    measure_id: int = Field(sa_column=parent("measure"))
    text: str = Field(default="", sa_column=long_text())
    responsible: str = Field(default="", max_length=200)
    due_on: date | None = None
    state: ConditionState = Field(default=ConditionState.OPEN, sa_column=choice(ConditionState))
    note: str = Field(default="", sa_column=long_text())
    changed_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1


class CouncilStep(SQLModel, table=True):
    """One body on the way of a council paper (Beratungsfolge)."""

    __tablename__ = "council_step"

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(sa_column=parent("decision"))
    position: int
    body: str = Field(max_length=200)
    held_on: date | None = None
    result: str = Field(default="", max_length=200)
    version: int = 1


class Snapshot(SQLModel, table=True):
    """What a closed meeting had before it, as text with its SHA-256; never changed (kept by a trigger)."""

    __tablename__ = "snapshot"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(sa_column=reference("meeting"))
    sha256: str = Field(max_length=64)
    content: str = Field(sa_column=Column(Text, nullable=False))
    app_version: str = Field(max_length=40)
    taken_at: datetime = Field(default_factory=now, sa_column=moment())


class Handover(SQLModel, table=True):
    """A measure that came in a hand-over file from another installation; the same file changes nothing."""

    __tablename__ = "handover"

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(sa_column=parent("measure"))
    sha256: str = Field(max_length=64, unique=True)
    at: datetime = Field(default_factory=now, sa_column=moment())
    person_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    details: dict[str, Any] = Field(default_factory=dict, sa_column=document())
