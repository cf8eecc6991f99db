"""A list of measures comes in: new ones are made, known ones changed field by field, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, OfMeasure, OfMunicipality, may, visible_revisions
from toolkit.messages import Message
from toolkit.model import Measure, Revision, id_of
from toolkit.model.municipality_inputs import MunicipalityInput
from toolkit.services.errors import InvalidError
from toolkit.services.imports import (
    Directory,
    Effect,
    FieldChange,
    ImportOptions,
    IncomingList,
    Mistake,
    Place,
    Plan,
    PlannedRow,
    at_cell,
    hold_programme,
    in_order,
    read_before,
    refuse_unfit,
    remember_import,
)
from toolkit.services.measures import add_measure, write_facts
from toolkit.services.municipalities import add_municipality

KIND = "measures"
MUNICIPALITY, EXTERNAL_KEY, TITLE = "municipality", "external_key", "title"


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """One row of a list. `facts` holds typed values of the filled cells only: an empty cell says nothing.
    Without a municipality the row belongs to the one for which the desk acts."""

    number: int
    facts: Mapping[str, Any]
    municipality: str | None = None
    external_key: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.facts[TITLE])

    def mistake(self, column: str, message: Message) -> Mistake:
        return Mistake(message, self.cells.get(column) or self.cells.get(TITLE))


@dataclass(frozen=True, slots=True)
class _Stored:
    measure: Measure
    revision: Revision

    @property
    def measure_id(self) -> int:
        return id_of(self.measure)

    def changes(self, facts: Mapping[str, Any]) -> tuple[FieldChange, ...]:
        pairs = ((name, getattr(self.revision, name), value) for name, value in facts.items())
        return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def plan_measures(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    incoming: IncomingList[ListedMeasure],
    options: ImportOptions | None = None,
) -> Plan:
    """What the list would do here and now; changes nothing."""
    before = read_before(session, programme_id=programme_id, kind=KIND, content=incoming.content)
    if before is not None:
        return Plan(read_before=before)
    directory = Directory.of(session, actor, programme_id, options or ImportOptions())
    planner = _Planner(actor, directory, _stored_by_municipality(session, actor, programme_id))
    rows = [row for one in incoming.rows if (row := planner.planned(one)) is not None]
    return Plan(
        rows=tuple(rows),
        mistakes=in_order((*incoming.mistakes, *planner.mistakes)),
        new_municipalities=tuple(directory.new.values()),
        unknown_municipalities=tuple(directory.unknown.values()),
        short_keys=tuple(directory.short_keys.items()),
    )


def import_measures(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    incoming: IncomingList[ListedMeasure],
    options: ImportOptions | None = None,
    shown: Plan | None = None,
) -> Plan:
    """Takes a whole list over, or nothing of it; gives what was done.

    Raises `ListMistakesError` while there is a mistake, and `ListChangedError` where `shown`, the plan that
    the person saw, is no longer what would happen. A file that was read before changes nothing.
    """
    hold_programme(session, programme_id)
    plan = plan_measures(session, actor, programme_id=programme_id, incoming=incoming, options=options)
    refuse_unfit(plan, shown)
    if plan.read_before is not None:
        return plan
    added = _add_municipalities(session, actor, programme_id, plan)
    for row, one in zip(plan.rows, incoming.rows, strict=True):
        if row.effect is Effect.NEW:
            known = row.municipality_id
            add_measure(
                session,
                actor,
                programme_id=programme_id,
                municipality_id=added[row.municipality] if known is None else known,
                values=one.facts,
                external_key=one.external_key,
            )
        elif row.effect is Effect.CHANGED and row.thing_id is not None:
            changed = {change.field: change.after for change in row.changes}
            write_facts(session, actor, measure_id=row.thing_id, values=changed)
    remember_import(session, actor, programme_id=programme_id, kind=KIND, content=incoming.content)
    return plan


class _Planner:
    """Goes through the rows in their order, and remembers what stood in earlier ones."""

    def __init__(
        self, actor: Actor, directory: Directory, stored: Mapping[int | None, Sequence[_Stored]]
    ) -> None:
        self._actor, self._directory, self._stored = actor, directory, stored
        self._keys: dict[tuple[str, str], str] = {}
        self._rows: dict[tuple[Any, ...], int] = {}
        self.mistakes: list[Mistake] = []

    def planned(self, one: ListedMeasure) -> PlannedRow | None:
        """None where a mistake stands in the way."""
        found = len(self.mistakes)
        place = self._place(one)
        if isinstance(place, Message):
            self.mistakes.append(one.mistake(MUNICIPALITY, place))
            return None
        self.mistakes.extend(self._repetitions(one, place))
        row = self._by_key(one, place) if one.external_key else self._by_title(one, place)
        return row if len(self.mistakes) == found else None

    def _place(self, one: ListedMeasure) -> Place | Message:
        if one.municipality is None:
            place = self._place_of_the_desk()
        else:
            place = self._directory.find(one.municipality)
        if isinstance(place, Place) and place.municipality_id is not None:
            thing = OfMunicipality(place.municipality_id, place.name)
            return may(self._at(place), Action.CREATE_MEASURE, thing).reason or place
        return place

    def _at(self, place: Place) -> Actor:
        """A list may hold measures of several municipalities: each row asks as if the desk stood there."""
        return replace(self._actor, acting_for=place.municipality_id)

    def _place_of_the_desk(self) -> Place | Message:
        for one in self._directory.known:
            if one.municipality_id == self._actor.acting_for:
                return Place(one.facts.name, one)
        return Message.of("imports.no_municipality")

    def _repetitions(self, one: ListedMeasure, place: Place) -> Iterator[Mistake]:
        name = f"{place.municipality_id}/{place.name.casefold()}"
        if one.external_key:
            first = self._keys.setdefault((name, one.external_key), one.cells.get(EXTERNAL_KEY, ""))
            if first != one.cells.get(EXTERNAL_KEY, ""):
                yield one.mistake(
                    EXTERNAL_KEY, Message.of("imports.repeated_key", written=one.external_key, cell=first)
                )
            return
        same = (name, *sorted(one.facts.items()))
        first_row = self._rows.setdefault(same, one.number)
        if first_row != one.number:
            yield one.mistake(TITLE, Message.of("imports.repeated_row", row=str(first_row)))

    def _by_key(self, one: ListedMeasure, place: Place) -> PlannedRow:
        there = self._stored.get(place.municipality_id, ())
        match = next((item for item in there if item.measure.external_key == one.external_key), None)
        if match is None:
            return self._new(one, place)
        changes = match.changes(one.facts)
        if not changes:
            return _row(one, place, Effect.UNCHANGED, match)
        thing = OfMeasure(
            match.measure.municipality_id,
            place.name,
            match.measure.state,
            match.revision.submitted_at is not None,
            match.measure.programme_id,
        )
        reason = may(self._at(place), Action.CHANGE_FACTS, thing).reason
        if reason is not None:
            self.mistakes.append(one.mistake(EXTERNAL_KEY, reason))
        return _row(one, place, Effect.CHANGED, match, changes)

    def _by_title(self, one: ListedMeasure, place: Place) -> PlannedRow:
        """Without a key only a measure that equals the row in everything is the same one."""
        for item in self._namesakes(one, place):
            if not item.changes(one.facts):
                return _row(one, place, Effect.UNCHANGED, item)
        return self._new(one, place)

    def _new(self, one: ListedMeasure, place: Place) -> PlannedRow:
        namesakes = self._namesakes(one, place)
        title = namesakes[0].revision.title if namesakes else ""
        note = Message.of("imports.possible_duplicate", title=title) if namesakes else None
        return PlannedRow(
            one.number,
            one.title,
            Effect.NEW,
            municipality=place.name,
            municipality_id=place.municipality_id,
            note=note,
        )

    def _namesakes(self, one: ListedMeasure, place: Place) -> list[_Stored]:
        there = self._stored.get(place.municipality_id, ())
        return [item for item in there if item.revision.title.casefold() == one.title.casefold()]


def _row(
    one: ListedMeasure, place: Place, effect: Effect, stored: _Stored, changes: tuple[FieldChange, ...] = ()
) -> PlannedRow:
    return PlannedRow(
        one.number,
        one.title,
        effect,
        municipality=place.name,
        thing_id=stored.measure_id,
        municipality_id=place.municipality_id,
        changes=changes,
    )


def _stored_by_municipality(
    session: Session, actor: Actor, programme_id: int
) -> Mapping[int | None, Sequence[_Stored]]:
    """The measures of the programme with the newest revision that the actor may see."""
    rows = session.exec(
        select(Measure, Revision)
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .where(col(Measure.programme_id) == programme_id, col(Revision.id).in_(visible_revisions(actor)))
        .order_by(col(Measure.id), col(Revision.number))
    )
    newest = {measure.id: _Stored(measure, revision) for measure, revision in rows}
    by_municipality: dict[int | None, list[_Stored]] = defaultdict(list)
    for item in newest.values():
        by_municipality[item.measure.municipality_id].append(item)
    return by_municipality


def _add_municipalities(session: Session, actor: Actor, programme_id: int, plan: Plan) -> Mapping[str, int]:
    """Gives the ids of the new ones by their names."""
    added = {}
    for name in plan.new_municipalities:
        try:
            added[name] = add_municipality(
                session, actor, programme_id=programme_id, entered=MunicipalityInput(name=name)
            )
        except InvalidError as error:
            raise at_cell(error, None) from error
    return added
