"""Maßnahmenpaket, two sets side by side: what both have, and what only one of them has."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit import findings
from toolkit.packing import Package, Wishes
from toolkit.packing.telling import headline, use_of_limits
from toolkit.services.packages import KeptPackage
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import number_in_address
from toolkit.ui.parts.package_result import measure_cell

PARAMETER = "beside"
_KEY = "package-beside"


def chosen_beside(seat: Seat, kept: Sequence[KeptPackage]) -> KeptPackage | None:
    """The kept package that the address names, to put beside the wishes that stand in the fields."""
    if not kept:
        return None
    by_id = {each.package_id: each for each in kept}
    if _KEY not in st.session_state:
        st.session_state[_KEY] = number_in_address(PARAMETER) or 0
    if st.session_state[_KEY] not in by_id:
        st.session_state[_KEY] = 0

    def remember() -> None:
        if st.session_state[_KEY]:
            st.query_params[PARAMETER] = str(st.session_state[_KEY])
        else:
            st.query_params.pop(PARAMETER, None)

    chosen = st.selectbox(
        seat.say("package.beside"),
        [0, *by_id],
        key=_KEY,
        format_func=lambda each: by_id[each].name if each else seat.say("package.beside_none"),
        on_change=remember,
    )
    return by_id.get(chosen)


def show_beside(
    seat: Seat, other: KeptPackage, package: Package, wishes: Wishes, other_package: Package
) -> None:
    current = seat.say("package.current")
    caption = seat.say("package.beside_heading", first=current, second=other.name)
    columns = [
        look.Column(seat.say("table.measure"), width=44),
        look.Column(seat.say("result.points"), align="end", strong=True),
        look.Column(current),
        look.Column(other.name),
    ]
    sides = [(package, wishes), (other_package, other.wishes)]
    look.show(
        look.heading(caption, level=3),
        look.table(columns, _rows(seat, sides), caption=caption, hide_caption=True),
        *(
            look.muted(f"{name}: {_in_words(seat, *side)}")
            for name, side in zip((current, other.name), sides, strict=True)
        ),
    )


def _rows(seat: Seat, sides: Sequence[tuple[Package, Wishes]]) -> list[list[look.Child]]:
    """First what stands in both, then what stands in one; each by its points."""
    inside = [{each.candidate.measure.measure_id: each for each in package.taken} for package, _ in sides]
    everywhere = inside[1] | inside[0]
    ordered = sorted(
        everywhere.values(),
        key=lambda each: (
            -sum(each.candidate.measure.measure_id in side for side in inside),
            -each.points,
        ),
    )
    return [
        [
            measure_cell(seat, each.candidate),
            seat.say(findings.points(each.points)),
            *(
                seat.say("package.in" if each.candidate.measure.measure_id in side else "package.not_in")
                for side in inside
            ),
        ]
        for each in ordered
    ]


def _in_words(seat: Seat, package: Package, wishes: Wishes) -> str:
    said = [headline(package), *use_of_limits(package, wishes.limits)]
    return " · ".join(seat.say(each) for each in said)
