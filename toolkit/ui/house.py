"""The house behind the pages: database and catalogues, opened once per process."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlmodel import Session, select

from toolkit.access import Actor, identity_of
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.services.catalogues import Offered, changed_files, offered_catalogues
from toolkit.services.desk import prepare_desk
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.people import refuse_an_open_door
from toolkit.services.refusals import ATTACK_LIKE, record_refusal, record_refused_request
from toolkit.settings import Settings, settings
from toolkit.storage import (
    NOBODY,
    Database,
    Identity,
    StorageError,
    identity_of_session,
    open_database,
    prepare,
)
from toolkit.ui.navigation import measure_in_address


@dataclass(frozen=True, slots=True)
class House:
    """An open database, ready for use, and what its operator should know."""

    database: Database
    notices: tuple[Message, ...]


logger = logging.getLogger("toolkit")
_lock = threading.Lock()
_opened: dict[Settings, House] = {}
_identity: ContextVar[Identity] = ContextVar("identity", default=NOBODY)
_is_open: ContextVar[bool] = ContextVar("is_open", default=False)


def house() -> House:
    """The open house. Raises `StorageError` or `ServiceError` with the sentence to show.

    A failure is not remembered: once the operator has mended the cause, the next click works.
    """
    with _lock:
        current = settings()
        if current not in _opened:
            _opened[current] = _open(current)
        return _opened[current]


def open_at_start() -> None:
    """Opens the house before the first visitor, with its migrations. Where that fails the app starts all the
    same: its pages and `/healthz` then say why, and the next click tries again."""
    try:
        house()
    except (StorageError, ServiceError) as error:
        for language in LANGUAGES:
            logger.error(translate(error.message, language))


def database_answers() -> bool:
    """Whether the database can be read now (for `/healthz`)."""
    try:
        with house().database.reading() as session:
            return session.exec(select(1)).one() == 1
    except (StorageError, ServiceError):
        return False


def offered_now() -> Offered:
    """The catalogue files as they are at this moment: a new one needs no restart to be taken into use."""
    return offered_catalogues(settings().criteria_dir)


def sessions_work_for(identity: Identity) -> None:
    """Until the end of this run of the page. A widget's callback and a route of the server run in a context
    of their own: nobody is known there before they ask the database who acts."""
    _identity.set(identity)


@contextmanager
def reading() -> Iterator[Session]:
    with _refusals_noted(house().database.reading(_identity.get())) as session:
        yield session


@contextmanager
def reading_as(actor: Actor) -> Iterator[Session]:
    """For work that is done outside the run of a page, where nobody is known: a file that a button's click
    asks for, or the pool."""
    with _refusals_noted(house().database.reading(identity_of(actor))) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    with _refusals_noted(house().database.writing(_identity.get())) as session:
        yield session


@contextmanager
def _refusals_noted(opening: AbstractContextManager[Session]) -> Iterator[Session]:
    """Every page's way to the services: whatever refusal comes back here looks like an attack or does not.
    It is noted when no session is open any more: the event is saved, while what was refused is undone."""
    is_outermost, who = not _is_open.get(), NOBODY
    _is_open.set(True)
    try:
        with opening as session:
            try:
                yield session
            finally:
                who = identity_of_session(session)
    except (RefusedError, NotFoundError) as error:
        if is_outermost and who.person_id is not None:
            _note_refusal(error.message.key, who.person_id)
        raise
    finally:
        _is_open.set(not is_outermost)


def _note_refusal(reason: str, person_id: int) -> None:
    if reason not in ATTACK_LIKE:
        return
    try:
        with house().database.writing() as session:
            record_refusal(session, person_id=person_id, reason=reason, measure_id=measure_in_address())
    except StorageError as error:  # the sentence of the refusal is shown all the same
        logger.warning("A refusal could not be logged: %s", error.message.key)


_told_at: dict[str, float] = {}
_SECONDS_BETWEEN = 60.0


def note_refused_request(reason: str) -> None:
    """Logs that a request was refused before anybody was asked who they are. Whoever knocks a thousand times
    costs the database one question a minute."""
    moment = time.monotonic()
    with _lock:
        if moment - _told_at.get(reason, -_SECONDS_BETWEEN) < _SECONDS_BETWEEN:
            return
        _told_at[reason] = moment
    try:
        with house().database.writing() as session:
            record_refused_request(session, reason=reason)
    except (StorageError, ServiceError) as error:
        logger.warning("A refused request could not be logged: %s", error.message.key)


def _open(current: Settings) -> House:
    offered = offered_catalogues(current.criteria_dir)
    database = open_database(current.database_url, migration_url=current.migration_url)
    with ExitStack() as after_a_failure:
        # Left open, each further try would hold the file once more, also when it is to be replaced.
        after_a_failure.callback(database.close)
        notices = _furnish(current, database, offered)
        after_a_failure.pop_all()
    return House(database, notices)


def _furnish(current: Settings, database: Database, offered: Offered) -> tuple[Message, ...]:
    prepare(database)
    if not (current.has_accounts or current.single_desk):
        with database.reading() as session:
            refuse_an_open_door(session)
    try:
        with database.writing() as session:
            prepare_desk(session, catalogues=offered.catalogues)
    except InvalidError as error:
        # That there is no catalogue helps nobody whose catalogue is there and has a mistake.
        raise (InvalidError(offered.notices[0]) if offered.notices else error) from error
    with database.reading() as session:
        return (*offered.notices, *changed_files(session, offered.catalogues))
