"""The comparison as an Excel workbook: overview with charts, matrix, all answers, and how it was reckoned."""

from toolkit.exchange.workbook.making import Progress, comparison_workbook

__all__ = ["Progress", "comparison_workbook"]
