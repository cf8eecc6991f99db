"""The answer sheet (*Antwortbogen*): a workbook that is filled in without the app and read in again."""

from toolkit.exchange.answer_sheet.content import (
    SheetContent,
    empty_sheet,
    sheet_of_measure,
    sheet_of_questions,
)
from toolkit.exchange.answer_sheet.differences import DifferenceWords, difference_words
from toolkit.exchange.answer_sheet.reading import AnswerSheetError
from toolkit.exchange.answer_sheet.understanding import read_answer_sheet
from toolkit.exchange.answer_sheet.writing import write_answer_sheet

__all__ = [
    "AnswerSheetError",
    "DifferenceWords",
    "SheetContent",
    "difference_words",
    "empty_sheet",
    "read_answer_sheet",
    "sheet_of_measure",
    "sheet_of_questions",
    "write_answer_sheet",
]
