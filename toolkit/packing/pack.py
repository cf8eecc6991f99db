"""The best package under the wishes, what just missed it, and how it fares under all weightings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.catalogue import Catalogue, CatalogueByContent
from toolkit.firmness import weighted_total
from toolkit.firmness.arrays import Floats, criterion_values
from toolkit.model import DependencyKind
from toolkit.packing.candidates import Apart, Candidate, Link, sort_out
from toolkit.packing.wishes import Diversity, Limit, Quota, Resource, Wishes
from toolkit.scoring import (
    Infeasible,
    Portfolio,
    Rule,
    portfolio_acceptability,
    sample_weights,
    select_portfolio,
)

SEED = 20221122
# Exact to four points in a hundred, and to seven: each weighting is a package of its own to work out.
SAMPLES, SAMPLES_WITH_RULES = 500, 200
MOST_MISSED = 8


@dataclass(frozen=True)
class Taken:
    """`share` of the admissible weightings in whose best package the measure is: 1 always, 0 never, None
    where it was not asked for."""

    candidate: Candidate
    points: Fraction
    share: float | None


@dataclass(frozen=True)
class Missed:
    """Not in the package. `over` says by how much limits would be exceeded if it were simply added, `loses`
    how many points fewer the best package with it has; None where no package with it keeps the wishes."""

    candidate: Candidate
    points: Fraction
    share: float | None
    over: tuple[tuple[Resource, Decimal], ...]
    loses: float | None


@dataclass(frozen=True)
class Clash:
    """One wish of those that cannot be kept together: a limit, a quota with the group it is about, the
    number of measures, measures that must be in, or a dependency between two."""

    limit: Limit | None = None
    quota: Quota | None = None
    group: str = ""
    is_least: bool = False
    at_most: int | None = None
    measures: tuple[int, ...] = ()
    dependency: DependencyKind | None = None


@dataclass(frozen=True)
class Package:
    """With `clashes` nothing is taken: these wishes cannot be kept together. `exact` says whether the shares
    count all best packages of each weighting or one of them, `samples` over how many weightings."""

    taken: tuple[Taken, ...] = ()
    missed: tuple[Missed, ...] = ()
    apart: tuple[Apart, ...] = ()
    clashes: tuple[Clash, ...] = ()
    used: tuple[tuple[Resource, Decimal], ...] = ()
    samples: int = 0
    exact: bool = False

    @property
    def points(self) -> Fraction:
        return sum((each.points for each in self.taken), Fraction(0))


@dataclass(frozen=True)
class _Problem:
    """The wishes by number of the eligible candidates; `meanings` translates the solver's rules back."""

    eligible: tuple[Candidate, ...]
    points: tuple[Fraction, ...]
    costs: Floats
    budget: Floats
    rules: Mapping[str, Any]
    meanings: Mapping[tuple[str, tuple[int, ...], int | None], Clash]


def pack(
    catalogue: Catalogue,
    candidates: Sequence[Candidate],
    links: Sequence[Link],
    wishes: Wishes,
    weights: Mapping[str, Fraction],
    *,
    with_shares: bool = True,
) -> Package:
    """The set with the most points that keeps all wishes. `weights` are shares by criterion; `with_shares`
    also under all admissible weightings, which takes by far the most time.

    Remembered by its content: the same candidates under the same wishes are the same package.
    """
    asked = _Asked(tuple(candidates), tuple(links), wishes, tuple(weights.items()), with_shares)
    return _pack(CatalogueByContent(catalogue), asked)


@dataclass(frozen=True)
class _Asked:
    candidates: tuple[Candidate, ...]
    links: tuple[Link, ...]
    wishes: Wishes
    weights: tuple[tuple[str, Fraction], ...]
    with_shares: bool


