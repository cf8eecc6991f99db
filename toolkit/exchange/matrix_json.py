"""The report of a checked matrix as data, for `python -m toolkit check-matrix --json`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from toolkit.matrix_check import CheckedAlternative, Finding, MatrixReport
from toolkit.messages import Language, translate

_DIGITS = 12


def matrix_report_data(report: MatrixReport, language: Language) -> dict[str, Any]:
    """Shape and meaning are documented in `docs/check-matrix.md`."""
    names = [one.name for one in report.alternatives]
    return {
        "alternatives": [_alternative(one, language) for one in report.alternatives],
        "criteria": [
            {
                "name": criterion.name,
                "weight": _plain(criterion.weight),
                "winner_interval": [interval.low, interval.high],
            }
            for criterion, interval in zip(report.criteria, report.firmness.intervals, strict=True)
        ],
        "winner": list(report.winners),
        "pairwise_winning": _pairs(names, report),
        "findings": [_finding(one, language) for one in report.findings if one.alternative is None],
    }


def _alternative(one: CheckedAlternative, language: Language) -> dict[str, Any]:
    printed_total, printed_rank = one.read.printed_total, one.read.printed_rank
    return {
        "name": one.name,
        "total": _plain(one.total.value),
        "rank": one.rank,
        "printed_total": _plain(printed_total.value if printed_total else None),
        "printed_rank": _plain(printed_rank.value if printed_rank else None),
        "findings": [_finding(finding, language) for finding in one.findings],
    }


def _finding(finding: Finding, language: Language) -> dict[str, str]:
    return {
        "kind": finding.kind.value,
        "text": translate(finding.message, language),
        "where": finding.where,
    }


def _pairs(names: list[str], report: MatrixReport) -> dict[str, dict[str, float]]:
    table = report.firmness.pairwise
    if table is None:
        return {}
    return {
        name: {other: float(share) for other, share in zip(names, row, strict=True) if other != name}
        for name, row in zip(names, table, strict=True)
    }


def _plain(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), _DIGITS)
