"""The frame of a comparison: one catalogue version, and the municipalities that take part."""

from __future__ import annotations

import uuid as uuids
from datetime import date, datetime

from sqlalchemy import Column, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from toolkit.messages import Message
from toolkit.model.columns import choice, given, moment, now, parent, reference
from toolkit.model.enums import Decides, ProgrammeKind, RevealRule


class CatalogueVersion(SQLModel, table=True):
    """A catalogue as it was at its first use; never changed (kept by a trigger)."""

    __tablename__ = "catalogue_version"
    __table_args__ = (UniqueConstraint("catalogue", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    catalogue: str = Field(max_length=40)
    version: int
    sha256: str = Field(max_length=64)
    content: str = Field(sa_column=Column(Text, nullable=False))
    first_used_at: datetime = Field(default_factory=now, sa_column=moment())


class Programme(SQLModel, table=True):
    __tablename__ = "programme"

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuids.UUID = Field(default_factory=uuids.uuid4, unique=True)
    name: str = Field(max_length=200)
    kind: ProgrammeKind = Field(default=ProgrammeKind.SELECTION, sa_column=choice(ProgrammeKind))
    catalogue_version_id: int = Field(sa_column=reference("catalogue_version"))
    required_reviews: int = 2
    decides: Decides = Field(default=Decides.RECOMMENDS, sa_column=given(Decides.RECOMMENDS))
    reveal_rule: RevealRule = Field(default=RevealRule.AFTER_ALL, sa_column=given(RevealRule.AFTER_ALL))
    submit_until: date | None = None
    review_days: int | None = None
    # Whether advisors see how strict they are beside others (Maßstab der Begutachtung).
    shows_severity: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    is_example: bool = False
    version: int = 1


def programme_title(name: str) -> str | Message:
    """What a programme is called: without a name of its own it has one in every reader's language."""
    return name or Message.of("programme.default_name")


class ProgrammeMunicipality(SQLModel, table=True):
    __tablename__ = "programme_municipality"
    __table_args__ = (UniqueConstraint("programme_id", "municipality_id"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(sa_column=parent("programme"))
    municipality_id: int = Field(sa_column=reference("municipality"))
