"""The proposal and what it says: who would review what, and which wishes cannot be met and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.assigning.groups import groups, linking_measures
from toolkit.assigning.plan import Demand, best_plan, is_linked, linked_plan


@dataclass(frozen=True, slots=True)
class Shortage:
    """A measure for which too few advisors may be asked: `missing` = `required` - (`advisors` - `barred`).

    `barred` of the `advisors` there are must not review it.
    """

    measure: int
    required: int
    advisors: int
    barred: int

    @property
    def missing(self) -> int:
        return self.required - (self.advisors - self.barred)


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """Who reviews what. Measures are rows, advisors columns, both counted from 0.

    `assigned` (n, m) holds everything, kept and new; `new` (n, m) only what is proposed. `load` (m,) is
    each advisor's load afterwards. `anchors` are the measures that get more reviews than required, so that
    advisors are compared on the same thing. `groups` are the advisors that shared measures link, of those
    who review anything: more than one group means that the groups cannot be compared with one another.
    """

    assigned: NDArray[np.bool_]
    new: NDArray[np.bool_]
    load: NDArray[np.int64]
    anchors: tuple[int, ...]
    shortages: tuple[Shortage, ...]
    groups: tuple[tuple[int, ...], ...]

    @property
    def connected(self) -> bool:
        return len(self.groups) <= 1


def propose_assignment(
    required: ArrayLike,
    forbidden: ArrayLike,
    *,
    expertise: ArrayLike | None = None,
    load: ArrayLike | None = None,
    existing: ArrayLike | None = None,
    anchors: int = 0,
    connected: bool = True,
) -> Proposal:
    """The assignment that meets these goals, each as far as those before it allow:

    1. nobody reviews what is `forbidden` (n, m), and what is `existing` (n, m) is kept; an existing pair
       that is forbidden counts for nothing;
    2. each measure gets its number of `required` reviews (n,), or, for as many as `anchors` says, those of
       all who may; where too few may, it gets all of them and a `Shortage`;
    3. with `connected`, shared measures link all who get anything to review. Where no plan with just
       the required reviews does it, or none is found soon, as few measures as it takes become anchors;
    4. the load is balanced: the sum of squares of everybody's reviews, on top of the present `load` (m,),
       is smallest; a difference of at most one is reached wherever it can be;
    5. the sum of `expertise` (n, m) is largest.

    Connection stands before expertise because two circles of experts who share nothing are exactly
    what it is to prevent. Who has nothing to review in the balanced plan need not be linked, unless there
    are anchors: those are for everybody.

    The same input gives the same proposal. Raises `ValueError` for other shapes, numbers below 0 or NaN.

    Method: transport problems with convex costs, and lazily added cuts between groups that are not linked,
    solved by HiGHS as mixed-integer linear programmes, one per goal. Sources: Harvey, Ladner, Lovász and
    Tamir 2006, Journal of Algorithms 59 (balanced loads); Huangfu and Hall 2018, Mathematical Programming
    Computation 10 (HiGHS).
    """
    barred = _barred(forbidden)
    n, m = barred.shape
    wanted = _counts(required, "Required reviews", n)
    kept = _flags(existing, "Existing assignments", barred.shape) & ~barred
    skill = _skill(expertise, barred.shape)
    before = _counts(0 if load is None else load, "The load", m)
    target = np.maximum(np.minimum(wanted, (~barred).sum(axis=1)), kept.sum(axis=1))
    for_all = _anchors(anchors, wanted, barred, kept)
    demand = _with_anchors(Demand(target, barred, kept, skill, before), for_all)
    assigned = _linked(demand, for_all) if connected else best_plan(demand)
    reviews = assigned.sum(axis=1)
    return Proposal(
        assigned=assigned,
        new=assigned & ~kept,
        load=before + assigned.sum(axis=0),
        anchors=tuple(int(i) for i in np.flatnonzero((reviews > wanted) & (wanted > 0))),
        shortages=_shortages(wanted, barred),
        groups=groups(assigned),
    )


def _linked(demand: Demand, for_all: list[int]) -> NDArray[np.bool_]:
    """Balanced and linked: by itself, by another plan with as many reviews, or by anchors."""
    plain = best_plan(demand)
    if is_linked(demand, plain):
        return plain
    linked = linked_plan(demand, plain)
    if linked is not None:
        return linked
    asked = ~demand.barred & (demand.target > 0)[:, np.newaxis]
    return best_plan(_with_anchors(demand, linking_measures(asked, for_all)))


def _with_anchors(demand: Demand, anchors: list[int]) -> Demand:
    target = demand.target.copy()
    target[anchors] = (~demand.barred).sum(axis=1)[anchors]
    return replace(demand, target=target)


def _anchors(
    count: int, wanted: NDArray[np.int64], barred: NDArray[np.bool_], kept: NDArray[np.bool_]
) -> list[int]:
    """The measures that all are to review: those that most may, then those that most review already."""
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < 0:
        raise ValueError(f"Anchors must be a whole number from 0 on, not {count!r}.")
    free, already = (~barred).sum(axis=1), kept.sum(axis=1)
    by_merit = sorted(np.flatnonzero(wanted > 0), key=lambda i: (-free[i], -already[i], i))
    return [int(i) for i in by_merit[:count]]


def _shortages(wanted: NDArray[np.int64], barred: NDArray[np.bool_]) -> tuple[Shortage, ...]:
    advisors = barred.shape[1]
    found = (
        Shortage(measure, int(number), advisors, int(row.sum()))
        for measure, (number, row) in enumerate(zip(wanted, barred, strict=True))
    )
    return tuple(shortage for shortage in found if shortage.missing > 0)


# --- what may come in ---------------------------------------------------------------------------------


def _barred(forbidden: ArrayLike) -> NDArray[np.bool_]:
    table = np.asarray(forbidden)
    if table.ndim != 2:
        raise ValueError(f"Forbidden pairs must be a table of measures by advisors, not {table.shape}.")
    return _flags(table, "Forbidden pairs", table.shape)


def _flags(given: ArrayLike | None, name: str, shape: Sequence[int]) -> NDArray[np.bool_]:
    table = np.zeros(shape, dtype=np.bool_) if given is None else np.asarray(given)
    if table.shape != tuple(shape) or table.dtype != np.bool_:
        raise ValueError(
            f"{name} must be true or false for each of {shape[0]} measures by {shape[1]} advisors."
        )
    return table


def _skill(given: ArrayLike | None, shape: Sequence[int]) -> NDArray[np.float64]:
    table = np.zeros(shape) if given is None else np.asarray(given, dtype=np.float64)
    if table.shape != tuple(shape) or not np.isfinite(table).all() or (table < 0).any():
        raise ValueError(
            f"Expertise must be a number from 0 on for each of {shape[0]} measures by {shape[1]} advisors."
        )
    return table


def _counts(given: ArrayLike, name: str, size: int) -> NDArray[np.int64]:
    """Whole numbers from 0 on: one for each, or one for all."""
    found = np.asarray(given)
    if found.ndim == 0:
        found = np.full(size, found)
    if found.shape != (size,) or not np.issubdtype(found.dtype, np.integer) or (found < 0).any():
        raise ValueError(f"{name} must be whole numbers from 0 on, one for each of {size}.")
    return found.astype(np.int64)
