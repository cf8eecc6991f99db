"""Answer sheets: what a person filled in without the app, taken in by the verbs that the pages call.

A sheet knows what was stored when it was made (its *base*). What differs from it is a change by whoever
filled in the sheet; what was stored anew since then is a change by somebody else. Where both changed the
same, the change is *contested*, and only the reader can say which of the two shall count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, may
from toolkit.catalogue import Catalogue
from toolkit.judging import OPEN, GivenAnswer
from toolkit.messages import Message
from toolkit.model import EvidenceKind, Measure, Municipality, Programme
from toolkit.model.fact_sheet import FIELDS_BY_NAME, entered_again
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.assessments import (
    AnswerState,
    OpenedAssessment,
    answer_question,
    open_self_assessment,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.desk import act_for
from toolkit.services.errors import InvalidError, RefusedError, ServiceError
from toolkit.services.evidence import EvidenceItem, add_evidence, remove_evidence
from toolkit.services.measures import change_fact, create_measure, open_measure
from toolkit.services.municipalities import add_municipality, read_municipality


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """What a sheet was made for. `uuid` is the measure's; of a sheet for a new measure, the sheet's own."""

    uuid: UUID
    for_new: bool
    revision: int
    catalogue: str
    catalogue_version: int
    catalogue_sha256: str


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer with all that is written beside it."""

    given: GivenAnswer = OPEN
    reason: str = ""
    waiting_for: str = ""
    feasible_soon: bool = False


@dataclass(frozen=True, slots=True)
class AnswerOnSheet:
    """`base` and `version` are the stored answer as it was when the sheet was made."""

    question: str
    written: WrittenAnswer
    base: WrittenAnswer = WrittenAnswer()
    version: int = 0


@dataclass(frozen=True, slots=True)
class FactOnSheet:
    """A field of the fact sheet, typed as it is stored."""

    field: str
    written: Any
    base: Any


@dataclass(frozen=True, slots=True)
class EvidenceOnSheet:
    """Evidence that was added on the sheet, or taken off it."""

    question: str
    evidence: EvidenceInput
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A filled-in sheet. `municipality` is asked for a new measure only."""

    origin: SheetOrigin
    municipality: str = ""
    facts: tuple[FactOnSheet, ...] = ()
    answers: tuple[AnswerOnSheet, ...] = ()
    evidence: tuple[EvidenceOnSheet, ...] = ()

    @property
    def title(self) -> str:
        return next((str(fact.written) for fact in self.facts if fact.field == "title"), "")


class Part(StrEnum):
    """What is decided as one. Level and reason belong together: a reason speaks for its level only."""

    FACT = "fact"
    ANSWER = "answer"
    WAITING_FOR = "waiting_for"
    FEASIBLE_SOON = "feasible_soon"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_REMOVED = "evidence_removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change that the sheet wants. `thing` is the name of the field, or the key of the question."""

    part: Part
    thing: str
    mine: Any
    stored: Any
    is_contested: bool = False

    @property
    def place(self) -> str:
        return f"{self.part.value}.{self.thing}"


@dataclass(frozen=True, slots=True)
class SheetComparison:
    """What a sheet would change. Without a measure, it would create one."""

    catalogue: Catalogue
    municipality: str
    title: str
    measure_id: int | None
    is_new_municipality: bool
    differences: tuple[Difference, ...]

    @property
    def heading(self) -> Message:
        key = "answer_sheet.belongs_to"
        if self.measure_id is None:
            key = "answer_sheet.creates"
        if self.is_new_municipality:
            key = "answer_sheet.creates_with_municipality"
        return Message.of(key, title=self.title, municipality=self.municipality)

    @property
    def contested(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.is_contested)


@dataclass(frozen=True, slots=True)
class Settled:
    """What shall count at a contested place, and what was stored when that was said."""

    take_mine: bool
    stored: Any


