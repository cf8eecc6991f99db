"""The ASGI composition root: `streamlit run app.py` or `uvicorn app:app`, both in this folder."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from toolkit.ui.files import fetch_file
from toolkit.ui.house import database_answers, note_refused_request, open_at_start
from toolkit.ui.mail import mail_beside
from toolkit.ui.shell import middlewares
from toolkit.ui.shell.callbacks import finish_callbacks
from toolkit.ui.shell.deliveries import deliver_before_asking
from toolkit.ui.shell.errors import report_error
from toolkit.ui.shell.routes import evidence_route, health_route, icon_route
from toolkit.ui.shell.startup import (
    refuse_a_foreign_configuration,
    refuse_an_open_address,
    secrets_of_logins,
    settings_or_stop,
    start_up,
)
from toolkit.ui.shell.turns import take_turns

settings = settings_or_stop()
finish_callbacks()
deliver_before_asking()
take_turns()
refuse_a_foreign_configuration()
if not settings.has_accounts:
    refuse_an_open_address()

app = st.App(
    Path(__file__).resolve().parent / "toolkit" / "ui" / "main.py",
    lifespan=start_up(open_at_start, beside=mail_beside),
    routes=[health_route(database_answers), evidence_route(fetch_file), icon_route()],
    middleware=middlewares(
        default_language=settings.language,
        public_url=settings.public_url if settings.has_accounts else None,
        note=note_refused_request,
    ),
    secrets=secrets_of_logins(settings),
    on_script_error=report_error,
)
