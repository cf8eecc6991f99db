"""Uploaded files: kept once by their content, handed out by tokens that work once."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from toolkit.model.columns import moment, now, parent


class Blob(SQLModel, table=True):
    """A stored file by its content; the bytes lie in the data folder."""

    __tablename__ = "blob"

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(max_length=64, unique=True)
    size: int
    media_type: str = Field(max_length=100)
    created_at: datetime = Field(default_factory=now, sa_column=moment())


class DownloadToken(SQLModel, table=True):
    """The right of one person in one browser to fetch a file once, for a short time. Only hashes are kept."""

    __tablename__ = "download_token"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    browser_hash: str = Field(default="", max_length=64)
    person_id: int = Field(sa_column=parent("person"))
    evidence_id: int = Field(sa_column=parent("evidence"))
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())
    used_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
