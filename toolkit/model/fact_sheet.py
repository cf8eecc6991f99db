"""The fields of the fact sheet that people fill in: one list for the page, the services and the exports.

A field says what it is called, what may be entered, and how a stored value is written. Values are stored
typed; people enter and read text in their language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from toolkit.judging import Phase
from toolkit.messages import Language, Message, to_text
from toolkit.model.entered import day_text, read_day
from toolkit.model.enums import CheckState, FieldOfAction, FundingState, TaskKind

# SQLite keeps decimals as binary floats: 15 digits are exact, four of them behind the comma.
MOST_NUMBER = Decimal(10) ** 11
MOST_MONEY = Decimal(10) ** 12
MOST_HOURS = 100_000


class FactKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    MONEY = "money"
    NUMBER = "number"
    HOURS = "hours"
    DATE = "date"
    YES_NO = "yes_no"


class FactSection(StrEnum):
    """The first is asked before the questions; the others can wait."""

    SHORT_WAY = "short_way"
    CONTENT = "content"
    FINANCE = "finance"
    STAFF = "staff"
    PROCUREMENT = "procurement"
    TECHNOLOGY = "technology"
    OTHERS = "others"

    @property
    def heading(self) -> Message:
        return Message.of(f"facts.section.{self.value}")


@dataclass(frozen=True, slots=True)
class FactField:
    """One column of `Revision`, or of a row that hangs on it, as people see it.

    `words` is the key of its label where the name alone would not tell it from another's.
    """

    name: str
    section: FactSection | None
    kind: FactKind = FactKind.TEXT
    required: bool = False
    longest: int = 4000
    choices: type[StrEnum] | None = None
    words: str = ""

    @property
    def label(self) -> Message:
        return Message.of(f"facts.{self.words or self.name}.label")

    @property
    def help(self) -> Message | None:
        """A hint where the label alone leaves a question."""
        return Message.of(f"facts.{self.name}.help") if self.name in _WITH_HELP else None


_WITH_HELP = frozenset(
    {
        "title",
        "problem",
        "target_group",
        "goal",
        "goal_source",
        "goal_place",
        "phase",
        "responsible_unit",
        "description",
        "field_of_action",
        "contact_mailbox",
        "total_cost",
        "follow_up_cost_per_year",
        "own_share",
        "cover",
        "starts_on",
        "reference_option",
        "needed_by_others",
        "data_at_contract_end",
    }
)


def _fields(section: FactSection, *entries: tuple[str, FactKind]) -> tuple[FactField, ...]:
    return tuple(FactField(name, section, kind) for name, kind in entries)


_LINE, _TEXT, _MONEY, _HOURS, _DATE = (
    FactKind.LINE,
    FactKind.TEXT,
    FactKind.MONEY,
    FactKind.HOURS,
    FactKind.DATE,
)
_SHORT, _CHOICE = FactSection.SHORT_WAY, FactKind.CHOICE

FACT_FIELDS: tuple[FactField, ...] = (
    FactField("title", _SHORT, _LINE, required=True, longest=200),
    *_fields(_SHORT, ("problem", _TEXT), ("target_group", _TEXT), ("goal", _TEXT)),
    FactField("goal_source", _SHORT, _LINE, longest=300),
    FactField("goal_place", _SHORT, _LINE, longest=100),
    FactField("phase", _SHORT, _CHOICE, required=True, choices=Phase),
    FactField("responsible_unit", _SHORT, _LINE, longest=300),
    FactField("description", FactSection.CONTENT),
    FactField("field_of_action", FactSection.CONTENT, _CHOICE, choices=FieldOfAction),
    *_fields(
        FactSection.CONTENT,
        ("lead", _LINE),
        ("starts_on", _DATE),
        ("ends_on", _DATE),
        ("contact_mailbox", _LINE),
        ("contact_deputy", _LINE),
        ("place", _LINE),
    ),
    *_fields(
        FactSection.FINANCE,
        ("total_cost", _MONEY),
        ("investment_cost", _MONEY),
        ("consumption_cost", _MONEY),
        ("budget_years", _LINE),
        ("follow_up_cost_per_year", _MONEY),
        ("funding", _MONEY),
    ),
    FactField("funding_state", FactSection.FINANCE, _CHOICE, choices=FundingState),
    *_fields(FactSection.FINANCE, ("own_share", _MONEY), ("cover", _LINE)),
    FactField("task_kind", FactSection.FINANCE, _CHOICE, choices=TaskKind),
    *_fields(
        FactSection.STAFF,
        ("staff_hours_building", _HOURS),
        ("staff_hours_operation", _HOURS),
        ("post_available", FactKind.YES_NO),
        ("staff_deputy", _LINE),
    ),
    *_fields(
        FactSection.PROCUREMENT,
        ("procurement_estimate", _MONEY),
        ("procurement_procedure", _LINE),
        ("contract_ends_on", _DATE),
        ("supplier_ties", _TEXT),
        ("data_at_contract_end", _TEXT),
    ),
    *_fields(
        FactSection.TECHNOLOGY,
        ("technology", _TEXT),
        ("connected_systems", _TEXT),
        ("interfaces", _TEXT),
        ("standards", _LINE),
        ("licence", _LINE),
        ("repository", _LINE),
        ("data_needed", _TEXT),
        ("data_produced", _TEXT),
    ),
    *_fields(
        FactSection.OTHERS,
        ("reference_option", _TEXT),
        ("success_factors", _TEXT),
        ("lessons", _TEXT),
        ("needed_by_others", _TEXT),
    ),
)
FIELDS_BY_NAME = {field.name: field for field in FACT_FIELDS}


def fields_of(section: FactSection) -> tuple[FactField, ...]:
    return tuple(field for field in FACT_FIELDS if field.section is section)


def is_filled(value: Any) -> bool:
    """Zero euro and 'no' are answers; an empty text is none."""
    return value not in (None, "")


def choice_name(choice: StrEnum) -> Message:
    """What a choice is called on the screen."""
    if isinstance(choice, Phase):
        return Message.of(f"phase.{choice.value}")
    if isinstance(choice, FundingState):
        return Message.of(f"facts.funding_state.{choice.value}")
    if isinstance(choice, TaskKind):
        return Message.of(f"facts.task_kind.{choice.value}")
    if isinstance(choice, CheckState):
        return Message.of(f"checks.state.{choice.value}")
    return Message.of(f"field.{choice.value}")


class FactError(ValueError):
    """A value that a field cannot take; `message` says why in a sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def parsed_fact(field: FactField, entered: Any, language: Language) -> Any:
    """What is stored for what was entered. Raises `FactError`."""
    if field.choices is not None:
        return _parsed_choice(field, entered)
    if field.kind is FactKind.YES_NO:
        return entered if isinstance(entered, bool) else None
    text = str(entered or "").replace("\x00", "").strip()
    if field.kind in _PARSERS:
        return _PARSERS[field.kind](field, text, language) if text else None
    if field.required and not text:
        raise FactError(Message.of("facts.required", field=field.label))
    if len(text) > field.longest:
        raise FactError(
            Message.of("facts.too_long", field=field.label, longest=field.longest, length=len(text))
        )
    return " ".join(text.split()) if field.kind is FactKind.LINE else text


