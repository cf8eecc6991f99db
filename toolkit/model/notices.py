"""Messages to people, kept until the operator's relay has taken them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from toolkit.model.columns import choice, document, moment, now, parent
from toolkit.model.enums import NoticeKind


class OutboxMessage(SQLModel, table=True):
    """Ids and days only: the words are made when it is sent, from what the person may see then."""

    __tablename__ = "outbox_message"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_column=parent("person"))
    kind: NoticeKind = Field(sa_column=choice(NoticeKind))
    measure_id: int | None = Field(default=None, sa_column=parent("measure", nullable=True))
    details: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    send_after: datetime = Field(default_factory=now, sa_column=moment())
    sent_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    seen_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    attempts: int = 0
    failure: str = Field(default="", max_length=200)
