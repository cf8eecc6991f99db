"""How often each alternative takes each rank, and which weightings put it first (SMAA-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.scoring.validation import Floats, Integers, Truths, table

_SAMPLES = 250  # weightings that are in memory at a time
_CELLS = 1 << 18  # and numbers of one chunk, where there are many alternatives or values for each sample
_SAME = 2.0**-46  # scores from 0 to 1 that differ by less differ by rounding
_UNTHREADED = 200_000  # multiplications
_WAITING = 1_000_000  # cells to be counted
_DENSE = 4096  # up to here a table of all ranks is counted at once


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What the samples say. Where several rows share a place they share its count in equal parts.

    `rank_acceptability[i, r]` (n, n) is the share of samples in which row i has rank r + 1; rows and columns
    sum to 1. `central_weights[i]` (n, m) is the mean of the weightings that put row i first, NaN where
    none does. `size` is the number of samples: whoever shows shares from fewer of them, as while a control
    moves, says so. `confidence` and `pairwise_winning` are calculated when they are first asked for, from the
    arrays that came in, which must be unchanged until then.
    """

    rank_acceptability: Floats
    central_weights: Floats
    size: int
    _samples: Samples

    @cached_property
    def confidence(self) -> Floats:
        """(n,): the share of value samples in which the row is first under its own central weights; with
        one table of values 1 or 0, rows that share the first place share it. NaN where it is never first."""
        result = np.full(len(self.central_weights), np.nan)
        for row in np.flatnonzero(~np.isnan(self.central_weights[:, 0])):
            result[row] = self._samples.first_under(self.central_weights[row], int(row))
        return result

    @cached_property
    def pairwise_winning(self) -> Floats:
        """(n, n): the share of samples in which row a is strictly ahead of row b."""
        return self._samples.pairwise_winning()


def acceptability(values: ArrayLike, weights: ArrayLike) -> Acceptability:
    """SMAA-2: rank acceptability, central weights and confidence factors from samples of weights.

    `weights` has shape (size, m), each row from 0 on and divided by its sum. `values` has shape (n, m),
    all criteria on one scale, larger is better; or (size, n, m) where values are uncertain, one table for
    each sample. Equal rows share; so do rows whose weighted sums differ by rounding only. Memory beyond
    input and result does not grow with the number of samples.

    With one row its acceptability is 1; where all rows are equal each takes every rank equally often.
    Raises `ValueError` for other shapes, no samples, no rows, NaN or infinity, negative weights, or a
    weighting that is 0 throughout.

    Source: Lahdelma and Salminen 2001, SMAA-2, Operations Research 49.
    """
    samples = _samples(values, weights)
    counts = _Counts(samples)
    for places in samples.places():
        counts.add(places)
    size = len(samples.weights)
    return Acceptability(counts.rank_acceptability(), counts.central_weights(), size, samples)


