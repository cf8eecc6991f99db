"""PostgreSQL shows a working revision, with all that hangs on it, to its municipality only: raw SQL as the
role of the app, past every rule of access."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from tests.databases import APP_ROLE
from tests.storage.samples import Ids, add_measure, full_world, saved, small_world
from toolkit.judging import AnswerKind
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.model import (
    Answer,
    Assessment,
    CheckKind,
    Dependency,
    DependencyKind,
    EarlierAnswer,
    Evidence,
    EvidenceKind,
    Indicator,
    Municipality,
    PreliminaryCheck,
    Revision,
    RevisionPartner,
)
from toolkit.storage import (
    EVERYBODY,
    NOBODY,
    Database,
    Identity,
    NotPermittedError,
    check_database,
    identify,
    migrate,
    working_for,
)
from toolkit.storage.policies import POLICIES, wrong_policies

SECRET = "Noch geheim"
GUARDED = [policy.table for policy in POLICIES]


@pytest.fixture
def ids(postgres_database: Database) -> Ids:
    """Neustadt with a submitted measure, everything on it, and a working one; beside it Altstadt."""
    ids = full_world(postgres_database)
    with postgres_database.writing() as session:
        saved(session, Municipality(name="Altstadt"))
        _fill_working_revision(session, ids, add_measure(session, ids.programme, ids.municipality))
    return ids


def _fill_working_revision(session: Session, ids: Ids, revision: int) -> None:
    session.get_one(Revision, revision).title = SECRET
    assessment = saved(session, Assessment(revision_id=revision, catalogue_version_id=ids.catalogue_version))
    session.add_all(
        [
            Answer(assessment_id=assessment, question_key="K1", reason=SECRET),
            EarlierAnswer(
                assessment_id=assessment, catalogue_version_id=ids.catalogue_version, question_key="K2",
                kind=AnswerKind.OPEN, reason=SECRET,
            ),
            RevisionPartner(revision_id=revision, name=SECRET),
            Indicator(revision_id=revision, name=SECRET),
            Dependency(revision_id=revision, measure_id=ids.measure, kind=DependencyKind.SUPPORTS),
            PreliminaryCheck(revision_id=revision, kind=CheckKind.LAW, checked_by=SECRET),
            Evidence(revision_id=revision, kind=EvidenceKind.LINK, title=SECRET),
        ]
    )  # fmt: skip


def neustadt(ids: Ids) -> Identity:
    return Identity.of([ids.municipality])


def altstadt(ids: Ids) -> Identity:
    return Identity.of([ids.municipality + 2])


def shown(database: Database, identity: Identity) -> dict[str, int]:
    with database.reading(identity) as session:
        return {
            table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in GUARDED
        }


@pytest.mark.parametrize("table", GUARDED)
def test_others_are_shown_what_was_submitted_and_nothing_of_a_working_revision(
    postgres_database: Database, ids: Ids, table: str
) -> None:
    theirs = shown(postgres_database, neustadt(ids))[table]
    for identity in (altstadt(ids), NOBODY):
        seen = shown(postgres_database, identity)[table]
        assert (seen > 0, theirs > seen) == (True, True)
    assert shown(postgres_database, EVERYBODY)[table] == theirs


def test_no_word_of_it_reaches_others(postgres_database: Database, ids: Ids) -> None:
    def words(identity: Identity) -> int:
        with postgres_database.reading(identity) as session:
            return sum(
                session.execute(
                    text(f"SELECT count(*) FROM {table} x WHERE x::text LIKE '%{SECRET}%'")
                ).scalar_one()
                for table in GUARDED
            )

    # Assessment and dependency hold no words.
    assert (words(neustadt(ids)), words(altstadt(ids)), words(NOBODY)) == (len(GUARDED) - 2, 0, 0)


def test_a_session_that_nobody_is_identified_in_sees_none(postgres_database: Database, ids: Ids) -> None:
    unnamed = Database(postgres_database.engine)
    assert shown(unnamed, unnamed.identity) == shown(postgres_database, NOBODY)
    with postgres_database.engine.connect() as connection:  # past our sessions altogether
        secret = connection.execute(text(f"SELECT count(*) FROM revision WHERE title = '{SECRET}'"))
        assert secret.scalar_one() == 0


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE revision SET title = 'Anders' WHERE title = '{SECRET}'",
        f"UPDATE answer SET level = 4, kind = 'level' WHERE reason = '{SECRET}'",
        f"DELETE FROM evidence WHERE title = '{SECRET}'",
    ],
)
def test_others_change_and_remove_nothing_of_it(
    postgres_database: Database, ids: Ids, statement: str
) -> None:
    def changed(identity: Identity) -> int:
        with postgres_database.writing(identity) as session:
            return int(session.execute(text(statement)).rowcount)  # type: ignore[attr-defined]

    assert (changed(altstadt(ids)), changed(NOBODY), changed(neustadt(ids))) == (0, 0, 1)


INSERTS = (
    "INSERT INTO revision_partner (revision_id, name) VALUES (:working, 'Fremd')",
    "INSERT INTO answer (assessment_id, question_key, kind, feasible_soon, carried_over, needs_confirmation,"
    " changed_at, waiting_for, version)"
    " VALUES (:assessment, 'K2', 'open', false, false, false, now(), '', 1)",
    "INSERT INTO assessment (uuid, revision_id, kind, catalogue_version_id, created_at)"
    " VALUES (gen_random_uuid(), :bare, 'self', 1, now())",
    "UPDATE indicator SET revision_id = :working WHERE revision_id = :theirs",
)


@pytest.mark.parametrize("statement", INSERTS)
def test_others_add_nothing_to_it(postgres_database: Database, ids: Ids, statement: str) -> None:
    with postgres_database.writing() as session:
        theirs = add_measure(session, ids.programme, ids.municipality + 2)
        saved(session, Indicator(revision_id=theirs, name="Eigener"))
        working = session.exec(select(Revision.id).where(Revision.title == SECRET)).one()
        places = {
            "theirs": theirs,
            "working": working,
            "assessment": session.exec(select(Assessment.id).where(Assessment.revision_id == working)).one(),
            "bare": add_measure(session, ids.programme, ids.municipality),
        }
    values = {name: key for name, key in places.items() if f":{name}" in statement}
    with pytest.raises(NotPermittedError) as refusal, postgres_database.writing(altstadt(ids)) as session:
        session.execute(text(statement), values)
    assert refusal.value.message.key == "storage.not_permitted"
    assert all(translate(refusal.value.message, language) for language in LANGUAGES)
    with postgres_database.writing(Identity.of([ids.municipality, ids.municipality + 2])) as session:
        session.execute(text(statement), values)


def test_a_session_is_narrowed_as_soon_as_it_is_known_who_acts(postgres_database: Database, ids: Ids) -> None:
    count = text("SELECT count(*) FROM revision WHERE submitted_at IS NULL")
    with postgres_database.writing(EVERYBODY) as session:
        assert session.execute(count).scalar_one() == 2
        identify(session, altstadt(ids))
        assert session.execute(count).scalar_one() == 0
        session.commit()
        assert session.execute(count).scalar_one() == 0  # also in the session's next transaction
        with working_for(session, neustadt(ids)):
            assert session.execute(count).scalar_one() == 2
        assert session.execute(count).scalar_one() == 0
    with postgres_database.reading() as session:
        assert session.execute(count).scalar_one() == 2


def test_a_step_that_is_refused_leaves_the_session_as_narrow_as_before(
    postgres_database: Database, ids: Ids
) -> None:
    def refused(session: Session, statement: str) -> None:
        with working_for(session, EVERYBODY):
            session.execute(text(statement))
            raise ZeroDivisionError

    with postgres_database.writing(NOBODY) as session:
        with pytest.raises(ZeroDivisionError):
            refused(session, "SELECT 1")
        assert session.execute(text("SELECT count(*) FROM answer WHERE reason <> ''")).scalar_one() == 0
        with pytest.raises(DBAPIError):
            refused(session, "SELECT 1 / 0")
        session.rollback()
        assert session.execute(text("SELECT count(*) FROM answer WHERE reason <> ''")).scalar_one() == 0


def test_what_one_step_adds_for_another_municipality_is_saved_in_it(
    postgres_database: Database, ids: Ids
) -> None:
    with postgres_database.writing(altstadt(ids)) as session:
        with working_for(session, neustadt(ids)):
            session.add(Revision(measure_id=ids.measure, number=2, title="Überarbeitung"))
        assert session.execute(text("SELECT count(*) FROM revision WHERE number = 2")).scalar_one() == 0
    with postgres_database.reading(neustadt(ids)) as session:
        assert session.execute(text("SELECT title FROM revision WHERE number = 2")).scalars().all() == [
            "Überarbeitung"
        ]


def test_sqlite_has_no_such_guard_and_needs_none_to_work(sqlite_database: Database) -> None:
    small_world(sqlite_database)
    with sqlite_database.writing(NOBODY) as session, working_for(session, EVERYBODY):
        assert session.execute(text("SELECT count(*) FROM answer")).scalar_one() == 2


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("ALTER TABLE answer DISABLE ROW LEVEL SECURITY", "working_answer"),
        ("DROP POLICY working_revision ON revision", "working_revision"),
        ("ALTER POLICY working_revision ON revision USING (true)", "working_revision"),
        (f"ALTER POLICY working_evidence ON evidence TO {APP_ROLE}", "working_evidence"),
        ("ALTER POLICY working_evidence ON evidence WITH CHECK (true)", "working_evidence"),
        ("CREATE POLICY working_person ON person USING (true)", "working_person"),
        ('CREATE POLICY "One more" ON revision USING (true)', "One more"),
    ],
)
def test_a_policy_that_is_not_as_declared_is_named_and_migrating_mends_it(
    owned_postgres_database: Database, postgres_database: Database, statement: str, wrong: str
) -> None:
    with owned_postgres_database.writing() as session:
        session.execute(text(statement))
    with postgres_database.reading() as session:
        assert wrong_policies(session.connection()) == (wrong,)
        values = {"policy": wrong, "command": "python -m toolkit migrate"}
        assert check_database(session) == (Message("storage.check_policy", values),)
    migrate(postgres_database)
    with postgres_database.reading() as session:
        assert check_database(session) == ()
