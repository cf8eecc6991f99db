"""A programme moves to a newer version of its catalogue (rule 14), and nobody's answer is lost by it.

Assessments of working revisions move along. A question that is the same keeps its answer; a reworded one
keeps it, marked; one whose scale changed is open again and waits to be confirmed; a dropped one counts no
more. What was said under the old version stays, as an `EarlierAnswer`. Submitted revisions stay as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, may, visible_programmes, visible_results, visible_revisions
from toolkit.catalogue import Catalogue, QuestionChange, differences
from toolkit.judging import AnswerKind
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    CatalogueVersion,
    EarlierAnswer,
    Measure,
    Municipality,
    Programme,
    Revision,
    id_of,
    programme_title,
)
from toolkit.services.catalogues import stored_catalogue, take_into_use
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.storage import EVERYBODY, record_event, working_for
from toolkit.workflow import COMPARED


@dataclass(frozen=True, slots=True)
class Moved:
    """How many assessments moved, and what became of their answers."""

    catalogue: Catalogue
    assessments: int = 0
    answers: Mapping[QuestionChange, int] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, int]:
        """The numbers of the sentence that says what happened."""
        return {
            "version": self.catalogue.version,
            "n": self.to_confirm,
            "assessments": self.assessments,
        }

    @property
    def to_confirm(self) -> int:
        kinds = (QuestionChange.REWORDED, QuestionChange.SCALE_CHANGED)
        return sum(self.answers.get(kind, 0) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An answer that waits to be confirmed; `open_again` where its scale changed."""

    measure_id: int
    title: str
    municipality_id: int
    municipality: str
    question: str
    open_again: bool


@dataclass(frozen=True, slots=True)
class OfOtherVersion:
    """A measure whose assessment keeps an earlier version, so that the comparison cannot hold it."""

    measure_id: int
    title: str
    municipality: str
    version: int


def foresee_move(session: Session, *, programme_id: int, catalogue: Catalogue) -> Moved:
    """What `move_catalogue` would do now."""
    with working_for(session, EVERYBODY):
        return _summary(catalogue, _planned(session, programme_id, catalogue))


def move_catalogue(session: Session, actor: Actor, *, programme_id: int, catalogue: Catalogue) -> Moved:
    """Takes a newer version of the programme's catalogue into use, with one event for the programme and one
    for each assessment whose answers it touches."""
    verdict = may(actor, Action.MANAGE_PROGRAMMES)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    row = select(Programme).where(col(Programme.id) == programme_id).with_for_update()
    programme = session.exec(row).one_or_none()
    if programme is None:
        raise NotFoundError(Message.of("programme.unknown"))
    _refuse_unfit(stored_catalogue(session, programme.catalogue_version_id), catalogue)
    version = take_into_use(session, catalogue)
    if version.sha256 != catalogue.sha256:
        raise InvalidError(
            Message.of("services.catalogue_changed", title=catalogue.title, version=catalogue.version)
        )
    with working_for(session, EVERYBODY):  # whose version moves for all, whoever may read them
        plans = _planned(session, programme_id, catalogue)
        programme.catalogue_version_id = id_of(version)
        programme.version += 1
        session.add(programme)
        session.flush()
        _record(session, actor, programme, "move_catalogue", thing="programme", thing_id=programme_id)
        for plan in plans:
            _carry_out(session, actor, plan, programme)
        return _summary(catalogue, plans)


def move_older_programmes(
    session: Session, actor: Actor, *, catalogue: Catalogue
) -> tuple[tuple[str | Message, Moved], ...]:
    """Moves all programmes of one's own that work with an older version; what became of each, by its name."""
    older = session.exec(
        select(Programme.id, Programme.name)
        .join(CatalogueVersion, col(CatalogueVersion.id) == col(Programme.catalogue_version_id))
        .where(
            col(Programme.id).in_(visible_programmes(actor)),
            col(Programme.is_example).is_(False),
            col(CatalogueVersion.catalogue) == catalogue.id,
            col(CatalogueVersion.version) < catalogue.version,
        )
        .order_by(col(Programme.id))
    ).all()
    return tuple(
        (programme_title(name), move_catalogue(session, actor, programme_id=key, catalogue=catalogue))
        for key, name in older
        if key is not None
    )


