"""Rankings of judged measures: who has a place, in which list, with which rank (rules 4, 5, 6, 9 and 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from toolkit.judging.answers import Phase
from toolkit.judging.gate import GateState, Standing
from toolkit.judging.judgement import Basis, Judgement
from toolkit.judging.points import shown_points
from toolkit.scoring import ranks

Thing = TypeVar("Thing")


class Apart(StrEnum):
    """Why a measure has no place in the ranking."""

    GATE_NOT_MET = "gate_not_met"
    GATE_OPEN = "gate_open"
    GATE_DISPUTED = "gate_disputed"
    TOO_LITTLE_JUDGED = "too_little_judged"


@dataclass(frozen=True, slots=True)
class Place(Generic[Thing]):
    thing: Thing
    rank: int
    points: Decimal
    total: Fraction


@dataclass(frozen=True, slots=True)
class RankingList(Generic[Thing]):
    """One list with its own ranks. Reviewed and self-assessed measures are never in the same one."""

    basis: Basis
    phase: Phase | None
    places: tuple[Place[Thing], ...]


@dataclass(frozen=True, slots=True)
class Ranking(Generic[Thing]):
    """The lists and what stands apart. It is preliminary while no measure, not even one apart, is reviewed:
    then the list of the self-assessments is the only one."""

    lists: tuple[RankingList[Thing], ...]
    apart: tuple[tuple[Thing, Apart], ...]
    is_preliminary: bool


def rank_measures(
    judgements: Mapping[Thing, Judgement],
    *,
    by_phase: bool = True,
    tolerance: float = 1e-9,
    totals: Mapping[Thing, Fraction] | None = None,
) -> Ranking[Thing]:
    """Ranks within basis and, by default, phase; reviewed lists come first, phases in their order.

    `totals` are those by other weights than the catalogue's, for all that have a total.
    """
    if totals is None:
        own = ((thing, judged.total.value) for thing, judged in judgements.items())
        totals = {thing: total for thing, total in own if total is not None}
    apart = tuple((thing, reason) for thing, judged in judgements.items() if (reason := reason_apart(judged)))
    ranked = [thing for thing, judged in judgements.items() if judged.is_ranked]
    lists = []
    for basis in (Basis.REVIEWS, Basis.SELF):
        for phase in list(Phase) if by_phase else [None]:
            members = [
                thing
                for thing in ranked
                if judgements[thing].basis is basis and phase in (None, judgements[thing].phase)
            ]
            if members:
                lists.append(RankingList(basis, phase, _places(members, totals, tolerance)))
    is_preliminary = all(judged.basis is Basis.SELF for judged in judgements.values())
    return Ranking(tuple(lists), apart, is_preliminary)


def reason_apart(judgement: Judgement) -> Apart | None:
    """Why it is not ranked; None where it is. Too little judged comes first: nothing else is sure then."""
    if not judgement.enough_judged:
        return Apart.TOO_LITTLE_JUDGED
    if judgement.gate.standing is Standing.DISPUTED:
        return Apart.GATE_DISPUTED
    return {GateState.NOT_MET: Apart.GATE_NOT_MET, GateState.OPEN: Apart.GATE_OPEN}.get(judgement.gate.state)


def _places(
    members: Sequence[Thing], totals: Mapping[Thing, Fraction], tolerance: float
) -> tuple[Place[Thing], ...]:
    known = [totals[thing] for thing in members]
    numbers = ranks([float(total) for total in known], tolerance).tolist()
    points = shown_points(known, numbers)
    places = [Place(*place) for place in zip(members, numbers, points, known, strict=True)]
    return tuple(sorted(places, key=lambda place: place.rank))
