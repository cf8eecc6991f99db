"""Which advisors are linked by measures that they share."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components


def groups(assigned: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    """The advisors that lead to one another through measures that they share, of a table (measures,
    advisors); without those who review nothing. In the order of their first members."""
    active = np.flatnonzero(assigned.any(axis=0))
    if not active.size:
        return ()
    table = assigned[:, active].astype(np.int64)
    count, labels = connected_components(csr_array(table.T @ table), directed=False)
    found = (tuple(int(j) for j in active[labels == label]) for label in range(count))
    return tuple(sorted(found))


def circles(assigned: NDArray[np.bool_]) -> dict[int, int]:
    """For each advisor who reviews anything the number of their group."""
    return {advisor: number for number, group in enumerate(groups(assigned)) for advisor in group}


def linking_measures(free: NDArray[np.bool_], already: Iterable[int]) -> list[int]:
    """The measures through which all who may review them, `free` (n, m), are linked, besides those that
    everybody reviews already: each time the one that brings the most groups together, the first of equals."""
    chosen = list(already)
    more: list[int] = []
    while True:
        together = groups(free[chosen + more])
        brought = [_brought_together(row, together) for row in free]
        if max(brought, default=0) <= 1:
            return more
        more.append(int(np.argmax(brought)))


def _brought_together(row: NDArray[np.bool_], together: tuple[tuple[int, ...], ...]) -> int:
    """How many groups, or people of no group yet, are among those who may review a measure."""
    grouped = {j for group in together for j in group}
    touched = sum(any(row[j] for j in group) for group in together)
    return touched + sum(bool(may) for j, may in enumerate(row) if j not in grouped)
