"""Two people with one form: what each of them changed, and where both changed the same field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from toolkit.messages import Message
from toolkit.services.errors import ServiceError


@dataclass(frozen=True, slots=True)
class FieldConflict:
    field: str
    label: Message
    mine: Any
    theirs: Any


class EntriesConflictError(ServiceError):
    """Somebody else changed the same fields meanwhile. Nothing was written."""

    def __init__(self, conflicts: Sequence[FieldConflict]) -> None:
        fields = tuple(conflict.label for conflict in conflicts)
        super().__init__(Message.of("services.entries_conflict", n=len(fields), fields=fields))
        self.conflicts = tuple(conflicts)


def my_changes(
    stored: BaseModel, *, based_on: BaseModel, entered: BaseModel, label: Callable[[str], Message]
) -> Mapping[str, Any]:
    """The fields that the writer changed and that are not stored so already.

    Raises `EntriesConflictError` where one of them is stored otherwise than the writer saw it; `label` says
    what a field is called.
    """
    mine = {
        name: getattr(entered, name)
        for name in type(stored).model_fields
        if getattr(entered, name) not in (getattr(based_on, name), getattr(stored, name))
    }
    conflicts = [
        FieldConflict(name, label(name), value, getattr(stored, name))
        for name, value in mine.items()
        if getattr(stored, name) != getattr(based_on, name)
    ]
    if conflicts:
        raise EntriesConflictError(conflicts)
    return mine
