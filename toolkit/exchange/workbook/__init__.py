"""Excel workbooks: a comparison with charts, matrix, all answers and method; a meeting with its outcomes."""

from toolkit.exchange.workbook.making import Progress, comparison_workbook
from toolkit.exchange.workbook.meeting import meeting_workbook

__all__ = ["Progress", "comparison_workbook", "meeting_workbook"]
