"""What must not matter: the scale of weights, the order of anything, questions that do not apply.

Everything is compared exactly: results are fractions, not floats.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.judging.catalogues import (
    Given,
    any_catalogue,
    cases,
    content_of,
    facts,
    full_answers,
    scaled,
    where_not_applicable_is_allowed,
    without_questions,
)
from toolkit.catalogue.schema import Catalogue
from toolkit.judging import NOT_APPLICABLE, Facts, Judgement, Score, judge, what_helps_most
from toolkit.judging.gate import questions_of_gate

Case = tuple[Catalogue, Given, Facts]


def numbers(score: Score) -> tuple[Any, ...]:
    return score.value, score.coverage, score.low, score.high


def without_order(judgement: Judgement) -> dict[str, Any]:
    """Everything a judgement says, apart from the order of questions and criteria and the weights' scale."""
    return {
        "total": numbers(judgement.total),
        "criteria": {
            item.criterion: (numbers(item.score), item.judged, item.applicable, item.enough)
            for item in judgement.criteria
        },
        "questions": {item.question: item for item in judgement.questions},
        "gate": judgement.gate,
        "counts": (judgement.judged, judgement.applicable, judgement.needed, judgement.enough_judged),
        "usual": judgement.on_or_above_usual,
        "class": judgement.class_id,
    }


@given(st.data())
def test_the_scale_of_weights_does_not_matter(data: st.DataObject) -> None:
    one, answers, sheet = data.draw(cases())
    keys = ["", *(criterion.id for criterion in one.criteria)]
    factors = {key: data.draw(st.integers(1, 1000)) for key in keys}
    assert without_order(judge(scaled(one, factors), answers, sheet)) == without_order(
        judge(one, answers, sheet)
    )


@given(st.data())
def test_the_order_of_criteria_questions_and_answers_does_not_matter(data: st.DataObject) -> None:
    one, answers, sheet = data.draw(cases())
    content = content_of(one)
    content["criteria"] = data.draw(st.permutations(content["criteria"]))
    for criterion in content["criteria"]:
        criterion["questions"] = data.draw(st.permutations(criterion["questions"]))
    shuffled = type(one).model_validate(content)
    in_other_order = dict(data.draw(st.permutations(list(answers.items()))))
    before, after = (
        without_order(judge(one, answers, sheet)),
        without_order(judge(shuffled, in_other_order, sheet)),
    )
    assert _in_any_order(before) == _in_any_order(after)


def _in_any_order(said: dict[str, Any]) -> dict[str, Any]:
    outcome = said["gate"].outcome
    return said | {"gate": (outcome.state, outcome.demands, outcome.missing, set(outcome.undetermined))}


@given(st.data())
def test_what_does_not_apply_counts_as_if_it_were_not_asked(data: st.DataObject) -> None:
    drawn, answers, sheet = data.draw(cases())
    of_gate = questions_of_gate(drawn)
    candidates = [key for key in drawn.questions if key not in of_gate]
    gone = data.draw(st.lists(st.sampled_from(candidates), unique=True) if candidates else st.just([]))
    gone = gone[: len(drawn.questions) - 1]
    one = where_not_applicable_is_allowed(drawn, gone)
    answers |= dict.fromkeys(gone, NOT_APPLICABLE)
    shorter = without_questions(one, gone)
    fewer = {key: answer for key, answer in answers.items() if key not in gone}
    before = without_order(judge(one, answers, sheet))
    after = without_order(judge(shorter, fewer, sheet))
    for key in gone:
        del before["questions"][key]
    before["criteria"] = {key: before["criteria"][key] for key in after["criteria"]}
    assert before == after


@given(st.data())
def test_also_in_the_gate_what_does_not_apply_has_no_number(data: st.DataObject) -> None:
    one = data.draw(any_catalogue)
    answers, sheet = data.draw(full_answers(one)), data.draw(facts(one))
    judgement = judge(one, answers, sheet)
    for key, answer in answers.items():
        if answer == NOT_APPLICABLE:
            assert judgement.question(key).value is None
            assert not judgement.question(key).below_usual
            assert all(term.key != key for result in judgement.criteria for term in result.score.terms)
            assert all(advice.question != key for advice in what_helps_most(one, judgement, [answers], sheet))
