"""Maßnahmenpaket, what shall hold: each wish stands in the address, so that a package can be mailed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from toolkit.packing import Diversity, Limit, Quota, Resource, Wishes
from toolkit.packing.telling import resource_name
from toolkit.services.packages import Pool
from toolkit.services.weighting import Weighed
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import id_number, number_in_address

REWORK, ALONE, AT_MOST, INCLUDE, EXCLUDE, WEIGHTS = "rework", "alone", "at_most", "with", "without", "weights"
MOST = 10**12
_COUNTS = ("least", "most")


def enter_wishes(seat: Seat, pool: Pool, weighings: Sequence[Weighed]) -> Wishes:
    """Draws the wishes and gives them as they stand; what is no number is told beside it."""
    with look.boxed("package-wishes"):
        look.show(look.heading(seat.say("package.wishes")))
        limits = _limits(seat, pool)
        quotas = _quotas(seat)
        return Wishes(
            limits=limits, quotas=quotas, weight_set=_weights(seat, weighings), **_others(seat, pool)
        )


def resource_title(seat: Seat, resource: Resource) -> str:
    """The name of a resource as it begins a label or heads a column."""
    name = seat.say(resource_name(resource))
    return name[0].upper() + name[1:]


def weights_name(seat: Seat, weight_set: int | None, weighings: Sequence[Weighed]) -> str:
    """What a weighting is called; one that is not there any more is the catalogue's own."""
    names = {each.weight_set_id: each.name for each in weighings}
    return names.get(weight_set or 0) or seat.say("package.catalogue_weights")


def to_address(wishes: Wishes) -> dict[str, str | list[str]]:
    """The parameters of the address that say these wishes; what is as at first is not said."""
    said: dict[str, str | list[str]] = {limit.resource.value: f"{limit.most}" for limit in wishes.limits}
    for quota in wishes.quotas:
        for count in _COUNTS:
            if getattr(quota, count) is not None:
                said[f"{quota.by.value}_{count}"] = str(getattr(quota, count))
    said |= {name: "1" for name, is_said in _switches(wishes).items() if is_said}
    if wishes.at_most is not None:
        said[AT_MOST] = str(wishes.at_most)
    if wishes.weight_set is not None:
        said[WEIGHTS] = str(wishes.weight_set)
    for name, measures in ((INCLUDE, wishes.include), (EXCLUDE, wishes.exclude)):
        if measures:
            said[name] = [str(each) for each in measures]
    return said


def open_wishes(wishes: Wishes) -> None:
    """Puts wishes into the address and the fields, in a widget's callback."""
    names = [*_numbers(), REWORK, ALONE, INCLUDE, EXCLUDE, WEIGHTS]
    said = to_address(wishes)
    for name in names:
        st.session_state.pop(_key(name), None)
        if name in said:
            st.query_params[name] = said[name]
        else:
            st.query_params.pop(name, None)


def _switches(wishes: Wishes) -> Mapping[str, bool]:
    return {REWORK: not wishes.only_sound, ALONE: not wishes.follow_dependencies}


def _numbers() -> list[str]:
    quotas = [f"{by.value}_{count}" for by in Diversity for count in _COUNTS]
    return [*(resource.value for resource in Resource), *quotas, AT_MOST]


def _limits(seat: Seat, pool: Pool) -> tuple[Limit, ...]:
    look.show(look.heading(seat.say("package.limits"), level=3))
    found = []
    for resource in Resource:
        stated = sum(candidate.figure(resource) is not None for candidate in pool.candidates)
        most = _number(
            seat,
            resource.value,
            resource_title(seat, resource),
            placeholder=seat.say("package.no_limit", count=stated, all=len(pool.candidates)),
        )
        if most is not None:
            found.append(Limit(resource=resource, most=most))
    return tuple(found)


def _quotas(seat: Seat) -> tuple[Quota, ...]:
    look.show(
        look.heading(seat.say("package.diversity"), level=3),
        look.muted(seat.say("package.diversity_help"), small=True),
    )
    found = []
    for by in Diversity:
        counts: dict[str, int | None] = {}
        for column, count in zip(st.columns(2), _COUNTS, strict=True):
            with column:
                number = _number(seat, f"{by.value}_{count}", seat.say(f"package.{by.value}.{count}"))
            counts[count] = _count(number)
        if any(counts.values()):
            found.append(Quota(by=by, **counts))
    return tuple(found)


