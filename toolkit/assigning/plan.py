"""The best plan for a demand: one goal after the other, each a mixed-integer linear programme.

The variables, in this order: x (n · m) who reviews what; t (m · n) the steps of each advisor's load, the
k-th of which costs more than the one before, so that their sum is the square of the load; and n more for
each cut, which say through which measures it is bridged. Without cuts this is a transport problem, whose
relaxation is whole by itself and solved in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from toolkit.assigning.groups import circles, groups

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Entries = list[tuple[int, float]]

_ROUNDS = 20  # of cuts for one goal: where there is room for links, a few are enough
_NODES = 2_000  # of the solver's search, for the same reason; a limit by time would not give equal answers


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """How many reviews each measure is to get, `target` (n,), never more than may be asked; who may not,
    `barred` (n, m); who does already, `kept` (n, m); `skill` (n, m) and the present `load` (m,)."""

    target: NDArray[np.int64]
    barred: Truths
    kept: Truths
    skill: Floats
    load: NDArray[np.int64]

    @property
    def shape(self) -> tuple[int, int]:
        n, m = self.barred.shape
        return n, m

    @property
    def may_be_linked(self) -> dict[int, int]:
        """For each advisor the number of the circle within which shared measures could link them at all."""
        return circles(~self.barred & (self.target > 0)[:, np.newaxis])


def best_plan(demand: Demand) -> Truths:
    """Who reviews what, (n, m): balanced first, then with the most expertise."""
    if not demand.target.any():
        return demand.kept.copy()
    model = _Model(demand)
    model.minimise(model.squares())
    return model.minimise(model.unskilled(), last=True)


def linked_plan(demand: Demand, plain: Truths) -> Truths | None:
    """The best plan with as many reviews as the `plain` one, for the same people, in which shared measures
    link them all. None where there is none or it is not found soon."""
    crew = plain.any(axis=0)
    asked = demand.target > 0
    loose = len(set(demand.may_be_linked.values()))
    if demand.target.sum() < asked.sum() + crew.sum() - loose:
        return None  # s reviews of one measure save s - 1 links, and c people need c - 1
    model = _Model(replace(demand, barred=demand.barred | ~crew), linked=True)
    try:
        model.minimise(model.squares())
        return model.minimise(model.unskilled(), last=True)
    except _NotFoundError:
        return None


def is_linked(demand: Demand, assigned: Truths) -> bool:
    """Whether no two groups of the plan could be linked by anybody's reading more."""
    circle = demand.may_be_linked
    found = groups(assigned)
    return len({circle[group[0]] for group in found}) == len(found)


class _NotFoundError(Exception):
    """No solution, or none within the limits."""


@dataclass(slots=True, eq=False)
class _Model:
    """The programme, which grows by rows: the goals that were reached, and cuts between groups."""

    demand: Demand
    linked: bool = False
    rows: list[tuple[Entries, float, float]] = field(default_factory=list)
    cuts: int = 0

    def __post_init__(self) -> None:
        n, m = self.demand.shape
        for j in range(m):  # the load is the sum of its steps
            reviews = [(self._x(i, j), 1.0) for i in range(n)]
            self.rows.append(([*reviews, *((self._t(j, k), -1.0) for k in range(n))], 0.0, 0.0))
        for i, target in enumerate(self.demand.target):
            self.rows.append(([(self._x(i, j), 1.0) for j in range(m)], float(target), float(target)))

    def _x(self, i: int, j: int) -> int:
        return i * self.demand.shape[1] + j

    def _t(self, j: int, k: int) -> int:
        n, m = self.demand.shape
        return n * m + j * n + k

    def _z(self, cut: int, i: int) -> int:
        n, m = self.demand.shape
        return (2 * m + cut) * n + i

    def squares(self) -> Entries:
        """(load + k + 1)² - (load + k)² for one review more than k."""
        n, m = self.demand.shape
        load = self.demand.load - self.demand.load.min()  # the same for all is no imbalance
        return [(self._t(j, k), float(2 * (load[j] + k) + 1)) for j in range(m) for k in range(n)]

    def unskilled(self) -> Entries:
        skill = -self.demand.skill.ravel() / (self.demand.skill.max() or 1.0)
        return list(enumerate(skill.tolist()))

    def minimise(self, goal: Entries, *, last: bool = False) -> Truths:
        """The best plan for this goal; from now on nothing worse. All goals but the last are whole."""
        for _ in range(_ROUNDS):
            assigned, reached = self._solve(goal)
            if not self.linked or is_linked(self.demand, assigned):
                if not last:
                    self.rows.append((goal, -np.inf, float(round(reached))))
                return assigned
            self._demand_bridges(assigned)
        raise _NotFoundError

    def _solve(self, goal: Entries) -> tuple[Truths, float]:
        n, m = self.demand.shape
        size = (2 * m + self.cuts) * n
        costs, lower, upper, whole = np.zeros(size), np.zeros(size), np.ones(size), np.zeros(size)
        costs[[at for at, _ in goal]] = [cost for _, cost in goal]
        lower[: n * m] = self.demand.kept.ravel()
        upper[: n * m] = ~self.demand.barred.ravel()
        whole[: n * m] = 1
        found = milp(
            costs,
            integrality=whole,
            bounds=Bounds(lower, upper),
            constraints=self._constraints(size),
            options={"mip_rel_gap": 0.0, "node_limit": _NODES},
        )
        if not found.success:
            raise _NotFoundError(found.message)
        return found.x[: n * m].reshape(n, m) > 0.5, float(found.fun)

    def _constraints(self, size: int) -> LinearConstraint:
        lines = [line for line, (entries, _, _) in enumerate(self.rows) for _ in entries]
        places = [at for entries, _, _ in self.rows for at, _ in entries]
        factors = [factor for entries, _, _ in self.rows for _, factor in entries]
        table = coo_array((factors, (lines, places)), shape=(len(self.rows), size)).tocsr()
        return LinearConstraint(table, [row[1] for row in self.rows], [row[2] for row in self.rows])

    def _demand_bridges(self, assigned: Truths) -> None:
        """For each group that could be linked with another: some measure is read inside and outside it."""
        n, m = self.demand.shape
        circle = self.demand.may_be_linked
        found = groups(assigned)
        for group in found:
            if not any(circle[one[0]] == circle[group[0]] for one in found if one != group):
                continue
            outside = [j for j in range(m) if j not in group]
            cut, self.cuts = self.cuts, self.cuts + 1
            for i in range(n):
                for side in (group, outside):
                    reads = [(self._x(i, j), 1.0) for j in side]
                    self.rows.append(([(self._z(cut, i), -1.0), *reads], 0.0, np.inf))
            self.rows.append(([(self._z(cut, i), 1.0) for i in range(n)], 1.0, np.inf))