@lru_cache(maxsize=64)
def _pack(known: CatalogueByContent, asked: _Asked) -> Package:
    wishes, links = asked.wishes, asked.links
    found = sort_out(asked.candidates, wishes, links)
    forced_out = _wanted_but_apart(wishes, found.apart)
    if forced_out:
        return Package(apart=found.apart, clashes=tuple(Clash(measures=(each,)) for each in forced_out))
    shares = dict(asked.weights)
    problem = _problem(found.eligible, links, wishes, shares)
    try:
        is_in = _best(problem).selected
    except Infeasible as clash:
        return Package(apart=found.apart, clashes=tuple(_meant(problem, rule) for rule in clash.conflicts))
    rates, exact, samples = _rates(known.catalogue, shares, problem) if asked.with_shares else _NO_RATES
    rates = rates or [None] * len(found.eligible)
    rows = list(zip(found.eligible, problem.points, rates, is_in, strict=True))
    taken = [Taken(each, points, rate) for each, points, rate, taken in rows if taken]
    used = _used(wishes, [each.candidate for each in taken])
    return Package(
        taken=tuple(sorted(taken, key=lambda each: -each.points)),
        missed=_missed(problem, wishes, rates, is_in, used),
        apart=found.apart,
        used=tuple(used.items()),
        samples=samples,
        exact=exact,
    )


def _best(problem: _Problem, *, also: int | None = None) -> Portfolio:
    """The best package, or the best one with a candidate that it lacks. Raises `Infeasible`."""
    rules = dict(problem.rules)
    if also is not None:
        rules["include"] = [*rules["include"], also]
    values = np.array([float(each) for each in problem.points])
    return select_portfolio(values, problem.costs, problem.budget, **rules)


def _wanted_but_apart(wishes: Wishes, apart: Sequence[Apart]) -> tuple[int, ...]:
    ids = {each.candidate.measure.measure_id for each in apart}
    return tuple(measure_id for measure_id in wishes.include if measure_id in ids)


# --- the wishes as the solver's rules -----------------------------------------------------------------


def _problem(
    eligible: tuple[Candidate, ...], links: Sequence[Link], wishes: Wishes, shares: Mapping[str, Fraction]
) -> _Problem:
    points = tuple(weighted_total(each.measure.judgement, shares) or Fraction(0) for each in eligible)
    row_of = {each.measure.measure_id: row for row, each in enumerate(eligible)}
    costs = np.array(
        [[float(each.figure(limit.resource) or 0) for limit in wishes.limits] for each in eligible]
    ).reshape(len(eligible), len(wishes.limits))
    budget = np.array([float(limit.most) for limit in wishes.limits])
    rules: dict[str, list[Any]] = {name: [] for name in ("requires", "excludes", "minimum", "maximum")}
    meanings: dict[tuple[str, tuple[int, ...], int | None], Clash] = {
        ("budget", (number,), None): Clash(limit=limit) for number, limit in enumerate(wishes.limits)
    }
    for kind, pair, clash in _pairs(links, row_of) if wishes.follow_dependencies else ():
        rules[kind].append(pair)
        meanings[kind, pair, None] = clash
    for kind, rows, count, clash in _counts(eligible, wishes):
        rules[kind].append((rows, count))
        meanings[kind, rows, count] = clash
    rules["include"] = [row_of[each] for each in wishes.include if each in row_of]
    for each in rules["include"]:
        meanings["include", (each,), None] = Clash(measures=(eligible[each].measure.measure_id,))
    return _Problem(eligible, points, costs, budget, rules, meanings)


def _pairs(links: Sequence[Link], row_of: Mapping[int, int]) -> Iterator[tuple[str, tuple[int, int], Clash]]:
    """Once for each pair, whichever of the two fact sheets says it."""
    seen = set()
    for link in links:
        if link.measure_id not in row_of or link.other_id not in row_of:
            continue
        if link.kind is DependencyKind.SUPPORTS:
            continue
        pair = (row_of[link.measure_id], row_of[link.other_id])
        if link.kind is DependencyKind.EXCLUDES:
            pair = (min(pair), max(pair))
        if (link.kind, pair) not in seen:
            seen.add((link.kind, pair))
            ids = (link.measure_id, link.other_id)
            yield link.kind.value, pair, Clash(measures=ids, dependency=link.kind)


