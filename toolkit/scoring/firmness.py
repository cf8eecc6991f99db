"""How firm an order is, in three steps for each pair, and the groups that follow from them (rule 12)."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from toolkit.scoring.validation import Integers, Truths, finite, numbers

CLEAR = 0.9
RATHER = 0.7
_ROUNDING = 1e-9  # a share that was summed up may miss the threshold by its last digits


class Firmness(IntEnum):
    """How far the row stands ahead of the column."""

    INDISTINGUISHABLE = 0
    RATHER_AHEAD = 1
    CLEARLY_AHEAD = 2


def firmness(winning: ArrayLike, turned: ArrayLike | None = None) -> Integers:
    """The `Firmness` with which row a is ahead of row b, for each pair.

    `winning` has shape (n, n): the share of the admissible weightings under which a is strictly ahead of
    b, as `pairwise_winning` gives it. `turned` has shape (n, n): whether one level more or less turns the
    pair's order, as `turned_by_a_step` gives it; such a pair is at most rather ahead. Clearly ahead takes
    0.9, rather ahead 0.7; all other entries, the diagonal among them, are 0.

    Raises `ValueError` for other shapes, shares outside 0 … 1, or pairs whose two shares exceed 1.
    """
    shares = _square(winning)
    fragile = np.zeros(shares.shape, dtype=np.bool_) if turned is None else _truths(turned, shares.shape)
    words = np.where(shares >= RATHER - _ROUNDING, Firmness.RATHER_AHEAD, Firmness.INDISTINGUISHABLE)
    words[(shares >= CLEAR - _ROUNDING) & ~(fragile | fragile.T)] = Firmness.CLEARLY_AHEAD
    np.fill_diagonal(words, Firmness.INDISTINGUISHABLE)
    return words.astype(np.int64)


def firmness_groups(words: ArrayLike) -> Integers:
    """The group of each row, 1 the best; between two groups every row is clearly ahead of every other.

    `words` has shape (n, n) as `firmness` gives it; the result has shape (n,). The groups are the strongly
    connected components of the graph with an edge from the better to the worse row where one is clearly
    ahead, and edges both ways elsewhere. Without rows the result is empty.

    Raises `ValueError` for another shape or where two rows are each clearly ahead of the other.
    """
    found = numbers(words, "Words")
    if found.ndim != 2 or found.shape[0] != found.shape[1]:
        raise ValueError(f"Words must be a square table, not of shape {found.shape}.")
    clearly = found == Firmness.CLEARLY_AHEAD
    if (clearly & clearly.T).any():
        raise ValueError("Two rows cannot each be clearly ahead of the other.")
    if len(found) == 0:
        return np.empty(0, dtype=np.int64)
    _, component = connected_components(csr_array(~clearly.T), directed=True, connection="strong")
    # Between two components all edges run one way, so they have one order: the earlier one leads more rows.
    outside = component[:, np.newaxis] != component
    led = (clearly & outside).sum(axis=1)
    _, places = np.unique(-led, return_inverse=True)
    return places.reshape(-1).astype(np.int64) + 1


def _square(winning: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    shares = finite(winning, "Shares of weightings")
    if shares.ndim != 2 or shares.shape[0] != shares.shape[1]:
        raise ValueError(f"Shares of weightings must be a square table, not of shape {shares.shape}.")
    if (shares < 0).any() or (shares + shares.T > 1 + _ROUNDING).any():
        raise ValueError("Shares of weightings must be from 0 to 1, and those of a pair at most 1 together.")
    return shares


def _truths(given: ArrayLike, shape: tuple[int, ...]) -> Truths:
    found = np.asarray(given)
    if found.shape != shape or found.dtype != np.bool_:
        raise ValueError(f"What a level turns must be yes or no for each pair, of shape {shape}.")
    return found