@dataclass(frozen=True, slots=True)
class TakenIn:
    """`changes` counts what was stored; nought where the sheet said nothing new."""

    measure_id: int
    changes: int
    is_new: bool

    @property
    def message(self) -> Message:
        if not self.changes:
            return Message.of("answer_sheet.nothing_new")
        return Message.of("answer_sheet.taken_in", n=self.changes)


class UnsettledError(ServiceError):
    """Both the sheet and somebody else changed the same, and it was not said which shall count."""

    def __init__(self, comparison: SheetComparison) -> None:
        super().__init__(Message.of("answer_sheet.unsettled"))
        self.comparison = comparison


def origin_of(opened: OpenedAssessment) -> SheetOrigin:
    catalogue = opened.catalogue
    measure = opened.measure
    return SheetOrigin(
        uuid=measure.uuid,
        for_new=False,
        revision=measure.revision_number,
        catalogue=catalogue.id,
        catalogue_version=catalogue.version,
        catalogue_sha256=catalogue.sha256,
    )


def origin_of_new(catalogue: Catalogue, sheet: UUID) -> SheetOrigin:
    return SheetOrigin(sheet, True, 1, catalogue.id, catalogue.version, catalogue.sha256)


def measure_id_named(session: Session, name: str) -> int:
    """The measure with this uuid or number. 0, which no measure has, where there is none."""
    if name.isdecimal() and len(name) < 12:
        return int(name)
    try:
        uuid = UUID(name)
    except ValueError:
        return 0
    return session.exec(select(Measure.id).where(col(Measure.uuid) == uuid)).first() or 0


def compare_answer_sheet(
    session: Session, actor: Actor, *, programme_id: int, sheet: AnswerSheet
) -> SheetComparison:
    """What reading in this sheet would change. Raises where it belongs to something else."""
    measure_id = _measure_id(session, sheet)
    if measure_id is None:
        return _compare_new(session, actor, programme_id, sheet)
    opened = open_self_assessment(session, actor, measure_id=measure_id)
    verdict = may(actor, Action.ANSWER, opened.measure.as_thing)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    _refuse_other_catalogue(sheet.origin, opened.catalogue)
    if sheet.origin.revision != opened.measure.revision_number:
        values = {"of_sheet": sheet.origin.revision, "current": opened.measure.revision_number}
        raise InvalidError(Message.of("answer_sheet.other_revision", **values))
    return SheetComparison(
        catalogue=opened.catalogue,
        municipality=opened.measure.municipality,
        title=opened.measure.title,
        measure_id=measure_id,
        is_new_municipality=False,
        differences=tuple(_differences(sheet, opened)),
    )


def read_in_answer_sheet(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    sheet: AnswerSheet,
    settled: Mapping[str, Settled] | None = None,
) -> TakenIn:
    """Stores what the sheet changes, all of it or nothing.

    `settled` says for each contested place what shall count. Where that is missing, or something else is
    stored by now than was seen, `UnsettledError` carries the comparison as it is now.
    """
    choices = settled or {}
    comparison = compare_answer_sheet(session, actor, programme_id=programme_id, sheet=sheet)
    for difference in comparison.contested:
        choice = choices.get(difference.place)
        if choice is None or choice.stored != difference.stored:
            raise UnsettledError(comparison)
    wanted = [
        difference
        for difference in comparison.differences
        if not difference.is_contested or choices[difference.place].take_mine
    ]
    measure_id = comparison.measure_id
    if measure_id is None:
        measure_id, actor = _create(session, actor, programme_id, sheet)
    _store(session, actor, measure_id, wanted)
    return TakenIn(measure_id, len(wanted), is_new=comparison.measure_id is None)


# --- which measure ------------------------------------------------------------------------------------


def _measure_id(session: Session, sheet: AnswerSheet) -> int | None:
    """The measure that the sheet belongs to; None where it asks for one that is not there yet."""
    found = session.exec(select(Measure.id).where(col(Measure.uuid) == _uuid_of(sheet))).first()
    # No measure has the id 0: opening it says what is said of every measure that one may not see.
    return found if found is not None or sheet.origin.for_new else 0


