"""Puts the example region into the database, in a programme of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlmodel import Session, SQLModel, col, delete, select

from toolkit.access import Action, Actor, may
from toolkit.catalogue import Catalogue
from toolkit.example.cast import gather
from toolkit.example.content import Region, RegionMunicipality, RegionRevision, Rows, read_region
from toolkit.example.reviewing import add_reviews
from toolkit.example.steering import add_steering
from toolkit.firmness import UnfitWeightsError, weights_from
from toolkit.judging import UnfitAnswerError
from toolkit.judging.questions import check_answers
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    Dependency,
    Evidence,
    EvidenceKind,
    Indicator,
    Measure,
    MeasureState,
    Municipality,
    MunicipalityKey,
    MunicipalityMember,
    OutboxMessage,
    PreliminaryCheck,
    Programme,
    ProgrammeKind,
    ProgrammeMunicipality,
    Revision,
    RevisionPartner,
    id_of,
    now,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.desk import act_for
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.storage import EVERYBODY, record_event, working_for

# In the middle of the day it is the same day everywhere.
NOON = time(12)


@dataclass(frozen=True, slots=True)
class _Known:
    """The keys in the database of what the files name."""

    catalogue_version_id: int
    municipalities: Mapping[str, int]
    measures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much the region holds; `newly` is false where it was there already."""

    programme_id: int
    municipalities: int
    measures: int
    newly: bool

    @property
    def message(self) -> Message:
        key = "example.loaded" if self.newly else "example.loaded_before"
        return Message.of(key, n=self.measures, municipalities=self.municipalities)


def example_is_loaded(session: Session) -> bool:
    return _example_programme(session) is not None


def load_example(session: Session, actor: Actor) -> Loaded:
    """Loads the region as a whole. Where it is loaded already, nothing changes.

    One event stands for all that is written here, and each step of reviewing and of the steering group leaves
    its own.
    """
    verdict = may(actor, Action.LOAD_EXAMPLE)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    region = read_region()
    there = _example_programme(session)
    if there is not None:
        return Loaded(there, len(region.municipalities), len(region.measures), newly=False)
    catalogue_version_id = _own_catalogue_version(session)
    catalogue = stored_catalogue(session, catalogue_version_id)
    _refuse_unfit(catalogue, region)
    _refuse_taken_keys(session, region)
    programme = Programme(
        name=region.name,
        kind=ProgrammeKind.SELECTION,
        catalogue_version_id=catalogue_version_id,
        is_example=True,
    )
    session.add(programme)
    session.flush()
    _expect_many_rows(session)
    with working_for(session, replace(EVERYBODY, person_id=actor.person_id)):
        municipalities = _add_municipalities(session, region, id_of(programme))
        measures = _add_measures(session, region, programme, municipalities)
    _record_loading(session, actor, region, programme)
    cast = gather(
        session,
        actor,
        region,
        programme_id=id_of(programme),
        municipalities=municipalities,
        measures=measures,
    )
    add_reviews(session, cast, region.reviewing)
    add_steering(session, cast, region.steering, catalogue)
    _tell_nobody(session, measures.values())
    return Loaded(id_of(programme), len(region.municipalities), len(region.measures), newly=True)


def visit_example(session: Session, actor: Actor) -> Actor:
    """Moves the desk into the region, to the municipality meant for it; gives the actor as from now on."""
    region = read_region()
    wanted = next(row.name for row in region.municipalities if row.id == region.desk)
    municipality_id = session.exec(
        select(Municipality.id).where(col(Municipality.is_example), col(Municipality.name) == wanted)
    ).first()
    if municipality_id is None:
        raise NotFoundError(Message.of("example.not_loaded"))
    return act_for(session, actor, municipality_id=municipality_id)


