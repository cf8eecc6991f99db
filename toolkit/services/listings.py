"""Every list to take along, as rows of plain values: the same rules of access as on the pages.

One place: each listing names its columns, so that a test can tell which stored field leaves in none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, select

from toolkit.access import (
    Action,
    Actor,
    may,
    visible_answers,
    visible_comments,
    visible_recommendations,
)
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    Answer,
    Assessment,
    Assignment,
    CatalogueVersion,
    Comment,
    Condition,
    Conflict,
    Decision,
    Dependency,
    Event,
    Evidence,
    Indicator,
    Letter,
    Measure,
    Meeting,
    Membership,
    Municipality,
    MunicipalityKey,
    Package,
    Person,
    PreliminaryCheck,
    Programme,
    Recommendation,
    Reply,
    Revision,
    RevisionPartner,
    Role,
    Round,
    RoundItem,
    StakeholderGroup,
    WeightSet,
)
from toolkit.model.fact_sheet import FACT_FIELDS
from toolkit.services.errors import RefusedError
from toolkit.services.listing_rows import (
    MEMBER,
    REQUIRED,
    on_assessment,
    on_revision,
    rows_of_assignments,
    rows_of_conditions,
    rows_of_conflicts,
    rows_of_decisions,
    rows_of_dependencies,
    rows_of_events,
    rows_of_keys,
    rows_of_letters,
    rows_of_measures,
    rows_of_meetings,
    rows_of_members,
    rows_of_memberships,
    rows_of_municipalities,
    rows_of_packages,
    rows_of_people,
    rows_of_programmes,
    rows_of_replies,
    rows_of_round_items,
    rows_of_rounds,
    rows_of_weight_sets,
)
from toolkit.workflow import public_state

Fields = Mapping[str, Any]
# By what a reader finds the measure in every list.
_MEASURE: Fields = {
    "measure": col(Measure.uuid),
    "municipality": col(Municipality.name),
    "revision": col(Revision.number),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """`rows` joins the tables and leaves what the actor may see, in one programme where it belongs to one."""

    name: str
    fields: Fields
    rows: Callable[[Select[Any], Actor, int], Select[Any]]
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What is taken along: keys, and rows of plain values in their order."""

    name: str
    keys: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def listed(session: Session, actor: Actor, *, name: str, programme_id: int) -> Listed:
    """Raises `RefusedError` for a list that only others may take along."""
    listing = LISTINGS[name]
    if listing.action is not None and (reason := may(actor, listing.action).reason):
        raise RefusedError(reason)
    statement = listing.rows(select(*listing.fields.values()), actor, programme_id)
    keys = tuple(listing.fields)
    found = [tuple(row) for row in session.execute(statement)]
    if name == "measures":
        own = {
            municipality_id: actor.plans_for(municipality_id)
            for municipality_id in session.exec(select(Municipality.id))
            if municipality_id is not None
        }
        found = [_told_state(row, keys, actor, programme_id, own) for row in found]
        keys = keys[:-1]
    return Listed(name, keys, tuple(found))


