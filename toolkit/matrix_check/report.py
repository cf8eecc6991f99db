"""The whole check: a workbook in, one frozen report out, which page, JSON, PDF and workbook render."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from toolkit.matrix_check.finding import Finding, Kind, MatrixError
from toolkit.matrix_check.firmness import Firmness, firmness_findings, firmness_of
from toolkit.matrix_check.grid import Grid
from toolkit.matrix_check.layout import Layout, layout_of
from toolkit.matrix_check.matrix import Alternative, Criterion, Matrix, matrix_of
from toolkit.matrix_check.scale import Scale, with_total
from toolkit.matrix_check.totals import (
    Reading,
    Total,
    Totals,
    printed_winners,
    rank_findings,
    shown,
    total_findings,
    totals_of,
    winner_findings,
)
from toolkit.matrix_check.weighting import weighting_of
from toolkit.messages import Message
from toolkit.spreadsheet import Sheet, Workbook

MOST_ALTERNATIVES, MOST_CRITERIA = 500, 60
_MOST_ROWS = 1_500  # titles and notes included; a longer sheet is a list and is not even looked through


class Topic(StrEnum):
    """What the file leaves open."""

    SHEET = auto()
    ORIENTATION = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """What cannot be decided: the page asks it, the command line says what was taken. `options` are values
    for `Choices`, `taken` is the one this report stands on."""

    topic: Topic
    options: tuple[str, ...]
    taken: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers to the questions; None leaves one to the rules. `orientation` is "rows" or "columns", where
    the alternatives stand."""

    sheet: str | None = None
    orientation: str | None = None
    missing: Reading | None = None


@dataclass(frozen=True, slots=True)
class CheckedAlternative:
    """An alternative with what was calculated beside what is printed."""

    read: Alternative
    total: Total
    rank: int | None
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        return self.read.name