def _expect_many_rows(session: Session) -> None:
    """PostgreSQL's planner cannot know what this transaction writes. Where a region was removed before, it
    takes the tables for empty and joins them row by row, which takes minutes."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_nestloop = off")


def _tell_nobody(session: Session, measures: Iterable[int]) -> None:
    """No mail goes out about what is invented."""
    session.flush()
    session.execute(delete(OutboxMessage).where(col(OutboxMessage.measure_id).in_(measures)))


def _record_loading(session: Session, actor: Actor, region: Region, programme: Programme) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme.id,
        measure_id=None,
        action="load_example",
        thing="programme",
        thing_id=programme.id,
        changes={"sha256": region.sha256},
    )


def _example_programme(session: Session) -> int | None:
    return session.exec(select(Programme.id).where(col(Programme.is_example)).limit(1)).first()


def _own_catalogue_version(session: Session) -> int:
    """The example is judged as the own measures are."""
    version = session.exec(
        select(Programme.catalogue_version_id)
        .where(col(Programme.is_example).is_(False))
        .order_by(col(Programme.id))
        .limit(1)
    ).first()
    if version is None:
        raise NotFoundError(Message.of("example.no_programme"))
    return version


def _refuse_unfit(catalogue: Catalogue, region: Region) -> None:
    try:
        for measure in region.measures:
            for revision in measure.revisions:
                check_answers(catalogue, revision.given)
        for reviewed in region.reviewing.measures:
            for review in reviewed.reviews:
                check_answers(catalogue, review.given)
        for weighing in region.steering.weighings:
            weights_from(catalogue, weighing.method, weighing.entered)
    except (UnfitAnswerError, UnfitWeightsError) as error:
        raise InvalidError(
            Message.of("example.other_catalogue", title=catalogue.title, version=catalogue.version)
        ) from error


def _refuse_taken_keys(session: Session, region: Region) -> None:
    keys = [municipality.key for municipality in region.municipalities if municipality.key]
    taken = session.exec(
        select(MunicipalityKey.key, Municipality.name)
        .join(Municipality, col(Municipality.id) == col(MunicipalityKey.municipality_id))
        .where(col(MunicipalityKey.key).in_(keys))
        .order_by(col(MunicipalityKey.key))
    ).first()
    if taken is not None:
        raise InvalidError(Message.of("example.key_taken", number=taken[0], municipality=taken[1]))


def _add_municipalities(session: Session, region: Region, programme_id: int) -> Mapping[str, int]:
    """Gives the ids in the database by the names in the files."""
    rows = {written.id: _municipality(written) for written in region.municipalities}
    session.add_all(rows.values())
    session.flush()
    ids = {name: id_of(row) for name, row in rows.items()}
    for written in region.municipalities:
        session.add(ProgrammeMunicipality(programme_id=programme_id, municipality_id=ids[written.id]))
        if written.key:
            session.add(
                MunicipalityKey(
                    municipality_id=ids[written.id], key=written.key, valid_from=written.valid_from
                )
            )
        session.add_all(
            MunicipalityMember(group_id=ids[written.id], member_id=ids[member]) for member in written.members
        )
    return ids


def _municipality(written: RegionMunicipality) -> Municipality:
    columns = written.model_dump(exclude={"id", "key", "valid_from", "members"})
    return Municipality(**columns, is_example=True)


def _add_measures(
    session: Session, region: Region, programme: Programme, municipalities: Mapping[str, int]
) -> Mapping[str, int]:
    """Gives the ids in the database by the keys in the files."""
    measures = [
        Measure(
            programme_id=id_of(programme),
            municipality_id=municipalities[written.municipality],
            external_key=written.key,
            state=MeasureState.SUBMITTED if written.submitted_on else MeasureState.DRAFT,
        )
        for written in region.measures
    ]
    session.add_all(measures)
    session.flush()
    ids = {written.key: id_of(row) for written, row in zip(region.measures, measures, strict=True)}
    known = _Known(programme.catalogue_version_id, municipalities, ids)
    for number in (1, 2):  # a measure has one working revision at a time
        _add_revisions(session, region, known, number=number)
    return ids


def _add_revisions(session: Session, region: Region, known: _Known, *, number: int) -> None:
    """All with what hangs on them, and submitted only then: afterwards nothing can be added. Kind by kind,
    because many rows at once are written much faster than each by itself."""
    rows = [
        (written, _revision(written, measure_id=known.measures[measure.key], number=number))
        for measure in region.measures
        for written in measure.revisions[number - 1 : number]
    ]
    session.add_all(revision for _, revision in rows)
    session.flush()
    assessments = [
        Assessment(
            revision_id=id_of(revision),
            catalogue_version_id=known.catalogue_version_id,
            created_at=revision.created_at,
        )
        for _, revision in rows
    ]
    session.add_all(assessments)
    session.flush()
    for (written, revision), assessment in zip(rows, assessments, strict=True):
        session.add_all(_answers(written, id_of(assessment)))
        session.add_all(_attached(written.rows, id_of(revision), known.municipalities, known.measures))
    session.flush()
    for (written, revision), assessment in zip(rows, assessments, strict=True):
        if written.submitted_on is not None:
            revision.submitted_at = assessment.final_at = _moment(written.submitted_on)
    session.flush()


def _revision(written: RegionRevision, *, measure_id: int, number: int) -> Revision:
    created = _moment(written.submitted_on) if written.submitted_on else now()
    return Revision(measure_id=measure_id, number=number, created_at=created, **written.fact_sheet)


def _moment(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=UTC)


def _answers(written: RegionRevision, assessment_id: int) -> Iterator[Answer]:
    for question, answer in written.answers.items():
        yield Answer(
            assessment_id=assessment_id,
            question_key=question,
            kind=answer.given.kind,
            level=answer.given.level,
            reason=answer.reason,
            waiting_for=answer.waiting_for,
            feasible_soon=question in written.feasible_soon,
        )


def _attached(
    written: Rows, revision_id: int, municipalities: Mapping[str, int], measures: Mapping[str, int]
) -> Iterator[SQLModel]:
    for partner in written.partners:
        yield RevisionPartner(
            revision_id=revision_id,
            name=partner.name,
            municipality_id=municipalities[partner.municipality] if partner.municipality else None,
            contribution=partner.contribution,
        )
    for indicator in written.indicators:
        yield Indicator(revision_id=revision_id, **indicator.model_dump())
    for dependency in written.dependencies:
        yield Dependency(
            revision_id=revision_id, measure_id=measures[dependency.measure], kind=dependency.kind
        )
    for check in written.checks:
        yield PreliminaryCheck(revision_id=revision_id, **check.model_dump())
    for evidence in written.evidence:
        yield Evidence(
            revision_id=revision_id,
            question_key=evidence.question,
            kind=EvidenceKind.DOCUMENT,
            **evidence.model_dump(exclude={"question"}),
        )
