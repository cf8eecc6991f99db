"""What is stored of a person can be had as a whole, and taken out without a judgement or the log changing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.access import Actor, Grant, identity_of
from toolkit.model import (
    NAME_TAKEN_OUT,
    Answer,
    Audience,
    Comment,
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
from toolkit.model.inputs import AnswerInput
from toolkit.services.anonymising import (
    JOURNAL,
    anonymise,
    back_again,
    name_pattern,
    noted_in,
    replay,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.outbox import forget_old_messages
from toolkit.services.own_data import ABOUT, DONE, HANGS_ON, own_data
from toolkit.services.people import Login, admit
from toolkit.storage import Database, FrozenRecordError, verify_log

NAME, ADDRESS = "Anna Löwenherz", "anna@example.de"
# As people write it beside the plain name.
WRITTEN = "Anna Löwenherzs Amt, ANNA LÖWENHERZ, Löwenherz, Anna"


def test_every_column_that_names_a_person_is_said_to_be_about_them_or_done_by_them() -> None:
    naming = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    assert naming | {("person", "id"), ("event", "actor_id")} == ABOUT | DONE
    assert set() == ABOUT & DONE
    # Not the way in, which is a secret, and not the item that somebody pulled out of the block.
    assert _hanging_on("attendance") == {*HANGS_ON["attendance"], "guest_pin", "agenda_item"}
    assert _hanging_on("assessment") == set(HANGS_ON["assessment"])


def _hanging_on(owner: str) -> set[str]:
    return {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table.name == owner for key in table.foreign_keys)
    }


@pytest.fixture
def world(owned_database: Database, as_built: AsBuilt) -> Reviewing:
    return as_built(TestHouse(owned_database), named_by_others)


def named_by_others(house: TestHouse) -> Reviewing:
    """Anna has reviewed, and her name stands in texts of others, frozen ones included."""
    world = Reviewing.made(TestHouse.furnished(house.database))
    with world.house.database.writing() as session:
        anna = session.get_one(Person, world.people["anna"])
        anna.name, anna.email, anna.oidc_subject = NAME, ADDRESS, "fingerprint"
        revision = session.exec(select(Revision)).one()
        revision.lead = WRITTEN
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


def test_what_one_did_for_a_municipality_is_told_after_the_role_is_gone(any_database: Database) -> None:
    """On PostgreSQL, too, which shows a working revision to its municipality only."""
    house = TestHouse.furnished(any_database)
    measure_id = house.measure(house.municipality("Neustadt"))
    house.answer(measure_id, "N2", AnswerInput.at(2))
    planner = house.actor.person_id
    house.revoke(planner)
    gone = Actor(planner, frozenset())
    with any_database.reading(identity_of(gone)) as session:
        done = own_data(session, gone)["done"]
    assert (len(done["answer.changed_by_id"]), done["measure.owner_id"]) == (1, [measure_id])


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
            told
            for told in ("löwenherz", ADDRESS, "fingerprint", "schwester", "viele grüße")
            if told in text.casefold()
        ] == []
        assert session.exec(select(Answer.level).order_by(col(Answer.id))).all() == levels
        revision = session.exec(select(Revision)).one()
        assert revision.lead == f"{NAME_TAKEN_OUT} Amt, {NAME_TAKEN_OUT}, {NAME_TAKEN_OUT}"
        assert revision.contact_deputy == f"vertreten durch {NAME_TAKEN_OUT} ({NAME_TAKEN_OUT}), h{ADDRESS}"
        assert verify_log(session).is_sound
        assert session.exec(select(Event.action).order_by(col(Event.id).desc()).limit(1)).one() == "anonymise"
        person = session.get_one(Person, world.people["anna"])
        assert person.anonymised_at is not None
    # Frozen again: what was submitted cannot be changed behind the log's back.
    with pytest.raises(FrozenRecordError), world.house.database.writing() as session:
        session.exec(select(Revision)).one().title = "anders"


def test_whoever_has_the_old_text_on_screen_cannot_save_the_name_again(
    world: Reviewing, tmp_path: Path
) -> None:
    with world.house.database.reading() as session:
        before = session.exec(select(Comment.version)).one()
    with world.house.database.writing() as session:
        anonymise(session, administrator(world), person_id=world.people["anna"], journal=tmp_path / JOURNAL)
    with world.house.database.reading() as session:
        assert session.exec(select(Comment.version)).one() == before + 1


def test_the_log_confirms_nobodys_address_to_whoever_guesses_it(world: Reviewing) -> None:
    with world.house.database.writing() as session:
        login = Login("https://login.example", "42", "admin@example.de", is_verified=True, at=now())
        admit(session, login, first_administrator=None)
    with world.house.database.reading() as session:
        of_people = select(Event).where(col(Event.action).in_(["invite_person", "bind_login"]))
        assert {event.action: event.fields for event in session.exec(of_people)} == {
            "invite_person": {},
            "bind_login": {},
        }


def test_what_cannot_be_noted_is_not_done_and_a_broken_list_is_no_empty_one(
    world: Reviewing, tmp_path: Path
) -> None:
    anna = world.people["anna"]
    with pytest.raises(InvalidError) as refused, world.house.database.writing() as session:
        anonymise(session, administrator(world), person_id=anna, journal=tmp_path / "none" / JOURNAL)
    broken = tmp_path / JOURNAL
    broken.write_text("half-a-numb", encoding="ascii")
    with pytest.raises(InvalidError) as unread, world.house.database.writing() as session:
        replay(session, administrator(world), journal=broken)
    assert (refused.value.message.key, unread.value.message.key) == (
        "people.journal_unwritable",
        "people.journal_unreadable",
    )
    with world.house.database.reading() as session:
        assert session.get_one(Person, anna).name == NAME


WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=8)


@given(
    first=WORDS,
    last=WORDS,
    before=st.sampled_from(["", "(", "von ", "Dr.", "/"]),
    after=st.sampled_from(["", ".", ")", "s Amt", "’s", " – "]),
)
def test_a_name_is_found_as_people_write_it_and_within_no_other(
    first: str, last: str, before: str, after: str
) -> None:
    pattern = name_pattern(f"{first} {last}", None)
    assert pattern is not None
    left = after.removeprefix("’").removeprefix("s")
    for written in (f"{first} {last}", f"{first}\n{last}", f"{last}, {first}"):
        assert pattern.sub(NAME_TAKEN_OUT, f"{before}{written}{after}") == f"{before}{NAME_TAKEN_OUT}{left}"
    others = (f"X{first} {last}", f"X-{first} {last}", f"{first} {last}-X", f"{first} {last}x")
    assert [text for text in others if pattern.search(text)] == []


def test_a_name_of_one_word_may_be_any_word() -> None:
    pattern = name_pattern("Koch", "koch@example.org")
    assert pattern is not None
    assert pattern.sub("…", "Koch: Koch@Example.org, koch@example.org.") == "Koch: …, …."
    assert pattern.search("koch@example.org.uk, b.koch@example.org") is None
    assert name_pattern("", None) is None


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
    # What was refused is not to be done after a backup either.
    assert noted_in(tmp_path / JOURNAL) == frozenset()


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
