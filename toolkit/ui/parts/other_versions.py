"""What a new version of the criteria leaves to do or leaves out, told where people look for it."""

from __future__ import annotations

import streamlit as st

from toolkit.services.catalogue_moves import OfOtherVersion, of_other_versions, unconfirmed
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.verdicts import measure_link


def tell_left_out(seat: Seat) -> None:
    """The measures that this comparison cannot hold, as it has exactly one version."""
    found = _left_out(seat)
    if found:
        titles = tuple(one.title for one in found)
        st.info(seat.label("administration.left_out", n=len(found), titles=titles))


def list_left_out(seat: Seat) -> None:
    """The same measures with their addresses: the list of measures is made from the comparison."""
    found = _left_out(seat)
    if not found:
        return
    title = seat.say("administration.of_earlier_version", n=len(found))
    with st.expander(title, key="earlier-version"):
        columns = [
            look.Column(seat.say("table.measure")),
            look.Column(seat.say("table.municipality")),
            look.Column(seat.say("administration.version"), align="end"),
        ]
        rows = [
            [measure_link(PageName.MEASURES, one.measure_id, one.title), one.municipality, str(one.version)]
            for one in found
        ]
        look.show(look.table(columns, rows, caption=title, hide_caption=True))


def link_to_unconfirmed(seat: Seat) -> bool:
    """The way to the answers of one's own municipality that wait to be confirmed; False where none does."""
    with problems_shown(seat.language), reading() as session:
        found = unconfirmed(session, seat.actor, programme_id=seat.desk.programme_id)
    own = [one for one in found if one.municipality_id == seat.actor.acting_for]
    if own:
        st.page_link(
            page(PageName.ADMINISTRATION, seat.language),
            label=seat.say("administration.to_confirm", n=len(own)),
            query_params={"part": "catalogues"},
        )
    return bool(own)


def _left_out(seat: Seat) -> tuple[OfOtherVersion, ...]:
    with problems_shown(seat.language), reading() as session:
        return of_other_versions(
            session,
            seat.actor,
            programme_id=seat.desk.programme_id,
            catalogue_version_id=seat.desk.catalogue_version_id,
        )
    raise AssertionError("problems_shown stops the page")
