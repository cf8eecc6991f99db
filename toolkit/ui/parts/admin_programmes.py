"""Verfahren on the page Verwaltung: the list, one of them, and in which one the desk works."""

from __future__ import annotations

from typing import Any

import streamlit as st

from toolkit.catalogue import Catalogue, Subject
from toolkit.messages import Message
from toolkit.model import ProgrammeKind
from toolkit.model.inputs import ProgrammeInput
from toolkit.services.catalogues import shelved_versions, stored_catalogue
from toolkit.services.errors import InvalidError
from toolkit.services.merging import EntriesConflictError, my_changes
from toolkit.services.municipalities import municipalities
from toolkit.services.programmes import (
    OpenedProgramme,
    add_programme,
    change_programme,
    field_label,
    open_programme,
    programmes,
    read_programme,
    work_in,
)
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown, tell_problem
from toolkit.ui.house import offered_now, reading, writing
from toolkit.ui.navigation import ADDRESSES, PageName, id_number
from toolkit.ui.parts import forms
from toolkit.ui.parts.admin_reviews import read_settings, setting_words, show_review_settings

PROGRAMME_PARAMETER = "programme"
NEW = "new"
LINE_WIDTH = 720


def show_programmes(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        known = programmes(session, seat.actor, is_example=seat.desk.is_example)
        catalogues = {one.programme_id: stored_catalogue(session, one.catalogue_version_id) for one in known}
    if not seat.desk.is_example:
        st.button(seat.say("administration.add_programme"), key="add", type="primary", on_click=_add)
    columns = [
        look.Column(seat.say("administration.programme")),
        look.Column(seat.say("programme.field.kind")),
        look.Column(seat.say("administration.catalogue")),
        look.Column(seat.say("programme.field.municipalities"), align="end"),
        look.Column(seat.say("programme.field.required_reviews"), align="end"),
    ]
    rows = [_row(seat, one, catalogues[one.programme_id]) for one in known]
    caption = seat.say("administration.programmes")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))
    for one in known:
        if one.programme_id != seat.desk.programme_id:
            st.button(
                seat.label("administration.work_in", programme=one.title),
                key=f"work-in-{one.programme_id}",
                on_click=act,
                args=(lambda key=one.programme_id: _work_in(seat, key),),
            )


def _row(seat: Seat, one: OpenedProgramme, catalogue: Catalogue) -> list[Any]:
    address = f"{ADDRESSES[PageName.ADMINISTRATION]}?{PROGRAMME_PARAMETER}={one.programme_id}"
    name = look.element("a", seat.cell(one.title), href=address, target="_self")
    here = seat.say("administration.works_here") if one.programme_id == seat.desk.programme_id else ""
    return [
        look.two_lines(name, here) if here else name,
        seat.say(f"administration.programme_kind.{one.facts.kind.value}"),
        seat.say("result.catalogue", catalogue=catalogue.title, version=catalogue.version),
        str(len(one.facts.municipalities)),
        str(one.facts.required_reviews),
    ]


def show_programme(seat: Seat) -> None:
    named = st.query_params[PROGRAMME_PARAMETER]
    st.button(seat.say("administration.all_programmes"), key="up", type="tertiary", on_click=_leave)
    opened = None if named == NEW else _opened(seat, named)
    look.page_header(
        seat.say("administration.add_programme") if opened is None else seat.cell(opened.title),
        language=seat.language,
        kicker=[seat.say("pages.administration"), seat.example_mark(seat.desk.is_example)],
    )
    with problems_shown(seat.language), reading() as session:
        known = municipalities(session, seat.actor, is_example=seat.desk.is_example)
    names = {one.municipality_id: one.facts.name for one in known}
    with forms.notices():
        tell_problem(seat)
        forms.tell_saved(seat)
        forms.show_conflicts(
            seat,
            lambda field, value: _words(seat, names, field, value),
            lambda: act(lambda: _take_mine(_place(), seat, opened)),
        )
    with st.container(width=LINE_WIDTH):
        _show_form(seat, opened, names)


def _place() -> str:
    return f"programme-{st.query_params.get(PROGRAMME_PARAMETER, NEW)}"


def _opened(seat: Seat, named: str) -> OpenedProgramme:
    key = id_number(named)
    with problems_shown(seat.language), reading() as session:
        return open_programme(session, seat.actor, programme_id=key)
    raise AssertionError("problems_shown stops the page")


