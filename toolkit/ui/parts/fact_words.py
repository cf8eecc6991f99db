"""Values of the fact sheet in words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from toolkit.model.fact_sheet import FactField, FactKind, choice_name, fact_text, is_filled
from toolkit.ui.desk import Seat

WITH_CHOICES = (FactKind.CHOICE, FactKind.YES_NO)


def fact_words(seat: Seat, field: FactField, value: Any) -> str:
    """Any value of a field in words, to put one beside another."""
    if not is_filled(value):
        return seat.say("assess.no_text")
    return choice_words(seat, value) if field.kind in WITH_CHOICES else fact_text(field, value, seat.language)


def choice_words(seat: Seat, choice: StrEnum | bool) -> str:
    if isinstance(choice, bool):
        return seat.say("facts.yes" if choice else "facts.no")
    return seat.say(choice_name(choice))