def bring_up_to_date(session: Session, actor: Actor, *, assessment: Assessment, programme_id: int) -> None:
    """Moves one assessment to the version with which its programme works now: that of a revision which was
    opened as a copy of one that had kept an earlier version."""
    programme = session.get_one(Programme, programme_id)
    if assessment.catalogue_version_id == programme.catalogue_version_id:
        return
    answers = session.exec(select(Answer).where(col(Answer.assessment_id) == assessment.id)).all()
    catalogue = stored_catalogue(session, programme.catalogue_version_id)
    _carry_out(session, actor, _plan(session, assessment, answers, catalogue), programme)


def unconfirmed(session: Session, actor: Actor, *, programme_id: int) -> tuple[Unconfirmed, ...]:
    """What waits for confirmation, as far as the actor may see it."""
    rows = session.execute(
        select_columns(
            col(Measure.id),
            col(Revision.title),
            col(Municipality.id),
            col(Municipality.name),
            col(Answer.question_key),
            col(Answer.kind),
        )
        .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .where(
            col(Answer.needs_confirmation),
            col(Measure.state).in_(COMPARED),
            col(Revision.submitted_at).is_(None),
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Measure.programme_id) == programme_id,
            col(Revision.id).in_(visible_revisions(actor)),
        )
        .order_by(col(Municipality.name), col(Revision.title), col(Measure.id), col(Answer.id))
    )
    return tuple(
        Unconfirmed(measure_id, title, key, municipality, question, open_again=kind is AnswerKind.OPEN)
        for measure_id, title, key, municipality, question, kind in rows
    )


def of_other_versions(
    session: Session, actor: Actor, *, programme_id: int, catalogue_version_id: int
) -> tuple[OfOtherVersion, ...]:
    """The measures that the comparison leaves out, since it has exactly one version."""
    rows = session.execute(
        select_columns(
            col(Measure.id),
            col(Revision.title),
            col(Municipality.name),
            col(CatalogueVersion.version),
            col(Assessment.catalogue_version_id),
        )
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .join(Assessment, col(Assessment.revision_id) == col(Revision.id))
        .join(CatalogueVersion, col(CatalogueVersion.id) == col(Assessment.catalogue_version_id))
        .where(
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Measure.programme_id) == programme_id,
            col(Measure.state).in_(COMPARED),
            col(Revision.id).in_(visible_results(actor)),
        )
        .order_by(col(Municipality.name), col(Measure.id), col(Revision.number))
    ).all()
    found = {row.id: OfOtherVersion(row.id, row.title, row.name, row.version) for row in rows}
    for measure_id in {row.id for row in rows if row.catalogue_version_id == catalogue_version_id}:
        del found[measure_id]
    return tuple(found.values())


