"""How much each criterion counts, in whose eyes (rule 15): groups weigh first, results are shown then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import (
    Action,
    Actor,
    OfProgramme,
    may,
    visible_programmes,
    visible_stakeholder_groups,
    visible_weight_sets,
)
from toolkit.catalogue import Catalogue
from toolkit.firmness import EnteredWeights, UnfitWeightsError, weights_from
from toolkit.messages import Message
from toolkit.model import (
    Person,
    Programme,
    ProgrammeKind,
    StakeholderGroup,
    WeightingMethod,
    WeightSet,
    id_of,
    now,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.storage import insert_if_absent, record_event

LONGEST_REASON, LONGEST_NAME = 4000, 120


@dataclass(frozen=True, slots=True)
class Weighed:
    """One weighting as stored: a group's first one, or a variant. `fixed_at` is None while it may change."""

    weight_set_id: int
    name: str
    group_id: int | None
    is_variant: bool
    method: WeightingMethod
    entered: Mapping[str, Any]
    weights: Mapping[str, float]
    reason: str
    proposed_by: str
    created_at: datetime
    fixed_at: datetime | None
    version: int

    @property
    def order(self) -> tuple[str, ...] | None:
        """Where only an order was said, every weighting in this order is admissible."""
        return tuple(self.entered["order"]) if self.method is WeightingMethod.ORDER else None

    def fits(self, catalogue: Catalogue) -> bool:
        """Whether it is about the criteria of this catalogue version."""
        return set(self.weights) == {criterion.id for criterion in catalogue.criteria}


@dataclass(frozen=True, slots=True)
class WeighingGroup:
    group_id: int
    name: str
    first: Weighed | None
    version: int

    @property
    def is_fixed(self) -> bool:
        return self.first is not None and self.first.fixed_at is not None


