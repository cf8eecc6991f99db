"""What a drop-down offers, and what each word of it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.catalogue import Question
from toolkit.judging import AnswerKind
from toolkit.messages import Language, Message, translate
from toolkit.model.fact_sheet import FactField, FactKind, choice_name


@dataclass(frozen=True, slots=True)
class Choices:
    """Words in their order, and the codes that they stand for. `name` tells one list from another."""

    name: str
    codes: tuple[str, ...]
    words: tuple[str, ...]

    def word(self, code: str | None) -> str | None:
        return None if code is None else self.words[self.codes.index(code)]


def answer_choices(question: Question, language: Language) -> Choices:
    """The levels first, then what is no level. None of them is chosen before somebody chooses."""
    levels = range(len(question.levels))
    kinds = [AnswerKind.CANNOT_JUDGE, AnswerKind.OPEN]
    if question.not_applicable:
        kinds.insert(0, AnswerKind.NOT_APPLICABLE)
    codes = (*(str(level) for level in levels), *(kind.value for kind in kinds))
    words = (
        *(translate(Message.of("assess.level", level=level), language) for level in levels),
        *(translate(Message.of(f"answer_sheet.choice.{kind.value}"), language) for kind in kinds),
    )
    return Choices(f"answer.{'.'.join(codes)}", codes, words)


def choices_of(field: FactField | None, language: Language) -> Choices | None:
    """The list of a field of the fact sheet; yes and no where there is no field."""
    if field is None or field.kind is FactKind.YES_NO:
        words = tuple(translate(Message.of(key), language) for key in ("facts.yes", "facts.no"))
        return Choices("yes_no", ("yes", "no"), words)
    if field.choices is None:
        return None
    words = tuple(translate(choice_name(choice), language) for choice in field.choices)
    return Choices(f"fact.{field.name}", tuple(choice.value for choice in field.choices), words)
