"""The example of the page that explains the method: made for any catalogue, judged as every measure is."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from tests.houses import panel_catalogue
from tests.judging.catalogues import catalogues
from toolkit.catalogue import Catalogue
from toolkit.judging import AnswerKind, GateState, Phase, judge
from toolkit.judging.worked_example import worked_example


def test_the_panels_example_has_an_answer_of_each_kind_that_the_page_explains() -> None:
    example = worked_example(panel_catalogue())
    without = {key: answer.kind for key, answer in example.answers.items() if answer.level is None}
    assert without == {"S3": AnswerKind.NOT_APPLICABLE, "T4": AnswerKind.CANNOT_JUDGE}
    moved = {
        result.question: (result.reached or 0) - result.usual
        for result in example.judgement.questions
        if result.reached not in (None, result.usual)
    }
    assert moved == {"S4": 1, "T3": -1}


def test_the_panels_example_is_viable_and_has_a_range() -> None:
    judgement = worked_example(panel_catalogue()).judgement
    assert (judgement.class_id, judgement.judged, judgement.applicable) == ("viable", 10, 11)
    assert judgement.total.low < (judgement.total.value or Fraction(0)) < judgement.total.high


def test_the_panels_example_shows_that_points_do_not_make_up_for_the_gate() -> None:
    failed = worked_example(panel_catalogue()).best_without_the_gate()
    assert failed is not None
    question, judgement = failed
    assert (question.id, judgement.gate.state, judgement.class_id) == ("S1", GateState.NOT_MET, "isolated")
    assert judgement.total.value == Fraction(275, 3)


def test_the_panels_example_shows_a_shared_rank_and_the_one_left_out() -> None:
    places = worked_example(panel_catalogue()).places_with_a_twin()
    assert [(place.thing, place.rank) for place in places] == [("A", 1), ("B", 2), ("C", 2), ("D", 4)]


def test_the_same_answers_reach_less_of_what_is_usual_the_further_the_measure_is() -> None:
    example = worked_example(panel_catalogue())
    reached = [example.in_phase(phase) for phase in (Phase.IDEA, Phase.PILOT, Phase.OPERATION)]
    assert [judgement.on_or_above_usual for judgement in reached] == [9, 1, 0]
    assert len({judgement.total for judgement in reached}) == 1


@given(catalogue=catalogues())
def test_every_catalogue_has_an_example_that_is_judged_like_any_measure(catalogue: Catalogue) -> None:
    example = worked_example(catalogue)
    assert example.judgement == judge(catalogue, example.answers, example.facts)
    assert {place.rank for place in example.places_with_a_twin()} <= {1, 2, 3, 4}
    failed = example.best_without_the_gate()
    assert failed is None or failed[1].gate.state is GateState.NOT_MET
