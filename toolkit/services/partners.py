"""Partners of a measure: a municipality that takes part here, or anybody else by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.messages import Message
from toolkit.model import Municipality, Programme, ProgrammeMunicipality, RevisionPartner, id_of
from toolkit.model.attached import PARTNER_FIELDS
from toolkit.services.attached import editable_measure, parsed_values, remove_row, save_row
from toolkit.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class PartnerItem:
    row_id: int
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])


def partners_of(session: Session, revision_id: int) -> tuple[PartnerItem, ...]:
    """The partners of a revision that the caller has opened."""
    rows = select(RevisionPartner).where(col(RevisionPartner.revision_id) == revision_id)
    return tuple(
        PartnerItem(
            id_of(row),
            {"name": row.name, "contribution": row.contribution, "municipality_id": row.municipality_id},
        )
        for row in session.exec(rows.order_by(col(RevisionPartner.id)))
    )


def save_partner(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    partner_id: int | None = None,
    based_on: Mapping[str, Any] | None = None,
    entered: Mapping[str, Any],
) -> int:
    """`entered` holds `contribution` and either a `name` or a `municipality_id`, whose name then counts."""
    measure = editable_measure(session, actor, measure_id)
    municipality_id: int | None = entered.get("municipality_id")
    name = entered.get("name", "")
    if municipality_id is not None:
        name = _name_of(session, measure.programme_id, municipality_id)
    values = parsed_values(PARTNER_FIELDS, {**entered, "name": name}, actor.language)
    return save_row(
        session,
        actor,
        measure_id=measure_id,
        table=RevisionPartner,
        row_id=partner_id,
        based_on=based_on,
        values={**values, "municipality_id": municipality_id},
    )


def remove_partner(session: Session, actor: Actor, *, measure_id: int, partner_id: int) -> None:
    remove_row(session, actor, measure_id=measure_id, table=RevisionPartner, row_id=partner_id)


def _name_of(session: Session, programme_id: int, municipality_id: int) -> str:
    """Own municipalities and invented ones do not mix: only those of the measure's world are known here."""
    name = session.exec(
        select(Municipality.name)
        .join(ProgrammeMunicipality, col(ProgrammeMunicipality.municipality_id) == col(Municipality.id))
        .join(Programme, col(Programme.id) == col(ProgrammeMunicipality.programme_id))
        .where(col(Municipality.id) == municipality_id, col(Programme.id) == programme_id)
    ).one_or_none()
    if name is None:
        raise NotFoundError(Message.of("services.no_municipality"))
    return name
