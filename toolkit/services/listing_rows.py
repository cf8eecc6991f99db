"""Which rows each list to take along has: the joins, and what the actor may see of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import aliased
from sqlmodel import col

from toolkit.access import (
    Actor,
    visible_assignments,
    visible_conflicts,
    visible_decisions,
    visible_events,
    visible_letters,
    visible_meetings,
    visible_municipalities,
    visible_packages,
    visible_programmes,
    visible_replies,
    visible_revisions,
    visible_rounds,
    visible_weight_sets,
)
from toolkit.model import (
    AgendaItem,
    Assessment,
    Assignment,
    CatalogueVersion,
    Condition,
    Conflict,
    Decision,
    Dependency,
    Event,
    Letter,
    Measure,
    Meeting,
    Membership,
    Municipality,
    MunicipalityKey,
    MunicipalityMember,
    Package,
    Person,
    Programme,
    Reply,
    Revision,
    Round,
    RoundItem,
    StakeholderGroup,
    WeightSet,
)

# A second look at a table that a list names already.
MEMBER, REQUIRED = aliased(Municipality), aliased(Measure)


def on_revision(table: Any) -> Callable[[Select[Any], Actor, int], Select[Any]]:
    def rows(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
        statement = chosen.join(Revision, col(Revision.id) == table.revision_id)
        return _seen(statement, actor, programme_id).order_by(col(Measure.id), col(Revision.number), table.id)

    return rows


def _seen(statement: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return _measured(statement, programme_id).where(col(Revision.id).in_(visible_revisions(actor)))


def _measured(statement: Select[Any], programme_id: int) -> Select[Any]:
    return (
        statement.join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .where(col(Measure.programme_id) == programme_id)
    )


def rows_of_measures(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return _seen(chosen.select_from(Revision), actor, programme_id).order_by(
        col(Measure.id), col(Revision.number)
    )


def rows_of_dependencies(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    statement = chosen.select_from(Dependency).join(REQUIRED, col(REQUIRED.id) == col(Dependency.measure_id))
    return on_revision(Dependency)(statement, actor, programme_id)


def on_assessment(
    table: Any, seen: Callable[[Actor], Select[Any]]
) -> Callable[[Select[Any], Actor, int], Select[Any]]:
    def rows(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
        statement = (
            chosen.select_from(table)
            .join(Assessment, col(Assessment.id) == table.assessment_id)
            .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        )
        return (
            _measured(statement, programme_id)
            .where(table.id.in_(seen(actor)))
            .order_by(col(Measure.id), col(Revision.number), table.id)
        )

    return rows


def rows_of_rounds(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    statement = chosen.select_from(Round).join(Revision, col(Revision.id) == col(Round.revision_id))
    return (
        _measured(statement, programme_id)
        .where(col(Round.id).in_(visible_rounds(actor)))
        .order_by(col(Round.id))
    )


def rows_of_round_items(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    joined = chosen.select_from(RoundItem).join(Round, col(Round.id) == col(RoundItem.round_id))
    statement = joined.join(Revision, col(Revision.id) == col(Round.revision_id))
    return (
        _measured(statement, programme_id)
        .where(col(Round.id).in_(visible_rounds(actor)))
        .order_by(col(RoundItem.id))
    )


def rows_of_replies(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    joined = chosen.select_from(Reply).join(RoundItem, col(RoundItem.id) == col(Reply.round_item_id))
    statement = joined.join(Round, col(Round.id) == col(RoundItem.round_id)).join(
        Revision, col(Revision.id) == col(Round.revision_id)
    )
    return (
        _measured(statement, programme_id)
        .where(col(Reply.id).in_(visible_replies(actor)))
        .order_by(col(Reply.id))
    )


def rows_of_letters(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    statement = chosen.select_from(Letter).join(Revision, col(Revision.id) == col(Letter.revision_id))
    return (
        _measured(statement, programme_id)
        .where(col(Letter.id).in_(visible_letters(actor)))
        .order_by(col(Letter.id))
    )


def rows_of_municipalities(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return chosen.where(col(Municipality.id).in_(visible_municipalities(actor))).order_by(
        col(Municipality.name), col(Municipality.id)
    )


def rows_of_keys(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    joined = chosen.select_from(MunicipalityKey).join(
        Municipality, col(Municipality.id) == col(MunicipalityKey.municipality_id)
    )
    return joined.where(col(Municipality.id).in_(visible_municipalities(actor))).order_by(
        col(MunicipalityKey.id)
    )


def rows_of_members(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    joined = (
        chosen.select_from(MunicipalityMember)
        .join(Municipality, col(Municipality.id) == col(MunicipalityMember.group_id))
        .join(MEMBER, col(MEMBER.id) == col(MunicipalityMember.member_id))
    )
    return joined.where(col(Municipality.id).in_(visible_municipalities(actor))).order_by(
        col(MunicipalityMember.id)
    )


def rows_of_programmes(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    joined = chosen.select_from(Programme).join(
        CatalogueVersion, col(CatalogueVersion.id) == col(Programme.catalogue_version_id)
    )
    return joined.where(col(Programme.id).in_(visible_programmes(actor))).order_by(col(Programme.id))


def rows_of_people(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return chosen.order_by(col(Person.id))


def rows_of_memberships(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        chosen.select_from(Membership)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .outerjoin(Municipality, col(Municipality.id) == col(Membership.municipality_id))
        .outerjoin(Programme, col(Programme.id) == col(Membership.programme_id))
        .order_by(col(Membership.id))
    )


def rows_of_assignments(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    """The measure by its uuid alone: whoever has a conflict of interest knows of the assignment, no more."""
    return (
        chosen.select_from(Assignment)
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(col(Measure.programme_id) == programme_id)
        .where(col(Assignment.id).in_(visible_assignments(actor)))
        .order_by(col(Assignment.id))
    )


def rows_of_conflicts(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        chosen.select_from(Conflict)
        .join(Person, col(Person.id) == col(Conflict.person_id))
        .outerjoin(Municipality, col(Municipality.id) == col(Conflict.municipality_id))
        .outerjoin(Measure, col(Measure.id) == col(Conflict.measure_id))
        .where(col(Conflict.id).in_(visible_conflicts(actor)))
        .order_by(col(Conflict.id))
    )


def rows_of_weight_sets(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        chosen.select_from(WeightSet)
        .outerjoin(StakeholderGroup, col(StakeholderGroup.id) == col(WeightSet.group_id))
        .where(col(WeightSet.programme_id) == programme_id)
        .where(col(WeightSet.id).in_(visible_weight_sets(actor)))
        .order_by(col(WeightSet.id))
    )


def rows_of_packages(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        chosen.select_from(Package)
        .where(col(Package.programme_id) == programme_id)
        .where(col(Package.id).in_(visible_packages(actor)))
        .order_by(col(Package.id))
    )


def rows_of_events(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        chosen.select_from(Event)
        .join(Measure, col(Measure.id) == col(Event.measure_id))
        .where(col(Measure.programme_id) == programme_id)
        .where(col(Event.id).in_(visible_events(actor)))
        .order_by(col(Event.id))
    )


def rows_of_meetings(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        chosen.select_from(Meeting)
        .where(col(Meeting.programme_id) == programme_id)
        .where(col(Meeting.id).in_(visible_meetings(actor)))
        .order_by(col(Meeting.id))
    )


def rows_of_decisions(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    return (
        _at_meetings(chosen.select_from(Decision), programme_id)
        .where(col(Decision.id).in_(visible_decisions(actor)))
        .order_by(col(Decision.id))
    )


def rows_of_conditions(chosen: Select[Any], actor: Actor, programme_id: int) -> Select[Any]:
    joined = chosen.select_from(Condition).join(Decision, col(Decision.id) == col(Condition.decision_id))
    return (
        _at_meetings(joined, programme_id)
        .where(col(Decision.id).in_(visible_decisions(actor)))
        .order_by(col(Condition.id))
    )


def _at_meetings(statement: Select[Any], programme_id: int) -> Select[Any]:
    return (
        statement.join(AgendaItem, col(AgendaItem.id) == col(Decision.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .outerjoin(Measure, col(Measure.id) == col(AgendaItem.measure_id))
        .where(col(Meeting.programme_id) == programme_id)
    )
