"""What a municipality shows of a measure to the planning of others (*Freigaben*): fact sheet and result, each
by itself and both off at first."""

from __future__ import annotations

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.model import Release, ReleaseKind, now
from toolkit.services.measures import open_measure, require
from toolkit.storage import insert_if_absent, record_event


def releases_of(session: Session, actor: Actor, *, measure_id: int) -> frozenset[ReleaseKind]:
    """What is shown to others now, of a measure that the actor may see."""
    open_measure(session, actor, measure_id=measure_id)
    rows = session.exec(select(Release).where(col(Release.measure_id) == measure_id))
    return frozenset(row.kind for row in rows)


def set_release(
    session: Session, actor: Actor, *, measure_id: int, kind: ReleaseKind, released: bool
) -> None:
    """Shows this part to others from now on, or no longer. What is as wanted already stays as it is."""
    measure = open_measure(session, actor, measure_id=measure_id)
    require(actor, Action.CHANGE_RELEASES, measure.as_thing)
    if (kind in releases_of(session, actor, measure_id=measure_id)) is released:
        return
    if released:
        row = {
            "measure_id": measure_id,
            "kind": kind,
            "released_by_id": actor.person_id,
            "released_at": now(),
        }
        insert_if_absent(session, Release, row)
    else:
        stored = select(Release).where(col(Release.measure_id) == measure_id, col(Release.kind) == kind)
        session.delete(session.exec(stored).one())
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure_id,
        action="release_to_others" if released else "end_release",
        thing="measure",
        thing_id=measure_id,
        changes={"kind": kind.value},
    )
