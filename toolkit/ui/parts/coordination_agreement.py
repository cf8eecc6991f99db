"""Koordination, agreement: where reviews of a measure lie far apart, and *Maßstab der Begutachtung*."""

from __future__ import annotations

from toolkit.judging import Agreement, Severities, agreement_of, rounded
from toolkit.model import ProgrammeKind
from toolkit.reviewing import programme_headline, severity_words
from toolkit.services.coordination import Board, CoordinatedMeasure, severities_of
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.parts.coordination_words import counted, measure_cell
from toolkit.ui.parts.pager import shown_rows


def show_agreement(seat: Seat, board: Board) -> None:
    compared = [(one, _agreement(one)) for one in board.measures if len(one.written) > 1]
    look.show(look.finding(seat.say(programme_headline([found for _, found in compared]))))
    if compared:
        look.show(look.muted(seat.say("coordination.agreement_help")))
        _show_measures(seat, board, sorted(compared, key=lambda pair: -len(pair[1].far_apart)))
    _show_severity(seat, board)


def _agreement(measure: CoordinatedMeasure) -> Agreement:
    return agreement_of(measure.catalogue, list(measure.written.values()))


def _show_measures(seat: Seat, board: Board, compared: list[tuple[CoordinatedMeasure, Agreement]]) -> None:
    columns = [
        look.Column(seat.say("table.measure"), width=36),
        look.Column(seat.say(f"coordination.reviews.{board.kind.value}")),
        look.Column(seat.say("coordination.far_apart")),
        look.Column(seat.say("coordination.alpha"), align="end"),
    ]
    shown = shown_rows(seat, len(compared), of="agreement").cut(compared)
    rows = [
        [
            measure_cell(seat, one),
            counted(seat, one),
            _far_apart(seat, one, found),
            "–" if found.alpha is None else seat.cell(rounded(found.alpha, 2)),
        ]
        for one, found in shown
    ]
    caption = seat.say("coordination.part.agreement")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))


def _far_apart(seat: Seat, measure: CoordinatedMeasure, found: Agreement) -> look.Child:
    number = seat.say("coordination.of_questions", count=len(found.far_apart), all=len(found.compared))
    titles = [seat.say(measure.catalogue.questions[each.question].title) for each in found.far_apart]
    return look.two_lines(number, ", ".join(titles)) if titles else number


def _show_severity(seat: Seat, board: Board) -> None:
    """Without names, from the strictest on: a table by person would tell who. One's own value is marked."""
    found = severities_of(board)
    if found is None:
        return
    _, result = found
    look.show(look.heading(seat.say(f"coordination.severity.{board.kind.value}")))
    if not result.connected:
        look.show(look.element("p", seat.say("coordination.severity_unknown")))
        return
    own = look.element("strong", f" – {seat.say('coordination.own_value')}")
    sentences = [
        look.element("li", seat.say(severity_words(each)), own if rater == seat.actor.person_id else None)
        for rater, each in sorted(result.by_rater.items(), key=lambda pair: pair[1].effect)
    ]
    look.show(
        look.muted(seat.say("coordination.severity_help")), look.element("ul", *sentences, class_="mk-list")
    )
    if board.kind is ProgrammeKind.SELECTION:
        _show_corrected(seat, board, result)


def _show_corrected(seat: Seat, board: Board, result: Severities) -> None:
    """Beside the raw totals, which alone count."""
    columns = [
        look.Column(seat.say("table.measure"), width=50),
        look.Column(seat.say("coordination.raw"), align="end", strong=True),
        look.Column(seat.say("coordination.corrected"), align="end"),
    ]
    listed = [one for one in board.measures if one.measure_id in result.corrected and one.judgement]
    rows = [
        [
            measure_cell(seat, one),
            _points(seat, one.judgement.total.value if one.judgement else None),
            _points(seat, result.corrected[one.measure_id].value),
        ]
        for one in listed
    ]
    caption = seat.say("coordination.raw_and_corrected")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))


def _points(seat: Seat, value: object) -> str:
    return "–" if value is None else seat.cell(rounded(value))  # type: ignore[arg-type]