def _weights(seat: Seat, weighings: Sequence[Weighed]) -> int | None:
    """Only where there is something to choose."""
    if not weighings:
        return None
    key, known = _key(WEIGHTS), [0, *(each.weight_set_id for each in weighings)]
    if key not in st.session_state:
        st.session_state[key] = number_in_address(WEIGHTS) or 0
    if st.session_state[key] not in known:
        st.session_state[key] = 0

    def remember() -> None:
        if st.session_state[key]:
            st.query_params[WEIGHTS] = str(st.session_state[key])
        else:
            st.query_params.pop(WEIGHTS, None)

    chosen = st.selectbox(
        seat.say("package.weights"),
        known,
        key=key,
        format_func=lambda each: weights_name(seat, each, weighings),
        on_change=remember,
    )
    return chosen or None


def _others(seat: Seat, pool: Pool) -> dict[str, Any]:
    measures = [each.measure for each in pool.candidates]
    titles = {each.measure_id: f"{each.title} ({each.municipality})" for each in measures}
    with st.expander(seat.say("package.other_wishes"), key="package-others"):
        at_most = _count(_number(seat, AT_MOST, seat.say("package.at_most")))
        include = _measures(seat, INCLUDE, seat.say("package.include"), titles)
        exclude = _measures(seat, EXCLUDE, seat.say("package.exclude"), titles)
        rework = _switch(REWORK, seat.say("package.rework"), off=False)
        follow = _switch(ALONE, seat.say("package.dependencies"), off=True)
    return {
        "at_most": at_most,
        "include": tuple(each for each in include if each not in exclude),
        "exclude": exclude,
        "only_sound": not rework,
        "follow_dependencies": follow,
    }


# --- fields that stand in the address -----------------------------------------------------------------


def _key(name: str) -> str:
    return f"package-{name}"


def _number(seat: Seat, name: str, label: str, *, placeholder: str = "") -> Decimal | None:
    """A number as people type it, in their language; in the address it stands in its plain form."""
    key = _key(name)
    if key not in st.session_state:
        st.session_state[key] = _typed(seat, st.query_params.get(name, ""))

    def remember() -> None:
        read = _read(seat, st.session_state[key])
        if read is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(read)

    entered = st.text_input(label, key=key, max_chars=20, placeholder=placeholder, on_change=remember)
    read = _read(seat, entered)
    if read is None and entered.strip():
        st.warning(seat.label("package.no_number", entered=entered, field=label))
    return read


def _typed(seat: Seat, stored: str) -> str:
    try:
        return format_decimal(Decimal(stored), locale=seat.language) if stored else ""
    except (InvalidOperation, ValueError):
        return ""


def _read(seat: Seat, entered: str) -> Decimal | None:
    plain = entered.removesuffix("€").strip()
    if not plain:
        return None
    try:
        number: Decimal = parse_decimal(plain, locale=seat.language, strict=True)
    except (NumberFormatError, ValueError):
        return None
    usable = number.is_finite() and 0 <= number <= MOST and number == round(number, 2)
    return number if usable else None


def _count(number: Decimal | None) -> int | None:
    """A number of measures: whole, at least one."""
    return int(number) if number is not None and 1 <= number <= 100 else None


def _measures(seat: Seat, name: str, label: str, titles: Mapping[int, str]) -> tuple[int, ...]:
    key = _key(name)
    if key not in st.session_state:
        st.session_state[key] = [id_number(each) for each in st.query_params.get_all(name)]
    st.session_state[key] = [each for each in st.session_state[key] if each in titles]

    def remember() -> None:
        st.query_params[name] = [str(each) for each in st.session_state[key]]

    return tuple(
        st.multiselect(
            label,
            list(titles),
            key=key,
            format_func=titles.__getitem__,
            on_change=remember,
            select_all=False,
            placeholder="",
        )
    )


def _switch(name: str, label: str, *, off: bool) -> bool:
    """A switch whose first state is `off` and is not said in the address."""
    key = _key(name)
    if key not in st.session_state:
        st.session_state[key] = off is not (st.query_params.get(name) == "1")

    def remember() -> None:
        if st.session_state[key] is off:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = "1"

    return st.checkbox(label, key=key, on_change=remember)
