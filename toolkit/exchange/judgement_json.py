"""A judgement as plain data for JSON. Every key is described in `docs/score-file.md`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from toolkit.catalogue.schema import Catalogue, GateDemand
from toolkit.judging import (
    Advice,
    CriterionResult,
    GateOutcome,
    Judgement,
    QuestionResult,
    Score,
    Term,
    reason_apart,
    rounded,
)
from toolkit.messages import Text

Data = dict[str, Any]


def judgement_data(catalogue: Catalogue, judgement: Judgement, advice: Sequence[Advice]) -> Data:
    """Fractions become floats; rounded points stand beside them, rounded as everywhere."""
    apart = reason_apart(judgement)
    return {
        "catalogue": catalogue.id,
        "version": catalogue.version,
        "sha256": catalogue.sha256,
        "basis": judgement.basis.value,
        "assessments": judgement.assessments,
        "phase": judgement.phase.value,
        "class": _class(catalogue, judgement),
        "gate": _gate(catalogue, judgement, advice),
        "total": _score(judgement.total),
        "judged": judgement.judged,
        "applicable": judgement.applicable,
        "not_applicable": judgement.not_applicable,
        "needed": judgement.needed,
        "enough_judged": judgement.enough_judged,
        "on_or_above_usual": judgement.on_or_above_usual,
        "apart": apart.value if apart else None,
        "criteria": [_criterion(catalogue, result) for result in judgement.criteria],
        "questions": [_question(catalogue, result) for result in judgement.questions],
        "advice": [_advice(catalogue, item) for item in advice],
    }


def _class(catalogue: Catalogue, judgement: Judgement) -> Data:
    found = catalogue.classes_by_id[judgement.class_id]
    return {"id": found.id, "title": _text(found.title), "meaning": _text(found.meaning)}


def _gate(catalogue: Catalogue, judgement: Judgement, advice: Sequence[Advice]) -> Data:
    next_levels = {item.question: item.level for item in advice if item.question is not None}
    outcome = judgement.gate.outcome
    return {
        "state": outcome.state.value,
        "standing": judgement.gate.standing.value,
        "missing": _text(outcome.missing),
        "demands": [
            _demand(catalogue, demand, next_levels.get(demand.question or "")) for demand in outcome.demands
        ],
        "undetermined": list(outcome.undetermined),
        "each": [_outcome(each) for each in judgement.gate.each],
    }


def _demand(catalogue: Catalogue, demand: GateDemand, level: int | None) -> Data:
    return {
        "id": demand.id,
        "question": demand.question,
        "fact": demand.fact.value if demand.fact else None,
        "missing": _text(demand.missing),
        "level": level,
        "anchor": _anchor(catalogue, demand.question, level),
    }


def _outcome(outcome: GateOutcome) -> Data:
    return {
        "state": outcome.state.value,
        "missing": _text(outcome.missing),
        "demands": [demand.id for demand in outcome.demands],
        "undetermined": list(outcome.undetermined),
    }


def _criterion(catalogue: Catalogue, result: CriterionResult) -> Data:
    title = next(criterion.title for criterion in catalogue.criteria if criterion.id == result.criterion)
    return {
        "criterion": result.criterion,
        "title": _text(title),
        "weight": float(result.weight),
        "score": _score(result.score),
        "judged": result.judged,
        "applicable": result.applicable,
        "not_applicable": result.not_applicable,
        "needed": result.needed,
        "enough": result.enough,
    }


def _question(catalogue: Catalogue, result: QuestionResult) -> Data:
    return {
        "question": result.question,
        "criterion": catalogue.criterion_of[result.question].id,
        "title": _text(catalogue.questions[result.question].title),
        "state": result.state.value,
        "levels": list(result.levels),
        "value": _number(result.value),
        "points": _points(result.value),
        "reached": result.reached,
        "inconsistent": result.inconsistent,
        "usual": result.usual,
        "usual_value": float(result.usual_value),
        "below_usual": result.below_usual,
    }


def _advice(catalogue: Catalogue, item: Advice) -> Data:
    return {
        "question": item.question,
        "fact": item.fact.value if item.fact else None,
        "state": item.state.value if item.state else None,
        "level": item.level,
        "anchor": _anchor(catalogue, item.question, item.level),
        "lifts_gate": item.lifts_gate,
        "below_usual_by": float(item.below_usual_by),
        "feasible_soon": item.feasible_soon,
    }


def _score(score: Score) -> Data:
    return {
        "value": _number(score.value),
        "points": _points(score.value),
        "coverage": _number(score.coverage),
        "low": float(score.low),
        "high": float(score.high),
        "low_points": _points(score.low),
        "high_points": _points(score.high),
        "terms": [_term(term) for term in score.terms],
    }


def _term(term: Term) -> Data:
    return {"key": term.key, "weight": float(term.weight), "value": float(term.value)}


def _anchor(catalogue: Catalogue, question: str | None, level: int | None) -> Data | None:
    if question is None or level is None:
        return None
    return _text(catalogue.questions[question].levels[level].anchor)


def _text(text: Text | None) -> Data | None:
    return None if text is None else text.model_dump()


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _points(value: Fraction | None) -> int | None:
    return None if value is None else int(rounded(value))
