"""The revisions of a measure, and the word-by-word difference of any two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from toolkit import findings
from toolkit.comparison import Comparison
from toolkit.differences import word_difference
from toolkit.model.attached import INDICATOR_FIELDS
from toolkit.model.fact_sheet import FACT_FIELDS, fact_text, is_filled
from toolkit.services.assessments import AnswerState
from toolkit.services.measures import OpenedMeasure
from toolkit.services.revisions import RevisionContent, RevisionEntry, read_revision, revisions_of
from toolkit.ui import components as look
from toolkit.ui.components.differences import DifferenceWords, deleted_text, inserted_text
from toolkit.ui.desk import Seat, chosen_measure, link_to_measure, problems_shown
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, measure_address, page
from toolkit.ui.parts.fact_words import fact_words

OLDER, NEWER = "older", "newer"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a revision says, with its name; comparing two revisions is comparing their lines."""

    name: str
    text: str


def link_to_revisions(seat: Seat, measure: OpenedMeasure) -> None:
    """Where there is more than one."""
    number = measure.revision_number
    if number > 1:
        st.page_link(
            page(PageName.MEASURES, seat.language),
            label=seat.say("revisions.link", n=number),
            query_params={
                **link_to_measure(measure.measure_id),
                OLDER: str(number - 1),
                NEWER: str(number),
            },
        )


def link_to_history(seat: Seat, measure: OpenedMeasure) -> None:
    st.page_link(
        page(PageName.HISTORY, seat.language),
        label=seat.say("history.link"),
        query_params=link_to_measure(measure.measure_id),
    )


def tell_reworked(seat: Seat, comparison: Comparison) -> None:
    """Which revision is compared, where somebody could expect another one."""
    reworked = sum(measure.is_reworked for measure in comparison.measures)
    if reworked:
        look.show(look.muted(seat.say("revisions.compared", n=reworked), small=True))


def show_revisions(seat: Seat) -> None:
    measure = chosen_measure(seat)
    with problems_shown(seat.language), reading() as session:
        entries = revisions_of(session, seat.actor, measure_id=measure.measure_id)
        contents = {
            entry.number: read_revision(
                session, seat.actor, measure_id=measure.measure_id, number=entry.number
            )
            for entry in entries
        }
    look.keep_address()
    st.page_link(
        page(PageName.MEASURES, seat.language),
        label=seat.say("revisions.back"),
        query_params=link_to_measure(measure.measure_id),
    )
    look.page_header(
        seat.say("revisions.title"),
        language=seat.language,
        kicker=[measure.title, seat.example_mark(measure.is_example), measure.municipality],
        browser_title=seat.say("revisions.browser_title", measure=measure.title),
    )
    texts = {number: _lines(seat, content) for number, content in contents.items()}
    _show_list(seat, measure, entries, contents, texts)
    if len(entries) < 2:
        look.show(look.muted(seat.say("revisions.only_one")))
        return
    older, newer = _chosen_pair(seat, entries)
    _show_facts(seat, older, newer, texts)
    _show_answers(seat, contents[older], contents[newer])


def _show_list(
    seat: Seat,
    measure: OpenedMeasure,
    entries: Sequence[RevisionEntry],
    contents: Mapping[int, RevisionContent],
    texts: Mapping[int, Sequence[Line]],
) -> None:
    columns = [look.Column(seat.say(f"revisions.{name}")) for name in ("number", "state", "date", "changed")]
    rows = [
        [
            _link_to_result(seat, measure, entry),
            seat.say("workflow.state.submitted" if entry.submitted_at else "revisions.working"),
            seat.cell((entry.submitted_at or entry.created_at).astimezone().date()),
            _what_changed(seat, entry.number, contents, texts),
        ]
        for entry in entries
    ]
    look.show(look.table(columns, rows, caption=seat.say("revisions.title"), hide_caption=True))


def _link_to_result(seat: Seat, measure: OpenedMeasure, entry: RevisionEntry) -> Markup:
    address = f"{measure_address(PageName.RESULT, measure.measure_id)}&revision={entry.number}"
    name = seat.say("measures.revision", number=entry.number)
    return look.element("a", name, href=address, target="_self")


def _what_changed(
    seat: Seat, number: int, contents: Mapping[int, RevisionContent], texts: Mapping[int, Sequence[Line]]
) -> str:
    if number - 1 not in contents:
        return seat.say("revisions.first")
    facts = sum(one != other for one, other in zip(texts[number - 1], texts[number], strict=True))
    answers = len(_changed_answers(contents[number - 1], contents[number]))
    if not facts and not answers:
        return seat.say("revisions.nothing_changed")
    return seat.say("revisions.counted", facts=facts, answers=answers)


