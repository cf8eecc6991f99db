"""Lists to take along, folded at the end of the page that shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from toolkit.comparison import Comparison
from toolkit.exchange.listing_files import listing_csv, listing_json
from toolkit.services.listings import Listed, listed, listing_title, takeable
from toolkit.services.ranking_listing import NAME, listed_ranking
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading_as
from toolkit.ui.late import reading_late

_MIME = {"csv": "text/csv", "json": "application/json"}


def offer_lists(seat: Seat, *names: str) -> None:
    """Each made only when somebody asks for it, by the rules of that moment."""
    offered = takeable(seat.actor, names)
    if not offered:
        return
    with st.expander(seat.say("listing.take_along"), key=f"take-along-{names[0]}"):
        look.show(look.muted(seat.say("listing.help"), small=True))
        for name in offered:
            _offer(seat, name, partial(_stored, seat, name))


def offer_ranking(seat: Seat, comparison: Comparison) -> None:
    """What *Vergleich* computes, as it is filtered at this moment."""

    def found() -> Listed:
        with reading_as(seat.actor) as session:
            return listed_ranking(session, comparison)

    with st.expander(seat.say("listing.take_along"), key="take-along-ranking"):
        look.show(look.muted(seat.say("listing.help"), small=True))
        _offer(seat, NAME, found)


def _stored(seat: Seat, name: str) -> Listed:
    with reading_late(seat) as (session, actor):
        return listed(session, actor, name=name, programme_id=seat.desk.programme_id)


def _offer(seat: Seat, name: str, found: Callable[[], Listed]) -> None:
    title, file = seat.say(listing_title(name)), seat.say(f"listing.file_name.{name}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"list-{name}"):
        look.show(look.element("p", title))
        _button(seat, name, "csv", lambda: listing_csv(found(), seat.language), file)
        _button(seat, name, "json", lambda: listing_json(found()), file)


def _button(seat: Seat, name: str, kind: str, made: Callable[[], bytes], file: str) -> None:
    st.download_button(
        seat.say(f"listing.{kind}"),
        data=made,
        file_name=f"{file}.{kind}",
        mime=_MIME[kind],
        key=f"list-{name}-{kind}",
        help=seat.say("listing.of", title=listing_title(name)),
        on_click="ignore",
    )
