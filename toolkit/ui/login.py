"""Who has logged in, as the identity provider says and as the database knows them at this moment."""

from __future__ import annotations

import streamlit as st
from sqlmodel import Session

from toolkit.messages import Message
from toolkit.services.people import Login, NotAdmittedError, admit, known_person, refuse_an_old_login
from toolkit.settings import settings
from toolkit.ui.house import reading, writing


def person_logged_in(session: Session) -> int:
    """The person who has logged in. Raises `NotAdmittedError` with the sentence for everybody else.

    The cookie says only who somebody is: what they may do, and whether they may come in at all, is asked anew
    each time.
    """
    login = _login()
    refuse_an_old_login(login, hours=settings().oidc_hours)
    known = known_person(session, login)
    if known is None:
        raise NotAdmittedError(Message.of("people.unknown"))
    return known


def let_in() -> None:
    """Binds the first login of somebody who was invited; does nothing for whom is known."""
    login = _login()
    refuse_an_old_login(login, hours=settings().oidc_hours)
    with reading() as session:
        if known_person(session, login) is not None:
            return
    with writing() as session:
        admit(session, login, first_administrator=settings().first_administrator)


def _login() -> Login:
    if not st.user.is_logged_in:
        raise NotAdmittedError(Message.of("people.not_logged_in"), may_log_in=True)
    return Login.from_claims(st.user.to_dict())
