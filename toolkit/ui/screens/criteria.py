"""Kriterien: the catalogue in force, with every question and anchor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from toolkit.catalogue import Catalogue, Criterion, Question, Stage
from toolkit.services.catalogues import ShelvedVersion, shelved_versions, stored_catalogue
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat
from toolkit.ui.house import offered_now, reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.catalogue_differences import differences_table


def show_criteria(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        shelf = shelved_versions(session, seat.actor, offered_now().catalogues)
    minutes = round(sum(float(question.minutes) for question in catalogue.questions.values()))
    look.page_header(
        seat.say(catalogue.title),
        language=seat.language,
        kicker=[seat.say("pages.criteria"), seat.say("criteria.version", version=catalogue.version)],
        lead=seat.say(
            "criteria.size", criteria=len(catalogue.criteria), n=len(catalogue.questions), minutes=minutes
        ),
    )
    look.show(look.element("p", seat.say(catalogue.source)))
    _show_rules(seat, catalogue)
    for criterion in catalogue.criteria:
        _show_criterion(seat, criterion)
    _show_glossary(seat, catalogue)
    _show_versions(seat, catalogue, shelf)


def _show_versions(seat: Seat, current: Catalogue, shelf: Sequence[ShelvedVersion]) -> None:
    """The other versions there are, and in what they differ from the one in force."""
    others = [one.catalogue for one in shelf if one.catalogue.id == current.id]
    others = [other for other in others if other.version != current.version]
    if others:
        look.show(look.heading(seat.say("differences.other_versions")))
    for other in others:
        old, new = sorted((other, current), key=lambda one: one.version)
        with st.expander(seat.say("criteria.version", version=other.version), key=f"version-{other.version}"):
            look.show(differences_table(seat, old, new))


def _show_rules(seat: Seat, catalogue: Catalogue) -> None:
    with st.expander(seat.say("criteria.rules")):
        minimum = catalogue.minimum
        shares = {"of_all": _per_cent(minimum.of_all), "of_each": _per_cent(minimum.of_each_criterion)}
        look.show(
            look.element("p", seat.say("criteria.rules_minimum", **shares)),
            look.element("p", seat.say("criteria.rules_gate", gate=catalogue.gate.title)),
            look.element("p", seat.say("criteria.rules_classes")),
            look.description_list(
                (seat.say(item.title), seat.say(item.meaning)) for item in catalogue.classes
            ),
        )
        st.page_link(page(PageName.METHOD, seat.language), label=seat.say("pages.to_method"))


def _show_criterion(seat: Seat, criterion: Criterion) -> None:
    look.show(look.heading(seat.say(criterion.title)), look.element("p", seat.say(criterion.description)))
    for question in criterion.questions:
        with st.expander(f"**{question.id}** {look.plain(seat.say(question.text))}"):
            _show_question(seat, question)


def _show_question(seat: Seat, question: Question) -> None:
    columns = [look.Column(seat.say(f"criteria.{part}")) for part in ("level", "anchor", "points", "usual")]
    rows = [
        [
            str(level),
            seat.say(question.levels[level].anchor),
            _points(question, level),
            _usual(seat, question, level),
        ]
        for level in range(len(question.levels))
    ]
    look.show(
        look.muted(seat.say("assess.why", why=question.why)),
        look.table(columns, rows, caption=seat.say(question.text), hide_caption=True),
        look.description_list(
            [
                (seat.say("criteria.evidence"), seat.say(question.expected_evidence)),
                (seat.say("assess.example"), seat.say(question.example)),
            ]
        ),
        _not_applicable(seat, question) if question.not_applicable else None,
    )


def _not_applicable(seat: Seat, question: Question) -> Markup:
    allowed = seat.say("criteria.not_applicable_allowed")
    when = question.not_applicable_when
    return look.muted(f"{allowed} {seat.say(when)}" if when else allowed)


def _usual(seat: Seat, question: Question, level: int) -> str:
    stages = [stage for stage in Stage if question.usual.at(stage) == level]
    return ", ".join(seat.say(f"criteria.stage.{stage.value}") for stage in stages) or "–"


def _points(question: Question, level: int) -> str:
    return f"{float(question.values[level]):g}"


def _per_cent(share: float) -> str:
    return f"{share * 100:g} %"


def _show_glossary(seat: Seat, catalogue: Catalogue) -> None:
    if not catalogue.glossary:
        return
    entries = sorted(catalogue.glossary.values(), key=lambda entry: seat.say(entry.term).casefold())
    look.show(
        look.heading(seat.say("criteria.glossary")),
        look.description_list((seat.say(entry.term), seat.say(entry.explanation)) for entry in entries),
    )


show_criteria(take_seat())
