"""People on the page Verwaltung: who may log in, with which roles, and how roles are given and taken."""

from __future__ import annotations

import streamlit as st

from toolkit.access import Grant
from toolkit.model import Role
from toolkit.services.errors import ServiceError
from toolkit.services.memberships import (
    OF_A_PROGRAMME,
    OpenedMembership,
    OpenedPerson,
    after_revoking,
    grant,
    open_person,
    people,
    revoke,
)
from toolkit.services.municipalities import municipalities
from toolkit.services.programmes import programmes
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown, tell_problem
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import ADDRESSES, PageName, id_number
from toolkit.ui.parts import forms
from toolkit.ui.parts.pager import shown_rows

PERSON_PARAMETER = "person"
NEW = "new"
LINE_WIDTH = 720
MOST_CHARACTERS_OF_AN_ADDRESS = 254
_ASKED = "revoking-asked"
_PLACE = "person"


def show_people(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        known = people(session, seat.actor)
    st.button(seat.say("accounts.add_person"), key="add", type="primary", on_click=_add)
    if not settings().has_accounts:
        st.info(seat.say("accounts.nobody_logs_in"))
    if not known:
        look.show(look.element("p", seat.say("accounts.no_people")))
        return
    wanted = st.text_input(seat.say("accounts.search_people"), key="search", live="400ms") or ""
    found = [one for one in known if _fits(seat, one, wanted)]
    if not found:
        st.info(seat.say("accounts.nobody_found"))
        return
    window = shown_rows(seat, len(found), of="people")
    columns = [
        look.Column(seat.say("accounts.person")),
        look.Column(seat.say("accounts.roles")),
        look.Column(seat.say("accounts.account")),
    ]
    caption = seat.say("accounts.people_count", n=len(found))
    look.show(look.table(columns, [_row(seat, one) for one in window.cut(found)], caption=caption))


def _row(seat: Seat, one: OpenedPerson) -> list[look.Child]:
    address = f"{ADDRESSES[PageName.ADMINISTRATION]}?{PERSON_PARAMETER}={one.person_id}"
    link = look.element("a", one.name or one.email, href=address, target="_self")
    roles = [look.element("div", _role_and_place(seat, each)) for each in one.memberships]
    return [
        look.two_lines(link, one.email) if one.name and one.email else link,
        look.joined(roles) if roles else seat.say("accounts.without_role"),
        _account(seat, one),
    ]


def _role_and_place(seat: Seat, membership: OpenedMembership) -> str:
    role = seat.say(f"people.role.{membership.role.value}")
    return role if membership.place is None else f"{role}, {seat.cell(membership.place)}"


def _account(seat: Seat, one: OpenedPerson) -> str:
    return seat.say("accounts.has_logged_in" if one.has_logged_in else "accounts.invited")


def _fits(seat: Seat, one: OpenedPerson, wanted: str) -> bool:
    roles = " ".join(_role_and_place(seat, each) for each in one.memberships)
    text = f"{one.name} {one.email} {roles}".casefold()
    return all(word in text for word in wanted.casefold().split())


def show_person(seat: Seat) -> None:
    named = st.query_params[PERSON_PARAMETER]
    st.button(seat.say("accounts.all_people"), key="up", type="tertiary", on_click=_leave)
    opened = None if named == NEW else _opened(seat, named)
    look.page_header(
        seat.say("accounts.add_person") if opened is None else opened.name or opened.email,
        language=seat.language,
        kicker=[seat.say("pages.administration")],
        lead=seat.say("accounts.invite_help") if opened is None else None,
    )
    with forms.notices():
        tell_problem(seat)
        forms.tell_saved(seat)
    with st.container(width=LINE_WIDTH):
        if opened is not None:
            _show_facts(seat, opened)
            _show_roles(seat, opened)
            look.show(look.heading(seat.say("accounts.add_role")))
        _show_form(seat, opened)


def _opened(seat: Seat, named: str) -> OpenedPerson:
    key = id_number(named)
    with problems_shown(seat.language), reading() as session:
        return open_person(session, seat.actor, person_id=key)
    raise AssertionError("problems_shown stops the page")


def _show_facts(seat: Seat, opened: OpenedPerson) -> None:
    facts = [
        (seat.say("accounts.email"), opened.email or "–"),
        (seat.say("accounts.account"), _account(seat, opened)),
    ]
    look.show(look.description_list(facts))


def _show_roles(seat: Seat, opened: OpenedPerson) -> None:
    look.show(look.heading(seat.say("accounts.roles")))
    if not opened.memberships:
        look.show(look.element("p", seat.say("accounts.no_role")))
    for membership in opened.memberships:
        key = membership.membership_id
        with look.boxed(f"membership-{key}"):
            look.show(look.heading(_role_and_place(seat, membership), level=3, small=True))
            if st.session_state.get(_ASKED) == key:
                _confirm_revoking(seat, membership)
            else:
                st.button(seat.label("accounts.revoke"), key=f"revoke-{key}", on_click=_ask, args=(key,))


def _confirm_revoking(seat: Seat, membership: OpenedMembership) -> None:
    key = membership.membership_id
    try:
        with reading() as session:
            sentences = after_revoking(session, seat.actor, membership_id=key)
    except ServiceError as error:
        _ask(None)
        st.error(seat.label(error.message))
        return
    st.warning(" ".join(seat.label(one) for one in sentences))
    with st.container(horizontal=True, key="revoking"):
        st.button(
            seat.say("accounts.revoke_now"),
            key="revoke-now",
            type="primary",
            on_click=act,
            args=(lambda: _revoke(seat, key),),
        )
        st.button(seat.say("accounts.keep_role"), key="keep-role", on_click=_ask, args=(None,))


def _show_form(seat: Seat, opened: OpenedPerson | None) -> None:
    """Not as one form: which place is asked for depends on the role."""
    if opened is None:
        st.text_input(
            seat.say("accounts.email"),
            key=forms.begin(_PLACE, "email", ""),
            max_chars=MOST_CHARACTERS_OF_AN_ADDRESS,
        )
    role = st.selectbox(
        seat.say("accounts.role"),
        list(Role),
        key=forms.begin(_PLACE, "role", None),
        format_func=lambda role: seat.say(f"people.role.{role.value}"),
        placeholder=seat.say("administration.choose"),
    )
    if role is None:
        return
    look.show(look.muted(seat.say(f"accounts.role_help.{role.value}"), small=True))
    _show_places(seat, role)
    st.button(
        seat.say("accounts.give_role"),
        key="give",
        type="primary",
        on_click=act,
        args=(lambda: _give(seat, opened, role),),
    )


def _show_places(seat: Seat, role: Role) -> None:
    names, label = _places(seat, role)
    if not label:
        return
    st.selectbox(
        seat.say(label),
        list(names),
        key=forms.begin(_PLACE, f"place-{role.value}", next(iter(names)) if len(names) == 1 else None),
        format_func=names.__getitem__,
        placeholder=seat.say("administration.choose"),
    )


def _places(seat: Seat, role: Role) -> tuple[dict[int, str], str]:
    """For what this role can be given, and what that is called."""
    if role is Role.ADMINISTRATION:
        return {}, ""
    with problems_shown(seat.language), reading() as session:
        if role in OF_A_PROGRAMME:
            found = programmes(session, seat.actor, is_example=False)
            return {one.programme_id: seat.cell(one.title) for one in found}, "administration.programme"
        known = municipalities(session, seat.actor, is_example=False)
        return {one.municipality_id: one.facts.name for one in known}, "accounts.municipality"
    raise AssertionError("problems_shown stops the page")


def _give(seat: Seat, opened: OpenedPerson | None, role: Role) -> None:
    email = opened.email if opened else forms.typed(_PLACE, "email") or ""
    place = forms.typed(_PLACE, f"place-{role.value}")
    is_of_programme = role in OF_A_PROGRAMME
    wanted = Grant(
        role,
        municipality_id=place if role is Role.PLANNING else None,
        programme_id=place if is_of_programme else None,
    )
    with writing() as session:
        person_id = grant(session, seat.actor_now(session), email=email, grant=wanted)
    forms.saved()
    st.query_params[PERSON_PARAMETER] = str(person_id)


def _revoke(seat: Seat, membership_id: int) -> None:
    _ask(None)
    with writing() as session:
        revoke(session, seat.actor_now(session), membership_id=membership_id)
    forms.saved()


def _ask(membership_id: int | None) -> None:
    st.session_state[_ASKED] = membership_id


def _add() -> None:
    forms.reset()
    st.query_params[PERSON_PARAMETER] = NEW


def _leave() -> None:
    forms.reset()
    _ask(None)
    st.query_params.clear()
    st.query_params["part"] = "people"
