"""Who has logged in, as the identity provider says and as the database knows them at this moment."""

from __future__ import annotations

import logging

import streamlit as st
from sqlmodel import Session

from toolkit.messages import Message
from toolkit.services.people import Login, NotAdmittedError, admit, known_person, refuse_an_old_login
from toolkit.services.refusals import OF_A_LOGIN, login_refusal_is_logged, record_refused_login
from toolkit.settings import settings
from toolkit.storage import StorageError
from toolkit.ui.house import reading, writing

# Streamlit's own. Where it is there and nobody is logged in, Streamlit has found that it is not genuine.
_COOKIE = "_streamlit_user"
_WAS_LOGGED_IN = "was-logged-in"
logger = logging.getLogger("toolkit")


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
        # Whoever has just logged out here still has the cookie with which this session began.
        is_forged = _COOKIE in st.context.cookies and _WAS_LOGGED_IN not in st.session_state
        reason = "people.cookie_not_valid" if is_forged else "people.not_logged_in"
        raise NotAdmittedError(Message.of(reason), may_log_in=True)
    st.session_state[_WAS_LOGGED_IN] = True
    return Login.from_claims(st.user.to_dict())


def note_refused_login(refused: NotAdmittedError) -> None:
    """Leaves an event of a login that was refused; that nobody has logged in yet is none."""
    reason = refused.message.key
    if reason not in OF_A_LOGIN:
        return
    try:
        with reading() as session:
            login = Login.from_claims(st.user.to_dict()) if st.user.is_logged_in else None
            person_id = known_person(session, login) if login else None
            if login_refusal_is_logged(session, person_id=person_id, reason=reason):
                return
        with writing() as session:
            record_refused_login(session, person_id=person_id, reason=reason)
    except StorageError as error:  # the sentence of the refusal is shown all the same
        logger.warning("A refused login could not be logged: %s", error.message.key)