def takeable(actor: Actor, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the lists that the actor may take along."""
    wanted = (LISTINGS[name] for name in names)
    return tuple(one.name for one in wanted if one.action is None or may(actor, one.action).allowed)


def listing_title(name: str) -> Message:
    return Message.of(f"listing.title.{name}")


def _told_state(
    row: tuple[Any, ...], keys: tuple[str, ...], actor: Actor, programme_id: int, own: Mapping[int, bool]
) -> tuple[Any, ...]:
    """How often something went back and forth is told to its municipality and the coordination only."""
    *values, municipality_id = row
    place = keys.index("state")
    if not (own.get(municipality_id) or actor.works_in(programme_id, Role.COORDINATION)):
        values[place] = public_state(values[place])
    return tuple(values)


def _of(table: Any, *names: str) -> Fields:
    return {name: col(getattr(table, name)) for name in names}


_ANSWER_FIELDS = (
    "question_key", "level", "reason", "waiting_for", "feasible_soon", "carried_over", "needs_confirmation",
    "changed_at",
)  # fmt: skip
_FACTS: Fields = {field.name: getattr(Revision, field.name) for field in FACT_FIELDS}
_REVIEW: Fields = {**_MEASURE, "assessment": col(Assessment.uuid)}

_ALL = (
    Listing(
        "measures",
        {
            **_MEASURE,
            **_of(Measure, "external_key", "state"),
            "measure_created_at": col(Measure.created_at),
            **_of(Revision, "created_at", "submitted_at"),
            **_FACTS,
            "municipality_id": col(Measure.municipality_id),  # to tell whose it is; it does not leave
        },
        rows_of_measures,
    ),
    Listing(
        "partners",
        {**_MEASURE, **_of(RevisionPartner, "name", "contribution")},
        on_revision(RevisionPartner),
    ),
    Listing(
        "indicators",
        {
            **_MEASURE,
            **_of(Indicator, "name", "unit", "baseline", "target", "last_value", "measured_on"),
        },
        on_revision(Indicator),
    ),
    Listing(
        "dependencies",
        {**_MEASURE, **_of(Dependency, "kind"), "on_measure": REQUIRED.uuid},
        rows_of_dependencies,
    ),
    Listing(
        "checks",
        {**_MEASURE, **_of(PreliminaryCheck, "kind", "state", "checked_by", "checked_on")},
        on_revision(PreliminaryCheck),
    ),
    Listing(
        "evidence",
        {
            **_MEASURE,
            **_of(
                Evidence, "question_key", "kind", "title", "url", "page", "quote", "file_name", "created_at"
            ),
        },
        on_revision(Evidence),
    ),
    Listing(
        "answers",
        {
            **_REVIEW,
            "assessment_kind": col(Assessment.kind),
            "final_at": col(Assessment.final_at),
            "kind": col(Answer.kind),
            **_of(Answer, *_ANSWER_FIELDS),
        },
        on_assessment(Answer, visible_answers),
    ),
    Listing(
        "comments",
        {**_REVIEW, **_of(Comment, "question_key", "audience", "text", "changed_at")},
        on_assessment(Comment, visible_comments),
    ),
    Listing(
        "recommendations",
        {**_REVIEW, **_of(Recommendation, "kind", "text")},
        on_assessment(Recommendation, visible_recommendations),
    ),
    Listing(
        "rounds",
        {**_MEASURE, **_of(Round, "number", "kind", "text", "due_on", "requested_at", "closed_at")},
        rows_of_rounds,
    ),
    Listing(
        "round_items",
        {**_MEASURE, "round": col(Round.number), **_of(RoundItem, "question_key", "text")},
        rows_of_round_items,
    ),
    Listing(
        "replies",
        {
            **_MEASURE,
            "round": col(Round.number),
            "question_key": col(RoundItem.question_key),
            **_of(Reply, "stance", "text", "changed_at"),
        },
        rows_of_replies,
    ),
    Listing("letters", {**_MEASURE, **_of(Letter, "text", "changed_at", "sent_at")}, rows_of_letters),
    Listing(
        "municipalities",
        _of(
            Municipality, "uuid", "kind", "name", "population", "settlement_type", "type_source", "funded",
             "elected_body",
             "needs_release", "is_example",
        ),
        rows_of_municipalities,
    ),
    Listing(
        "municipality_keys",
        {"municipality": col(Municipality.name), **_of(MunicipalityKey, "key", "valid_from", "valid_to")},
        rows_of_keys,
    ),
    Listing(
        "municipality_members", {"group": col(Municipality.name), "member": MEMBER.name}, rows_of_members
    ),
    Listing(
        "programmes",
        {
            **_of(
                Programme, "uuid", "name", "kind", "required_reviews", "decides", "reveal_rule",
                "submit_until", "review_days", "shows_severity", "is_example",
            ),
            **_of(CatalogueVersion, "catalogue", "version", "sha256", "first_used_at"),
        },
        rows_of_programmes,
    ),
    Listing(
        "people",
        _of(Person, "uuid", "name", "email", "language", "anonymised_at"),
        rows_of_people,
        Action.MANAGE_PEOPLE,
    ),
    Listing(
        "memberships",
        {
            "person": col(Person.uuid),
            **_of(Membership, "role", "revoked_at"),
            "municipality": col(Municipality.name),
            "programme": col(Programme.name),
        },
        rows_of_memberships,
        Action.MANAGE_PEOPLE,
    ),
    Listing(
        "assignments",
        {
            "measure": col(Measure.uuid),
            "person": col(Person.name),
            **_of(Assignment, "assigned_at", "due_on", "is_anchor", "ended_at"),
        },
        rows_of_assignments,
    ),
    Listing(
        "conflicts",
        {
            "person": col(Person.name),
            "municipality": col(Municipality.name),
            "measure": col(Measure.uuid),
            **_of(Conflict, "reason", "declared_at", "lifted_at"),
        },
        rows_of_conflicts,
    ),
    Listing(
        "weight_sets",
        {
            "group": col(StakeholderGroup.name),
            **_of(
                WeightSet, "name", "is_variant", "method", "input", "weights", "reason", "created_at",
                "fixed_at",
            ),
        },
        rows_of_weight_sets,
    ),
    Listing("packages", _of(Package, "name", "wishes", "reason", "created_at"), rows_of_packages),
    Listing(
        "meetings",
        _of(Meeting, "uuid", "title", "body", "place", "held_on", "state", "opened_at", "closed_at"),
        rows_of_meetings,
    ),
    Listing(
        "decisions",
        {
            "meeting": col(Meeting.uuid),
            "measure": col(Measure.uuid),
            "item": col(AgendaItem.title),
            **_of(
                Decision, "outcome", "reason", "condition", "responsible", "due_on", "against_reason",
                "recorded_at", "published_at",
            ),
        },
        rows_of_decisions,
    ),
    Listing(
        "conditions",
        {
            "meeting": col(Meeting.uuid),
            "measure": col(Measure.uuid),
            **_of(Condition, "text", "responsible", "due_on", "state", "note", "changed_at"),
        },
        rows_of_conditions,
    ),
    Listing("events", {"measure": col(Measure.uuid), **_of(Event, "at", "action", "thing")}, rows_of_events),
)  # fmt: skip
LISTINGS: Mapping[str, Listing] = {one.name: one for one in _ALL}
