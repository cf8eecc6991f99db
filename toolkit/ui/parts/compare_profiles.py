"""Vergleich, view Profile: up to five measures side by side, by criterion and by question."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit import findings
from toolkit.catalogue import Criterion, Question
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.judging import QuestionResult
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.verdicts import class_badge, compared_link

MOST = 5
# Title, place, class and total: each stands at the same height for all, however long the others' titles are.
LINES_BESIDE_THE_BARS = 4
PARAMETER = "profile"
_KEY = "chosen-profiles"


def show_profiles(seat: Seat, comparison: Comparison) -> tuple[ComparedMeasure, ...]:
    """Gives the chosen measures; while none is chosen, all that one may choose from."""
    chosen = _chosen(seat, comparison)
    if not chosen:
        look.show(look.finding(seat.say("compare.profiles_choose", most=MOST)))
        return comparison.measures
    part = Comparison(comparison.catalogue, tuple(comparison.by_id[each] for each in chosen))
    look.show(
        look.finding(seat.say(findings.profiles_headline(part))),
        look.muted(f"{seat.say('compare.profiles_note')} {seat.say(findings.firmness(part))}"),
        _profiles(seat, part),
        look.heading(seat.say("compare.profiles_questions")),
        _questions(seat, part),
    )
    return part.measures


def _chosen(seat: Seat, comparison: Comparison) -> list[int]:
    """The measures that the address names. Where there are no more than fit, all of them to begin with."""
    if _KEY not in st.session_state:
        asked = [int(each) for each in st.query_params.get_all(PARAMETER) if each.isdecimal()]
        everything = list(comparison.by_id) if len(comparison.measures) <= MOST else []
        st.session_state[_KEY] = asked or everything
    # What the filters took away, or was never there, would be an error of the widget.
    st.session_state[_KEY] = [each for each in st.session_state[_KEY] if each in comparison.by_id][:MOST]
    return st.multiselect(
        seat.say("compare.profiles_label", most=MOST),
        list(comparison.by_id),
        key=_KEY,
        max_selections=MOST,
        select_all=False,
        format_func=lambda each: _named(comparison.by_id[each]),
        on_change=_remember,
    )


def _remember() -> None:
    if st.session_state[_KEY]:
        st.query_params[PARAMETER] = [str(each) for each in st.session_state[_KEY]]
    else:
        st.query_params.pop(PARAMETER, None)


def _named(measure: ComparedMeasure) -> str:
    return f"{measure.title} · {measure.municipality}"


def _profiles(seat: Seat, part: Comparison) -> Markup:
    lines = f"grid-row: span {LINES_BESIDE_THE_BARS + len(part.catalogue.criteria)}"
    columns = (look.element("li", _profile(seat, part, measure), style=lines) for measure in part.measures)
    return look.element("ul", *columns, class_="mk-profiles")


def _profile(seat: Seat, part: Comparison, measure: ComparedMeasure) -> Markup:
    total = seat.say("result.total", points=findings.points(measure.judgement.total.value))
    link = compared_link(seat, PageName.RESULT, measure)
    place = f"{measure.municipality} · {seat.say(findings.phase_name(measure.phase))}"
    return look.joined(
        [
            look.heading(link, level=3, small=True),
            look.muted(place, small=True),
            look.element("p", class_badge(seat, findings.class_of(part.catalogue, measure.judgement))),
            *(_bar(seat, part, measure, criterion) for criterion in part.catalogue.criteria),
            look.element("p", look.element("strong", total)),
        ]
    )


def _bar(seat: Seat, part: Comparison, measure: ComparedMeasure, criterion: Criterion) -> Markup:
    score = measure.judgement.criterion(criterion.id).score
    usual = findings.usual_points(part.catalogue, measure.judgement, criterion.id)
    notes = [findings.span(score), findings.usual_at(usual) if usual is not None else None]
    return look.element(
        "div",
        look.element("p", f"{seat.say(criterion.short_title)} · {seat.say(findings.points(score.value))}"),
        look.profile_bar(score.value, score.low, score.high, usual),
        look.muted(" · ".join(seat.say(note) for note in notes if note is not None), small=True),
        class_="mk-profile",
    )


def _questions(seat: Seat, part: Comparison) -> Markup:
    columns = [
        look.Column(seat.say("result.question")),
        *(look.Column(measure.title) for measure in part.measures),
    ]
    rows = [
        [seat.say(question.title), *(_level(seat, measure, question) for measure in part.measures)]
        for question in part.catalogue.questions.values()
    ]
    return look.table(columns, rows, caption=seat.say("compare.profiles_questions"), hide_caption=True)


def _level(seat: Seat, measure: ComparedMeasure, question: Question) -> Markup:
    result: QuestionResult = measure.judgement.question(question.id)
    if result.reached is None:
        return look.element(
            "span", seat.say(findings.answer_state_name(result.state)), class_="mk-muted mk-small"
        )
    return look.heat(result.value, seat.say("method.level", level=result.reached))
