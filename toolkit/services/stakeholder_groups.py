"""The groups that weigh: council, administration, citizens, business, or whoever the chair names."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.messages import Message
from toolkit.model import StakeholderGroup, WeightSet, id_of
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.weighting import WeighingGroup, Weighting, open_weighting, proper_name, require_steering
from toolkit.storage import record_event

MOST = 12


def add_group(session: Session, actor: Actor, *, programme_id: int, name: str) -> int:
    """One more group. Once results are shown nobody can begin to weigh without knowing them: then a variant
    is the way."""
    require_steering(session, actor, Action.FIX_WEIGHTS, programme_id)
    weighting = open_weighting(session, actor, programme_id=programme_id)
    if weighting.groups and weighting.is_fixed:
        raise RefusedError(Message.of("weighting.group_too_late"))
    if len(weighting.groups) >= MOST:
        raise RefusedError(Message.of("weighting.too_many_groups", most=MOST))
    name = _unknown_name(weighting, name)
    last = session.exec(
        select(func.max(StakeholderGroup.position)).where(col(StakeholderGroup.programme_id) == programme_id)
    ).one()
    row = StakeholderGroup(programme_id=programme_id, name=name, position=(last or 0) + 1)
    session.add(row)
    session.flush()
    _record(session, actor, "add_stakeholder_group", row)
    return id_of(row)


def rename_group(session: Session, actor: Actor, *, group_id: int, name: str) -> None:
    weighting, group, row = _changeable(session, actor, group_id)
    if " ".join(name.split()) == group.name:
        return
    row.name = _unknown_name(weighting, name)
    row.version += 1
    session.add(row)
    if group.first is not None:
        session.get_one(WeightSet, group.first.weight_set_id).name = row.name
    session.flush()
    _record(session, actor, "rename_stakeholder_group", row)


def remove_group(session: Session, actor: Actor, *, group_id: int) -> None:
    """Takes the group away, with a weighting that is not fixed."""
    _, group, row = _changeable(session, actor, group_id)
    _record(session, actor, "remove_stakeholder_group", row)
    if group.first is not None:
        session.delete(session.get_one(WeightSet, group.first.weight_set_id))
        session.flush()
    session.delete(row)
    session.flush()


def _changeable(
    session: Session, actor: Actor, group_id: int
) -> tuple[Weighting, WeighingGroup, StakeholderGroup]:
    row = session.get(StakeholderGroup, group_id)
    if row is None:
        raise NotFoundError(Message.of("weighting.unknown_group"))
    require_steering(session, actor, Action.FIX_WEIGHTS, row.programme_id)
    weighting = open_weighting(session, actor, programme_id=row.programme_id)
    group = next(group for group in weighting.groups if group.group_id == group_id)
    if group.is_fixed:
        raise RefusedError(Message.of("weighting.is_fixed", group=group.name))
    return weighting, group, row


def _unknown_name(weighting: Weighting, name: str) -> str:
    name = proper_name(name)
    if name.casefold() in {known.casefold() for known in weighting.names}:
        raise InvalidError(Message.of("weighting.name_known", name=name))
    return name


def _record(session: Session, actor: Actor, action: str, row: StakeholderGroup) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=row.programme_id,
        measure_id=None,
        action=action,
        thing="stakeholder_group",
        thing_id=id_of(row),
        changes={"name": row.name},
    )
