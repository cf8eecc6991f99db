"""The three words for a pair, and the groups that follow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from toolkit.scoring import Firmness, firmness, firmness_groups

CLEARLY, RATHER, NEITHER = Firmness.CLEARLY_AHEAD, Firmness.RATHER_AHEAD, Firmness.INDISTINGUISHABLE


def pair(ahead: float, behind: float, *, turned: bool = False) -> int:
    fragile = np.array([[False, turned], [False, False]])
    return int(firmness([[0, ahead], [behind, 0]], fragile)[0, 1])


def test_a_pair_is_clearly_ahead_from_90_per_cent_and_rather_ahead_from_70_per_cent() -> None:
    assert [pair(share, 0) for share in (1, 0.9, 0.899, 0.7, 0.699, 0.3)] == [
        CLEARLY,
        CLEARLY,
        RATHER,
        RATHER,
        NEITHER,
        NEITHER,
    ]


def test_what_one_level_turns_is_at_most_rather_ahead() -> None:
    assert (pair(1, 0, turned=True), pair(0.6, 0.4, turned=True)) == (RATHER, NEITHER)


def test_a_chain_of_rows_that_are_clearly_ahead_forms_one_group_each() -> None:
    winning = np.triu(np.full((3, 3), 0.95), 1) + np.tril(np.full((3, 3), 0.05), -1)
    assert firmness_groups(firmness(winning)).tolist() == [1, 2, 3]


def test_rows_that_a_third_one_ties_together_are_one_group() -> None:
    """The first is clearly ahead of the third, but neither is clear of the second."""
    winning = [[0, 0.6, 0.95], [0.4, 0, 0.6], [0.05, 0.4, 0]]
    assert firmness_groups(firmness(winning)).tolist() == [1, 1, 1]


def test_a_circle_of_rows_that_are_clearly_ahead_is_one_group() -> None:
    words = [[0, 2, 0, 2], [0, 0, 2, 2], [2, 0, 0, 2], [0, 0, 0, 0]]
    assert firmness_groups(words).tolist() == [1, 1, 1, 2]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_between_two_groups_every_row_of_the_better_one_is_clearly_ahead(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 7))
    draws: NDArray[np.float64] = data.draw(
        arrays(np.float64, (n, n), elements=st.sampled_from([0.1, 0.5, 0.95]))
    )
    winning = np.triu(draws, 1) + np.tril(1 - draws.T, -1)
    words = firmness(winning)
    groups = firmness_groups(words)
    assert sorted(set(groups.tolist())) == list(range(1, len(set(groups.tolist())) + 1))
    for a in range(n):
        for b in range(n):
            if groups[a] < groups[b]:
                assert words[a, b] == CLEARLY
    for group in set(groups.tolist()):  # and inside one, no cut of the rows has that property
        members = [row for row in range(n) if groups[row] == group]
        led = sorted(members, key=lambda row: -int((words[row, members] == CLEARLY).sum()))
        for size in range(1, len(members)):
            first, rest = led[:size], led[size:]
            assert not (words[np.ix_(first, rest)] == CLEARLY).all()


@pytest.mark.parametrize(
    "winning", [[[0, 0.9]], [[0, 0.7], [0.7, 0]], [[0, -0.1], [0, 0]], [[0, float("nan")], [0, 0]], [0.5]]
)
def test_shares_that_cannot_be_shares_are_refused(winning: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="Shares of weightings"):
        firmness(winning)


def test_two_rows_cannot_lead_each_other() -> None:
    with pytest.raises(ValueError, match="each be clearly ahead"):
        firmness_groups([[0, 2], [2, 0]])
