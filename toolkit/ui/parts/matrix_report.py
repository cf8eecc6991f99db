"""The report of a checked matrix on the page: what stands out, the totals, how firm the first place is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from toolkit.exchange.matrix_document import matrix_document
from toolkit.exchange.matrix_workbook import corrected_workbook
from toolkit.exchange.pdf import document_pdf
from toolkit.matrix_check import CheckedAlternative, Finding, MatrixReport
from toolkit.matrix_check.telling import (
    ahead_of_first,
    by_rank,
    equal_weights,
    other_reading_shown,
    printed_rank_shown,
    printed_total_shown,
    report_headline,
    share_shown,
    takers,
    total_shown,
    weight_range,
)
from toolkit.messages import with_its_decimals
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.parts.methods import link_to_methods

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_report(seat: Seat, report: MatrixReport, *, file_name: str) -> None:
    look.show(look.finding(seat.say(report_headline(report))))
    if report.problems:
        look.show(look.heading(seat.say("check_matrix.findings")), _findings(seat, report.problems))
    _offer_files(seat, report, file_name)
    look.show(look.heading(seat.say("check_matrix.totals")), _totals(seat, report), *_gaps(seat, report))
    look.show(
        look.heading(seat.say("check_matrix.firmness")),
        look.element("p", seat.say(report.firmness.sentence)),
        look.element("p", seat.say(equal_weights(report))),
        _intervals(seat, report),
        look.heading(seat.say("check_matrix.shares_caption", samples=report.firmness.samples), level=3),
        _first_places(seat, report),
        link_to_methods(seat),
    )


def _findings(seat: Seat, found: Sequence[Finding]) -> Markup:
    columns = [
        look.Column(seat.say("matrix.book_cell"), width=12),
        look.Column(seat.say("matrix.book_finding")),
    ]
    rows = [[finding.where or "–", seat.say(finding.message)] for finding in found]
    return look.table(columns, rows, caption=seat.say("check_matrix.findings_caption"), hide_caption=True)


def _offer_files(seat: Seat, report: MatrixReport, file_name: str) -> None:
    def pdf() -> bytes:
        now = datetime.now().astimezone()
        document = matrix_document(report, file_name=file_name, language=seat.language, at=now)
        return document_pdf(document, at=now)

    with st.container(horizontal=True, key="matrix-files"):
        st.download_button(
            seat.say("check_matrix.corrected"),
            data=lambda: corrected_workbook(report, seat.language),
            file_name=seat.say("check_matrix.corrected_name"),
            mime=EXCEL,
            key="matrix-corrected",
            on_click="ignore",
            type="primary",
        )
        st.download_button(
            seat.say("check_matrix.report"),
            data=pdf,
            file_name=seat.say("check_matrix.report_name"),
            mime="application/pdf",
            key="matrix-pdf",
            on_click="ignore",
        )


def _totals(seat: Seat, report: MatrixReport) -> Markup:
    columns = [
        look.Column(seat.say("matrix.book_rank"), align="end", strong=True, width=10),
        look.Column(seat.say("matrix.book_name")),
        look.Column(seat.say("matrix.book_total"), align="end", strong=True, width=16),
        look.Column(seat.say("matrix.book_printed_total"), align="end", width=18),
        look.Column(seat.say("matrix.book_printed_rank"), align="end", width=18),
    ]
    rows = [_total_row(seat, report, one) for one in by_rank(report)]
    caption = seat.say("check_matrix.totals_caption")
    return look.table(columns, rows, caption=caption, heading_column=1)


def _total_row(seat: Seat, report: MatrixReport, one: CheckedAlternative) -> list[str]:
    numbers = (
        None if one.rank is None else Decimal(one.rank),
        total_shown(report, one),
        printed_total_shown(report, one.read),
        printed_rank_shown(one.read),
    )
    rank, *others = (_number(seat, number) for number in numbers)
    return [rank, one.name, *others]


def _number(seat: Seat, number: Decimal | None) -> str:
    return "–" if number is None else with_its_decimals(number, seat.language)


def _gaps(seat: Seat, report: MatrixReport) -> list[Markup]:
    """Both readings of missing values, never one in silence."""
    others = ((one, other_reading_shown(report, one)) for one in report.alternatives)
    return [
        look.element(
            "p",
            seat.say("check_matrix.other_reading", name=one.name, total=_number(seat, other)),
        )
        for one, other in others
        if other is not None
    ]


def _intervals(seat: Seat, report: MatrixReport) -> Markup:
    columns = [
        look.Column(seat.say("matrix.book_criterion")),
        look.Column(seat.say("check_matrix.weight"), align="end", width=14),
        look.Column(seat.say("check_matrix.stays"), width=30),
        look.Column(seat.say("check_matrix.beyond"), width=32),
    ]
    rows = []
    for criterion, interval in zip(report.criteria, report.firmness.intervals, strict=True):
        beyond = takers(report, interval)
        weight = float(criterion.weight)
        rows.append(
            [
                criterion.name,
                seat.say("check_matrix.per_cent", share=round(100 * weight, 1)),
                look.joined(
                    [
                        look.gauge(100 * interval.low, 100 * interval.high, at=100 * weight),
                        seat.say(weight_range(interval)),
                    ]
                ),
                seat.say(beyond) if beyond else seat.say("check_matrix.nobody"),
            ]
        )
    return look.table(columns, rows, caption=seat.say("check_matrix.intervals_caption"))


def _first_places(seat: Seat, report: MatrixReport) -> Markup:
    shares = report.firmness.first_shares
    order = sorted(range(len(shares)), key=lambda position: -shares[position])
    columns = [
        look.Column(seat.say("matrix.book_name")),
        look.Column(seat.say("check_matrix.share"), align="end", width=20),
    ]
    rows = [[report.alternatives[each].name, seat.say(share_shown(shares[each]))] for each in order]
    ahead = ahead_of_first(report)
    if ahead is not None:
        first, exact = ahead
        columns.append(look.Column(seat.say("check_matrix.ahead", first=first), align="end", width=30))
        for row, each in zip(rows, order, strict=True):
            share = exact[each]
            row.append("–" if share is None else seat.say(share))
    caption = seat.say("check_matrix.shares_caption", samples=report.firmness.samples)
    return look.table(columns, rows, caption=caption, hide_caption=True)
