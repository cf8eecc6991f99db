"""An invented measure by which the method is explained, made for whatever catalogue is in force.

Only the answers are invented. Everything that is said about them comes out of `judge` and `rank_measures`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.catalogue.schema import Catalogue, Question
from toolkit.judging.answers import CANNOT_JUDGE, NOT_APPLICABLE, Answers, Facts, GivenAnswer, Phase
from toolkit.judging.gate import GateState, questions_of_gate
from toolkit.judging.judgement import Judgement, judge
from toolkit.judging.ranking import Place, rank_measures


@dataclass(frozen=True)
class WorkedExample:
    """An idea on the usual levels, but for one higher and one lower answer and two without a level."""

    catalogue: Catalogue
    answers: Answers
    facts: Facts

    @cached_property
    def judgement(self) -> Judgement:
        return judge(self.catalogue, self.answers, self.facts)

    def in_phase(self, phase: Phase) -> Judgement:
        """The same answers, had the measure come further."""
        return judge(self.catalogue, self.answers, replace(self.facts, phase=phase))

    def best_without_the_gate(self) -> tuple[Question, Judgement] | None:
        """Everything at the top but one question at the bottom, which fails the gate; None where no single
        question of the catalogue can do so."""
        questions = self.catalogue.questions.values()
        best = {question.id: GivenAnswer.at(question.top_level) for question in questions}
        for question in questions:
            judgement = judge(self.catalogue, {**best, question.id: GivenAnswer.at(0)}, self.facts)
            if judgement.gate.state is GateState.NOT_MET:
                return question, judgement
        return None

    def places_with_a_twin(self) -> tuple[Place[str], ...]:
        """The ranks of A, a level better than the example; B, the example; C, its twin; D, a level worse."""
        shifted = {"A": 1, "B": 0, "C": 0, "D": -1}
        judged = {
            name: judge(self.catalogue, self._moved_by(levels), self.facts)
            for name, levels in shifted.items()
        }
        lists = rank_measures(judged).lists
        return lists[0].places if lists else ()

    def _moved_by(self, levels: int) -> Answers:
        """With one answer higher or lower: the first outside the gate that has room."""
        for key in _outside_the_gate(self.catalogue):
            level = self.answers[key].level
            if level is not None and 0 <= level + levels <= self.catalogue.questions[key].top_level:
                return {**self.answers, key: GivenAnswer.at(level + levels)}
        return self.answers


def worked_example(catalogue: Catalogue) -> WorkedExample:
    facts = Facts(phase=Phase.IDEA, goal_located=True)
    usual = {key: _usual(question, facts.phase) for key, question in catalogue.questions.items()}
    away = _question_that_may_not_apply(catalogue)
    others = [key for key in _outside_the_gate(catalogue) if key != away]
    answers = usual | {key: GivenAnswer.at(level) for key, level in _out_of_line(catalogue, others, usual)}
    if others:
        answers[others[-1]] = CANNOT_JUDGE
    if away:
        answers[away] = NOT_APPLICABLE
    return WorkedExample(catalogue, answers, facts)


def _out_of_line(
    catalogue: Catalogue, keys: list[str], usual: dict[str, GivenAnswer]
) -> list[tuple[str, int]]:
    """The first one level above what is usual, the last but one a level below."""
    if len(keys) < 3:
        return []
    above = min((usual[keys[0]].level or 0) + 1, catalogue.questions[keys[0]].top_level)
    below = max((usual[keys[-2]].level or 0) - 1, 0)
    return [(keys[0], above), (keys[-2], below)]


def _usual(question: Question, phase: Phase) -> GivenAnswer:
    return GivenAnswer.at(question.usual.at(phase.stage))


def _question_that_may_not_apply(catalogue: Catalogue) -> str | None:
    may = [key for key, question in catalogue.questions.items() if question.not_applicable]
    outside = [key for key in may if key in _outside_the_gate(catalogue)]
    return next(iter([*outside, *may]), None)


def _outside_the_gate(catalogue: Catalogue) -> list[str]:
    gate = questions_of_gate(catalogue)
    return [key for key in catalogue.questions if key not in gate]
