"""What a steering group sees of its own work: for who sits in it, leads it or coordinates its programme."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Mapped
from sqlmodel import col

from toolkit.access.rules import Actor
from toolkit.model import Role, StakeholderGroup, WeightSet

SITTING = frozenset({Role.STEERING, Role.CHAIR, Role.COORDINATION})


def visible_stakeholder_groups(actor: Actor) -> Select[int | None]:
    """The ids of the groups that weigh in the programmes of the actor's steering group."""
    return select(col(StakeholderGroup.id)).where(_steered(actor, col(StakeholderGroup.programme_id)))


def visible_weight_sets(actor: Actor) -> Select[int | None]:
    """The ids of the weightings, fixed and not, in the programmes of the actor's steering group."""
    return select(col(WeightSet.id)).where(_steered(actor, col(WeightSet.programme_id)))


def _steered(actor: Actor, programme: Mapped[int]) -> ColumnElement[bool]:
    programmes = {grant.programme_id for grant in actor.grants if grant.role in SITTING}
    return true() if None in programmes else programme.in_([one for one in programmes if one is not None])
