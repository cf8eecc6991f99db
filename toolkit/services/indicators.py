"""Indicators (*Kennzahlen*) of a measure: what is counted, from where to where, and the last value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.model import Indicator, id_of
from toolkit.model.attached import INDICATOR_FIELDS
from toolkit.services.attached import editable_measure, parsed_values, remove_row, save_row


@dataclass(frozen=True, slots=True)
class IndicatorItem:
    row_id: int
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])


def indicators_of(session: Session, revision_id: int) -> tuple[IndicatorItem, ...]:
    """The indicators of a revision that the caller has opened."""
    rows = select(Indicator).where(col(Indicator.revision_id) == revision_id).order_by(col(Indicator.id))
    return tuple(
        IndicatorItem(id_of(row), {field.name: getattr(row, field.name) for field in INDICATOR_FIELDS})
        for row in session.exec(rows)
    )


def save_indicator(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    indicator_id: int | None = None,
    based_on: Mapping[str, Any] | None = None,
    entered: Mapping[str, Any],
) -> int:
    """Numbers and the date are read as the writer's language writes them."""
    editable_measure(session, actor, measure_id)
    return save_row(
        session,
        actor,
        measure_id=measure_id,
        table=Indicator,
        row_id=indicator_id,
        based_on=based_on,
        values=parsed_values(INDICATOR_FIELDS, entered, actor.language),
    )


def remove_indicator(session: Session, actor: Actor, *, measure_id: int, indicator_id: int) -> None:
    remove_row(session, actor, measure_id=measure_id, table=Indicator, row_id=indicator_id)
