"""Impressum: who runs this app, in the operator's words."""

from __future__ import annotations

from toolkit.services.operator_texts import OperatorPage
from toolkit.ui.desk import Reader
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.operator_page import show_operator_page
from toolkit.ui.shell.language import page_language

show_operator_page(Reader(page_language()), PageName.IMPRINT, OperatorPage.IMPRINT)
