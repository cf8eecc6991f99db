"""What hangs on a fact sheet as rows: their fields, with the same words and parsers as the sheet's own."""

from __future__ import annotations

from toolkit.model.enums import CheckState
from toolkit.model.fact_sheet import FactField, FactKind

PARTNER_FIELDS = (
    FactField("name", None, FactKind.LINE, required=True, longest=200, words="partner_name"),
    FactField("contribution", None, FactKind.LINE, longest=1000, words="partner_contribution"),
)
INDICATOR_FIELDS = (
    FactField("name", None, FactKind.LINE, required=True, longest=200, words="indicator_name"),
    FactField("unit", None, FactKind.LINE, longest=60, words="indicator_unit"),
    FactField("baseline", None, FactKind.NUMBER, words="indicator_baseline"),
    FactField("target", None, FactKind.NUMBER, words="indicator_target"),
    FactField("last_value", None, FactKind.NUMBER, words="indicator_last_value"),
    FactField("measured_on", None, FactKind.DATE, words="indicator_measured_on"),
)
CHECK_FIELDS = (
    FactField("state", None, FactKind.CHOICE, required=True, choices=CheckState, words="check_state"),
    FactField("checked_by", None, FactKind.LINE, longest=200, words="check_by"),
    FactField("checked_on", None, FactKind.DATE, words="check_on"),
)
