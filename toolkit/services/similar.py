"""Who does something similar: among what the actor may see, in other municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from toolkit.access import Actor, visible_revisions
from toolkit.judging import Phase
from toolkit.messages import Text
from toolkit.model import FieldOfAction, Measure, Municipality, Revision
from toolkit.similarity import TOPICS, index_of, topics_in
from toolkit.workflow import COMPARED

# Tried on the example region: below this, what two measures share is the language of fact sheets.
LEAST_LIKENESS = 0.2
SAME_FIELD = 0.05
MOST_FOUND = 3
_TEXTS = ("title", "problem", "target_group", "goal", "description", "technology")


@dataclass(frozen=True, slots=True)
class SimilarMeasure:
    """A measure of another municipality that may be similar, and what both have in common."""

    measure_id: int
    title: str
    municipality_id: int
    municipality: str
    is_example: bool
    phase: Phase
    same_field: FieldOfAction | None
    topics: tuple[Text, ...]


def similar_measures(session: Session, actor: Actor, *, measure_id: int) -> tuple[SimilarMeasure, ...]:
    """The most alike first, from the same programme; none where nothing is like it."""
    rows = _visible_rows(session, actor, measure_id)
    own = next((place for place, row in enumerate(rows) if row.measure_id == measure_id), None)
    if own is None:
        return ()
    texts = tuple(_text(row) for row in rows)
    likeness = index_of(texts).likeness_to(own)
    points = {
        place: float(likeness[place]) + (SAME_FIELD if _same_field(rows[own], row) else 0.0)
        for place, row in enumerate(rows)
        if row.municipality_id != rows[own].municipality_id
    }
    enough = (place for place in points if points[place] >= LEAST_LIKENESS)
    found = sorted(enough, key=lambda place: -points[place])
    named = topics_in(texts[own])
    return tuple(_similar(rows[own], rows[place], texts[place], named) for place in found[:MOST_FOUND])


def _similar(own: Row[Any], row: Row[Any], text: str, named: dict[int, int]) -> SimilarMeasure:
    return SimilarMeasure(
        measure_id=row.measure_id,
        title=row.title,
        municipality_id=row.municipality_id,
        municipality=row.municipality,
        is_example=row.is_example,
        phase=row.phase,
        same_field=_same_field(own, row),
        topics=tuple(TOPICS[topic].name for topic in topics_in(text) if topic in named),
    )


def _same_field(own: Row[Any], other: Row[Any]) -> FieldOfAction | None:
    field: FieldOfAction | None = own.field_of_action
    return field if field is not None and field == other.field_of_action else None


def _text(row: Row[Any]) -> str:
    """The title counts three times: it says in a few words what the rest describes."""
    return " ".join([row.title] * 2 + [getattr(row, name) for name in _TEXTS])


def _visible_rows(session: Session, actor: Actor, measure_id: int) -> list[Row[Any]]:
    """One visible revision of each measure of the programme: the newest submitted one, else the working one.
    Of the own measure the newest in any case: that is what its page shows."""
    programme = select(col(Measure.programme_id)).where(col(Measure.id) == measure_id).scalar_subquery()
    # Joined, never `IN`: SQLite would try each visible revision on each measure.
    visible = visible_revisions(actor).subquery()
    rows = session.execute(
        select(
            col(Revision.measure_id),
            col(Revision.submitted_at),
            col(Revision.phase),
            col(Revision.field_of_action),
            *(col(getattr(Revision, name)) for name in _TEXTS),
            col(Measure.municipality_id),
            col(Municipality.name).label("municipality"),
            col(Municipality.is_example),
        )
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .join(visible, visible.c.id == col(Revision.id))
        .where(
            col(Measure.programme_id) == programme,
            (col(Measure.state).in_(COMPARED)) | (col(Measure.id) == measure_id),
        )
        .order_by(col(Revision.measure_id), col(Revision.number))
    )
    latest: dict[int, Row[Any]] = {}
    for row in rows:
        if row.submitted_at or row.measure_id == measure_id or row.measure_id not in latest:
            latest[row.measure_id] = row
    return list(latest.values())