@dataclass(frozen=True, slots=True, eq=False)
class MatrixReport:
    """The result. Alternatives stand as in the file; positions in findings and winners refer to them."""

    matrix: Matrix
    totals: Totals
    firmness: Firmness
    alternatives: tuple[CheckedAlternative, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.matrix.criteria

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(self.matrix.alternatives[position].name for position in self.totals.winners)

    @property
    def printed_winners(self) -> tuple[str, ...]:
        positions = printed_winners(self.matrix, self.totals)
        return tuple(self.matrix.alternatives[position].name for position in positions)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Everything to look at, by its cell in the file's order."""
        return tuple(finding for finding in self.findings if not finding.is_note)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """How the file was read."""
        return tuple(finding for finding in self.findings if finding.is_note)


def check_matrix(workbook: Workbook, choices: Choices | None = None) -> MatrixReport:
    """Recognises the matrix, calculates it anew, and says what differs and how firm the first place is.

    Raises `MatrixError` with the sentence why a file cannot be understood.
    """
    choices = choices or Choices()
    if any(len(sheet.rows) > _MOST_ROWS for sheet in _sheets(workbook, choices)):
        raise _too_large()
    layouts = [(sheet, *_layout(sheet, choices)) for sheet in _sheets(workbook, choices)]
    known = [(sheet, layout, open_) for sheet, layout, open_ in layouts if layout is not None]
    if not known:
        raise MatrixError(_why_not([sheet for sheet, _, _ in layouts]))
    sheet, layout, undecided = max(known, key=lambda one: one[1].evidence)
    _check_size(layout)
    matrix = matrix_of(layout, weighting_of(layout))
    totals = totals_of(matrix, choices.missing)
    if not totals.winners:
        raise MatrixError(Message.of("matrix.no_totals"))
    matrix = _with_scale(matrix, with_total(matrix.scale, totals.scale.factor))
    firmness = firmness_of(matrix, totals)
    others = [other.name for other, _, _ in known if other is not sheet]
    findings = (
        *total_findings(matrix, totals),
        *rank_findings(matrix, totals),
        *winner_findings(matrix, totals),
        *_criterion_findings(matrix),
        *_scale_findings(matrix),
        *firmness_findings(matrix, totals, firmness),
        *matrix.findings,
        *_reading_notes(workbook, layout, others, undecided=undecided),
    )
    return MatrixReport(
        matrix,
        totals,
        firmness,
        tuple(_checked(matrix, totals, findings)),
        findings,
        tuple(_questions(layout, totals, sheet, others, undecided=undecided)),
    )


# --- which table --------------------------------------------------------------------------------------


def _sheets(workbook: Workbook, choices: Choices) -> Sequence[Sheet]:
    if choices.sheet is None:
        return workbook.visible
    named = [sheet for sheet in workbook.sheets if sheet.name == choices.sheet]
    if not named:
        names = tuple(sheet.name for sheet in workbook.visible if sheet.name)
        key = "matrix.unknown_sheet" if names else "matrix.no_sheets"
        raise MatrixError(Message(key, {"sheet": choices.sheet, "names": names}))
    return named


def _layout(sheet: Sheet, choices: Choices) -> tuple[Layout | None, bool]:
    """The better reading of a sheet, and whether the other one is as good."""
    grid = Grid.of(sheet)
    rows, columns = layout_of(grid), layout_of(grid.turn())
    if choices.orientation is not None:
        return (columns if choices.orientation == "columns" else rows), False
    found = [one for one in (rows, columns) if one is not None and _is_matrix(one)]
    if not found:
        return None, False
    best = max(found, key=lambda one: one.evidence)
    return best, len(found) == 2 and found[0].evidence == found[1].evidence


def _is_matrix(layout: Layout) -> bool:
    """A list of names with one number each is none, unless it says weights, totals or ranks."""
    return layout.evidence > 0 or (len(layout.lines) > 1 and len(layout.headings) > 1)


def _why_not(sheets: Sequence[Sheet]) -> Message:
    grids = [Grid.of(sheet) for sheet in sheets]
    if not any(grid.height for grid in grids):
        return Message.of("matrix.empty")
    if not any(list(grid.numbers(row)) for grid in grids for row in range(grid.height)):
        if any(sheet.mistakes for sheet in sheets):
            return Message.of("matrix.no_saved_values")
        return Message.of("matrix.no_numbers")
    return Message.of("matrix.not_recognised")


def _check_size(layout: Layout) -> None:
    if len(layout.lines) > MOST_ALTERNATIVES or len(layout.headings) > MOST_CRITERIA:
        raise _too_large()


def _too_large() -> MatrixError:
    values = {"alternatives": MOST_ALTERNATIVES, "criteria": MOST_CRITERIA}
    return MatrixError(Message("matrix.too_large", values))


# --- findings -----------------------------------------------------------------------------------------


def _with_scale(matrix: Matrix, scale: Scale) -> Matrix:
    if scale is matrix.scale:
        return matrix
    values = {"low": float(scale.low), "high": float(scale.high), "total": float(scale.total or 0)}
    note = Finding(Kind.SCALE, Message("matrix.scale_from_total", values))
    rest = tuple(finding for finding in matrix.findings if finding.kind is not Kind.SCALE)
    return replace(matrix, scale=scale, findings=(*rest, note))


def _criterion_findings(matrix: Matrix) -> Iterator[Finding]:
    for position, criterion in enumerate(matrix.criteria):
        values = {one.points[position].value for one in matrix.alternatives}
        if len(values) == 1 and None not in values and len(matrix.alternatives) > 1:
            message = Message.of("matrix.constant_criterion", criterion=criterion.name)
            yield Finding(Kind.CONSTANT_CRITERION, message, criterion.cell, criterion=position)


def _scale_findings(matrix: Matrix) -> Iterator[Finding]:
    for position, one in enumerate(matrix.alternatives):
        for column, points in enumerate(one.points):
            high = matrix.scale.high_of(column)
            if points.value is not None and not matrix.scale.low <= points.value <= high:
                message = Message.of(
                    "matrix.out_of_scale",
                    name=one.name,
                    value=shown(points.value, 2),
                    low=float(matrix.scale.low),
                    high=float(high),
                )
                yield Finding(Kind.OUT_OF_SCALE, message, points.cell, position, column)


def _reading_notes(
    workbook: Workbook, layout: Layout, others: Sequence[str], *, undecided: bool
) -> Iterator[Finding]:
    if undecided:
        key = "matrix.columns_assumed" if layout.grid.turned else "matrix.rows_assumed"
        yield Finding(Kind.ORIENTATION, Message(key), layout.grid.where(layout.header, layout.names))
    if layout.unnamed_weights:
        message = Message.of("matrix.unnamed_weights")
        yield Finding(Kind.UNCLEAR_WEIGHTS, message, layout.grid.where(layout.weight_rows[0], layout.names))
    if others:
        message = Message.of("matrix.other_sheets", sheet=layout.grid.sheet.name, names=tuple(others))
        yield Finding(Kind.OTHER_SHEETS, message)
    for line in layout.without_points:
        message = Message.of("matrix.without_points", name=line.name or "")
        yield Finding(Kind.WITHOUT_POINTS, message, layout.grid.where(line.row, layout.names))
    for notice in workbook.notices:
        yield Finding(Kind.FILE_NOTICE, notice)


def _questions(
    layout: Layout, totals: Totals, sheet: Sheet, others: Sequence[str], *, undecided: bool
) -> Iterator[Question]:
    if others:
        yield Question(Topic.SHEET, (sheet.name, *others), sheet.name)
    if undecided:
        yield Question(Topic.ORIENTATION, ("rows", "columns"), "columns" if layout.grid.turned else "rows")
    gaps = [total for total in totals.totals if total.has_gaps]
    if gaps:
        yield Question(Topic.MISSING, tuple(Reading), gaps[0].reading)


def _checked(matrix: Matrix, totals: Totals, findings: Sequence[Finding]) -> Iterator[CheckedAlternative]:
    rows = zip(matrix.alternatives, totals.totals, totals.ranks, strict=True)
    for position, (one, total, rank) in enumerate(rows):
        own = tuple(finding for finding in findings if finding.alternative == position)
        yield CheckedAlternative(one, total, rank, own)