def fact_text(field: FactField, value: Any, language: Language) -> str:
    """A stored value as it is shown in its input, and can be entered again."""
    if value is None:
        return ""
    if field.kind is FactKind.MONEY:
        whole = value == value.to_integral_value()
        return format_decimal(value, "#,##0" if whole else "#,##0.00", locale=language)
    if field.kind is FactKind.NUMBER:
        return format_decimal(value, "#,##0.####", locale=language)
    if field.kind is FactKind.HOURS:
        return format_decimal(value, locale=language)
    if field.kind is FactKind.DATE:
        return day_text(value, language)
    return str(value)


def fact_words(field: FactField, value: Any, language: Language) -> str:
    """A stored value in words, to be read and not entered again: choices by their name. Empty for none."""
    if not is_filled(value):
        return ""
    if field.kind is FactKind.YES_NO:
        return to_text(Message.of("facts.yes" if value else "facts.no"), language)
    return to_text(choice_name(value), language) if field.choices else fact_text(field, value, language)


def entered_again(field: FactField, value: Any, language: Language) -> Any:
    """A stored value as `parsed_fact` takes it: choices as they are, all else as text."""
    if field.kind in (FactKind.CHOICE, FactKind.YES_NO):
        return value
    return fact_text(field, value, language)


def _parsed_choice(field: FactField, entered: Any) -> StrEnum | None:
    if entered in (None, "") and not field.required:
        return None
    try:
        return field.choices(entered) if field.choices else None
    except ValueError:
        raise FactError(Message.of("facts.unknown_choice", field=field.label)) from None


def _parsed_money(field: FactField, text: str, language: Language) -> Decimal:
    amount = _number(field, text.removesuffix("€").removesuffix("Euro").strip(), language, "facts.no_money")
    if amount >= MOST_MONEY or amount != (cents := amount.quantize(Decimal("0.01"))):
        raise FactError(Message.of("facts.no_money", field=field.label))
    return cents


def _parsed_hours(field: FactField, text: str, language: Language) -> int:
    hours = _number(field, text, language, "facts.no_hours")
    if hours != hours.to_integral_value() or hours > MOST_HOURS:
        raise FactError(Message.of("facts.no_hours", field=field.label))
    return int(hours)


def _parsed_number(field: FactField, text: str, language: Language) -> Decimal:
    """Any number, below zero too, with at most four digits behind the comma."""
    below_zero = text[0] in "-\u2212"
    size = _number(field, text[1:].strip() if below_zero else text, language, "facts.no_number")
    if size >= MOST_NUMBER or size != (kept := size.quantize(Decimal("0.0001"))):
        raise FactError(Message.of("facts.no_number", field=field.label))
    return -kept if below_zero and kept else kept


def _number(field: FactField, text: str, language: Language, sentence: str) -> Decimal:
    """Strict: '1.5' is not fifteen in German, and a comma in the wrong place is a mistake, not a guess."""
    try:
        number = parse_decimal(text, locale=language, strict=True)
    except NumberFormatError:
        raise FactError(Message.of(sentence, field=field.label)) from None
    if not number.is_finite() or number < 0 or not text[-1].isdecimal() or text[0] in "+-":
        raise FactError(Message.of(sentence, field=field.label))
    return number


def _parsed_date(field: FactField, text: str, _language: Language) -> date:
    try:
        read = read_day(text)
    except ValueError:
        raise FactError(Message.of("facts.no_date", field=field.label)) from None
    assert read is not None, "An empty text is no date, and was left out before."
    return read


_PARSERS: Mapping[FactKind, Callable[[FactField, str, Language], Any]] = {
    FactKind.MONEY: _parsed_money,
    FactKind.NUMBER: _parsed_number,
    FactKind.HOURS: _parsed_hours,
    FactKind.DATE: _parsed_date,
}
