"""Maßnahmenpaket: which measures fit together within limits, what just misses, and how firm that is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.comparison import Comparison, load_comparison
from toolkit.firmness import catalogue_weights, weight_shares
from toolkit.packing import Package, Wishes, pack
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.packages import KeptPackage, Pool, kept_packages, load_pool
from toolkit.services.weighting import Weighed, open_weighting
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.package_beside import chosen_beside, show_beside
from toolkit.ui.parts.package_kept import show_kept
from toolkit.ui.parts.package_result import show_package
from toolkit.ui.parts.package_wishes import enter_wishes, weights_name
from toolkit.ui.parts.take_along import offer_lists

MOST_AT_ONCE = 250


def show_packing(seat: Seat) -> None:
    look.page_header(
        seat.say("package.title"),
        language=seat.language,
        kicker=[seat.cell(seat.desk.programme_name), seat.example_mark(seat.desk.is_example)],
    )
    comparison, pool, kept, weighings = _load(seat)
    tell_problem(seat)
    look.show(look.element("p", seat.say("package.intro")))
    if not pool.candidates:
        st.info(seat.say("package.empty"))
        st.page_link(page(PageName.COMPARE, seat.language), label=seat.say("pages.compare"))
        return
    left, right = st.columns([4, 7], gap="large")
    with left:
        wishes = enter_wishes(seat, pool, weighings)
    with right:
        with_shares = _wants_shares(seat, pool)
        with st.spinner(seat.say("package.working")):
            package = _packed(comparison, pool, wishes, weighings, with_shares=with_shares)
        titles = {each.measure.measure_id: each.measure.title for each in pool.candidates}
        show_package(seat, package, wishes, titles, weights_name(seat, wishes.weight_set, weighings))
        other = chosen_beside(seat, kept)
        if other:
            beside = _packed(comparison, pool, other.wishes, weighings, with_shares=False)
            show_beside(seat, other, package, wishes, beside)
        show_kept(seat, kept, wishes)
        if kept:
            offer_lists(seat, "packages")


def _load(seat: Seat) -> tuple[Comparison, Pool, tuple[KeptPackage, ...], tuple[Weighed, ...]]:
    programme_id = seat.desk.programme_id
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        comparison = load_comparison(session, seat.actor, programme_id=programme_id, catalogue=catalogue)
        pool = load_pool(session, seat.actor, programme_id=programme_id, comparison=comparison)
        kept = kept_packages(session, seat.actor, programme_id=programme_id)
        weighings = open_weighting(session, seat.actor, programme_id=programme_id).in_force
        return comparison, pool, kept, tuple(each for each in weighings if each.fits(catalogue))
    raise AssertionError("problems_shown stops the page")


def _wants_shares(seat: Seat, pool: Pool) -> bool:
    """Over all weightings at once for as many as a meeting can look at; for more, whoever asks waits."""
    if len(pool.candidates) <= MOST_AT_ONCE:
        return True
    return st.toggle(seat.say("package.with_shares"), key="package-shares")


def _packed(
    comparison: Comparison,
    pool: Pool,
    wishes: Wishes,
    weighings: Sequence[Weighed],
    *,
    with_shares: bool,
) -> Package:
    catalogue = comparison.catalogue
    chosen = next((each for each in weighings if each.weight_set_id == wishes.weight_set), None)
    weights = weight_shares(catalogue, chosen.weights) if chosen else catalogue_weights(catalogue)
    return pack(catalogue, pool.candidates, pool.links, wishes, weights, with_shares=with_shares)


show_packing(take_seat())