@dataclass(frozen=True, slots=True)
class Weighting:
    """All that a programme has of weightings."""

    programme_id: int
    groups: tuple[WeighingGroup, ...]
    variants: tuple[Weighed, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (*(group.name for group in self.groups), *(variant.name for variant in self.variants))

    @property
    def waiting(self) -> tuple[WeighingGroup, ...]:
        """The groups whose first weighting is not fixed."""
        return tuple(group for group in self.groups if not group.is_fixed)

    @property
    def is_fixed(self) -> bool:
        """Whether results under weights may be shown: every group's first weighting is fixed. Without groups
        the catalogue's own weights count, which were fixed before anything was judged."""
        return not self.waiting

    @property
    def in_force(self) -> tuple[Weighed, ...]:
        """All weightings that may be shown, the groups' first ones before the variants; none while a group
        has still to fix its own."""
        if not self.is_fixed:
            return ()
        firsts = (group.first for group in self.groups)
        return (*(first for first in firsts if first is not None), *self.variants)


class WeightsConflictError(ServiceError):
    """Somebody else changed the group's weighting meanwhile. Nothing was overwritten."""

    def __init__(self, theirs: Weighed) -> None:
        by = theirs.proposed_by
        super().__init__(
            Message.of("weighting.conflict", name=by) if by else Message.of("weighting.conflict_of_nobody")
        )
        self.theirs = theirs


def open_weighting(session: Session, actor: Actor, *, programme_id: int) -> Weighting:
    """Two queries; empty for who has no part in the programme's steering group."""
    rows = session.exec(
        select(WeightSet, Person.name, Person.email)
        .outerjoin(Person, col(Person.id) == col(WeightSet.proposed_by_id))
        .where(col(WeightSet.programme_id) == programme_id, col(WeightSet.id).in_(visible_weight_sets(actor)))
        .order_by(col(WeightSet.id))
    )
    weighed = [_weighed(row, name or email or "") for row, name, email in rows]
    firsts = {one.group_id: one for one in weighed if not one.is_variant}
    groups = session.exec(
        select(StakeholderGroup)
        .where(
            col(StakeholderGroup.programme_id) == programme_id,
            col(StakeholderGroup.id).in_(visible_stakeholder_groups(actor)),
        )
        .order_by(col(StakeholderGroup.position), col(StakeholderGroup.id))
    )
    return Weighting(
        programme_id,
        tuple(WeighingGroup(id_of(row), row.name, firsts.get(row.id), row.version) for row in groups),
        tuple(one for one in weighed if one.is_variant),
    )


def propose_weights(
    session: Session,
    actor: Actor,
    *,
    group_id: int,
    catalogue: Catalogue,
    method: WeightingMethod,
    entered: Mapping[str, Any],
    reason: str,
    based_on: int,
) -> Weighed:
    """Saves the group's first weighting, and gives it as stored; it may be changed until it is fixed.

    `based_on` is the version that the writer saw, 0 where there was none; `WeightsConflictError` carries what
    somebody else saved meanwhile.
    """
    group = _group(session, actor, group_id, Action.WEIGH)
    found, reason = _read(catalogue, method, entered), _reason(reason)
    row = _locked(session, group)
    if row.fixed_at is not None:
        raise RefusedError(Message.of("weighting.is_fixed", group=group.name))
    if row.version != based_on:
        if (row.method, row.input, row.reason) == (method, dict(entered), reason):
            return _stored(session, row)
        raise WeightsConflictError(_stored(session, row))
    row.method, row.input, row.reason = method, dict(entered), reason
    row.weights, row.proposed_by_id = dict(found.weights), actor.person_id
    row.version += 1
    session.add(row)
    session.flush()
    _record_set(session, actor, "propose_weights", row)
    return _stored(session, row)


def fix_weights(session: Session, actor: Actor, *, group_id: int, based_on: int) -> Weighed:
    """From now on the group's first weighting never changes; `based_on` is the version that was read."""
    group = _group(session, actor, group_id, Action.FIX_WEIGHTS)
    row = session.exec(_first_of(group).with_for_update()).one_or_none()
    if row is None:
        raise RefusedError(Message.of("weighting.nothing_to_fix", group=group.name))
    if row.fixed_at is not None:
        return _stored(session, row)
    if row.version != based_on:
        raise WeightsConflictError(_stored(session, row))
    row.fixed_at = now()
    session.add(row)
    session.flush()
    _record_set(session, actor, "fix_weights", row)
    return _stored(session, row)


def propose_variant(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    catalogue: Catalogue,
    name: str,
    method: WeightingMethod,
    entered: Mapping[str, Any],
    reason: str,
    group_id: int | None = None,
) -> Weighed:
    """A later weighting with a name of its own, beside the first ones, which stay as they are. As results are
    shown by then, it is fixed as soon as it is proposed."""
    require_steering(session, actor, Action.WEIGH, programme_id)
    weighting = open_weighting(session, actor, programme_id=programme_id)
    if not weighting.is_fixed:
        raise RefusedError(Message.of("weighting.variant_too_early"))
    if group_id is not None and group_id not in {group.group_id for group in weighting.groups}:
        raise NotFoundError(Message.of("weighting.unknown_group"))
    name = proper_name(name)
    if name.casefold() in {known.casefold() for known in weighting.names}:
        raise InvalidError(Message.of("weighting.name_known", name=name))
    found = _read(catalogue, method, entered)
    row = WeightSet(
        programme_id=programme_id,
        group_id=group_id,
        name=name,
        is_variant=True,
        method=method,
        input=dict(entered),
        weights=dict(found.weights),
        reason=_reason(reason),
        proposed_by_id=actor.person_id,
        fixed_at=now(),
    )
    session.add(row)
    session.flush()
    _record_set(session, actor, "propose_variant", row)
    return _stored(session, row)


def require_steering(session: Session, actor: Actor, action: Action, programme_id: int) -> None:
    """Only for who has the role in a programme that they may see, and only where something is selected."""
    programme = session.exec(
        select(Programme).where(
            col(Programme.id) == programme_id, col(Programme.id).in_(visible_programmes(actor))
        )
    ).one_or_none()
    if programme is None:
        raise NotFoundError(Message.of("programme.unknown"))
    verdict = may(actor, action, OfProgramme(programme_id))
    if verdict.reason:
        raise RefusedError(verdict.reason)
    if programme.kind is not ProgrammeKind.SELECTION:
        raise RefusedError(Message.of("weighting.only_selection"))


def _group(session: Session, actor: Actor, group_id: int, action: Action) -> StakeholderGroup:
    group = session.exec(
        select(StakeholderGroup).where(
            col(StakeholderGroup.id) == group_id,
            col(StakeholderGroup.id).in_(visible_stakeholder_groups(actor)),
        )
    ).one_or_none()
    if group is None:
        raise NotFoundError(Message.of("weighting.unknown_group"))
    require_steering(session, actor, action, group.programme_id)
    return group


def _first_of(group: StakeholderGroup) -> Any:
    return select(WeightSet).where(col(WeightSet.group_id) == group.id, col(WeightSet.is_variant).is_(False))


def _locked(session: Session, group: StakeholderGroup) -> WeightSet:
    """The row of the group's first weighting, held until the end; made now, with version 0, if there is none:
    two first writers meet the same comparison of versions."""
    first: dict[str, object] = {
        "programme_id": group.programme_id,
        "group_id": group.id,
        "name": group.name,
        "is_variant": False,
        "method": WeightingMethod.LEVELS,
        "input": {},
        "weights": {},
        "reason": "",
        "created_at": now(),
        "version": 0,
    }
    insert_if_absent(session, WeightSet, first)
    statement = _first_of(group).with_for_update().execution_options(populate_existing=True)
    row: WeightSet = session.exec(statement).one()
    return row


def _read(catalogue: Catalogue, method: WeightingMethod, entered: Mapping[str, Any]) -> EnteredWeights:
    try:
        return weights_from(catalogue, method, entered)
    except UnfitWeightsError as error:
        raise InvalidError(error.message) from error


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise InvalidError(Message.of("weighting.without_reason"))
    if len(reason) > LONGEST_REASON:
        raise InvalidError(Message.of("joint.too_long", longest=LONGEST_REASON, length=len(reason)))
    return reason


def proper_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidError(Message.of("weighting.without_name"))
    if len(name) > LONGEST_NAME:
        raise InvalidError(Message.of("weighting.name_too_long", longest=LONGEST_NAME))
    return name


def _stored(session: Session, row: WeightSet) -> Weighed:
    who = session.get(Person, row.proposed_by_id) if row.proposed_by_id else None
    return _weighed(row, (who.name or who.email or "") if who else "")


def _weighed(row: WeightSet, proposed_by: str) -> Weighed:
    return Weighed(
        weight_set_id=id_of(row),
        name=row.name,
        group_id=row.group_id,
        is_variant=row.is_variant,
        method=row.method,
        entered=dict(row.input),
        weights=dict(row.weights),
        reason=row.reason,
        proposed_by=proposed_by,
        created_at=row.created_at,
        fixed_at=row.fixed_at,
        version=row.version,
    )


def _record_set(session: Session, actor: Actor, action: str, row: WeightSet) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=row.programme_id,
        measure_id=None,
        action=action,
        thing="weight_set",
        thing_id=id_of(row),
        changes={"method": row.method.value, "weights": row.weights, "reason": row.reason},
    )
