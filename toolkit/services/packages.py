"""Packages of measures: the figures they are chosen by, and wishes that somebody has kept under a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, and_, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from toolkit.access import Action, Actor, visible_packages, visible_revisions
from toolkit.comparison import Comparison
from toolkit.messages import Message
from toolkit.model import Dependency, Package, Person, Revision, id_of
from toolkit.packing import Candidate, Link, Wishes
from toolkit.services.errors import InvalidError, NotFoundError, ServiceError
from toolkit.services.weighting import require_steering
from toolkit.storage import record_event

LONGEST_NAME, LONGEST_REASON = 120, 2_000
MOST_PACKAGES = 50


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """Wishes under a name. What they lead to is worked out anew each time it is looked at."""

    package_id: int
    name: str
    wishes: Wishes
    reason: str
    proposed_by: str
    created_at: datetime
    version: int


class PackageConflictError(ServiceError):
    """Somebody else has changed these wishes meanwhile; `theirs` are stored, nothing is overwritten."""

    def __init__(self, theirs: KeptPackage) -> None:
        super().__init__(Message.of("package.conflict"))
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Pool:
    """What a package of this comparison is chosen from."""

    candidates: tuple[Candidate, ...]
    links: tuple[Link, ...]


def load_pool(session: Session, actor: Actor, *, programme_id: int, comparison: Comparison) -> Pool:
    """The measures of the comparison, and the dependencies between them that the actor may read.

    Raises `RefusedError` and `NotFoundError`.
    """
    require_steering(session, actor, Action.PACK, programme_id)
    seen = visible_revisions(actor).subquery()
    numbers = {measure.measure_id: measure.revision_number for measure in comparison.measures}
    links = (
        Link(row.measure_id, row.kind, row.other_id)
        for row in session.execute(_dependencies(seen))
        if numbers.get(row.measure_id) == row.number and row.other_id in numbers
    )
    return Pool(tuple(map(Candidate, comparison.measures)), tuple(links))


def _dependencies(seen: Subquery) -> Any:
    return (
        select(
            col(Revision.measure_id),
            col(Revision.number),
            col(Dependency.kind),
            col(Dependency.measure_id).label("other_id"),
        )
        .join(Revision, col(Revision.id) == col(Dependency.revision_id))
        .join(seen, seen.c.id == col(Revision.id))
        .order_by(col(Dependency.id))
    )


def kept_packages(session: Session, actor: Actor, *, programme_id: int) -> tuple[KeptPackage, ...]:
    """The oldest first. Raises `RefusedError`."""
    require_steering(session, actor, Action.PACK, programme_id)
    rows = session.exec(
        select_rows(Package, Person.name)
        .join(Person, and_(col(Person.id) == col(Package.proposed_by_id)), isouter=True)
        .where(col(Package.programme_id) == programme_id, col(Package.id).in_(visible_packages(actor)))
        .order_by(col(Package.created_at), col(Package.id))
    )
    return tuple(_kept(row, name) for row, name in rows)


def _kept(row: Package, proposed_by: str | None) -> KeptPackage:
    return KeptPackage(
        id_of(row),
        row.name,
        Wishes.model_validate(row.wishes),
        row.reason,
        proposed_by or "",
        row.created_at,
        row.version,
    )


def keep_package(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    name: str,
    wishes: Wishes,
    reason: str = "",
    package_id: int | None = None,
    based_on: int = 0,
) -> int:
    """Keeps wishes under a name: a new package, or with `package_id` the change of one. Gives its id.

    Raises `RefusedError`, `NotFoundError`, `InvalidError`, and `PackageConflictError` where the stored one
    is another than `based_on`.
    """
    require_steering(session, actor, Action.PACK, programme_id)
    name, reason = _checked(name, reason)
    others = [each for each in _rows(session, programme_id) if each.id != package_id]
    if any(each.name.casefold() == name.casefold() for each in others):
        raise InvalidError(Message.of("package.name_taken", name=name))
    if package_id is None:
        if len(others) >= MOST_PACKAGES:
            raise InvalidError(Message.of("package.too_many", most=MOST_PACKAGES))
        row = Package(programme_id=programme_id, name=name, proposed_by_id=actor.person_id)
    else:
        row = _row(session, programme_id, package_id)
        if row.version != based_on:
            named = next(each for each in kept_packages(session, actor, programme_id=programme_id)
                         if each.package_id == package_id)  # fmt: skip
            raise PackageConflictError(named)
        row.version += 1
    row.name, row.reason, row.wishes = name, reason, wishes.model_dump(mode="json")
    session.add(row)
    session.flush()
    _record(session, actor, row, "keep_package", {"name": name, "reason": reason, "wishes": row.wishes})
    return id_of(row)


def drop_package(session: Session, actor: Actor, *, programme_id: int, package_id: int) -> None:
    """Raises `RefusedError` and `NotFoundError`."""
    require_steering(session, actor, Action.PACK, programme_id)
    row = _row(session, programme_id, package_id)
    _record(session, actor, row, "drop_package", {"name": row.name})
    session.delete(row)
    session.flush()


def _checked(name: str, reason: str) -> tuple[str, str]:
    name, reason = " ".join(name.split()), reason.strip()
    if not name:
        raise InvalidError(Message.of("package.name_missing"))
    if len(name) > LONGEST_NAME or len(reason) > LONGEST_REASON:
        raise InvalidError(Message.of("package.too_long", name=LONGEST_NAME, reason=LONGEST_REASON))
    return name, reason


def _rows(session: Session, programme_id: int) -> Iterable[Package]:
    return session.exec(select_rows(Package).where(col(Package.programme_id) == programme_id)).all()


def _row(session: Session, programme_id: int, package_id: int) -> Package:
    row = session.get(Package, package_id)
    if row is None or row.programme_id != programme_id:
        raise NotFoundError(Message.of("package.not_found"))
    return row


def _record(session: Session, actor: Actor, row: Package, action: str, changes: dict[str, Any]) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=row.programme_id,
        measure_id=None,
        action=action,
        thing="package",
        thing_id=row.id,
        changes=changes,
    )
