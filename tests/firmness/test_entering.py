"""From what people say to weights: each way by a plain case, and where comparisons contradict each other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firmness.comparisons import STRATEGY, TRANSFER, USERS
from tests.judging.catalogues import panel
from toolkit.firmness import Contradiction, pairs_of, weights_from
from toolkit.messages import translate
from toolkit.model import WeightingMethod
from toolkit.weighing import consistency_sentence, weights_in_words

KEYS = (STRATEGY, USERS, TRANSFER)
CASES: list[tuple[WeightingMethod, dict[str, Any], tuple[float, ...]]] = [
    (WeightingMethod.LEVELS, {"levels": dict(zip(KEYS, ("high", "medium", "low"), strict=True))}, (3, 2, 1)),
    # Edwards and Barron 1994: 11/18, 5/18, 2/18 for three criteria.
    (WeightingMethod.ORDER, {"order": [TRANSFER, STRATEGY, USERS]}, (5, 2, 11)),
    (WeightingMethod.SWING, {"points": dict(zip(KEYS, (100, 50, 50), strict=True))}, (2, 1, 1)),
    (WeightingMethod.NUMBERS, {"numbers": dict(zip(KEYS, (0.5, 0.25, 0.25), strict=True))}, (2, 1, 1)),
    (WeightingMethod.PAIRS, {"pairs": dict(zip(pairs_of(panel()), (2, 4, 2), strict=True))}, (4, 2, 1)),
    (WeightingMethod.PAIRS, {"pairs": dict(zip(pairs_of(panel()), (-2, -4, -2), strict=True))}, (1, 2, 4)),
]


@pytest.mark.parametrize(("method", "entered", "parts"), CASES)
def test_each_way_gives_its_weights(
    method: WeightingMethod, entered: dict[str, Any], parts: tuple[float, ...]
) -> None:
    found = weights_from(panel(), method, entered)
    assert found.weights == pytest.approx(
        {key: part / sum(parts) for key, part in zip(KEYS, parts, strict=True)}
    )
    assert found.order == (tuple(entered["order"]) if method is WeightingMethod.ORDER else None)
    assert found.is_consistent


def test_comparisons_that_contradict_each_other_name_the_three_criteria() -> None:
    """Strategy three times users, users three times transfer: nine times, but one is said."""
    entered = {"pairs": dict(zip(pairs_of(panel()), (3, 1, 3), strict=True))}
    found = weights_from(panel(), WeightingMethod.PAIRS, entered)
    assert found.contradiction == Contradiction(STRATEGY, USERS, TRANSFER, 9.0, 1.0)
    assert not found.is_consistent
    sentence = consistency_sentence(panel(), found)
    assert sentence is not None
    assert translate(sentence, "de") == (
        "Die Vergleiche widersprechen sich (Konsistenzverhältnis 0,48; bis 0,1 gilt als stimmig)."
        " Am wenigsten passen Strategiebezug, Nutzerorientierung und Übertragbarkeit zusammen: Über"
        " Nutzerorientierung ergibt sich, dass Strategiebezug 9-mal so wichtig ist wie Übertragbarkeit;"
        " angegeben ist 1-mal."
    )


@given(st.tuples(*[st.integers(-9, 9).filter(lambda times: times not in (0, -1))] * 3))
@settings(max_examples=50, deadline=None)
def test_comparisons_in_pairs_give_shares_and_a_contradiction_exactly_where_they_are_inconsistent(
    times: tuple[int, ...],
) -> None:
    entered = {"pairs": dict(zip(pairs_of(panel()), times, strict=True))}
    found = weights_from(panel(), WeightingMethod.PAIRS, entered)
    assert sum(found.weights.values()) == pytest.approx(1)
    assert min(found.weights.values()) > 0
    assert (found.contradiction is None) == found.is_consistent
    if found.contradiction:
        assert found.contradiction.implied != pytest.approx(found.contradiction.said)


def test_weights_in_words_stand_in_the_order_of_the_catalogue() -> None:
    words = weights_in_words(panel(), {TRANSFER: 1 / 6, STRATEGY: 0.5, USERS: 1 / 3})
    assert translate(words, "de") == "Strategiebezug 50 %, Nutzerorientierung 33 % und Übertragbarkeit 17 %"
