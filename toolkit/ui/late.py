"""Reading for a file that is made after its page: outside of the page's run nobody is known any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlmodel import Session

from toolkit.access import Actor, identity_of
from toolkit.services.desk import actor_of
from toolkit.storage import working_for
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading


@contextmanager
def reading_late(seat: Seat) -> Iterator[tuple[Session, Actor]]:
    """The roles are read anew; the place at which the page acted stays."""
    with reading() as session:
        held = actor_of(session, person_id=seat.actor.person_id, language=seat.language)
        actor = replace(held, acting_for=seat.actor.acting_for)
        with working_for(session, identity_of(actor)):
            yield session, actor
