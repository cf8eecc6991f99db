"""Catalogue, answers and facts in; judgement out. Pure: no database, no clock, no screen."""

from toolkit.judging.advice import Advice, what_helps_most
from toolkit.judging.agreement import (
    FAR_APART,
    Agreement,
    QuestionAgreement,
    Severities,
    Strictness,
    agreement_of,
    severities,
)
from toolkit.judging.answers import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    OPEN,
    AnswerKind,
    Answers,
    Facts,
    GivenAnswer,
    Phase,
)
from toolkit.judging.gaps import Gap, gaps_between
from toolkit.judging.gate import (
    GateOutcome,
    GateResult,
    GateState,
    Standing,
    demands_of_gate,
    gate_of,
    gate_over,
    joint_outcome,
)
from toolkit.judging.judgement import Basis, Judgement, judge, judge_reviews
from toolkit.judging.points import rounded, shown_points
from toolkit.judging.questions import QuestionResult, UnfitAnswerError
from toolkit.judging.ranking import Apart, Place, Ranking, RankingList, rank_measures, reason_apart
from toolkit.judging.scores import CriterionResult, Score, Term

__all__ = [
    "CANNOT_JUDGE",
    "FAR_APART",
    "NOT_APPLICABLE",
    "OPEN",
    "Advice",
    "Agreement",
    "AnswerKind",
    "Answers",
    "Apart",
    "Basis",
    "CriterionResult",
    "Facts",
    "Gap",
    "GateOutcome",
    "GateResult",
    "GateState",
    "GivenAnswer",
    "Judgement",
    "Phase",
    "Place",
    "QuestionAgreement",
    "QuestionResult",
    "Ranking",
    "RankingList",
    "Score",
    "Severities",
    "Standing",
    "Strictness",
    "Term",
    "UnfitAnswerError",
    "agreement_of",
    "demands_of_gate",
    "gaps_between",
    "gate_of",
    "gate_over",
    "joint_outcome",
    "judge",
    "judge_reviews",
    "rank_measures",
    "reason_apart",
    "rounded",
    "severities",
    "shown_points",
    "what_helps_most",
]
