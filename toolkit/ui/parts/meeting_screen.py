"""What a meeting's screen shows: on the projector, on every device that follows, and to guests."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from toolkit import minuting
from toolkit.model import MeasureState, MeetingState, RecusalManner
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.services.meetings import step_of
from toolkit.services.standing import MeasureStanding
from toolkit.ui import components as look
from toolkit.ui.desk import Reader
from toolkit.ui.house import reading
from toolkit.ui.live import redraw_when_moved
from toolkit.ui.verdicts import CLASS_MARKS
from toolkit.workflow import state_title

PRESENTATION = "screen"


def is_presentation() -> bool:
    """Large type and nothing around it, for the projector."""
    return st.query_params.get(PRESENTATION) == "1"


def follow_chair(record: MeetingRecord) -> None:
    """Once at the end of a page: whatever the chair does, the page is drawn anew."""

    def step_now() -> int | None:
        with reading() as session:
            return step_of(session, record.meeting_id)

    redraw_when_moved(record.step, step_now)


def show_screen(reader: Reader, record: MeetingRecord, item: AgendaEntry | None = None) -> None:
    """What the chair shows, or for who does not follow the chosen point."""
    shown = item or record.current
    with st.container(key="meeting-screen"):
        _show_head(reader, record, shown)
        if shown is not None:
            show_item(reader, record, shown)
        elif record.view == "block":
            show_block(reader, record)
        else:
            show_agenda(reader, record)


def _show_head(reader: Reader, record: MeetingRecord, item: AgendaEntry | None) -> None:
    where = reader.say("meeting.point_of", position=item.position, count=len(record.items)) if item else ""
    minutes = reader.say("meeting.minutes", n=item.minutes) if item else ""
    line = " · ".join(part for part in (where, reader.say(minuting.left_sentence(record)), minutes) if part)
    look.show(look.element("div", look.element("span", line), class_="mk-meeting-head"))
    if is_presentation():
        _show_clock()


@st.fragment(run_every=15.0)
def _show_clock() -> None:
    look.show(look.element("div", f"{datetime.now().astimezone():%H:%M}", class_="mk-clock"))


def show_agenda(reader: Reader, record: MeetingRecord) -> None:
    """With the minutes that are meant for each point; once the meeting is closed, with what came of it."""
    is_closed = record.state is MeetingState.CLOSED
    columns = [
        look.Column(reader.say("meeting.column.position"), align="end", width=8),
        look.Column(reader.say("meeting.column.item"), width=42 if is_closed else 52),
        *([] if is_closed else [look.Column(reader.say("meeting.column.minutes"), align="end", width=12)]),
        look.Column(reader.say("meeting.column.standing"), width=50 if is_closed else 28),
    ]
    rows = [
        [
            str(item.position),
            _title(reader, item),
            *([] if is_closed else [str(item.minutes)]),
            _outcome_told(reader, item) if is_closed else _agenda_note(reader, item),
        ]
        for item in record.items
    ]
    look.show(look.finding(reader.say(minuting.agenda_title(record))))
    look.show(
        look.table(columns, rows, caption=reader.say("meeting.agenda"), hide_caption=True, heading_column=1)
    )


def show_block(reader: Reader, record: MeetingRecord) -> None:
    if not record.block:
        look.show(
            look.finding(reader.say("meeting.view.block")), look.muted(reader.say("meeting.empty_block"))
        )
        return
    look.show(look.finding(reader.say("meeting.block_title", n=len(record.block))))
    look.show(look.muted(reader.say("meeting.block_rule")))
    lines = [look.element("li", _title(reader, item)) for item in record.block]
    look.show(look.element("ul", *lines))


def _title(reader: Reader, item: AgendaEntry) -> Markup:
    mark = look.badge("info", "", reader.say("example.mark")) if item.is_example else None
    return look.two_lines(item.title, look.element("span", item.municipality, *((" ", mark) if mark else ())))


def _agenda_note(reader: Reader, item: AgendaEntry) -> str:
    if item.decision is not None:
        return reader.say(minuting.outcome_name(item.decision))
    if item.closed_at is not None:
        return reader.say("meeting.done")
    if item.in_block:
        return reader.say("meeting.in_block")
    # What comes back from an earlier meeting is in another state by now.
    is_back = item.state not in (None, MeasureState.REVIEWED)
    return reader.say(state_title(item.state)) if item.state and is_back else "–"


def _outcome_told(reader: Reader, item: AgendaEntry) -> str | Markup:
    """The outcome with its reason, and why it went against the order."""
    decision = item.decision
    if decision is None:
        return _agenda_note(reader, item)
    against = (
        f"{reader.say('meeting.field.against')}: {decision.against_reason}" if decision.against_reason else ""
    )
    outcome = reader.say(minuting.outcome_name(decision))
    return look.two_lines(outcome, " · ".join(part for part in (decision.reason, against) if part))


def show_item(reader: Reader, record: MeetingRecord, item: AgendaEntry) -> None:
    standing = record.standing(item)
    left, right = st.columns([0.6, 0.4], gap="large")
    with left:
        place = [
            part for part in (item.municipality, _phase(reader, standing), _revision(reader, item)) if part
        ]
        look.show(
            look.element("p", " · ".join(place), class_="mk-kicker") if place else None,
            look.element("h2", item.title, class_="mk-title"),
        )
        if standing is not None:
            _show_standing(reader, record, standing)
    with right:
        _show_costs(reader, item)
        _show_ballots(reader, item)
        show_decision(reader, record, item)
        _show_recusals(reader, item)


def _phase(reader: Reader, standing: MeasureStanding | None) -> str:
    return reader.say(f"phase.{standing.phase}") if standing else ""


def _revision(reader: Reader, item: AgendaEntry) -> str:
    return reader.say("meeting.revision", number=item.revision) if item.revision else ""


def _show_standing(reader: Reader, record: MeetingRecord, standing: MeasureStanding) -> None:
    firm = minuting.firmness_sentence(standing)
    measure_class = next(each for each in record.catalogue.classes if each.id == standing.class_id)
    tone, sign = CLASS_MARKS[measure_class.tone]
    look.show(
        look.element("p", reader.say(minuting.place_sentence(standing)), class_="mk-meeting-place"),
        look.muted(reader.say(firm)) if firm else None,
    )
    bars = [
        look.element(
            "div",
            look.element("span", reader.say(criterion.title)),
            look.profile_bar(int(points) if points else None, 0, 0),
            look.element("strong", points or "–"),
            class_="mk-meeting-bar",
        )
        for criterion in record.catalogue.criteria
        for points in [standing.criteria.get(criterion.id)]
    ]
    look.show(
        *bars,
        look.muted(reader.say(minuting.widest_sentence(record, standing))),
        look.element("p", look.badge(tone, sign, reader.say(measure_class.title))),
    )


def _show_costs(reader: Reader, item: AgendaEntry) -> None:
    said = minuting.costs(item)
    if said is not None:
        look.show(
            look.box(look.heading(reader.say("meeting.what_it_costs"), level=3, small=True), reader.say(said))
        )


def _show_ballots(reader: Reader, item: AgendaEntry) -> None:
    for ballot in item.ballots:
        look.show(
            look.heading(reader.say(minuting.ballot_name(ballot.kind)), level=3, small=True),
            look.element("p", reader.say(minuting.ballot_result(ballot)), class_="mk-meeting-counts"),
        )


def show_decision(reader: Reader, record: MeetingRecord, item: AgendaEntry) -> None:
    decision = item.decision
    if decision is None:
        return
    facts = [
        (reader.say("meeting.field.reason"), decision.reason),
        (reader.say("meeting.field.condition"), decision.condition),
        (reader.say("meeting.field.against"), decision.against_reason),
        (reader.say("meeting.field.responsible"), decision.responsible),
        (reader.say("meeting.field.due"), reader.cell(decision.due_on) if decision.due_on else ""),
    ]
    look.show(
        look.alert(
            "info",
            f"{reader.say(minuting.decision_name(record))}: {reader.say(minuting.outcome_name(decision))}",
            look.description_list([(term, value) for term, value in facts if value]),
        )
    )


def _show_recusals(reader: Reader, item: AgendaEntry) -> None:
    if not item.recusals:
        return
    gone = dict.fromkeys(RecusalManner, 0)
    for each in item.recusals:
        gone[each.manner] += 1
    for manner, count in gone.items():
        if count:
            look.show(look.muted(reader.say(f"meeting.recused.{manner.value}", n=count)))
