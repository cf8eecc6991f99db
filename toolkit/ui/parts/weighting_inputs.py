"""What somebody says about the importance of criteria, in the manner of each method. Nothing is preset."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from toolkit import weighing
from toolkit.catalogue import Catalogue, Criterion
from toolkit.firmness import LEVELS, MOST_TIMES, UnfitWeightsError, pairs_of, weights_from
from toolkit.model import WeightingMethod
from toolkit.services.weighting import LONGEST_REASON, Weighed
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.parts.doing import fresh

_IN_FRONT = (WeightingMethod.LEVELS, WeightingMethod.ORDER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is entered at this moment, and the key of the field with the reason."""

    method: WeightingMethod
    entered: dict[str, Any]
    reason_key: str

    @property
    def reason(self) -> str:
        text: str = st.session_state.get(self.reason_key, "")
        return text


def ask_weights(seat: Seat, catalogue: Catalogue, *, place: str, stored: Weighed | None) -> Asked:
    """Draws the ways to weigh, the fields of the chosen one, and the reason."""
    method = _method(seat, place, stored)
    look.show(look.muted(seat.say(f"weighting.help.{method.value}")))
    before = stored.entered if stored and stored.method is method else {}
    entered = _ASKED[method](seat, catalogue, f"{place}-{method.value}", before)
    _tell_what_follows(seat, catalogue, method, entered)
    return Asked(method, entered, _ask_reason(seat, place, stored.reason if stored else ""))


def _ask_reason(seat: Seat, place: str, stored: str) -> str:
    key, label = fresh(f"{place}-reason"), seat.say("weighting.reason")
    st.session_state.setdefault(key, stored)
    with drafts.kept(seat, key, label=label, stored=stored):
        st.text_area(label, key=key, max_chars=LONGEST_REASON)
    look.show(look.muted(seat.say("weighting.reason_help"), small=True))
    return key


def _method(seat: Seat, place: str, stored: Weighed | None) -> WeightingMethod:
    """The two ways in front, and the others once they are asked for."""
    more_key, key = fresh(f"{place}-more"), fresh(f"{place}-method")
    st.session_state.setdefault(more_key, stored is not None and stored.method not in _IN_FRONT)
    ways = list(WeightingMethod) if st.session_state[more_key] else list(_IN_FRONT)
    st.session_state.setdefault(key, stored.method if stored else WeightingMethod.LEVELS)
    if st.session_state[key] not in ways:
        st.session_state[key] = WeightingMethod.LEVELS
    st.radio(
        seat.say("weighting.how"),
        ways,
        key=key,
        horizontal=True,
        format_func=lambda way: seat.say(weighing.method_name(way)),
    )
    st.checkbox(seat.say("weighting.more_ways"), key=more_key)
    method: WeightingMethod = st.session_state[key]
    return method


def _tell_what_follows(
    seat: Seat, catalogue: Catalogue, method: WeightingMethod, entered: Mapping[str, Any]
) -> None:
    """The weights as they are now. The place is there even when empty: fields below keep the focus."""
    try:
        found = weights_from(catalogue, method, entered)
    except UnfitWeightsError:
        look.show(look.status(""))
        return
    weights = weighing.weights_in_words(catalogue, found.weights)
    look.show(look.status(seat.say("weighting.follows", weights=weights)))
    sentence = weighing.consistency_sentence(catalogue, found)
    if sentence is not None:
        (st.info if found.is_consistent else st.warning)(seat.label(sentence))


def _ask_levels(seat: Seat, catalogue: Catalogue, place: str, before: Mapping[str, Any]) -> dict[str, Any]:
    stored, said = before.get("levels", {}), {}
    for criterion in catalogue.criteria:
        said[criterion.id] = st.radio(
            seat.label(criterion.title),
            list(LEVELS),
            key=_begin(place, criterion.id, stored.get(criterion.id)),
            index=None,
            horizontal=True,
            format_func=lambda level: seat.say(f"weighting.level.{level}"),
        )
    return {"levels": said}


def _ask_order(seat: Seat, catalogue: Catalogue, place: str, before: Mapping[str, Any]) -> dict[str, Any]:
    titles = {criterion.id: seat.say(criterion.title) for criterion in catalogue.criteria}
    stored = [*before.get("order", ()), *[None] * len(titles)]
    chosen: list[str] = []
    for number in range(len(titles)):
        key = _begin(place, str(number), stored[number])
        left = [each for each in titles if each not in chosen]
        if st.session_state.get(key) not in left:
            st.session_state[key] = None
        found = st.selectbox(
            seat.say("weighting.place", place=number + 1),
            left,
            key=key,
            index=None,
            format_func=lambda each: titles[each],
            placeholder=seat.say("weighting.choose"),
        )
        chosen += [found] if found else []
    return {"order": chosen}


def _ask_numbers(seat: Seat, catalogue: Catalogue, place: str, before: Mapping[str, Any]) -> dict[str, Any]:
    stored = before.get("numbers", {})
    return {
        "numbers": {
            criterion.id: _ask_number(
                seat.label("weighting.number_of", criterion=criterion.title),
                _begin(place, criterion.id, stored.get(criterion.id)),
            )
            for criterion in catalogue.criteria
        }
    }


def _ask_points(seat: Seat, catalogue: Catalogue, place: str, before: Mapping[str, Any]) -> dict[str, Any]:
    stored = before.get("points", {})
    return {
        "points": {
            criterion.id: _ask_number(
                seat.label("weighting.points_of", criterion=criterion.title),
                _begin(place, criterion.id, stored.get(criterion.id)),
                most=100.0,
            )
            for criterion in catalogue.criteria
        }
    }


def _ask_number(label: str, key: str, *, most: float | None = None) -> float | None:
    return st.number_input(label, value=None, min_value=0.0, max_value=most, step=5.0, format="%g", key=key)


def _ask_pairs(seat: Seat, catalogue: Catalogue, place: str, before: Mapping[str, Any]) -> dict[str, Any]:
    stored = before.get("pairs", {})
    criteria = {criterion.id: criterion for criterion in catalogue.criteria}
    steps = [*range(MOST_TIMES, 1, -1), 1, *range(-2, -MOST_TIMES - 1, -1)]
    said = {}
    for pair in pairs_of(catalogue):
        one, other = (criteria[key] for key in pair.split("|"))
        said[pair] = st.selectbox(
            seat.label("weighting.pair", one=one.title, other=other.title),
            steps,
            key=_begin(place, pair.replace("|", "-"), stored.get(pair)),
            index=None,
            format_func=_pair_words(seat, one, other),
            placeholder=seat.say("weighting.choose"),
        )
    return {"pairs": {pair: times for pair, times in said.items() if times is not None}}


def _pair_words(seat: Seat, one: Criterion, other: Criterion) -> Callable[[int], str]:
    def words(times: int) -> str:
        if times == 1:
            return seat.say("weighting.pair_equal")
        ahead = one if times > 0 else other
        return seat.say("weighting.pair_times", criterion=ahead.short_title, times=abs(times))

    return words


def _begin(place: str, field: str, value: Any) -> str:
    """Fills a field once with what is stored; afterwards it keeps what is entered. Gives its key."""
    key = fresh(f"{place}-{field}")
    st.session_state.setdefault(key, value)
    return key


_ASKED = {
    WeightingMethod.LEVELS: _ask_levels,
    WeightingMethod.ORDER: _ask_order,
    WeightingMethod.SWING: _ask_points,
    WeightingMethod.PAIRS: _ask_pairs,
    WeightingMethod.NUMBERS: _ask_numbers,
}
