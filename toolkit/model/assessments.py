"""Assessments and their answers. The version that two writers compare stands on the answer."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from toolkit.judging import AnswerKind
from toolkit.model.columns import choice, long_text, moment, now, parent, reference
from toolkit.model.enums import AssessmentKind


class Assessment(SQLModel, table=True):
    """`self`: one per revision, written by any planner. `review`: one per advisor and revision."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("revision_id", "author_id"),
        Index(
            "uq_assessment_one_self",
            "revision_id",
            unique=True,
            sqlite_where=text("kind = 'self'"),
            postgresql_where=text("kind = 'self'"),
        ),
        CheckConstraint("(kind = 'review') = (author_id IS NOT NULL)", name="author_of_review"),
    )

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuids.UUID = Field(default_factory=uuids.uuid4, unique=True)
    revision_id: int = Field(sa_column=parent("revision"))
    kind: AssessmentKind = Field(default=AssessmentKind.SELF, sa_column=choice(AssessmentKind))
    author_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    catalogue_version_id: int = Field(sa_column=reference("catalogue_version"))
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    # When an advisor had given all own levels, and saw the self-assessment for the first time.
    revealed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    final_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Answer(SQLModel, table=True):
    """A level, or one of the kinds of no level. No row means the same as `open`."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question_key"),
        CheckConstraint("(level IS NOT NULL) = (kind = 'level')", name="level_of_kind"),
        CheckConstraint("level IS NULL OR level >= 0", name="level_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(sa_column=parent("assessment"))
    question_key: str = Field(max_length=40)
    kind: AnswerKind = Field(default=AnswerKind.OPEN, sa_column=choice(AnswerKind))
    level: int | None = None
    first_level: int | None = None
    change_reason: str = Field(default="", sa_column=long_text())
    reason: str = Field(default="", sa_column=long_text())
    waiting_for: str = Field(default="", max_length=200)
    feasible_soon: bool = False
    carried_over: bool = False
    needs_confirmation: bool = False
    changed_at: datetime = Field(default_factory=now, sa_column=moment())
    changed_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    version: int = 1


class EarlierAnswer(SQLModel, table=True):
    """An answer as it was given under an earlier version of the catalogue, kept when its question was
    reworded, got another scale or was dropped. It counts no more; the answer in force is an `Answer`."""

    __tablename__ = "earlier_answer"
    __table_args__ = (
        # Named, as the name put together from the columns is longer than PostgreSQL takes.
        UniqueConstraint("assessment_id", "question_key", "catalogue_version_id", name="uq_earlier_answer"),
    )

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(sa_column=parent("assessment"))
    catalogue_version_id: int = Field(sa_column=reference("catalogue_version"))
    question_key: str = Field(max_length=40)
    kind: AnswerKind = Field(sa_column=choice(AnswerKind))
    level: int | None = None
    reason: str = Field(default="", sa_column=long_text())
    waiting_for: str = Field(default="", max_length=200)
    feasible_soon: bool = False
    changed_at: datetime = Field(default_factory=now, sa_column=moment())
    changed_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
