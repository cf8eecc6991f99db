"""A small world to store: one catalogue, two municipalities in one programme, measures of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from toolkit.catalogue.schema import Catalogue
from toolkit.judging import AnswerKind, GateState
from toolkit.model import (
    AgendaItem,
    AgendaKind,
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Attendance,
    AttendanceRole,
    Audience,
    Ballot,
    BallotAnswer,
    BallotKind,
    Blob,
    CatalogueVersion,
    CheckKind,
    Comment,
    Condition,
    Conflict,
    CouncilStep,
    Decision,
    Dependency,
    DependencyKind,
    Deputyship,
    Dissent,
    DownloadToken,
    EarlierAnswer,
    Evidence,
    EvidenceKind,
    GuestPin,
    Handover,
    Import,
    Indicator,
    JointJudgement,
    Letter,
    Measure,
    Meeting,
    Membership,
    Municipality,
    MunicipalityKey,
    MunicipalityKind,
    MunicipalityMember,
    NoticeKind,
    OutboxMessage,
    Outcome,
    Package,
    Person,
    PreliminaryCheck,
    Programme,
    ProgrammeMunicipality,
    Recommendation,
    RecommendationKind,
    Recusal,
    RecusalManner,
    Release,
    ReleaseKind,
    Reply,
    ReviewConfirmation,
    ReviewRelease,
    Revision,
    RevisionPartner,
    Role,
    Round,
    RoundItem,
    Snapshot,
    Snippet,
    StakeholderGroup,
    Stance,
    WeightingMethod,
    WeightSet,
    metadata,
    now,
)
from toolkit.storage import Database, record_event


def _text(words: str) -> dict[str, str]:
    return {"de": words, "en": words}


def _question(key: str, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        **{name: _text(key) for name in ("title", "text", "why", "expected_evidence", "example")},
        "usual": {"idea": 0, "pilot": 1, "operation": 2},
        "levels": [{"anchor": _text(f"{key}{level}")} for level in range(3)],
    } | more


CATALOGUE = Catalogue.model_validate(
    {
        "id": "small",
        "version": 1,
        "title": _text("Small"),
        "source": _text("Tests"),
        "subject": "measure",
        "criteria": [
            {
                "id": "K",
                **{name: _text("K") for name in ("title", "short_title", "description")},
                "questions": [_question("K1"), _question("K2", not_applicable=True)],
            }
        ],
        "gate": {"title": _text("Gate"), "rules": [{"result": "met"}]},
        "classes": [
            {"id": "fine", "title": _text("Fine"), "meaning": _text("Fine."), "tone": "success"},
        ],
    }
)


@dataclass(frozen=True)
class Ids:
    """Of the rows that tests speak about."""

    catalogue_version: int
    programme: int
    municipality: int
    person: int
    measure: int
    revision: int
    assessment: int
    answer: int
    evidence: int


def saved(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def add_measure(session: Session, programme_id: int, municipality_id: int) -> int:
    measure = saved(session, Measure(programme_id=programme_id, municipality_id=municipality_id))
    return saved(session, Revision(measure_id=measure, title="Parkleitsystem"))


def small_world(database: Database) -> Ids:
    """One measure with a working revision, a self-assessment with two answers, and evidence."""
    with database.writing() as session:
        content = CATALOGUE.canonical_content
        version = saved(
            session,
            CatalogueVersion(catalogue="small", version=1, sha256=CATALOGUE.sha256, content=content),
        )
        programme = saved(session, Programme(name="Auswahl", catalogue_version_id=version))
        municipality = saved(session, Municipality(name="Neustadt"))
        saved(session, ProgrammeMunicipality(programme_id=programme, municipality_id=municipality))
        person = saved(session, Person(name="Planung"))
        revision = add_measure(session, programme, municipality)
        assessment = saved(session, Assessment(revision_id=revision, catalogue_version_id=version))
        answer = saved(
            session, Answer(assessment_id=assessment, question_key="K1", kind=AnswerKind.LEVEL, level=1)
        )
        saved(session, Answer(assessment_id=assessment, question_key="K2"))
        evidence = saved(session, Evidence(revision_id=revision, kind=EvidenceKind.LINK, title="Beleg"))
        measure = session.get_one(Revision, revision).measure_id
        return Ids(version, programme, municipality, person, measure, revision, assessment, answer, evidence)


def submit(session: Session, ids: Ids) -> None:
    session.get_one(Revision, ids.revision).submitted_at = now()
    session.get_one(Assessment, ids.assessment).final_at = now()
    log(session, "submit_measure", ids)


def log(session: Session, action: str, ids: Ids, **changes: object) -> int:
    event = record_event(
        session,
        actor_id=ids.person,
        programme_id=ids.programme,
        measure_id=ids.measure,
        action=action,
        thing="measure",
        thing_id=ids.measure,
        changes=changes,
    )
    assert event.id is not None
    return event.id


def full_world(database: Database) -> Ids:
    """Something in every table: the measure of the small world, submitted with all that belongs to it."""
    ids = small_world(database)
    with database.writing() as session:
        district = saved(session, Municipality(name="Kreis", kind=MunicipalityKind.DISTRICT))
        other = add_measure(session, ids.programme, ids.municipality)
        other_measure = session.get_one(Revision, other).measure_id
        session.add_all(
            [
                MunicipalityKey(municipality_id=ids.municipality, key="01001000"),
                MunicipalityMember(group_id=district, member_id=ids.municipality),
                Membership(person_id=ids.person, role=Role.PLANNING),
                RevisionPartner(revision_id=ids.revision, name="Hochschule"),
                Indicator(revision_id=ids.revision, name="Fahrgäste"),
                Dependency(revision_id=ids.revision, measure_id=other_measure, kind=DependencyKind.SUPPORTS),
                PreliminaryCheck(revision_id=ids.revision, kind=CheckKind.LAW),
                EarlierAnswer(
                    assessment_id=ids.assessment,
                    catalogue_version_id=ids.catalogue_version,
                    question_key="K3",
                    kind=AnswerKind.OPEN,
                ),
                Import(sha256="0" * 64, kind="matrix"),
            ]
        )
        _reviewed(session, ids)
        _decided(session, ids)
        log(session, "add_measure", ids, title="Parkleitsystem")
        session.flush()
        submit(session, ids)
    return ids


def _reviewed(session: Session, ids: Ids) -> None:
    """What others than its municipality add to the measure: an assignment, a review, a round, messages."""
    advisor, deputy = saved(session, Person(name="Beratung")), saved(session, Person(name="Vertretung"))
    blob = saved(session, Blob(sha256="1" * 64, size=3, media_type="application/pdf"))
    session.get_one(Evidence, ids.evidence).blob_id = blob
    review = saved(
        session,
        Assessment(
            revision_id=ids.revision, kind=AssessmentKind.REVIEW, author_id=advisor,
            catalogue_version_id=ids.catalogue_version,
        ),
    )  # fmt: skip
    changes = saved(session, Round(measure_id=ids.measure, number=1, revision_id=ids.revision))
    item = saved(session, RoundItem(round_id=changes, question_key="K1", text="Bitte belegen."))
    session.add_all(
        [
            Assignment(measure_id=ids.measure, person_id=advisor),
            Conflict(person_id=deputy, municipality_id=ids.municipality),
            ReviewConfirmation(assessment_id=review, revision_id=ids.revision),
            Comment(assessment_id=review, audience=Audience.MUNICIPALITY, text="Gut belegt."),
            Recommendation(assessment_id=review, kind=RecommendationKind.CONTINUE),
            Letter(revision_id=ids.revision, text="Guten Tag"),
            ReviewRelease(revision_id=ids.revision),
            JointJudgement(revision_id=ids.revision, gate_state=GateState.MET),
            Snippet(person_id=advisor, title="Dank", text="Vielen Dank."),
            Reply(round_item_id=item, stance=Stance.AGREE),
            Release(measure_id=ids.measure, kind=ReleaseKind.FACT_SHEET),
            DownloadToken(token_hash="2" * 64, person_id=advisor, evidence_id=ids.evidence, expires_at=now()),
            OutboxMessage(person_id=advisor, kind=NoticeKind.ASSIGNED, measure_id=ids.measure),
            Deputyship(person_id=advisor, deputy_id=deputy, starts_on=date(2026, 11, 25)),
        ]
    )


def _decided(session: Session, ids: Ids) -> None:
    """What a steering group adds: a weighting, a package, a meeting with a vote and what came out of it."""
    group = saved(session, StakeholderGroup(programme_id=ids.programme, name="Rat"))
    weights = saved(
        session,
        WeightSet(
            programme_id=ids.programme, group_id=group, name="Rat", method=WeightingMethod.LEVELS,
            input={"K": "high"}, weights={"K": 3.0},
        ),
    )  # fmt: skip
    meeting = saved(
        session,
        Meeting(
            programme_id=ids.programme, title="Auswahl", held_on=date(2026, 12, 1), weight_set_id=weights,
            catalogue_version_id=ids.catalogue_version,
        ),
    )  # fmt: skip
    guest = saved(session, Attendance(meeting_id=meeting, name="Gast", role=AttendanceRole.GUEST))
    item = saved(
        session,
        AgendaItem(
            meeting_id=meeting, position=1, kind=AgendaKind.MEASURE, measure_id=ids.measure,
            revision_id=ids.revision,
        ),
    )  # fmt: skip
    ballot = saved(session, Ballot(agenda_item_id=item, kind=BallotKind.VOTE))
    decision = saved(session, Decision(agenda_item_id=item, outcome=Outcome.IMPLEMENT_WITH_CONDITION))
    session.add_all(
        [
            Package(programme_id=ids.programme, name="Sparsam"),
            GuestPin(attendance_id=guest, pin_hash="3" * 64, expires_at=now()),
            Recusal(agenda_item_id=item, attendance_id=guest, manner=RecusalManner.LEFT_ROOM),
            BallotAnswer(ballot_id=ballot, attendance_id=guest, answer="yes"),
            Dissent(decision_id=decision, attendance_id=guest, text="Zu teuer."),
            Condition(decision_id=decision, measure_id=ids.measure, text="Betrieb sichern"),
            CouncilStep(decision_id=decision, position=1, body="Bauausschuss"),
            Snapshot(meeting_id=meeting, sha256=sha256(b"{}").hexdigest(), content="{}", app_version="0"),
            Handover(measure_id=ids.measure, sha256="5" * 64),
        ]
    )


def row_counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        count = "SELECT count(*) FROM {}"
        connection = session.connection()
        quote = connection.dialect.identifier_preparer.quote
        return {
            name: connection.exec_driver_sql(count.format(quote(name))).scalar_one()
            for name in metadata.tables
        }
