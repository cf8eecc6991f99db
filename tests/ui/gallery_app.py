"""The gallery behind the real shell, on the real stylesheet: for looking and for the browser tests."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from toolkit.ui.shell import middlewares
from toolkit.ui.shell.document import STATIC_FOLDER
from toolkit.ui.shell.errors import report_error

app = st.App(
    Path(__file__).resolve().parent / "gallery.py",
    middleware=middlewares(default_language="de"),
    routes=[Mount("/app/static", StaticFiles(directory=STATIC_FOLDER))],
    on_script_error=report_error,
)
