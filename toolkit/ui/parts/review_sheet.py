"""The fact sheet beside a review: what was submitted, the six fields first."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit.model.fact_sheet import FactSection, fields_of, is_filled
from toolkit.services.reviews import OpenedReview
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, link_to_measure
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.fact_words import fact_words


def show_sheet(seat: Seat, review: OpenedReview) -> None:
    look.show(
        look.heading(seat.say("measures.fact_sheet"), small=True),
        _facts(seat, review, FactSection.SHORT_WAY),
        look.helps(
            (seat.say(section.heading), facts)
            for section in FactSection
            if section is not FactSection.SHORT_WAY and (facts := _facts(seat, review, section))
        ),
    )
    st.page_link(
        page(PageName.MEASURES, seat.language),
        label=seat.say("reviewing.whole_sheet"),
        query_params=link_to_measure(review.measure.measure_id),
    )


def _facts(seat: Seat, review: OpenedReview, section: FactSection) -> Markup | None:
    """What is filled in; of the short way also what is missing, as a reader looks for it."""
    facts = review.measure.facts
    shown = [
        (seat.say(field.label), fact_words(seat, field, facts[field.name]))
        for field in fields_of(section)
        if is_filled(facts[field.name]) or section is FactSection.SHORT_WAY
    ]
    return look.description_list(shown) if shown else None
