"""What the processes of the storage tests do. Kept apart from the tests, so that it can be imported."""

from __future__ import annotations

from sqlalchemy import text, update
from sqlmodel import select

from tests.storage.harness import Channel
from toolkit.model import Answer, Municipality
from toolkit.storage import EVERYBODY, Database, open_database, prepare, record_event


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def hold_write_lock(channel: Channel, url: str) -> None:
    database = open_database(url, identity=EVERYBODY)
    with database.writing() as session:
        session.execute(text("SELECT 1"))
        channel.confirm("locked")
        channel.wait_for_word()
    database.close()


def save_rows(channel: Channel, url: str, name: str, count: int) -> None:
    """Save rows one by one, each with its event, and confirm each after its commit."""
    database = open_database(url, identity=EVERYBODY)
    for number in range(count):
        save_row(database, f"{name}-{number}")
        channel.confirm(f"{name}-{number}")
    database.close()


def save_row(database: Database, name: str) -> None:
    with database.writing() as session:
        municipality = Municipality(name=name)
        session.add(municipality)
        session.flush()
        record_event(
            session,
            actor_id=None,
            programme_id=None,
            measure_id=None,
            action="add_municipality",
            thing="municipality",
            thing_id=municipality.id,
            changes={"name": name},
        )


def count_up(channel: Channel, url: str, answer_id: int, count: int) -> None:
    """Read a version, write the next: a lost update would show as a smaller sum."""
    database = open_database(url, identity=EVERYBODY)
    for _ in range(count):
        with database.writing() as session:
            version = session.exec(select(Answer.version).where(Answer.id == answer_id)).one()
            session.execute(update(Answer).values(version=version + 1))
        channel.confirm(str(version + 1))
    database.close()


def start_app(channel: Channel, url: str) -> None:
    """What happens when the app starts, several times at once."""
    channel.confirm("ready")
    channel.wait_for_word()
    database = open_database(url, identity=EVERYBODY)
    channel.confirm(prepare(database).current)
    database.close()
