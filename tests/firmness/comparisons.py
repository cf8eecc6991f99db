"""Comparisons without a database: measures of invented towns, judged by the panel's catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from tests.judging.catalogues import Given, all_at, levels, panel
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.judging import CANNOT_JUDGE, Facts, GivenAnswer, Judgement, Phase, judge
from toolkit.model import MeasureState, MunicipalityKind

STRATEGY, USERS, TRANSFER = (criterion.id for criterion in panel().criteria)
QUESTIONS = tuple(panel().questions)


def measure(measure_id: int, judgement: Judgement) -> ComparedMeasure:
    return ComparedMeasure(
        measure_id=measure_id,
        revision_number=1,
        title=f"Maßnahme {measure_id}",
        municipality_id=measure_id,
        municipality=f"Ort {measure_id}",
        kind=MunicipalityKind.MUNICIPALITY,
        settlement_type=None,
        funded=None,
        phase=judgement.phase,
        field_of_action=None,
        is_example=False,
        state=MeasureState.SUBMITTED,
        submitted_at=None,
        judgement=judgement,
    )


def judged(given: Given, phase: Phase = Phase.IDEA) -> Judgement:
    return judge(panel(), given, Facts(phase, goal_located=True))


def at(*per_criterion: int, **other: int | None) -> Given:
    """All questions of each criterion at one level; `other` gives single ones another, or none."""
    given: Given = {}
    for criterion, level in zip(panel().criteria, per_criterion, strict=True):
        given |= levels(**{question.id: level for question in criterion.questions})
    changed = {key: CANNOT_JUDGE if level is None else GivenAnswer.at(level) for key, level in other.items()}
    return given | changed


def compared(*given: Given, phases: Sequence[Phase] = ()) -> Comparison:
    """One measure for each set of answers, by the ids 1, 2, 3, …"""
    of_phase = phases or [Phase.IDEA] * len(given)
    return Comparison(
        panel(),
        tuple(
            measure(number, judged(answers, phase))
            for number, (answers, phase) in enumerate(zip(given, of_phase, strict=True), start=1)
        ),
    )


def weights(strategy: float, users: float, transfer: float) -> Mapping[str, float]:
    return {STRATEGY: strategy, USERS: users, TRANSFER: transfer}


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Up to six measures with any levels; a few questions cannot be judged."""
    level = st.sampled_from([GivenAnswer.at(number) for number in range(5)] * 3 + [CANNOT_JUDGE])
    sets = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(QUESTIONS, level)), max_size=6))
    return compared(*(all_at(panel(), 2) | given for given in sets))


WEIGHTS = st.builds(weights, *[st.integers(1, 9)] * 3)
