"""Foreign tables, read safely: bytes in, frozen sheets of cells out, or a sentence why not. Pure.

Nothing in a file is executed or followed: no formula, no macro, no link. What a file is, its content says.
"""

from toolkit.spreadsheet.cells import (
    Area,
    CellMistake,
    Limits,
    Sheet,
    SpreadsheetError,
    Value,
    Workbook,
    address,
)
from toolkit.spreadsheet.reading import read_spreadsheet

__all__ = [
    "Area",
    "CellMistake",
    "Limits",
    "Sheet",
    "SpreadsheetError",
    "Value",
    "Workbook",
    "address",
    "read_spreadsheet",
]