# --- samples ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """One chunk of samples: rows from worst to best, and where a new group of equal ones starts."""

    weights: Floats
    rows: NDArray[np.int64]
    scores: Floats
    tied: Integers
    """The samples of the chunk in which rows share a place."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Different rows, how often each occurs, and the weights; or a table of values for each sample."""

    values: NDArray[np.generic]
    weights: NDArray[np.generic]
    members: Integers
    """For each row that came in, its row among the different ones."""
    copies: Integers

    @property
    def step(self) -> int:
        cells = self.values.size // len(self.weights) if self.values.ndim == 3 else self.copies.size
        return max(1, min(_SAMPLES, _CELLS // cells))

    def places(self) -> Iterator[Places]:
        for start in range(0, len(self.weights), self.step):
            part = slice(start, start + self.step)
            weights = _normalised(self.weights[part])
            scores = _scores(self.values if self.values.ndim == 2 else self.values[part], weights)
            rows, tied = _sorted(scores)
            yield Places(weights, rows, scores, tied)

    def first_under(self, weights: Floats, row: int) -> float:
        tables = 1 if self.values.ndim == 2 else len(self.values)
        total = 0.0
        for start in range(0, tables, self.step):
            part = self.values if self.values.ndim == 2 else self.values[start : start + self.step]
            count = 1 if self.values.ndim == 2 else len(part)
            scores = _scores(part, np.tile(weights, (count, 1)))
            best = scores >= scores.max(axis=1, keepdims=True) - _SAME
            total += float((best[:, self.members[row]] / (best @ self.copies)).sum())
        return total / tables

    def pairwise_winning(self) -> Floats:
        ahead = np.zeros((self.copies.size, self.copies.size), dtype=np.int64)
        for places in self.places():
            ranks = np.empty(places.rows.shape, dtype=np.int32)
            np.put_along_axis(ranks, places.rows, np.arange(self.copies.size, dtype=np.int32)[np.newaxis], 1)
            for sample in places.tied:
                ranks[sample, places.rows[sample]] = np.cumsum(_starts(places, np.array([sample]))[0]) - 1
            by_row = np.ascontiguousarray(ranks.T)
            for row in range(self.copies.size):
                ahead[row] += np.count_nonzero(by_row[row] > by_row, axis=1)
        shares: Floats = ahead[np.ix_(self.members, self.members)] / len(self.weights)
        return shares


def _samples(values: ArrayLike, weights: ArrayLike) -> Samples:
    tables, given = np.asarray(values), np.asarray(weights)
    if given.ndim != 2 or given.size == 0:
        raise ValueError(f"Weights must be a table of samples by criteria, not of shape {given.shape}.")
    if tables.ndim == 3:
        if len(tables) != len(given) or tables.shape[2] != given.shape[1] or tables.shape[1] == 0:
            raise ValueError(f"Values of shape {tables.shape} do not fit weights of shape {given.shape}.")
        rows = np.arange(tables.shape[1])
        return Samples(tables, given, rows, np.ones_like(rows))
    checked = table(values)
    if len(checked) == 0 or checked.shape[1] != given.shape[1]:
        raise ValueError(f"Values of shape {checked.shape} do not fit weights of shape {given.shape}.")
    different, members, copies = np.unique(
        checked + 0.0,
        axis=0,
        return_inverse=True,
        return_counts=True,  # −0 is 0
    )
    return Samples(different, given, members.reshape(-1), copies)


def _normalised(weights: NDArray[np.generic]) -> Floats:
    found = table(weights, "Weights")
    if (found < 0).any():
        raise ValueError("Weights must not be negative.")
    largest = found.max(axis=1, keepdims=True)
    if (largest == 0).any():
        raise ValueError("The weights of a sample must not all be 0.")
    near_one = found / largest
    shares: Floats = near_one / near_one.sum(axis=1, keepdims=True)
    return shares


def _scores(values: NDArray[np.generic], weights: Floats) -> Floats:
    """Weighted sums from 0 to 1 in each sample, in the order of the weighted sums of the values.

    What all rows have in common is taken away first, so that it cannot hide what they differ by.
    """
    tables = np.asarray(values, dtype=np.float64)
    if values.ndim == 3 and not np.isfinite(tables).all():
        raise ValueError("Values must be finite numbers.")
    tables = tables / 4 if np.abs(tables).max() > 1e300 else tables  # so that no difference overflows
    lowest = tables.min(axis=-2, keepdims=True)
    ranges = tables.max(axis=-2, keepdims=True) - lowest
    shares = (tables - lowest) / np.where(ranges > 0, ranges, 1.0)
    widest = ranges.max(axis=-1, keepdims=True)
    effects = weights * (ranges / np.where(widest > 0, widest, 1.0)).reshape(-1, weights.shape[1])
    effects /= np.maximum(effects.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    if values.ndim == 2:
        return _product(effects, np.ascontiguousarray(shares.T))
    scores: Floats = np.matmul(shares, effects[:, :, np.newaxis])[:, :, 0]
    return scores


def _product(left: Floats, right: Floats) -> Floats:
    """The matrix product in pieces so small that the linear algebra does not start threads for them: on a
    busy machine it would spend ten times longer waiting for them."""
    result = np.empty((len(left), right.shape[1]))
    rows = max(1, _UNTHREADED // right.size)
    for start in range(0, len(left), rows):
        np.matmul(left[start : start + rows], right, out=result[start : start + rows])
    return result


def _sorted(scores: Floats) -> tuple[NDArray[np.int64], Integers]:
    """Rows from worst to best, and the samples in which some may share a place.

    Sorting whole numbers that carry their row is several times faster than sorting positions.
    """
    n = scores.shape[1]
    bits = max(1, (n - 1).bit_length())
    keys = (scores * 2.0 ** (62 - bits)).astype(np.int64)
    keys <<= bits
    keys |= np.arange(n)
    keys.sort(axis=1)
    near = (int(_SAME * 2.0 ** (62 - bits)) + 2) << bits
    doubtful = np.flatnonzero((np.diff(keys, axis=1) < near).any(axis=1))
    keys &= (1 << bits) - 1
    tied = []
    for sample in doubtful:
        keys[sample] = np.argsort(scores[sample], kind="stable")
        if (np.diff(scores[sample, keys[sample]]) <= _SAME).any():
            tied.append(sample)
    return keys, np.array(tied, dtype=np.int64)


def _starts(places: Places, samples: Integers) -> Truths:
    """Where from worst to best a new group of equal rows starts, in each of the samples."""
    ascending = np.take_along_axis(places.scores[samples], places.rows[samples], axis=1)
    first = np.ones((len(ascending), 1), dtype=np.bool_)
    return np.concatenate((first, np.diff(ascending, axis=1) > _SAME), axis=1)


# --- counting -----------------------------------------------------------------------------------------


class _Counts:
    """How often each different row started at each rank, and the weights that put it first."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self.n, self.different = samples.members.size, samples.copies.size
        self.starts = np.zeros((self.n, self.different), dtype=np.int64)
        self.waiting: list[Integers] = []
        self.shared: Floats | None = None  # rises and falls of the counts of rows that share places
        self.first = np.zeros(self.different)
        self.weights = np.zeros((self.different, samples.weights.shape[1]))

    def add(self, places: Places) -> None:
        alone = np.ones(len(places.rows), dtype=np.bool_)
        alone[places.tied] = False
        rows = places.rows if alone.all() else places.rows[alone]
        better = self.n - np.cumsum(self.samples.copies[rows], axis=1) if self._repeats else self._better
        self._count(better * self.different + rows)
        if len(rows):
            np.add.at(self.first, rows[:, -1], 1.0)
            np.add.at(self.weights, rows[:, -1], places.weights[alone])
        if places.tied.size:
            self._share(places)

    def rank_acceptability(self) -> Floats:
        """Copies of a row share the ranks from where they start."""
        self._count_waiting()
        up_to = np.zeros((self.different, self.n + 1), dtype=np.int64)
        np.cumsum(self.starts.T, axis=1, out=up_to[:, 1:])
        result = np.empty((self.different, self.n))
        for row, copies in enumerate(self.samples.copies):
            since = np.maximum(np.arange(1, self.n + 1) - copies, 0)
            result[row] = (up_to[row, 1:] - up_to[row, since]) / copies
        if self.shared is not None:
            result += np.cumsum(self.shared, axis=1)[:, :-1]
        result /= len(self.samples.weights)
        np.clip(result, 0.0, 1.0, out=result)
        return result[self.samples.members]

    def central_weights(self) -> Floats:
        with np.errstate(invalid="ignore"):
            central: Floats = self.weights / self.first[:, np.newaxis]
        return central[self.samples.members]

    @property
    def _repeats(self) -> bool:
        return self.different < self.n

    @property
    def _better(self) -> Integers:
        return np.arange(self.n - 1, -1, -1)

    def _count(self, cells: Integers) -> None:
        """Counting passes over the whole table: it waits until there is as much to count."""
        self.waiting.append(cells.ravel())
        if sum(one.size for one in self.waiting) >= min(self.starts.size, _WAITING):
            self._count_waiting()

    def _count_waiting(self) -> None:
        cells = np.concatenate([*self.waiting, np.empty(0, dtype=np.int64)])
        self.waiting.clear()
        if self.n <= _DENSE:
            self.starts += np.bincount(cells, minlength=self.starts.size).reshape(self.starts.shape)
        else:
            np.add.at(self.starts.reshape(-1), cells, 1)

    def _share(self, places: Places) -> None:
        """All samples of the chunk in which rows share a place, at once."""
        if self.shared is None:
            self.shared = np.zeros((self.different, self.n + 1))
        rows = places.rows[places.tied]
        size, better = self._groups(places, rows)
        part = 1.0 / size
        np.add.at(self.shared, (rows, better), part)
        np.add.at(self.shared, (rows, better + size), -part)
        sample, place = np.nonzero(better == 0)
        best, parts = rows[sample, place], part[sample, place]
        np.add.at(self.first, best, parts)
        weights = places.weights[places.tied[sample]] * parts[:, np.newaxis]
        np.add.at(self.weights, best, weights)

    def _groups(self, places: Places, rows: Integers) -> tuple[Integers, Integers]:
        """Of each row in each tied sample: how many share its place, and how many are better."""
        starts = _starts(places, places.tied)
        group = np.cumsum(starts, axis=1) - 1 + np.arange(len(rows))[:, np.newaxis] * self.different
        copies = self.samples.copies[rows]
        sizes = np.bincount(group.ravel(), weights=copies.ravel(), minlength=rows.size).astype(np.int64)
        up_to = np.cumsum(sizes.reshape(rows.shape), axis=1).ravel()
        return sizes[group], self.n - up_to[group]
