"""The kinds of list that can be read in: each with its template, its reading, its plan and its import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit.exchange.lists import (
    measure_template,
    municipality_choice,
    municipality_template,
    read_measure_list,
    read_municipality_list,
)
from toolkit.messages import Language, Message, to_text
from toolkit.model.fact_sheet import FIELDS_BY_NAME, choice_name, fact_text
from toolkit.model.municipality_inputs import KeyInput
from toolkit.services.import_measures import import_measures, plan_measures
from toolkit.services.import_municipalities import import_municipalities, plan_municipalities
from toolkit.services.imports import IncomingList, Plan
from toolkit.services.municipalities import field_label
from toolkit.ui.navigation import PageName


@dataclass(frozen=True, slots=True)
class ListKind:
    """`field`, `choice` and `text` say what a change concerns; `leads_to` shows afterwards what came in."""

    name: str
    template: Callable[[Language], bytes]
    read: Callable[[bytes, Language], IncomingList[Any]]
    plan: Callable[..., Plan]
    take_over: Callable[..., Plan]
    field: Callable[[str], Message]
    choice: Callable[[str, StrEnum], Message]
    text: Callable[[str, Any, Language], str]
    leads_to: PageName

    @property
    def explained(self) -> str:
        return f"lists.explained_kind.{self.name}"

    @property
    def file_name(self) -> str:
        return f"lists.file_name.{self.name}"

    @property
    def button(self) -> str:
        return f"lists.take_over.{self.name}"

    @property
    def title(self) -> str:
        return f"lists.title_of.{self.name}"


def _municipality_text(field: str, value: Any, language: Language) -> str:
    if field == "members":
        return to_text(tuple(value), language)
    if field == "official_keys":
        return to_text(tuple(_key(one) for one in value), language)
    return to_text(value, language)


def _key(one: KeyInput) -> str | Message:
    if one.valid_from is None and one.valid_to is None:
        return one.key
    ends = {"begin": one.valid_from, "end": one.valid_to}
    shown = {name: Message.of("lists.open_end") if day is None else day for name, day in ends.items()}
    return Message.of("lists.key_span", number=one.key, begin=shown["begin"], end=shown["end"])


KINDS = {
    kind.name: kind
    for kind in (
        ListKind(
            "measures",
            measure_template,
            read_measure_list,
            plan_measures,
            import_measures,
            lambda name: FIELDS_BY_NAME[name].label,
            lambda _, choice: choice_name(choice),
            lambda name, value, language: fact_text(FIELDS_BY_NAME[name], value, language),
            PageName.MEASURES,
        ),
        ListKind(
            "municipalities",
            municipality_template,
            read_municipality_list,
            plan_municipalities,
            import_municipalities,
            field_label,
            municipality_choice,
            _municipality_text,
            PageName.ADMINISTRATION,
        ),
    )
}
