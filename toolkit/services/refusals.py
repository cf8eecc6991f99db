"""Refusals that look like an attack leave an event: somebody asked for what no page offers them.

Others' numbers in an address, an action that the own role does not have. What merely comes too late, or was
entered wrongly, is no such thing.
"""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, select

from toolkit.model import Event, Measure, now
from toolkit.storage import record_event

# The keys of the sentences by which a rule of access says: not you.
ATTACK_LIKE = frozenset(
    {
        "access.not_administration",
        "access.not_assigned",
        "access.not_coordination",
        "access.not_leading",
        "access.not_planning",
        "access.not_steering",
        "access.not_your_municipality",
        "services.no_measure",
        # Files that are not what they seem, or that unpack into more than anybody needs.
        "files.large_content",
        "files.loads_from_outside",
        "files.macros",
        "files.many_pixels",
        "files.markup",
        "files.object_inside",
        "files.program",
        "files.too_large",
        "files.two_kinds",
    }
)
# Why a request was refused before anybody was asked who they are: a forged Host or Origin, another computer.
OF_A_REQUEST = frozenset({"shell.only_at_public_address", "shell.only_from_this_computer"})
# Why somebody who has an account at the identity provider, or pretends to, is not let in.
OF_A_LOGIN = frozenset(
    {
        "people.cookie_not_valid",
        "people.email_not_verified",
        "people.login_expired",
        "people.no_role",
        "people.other_login",
        "people.unknown",
    }
)
# Whoever tries again and again shall not fill the log, nor keep others from saving meanwhile.
ONCE_IN = timedelta(hours=1)


def record_refusal(session: Session, *, person_id: int, reason: str, measure_id: int | None) -> Event | None:
    """Logs that a person was refused, once an hour for the same; None where there is nothing to log.

    In a transaction of its own, because the refused one is undone. The event belongs to no measure's chain:
    the history of a measure is not moved by those who may not even see it.
    """
    measure = session.get(Measure, measure_id) if measure_id is not None else None
    if reason not in ATTACK_LIKE or (reason == "services.no_measure" and measure is None):
        return None
    action, thing = f"refused.{reason}", "measure" if measure else "page"
    thing_id = measure_id if measure else None
    if _is_known(session, person_id, action, thing_id):
        return None
    return record_event(
        session,
        actor_id=person_id,
        programme_id=measure.programme_id if measure else None,
        measure_id=None,
        action=action,
        thing=thing,
        thing_id=thing_id,
    )


def login_refusal_is_logged(session: Session, *, person_id: int | None, reason: str) -> bool:
    """Asked before anything is written: nobody from outside shall keep others from saving."""
    return _is_known(session, person_id, f"refused.{reason}", None)


def record_refused_login(session: Session, *, person_id: int | None, reason: str) -> Event | None:
    """Logs that a login was refused, once an hour for the same reason and person; for people who are not
    known here once for all of them, because nothing about them is kept."""
    if reason not in OF_A_LOGIN or login_refusal_is_logged(session, person_id=person_id, reason=reason):
        return None
    return record_event(
        session,
        actor_id=person_id,
        programme_id=None,
        measure_id=None,
        action=f"refused.{reason}",
        thing="login",
        thing_id=None,
    )


def record_refused_request(session: Session, *, reason: str) -> Event | None:
    """Logs that somebody knocked under a foreign name or from elsewhere, once an hour for all of them."""
    action = f"refused.{reason}"
    if reason not in OF_A_REQUEST or _is_known(session, None, action, None):
        return None
    return record_event(
        session,
        actor_id=None,
        programme_id=None,
        measure_id=None,
        action=action,
        thing="request",
        thing_id=None,
    )


def _is_known(session: Session, person_id: int | None, action: str, thing_id: int | None) -> bool:
    same = select(Event.id).where(
        col(Event.actor_id).is_not_distinct_from(person_id),
        col(Event.action) == action,
        col(Event.thing_id).is_not_distinct_from(thing_id),
        col(Event.at) > now() - ONCE_IN,
    )
    return session.exec(same.limit(1)).first() is not None
