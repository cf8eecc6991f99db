"""A package keeps every wish, is the best that does, and says what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firmness.comparisons import at, compared
from tests.judging.catalogues import Given, panel
from toolkit.firmness import catalogue_weights
from toolkit.model import DependencyKind, FieldOfAction
from toolkit.packing import (
    Apart,
    Candidate,
    Clash,
    Diversity,
    Limit,
    Link,
    Package,
    Quota,
    Reason,
    Resource,
    Wishes,
    pack,
)

OWN, LATER = Resource.OWN_SHARE, Resource.FOLLOW_UP_COST
WEIGHTS = catalogue_weights(panel())
GOOD, BETTER, BEST = at(2, 2, 2), at(3, 3, 3), at(4, 4, 4)


def candidates(
    *answers: Given, own: Sequence[int | None] = (), places: Sequence[str] = (), fields: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """By the ids 1, 2, 3, …; `own` are the own shares, else 10 each."""
    found = []
    for number, plain in enumerate(compared(*answers).measures):
        amount = own[number] if own else 10
        measure = replace(
            plain,
            own_share=None if amount is None else Decimal(amount),
            municipality=places[number] if places else plain.municipality,
            field_of_action=FieldOfAction(fields[number]) if fields else None,
        )
        found.append(Candidate(measure))
    return tuple(found)


def packed(pool: Sequence[Candidate], links: Sequence[Link] = (), **wishes: object) -> Package:
    return pack(panel(), pool, links, Wishes.model_validate(wishes), WEIGHTS)


def taken(package: Package) -> list[int]:
    return [each.candidate.measure.measure_id for each in package.taken]


def reasons(package: Package) -> dict[int, Reason]:
    return {each.candidate.measure.measure_id: each.reason for each in package.apart}


def test_without_any_wish_everything_sound_is_in_and_the_rest_apart_with_its_reason() -> None:
    pool = candidates(GOOD, at(4, 4, 4, S1=0), at(4, 4, 4, N1=None, N2=None, N3=None), at(2, 2, 0), BEST)
    package = packed(pool)
    assert taken(package) == [5, 1]
    assert reasons(package) == {2: Reason.NOT_RANKED, 3: Reason.NOT_RANKED, 4: Reason.NOT_SOUND}
    assert (package.points, len(package.clashes), len(package.missed)) == (Fraction(150), 0, 0)


def test_what_is_to_be_reworked_may_be_in_where_that_is_wished_and_a_failed_minimum_never() -> None:
    package = packed(candidates(at(2, 2, 0), at(4, 4, 4, S1=0)), only_sound=False)
    assert (taken(package), reasons(package)) == ([1], {2: Reason.NOT_RANKED})


def test_a_measure_without_a_figure_that_is_limited_stands_apart_and_is_never_taken_for_free() -> None:
    limit = Limit(resource=OWN, most=Decimal(10))
    package = packed(candidates(BEST, GOOD, own=[None, 10]), limits=(limit,))
    assert taken(package) == [2]
    (apart,) = package.apart
    assert (apart.reason, apart.missing) == (Reason.NO_FIGURE, (OWN,))
    assert dict(package.used) == {OWN: Decimal(10)}


def test_what_just_missed_says_by_how_much_and_how_many_points_it_would_cost() -> None:
    limit = Limit(resource=OWN, most=Decimal(25))
    package = packed(candidates(GOOD, BETTER, BEST, own=[10, 10, 10]), limits=(limit,))
    assert taken(package) == [3, 2]
    (missed,) = package.missed
    assert (missed.over, missed.loses) == (((OWN, Decimal(5)),), 25.0)


def test_a_package_that_no_weighting_changes_is_always_and_the_others_never() -> None:
    limit = Limit(resource=OWN, most=Decimal(10))
    package = packed(candidates(BEST, GOOD), limits=(limit,))
    assert [each.share for each in package.taken] == [1.0]
    assert [each.share for each in package.missed] == [0.0]
    assert package.exact


def test_opposite_profiles_share_the_weightings_between_them() -> None:
    limit = Limit(resource=OWN, most=Decimal(10))
    package = packed(candidates(at(4, 2, 2), at(2, 4, 2)), limits=(limit,))
    first, second = package.taken[0].share, package.missed[0].share
    assert first is not None
    assert second is not None
    assert abs(first - 0.5) < 0.1
    assert abs(first + second - 1) < 1e-9
    unasked = pack(panel(), candidates(BEST), (), Wishes(), WEIGHTS, with_shares=False)
    assert [each.share for each in unasked.taken] == [None]


def test_wishes_that_cannot_be_kept_together_are_named_and_only_those() -> None:
    limit = Limit(resource=OWN, most=Decimal(15))
    quota = Quota(by=Diversity.MUNICIPALITY, most=3)
    package = packed(candidates(GOOD, BEST, BETTER), limits=(limit,), include=(1, 2), quotas=(quota,))
    assert package.taken == ()
    assert set(package.clashes) == {Clash(limit=limit), Clash(measures=(1,)), Clash(measures=(2,))}


def test_a_measure_that_must_be_in_and_cannot_is_named_with_the_reason() -> None:
    package = packed(candidates(GOOD, at(4, 4, 4, S1=0)), include=(2,))
    assert package.clashes == (Clash(measures=(2,)),)
    assert reasons(package) == {2: Reason.NOT_RANKED}


def test_a_quota_asks_a_group_for_what_it_has_and_keeps_a_field_small() -> None:
    pool = candidates(BEST, BETTER, GOOD, places=["A", "A", "B"], fields=["mobility", "mobility", "mobility"])
    quotas = (Quota(by=Diversity.MUNICIPALITY, least=1), Quota(by=Diversity.FIELD, most=2))
    assert taken(packed(pool, quotas=quotas)) == [1, 3]
    assert taken(packed(pool, quotas=quotas[1:])) == [1, 2]
    assert taken(packed(pool, at_most=1)) == [1]


def test_dependencies_are_kept_from_both_sides_and_what_needs_something_apart_is_apart() -> None:
    requires = Link(1, DependencyKind.REQUIRES, 2)
    excludes = [Link(2, DependencyKind.EXCLUDES, 3), Link(3, DependencyKind.EXCLUDES, 2)]
    limit = Limit(resource=OWN, most=Decimal(20))
    pool = candidates(BEST, GOOD, BETTER)
    assert taken(packed(pool, [requires, *excludes], limits=(limit,))) == [1, 2]
    assert taken(packed(pool, [requires, *excludes], limits=(limit,), follow_dependencies=False)) == [1, 3]
    package = packed(pool, [requires], exclude=(2,))
    assert taken(package) == [3]
    assert package.apart[1] == Apart(pool[0], Reason.NEEDS_WHAT_IS_APART, needs=(2,))


def test_two_that_must_be_in_and_exclude_each_other_clash_with_their_dependency() -> None:
    excludes = Link(1, DependencyKind.EXCLUDES, 2)
    package = packed(candidates(BEST, GOOD), [excludes], include=(1, 2))
    assert Clash(measures=(1, 2), dependency=DependencyKind.EXCLUDES) in package.clashes
    assert len(package.clashes) == 3


@st.composite
def pools(draw: st.DrawFn) -> tuple[Candidate, ...]:
    size = draw(st.integers(1, 6))
    level = st.sampled_from((2, 3, 4))
    answers = [at(draw(level), draw(level), draw(level)) for _ in range(size)]
    own = [draw(st.sampled_from((None, 0, 5, 10, 20))) for _ in range(size)]
    places = [draw(st.sampled_from("AB")) for _ in range(size)]
    return candidates(*answers, own=own, places=places)


@given(
    pools(),
    st.integers(0, 60),
    st.sets(st.integers(1, 6), max_size=2),
    st.sampled_from((None, 1, 2)),
    st.sampled_from((None, 1, 2)),
    st.booleans(),
)
@settings(max_examples=40)
def test_the_package_is_the_best_of_all_sets_that_keep_the_wishes(
    pool: tuple[Candidate, ...],
    budget: int,
    out: set[int],
    least: int | None,
    most: int | None,
    with_link: bool,
) -> None:
    links = [Link(1, DependencyKind.REQUIRES, 2)] if with_link and len(pool) > 1 else []
    quota = Quota(by=Diversity.MUNICIPALITY, least=least, most=most)
    wishes = Wishes(limits=(Limit(resource=OWN, most=Decimal(budget)),), exclude=tuple(out), quotas=(quota,))
    package = pack(panel(), pool, links, wishes, WEIGHTS)
    apart = {each.candidate.measure.measure_id for each in package.apart}
    eligible = {each.measure.measure_id: each for each in pool if each.measure.measure_id not in apart}
    allowed = [
        some
        for count in range(len(eligible) + 1)
        for some in combinations(eligible, count)
        if keeps(some, eligible, budget, quota, links)
    ]
    if package.clashes:
        assert allowed == []
    else:
        chosen = tuple(sorted(taken(package)))
        assert chosen in [tuple(sorted(some)) for some in allowed]
        assert package.points == max(worth(some, eligible) for some in allowed)
        assert apart & set(chosen) == set()


def keeps(
    some: Iterable[int],
    eligible: Mapping[int, Candidate],
    budget: int,
    quota: Quota,
    links: Sequence[Link],
) -> bool:
    chosen = set(some)
    if sum(eligible[each].figure(OWN) or 0 for each in chosen) > budget:
        return False
    if any(link.measure_id in chosen and link.other_id not in chosen for link in links):
        return False
    for place in {each.measure.municipality for each in eligible.values()}:
        there = [each for each in eligible if eligible[each].measure.municipality == place]
        count = len(chosen & set(there))
        if quota.most is not None and count > quota.most:
            return False
        if quota.least is not None and count < min(quota.least, len(there)):
            return False
    return True


def worth(some: Iterable[int], eligible: Mapping[int, Candidate]) -> Fraction:
    totals = (eligible[each].measure.judgement.total.value for each in some)
    return sum((total or Fraction(0) for total in totals), Fraction(0))
