"""What all admissible weightings say about an order. None of it depends on the weights that are in force, so
that it is computed once while one of them moves.

Remembered by content: the same values give the same answer, whoever asks and whenever.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.firmness.arrays import Floats, OpenAnswers
from toolkit.scoring import acceptability, likely_ranks, pairwise_winning, sample_weights

SEED = 20221122
SAMPLES, OPEN_SAMPLES = 5_000, 1_000
"""Shares are exact to about one point in a hundred. Fewer where answers are open, as a table of values is
drawn for each weighting: there only ranks are told, no shares."""

Order: TypeAlias = tuple[int, ...] | None
"""Columns from the most important on, where only weightings that fall in this order are admissible."""


@dataclass(frozen=True, slots=True, eq=False)
class Admissible:
    """For each row the share of weightings that put it first, and its lowest and highest likely rank: over
    the weightings alone, and over them and all that the open answers may yet become."""

    first: Floats
    ranks: NDArray[np.int64]
    ranks_with_open: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class _Known:
    """Values that compare by their content."""

    content: bytes
    shape: tuple[int, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and (self.shape, self.content) == (other.shape, other.content)

    def __hash__(self) -> int:
        return hash(self.content)

    @classmethod
    def of(cls, values: Floats) -> _Known:
        return cls(np.ascontiguousarray(values).tobytes(), values.shape)

    @property
    def values(self) -> Floats:
        return np.frombuffer(self.content, dtype=np.float64).reshape(self.shape)


def over_admissible_weights(values: Floats, open_ones: OpenAnswers, order: Order = None) -> Admissible:
    return _over_admissible_weights(_Known.of(values), open_ones, order)


def winning_shares(values: Floats, order: Order = None) -> Floats:
    """The share of the admissible weightings under which the row is ahead of the column; exact."""
    return _winning_shares(_Known.of(values), order)


@lru_cache(maxsize=64)
def _over_admissible_weights(known: _Known, open_ones: OpenAnswers, order: Order) -> Admissible:
    values, rng = known.values, np.random.default_rng(SEED)
    weights = sample_weights(values.shape[1], SAMPLES, order=order, rng=rng)
    shares = acceptability(values, weights).rank_acceptability
    ranks = likely_ranks(shares)
    with_open = ranks
    if open_ones.cells:
        weights = weights[:OPEN_SAMPLES]
        drawn = acceptability(_drawn(values, open_ones, rng), weights).rank_acceptability
        with_open = likely_ranks(drawn)
    return Admissible(shares[:, 0].copy(), ranks, with_open)


# Tables of all pairs are large: eight megabytes for a thousand measures.
@lru_cache(maxsize=16)
def _winning_shares(known: _Known, order: Order) -> Floats:
    shares = pairwise_winning(known.values, order=order)
    shares.flags.writeable = False
    return shares


def _drawn(values: Floats, open_ones: OpenAnswers, rng: np.random.Generator) -> Floats:
    """A table of values for each sample: every open answer gets one of its levels, all equally likely."""
    drawn = np.tile(values, (OPEN_SAMPLES, 1, 1))
    for criterion in open_ones.criteria:
        drawn[:, criterion.row, criterion.column] = criterion.judged
    for cell in open_ones.cells:
        drawn[:, cell.row, cell.column] += cell.weight * rng.choice(cell.values, OPEN_SAMPLES)
    return drawn
