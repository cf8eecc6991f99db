"""Fetching a file: a right of one person in one browser, for a minute, that works once.

Files never leave by an address that anybody could use who has it. Whoever clicks gets a token, of which the
database keeps a hash only, and at the moment of fetching everything is asked again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete, select

from toolkit.access import Actor, identity_of, visible_revisions
from toolkit.messages import Message
from toolkit.model import Blob, DownloadToken, Evidence, Measure, Revision, now
from toolkit.services.errors import NotFoundError, RefusedError, ServiceError
from toolkit.storage import record_event, working_for

VALID_FOR = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class FileToSend:
    """What goes out: the name and kind for the browser, and where the content lies."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class _Found:
    evidence: Evidence
    blob: Blob
    programme_id: int
    measure_id: int


def grant_download(session: Session, actor: Actor, *, evidence_id: int, browser: str) -> str:
    """A token for a file that the actor may see, bound to the browser that the text stands for."""
    if not browser:
        raise RefusedError(Message.of("downloads.no_cookies"))
    if _visible_file(session, actor, evidence_id) is None:
        raise NotFoundError(Message.of("services.no_evidence"))
    session.execute(delete(DownloadToken).where(col(DownloadToken.expires_at) < now() - timedelta(days=1)))
    token = secrets.token_urlsafe(32)
    session.add(
        DownloadToken(
            token_hash=_hash(token),
            browser_hash=_hash(browser),
            person_id=actor.person_id,
            evidence_id=evidence_id,
            expires_at=now() + VALID_FOR,
        )
    )
    return token


def take_download(
    session: Session, *, token: str, browser: str, actor_of: Callable[[Session, int], Actor]
) -> FileToSend | Message:
    """The file of a token, which is used up by that; or the sentence why not. Both leave an event.

    `actor_of` gives a person as they are now: who was revoked after the click gets nothing.
    """
    held = select(DownloadToken).where(col(DownloadToken.token_hash) == _hash(token)).with_for_update()
    row = session.exec(held).one_or_none()
    if row is None:
        # No event: whoever guesses addresses could fill the log.
        return Message.of("downloads.unknown")
    refusal = _refusal(row, browser)
    found = None if refusal else _as_seen_now(session, row, actor_of)
    if found is None:
        _record(session, row, "refused_download", None)
        return refusal or Message.of("downloads.not_any_more")
    row.used_at = now()
    session.add(row)
    _record(session, row, "download", found)
    return FileToSend(found.blob.sha256, found.evidence.file_name, found.blob.media_type)


def _refusal(row: DownloadToken, browser: str) -> Message | None:
    """First whose link it is: a stranger learns nothing about it."""
    if not secrets.compare_digest(row.browser_hash, _hash(browser)) or not browser:
        return Message.of("downloads.other_browser")
    if row.used_at is not None:
        return Message.of("downloads.used")
    if row.expires_at <= now():
        return Message.of("downloads.expired")
    return None


def _as_seen_now(
    session: Session, row: DownloadToken, actor_of: Callable[[Session, int], Actor]
) -> _Found | None:
    try:
        actor = actor_of(session, row.person_id)
    except ServiceError:
        return None
    # A route of the server works for nobody until it knows who asks.
    with working_for(session, identity_of(actor)):
        return _visible_file(session, actor, row.evidence_id)


def _visible_file(session: Session, actor: Actor, evidence_id: int) -> _Found | None:
    row = session.exec(
        select(Evidence, Blob, Measure.programme_id, Measure.id)
        .join(Blob, col(Blob.id) == col(Evidence.blob_id))
        .join(Revision, col(Revision.id) == col(Evidence.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(col(Evidence.id) == evidence_id, col(Evidence.revision_id).in_(visible_revisions(actor)))
    ).one_or_none()
    if row is None:
        return None
    evidence, blob, programme_id, measure_id = row
    return _Found(evidence, blob, programme_id, measure_id or 0)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(session: Session, row: DownloadToken, action: str, found: _Found | None) -> None:
    record_event(
        session,
        actor_id=row.person_id,
        programme_id=found.programme_id if found else None,
        measure_id=found.measure_id if found else None,
        action=action,
        thing="evidence",
        thing_id=row.evidence_id,
    )
