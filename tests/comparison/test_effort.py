"""Nutzen und Aufwand: who is surpassed by nobody in both, and that a missing figure is never 0."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.comparison.test_comparison import comparison_for
from tests.firmness.comparisons import at, compared
from tests.houses import TestHouse
from toolkit import effort
from toolkit.access import Grant
from toolkit.comparison import BenefitAndEffort, Comparison, EffortKind, benefit_and_effort
from toolkit.figures.benefit import benefit_figure
from toolkit.messages import LANGUAGES, translate
from toolkit.model import Release, ReleaseKind, Role
from toolkit.storage import Database


def costing(comparison: Comparison, *own_shares: int | None) -> Comparison:
    """The same measures with these own shares, in their order."""
    pairs = zip(comparison.measures, own_shares, strict=True)
    measures = tuple(
        replace(measure, own_share=None if cost is None else Decimal(cost)) for measure, cost in pairs
    )
    return Comparison(comparison.catalogue, measures)


def with_costs(pairs: list[tuple[int, int]]) -> Comparison:
    """A measure for each pair of level and own share."""
    return costing(compared(*(at(level, level, level) for level, _ in pairs)), *(cost for _, cost in pairs))


def standing(found: BenefitAndEffort) -> dict[int, tuple[bool, bool]]:
    return {point.measure.measure_id: (point.is_ranked, point.unsurpassed) for point in found.points}


def test_on_the_front_is_what_no_other_ranked_measure_surpasses_in_both() -> None:
    better, dear, cheap, worse = at(3, 3, 3), at(4, 4, 4), at(1, 1, 1), at(1, 1, 2)
    comparison = costing(compared(better, dear, cheap, worse), 500, 9000, 0, 600)
    found = benefit_and_effort(comparison, EffortKind.OWN_SHARE)
    assert [point.measure.measure_id for point in found.points] == [3, 1, 4, 2]
    assert standing(found) == {3: (True, True), 1: (True, True), 4: (True, False), 2: (True, True)}


def test_a_measure_without_a_figure_stands_apart_and_never_counts_as_0() -> None:
    comparison = costing(compared(at(2, 2, 2), at(3, 3, 3), {}), None, 100, 100)
    found = benefit_and_effort(comparison, EffortKind.OWN_SHARE)
    assert [point.measure.measure_id for point in found.points] == [2]
    assert [measure.measure_id for measure in found.without_figure] == [1]
    assert [measure.measure_id for measure in found.without_total] == [3]


def test_what_stands_apart_from_the_ranking_surpasses_nobody() -> None:
    """The first has the most points and costs nothing, but fails the minimum requirement."""
    comparison = costing(compared(at(0, 4, 4), at(2, 2, 2)), 0, 100)
    assert standing(benefit_and_effort(comparison, EffortKind.OWN_SHARE)) == {
        1: (False, False),
        2: (True, True),
    }


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), max_size=7))
@settings(max_examples=25, deadline=None)
def test_the_front_is_what_comparing_each_pair_finds(pairs: list[tuple[int, int]]) -> None:
    comparison = with_costs(pairs)
    expected = {
        number
        for number, (level, cost) in enumerate(pairs, start=1)
        if not any(other[0] >= level and other[1] <= cost and other != (level, cost) for other in pairs)
    }
    found = benefit_and_effort(comparison, EffortKind.OWN_SHARE)
    assert {point.measure.measure_id for point in found.front} == expected


UNSURPASSED = "von keiner anderen in allem übertroffen: mehr Gesamtwert kostet mehr (Eigenanteil)."
HEADLINES = [
    ([], "Zu keiner dieser Maßnahmen ist angegeben: Eigenanteil."),
    ([(2, 5)], f"„Maßnahme 1“ wird {UNSURPASSED}"),
    (
        [(1, 1), (2, 2)],
        f"„Maßnahme 1“ und „Maßnahme 2“ werden {UNSURPASSED}",
    ),
    (
        [(1, 1), (2, 2), (3, 3), (4, 4), (1, 9)],
        f"4 von 5 Maßnahmen werden {UNSURPASSED}",
    ),
    ([(0, 5)], "Die eine Maßnahme mit Angabe zu „Eigenanteil“ steht nicht in der Rangfolge."),
]


@pytest.mark.parametrize(("pairs", "sentence"), HEADLINES)
def test_the_title_states_the_finding(pairs: list[tuple[int, int]], sentence: str) -> None:
    comparison = with_costs(pairs)
    found = benefit_and_effort(comparison, EffortKind.OWN_SHARE)
    assert translate(effort.headline(found), "de") == sentence


def test_the_drawing_tells_by_shape_what_surpasses_what() -> None:
    comparison = costing(compared(at(0, 4, 4), at(2, 2, 2), at(1, 1, 1)), 0, 100, 300)
    found = benefit_and_effort(comparison, EffortKind.OWN_SHARE)
    for language in LANGUAGES:
        figure = benefit_figure(found, language)
        assert [(trace.marker.symbol, list(trace.x)) for trace in figure.data] == [
            ("x-thin-open", [0.0]),
            ("circle-open", [300.0]),
            ("circle", [100.0]),
        ]
        assert list(figure.data[2].text) == ["Maßnahme 2"]


def test_a_released_result_shows_no_figures_of_the_fact_sheet(any_database: Database) -> None:
    house = TestHouse.furnished(any_database)
    neighbour, town = house.municipality("Altdorf"), house.municipality("Neustadt")
    hanna = house.person("hanna@example.de", Grant(Role.PLANNING, municipality_id=neighbour))
    measure_id = house.measure(town, own_share="5000")
    house.answer_all(measure_id, 2)
    house.submit(measure_id)
    shown = {}
    for kind in (ReleaseKind.RESULT, ReleaseKind.FACT_SHEET):
        with any_database.writing() as session:
            session.add(Release(measure_id=measure_id, kind=kind))
        (seen,) = comparison_for(house, house.actor_of(hanna)).measures
        shown[kind] = seen.own_share
    assert shown == {ReleaseKind.RESULT: None, ReleaseKind.FACT_SHEET: Decimal(5000)}
    assert [one.own_share for one in comparison_for(house, house.actor).measures] == [Decimal(5000)]