def _counts(
    eligible: Sequence[Candidate], wishes: Wishes
) -> Iterator[tuple[str, tuple[int, ...], int, Clash]]:
    for quota in wishes.quotas:
        for group, rows in _groups(eligible, quota.by).items():
            if quota.least is not None:
                # A group that has fewer measures is asked for all that it has.
                least = min(quota.least, len(rows))
                yield "minimum", rows, least, Clash(quota=quota, group=group, is_least=True)
            if quota.most is not None and quota.most < len(rows):
                yield "maximum", rows, quota.most, Clash(quota=quota, group=group)
    if wishes.at_most is not None and wishes.at_most < len(eligible):
        yield "maximum", tuple(range(len(eligible))), wishes.at_most, Clash(at_most=wishes.at_most)


def _groups(eligible: Sequence[Candidate], by: Diversity) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, candidate in enumerate(eligible):
        group = candidate.group(by)
        if group is not None:
            found[group].append(row)
    return {group: tuple(rows) for group, rows in found.items()}


def _meant(problem: _Problem, rule: Rule) -> Clash:
    members = rule.members
    return problem.meanings[rule.kind, tuple(members), rule.count]


# --- what it costs, what missed it, and under all weightings --------------------------------------------


def _used(wishes: Wishes, taken: Sequence[Candidate]) -> dict[Resource, Decimal]:
    """Of every limited resource exactly; of the others what is known is said elsewhere."""
    return {
        limit.resource: sum((each.figure(limit.resource) or Decimal(0) for each in taken), Decimal(0))
        for limit in wishes.limits
    }


def _missed(
    problem: _Problem,
    wishes: Wishes,
    rates: Sequence[float | None],
    is_in: NDArray[np.bool_],
    used: Mapping[Resource, Decimal],
) -> tuple[Missed, ...]:
    """The ones with the most points first; for these the best package that has them is worked out."""
    points = problem.points
    out = sorted(np.flatnonzero(~is_in).tolist(), key=lambda row: -points[row])
    best = float(sum((points[row] for row in np.flatnonzero(is_in)), Fraction(0)))
    return tuple(
        Missed(
            problem.eligible[row],
            points[row],
            rates[row],
            _over(problem.eligible[row], wishes, used),
            _loses(problem, row, best) if place < MOST_MISSED else None,
        )
        for place, row in enumerate(out)
    )


def _over(
    candidate: Candidate, wishes: Wishes, used: Mapping[Resource, Decimal]
) -> tuple[tuple[Resource, Decimal], ...]:
    over = (
        (limit.resource, used[limit.resource] + (candidate.figure(limit.resource) or 0) - limit.most)
        for limit in wishes.limits
    )
    return tuple((resource, amount) for resource, amount in over if amount > 0)


def _loses(problem: _Problem, row: int, best: float) -> float | None:
    try:
        return max(best - _best(problem, also=row).value, 0.0)
    except Infeasible:
        return None


_Rates: TypeAlias = tuple[list[float | None], bool, int]
_NO_RATES: _Rates = ([], False, 0)


def _rates(catalogue: Catalogue, shares: Mapping[str, Fraction], problem: _Problem) -> _Rates:
    """For each candidate the share of all admissible weightings, whether exact, and how many were drawn."""
    eligible = problem.eligible
    if not eligible:
        return _NO_RATES
    values = criterion_values(catalogue, [each.measure.judgement for each in eligible], shares)
    is_plain = problem.costs.shape[1] < 2 and not any(
        problem.rules[name] for name in ("requires", "excludes", "minimum", "maximum")
    )
    samples = SAMPLES if is_plain else SAMPLES_WITH_RULES
    weights = sample_weights(values.shape[1], samples, rng=np.random.default_rng(SEED))
    costs = problem.costs if problem.costs.shape[1] else np.zeros((len(eligible), 1))
    budget = problem.budget if len(problem.budget) else np.zeros(1)
    found = portfolio_acceptability(values, weights, costs, budget, **problem.rules)
    return [float(each) for each in found.shares], found.exact, samples
