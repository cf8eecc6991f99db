"""The matrix that a municipality already has, checked: a workbook in, a frozen report out. Pure.

`check_matrix` recognises the table, calculates it anew, says what differs and how firm the first place is.
"""

from toolkit.matrix_check.finding import Finding, Kind, MatrixError
from toolkit.matrix_check.firmness import Firmness, Interval
from toolkit.matrix_check.matrix import Alternative, Criterion, Matrix, Points, Printed
from toolkit.matrix_check.report import (
    CheckedAlternative,
    Choices,
    MatrixReport,
    Question,
    Topic,
    check_matrix,
)
from toolkit.matrix_check.totals import Reading, Total, Totals

__all__ = [
    "Alternative",
    "CheckedAlternative",
    "Choices",
    "Criterion",
    "Finding",
    "Firmness",
    "Interval",
    "Kind",
    "Matrix",
    "MatrixError",
    "MatrixReport",
    "Points",
    "Printed",
    "Question",
    "Reading",
    "Topic",
    "Total",
    "Totals",
    "check_matrix",
]
