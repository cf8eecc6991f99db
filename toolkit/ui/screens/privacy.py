"""Datenschutz: what is stored and why, in the operator's words."""

from __future__ import annotations

from toolkit.services.operator_texts import OperatorPage
from toolkit.ui.desk import take_seat
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.operator_page import show_operator_page

show_operator_page(take_seat(), PageName.PRIVACY, OperatorPage.PRIVACY)