def _uuid_of(sheet: AnswerSheet) -> UUID:
    """A sheet for a new measure may be passed on and filled in by many, each for a measure of their own.
    Read in twice, it still means the same one."""
    if not sheet.origin.for_new:
        return sheet.origin.uuid
    return uuid5(sheet.origin.uuid, f"{sheet.municipality.casefold()}\n{sheet.title.casefold()}")


def _refuse_other_catalogue(origin: SheetOrigin, catalogue: Catalogue) -> None:
    if (origin.catalogue, origin.catalogue_version) != (catalogue.id, catalogue.version):
        raise InvalidError(
            Message.of(
                "answer_sheet.other_catalogue",
                of_sheet=f"{origin.catalogue}-{origin.catalogue_version}",
                current=catalogue.name,
            )
        )
    if origin.catalogue_sha256 != catalogue.sha256:
        raise InvalidError(Message.of("answer_sheet.changed_catalogue", current=catalogue.name))


def _compare_new(session: Session, actor: Actor, programme_id: int, sheet: AnswerSheet) -> SheetComparison:
    programme = session.get_one(Programme, programme_id)
    catalogue = stored_catalogue(session, programme.catalogue_version_id)
    _refuse_other_catalogue(sheet.origin, catalogue)
    entered = read_municipality(name=sheet.municipality)
    known = _municipality_id(session, actor, programme, entered.name)
    return SheetComparison(
        catalogue=catalogue,
        municipality=entered.name,
        title=sheet.title,
        measure_id=None,
        is_new_municipality=known is None,
        differences=tuple(_differences(sheet, None)),
    )


def _municipality_id(session: Session, actor: Actor, programme: Programme, name: str) -> int | None:
    """The municipality of this name; of several the one for which the desk acts."""
    rows = session.exec(
        select(Municipality.id, Municipality.name).where(
            col(Municipality.is_example).is_(programme.is_example)
        )
    )
    # Compared here, because SQLite knows capital and small letters of English only.
    named = [key for key, known in rows if known.casefold() == name.casefold()]
    if actor.acting_for in named:
        return actor.acting_for
    if len(named) > 1:
        raise InvalidError(Message.of("answer_sheet.several_municipalities", name=name))
    return named[0] if named else None


def _create(session: Session, actor: Actor, programme_id: int, sheet: AnswerSheet) -> tuple[int, Actor]:
    """The measure with its name, as the page creates it; the desk moves to its municipality."""
    entered = read_municipality(name=sheet.municipality)
    known = _municipality_id(session, actor, session.get_one(Programme, programme_id), entered.name)
    municipality_id = known or add_municipality(session, actor, programme_id=programme_id, entered=entered)
    moved = act_for(session, actor, municipality_id=municipality_id)
    measure_id = create_measure(
        session,
        moved,
        programme_id=programme_id,
        municipality_id=municipality_id,
        facts={"title": sheet.title},
        uuid=_uuid_of(sheet),
    )
    return measure_id, moved


# --- what differs -------------------------------------------------------------------------------------


def _differences(sheet: AnswerSheet, opened: OpenedAssessment | None) -> Iterator[Difference]:
    for fact in sheet.facts:
        stored = opened.measure.facts[fact.field] if opened else fact.base
        if fact.written not in (stored, fact.base):
            yield Difference(Part.FACT, fact.field, fact.written, stored, stored != fact.base)
    for answer in sheet.answers:
        state = opened.answers.get(answer.question) if opened else None
        yield from _answer_differences(answer, state or AnswerState(answer.question))
    for item in sheet.evidence:
        present = opened.evidence.get(item.question, ()) if opened else ()
        if _is_present(item.evidence, present) == item.is_removed:
            part = Part.EVIDENCE_REMOVED if item.is_removed else Part.EVIDENCE_ADDED
            mine, before = (None, item.evidence) if item.is_removed else (item.evidence, None)
            yield Difference(part, item.question, mine, before)