def _chosen_pair(seat: Seat, entries: Sequence[RevisionEntry]) -> tuple[int, int]:
    """Any two, the older one first; they stand in the address."""
    numbers = [entry.number for entry in entries]
    chosen = []
    columns = st.columns(2)
    for column, name, otherwise in zip(columns, (OLDER, NEWER), (numbers[1], numbers[0]), strict=True):
        key = f"revision-{name}"
        if key not in st.session_state:
            asked = st.query_params.get(name, "")
            st.session_state[key] = next((one for one in numbers if str(one) == asked), otherwise)

        def remember(key: str = key, name: str = name) -> None:
            st.query_params[name] = str(st.session_state[key])

        with column:
            chosen.append(
                st.selectbox(
                    seat.say(f"revisions.choose_{name}"),
                    numbers,
                    key=key,
                    format_func=lambda one: seat.say("measures.revision", number=one),
                    on_change=remember,
                )
            )
    return min(chosen), max(chosen)


def _show_facts(seat: Seat, older: int, newer: int, texts: Mapping[int, Sequence[Line]]) -> None:
    changed = [
        [before.name, *_side_by_side(seat, before.text, after.text)]
        for before, after in zip(texts[older], texts[newer], strict=True)
        if before != after
    ]
    _show_table(seat, "revisions.facts", "revisions.entry", (older, newer), changed)


def _show_answers(seat: Seat, older: RevisionContent, newer: RevisionContent) -> None:
    rows = []
    for key in _changed_answers(older, newer):
        then, now = older.assessment.answers.get(key), newer.assessment.answers[key]
        question = newer.assessment.catalogue.questions[key]
        levels = _side_by_side(seat, _level(seat, then), _level(seat, now))
        reasons = _side_by_side(seat, then.reason if then else "", now.reason)
        cells = [
            look.two_lines(level, reason) if (then and then.reason) or now.reason else level
            for level, reason in zip(levels, reasons, strict=True)
        ]
        rows.append([seat.say(question.title), *cells])
    numbers = older.measure.revision_number, newer.measure.revision_number
    _show_table(seat, "revisions.answers", "result.question", numbers, rows)


def _show_table(
    seat: Seat, title: str, first: str, numbers: tuple[int, int], rows: Sequence[Sequence[str]]
) -> None:
    look.show(look.heading(seat.say(title, n=len(rows))))
    if not rows:
        look.show(look.muted(seat.say("revisions.no_difference")))
        return
    columns = [
        look.Column(seat.say(first), width=24),
        *(look.Column(seat.say("measures.revision", number=number), width=38) for number in numbers),
    ]
    look.show(look.table(columns, rows, caption=seat.say(title, n=len(rows)), hide_caption=True))


def _side_by_side(seat: Seat, before: str, after: str) -> tuple[Markup, Markup]:
    pieces = word_difference(before, after)
    words = DifferenceWords(
        **{name: seat.say(f"revisions.{name}") for name in ("deleted", "inserted", "end")}
    )
    cells = deleted_text(pieces, words), inserted_text(pieces, words)
    first, second = (look.element("span", cell or "–", class_="mk-text") for cell in cells)
    return first, second


def _changed_answers(older: RevisionContent, newer: RevisionContent) -> list[str]:
    def said(content: RevisionContent, key: str) -> object:
        answer = content.assessment.answers.get(key)
        return (answer.given, answer.reason) if answer else None

    return [key for key in newer.assessment.answers if said(older, key) != said(newer, key)]


def _level(seat: Seat, answer: AnswerState | None) -> str:
    if answer is None:
        return ""
    if answer.given.level is not None:
        # One word: a sign that stood before the number alone would make it negative.
        return seat.say("assess.level", level=answer.given.level).replace(" ", "\u00a0")
    return seat.say(findings.answer_state_name(answer.given.kind))


def _lines(seat: Seat, content: RevisionContent) -> list[Line]:
    """The same lines in the same order for every revision."""
    facts = content.measure.facts
    sheet = [
        Line(seat.say(field.label), fact_words(seat, field, facts[field.name]))
        if is_filled(facts[field.name])
        else Line(seat.say(field.label), "")
        for field in FACT_FIELDS
    ]
    checks = [
        Line(
            seat.say(check.title),
            _listed(
                seat.say(f"checks.state.{check.state.value}"),
                check.checked_by,
                seat.cell(check.checked_on) if check.checked_on else "",
            ),
        )
        for check in content.checks
    ]
    return [
        *sheet,
        Line(
            seat.say("revisions.partners"),
            "\n".join(_listed(item.name, item.values["contribution"]) for item in content.partners),
        ),
        Line(seat.say("revisions.indicators"), "\n".join(_indicators(seat, content))),
        Line(
            seat.say("revisions.dependencies"),
            "\n".join(f"{seat.say(item.words)}: {item.title}" for item in content.dependencies),
        ),
        *checks,
        Line(seat.say("revisions.evidence"), "\n".join(_evidence(content))),
    ]


def _indicators(seat: Seat, content: RevisionContent) -> list[str]:
    return [
        _listed(
            *(
                f"{seat.say(field.label)} {fact_text(field, item.values[field.name], seat.language)}"
                for field in INDICATOR_FIELDS
                if is_filled(item.values[field.name])
            )
        )
        for item in content.indicators
    ]


def _evidence(content: RevisionContent) -> list[str]:
    return [
        f"{question}: {_listed(item.title, item.file_name, item.url, item.page, item.quote)}"
        for question, items in content.evidence.items()
        for item in items
    ]


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
