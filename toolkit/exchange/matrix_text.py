"""The report of a checked matrix as text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.matrix_check import Finding, MatrixReport
from toolkit.messages import Language, Message, translate


def matrix_report_text(report: MatrixReport, language: Language) -> str:
    """What was read, what to look at with its cells, how the file was understood, and how firm it is."""
    return "\n".join(_lines(report, language))


def _lines(report: MatrixReport, language: Language) -> Iterator[str]:
    matrix = report.matrix
    values = {"alternatives": len(matrix.alternatives), "criteria": len(matrix.criteria)}
    yield translate(Message("matrix.checked", values), language)
    if report.winners:
        yield translate(Message.of("matrix.first", names=report.winners), language)
    yield ""
    if not report.problems:
        yield translate(Message.of("matrix.nothing_found"), language)
    yield from (_line(finding, language) for finding in report.problems)
    yield ""
    yield from (_line(finding, language) for finding in report.notes)
    if not report.firmness.is_fragile:
        yield translate(report.firmness.sentence, language)


def _line(finding: Finding, language: Language) -> str:
    text = translate(finding.message, language)
    return f"{finding.where}: {text}" if finding.where else text
