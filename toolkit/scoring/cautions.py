"""What to know before believing a result: warnings as results, never printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.aggregation import weighted_sum
from toolkit.scoring.ranking import ranks
from toolkit.scoring.validation import Floats, shares, signs, table

Method = Literal["weighted_sum", "topsis", "promethee", "sum_of_scores"]


class CautionKind(Enum):
    """Each has one sentence in the sentence files."""

    RANK_REVERSAL = "rank_reversal"
    """The order of two rows may change when a third one joins or leaves."""
    ZERO_WEIGHT = "zero_weight"
    """The criterion does not count at all."""
    CONSTANT_CRITERION = "constant_criterion"
    """All rows have the same value: the criterion tells none of them apart."""
    DOMINATED_CRITERION = "dominated_criterion"
    """The others outweigh it: without it every rank is the same."""
    IGNORES_SIZE = "ignores_size"
    """A sum of scores over a package counts a small project as much as a large one."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A kind, and the columns that it is about; none where it is about the method."""

    kind: CautionKind
    columns: tuple[int, ...] = ()


def cautions(
    values: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike | None = None,
    *,
    method: Method = "weighted_sum",
) -> tuple[Caution, ...]:
    """What to know about a result of the method on these values and weights, in the order of the kinds.

    `values` has shape (n, m), `weights` (m,) from 0 on; `directions` (m,) is −1 where smaller is better.
    Each criterion is named once: as one without weight, else as constant, else as dominated, which is said
    of the weighted sum only. Rank reversal needs a third row and is said of TOPSIS and PROMETHEE from two
    rows on; with one row or none nothing is said of the criteria but a weight of 0.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights, weights that are all 0, or an
    unknown method.
    """
    if method not in get_args(Method):
        raise ValueError(f"The method must be one of {', '.join(get_args(Method))}, not {method!r}.")
    rows = table(values)
    parts, turned = shares(weights, rows.shape[1]), signs(directions, rows.shape[1])
    without = parts == 0
    constant = ~without & (rows == rows[:1]).all(axis=0) if len(rows) > 1 else np.zeros_like(without)
    candidates = ~without & ~constant
    found = [
        Caution(CautionKind.ZERO_WEIGHT, _columns(without)),
        Caution(CautionKind.CONSTANT_CRITERION, _columns(constant)),
    ]
    if method == "weighted_sum" and len(rows) > 1:
        dominated = [
            int(j) for j in np.flatnonzero(candidates) if _is_dominated(rows * turned, parts, int(j))
        ]
        found.append(Caution(CautionKind.DOMINATED_CRITERION, tuple(dominated)))
    about_method = []
    if method in ("topsis", "promethee") and len(rows) > 1:
        about_method.append(Caution(CautionKind.RANK_REVERSAL))
    if method == "sum_of_scores":
        about_method.append(Caution(CautionKind.IGNORES_SIZE))
    return (*about_method, *(one for one in found if one.columns))


def _columns(which: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[int, ...]:
    return tuple(int(column) for column in np.flatnonzero(which))


def _is_dominated(rows: Floats, parts: Floats, column: int) -> bool:
    others = np.where(np.arange(parts.size) == column, 0.0, parts)
    if not others.any():
        return False
    with_it, without_it = ranks(weighted_sum(rows, parts)), ranks(weighted_sum(rows, others))
    return bool((with_it == without_it).all())