def _answer_differences(answer: AnswerOnSheet, state: AnswerState) -> Iterator[Difference]:
    now = WrittenAnswer(state.given, state.reason, state.waiting_for, state.feasible_soon)
    triples = {
        Part.ANSWER: tuple((one.given, one.reason) for one in (answer.written, answer.base, now)),
        Part.WAITING_FOR: tuple(one.waiting_for for one in (answer.written, answer.base, now)),
        Part.FEASIBLE_SOON: tuple(one.feasible_soon for one in (answer.written, answer.base, now)),
    }
    for part, (mine, base, stored) in triples.items():
        if mine not in (base, stored):
            is_contested = state.version != answer.version and stored != base
            yield Difference(part, answer.question, mine, stored, is_contested)


def _is_present(wanted: EvidenceInput, present: tuple[EvidenceItem, ...]) -> bool:
    return any(_same(wanted, item) for item in present)


def _same(wanted: EvidenceInput, item: EvidenceItem) -> bool:
    """Files are no part of a sheet: nothing that is written there takes one away."""
    said = (item.title, item.url, item.page, item.quote)
    return (
        item.kind is not EvidenceKind.FILE and (wanted.title, wanted.url, wanted.page, wanted.quote) == said
    )


# --- storing ------------------------------------------------------------------------------------------


def _store(session: Session, actor: Actor, measure_id: int, wanted: list[Difference]) -> None:
    """Evidence is taken away before any is added, since a question holds a limited number."""
    for difference in wanted:
        if difference.part is Part.EVIDENCE_REMOVED:
            _remove(session, actor, measure_id, difference)
    for difference in wanted:
        if difference.part is Part.FACT:
            _change_fact(session, actor, measure_id, difference)
        elif difference.part is Part.EVIDENCE_ADDED:
            add_evidence(
                session, actor, measure_id=measure_id, question=difference.thing, entered=difference.mine
            )
        elif difference.part is not Part.EVIDENCE_REMOVED:
            _answer(session, actor, measure_id, difference)


def _change_fact(session: Session, actor: Actor, measure_id: int, difference: Difference) -> None:
    field = FIELDS_BY_NAME[difference.thing]
    change_fact(
        session,
        actor,
        measure_id=measure_id,
        field=field.name,
        based_on=open_measure(session, actor, measure_id=measure_id).facts[field.name],
        entered=entered_again(field, difference.mine, actor.language),
    )


def _answer(session: Session, actor: Actor, measure_id: int, difference: Difference) -> None:
    """Compared already, in this same transaction: so the version is the one that is stored now."""
    question = difference.thing
    state = open_self_assessment(session, actor, measure_id=measure_id).answers[question]
    answer_question(
        session,
        actor,
        measure_id=measure_id,
        question=question,
        based_on=state.version,
        change=_change(difference, state),
    )


def _change(difference: Difference, state: AnswerState) -> AnswerInput:
    if difference.part is Part.WAITING_FOR:
        return AnswerInput(waiting_for=difference.mine)
    if difference.part is Part.FEASIBLE_SOON:
        return AnswerInput(feasible_soon=difference.mine)
    given, reason = difference.mine
    change: dict[str, Any] = {}
    if given != state.given:
        change |= {"kind": given.kind, "level": given.level}
    if reason != state.reason:
        change |= {"reason": reason}
    return AnswerInput(**change)


def _remove(session: Session, actor: Actor, measure_id: int, difference: Difference) -> None:
    opened = open_self_assessment(session, actor, measure_id=measure_id)
    for item in opened.evidence.get(difference.thing, ()):
        if _same(difference.stored, item):
            remove_evidence(session, actor, measure_id=measure_id, evidence_id=item.evidence_id)
