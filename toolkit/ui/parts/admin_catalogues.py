"""Kriterienkataloge on the page Verwaltung: which versions there are, taking a newer one into use, and the
answers that wait to be confirmed."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit.catalogue import Catalogue
from toolkit.services.catalogue_moves import Moved, Unconfirmed, foresee_move, move_catalogue, unconfirmed
from toolkit.services.catalogues import (
    ShelvedVersion,
    changed_files,
    shelved_versions,
    stored_catalogue,
)
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown
from toolkit.ui.house import offered_now, reading, writing
from toolkit.ui.navigation import PageName, measure_address
from toolkit.ui.parts.catalogue_differences import differences_table
from toolkit.ui.telling import tell, told_once

_NEWS = "catalogue-news"


def show_catalogues(seat: Seat) -> None:
    offered = offered_now()
    with problems_shown(seat.language), reading() as session:
        shelf = shelved_versions(session, seat.actor, offered.catalogues)
        current = stored_catalogue(session, seat.desk.catalogue_version_id)
        notices = (*offered.notices, *changed_files(session, offered.catalogues))
        waiting = unconfirmed(session, seat.actor, programme_id=seat.desk.programme_id)
        newer = [
            (
                one.catalogue,
                foresee_move(session, programme_id=seat.desk.programme_id, catalogue=one.catalogue),
            )
            for one in shelf
            if one.catalogue.id == current.id and one.catalogue.version > current.version
        ]
    news = told_once(_NEWS)
    if news is not None:
        st.success(seat.label("programme.moved", programme=seat.desk.programme_name, **news))
    for notice in notices:
        st.warning(seat.label(notice))
    _show_shelf(seat, shelf)
    for catalogue, foreseen in newer:
        _show_newer(seat, current, catalogue, foreseen)
    _show_waiting(seat, waiting)


def _show_shelf(seat: Seat, shelf: tuple[ShelvedVersion, ...]) -> None:
    columns = [
        look.Column(seat.say("administration.catalogue")),
        look.Column(seat.say("administration.version"), align="end"),
        look.Column(seat.say("administration.file")),
        look.Column(seat.say("administration.used_by")),
    ]
    rows = [
        [
            seat.say(one.catalogue.title),
            str(one.catalogue.version),
            seat.say(f"administration.file_{_file_state(one)}"),
            ", ".join(seat.cell(name) for name in one.programmes) or seat.say("administration.unused"),
        ]
        for one in shelf
    ]
    caption = seat.say("administration.catalogues")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))


def _file_state(one: ShelvedVersion) -> str:
    if not one.in_folder:
        return "missing"
    return "changed" if one.is_changed else "there"


def _show_newer(seat: Seat, current: Catalogue, catalogue: Catalogue, foreseen: Moved) -> None:
    title = seat.say("administration.newer", programme=seat.desk.programme_name, version=catalogue.version)
    look.show(
        look.heading(title),
        look.element(
            "p",
            seat.say("administration.newer_note", n=foreseen.to_confirm, assessments=foreseen.assessments),
        ),
        differences_table(seat, current, catalogue),
    )
    st.button(
        seat.say("administration.take_into_use", version=catalogue.version),
        key=f"use-{catalogue.version}",
        type="primary",
        on_click=act,
        args=(lambda: _move(seat, catalogue),),
    )


def _move(seat: Seat, catalogue: Catalogue) -> None:
    with writing() as session:
        moved = move_catalogue(
            session, seat.actor_now(session), programme_id=seat.desk.programme_id, catalogue=catalogue
        )
    tell(_NEWS, moved.told)


def _show_waiting(seat: Seat, waiting: tuple[Unconfirmed, ...]) -> None:
    look.show(look.heading(seat.say("administration.waiting")))
    if not waiting:
        look.show(look.element("p", seat.say("administration.nothing_waits")))
        return
    columns = [
        look.Column(seat.say("table.measure")),
        look.Column(seat.say("administration.question")),
        look.Column(seat.say("administration.what_to_do")),
    ]
    rows = [
        [
            look.two_lines(_link(one), one.municipality),
            one.question,
            seat.say("administration.choose_again" if one.open_again else "administration.confirm"),
        ]
        for one in waiting
    ]
    look.show(look.table(columns, rows, caption=seat.say("administration.waiting"), hide_caption=True))


def _link(one: Unconfirmed) -> Markup:
    address = f"{measure_address(PageName.ASSESS, one.measure_id)}&question={one.question}"
    return look.element("a", one.title, href=address, target="_self")
