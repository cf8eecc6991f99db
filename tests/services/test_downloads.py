"""Fetching a file: once, soon, by the same person in the same browser, with access as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from tests.filetypes import samples
from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.filetypes import read_file
from toolkit.messages import Message
from toolkit.model import DownloadToken, Event, Role, now
from toolkit.model.inputs import EvidenceInput
from toolkit.services.downloads import FileToSend, grant_download, take_download
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.services.evidence import add_file, remove_evidence
from toolkit.storage import BlobStore, verify_chain

PDF = read_file(samples.pdf())
BROWSER = "this browser"


@dataclass(frozen=True)
class Files:
    """A measure with one file, and the ways to it."""

    house: TestHouse
    measure_id: int
    evidence_id: int

    def grant(self, actor: Actor | None = None, browser: str = BROWSER) -> str:
        with self.house.database.writing() as session:
            return grant_download(
                session, actor or self.house.actor, evidence_id=self.evidence_id, browser=browser
            )

    def take(
        self, token: str, browser: str = BROWSER, actor_of: Callable[[Session, int], Actor] | None = None
    ) -> FileToSend | Message:
        actor = self.house.actor
        with self.house.database.writing() as session:
            return take_download(
                session, token=token, browser=browser, actor_of=actor_of or (lambda _session, _id: actor)
            )

    def events(self) -> list[tuple[str, int | None, int | None]]:
        """What the log says about fetching: action, who, and which evidence."""
        with self.house.database.reading() as session:
            assert verify_chain(session) is None
            rows = select(Event.action, Event.actor_id, Event.thing_id).where(
                col(Event.action).in_(["download", "refused_download"])
            )
            return list(session.exec(rows.order_by(col(Event.id))))


@pytest.fixture
def files(house: TestHouse, tmp_path: Path) -> Files:
    measure_id = house.measure(house.municipality("Beispielförde"))
    with house.database.writing() as session:
        evidence_id = add_file(
            session,
            house.actor,
            measure_id=measure_id,
            question="S1",
            file=PDF,
            name="Beschluss.pdf",
            entered=EvidenceInput(),
            store=BlobStore.within(tmp_path),
        )
    return Files(house, measure_id, evidence_id)


def refused(given: FileToSend | Message) -> str:
    assert isinstance(given, Message)
    return given.key


def stranger_of(house: TestHouse) -> Actor:
    elsewhere = house.municipality("Musterbach")
    return replace(house.actor, grants=frozenset({Grant(Role.PLANNING, elsewhere)}), acting_for=elsewhere)


def test_a_token_fetches_its_file_and_leaves_an_event(files: Files) -> None:
    given = files.take(files.grant())
    assert isinstance(given, FileToSend)
    assert (given.name, given.media_type) == ("Beschluss.pdf", "application/pdf")
    assert files.events() == [("download", files.house.actor.person_id, files.evidence_id)]


def test_a_token_works_once(files: Files) -> None:
    token = files.grant()
    files.take(token)
    assert refused(files.take(token)) == "downloads.used"
    assert [action for action, *_ in files.events()] == ["download", "refused_download"]


@pytest.mark.parametrize("browser", ["another browser", ""])
def test_a_stolen_link_is_refused_without_the_cookie_and_stays_good_for_its_owner(
    files: Files, browser: str
) -> None:
    token = files.grant()
    assert refused(files.take(token, browser)) == "downloads.other_browser"
    assert files.events() == [("refused_download", files.house.actor.person_id, files.evidence_id)]
    assert isinstance(files.take(token), FileToSend)


def test_a_stranger_does_not_learn_that_a_link_was_used(files: Files) -> None:
    token = files.grant()
    files.take(token)
    assert refused(files.take(token, "another browser")) == "downloads.other_browser"


def test_a_token_is_good_for_a_minute(files: Files) -> None:
    token = files.grant()
    with files.house.database.writing() as session:
        row = session.exec(select(DownloadToken)).one()
        assert timedelta(seconds=55) < row.expires_at - now() <= timedelta(seconds=60)
        row.expires_at = now() - timedelta(milliseconds=1)
        session.add(row)
    assert refused(files.take(token)) == "downloads.expired"
    assert [action for action, *_ in files.events()] == ["refused_download"]


def test_a_guessed_token_is_refused_and_does_not_fill_the_log(files: Files) -> None:
    files.grant()
    assert refused(files.take("guessed")) == "downloads.unknown"
    assert files.events() == []


def test_access_is_asked_again_when_the_file_is_fetched(files: Files) -> None:
    stranger = stranger_of(files.house)

    def revoked(_session: Session, _person_id: int) -> Actor:
        raise RefusedError(Message.of("access.not_planning"))

    for actor_of in (lambda _session, _id: stranger, revoked):
        assert refused(files.take(files.grant(), actor_of=actor_of)) == "downloads.not_any_more"
    assert [action for action, *_ in files.events()] == ["refused_download"] * 2


def test_the_person_of_the_token_is_asked_and_nobody_else(files: Files) -> None:
    asked = []

    def actor_of(_session: Session, person_id: int) -> Actor:
        asked.append(person_id)
        return files.house.actor

    files.take(files.grant(), actor_of=actor_of)
    assert asked == [files.house.actor.person_id]


def test_evidence_that_was_removed_meanwhile_is_not_fetched(files: Files) -> None:
    token = files.grant()
    with files.house.database.writing() as session:
        remove_evidence(
            session, files.house.actor, measure_id=files.measure_id, evidence_id=files.evidence_id
        )
    assert refused(files.take(token)) == "downloads.unknown"


def test_who_may_not_see_a_file_gets_no_token(files: Files) -> None:
    with pytest.raises(NotFoundError):
        files.grant(stranger_of(files.house))


def test_a_browser_without_a_cookie_gets_no_token(files: Files) -> None:
    with pytest.raises(RefusedError) as refusal:
        files.grant(browser="")
    assert refusal.value.message.key == "downloads.no_cookies"


def test_the_database_knows_neither_token_nor_cookie(files: Files) -> None:
    token = files.grant()
    with files.house.database.reading() as session:
        row = session.exec(select(DownloadToken)).one()
    assert not {token, BROWSER} & set(map(str, row.model_dump().values()))


def test_old_tokens_go_when_new_ones_come(files: Files) -> None:
    files.grant()
    with files.house.database.writing() as session:
        row = session.exec(select(DownloadToken)).one()
        row.expires_at = now() - timedelta(days=2)
        session.add(row)
    files.grant()
    with files.house.database.reading() as session:
        assert len(session.exec(select(DownloadToken)).all()) == 1
