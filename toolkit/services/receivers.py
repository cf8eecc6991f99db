"""Who is told what: by role and measure, and whoever stands in for them."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session, col, or_, select

from toolkit.model import Assignment, Deputyship, Measure, Membership, NoticeKind, Person, Role, now

People = frozenset[int]


def receivers_of(session: Session, *, kind: NoticeKind, measure_id: int) -> People:
    """Everybody whom this kind of notice about this measure concerns; nobody twice.

    An assignment and a deadline concern the person whose they are: see `notify`.
    """
    return _RULES[kind](session, session.get_one(Measure, measure_id))


def municipality_of(session: Session, measure: Measure) -> People:
    """The planner whose measure it is; where nobody plans it by name any more, all of the municipality."""
    planners = holders(session, Role.PLANNING, municipality_id=measure.municipality_id)
    own = planners & {measure.owner_id, measure.deputy_id}
    return with_deputies(session, own or planners)


def coordination_of(session: Session, measure: Measure) -> People:
    people = holders(session, Role.COORDINATION, programme_id=measure.programme_id)
    return with_deputies(session, people)


def advisors_of(session: Session, measure: Measure) -> People:
    assigned = select(Assignment.person_id).where(
        col(Assignment.measure_id) == measure.id, col(Assignment.ended_at).is_(None)
    )
    return frozenset(session.exec(assigned))


def with_deputies(session: Session, people: People) -> People:
    """With those who stand in for them today, in planning and coordination."""
    today = now().astimezone().date()
    deputies = session.exec(
        select(Deputyship.deputy_id).where(
            col(Deputyship.person_id).in_(people),
            col(Deputyship.starts_on) <= today,
            or_(col(Deputyship.ends_on).is_(None), col(Deputyship.ends_on) >= today),
            col(Deputyship.ended_at).is_(None),
        )
    )
    return people | frozenset(deputies)


def _coordination_and_advisors(session: Session, measure: Measure) -> People:
    return coordination_of(session, measure) | advisors_of(session, measure)


_RULES: dict[NoticeKind, Callable[[Session, Measure], People]] = {
    NoticeKind.SUBMITTED: coordination_of,
    NoticeKind.RESUBMITTED: _coordination_and_advisors,
    NoticeKind.RETURNED_INCOMPLETE: municipality_of,
    NoticeKind.CHANGES_REQUESTED: municipality_of,
    NoticeKind.FEEDBACK_READY: municipality_of,
    NoticeKind.HANDED_OVER: municipality_of,
}


def holders(
    session: Session, role: Role, *, municipality_id: int | None = None, programme_id: int | None = None
) -> People:
    """Who has this role for this municipality or programme, or for all of them."""
    found = (
        select(Membership.person_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.role) == role,
            col(Membership.revoked_at).is_(None),
            or_(
                col(Membership.municipality_id).is_(None), col(Membership.municipality_id) == municipality_id
            ),
            or_(col(Membership.programme_id).is_(None), col(Membership.programme_id) == programme_id),
            col(Person.anonymised_at).is_(None),
        )
    )
    return frozenset(session.exec(found))
