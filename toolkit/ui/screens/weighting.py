"""Gewichtung und Festigkeit: who weighs how, what follows for the order, and how firm that is."""

from __future__ import annotations

import streamlit as st

from toolkit.access import Action, OfProgramme, may
from toolkit.comparison import load_comparison
from toolkit.messages import Message
from toolkit.model import ProgrammeKind
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.programmes import open_programme
from toolkit.services.weighting import open_weighting
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.doing import tell_done
from toolkit.ui.parts.take_along import offer_lists
from toolkit.ui.parts.weighting_beside import show_beside
from toolkit.ui.parts.weighting_firmness import show_firmness
from toolkit.ui.parts.weighting_groups import show_groups
from toolkit.ui.parts.weighting_results import Results, tell_what_waits

VIEWS = ("weigh", "firmness", "beside")


def show_weighting(seat: Seat) -> None:
    look.page_header(
        seat.say("weighting.title"),
        language=seat.language,
        kicker=[seat.cell(seat.desk.programme_name), seat.example_mark(seat.desk.is_example)],
    )
    programme_id = seat.desk.programme_id
    reason = _why_not(seat, programme_id)
    if reason is not None:
        st.info(seat.label(reason))
        st.page_link(page(PageName.COMPARE, seat.language), label=seat.say("pages.compare"))
        return
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        weighting = open_weighting(session, seat.actor, programme_id=programme_id)
    tell_problem(seat)
    tell_done(seat)
    view = addressed_view(
        seat.say("weighting.view"), VIEWS, name="part", words=lambda name: seat.say(f"weighting.part.{name}")
    )
    if view == "weigh":
        show_groups(seat, catalogue, weighting)
        offer_lists(seat, "weight_sets")
    elif not weighting.is_fixed:
        tell_what_waits(seat, weighting)
    else:
        with problems_shown(seat.language), reading() as session:
            comparison = load_comparison(session, seat.actor, programme_id=programme_id, catalogue=catalogue)
        results = Results(comparison, weighting)
        (show_firmness if view == "firmness" else show_beside)(seat, results)
    st.page_link(page(PageName.METHOD, seat.language), label=seat.say("pages.to_method"))


def _why_not(seat: Seat, programme_id: int) -> Message | None:
    """Only who sits in the steering group weighs, and only where something is selected."""
    verdict = may(seat.actor, Action.WEIGH, OfProgramme(programme_id))
    if verdict.reason is not None:
        return verdict.reason
    with problems_shown(seat.language), reading() as session:
        programme = open_programme(session, seat.actor, programme_id=programme_id)
    is_selection = programme.facts.kind is ProgrammeKind.SELECTION
    return None if is_selection else Message.of("weighting.only_selection")


show_weighting(take_seat())
