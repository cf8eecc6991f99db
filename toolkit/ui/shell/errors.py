"""What a person sees when a script fails: a sentence and a number, never a traceback."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from toolkit.messages import Message, translate
from toolkit.ui.shell.language import page_language

logger = logging.getLogger("toolkit")


def report_error(error: Exception) -> bool:
    """Streamlit's `on_script_error`: logs under a number, shows the number. True: no display of its own."""
    number = secrets.token_hex(4)
    logger.error("error %s on screen", number, exc_info=error)
    st.error(translate(Message.of("shell.unexpected_error", number=number), page_language()))
    return True