def _show_form(seat: Seat, opened: OpenedProgramme | None, names: dict[int, str]) -> None:
    place = _place()
    base = forms.seen(place, opened.facts if opened else ProgrammeInput(municipalities=tuple(names)))
    assert isinstance(base, ProgrammeInput)
    with st.form(f"form-{place}", border=False):
        st.text_input(seat.say(field_label("name")), key=forms.begin(place, "name", base.name), max_chars=200)
        if opened is not None:
            look.show(look.muted(seat.say("administration.name_help"), small=True))
        st.selectbox(
            seat.say(field_label("kind")),
            list(ProgrammeKind),
            key=forms.begin(place, "kind", base.kind),
            format_func=lambda kind: seat.say(f"administration.programme_kind.{kind.value}"),
        )
        if opened is None:
            _show_catalogues(seat, place)
        show_review_settings(seat, place, base)
        st.multiselect(
            seat.say(field_label("municipalities")),
            list(names),
            key=forms.begin(place, "municipalities", [one for one in base.municipalities if one in names]),
            format_func=lambda key: names[key],
            placeholder=seat.say("administration.choose"),
        )
        st.form_submit_button(
            seat.say("administration.save"),
            key="save",
            type="primary",
            on_click=act,
            args=(lambda: _save(seat, opened),),
        )


def _show_catalogues(seat: Seat, place: str) -> None:
    fitting = _usable(seat)
    st.selectbox(
        seat.say("administration.catalogue"),
        list(fitting),
        key=forms.begin(place, "catalogue", next(iter(fitting), None)),
        format_func=lambda name: seat.say(
            "result.catalogue", catalogue=fitting[name].title, version=fitting[name].version
        ),
    )


def _usable(seat: Seat) -> dict[str, Catalogue]:
    with problems_shown(seat.language), reading() as session:
        shelf = shelved_versions(session, seat.actor, offered_now().catalogues)
    return {one.catalogue.name: one.catalogue for one in shelf if one.catalogue.subject is Subject.MEASURE}


def _entered(seat: Seat) -> ProgrammeInput:
    place = _place()
    typed = {name: forms.typed(place, name) for name in ProgrammeInput.model_fields}
    return read_programme(**{**typed, **read_settings(typed, seat.language)})


def _save(seat: Seat, opened: OpenedProgramme | None) -> None:
    entered = _entered(seat)
    if opened is not None:
        base = forms.seen(_place(), opened.facts)
        assert isinstance(base, ProgrammeInput)
        _change(seat, opened, based_on=base, entered=entered)
        return
    catalogue = _usable(seat).get(forms.typed(_place(), "catalogue"))
    if catalogue is None:
        raise InvalidError(Message.of("services.no_catalogue"))
    with writing() as session:
        key = add_programme(session, seat.actor_now(session), entered=entered, catalogue=catalogue)
    forms.saved()
    st.query_params[PROGRAMME_PARAMETER] = str(key)


def _change(
    seat: Seat, opened: OpenedProgramme, *, based_on: ProgrammeInput, entered: ProgrammeInput
) -> None:
    try:
        with writing() as session:
            change_programme(
                session,
                seat.actor_now(session),
                programme_id=opened.programme_id,
                based_on=based_on,
                entered=entered,
            )
    except EntriesConflictError as error:
        forms.keep_conflicts(error)
        return
    forms.saved()


def _take_mine(place: str, seat: Seat, opened: OpenedProgramme | None) -> None:
    assert opened is not None
    base = forms.seen(place, opened.facts)
    mine = my_changes(base, based_on=base, entered=_entered(seat), label=field_label)
    entered = read_programme(**{**dict(opened.facts), **mine})
    _change(seat, opened, based_on=opened.facts, entered=entered)


def _words(seat: Seat, names: dict[int, str], field: str, value: Any) -> str:
    if value is None or value in ("", ()):
        return seat.say("administration.not_said")
    if field == "municipalities":
        return ", ".join(names.get(one, "?") for one in value)
    if field == "kind":
        return seat.say(f"administration.programme_kind.{value.value}")
    return setting_words(seat, value)


def _work_in(seat: Seat, programme_id: int) -> None:
    with writing() as session:
        work_in(session, seat.actor_now(session), programme_id=programme_id)


def _add() -> None:
    st.query_params[PROGRAMME_PARAMETER] = NEW


def _leave() -> None:
    forms.reset()
    st.query_params.clear()
    st.query_params["part"] = "programmes"
