"""What a steering group sees of its own work: for who sits in it, leads it or coordinates its programme."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Mapped
from sqlmodel import col

from toolkit.access.rules import Actor
from toolkit.access.seeing import visible_revisions
from toolkit.model import AgendaItem, Decision, Meeting, Package, Revision, Role, StakeholderGroup, WeightSet

SITTING = frozenset({Role.STEERING, Role.CHAIR, Role.COORDINATION})


def visible_stakeholder_groups(actor: Actor) -> Select[int | None]:
    """The ids of the groups that weigh in the programmes of the actor's steering group."""
    return select(col(StakeholderGroup.id)).where(_steered(actor, col(StakeholderGroup.programme_id)))


def visible_weight_sets(actor: Actor) -> Select[int | None]:
    """The ids of the weightings, fixed and not, in the programmes of the actor's steering group."""
    return select(col(WeightSet.id)).where(_steered(actor, col(WeightSet.programme_id)))


def visible_packages(actor: Actor) -> Select[int | None]:
    """The ids of the packages that were kept in the programmes of the actor's steering group."""
    return select(col(Package.id)).where(_steered(actor, col(Package.programme_id)))


def visible_meetings(actor: Actor) -> Select[int | None]:
    """The ids of the meetings, with all that belongs to them, in the programmes of the steering group."""
    return select(col(Meeting.id)).where(_steered(actor, col(Meeting.programme_id)))


def visible_decisions(actor: Actor) -> Select[int | None]:
    """The ids of what meetings said: the steering group reads it while it is pending, everybody who sees the
    measure once it is published."""
    seen = select(col(Revision.measure_id)).where(col(Revision.id).in_(visible_revisions(actor)))
    published = and_(col(Decision.published_at).is_not(None), col(AgendaItem.measure_id).in_(seen))
    return (
        select(col(Decision.id))
        .join(AgendaItem, col(AgendaItem.id) == col(Decision.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(or_(published, _steered(actor, col(Meeting.programme_id))))
    )


def _steered(actor: Actor, programme: Mapped[int]) -> ColumnElement[bool]:
    programmes = {grant.programme_id for grant in actor.grants if grant.role in SITTING}
    return true() if None in programmes else programme.in_([one for one in programmes if one is not None])
