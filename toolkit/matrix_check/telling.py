"""What a report says beyond its findings, as messages: page, PDF and command line tell the same."""

from __future__ import annotations

from decimal import Decimal

from toolkit.matrix_check.firmness import Interval
from toolkit.matrix_check.matrix import Alternative, Printed
from toolkit.matrix_check.numbers import rounded
from toolkit.matrix_check.report import CheckedAlternative, MatrixReport
from toolkit.matrix_check.totals import shown
from toolkit.messages import Message


def report_headline(report: MatrixReport) -> Message:
    """Who is first, and how much there is to look at."""
    if not report.problems:
        return Message.of("check_matrix.all_well", names=report.winners)
    return Message.of("check_matrix.headline", names=report.winners, n=len(report.problems))


def reading_summary(report: MatrixReport) -> Message:
    """How the file was understood, in one sentence."""
    matrix = report.matrix
    place = "columns" if matrix.alternatives_in_columns else "rows"
    return Message.of(
        "check_matrix.read",
        alternatives=Message.of(f"check_matrix.in_{place}", n=len(matrix.alternatives)),
        criteria=Message.of("check_matrix.criteria", n=len(matrix.criteria)),
        weights=_weights(report),
    )


def by_rank(report: MatrixReport) -> tuple[CheckedAlternative, ...]:
    """The best first, ties as in the file; what has no total comes last."""
    return tuple(sorted(report.alternatives, key=lambda one: (one.rank is None, one.rank)))


def total_shown(report: MatrixReport, one: CheckedAlternative) -> Decimal | None:
    """With as many decimals as the file's own totals have, and at least two."""
    return None if one.total.value is None else shown(one.total.value, report.totals.decimals)


def other_reading_shown(report: MatrixReport, one: CheckedAlternative) -> Decimal | None:
    """The total in the reading of missing values that was not taken, where that makes a difference."""
    if not one.total.has_gaps or one.total.adjusted is None or one.total.adjusted == one.total.as_zero:
        return None
    other = one.total.adjusted if one.total.value == one.total.as_zero else one.total.as_zero
    return shown(other, report.totals.decimals)


def printed_total_shown(report: MatrixReport, one: Alternative) -> Decimal | None:
    """With the decimals of the file's other totals: where one is 2.6, the others may be 2.95."""
    return _as_printed(one.printed_total, report.totals.decimals)


def printed_rank_shown(one: Alternative) -> Decimal | None:
    return _as_printed(one.printed_rank, 0)


def weight_range(interval: Interval) -> Message:
    """From where to where the weight may move before another is first."""
    return Message.of("check_matrix.range", low=_per_cent(interval.low), high=_per_cent(interval.high))


def takers(report: MatrixReport, interval: Interval) -> Message | None:
    """Who is first beyond the range, below and above; None where nobody takes over."""
    names = {
        side: tuple(report.alternatives[one].name for one in positions)
        for side, positions in (("below", interval.below), ("above", interval.above))
        if positions
    }
    if not names:
        return None
    if len(names) == 2:
        return Message("check_matrix.takers_both", names)
    return Message(f"check_matrix.takers_{next(iter(names))}", {"names": next(iter(names.values()))})


def equal_weights(report: MatrixReport) -> Message:
    """Who is first if all criteria count the same."""
    names = tuple(report.alternatives[position].name for position in report.firmness.equal)
    return Message.of("check_matrix.equal_weights", names=names)


def ahead_of_first(report: MatrixReport) -> tuple[str, tuple[Message | None, ...]] | None:
    """In how many of all weightings each alternative is ahead of the first: its name, and the exact shares.
    None where several are first, or where there are too many alternatives to compare every pair."""
    pairs, winners = report.firmness.pairwise, report.totals.winners
    if pairs is None or len(winners) != 1:
        return None
    (first,) = winners
    shares = (share_shown(float(share)) for share in pairs[:, first])
    return report.alternatives[first].name, tuple(
        None if position == first else share for position, share in enumerate(shares)
    )


def share_shown(share: float) -> Message:
    """Whole per cent: sampling is good for no more."""
    if 0 < share < 0.005:
        return Message.of("check_matrix.under_one")
    if 0.995 <= share < 1:
        return Message.of("check_matrix.over_99")
    return Message.of("check_matrix.per_cent", share=int(100 * share + 0.5))


def _weights(report: MatrixReport) -> Message:
    matrix = report.matrix
    if not matrix.has_weights:
        return Message.of("check_matrix.weights_none")
    return Message.of(
        f"check_matrix.weights_{matrix.weight_unit.value}", total=_sum_shown(float(matrix.sum_of_weights))
    )


def _as_printed(printed: Printed | None, decimals: int) -> Decimal | None:
    return None if printed is None else rounded(printed.value, max(printed.decimals, decimals))


def _sum_shown(total: float) -> Decimal:
    return Decimal(str(round(total, 2))).normalize() + 0


def _per_cent(share: float) -> Decimal:
    return Decimal(str(round(100 * share, 1))).normalize() + 0
