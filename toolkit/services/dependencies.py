"""Dependencies between measures: one requires, excludes or supports another. Shown from both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Subquery, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from toolkit.access import Actor, visible_revisions
from toolkit.messages import Message
from toolkit.model import Dependency, DependencyKind, Measure, Municipality, Revision, id_of
from toolkit.services.attached import MOST_ROWS, editable_measure, record_row
from toolkit.services.errors import InvalidError, NotFoundError
from toolkit.services.measures import OpenedMeasure, open_measure


@dataclass(frozen=True, slots=True)
class DependencyItem:
    """The other measure, and how the two hang together. `row_id` is None where the other one names it."""

    row_id: int | None
    kind: DependencyKind
    measure_id: int
    title: str
    municipality: str

    @property
    def words(self) -> Message:
        """From this side ("setzt voraus") or from the other ("wird vorausgesetzt von")."""
        side = "from_here" if self.row_id is not None else "from_there"
        return Message.of(f"dependencies.{side}.{self.kind.value}")


@dataclass(frozen=True, slots=True)
class MeasureName:
    measure_id: int
    title: str
    municipality: str


def visible_measure_names(session: Session, actor: Actor, *, programme_id: int) -> tuple[MeasureName, ...]:
    """The measures of a programme that the actor may see, to choose one from."""
    newest = _newest(actor)
    rows = session.exec(
        select(col(Revision.measure_id), Revision.title, Municipality.name)
        .join(newest, newest.c.id == col(Revision.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .where(col(Measure.programme_id) == programme_id)
        .order_by(col(Revision.title), col(Revision.measure_id))
    )
    return tuple(MeasureName(*row) for row in rows)


def dependencies_of(session: Session, actor: Actor, *, measure: OpenedMeasure) -> tuple[DependencyItem, ...]:
    """What this revision names, then what names this measure; only with measures that the actor may see."""
    names = {name.measure_id: name for name in _names(session, actor, measure)}
    own = session.exec(
        select(Dependency.id, col(Dependency.kind), Dependency.measure_id)
        .where(col(Dependency.revision_id) == measure.revision_id)
        .order_by(col(Dependency.id))
    )
    from_here = [(row_id, kind, other) for row_id, kind, other in own]
    from_there = [(None, kind, other) for other, kind in _naming(session, actor, measure.measure_id)]
    return tuple(
        DependencyItem(row_id, kind, other, names[other].title, names[other].municipality)
        for row_id, kind, other in (*from_here, *from_there)
        if other in names
    )


def add_dependency(
    session: Session, actor: Actor, *, measure_id: int, other_id: int, kind: DependencyKind
) -> int:
    """Names another measure; gives the id of the row. The same twice is one."""
    measure = editable_measure(session, actor, measure_id)
    other = open_measure(session, actor, measure_id=other_id)
    if other.programme_id != measure.programme_id:
        raise NotFoundError(Message.of("services.no_measure"))
    if other_id == measure_id:
        raise InvalidError(Message.of("dependencies.itself"))
    there = {
        (row.measure_id, row.kind): id_of(row)
        for row in session.exec(select(Dependency).where(col(Dependency.revision_id) == measure.revision_id))
    }
    if (other_id, kind) in there:
        return there[other_id, kind]
    if len(there) >= MOST_ROWS:
        raise InvalidError(Message.of("attached.full", most=MOST_ROWS))
    _refuse_contradiction(session, actor, measure, other, kind)
    row = Dependency(revision_id=measure.revision_id, measure_id=other_id, kind=kind)
    session.add(row)
    session.flush()
    record_row(
        session,
        actor,
        measure,
        action="add_dependency",
        table=Dependency,
        row_id=row.id,
        changes={"kind": kind, "measure": other_id},
    )
    return id_of(row)


def remove_dependency(session: Session, actor: Actor, *, measure_id: int, dependency_id: int) -> None:
    """Takes a dependency away. What is gone already is gone."""
    measure = editable_measure(session, actor, measure_id)
    row = session.get(Dependency, dependency_id)
    if row is None:
        return
    if row.revision_id != measure.revision_id:
        raise NotFoundError(Message.of("attached.no_row"))
    session.delete(row)
    record_row(session, actor, measure, action="remove_dependency", table=Dependency, row_id=dependency_id)


def requirement_chain(pairs: Iterable[tuple[int, int]], start: int, goal: int) -> tuple[int, ...]:
    """The measures from `start` to `goal` along "requires", the shortest way; empty where there is none."""
    required: dict[int, list[int]] = {}
    for one, other in pairs:
        required.setdefault(one, []).append(other)
    ways: list[tuple[int, ...]] = [(start,)]
    seen = {start}
    for way in ways:  # grows while it is walked through
        if way[-1] == goal:
            return way
        fresh = [each for each in required.get(way[-1], ()) if each not in seen]
        seen.update(fresh)
        ways.extend((*way, each) for each in fresh)
    return ()


def _refuse_contradiction(
    session: Session, actor: Actor, measure: OpenedMeasure, other: OpenedMeasure, kind: DependencyKind
) -> None:
    """Excluding holds both ways, so it contradicts requiring from either side. Requiring runs in no ring."""
    newest = _newest(actor)
    rows = session.exec(
        select(col(Revision.measure_id), Dependency.measure_id, Dependency.kind)
        .join(Revision, col(Revision.id) == col(Dependency.revision_id))
        .join(newest, newest.c.id == col(Revision.id))
    ).all()
    pair = {measure.measure_id, other.measure_id}
    kinds = {each for one, two, each in rows if {one, two} == pair} | {kind}
    if {DependencyKind.REQUIRES, DependencyKind.EXCLUDES} <= kinds:
        raise InvalidError(Message.of("dependencies.contradiction", other=other.title))
    requires = [(one, two) for one, two, each in rows if each is DependencyKind.REQUIRES]
    if kind is DependencyKind.REQUIRES and (
        ring := requirement_chain(requires, other.measure_id, measure.measure_id)
    ):
        titles = {name.measure_id: name.title for name in _names(session, actor, measure)}
        way = tuple(titles[each] for each in ring)
        raise InvalidError(Message.of("dependencies.ring", chain=" → ".join((measure.title, *way))))


def _naming(session: Session, actor: Actor, measure_id: int) -> list[tuple[int, DependencyKind]]:
    newest = _newest(actor)
    rows = session.exec(
        select(col(Revision.measure_id), col(Dependency.kind))
        .join(Revision, col(Revision.id) == col(Dependency.revision_id))
        .join(newest, newest.c.id == col(Revision.id))
        .where(col(Dependency.measure_id) == measure_id)
        .order_by(col(Dependency.id))
    )
    return [(other, kind) for other, kind in rows]


def _names(session: Session, actor: Actor, measure: OpenedMeasure) -> tuple[MeasureName, ...]:
    return visible_measure_names(session, actor, programme_id=measure.programme_id)


def _newest(actor: Actor) -> Subquery:
    """The newest visible revision of each measure: what an older one said no longer holds.

    Joined, never `IN`: SQLite would try each of them on each measure.
    """
    visible = visible_revisions(actor).subquery()
    return (
        select_columns(func.max(col(Revision.id)).label("id"))
        .join(visible, visible.c.id == col(Revision.id))
        .group_by(col(Revision.measure_id))
        .subquery()
    )
