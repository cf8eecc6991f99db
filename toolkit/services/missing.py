"""What is missing before a revision is submitted, each with the place where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.judging import AnswerKind
from toolkit.messages import Message
from toolkit.model.fact_sheet import FactSection, fields_of, is_filled
from toolkit.services.assessments import OpenedAssessment
from toolkit.services.errors import InvalidError
from toolkit.services.rounds import RoundState, question_title


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a reader will miss, with the field, question or item of a round where it belongs. What
    is `required` must be there before submitting; everything else is said, and the municipality decides."""

    message: Message
    required: bool = False
    field: str | None = None
    question: str | None = None
    item_id: int | None = None


def what_is_missing(opened: OpenedAssessment, asked: RoundState | None = None) -> tuple[Missing, ...]:
    """What must be there first, then what may stay away, each in the order of sheet and catalogue.

    Few things are required: title and phase, without which nothing can be judged, and the reason for each
    question that is said not to apply, because such a question leaves the total; and in a round (`asked`) a
    reply to each of its items. Whoever submits with open questions is told by the minimum what follows.
    """
    found = [*_missing_replies(opened, asked), *_missing_facts(opened), *_missing_in_answers(opened)]
    return tuple(sorted(found, key=lambda missing: not missing.required))


def refuse_incomplete(opened: OpenedAssessment, asked: RoundState | None) -> None:
    """Raises `InvalidError` where something required is missing."""
    required = [missing for missing in what_is_missing(opened, asked) if missing.required]
    if required:
        raise InvalidError(Message.of("submitting.not_yet", n=len(required)))


def _missing_replies(opened: OpenedAssessment, asked: RoundState | None) -> Iterator[Missing]:
    for number, item in enumerate(asked.items if asked else (), start=1):
        if not item.is_answered:
            title = question_title(opened.catalogue, item.question)
            message = Message.of("submitting.reply", item=number, about=title)
            yield Missing(message, required=True, item_id=item.item_id)


def _missing_facts(opened: OpenedAssessment) -> Iterator[Missing]:
    for field in fields_of(FactSection.SHORT_WAY):
        if not is_filled(opened.measure.facts[field.name]):
            message = Message.of("submitting.field", field=field.label)
            yield Missing(message, required=field.required, field=field.name)


def _missing_in_answers(opened: OpenedAssessment) -> Iterator[Missing]:
    for key, question in opened.catalogue.questions.items():
        answer = opened.answers[key]
        kind, level = answer.given.kind, answer.given.level
        has_reason = bool(answer.reason.strip())
        if kind is AnswerKind.OPEN:
            yield Missing(Message.of("submitting.open", question=question.title), question=key)
        elif kind is AnswerKind.NOT_APPLICABLE and not has_reason:
            message = Message.of("submitting.why_not_applicable", question=question.title)
            yield Missing(message, required=True, question=key)
        elif level in question.reason_required_at and not has_reason:
            message = Message.of("submitting.reason", question=question.title, level=level)
            yield Missing(message, question=key)
        expected_from = question.evidence_required_from
        is_expected = level is not None and expected_from is not None and level >= expected_from
        if is_expected and not opened.evidence.get(key):
            message = Message.of("submitting.evidence", question=question.title, level=level)
            yield Missing(message, question=key)
