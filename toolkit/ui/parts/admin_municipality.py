"""One municipality on the page Verwaltung: a form with one save, for a new one and for one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from toolkit.messages import Message
from toolkit.model import MunicipalityKind, SettlementType, TypeSource
from toolkit.model.entered import day_text, read_day, read_whole_number, whole_number_text
from toolkit.model.municipality_inputs import (
    MunicipalityInput,
    is_key,
    offered_key,
    type_from_population,
)
from toolkit.services.errors import InvalidError
from toolkit.services.merging import EntriesConflictError, my_changes
from toolkit.services.municipalities import (
    OpenedMunicipality,
    add_municipality,
    change_municipality,
    field_label,
    municipalities,
    open_municipality,
    read_municipality,
    remove_municipality,
)
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown, tell_problem
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import id_number
from toolkit.ui.parts import forms
from toolkit.ui.parts.admin_municipalities import MUNICIPALITY_PARAMETER, NEW

LINE_WIDTH = 720
EMPTY = MunicipalityInput.model_construct(name="")


def show_municipality(seat: Seat) -> None:
    named = st.query_params[MUNICIPALITY_PARAMETER]
    st.button(seat.say("administration.all_municipalities"), key="up", type="tertiary", on_click=_leave)
    opened = None if named == NEW else _opened(seat, named)
    stored = EMPTY if opened is None else opened.facts
    look.page_header(
        stored.name or seat.say("administration.add_municipality"),
        language=seat.language,
        kicker=[seat.say("pages.administration"), seat.example_mark(seat.desk.is_example)],
    )
    place = f"municipality-{named}"
    base = forms.seen(place, stored)
    assert isinstance(base, MunicipalityInput)
    others = _others(seat, opened)
    with forms.notices():
        _show_notices(seat, place, others, opened)
    with st.container(width=LINE_WIDTH):
        _show_form(seat, place, base, others, opened)
        if opened is not None:
            _show_removal(seat, opened)


def _show_notices(
    seat: Seat, place: str, others: Mapping[int, str], opened: OpenedMunicipality | None
) -> None:
    tell_problem(seat)
    forms.tell_saved(seat)
    forms.show_conflicts(
        seat, lambda field, value: _words(seat, others, field, value), lambda: _take_mine(seat, place, opened)
    )
    _offer_zero(seat, place)


def _opened(seat: Seat, named: str) -> OpenedMunicipality:
    key = id_number(named)
    with problems_shown(seat.language), reading() as session:
        return open_municipality(session, seat.actor, municipality_id=key)
    raise AssertionError("problems_shown stops the page")


def _others(seat: Seat, opened: OpenedMunicipality | None) -> dict[int, str]:
    """Who may be a member, by id."""
    own = opened.municipality_id if opened else None
    with problems_shown(seat.language), reading() as session:
        known = municipalities(session, seat.actor, is_example=seat.desk.is_example)
    return {one.municipality_id: one.facts.name for one in known if one.municipality_id != own}


# --- the form ----------------------------------------------------------------------------------------


def _show_form(
    seat: Seat,
    place: str,
    base: MunicipalityInput,
    others: Mapping[int, str],
    opened: OpenedMunicipality | None,
) -> None:
    with st.form(f"form-{place}", border=False):
        _text(seat, place, "name", base.name)
        _choice(seat, place, "kind", base.kind, list(MunicipalityKind), required=True)
        _show_keys(seat, place, base)
        _text(seat, place, "population", whole_number_text(base.population, seat.language))
        _choice(seat, place, "settlement_type", base.settlement_type, list(SettlementType))
        _choice(seat, place, "type_source", base.type_source, list(TypeSource))
        st.form_submit_button(
            seat.say("administration.derive"),
            key="derive",
            on_click=act,
            args=(lambda: _derive(seat, place),),
        )
        look.show(look.muted(seat.say("administration.derive_note"), small=True))
        _choice(seat, place, "funded", base.funded, [True, False])
        _text(seat, place, "elected_body", base.elected_body)
        look.show(look.muted(seat.say("administration.elected_body_help"), small=True))
        _choice(seat, place, "needs_release", base.needs_release, [False, True], required=True)
        look.show(look.muted(seat.say("administration.needs_release_help"), small=True))
        st.multiselect(
            seat.say(field_label("members")),
            list(others),
            key=forms.begin(place, "members", [one for one in base.members if one in others]),
            format_func=lambda key: look.plain(others[key]),
            placeholder=seat.say("administration.choose"),
        )
        look.show(look.muted(seat.say("administration.members_help"), small=True))
        st.form_submit_button(
            seat.say("administration.save"),
            key="save",
            type="primary",
            on_click=act,
            args=(lambda: _save(seat, place, opened),),
        )


def _text(seat: Seat, place: str, field: str, value: str) -> None:
    st.text_input(seat.say(field_label(field)), key=forms.begin(place, field, value), max_chars=200)


def _choice(
    seat: Seat, place: str, field: str, value: Any, options: list[Any], *, required: bool = False
) -> None:
    st.selectbox(
        seat.say(field_label(field)),
        options,
        key=forms.begin(place, field, value),
        index=0 if required else None,
        format_func=lambda option: _choice_words(seat, field, option),
        placeholder=seat.say("administration.not_said"),
    )


def _show_keys(seat: Seat, place: str, base: MunicipalityInput) -> None:
    """A row for each key, and one more: a merger gives a new key and ends the one before."""
    rows = [
        *((one.key, one.valid_from, one.valid_to) for one in base.official_keys),
        ("", None, None),
    ]
    look.show(look.muted(seat.say("administration.keys_help"), small=True))
    for number, (key, first, last) in enumerate(rows):
        values = (key, day_text(first, seat.language), day_text(last, seat.language))
        for column, part, value in zip(
            st.columns([0.4, 0.3, 0.3]), ("key", "valid_from", "valid_to"), values, strict=True
        ):
            with column:
                st.text_input(
                    seat.say(f"administration.{part}", number=number + 1),
                    key=forms.begin(place, f"{part}-{number}", value),
                    max_chars=20,
                )


# --- what the buttons do -----------------------------------------------------------------------------


def _save(seat: Seat, place: str, opened: OpenedMunicipality | None) -> None:
    entered = _entered(seat, place)
    if opened is None:
        with writing() as session:
            municipality_id = add_municipality(
                session, seat.actor_now(session), programme_id=seat.desk.programme_id, entered=entered
            )
        forms.saved()
        st.query_params[MUNICIPALITY_PARAMETER] = str(municipality_id)
        return
    _change(seat, place, opened, based_on=_base(place, opened), entered=entered)


def _change(
    seat: Seat,
    place: str,
    opened: OpenedMunicipality,
    *,
    based_on: MunicipalityInput,
    entered: MunicipalityInput,
) -> None:
    try:
        with writing() as session:
            change_municipality(
                session,
                seat.actor_now(session),
                municipality_id=opened.municipality_id,
                based_on=based_on,
                entered=entered,
            )
    except EntriesConflictError as error:
        forms.keep_conflicts(error)
        return
    forms.saved()


def _take_mine(seat: Seat, place: str, opened: OpenedMunicipality | None) -> None:
    """My changes on top of what is stored now; what I did not touch stays as the other one left it."""
    assert opened is not None

    def save() -> None:
        mine = my_changes(
            _base(place, opened),
            based_on=_base(place, opened),
            entered=_entered(seat, place),
            label=field_label,
        )
        entered = read_municipality(**{**dict(opened.facts), **mine})
        _change(seat, place, opened, based_on=opened.facts, entered=entered)

    act(save)


def _base(place: str, opened: OpenedMunicipality) -> MunicipalityInput:
    base = forms.seen(place, opened.facts)
    assert isinstance(base, MunicipalityInput)
    return base


def _entered(seat: Seat, place: str) -> MunicipalityInput:
    fields = {
        name: forms.typed(place, name) for name in MunicipalityInput.model_fields if name != "official_keys"
    }
    fields["population"] = _number(seat, fields["population"])
    return read_municipality(**fields, official_keys=_typed_keys(place))


def _typed_keys(place: str) -> tuple[dict[str, Any], ...]:
    keys = []
    number = 0
    while (key := forms.typed(place, f"key-{number}")) is not None:
        days = [forms.typed(place, f"{part}-{number}") or "" for part in ("valid_from", "valid_to")]
        if key.strip():
            first, last = (_day(day) for day in days)
            keys.append({"key": key, "valid_from": first, "valid_to": last})
        number += 1
    return tuple(keys)


def _number(seat: Seat, text: str) -> int | None:
    try:
        return read_whole_number(text, seat.language)
    except ValueError:
        raise InvalidError(Message.of("municipality.population")) from None


def _day(text: str) -> Any:
    try:
        return read_day(text)
    except ValueError:
        raise InvalidError(Message.of("municipality.no_day")) from None


def _derive(seat: Seat, place: str) -> None:
    derived = type_from_population(_number(seat, forms.typed(place, "population")))
    if derived is None:
        raise InvalidError(Message.of("municipality.type_needs_population"))
    forms.put(place, "settlement_type", derived)
    forms.put(place, "type_source", TypeSource.FROM_POPULATION)


def _offer_zero(seat: Seat, place: str) -> None:
    """A key that lost its leading zero in a spreadsheet: offered, never added silently."""
    number = 0
    while (key := forms.typed(place, f"key-{number}")) is not None:
        offer = None if is_key(key.strip()) else offered_key(key)
        if offer is not None:
            st.info(seat.say("administration.zero_lost", number=key.strip(), offer=offer))
            st.button(
                seat.say("administration.take_zero", offer=offer),
                key=f"zero-{number}",
                on_click=forms.put,
                args=(place, f"key-{number}", offer),
            )
        number += 1


def _show_removal(seat: Seat, opened: OpenedMunicipality) -> None:
    with st.expander(seat.say("administration.remove"), key="removal"):
        look.show(look.element("p", seat.say("administration.remove_note")))
        st.button(
            seat.label("administration.remove_now", name=opened.facts.name),
            key="remove-now",
            on_click=act,
            args=(lambda: _remove(seat, opened),),
        )


def _remove(seat: Seat, opened: OpenedMunicipality) -> None:
    with writing() as session:
        remove_municipality(session, seat.actor_now(session), municipality_id=opened.municipality_id)
    _leave()


def _leave() -> None:
    forms.reset()
    st.query_params.pop(MUNICIPALITY_PARAMETER, None)


# --- words -------------------------------------------------------------------------------------------


def _choice_words(seat: Seat, field: str, option: Any) -> str:
    if isinstance(option, bool):
        return seat.say("facts.yes" if option else "facts.no")
    group = {"kind": "kind", "settlement_type": "type", "type_source": "source"}[field]
    return seat.say(f"administration.{group}.{option.value}")


def _words(seat: Seat, others: Mapping[int, str], field: str, value: Any) -> str:
    """Any value in words, to put mine beside theirs."""
    if value in (None, "", ()):
        return seat.say("administration.not_said")
    if field == "members":
        return ", ".join(others.get(one, "?") for one in value)
    if field == "official_keys":
        return ", ".join(one.key for one in value)
    return (
        value
        if isinstance(value, str) and field in ("name", "elected_body")
        else _plain_words(seat, field, value)
    )


def _plain_words(seat: Seat, field: str, value: Any) -> str:
    return seat.cell(value) if field == "population" else _choice_words(seat, field, value)
