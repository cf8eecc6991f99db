"""From what people say about the importance of criteria to weights, and whether it contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite, log
from typing import Any

import numpy as np

from toolkit.catalogue import Catalogue
from toolkit.messages import Message
from toolkit.model import WeightingMethod
from toolkit.scoring import ahp, rank_order_centroid, swing

LEVELS = {"low": 1, "medium": 2, "high": 3}
MOST_TIMES = 9
"""Saaty's scale: from equally important to nine times as important."""
CONSISTENT = 0.1
"""Above this ratio Saaty advises to think the comparisons over."""


class UnfitWeightsError(ValueError):
    """What was entered gives no weights; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Three criteria whose comparisons do not fit together: from `first` over `middle` to `last`, how many
    times as important the first two comparisons make `first`, and how many times it was said to be."""

    first: str
    middle: str
    last: str
    implied: float
    said: float


@dataclass(frozen=True, slots=True)
class EnteredWeights:
    """Shares by criterion key that sum to 1. `order` is there where an order was all that was said. Of
    comparisons in pairs: how consistent they are, and where they contradict each other most."""

    weights: Mapping[str, float]
    order: tuple[str, ...] | None = None
    consistency_ratio: float | None = None
    contradiction: Contradiction | None = None

    @property
    def is_consistent(self) -> bool:
        return self.consistency_ratio is None or self.consistency_ratio <= CONSISTENT


def weights_from(catalogue: Catalogue, method: WeightingMethod, entered: Mapping[str, Any]) -> EnteredWeights:
    """The weights that the input amounts to. `entered` has for

    - levels: `levels`, low, medium or high for each criterion (1, 2, 3),
    - order: `order`, all criteria, the most important first (rank-order centroid),
    - swing: `points`, up to 100 for each criterion: what the step from its worst to its best is worth,
    - pairs: `pairs`, for each pair "A|B" how many times as important A is as B, negative the other way round,
    - numbers: `numbers`, any number above 0 for each criterion.

    Raises `UnfitWeightsError` with the sentence that says what is missing.
    """
    return _METHODS[method](catalogue, entered)


def pairs_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The pairs that are compared, as they are written in the input."""
    return tuple(f"{one}|{other}" for one, other in combinations(_keys(catalogue), 2))


def _keys(catalogue: Catalogue) -> list[str]:
    return [criterion.id for criterion in catalogue.criteria]


def _from_levels(catalogue: Catalogue, entered: Mapping[str, Any]) -> EnteredWeights:
    said = _for_each(catalogue, entered, "levels")
    if not set(said) <= set(LEVELS):
        raise UnfitWeightsError(Message.of("weighting.incomplete"))
    return _shares(catalogue, [LEVELS[word] for word in said])


def _from_order(catalogue: Catalogue, entered: Mapping[str, Any]) -> EnteredWeights:
    order, keys = tuple(entered.get("order", ())), _keys(catalogue)
    if len(order) < len(keys):
        raise UnfitWeightsError(Message.of("weighting.incomplete"))
    if sorted(order) != sorted(keys):
        raise UnfitWeightsError(Message.of("weighting.each_once"))
    shares = dict(zip(order, rank_order_centroid(len(keys)).tolist(), strict=True))
    return EnteredWeights({key: shares[key] for key in keys}, order=order)


def _from_swing(catalogue: Catalogue, entered: Mapping[str, Any]) -> EnteredWeights:
    points = _positive(_for_each(catalogue, entered, "points"))
    if max(points) != 100:
        raise UnfitWeightsError(Message.of("weighting.swing_without_100"))
    return EnteredWeights(dict(zip(_keys(catalogue), swing(points).tolist(), strict=True)))


def _from_numbers(catalogue: Catalogue, entered: Mapping[str, Any]) -> EnteredWeights:
    return _shares(catalogue, _positive(_for_each(catalogue, entered, "numbers")))


def _from_pairs(catalogue: Catalogue, entered: Mapping[str, Any]) -> EnteredWeights:
    keys, said = _keys(catalogue), entered.get("pairs", {})
    if set(said) != set(pairs_of(catalogue)):
        raise UnfitWeightsError(Message.of("weighting.incomplete"))
    matrix = np.ones((len(keys), len(keys)))
    for (i, one), (j, other) in combinations(enumerate(keys), 2):
        times = _times(said[f"{one}|{other}"])
        matrix[i, j], matrix[j, i] = times, 1 / times
    found = ahp(matrix)
    contradiction = _contradiction(keys, matrix) if found.consistency_ratio > CONSISTENT else None
    return EnteredWeights(
        dict(zip(keys, found.weights.tolist(), strict=True)),
        consistency_ratio=found.consistency_ratio,
        contradiction=contradiction,
    )


def _times(said: Any) -> float:
    if not isinstance(said, int) or not 1 <= abs(said) <= MOST_TIMES:
        raise UnfitWeightsError(Message.of("weighting.pair_out_of_range", most=MOST_TIMES))
    return float(said) if said > 0 else 1 / abs(said)


def _contradiction(keys: Sequence[str], matrix: np.ndarray[Any, np.dtype[np.float64]]) -> Contradiction:
    """The three criteria whose comparisons fit together worst, told so that each step reads "more important":
    the middle one lies between the other two by what was said of it."""
    worst = max(
        combinations(range(len(keys)), 3),
        key=lambda one: abs(log(matrix[one[0], one[1]] * matrix[one[1], one[2]] / matrix[one[0], one[2]])),
    )
    first, middle, last = sorted(worst, key=lambda one: -float(np.log(matrix[one, list(worst)]).sum()))
    return Contradiction(
        keys[first],
        keys[middle],
        keys[last],
        float(matrix[first, middle] * matrix[middle, last]),
        float(matrix[first, last]),
    )


_METHODS: dict[WeightingMethod, Callable[[Catalogue, Mapping[str, Any]], EnteredWeights]] = {
    WeightingMethod.LEVELS: _from_levels,
    WeightingMethod.ORDER: _from_order,
    WeightingMethod.SWING: _from_swing,
    WeightingMethod.PAIRS: _from_pairs,
    WeightingMethod.NUMBERS: _from_numbers,
}


def _for_each(catalogue: Catalogue, entered: Mapping[str, Any], name: str) -> list[Any]:
    said = entered.get(name, {})
    if set(said) != set(_keys(catalogue)) or None in said.values():
        raise UnfitWeightsError(Message.of("weighting.incomplete"))
    return [said[key] for key in _keys(catalogue)]


def _positive(numbers: Sequence[Any]) -> list[float]:
    """A criterion that counts nothing would not be one (and a measure could be left without a total)."""
    if not all(isinstance(one, int | float) and isfinite(one) and one > 0 for one in numbers):
        raise UnfitWeightsError(Message.of("weighting.not_above_0"))
    return [float(one) for one in numbers]


def _shares(catalogue: Catalogue, numbers: Sequence[float]) -> EnteredWeights:
    whole = sum(numbers)
    return EnteredWeights(
        {key: number / whole for key, number in zip(_keys(catalogue), numbers, strict=True)}
    )
