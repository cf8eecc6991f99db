"""Reviews: who is to write them, who must not, and what is written beside the levels."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from toolkit.judging.gate import GateState
from toolkit.model.columns import choice, document, long_text, moment, now, parent, reference
from toolkit.model.enums import Audience, RecommendationKind


class Assignment(SQLModel, table=True):
    """An advisor who is to review a measure, over all its revisions. Their order is the order of the names
    *Begutachtung 1, 2* that the municipality reads."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_in_force",
            "measure_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(sa_column=parent("measure"))
    person_id: int = Field(sa_column=reference("person"))
    assigned_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    assigned_at: datetime = Field(default_factory=now, sa_column=moment())
    due_on: date | None = None
    # An anchor measure is read by more advisors than required, so that all of them can be compared.
    is_anchor: bool = False
    ended_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Conflict(SQLModel, table=True):
    """A conflict of interest of a person with one measure, or with all of a municipality."""

    __tablename__ = "conflict"
    __table_args__ = (
        CheckConstraint("(municipality_id IS NULL) <> (measure_id IS NULL)", name="with_one_thing"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_column=parent("person"))
    municipality_id: int | None = Field(default=None, sa_column=reference("municipality", nullable=True))
    measure_id: int | None = Field(default=None, sa_column=parent("measure", nullable=True))
    reason: str = Field(default="", sa_column=long_text())
    declared_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    declared_at: datetime = Field(default_factory=now, sa_column=moment())
    lifted_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class ReviewConfirmation(SQLModel, table=True):
    """An advisor says that a final review of an earlier revision holds for this one too."""

    __tablename__ = "review_confirmation"
    __table_args__ = (UniqueConstraint("assessment_id", "revision_id"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(sa_column=parent("assessment"))
    revision_id: int = Field(sa_column=parent("revision"))
    confirmed_at: datetime = Field(default_factory=now, sa_column=moment())


class Comment(SQLModel, table=True):
    """What a review says to the municipality, or to colleagues only; without a question, about the whole."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("assessment_id", "question_key", "audience"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(sa_column=parent("assessment"))
    question_key: str = Field(default="", max_length=40)
    audience: Audience = Field(sa_column=choice(Audience))
    text: str = Field(default="", sa_column=long_text())
    changed_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1


class Recommendation(SQLModel, table=True):
    """What one review recommends at its end."""

    __tablename__ = "recommendation"

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(sa_column=parent("assessment", unique=True))
    kind: RecommendationKind | None = Field(default=None, sa_column=choice(RecommendationKind, nullable=True))
    text: str = Field(default="", sa_column=long_text())
    version: int = 1


class Letter(SQLModel, table=True):
    """The letter to a municipality about one revision, made from the comments and edited by hand."""

    __tablename__ = "letter"

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision", unique=True))
    text: str = Field(default="", sa_column=long_text())
    written_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    changed_at: datetime = Field(default_factory=now, sa_column=moment())
    sent_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1


class ReviewRelease(SQLModel, table=True):
    """The coordination released the final reviews of a revision: the municipality and the steering group read
    them, whatever becomes of later revisions."""

    __tablename__ = "review_release"

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision", unique=True))
    released_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    released_at: datetime = Field(default_factory=now, sa_column=moment())


class JointJudgement(SQLModel, table=True):
    """How the coordination settled a gate that the reviews of a revision dispute (rule 9)."""

    __tablename__ = "joint_judgement"

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision", unique=True))
    gate_state: GateState = Field(sa_column=choice(GateState))
    # The ids of the catalogue's demands, where the gate is met with conditions.
    demands: list[Any] = Field(default_factory=list, sa_column=document())
    reason: str = Field(default="", sa_column=long_text())
    settled_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    settled_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1


class Snippet(SQLModel, table=True):
    """A text that an advisor uses again and again; nobody else sees it."""

    __tablename__ = "snippet"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_column=parent("person"))
    title: str = Field(default="", max_length=200)
    text: str = Field(default="", sa_column=long_text())
    version: int = 1
