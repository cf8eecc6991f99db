"""Who reviews what: never a conflict, what exists is kept, balanced, linked, with expertise, explained."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from toolkit.assigning import Proposal, Shortage, propose_assignment

NOBODY_BARRED = np.zeros((6, 4), dtype=np.bool_)


@dataclass(frozen=True)
class Case:
    required: NDArray[np.int64]
    forbidden: NDArray[np.bool_]
    existing: NDArray[np.bool_]
    expertise: NDArray[np.float64]
    load: NDArray[np.int64]

    def propose(self, *, connected: bool = True, anchors: int = 0) -> Proposal:
        return propose_assignment(
            self.required,
            self.forbidden,
            expertise=self.expertise,
            load=self.load,
            existing=self.existing,
            connected=connected,
            anchors=anchors,
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    return Case(
        required=rng.integers(0, 4, n),
        forbidden=rng.random((n, m)) < draw(st.sampled_from([0.0, 0.2, 0.5])),
        existing=rng.random((n, m)) < draw(st.sampled_from([0.0, 0.15])),
        expertise=rng.integers(0, 3, (n, m)).astype(np.float64),
        load=rng.integers(0, draw(st.sampled_from([1, 4])), m),
    )


@given(cases(), st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_nobody_reviews_what_is_forbidden_and_what_exists_is_kept(case: Case, anchors: int) -> None:
    found = case.propose(anchors=anchors)
    assert not (found.assigned & case.forbidden).any()
    kept = case.existing & ~case.forbidden
    assert (found.assigned & kept).tolist() == kept.tolist()
    assert found.new.tolist() == (found.assigned & ~kept).tolist()


@given(cases())
@settings(max_examples=60, deadline=None)
def test_each_measure_gets_the_required_number_or_all_who_may(case: Case) -> None:
    found = case.propose(connected=False)
    kept = (case.existing & ~case.forbidden).sum(axis=1)
    free = (~case.forbidden).sum(axis=1)
    expected = np.maximum(np.minimum(case.required, free), kept)
    assert found.assigned.sum(axis=1).tolist() == expected.tolist()
    assert {s.measure: s.missing for s in found.shortages} == {
        i: int(case.required[i] - free[i]) for i in range(len(free)) if case.required[i] > free[i]
    }


@given(cases())
@settings(max_examples=60, deadline=None)
def test_no_review_can_go_to_somebody_who_has_two_fewer(case: Case) -> None:
    """What is balanced cannot be bettered by handing on one review, or along a chain of them."""
    found = case.propose(connected=False)
    handed = found.new[:, :, np.newaxis] & (~case.forbidden & ~found.assigned)[:, np.newaxis, :]
    reach = handed.any(axis=0) | np.eye(handed.shape[1], dtype=np.bool_)
    for _ in range(handed.shape[1]):
        reach = (reach.astype(int) @ reach.astype(int)) > 0
    for giver, taker in itertools.permutations(range(handed.shape[1]), 2):
        assert not (reach[giver, taker] and found.load[giver] - found.load[taker] >= 2)


@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_where_all_are_free_the_load_differs_by_one_at_most(n: int, m: int, required: int) -> None:
    found = propose_assignment(required, np.zeros((n, m), dtype=np.bool_))
    assert found.load.max() - found.load.min() <= 1
    assert found.connected


@given(cases())
@settings(max_examples=80, deadline=None)
def test_advisors_are_linked_wherever_they_can_be(case: Case) -> None:
    found = case.propose()
    asked = ~case.forbidden & (found.assigned.any(axis=1))[:, np.newaxis]
    for group, other in itertools.combinations(found.groups, 2):
        linked = [one for one in _groups_of(asked) if set(group) <= one and set(other) <= one]
        assert linked == []


def _groups_of(table: NDArray[np.bool_]) -> list[set[int]]:
    """Written anew, so that the plan is not measured by its own ruler."""
    found: list[set[int]] = []
    for row in table:
        members = set(np.flatnonzero(row).tolist())
        touched = [one for one in found if one & members]
        found = [one for one in found if not one & members]
        if members:
            found.append(members.union(*touched))
    return found


@given(cases())
@settings(max_examples=25, deadline=None)
def test_the_same_wishes_give_the_same_proposal(case: Case) -> None:
    assert case.propose().assigned.tolist() == case.propose().assigned.tolist()


def test_expertise_decides_between_equal_loads() -> None:
    expertise = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=float)
    found = propose_assignment(1, np.zeros((4, 2), dtype=np.bool_), expertise=expertise, connected=False)
    assert found.assigned.tolist() == expertise.astype(bool).tolist()


def test_expertise_never_weighs_more_than_balance() -> None:
    expertise = np.array([[9, 0], [9, 0], [9, 0], [9, 0]], dtype=float)
    found = propose_assignment(1, np.zeros((4, 2), dtype=np.bool_), expertise=expertise, connected=False)
    assert found.load.tolist() == [2, 2]


def test_two_circles_of_experts_are_linked_without_a_review_more() -> None:
    expertise = np.array([[1, 1, 0, 0], [0, 0, 1, 1]] * 3, dtype=float)
    apart = propose_assignment(2, NOBODY_BARRED, expertise=expertise, connected=False)
    assert apart.groups == ((0, 1), (2, 3))
    linked = propose_assignment(2, NOBODY_BARRED, expertise=expertise)
    assert linked.groups == ((0, 1, 2, 3),)
    assert linked.assigned.sum() == apart.assigned.sum()
    assert linked.load.tolist() == [3, 3, 3, 3]
    assert linked.anchors == ()


def test_with_one_review_each_one_measure_becomes_the_anchor_that_all_read() -> None:
    found = propose_assignment(1, NOBODY_BARRED)
    assert found.anchors == (0,)
    assert found.assigned[0].tolist() == [True] * 4
    assert found.assigned.sum() == 6 + 3
    assert found.groups == ((0, 1, 2, 3),)


def test_where_nobody_may_read_the_anchor_with_all_others_a_second_one_links_them() -> None:
    forbidden = np.array([[False, False, True], [True, False, False], [False, False, True]])
    found = propose_assignment(1, forbidden)
    assert found.groups == ((0, 1, 2),)
    assert found.anchors == (0, 1)


def test_as_many_anchors_as_wished_are_read_by_all_who_may() -> None:
    forbidden = NOBODY_BARRED.copy()
    forbidden[0, 1] = True
    found = propose_assignment(1, forbidden, anchors=2)
    assert found.anchors == (1, 2)
    assert found.assigned.sum(axis=1).tolist() == [1, 4, 4, 1, 1, 1]


def test_those_who_share_no_measure_that_both_may_read_stay_apart() -> None:
    forbidden = np.array([[False, True], [True, False]])
    found = propose_assignment(1, forbidden)
    assert found.groups == ((0,), (1,))
    assert not found.connected


def test_what_is_missing_says_how_many_and_why() -> None:
    forbidden = np.array([[True, True, False], [False, False, False]])
    found = propose_assignment([2, 4], forbidden)
    assert found.shortages == (
        Shortage(measure=0, required=2, advisors=3, barred=2),
        Shortage(measure=1, required=4, advisors=3, barred=0),
    )
    assert [one.missing for one in found.shortages] == [1, 1]
    assert found.assigned.tolist() == [[False, False, True], [True, True, True]]


def test_who_has_much_to_do_elsewhere_gets_less() -> None:
    found = propose_assignment(1, np.zeros((4, 3), dtype=np.bool_), load=[4, 0, 0], connected=False)
    assert found.load.tolist() == [4, 2, 2]


def test_an_existing_assignment_that_is_forbidden_by_now_counts_for_nothing() -> None:
    found = propose_assignment(1, np.array([[True, False]]), existing=np.array([[True, False]]))
    assert found.assigned.tolist() == [[False, True]]
    assert found.new.tolist() == [[False, True]]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_without_measures_or_without_advisors_the_proposal_is_empty(shape: tuple[int, int]) -> None:
    found = propose_assignment(1, np.zeros(shape, dtype=np.bool_))
    assert found.assigned.shape == shape
    assert (found.groups, found.anchors) == ((), ())
    assert [one.missing for one in found.shortages] == ([1, 1, 1] if shape == (3, 0) else [])


OF_EACH_PAIR = "for each of 2 measures by 3 advisors."


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        ({"required": [1]}, "Required reviews must be whole numbers from 0 on, one for each of 2."),
        ({"required": -1}, "Required reviews must be whole numbers from 0 on, one for each of 2."),
        ({"required": 1.5}, "Required reviews must be whole numbers from 0 on, one for each of 2."),
        ({"forbidden": [True]}, "Forbidden pairs must be a table of measures by advisors, not (1,)."),
        ({"load": [1, 2]}, "The load must be whole numbers from 0 on, one for each of 3."),
        ({"existing": [[True]]}, f"Existing assignments must be true or false {OF_EACH_PAIR}"),
        ({"expertise": [[-1, 0, 0]] * 2}, f"Expertise must be a number from 0 on {OF_EACH_PAIR}"),
        ({"expertise": [[np.nan, 0, 0]] * 2}, f"Expertise must be a number from 0 on {OF_EACH_PAIR}"),
        ({"anchors": -1}, "Anchors must be a whole number from 0 on, not -1."),
    ],
)
def test_wishes_that_make_no_sense_are_refused(wishes: dict[str, object], sentence: str) -> None:
    given = {"required": 1, "forbidden": np.zeros((2, 3), dtype=np.bool_)} | wishes
    with pytest.raises(ValueError, match="must be") as refused:
        propose_assignment(**given)  # type: ignore[arg-type]
    assert str(refused.value) == sentence
