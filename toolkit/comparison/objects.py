"""What a comparison holds: judged measures, frozen, and their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from toolkit.access import Actor
from toolkit.catalogue import Catalogue
from toolkit.judging import Basis, Judgement, Phase, Ranking, rank_measures
from toolkit.model import FieldOfAction, MeasureState, MunicipalityKind, SettlementType

# Below this many municipalities a group would show others how a single one of them judges.
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class PeerKind:
    """What makes municipalities comparable: the same kind, and for towns the same settlement type."""

    kind: MunicipalityKind
    settlement_type: SettlementType | None = None

    @property
    def key(self) -> str:
        return (self.settlement_type or self.kind).value


PEER_KINDS = (
    *(PeerKind(MunicipalityKind.MUNICIPALITY, settlement_type) for settlement_type in SettlementType),
    PeerKind(MunicipalityKind.DISTRICT),
    PeerKind(MunicipalityKind.COOPERATION),
)


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """One measure with its judgement, as far as a comparison needs it."""

    measure_id: int
    revision_number: int
    title: str
    municipality_id: int
    municipality: str
    kind: MunicipalityKind
    settlement_type: SettlementType | None
    funded: bool | None
    phase: Phase
    field_of_action: FieldOfAction | None
    is_example: bool
    state: MeasureState
    submitted_at: datetime | None
    judgement: Judgement
    # Beside the judgement by reviews; None where the judgement is the self-assessment's own.
    self_judgement: Judgement | None = None
    # Of the fact sheet, in euro and in hours a month; None also where the reader may not read the fact sheet.
    own_share: Decimal | None = None
    follow_up_cost_per_year: Decimal | None = None
    staff_hours_building: int | None = None
    staff_hours_operation: int | None = None

    @property
    def is_reviewed(self) -> bool:
        return self.judgement.basis is Basis.REVIEWS

    @property
    def gap(self) -> Fraction | None:
        """Points by which the self-assessment lies above the reviews; None where there are not both."""
        own = self.self_judgement.total.value if self.self_judgement else None
        reviewed = self.judgement.total.value
        return None if own is None or reviewed is None else own - reviewed

    @property
    def is_reworked(self) -> bool:
        """A newer revision is being worked on; this one is compared until that one is submitted."""
        return self.submitted_at is not None and self.state is MeasureState.DRAFT

    @property
    def peers(self) -> PeerKind | None:
        """None for a town without a type: it has no peers that anybody could name."""
        if self.kind is not MunicipalityKind.MUNICIPALITY:
            return PeerKind(self.kind)
        return PeerKind(self.kind, self.settlement_type) if self.settlement_type else None


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The measures of municipalities of one kind; `peers` is None for those whose type is not known."""

    peers: PeerKind | None
    measures: tuple[ComparedMeasure, ...]

    @property
    def municipality_ids(self) -> frozenset[int]:
        return frozenset(measure.municipality_id for measure in self.measures)

    def is_shown_to(self, actor: Actor) -> bool:
        """A small group only to those who plan for all of its municipalities."""
        ids = self.municipality_ids
        return len(ids) >= SMALLEST_GROUP or all(actor.plans_for(each) for each in ids)


@dataclass(frozen=True)
class Comparison:
    """The measures of one programme that one actor may see, judged by exactly one catalogue version."""

    catalogue: Catalogue
    measures: tuple[ComparedMeasure, ...]

    @cached_property
    def ranking(self) -> Ranking[int]:
        """Ranks by measure id."""
        return rank_measures({measure.measure_id: measure.judgement for measure in self.measures})

    @cached_property
    def by_id(self) -> dict[int, ComparedMeasure]:
        return {measure.measure_id: measure for measure in self.measures}

    @property
    def municipalities(self) -> tuple[str, ...]:
        return tuple(sorted({measure.municipality for measure in self.measures}))

    def only(
        self,
        *,
        municipalities: Iterable[str] = (),
        phases: Iterable[Phase] = (),
        fields: Iterable[FieldOfAction] = (),
        funded: Iterable[bool] = (),
        peers: Iterable[PeerKind] = (),
        reviewed: Iterable[bool] = (),
    ) -> Comparison:
        """The part that fits all filters; an empty filter lets everything through."""
        wanted = (
            frozenset(municipalities),
            frozenset(phases),
            frozenset(fields),
            frozenset(funded),
            frozenset(peers),
            frozenset(reviewed),
        )

        def fits(measure: ComparedMeasure) -> bool:
            has = (
                measure.municipality,
                measure.phase,
                measure.field_of_action,
                measure.funded,
                measure.peers,
                measure.is_reviewed,
            )
            return all(not some or one in some for some, one in zip(wanted, has, strict=True))

        return Comparison(self.catalogue, tuple(measure for measure in self.measures if fits(measure)))


def peer_groups(comparison: Comparison) -> tuple[PeerGroup, ...]:
    """The groups that have measures, towns by size first; what has no type comes last."""
    found: dict[PeerKind | None, list[ComparedMeasure]] = defaultdict(list)
    for measure in comparison.measures:
        found[measure.peers].append(measure)
    return tuple(PeerGroup(peers, tuple(found[peers])) for peers in (*PEER_KINDS, None) if peers in found)


def parts_by_funding(group: PeerGroup) -> tuple[tuple[bool, PeerGroup], ...]:
    """The group's funded municipalities and the others, funded first. Empty where all have that in common, or
    of one it is not known: then the two parts would not be the whole."""
    known = {measure.funded for measure in group.measures}
    if known != {True, False}:
        return ()
    return tuple(
        (funded, PeerGroup(group.peers, tuple(one for one in group.measures if one.funded is funded)))
        for funded in (True, False)
    )