def _refuse_unfit(current: Catalogue, wanted: Catalogue) -> None:
    if wanted.id != current.id:
        raise InvalidError(Message.of("programme.other_catalogue", title=current.title))
    if wanted.version <= current.version:
        raise InvalidError(Message.of("programme.not_newer", title=current.title, version=current.version))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a move does to one assessment: only the answers that do not stay the same."""

    assessment: Assessment
    answers: tuple[tuple[Answer, QuestionChange], ...]


def _planned(session: Session, programme_id: int, catalogue: Catalogue) -> list[_Plan]:
    assessments = session.exec(
        select(Assessment)
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(CatalogueVersion, col(CatalogueVersion.id) == col(Assessment.catalogue_version_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Assessment.final_at).is_(None),
            col(Revision.submitted_at).is_(None),
            or_(
                col(CatalogueVersion.catalogue) != catalogue.id,
                col(CatalogueVersion.version) != catalogue.version,
            ),
        )
        .order_by(col(Assessment.id))
    ).all()
    answers: dict[int, list[Answer]] = defaultdict(list)
    ids = [one.id for one in assessments]
    for answer in session.exec(select(Answer).where(col(Answer.assessment_id).in_(ids))):
        answers[answer.assessment_id].append(answer)
    return [_plan(session, one, answers[id_of(one)], catalogue) for one in assessments]


def _plan(session: Session, assessment: Assessment, answers: Sequence[Answer], catalogue: Catalogue) -> _Plan:
    changes = _changes(stored_catalogue(session, assessment.catalogue_version_id), catalogue)
    found = ((answer, _change_of(answer, changes, catalogue)) for answer in answers)
    return _Plan(assessment, tuple(one for one in found if one[1] is not QuestionChange.SAME))


def _changes(old: Catalogue, new: Catalogue) -> dict[str, QuestionChange]:
    return {one.question: one.change for one in differences(old, new)}


def _summary(catalogue: Catalogue, plans: Sequence[_Plan]) -> Moved:
    became = Counter(change for plan in plans for _, change in plan.answers)
    return Moved(catalogue, len(plans), dict(became))


def _carry_out(session: Session, actor: Actor, plan: _Plan, programme: Programme) -> None:
    for answer, change in plan.answers:
        session.add(_earlier(plan.assessment, answer))
        _move_answer(session, answer, change)
    plan.assessment.catalogue_version_id = programme.catalogue_version_id
    session.add(plan.assessment)
    session.flush()
    if plan.answers:
        thing_id = id_of(plan.assessment)
        measure_id = session.get_one(Revision, plan.assessment.revision_id).measure_id
        _record(
            session, actor, programme, "move_assessment", thing="assessment", thing_id=thing_id,
            measure_id=measure_id,
        )  # fmt: skip


def _move_answer(session: Session, answer: Answer, change: QuestionChange) -> None:
    if change is QuestionChange.DROPPED:
        session.delete(answer)
        return
    answer.needs_confirmation = True
    if change is QuestionChange.SCALE_CHANGED:
        answer.kind, answer.level = AnswerKind.OPEN, None
    # Who still sees the old question must not overwrite unseen.
    answer.version += 1
    session.add(answer)


def _change_of(answer: Answer, changes: Mapping[str, QuestionChange], catalogue: Catalogue) -> QuestionChange:
    change = changes.get(answer.question_key, QuestionChange.DROPPED)
    if change is QuestionChange.DROPPED:
        return change
    if (
        answer.kind is AnswerKind.NOT_APPLICABLE
        and not catalogue.questions[answer.question_key].not_applicable
    ):
        return QuestionChange.SCALE_CHANGED
    if answer.kind is AnswerKind.OPEN:
        return QuestionChange.SAME  # nothing that could be confirmed
    if answer.kind is not AnswerKind.LEVEL and change is QuestionChange.SCALE_CHANGED:
        return QuestionChange.REWORDED  # no level, so no scale; but the question is another one
    return change


def _earlier(assessment: Assessment, answer: Answer) -> EarlierAnswer:
    return EarlierAnswer(
        assessment_id=answer.assessment_id,
        catalogue_version_id=assessment.catalogue_version_id,
        question_key=answer.question_key,
        kind=answer.kind,
        level=answer.level,
        reason=answer.reason,
        waiting_for=answer.waiting_for,
        feasible_soon=answer.feasible_soon,
        changed_at=answer.changed_at,
        changed_by_id=answer.changed_by_id,
    )


def _record(
    session: Session,
    actor: Actor,
    programme: Programme,
    action: str,
    *,
    thing: str,
    thing_id: int,
    measure_id: int | None = None,
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme.id,
        measure_id=measure_id,
        action=action,
        thing=thing,
        thing_id=thing_id,
        changes={"catalogue_version_id": programme.catalogue_version_id},
    )
