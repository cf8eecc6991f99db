"""The measures that a package is chosen from, and those that stand apart with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from toolkit.comparison import ComparedMeasure
from toolkit.model import DependencyKind
from toolkit.packing.wishes import Diversity, Resource, Wishes

SOUND_CLASSES = frozenset({"viable", "viable_with_condition"})


@dataclass(frozen=True)
class Candidate:
    """One measure of the comparison; a figure that its fact sheet does not state, or that the reader may not
    read, is None."""

    measure: ComparedMeasure

    def figure(self, resource: Resource) -> Decimal | None:
        value = getattr(self.measure, resource.value)
        return None if value is None else Decimal(value)

    def group(self, by: Diversity) -> str | None:
        """The name of its municipality, or the key of its field or size; None where that is not known."""
        measure = self.measure
        if by is Diversity.MUNICIPALITY:
            return measure.municipality
        if by is Diversity.FIELD:
            return measure.field_of_action.value if measure.field_of_action else None
        return measure.peers.key if measure.peers else None


@dataclass(frozen=True)
class Link:
    """A dependency as the fact sheets say it, between two measures of the comparison."""

    measure_id: int
    kind: DependencyKind
    other_id: int


class Reason(StrEnum):
    """Why a measure cannot be in a package, whatever the limits."""

    NOT_RANKED = "not_ranked"
    NOT_SOUND = "not_sound"
    NO_FIGURE = "no_figure"
    WITHDRAWN_BY_WISH = "excluded"
    NEEDS_WHAT_IS_APART = "needs_what_is_apart"


@dataclass(frozen=True)
class Apart:
    """`missing` are the figures that it lacks, `needs` the measures that it requires and that are apart."""

    candidate: Candidate
    reason: Reason
    missing: tuple[Resource, ...] = ()
    needs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sorted:
    eligible: tuple[Candidate, ...]
    apart: tuple[Apart, ...] = field(default=())


def sort_out(candidates: Sequence[Candidate], wishes: Wishes, links: Sequence[Link]) -> Sorted:
    """Who may be in a package at all. A limited figure that is not given is never taken for 0."""
    limited = tuple(limit.resource for limit in wishes.limits)
    apart: dict[int, Apart] = {}
    for candidate in candidates:
        found = _apart(candidate, wishes, limited)
        if found:
            apart[candidate.measure.measure_id] = found
    if wishes.follow_dependencies:
        _with_what_they_need(candidates, links, apart)
    eligible = tuple(each for each in candidates if each.measure.measure_id not in apart)
    return Sorted(eligible, tuple(apart.values()))


def _apart(candidate: Candidate, wishes: Wishes, limited: Sequence[Resource]) -> Apart | None:
    judgement = candidate.measure.judgement
    if candidate.measure.measure_id in wishes.exclude:
        return Apart(candidate, Reason.WITHDRAWN_BY_WISH)
    if not judgement.is_ranked:
        return Apart(candidate, Reason.NOT_RANKED)
    if wishes.only_sound and judgement.class_id not in SOUND_CLASSES:
        return Apart(candidate, Reason.NOT_SOUND)
    missing = tuple(resource for resource in limited if candidate.figure(resource) is None)
    return Apart(candidate, Reason.NO_FIGURE, missing=missing) if missing else None


def _with_what_they_need(
    candidates: Sequence[Candidate], links: Sequence[Link], apart: dict[int, Apart]
) -> None:
    """Whatever requires a measure that is apart is apart too, and so on; what is not compared at all is
    not held against anybody: nothing is known of it here."""
    by_id = {candidate.measure.measure_id: candidate for candidate in candidates}
    required = [link for link in links if link.kind is DependencyKind.REQUIRES and link.other_id in by_id]
    while True:
        more = [
            link
            for link in required
            if link.measure_id in by_id and link.measure_id not in apart and link.other_id in apart
        ]
        if not more:
            return
        for link in more:
            needs = tuple(
                other.other_id
                for other in required
                if other.measure_id == link.measure_id and other.other_id in apart
            )
            apart[link.measure_id] = Apart(by_id[link.measure_id], Reason.NEEDS_WHAT_IS_APART, needs=needs)
