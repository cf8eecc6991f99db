"""The file for `python -m toolkit score`: answers as JSON in, the judgement as data out.

Both shapes are documented in `docs/score-file.md`. All mistakes of a file are told at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from toolkit.catalogue.schema import Catalogue
from toolkit.exchange.judgement_json import judgement_data
from toolkit.judging import (
    NOT_APPLICABLE,
    AnswerKind,
    Facts,
    GivenAnswer,
    Phase,
    judge,
    judge_reviews,
    what_helps_most,
)
from toolkit.messages import Message

Catalogues = Mapping[tuple[str, int], Catalogue]


class ScoreFileError(ValueError):
    """A file that cannot be judged, with every mistake that was found in it."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__(", ".join(message.key for message in messages))
        self.messages = tuple(messages)


class _Shape(BaseModel):
    # strict: "2", 2.0 and true are no levels, and whoever wrote them should hear of it
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _AnswerObject(_Shape):
    kind: Annotated[AnswerKind, Field(strict=False)] = AnswerKind.LEVEL
    level: int | None = None


def _given_answer(raw: Any) -> GivenAnswer:
    """`2`, `"cannot_judge"`, `{"level": 2}` or `{"kind": "cannot_judge"}`."""
    if isinstance(raw, dict):
        written = _AnswerObject.model_validate(raw)
        return GivenAnswer(written.kind, written.level)
    if isinstance(raw, str):
        return GivenAnswer(AnswerKind(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return GivenAnswer.at(raw)
    raise ValueError("This is neither a level nor one of the kinds of no level.")


AnswersByQuestion = dict[str, Annotated[GivenAnswer, PlainValidator(_given_answer)]]


class FactsInFile(_Shape):
    phase: Annotated[Phase, Field(strict=False)]
    goal_located: bool = False
    feasible_soon: Annotated[tuple[str, ...], Field(strict=False)] = ()

    def as_facts(self) -> Facts:
        return Facts(self.phase, self.goal_located, frozenset(self.feasible_soon))


class ScoreFile(_Shape):
    """The file. `answers` are a self-assessment, `reviews` one set of answers each; exactly one is there."""

    catalogue: str
    version: int
    facts: FactsInFile
    answers: AnswersByQuestion | None = None
    reviews: Annotated[tuple[AnswersByQuestion, ...] | None, Field(strict=False)] = None


def score_file(text: str, catalogues: Catalogues) -> dict[str, Any]:
    """The judgement of the answers in a file, as `docs/score-file.md` describes it.

    Raises `ScoreFileError` with all mistakes of the file.
    """
    content = _read_json(text)
    try:
        file = ScoreFile.model_validate(content)
    except ValidationError as error:
        raise ScoreFileError(
            [*_mistakes_in_shape(error), *_mistakes_in_content(content, catalogues)]
        ) from error
    if found := list(_mistakes_in_content(content, catalogues)):
        raise ScoreFileError(found)
    return _judged(file, catalogues[file.catalogue, file.version])


def _judged(file: ScoreFile, catalogue: Catalogue) -> dict[str, Any]:
    facts = file.facts.as_facts()
    if file.answers is not None:
        assessments = [file.answers]
        judgement = judge(catalogue, file.answers, facts)
    else:
        assessments = list(file.reviews or ())
        judgement = judge_reviews(catalogue, assessments, facts)
    return judgement_data(catalogue, judgement, what_helps_most(catalogue, judgement, assessments, facts))


# --- JSON ---------------------------------------------------------------------------------------------


def _read_json(text: str) -> dict[str, Any]:
    twice: list[str] = []

    def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return dict(pairs)

    try:
        # Editors on Windows put a byte order mark in front, which is no mistake of its author.
        content = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=once_each)
        json.dumps(content, ensure_ascii=False).encode()  # half of a character could not be printed later
    except json.JSONDecodeError as error:
        place = {"line": str(error.lineno), "column": str(error.colno)}
        raise ScoreFileError([Message("score.not_json", place)]) from error
    except (RecursionError, ValueError) as error:
        # Nested without end, a number of thousands of digits, or half of a character.
        raise ScoreFileError([Message.of("score.beyond_limits")]) from error
    if twice:
        # Which of the two was meant is the author's to say, not the last one's to win.
        raise ScoreFileError([Message.of("score.entry_twice", entry=key) for key in dict.fromkeys(twice)])
    if not isinstance(content, dict):
        raise ScoreFileError([Message.of("score.not_an_object")])
    return content


# --- mistakes of shape --------------------------------------------------------------------------------

EXPECTED = {
    "catalogue": "score.expects_catalogue",
    "version": "score.expects_version",
    "facts": "score.expects_facts",
    "facts.phase": "score.expects_phase",
    "facts.goal_located": "score.expects_yes_or_no",
    "facts.feasible_soon": "score.expects_question_list",
    "answers": "score.expects_answers",
    "reviews": "score.expects_reviews",
}
"""What should stand at each path; each sentence names the path."""


def _mistakes_in_shape(error: ValidationError) -> Iterator[Message]:
    for mistake in error.errors(include_url=False, include_context=False, include_input=False):
        yield _mistake_in_shape(mistake["type"], mistake["loc"])


def _mistake_in_shape(kind: str, where: tuple[int | str, ...]) -> Message:
    path = _path(where)
    if kind == "missing":
        return Message.of("score.entry_missing", path=path)
    if kind == "extra_forbidden":
        return Message.of("score.entry_unknown", path=path)
    names = ".".join(part for part in where if isinstance(part, str))
    if names not in EXPECTED:
        return Message.of("score.expects_answer", path=path)
    return Message.of(EXPECTED[names], path=path, phases=", ".join(Phase))


def _path(where: tuple[int | str, ...]) -> str:
    """`reviews[0].S1`, counted from 0 as JSON does."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).removeprefix(".")


# --- mistakes of content ------------------------------------------------------------------------------

BOTH_ENTRIES = {"answers": '"answers"', "reviews": '"reviews"'}


def _mistakes_in_content(content: Mapping[str, Any], catalogues: Catalogues) -> Iterator[Message]:
    yield from _which_answers(content)
    name, version = content.get("catalogue"), content.get("version")
    if not (isinstance(name, str) and isinstance(version, int)):
        return
    catalogue = catalogues.get((name, version))
    if catalogue is None:
        yield _unknown_catalogue(name, version, catalogues)
        return
    yield from _unknown_questions_in_facts(content.get("facts"), catalogue)
    for path, answers in _answer_sheets(content):
        for key, raw in answers.items():
            yield from _unfit(catalogue, f"{path}.{key}", key, raw)


def _which_answers(content: Mapping[str, Any]) -> Iterator[Message]:
    has_answers, has_reviews = (content.get(name) is not None for name in ("answers", "reviews"))
    if has_answers and has_reviews:
        yield Message.of("score.answers_and_reviews", **BOTH_ENTRIES)
    if not has_answers and not has_reviews:
        yield Message.of("score.neither_answers_nor_reviews", **BOTH_ENTRIES)
    if content.get("reviews") == []:
        yield Message.of("score.no_review", path="reviews")


def _unknown_catalogue(name: str, version: int, catalogues: Catalogues) -> Message:
    known = tuple(
        Message.of("score.catalogue_and_version", catalogue=known_name, version=str(known_version))
        for known_name, known_version in sorted(catalogues)
    )
    if not known:
        return Message.of("score.no_catalogue")
    wanted = Message.of("score.catalogue_and_version", catalogue=name, version=str(version))
    return Message.of("score.catalogue_unknown", wanted=wanted, known=known)


def _unknown_questions_in_facts(facts: Any, catalogue: Catalogue) -> Iterator[Message]:
    named = facts.get("feasible_soon") if isinstance(facts, dict) else None
    for number, key in enumerate(named if isinstance(named, list) else []):
        if isinstance(key, str) and key not in catalogue.questions:
            path = _path(("facts", "feasible_soon", number))
            yield Message.of("score.question_unknown", path=path, question=key, catalogue=catalogue.name)


def _answer_sheets(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every set of answers that is one, with its path."""
    reviews = content.get("reviews")
    numbered = enumerate(reviews if isinstance(reviews, list) else [])
    sheets = [
        ("answers", content.get("answers")),
        *((f"reviews[{number}]", sheet) for number, sheet in numbered),
    ]
    for path, sheet in sheets:
        if isinstance(sheet, dict):
            yield path, sheet


def _unfit(catalogue: Catalogue, path: str, key: str, raw: Any) -> Iterator[Message]:
    question = catalogue.questions.get(key)
    if question is None:
        yield Message.of("score.question_unknown", path=path, question=key, catalogue=catalogue.name)
        return
    try:
        answer = _given_answer(raw)
    except ValueError:
        return  # its shape is wrong, which has been told
    if answer.level is not None and not 0 <= answer.level <= question.top_level:
        yield Message.of(
            "score.level_impossible", path=path, level=str(answer.level), top=str(question.top_level)
        )
    if answer == NOT_APPLICABLE and not question.not_applicable:
        yield Message.of("score.not_applicable_not_allowed", path=path)
