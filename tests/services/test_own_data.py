"""What is stored of a person can be had as a whole, and taken out without a judgement or the log changing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from toolkit.access import Actor, Grant
from toolkit.model import (
    Answer,
    Audience,
    Conflict,
    Event,
    NoticeKind,
    OutboxMessage,
    Person,
    Revision,
    Role,
    Snippet,
    metadata,
    now,
)
from toolkit.services.anonymising import JOURNAL, REPLACEMENT, anonymise, back_again, replay
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.services.outbox import forget_old_messages
from toolkit.services.own_data import ABOUT, DONE, own_data
from toolkit.storage import Database, FrozenRecordError, verify_log

NAME, ADDRESS = "Anna Löwenherz", "anna@example.de"


def test_every_column_that_names_a_person_is_said_to_be_about_them_or_done_by_them() -> None:
    naming = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    assert naming | {("person", "id"), ("event", "actor_id")} == ABOUT | DONE
    assert set() == ABOUT & DONE


@pytest.fixture
def world(owned_database: Database) -> Reviewing:
    """Anna has reviewed, and her name stands in texts of others, frozen ones included."""
    world = Reviewing.made(TestHouse.furnished(owned_database))
    with world.house.database.writing() as session:
        anna = session.get_one(Person, world.people["anna"])
        anna.name, anna.email, anna.oidc_subject = NAME, ADDRESS, "fingerprint"
        revision = session.exec(select(Revision)).one()
        revision.contact_deputy = f"vertreten durch {NAME} ({ADDRESS}), h{ADDRESS}"
        session.add_all([anna, revision])
        session.add(Snippet(person_id=world.people["anna"], title="Gruß", text="Viele Grüße"))
        session.add(
            Conflict(person_id=world.people["anna"], municipality_id=world.altdorf, reason="Schwester")
        )
    world.house.person("admin@example.de", Grant(Role.ADMINISTRATION))
    world.submit()
    world.review("anna", level=3, comments=[("S1", Audience.MUNICIPALITY, f"Rückfragen an {NAME}")])
    return world


def administrator(world: Reviewing) -> Actor:
    with world.house.database.reading() as session:
        found = session.exec(select(Person.id).where(col(Person.email) == "admin@example.de")).one()
    assert found is not None
    return world.house.actor_of(found)


def everything(session: Session) -> str:
    """All rows of all tables as one text."""
    rows = [row for table in metadata.sorted_tables for row in session.execute(table.select()).all()]
    return "\n".join(map(str, rows))


def test_one_gets_all_that_is_stored_of_oneself_and_nothing_of_others(world: Reviewing) -> None:
    with world.house.database.reading() as session:
        document = own_data(session, world.actor("anna"))
        bernd = own_data(session, world.actor("bernd"))
    about = document["about"]
    assert [row["name"] for row in about["person"]] == [NAME]
    assert [row["text"] for row in about["snippet"]] == ["Viele Grüße"]
    assert [row["reason"] for row in about["conflict"]] == ["Schwester"]
    assert len(about["answer"]) == 12
    assert [row["text"] for row in about["comment"]] == [f"Rückfragen an {NAME}"]
    assert NAME not in json.dumps(bernd)
    assert json.loads(json.dumps(document)) == document


def test_somebody_elses_is_for_the_administration_only(world: Reviewing) -> None:
    with world.house.database.reading() as session:
        with pytest.raises(RefusedError):
            own_data(session, world.actor("clara"), person_id=world.people["anna"])
        asked = own_data(session, administrator(world), person_id=world.people["anna"])
    assert [row["email"] for row in asked["about"]["person"]] == [ADDRESS]


def test_a_name_goes_everywhere_and_the_judgements_and_the_chain_stay(
    world: Reviewing, tmp_path: Path
) -> None:
    with world.house.database.reading() as session:
        levels = session.exec(select(Answer.level).order_by(col(Answer.id))).all()
        assert NAME in everything(session)
    with world.house.database.writing() as session:
        anonymise(session, administrator(world), person_id=world.people["anna"], journal=tmp_path / JOURNAL)
    with world.house.database.reading() as session:
        text = everything(session)
        text = text.replace(f"h{ADDRESS}", "")  # somebody else's
        assert [
            told for told in (NAME, ADDRESS, "fingerprint", "Schwester", "Viele Grüße") if told in text
        ] == []
        assert session.exec(select(Answer.level).order_by(col(Answer.id))).all() == levels
        revision = session.exec(select(Revision)).one()
        assert revision.contact_deputy == f"vertreten durch {REPLACEMENT} ({REPLACEMENT}), h{ADDRESS}"
        assert verify_log(session).is_sound
        assert session.exec(select(Event.action).order_by(col(Event.id).desc()).limit(1)).one() == "anonymise"
        person = session.get_one(Person, world.people["anna"])
        assert person.anonymised_at is not None
    # Frozen again: what was submitted cannot be changed behind the log's back.
    with pytest.raises(FrozenRecordError), world.house.database.writing() as session:
        session.exec(select(Revision)).one().title = "anders"


def test_the_last_administrator_stays(world: Reviewing, tmp_path: Path) -> None:
    actor = administrator(world)
    with world.house.database.writing() as session, pytest.raises(RefusedError) as refused:
        anonymise(session, actor, person_id=actor.person_id, journal=tmp_path / JOURNAL)
    assert refused.value.message.key == "people.last_administration"
    assert not (tmp_path / JOURNAL).exists()


def test_a_restored_backup_is_anonymised_once_more(world: Reviewing, tmp_path: Path) -> None:
    journal = tmp_path / JOURNAL
    with world.house.database.writing() as session:
        anonymise(session, administrator(world), person_id=world.people["anna"], journal=journal)
    with world.house.database.writing() as session:  # as the backup had her
        person = session.get_one(Person, world.people["anna"])
        person.name, person.email, person.anonymised_at = NAME, ADDRESS, None
        session.add(person)
    with world.house.database.writing() as session:
        assert [person.name for person in back_again(session, journal)] == [NAME]
        assert replay(session, administrator(world), journal=journal) == 1
    with world.house.database.reading() as session:
        assert (NAME in everything(session), back_again(session, journal)) == (False, [])


def test_on_postgresql_the_app_itself_may_not_pass_the_guards(
    postgres_database: Database, tmp_path: Path
) -> None:
    world = Reviewing.made(TestHouse.furnished(postgres_database))
    world.house.person("admin@example.de", Grant(Role.ADMINISTRATION))
    with postgres_database.writing() as session, pytest.raises(RefusedError) as refused:
        anonymise(session, administrator(world), person_id=world.people["anna"], journal=tmp_path / JOURNAL)
    assert refused.value.message.key == "people.owner_needed"


def test_who_is_anonymised_already_is_unknown(world: Reviewing, tmp_path: Path) -> None:
    for _ in range(2):
        with world.house.database.writing() as session:
            if session.get_one(Person, world.people["anna"]).anonymised_at is None:
                anonymise(
                    session, administrator(world), person_id=world.people["anna"], journal=tmp_path / JOURNAL
                )
                continue
            with pytest.raises(NotFoundError):
                anonymise(
                    session, administrator(world), person_id=world.people["anna"], journal=tmp_path / JOURNAL
                )


def test_messages_are_kept_as_long_as_the_setting_says(any_database: Database) -> None:
    world = Reviewing.made(TestHouse.furnished(any_database))
    with world.house.database.writing() as session:
        for days in (181, 179):
            at = now() - timedelta(days=days)
            session.add(
                OutboxMessage(
                    person_id=world.people["anna"], kind=NoticeKind.ASSIGNED, measure_id=world.measure_id,
                    created_at=at,
                )
            )  # fmt: skip
    with world.house.database.writing() as session:
        assert forget_old_messages(session, days=180) == 1
    with world.house.database.reading() as session:
        (left,) = session.exec(select(OutboxMessage)).all()
        assert (now() - left.created_at).days == 179
