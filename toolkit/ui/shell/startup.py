"""What happens before the first visitor: refusals with a sentence, imports, a frozen heap."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any, NoReturn

import streamlit as st

import toolkit
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.settings import PROJECT_FOLDER, Settings, SettingsError, settings
from toolkit.ui.shell.loopback import is_loopback_address

# Streamlit imports these on first use only, in front of the first visitor.
LIBRARIES = ("numpy", "pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "xlsxwriter")
# Scripts that act when imported: the command line, pages, and Alembic's environment.
SCRIPTS = ("toolkit.__main__", "toolkit.ui.main", "toolkit.ui.screens", "toolkit.storage.migrations")


def settings_or_stop() -> Settings:
    """The settings; a wrong one ends the start with its sentence."""
    try:
        return settings()
    except SettingsError as error:
        stop(error.message)


def refuse_a_foreign_configuration() -> None:
    """Ends the start where Streamlit runs without our configuration, and so with telemetry."""
    if st.get_option("browser.gatherUsageStats"):
        stop(Message.of("shell.start_in_the_project_folder", folder=str(PROJECT_FOLDER)))


def refuse_an_open_address() -> None:
    """Ends the start where Streamlit would listen to more than this computer, though nobody logs in. Under
    uvicorn the address is not Streamlit's: there `LoopbackOnly` refuses each foreign request."""
    address = st.get_option("server.address")
    if not (address and is_loopback_address(address)):
        stop(Message.of("shell.open_address", address=address or Message.of("shell.every_address")))


def secrets_of_logins(settings: Settings) -> dict[str, Any] | None:
    """What `st.login` needs, in the form in which it expects it; None for the single desk."""
    if not settings.has_accounts:
        return None
    return {
        "auth": {
            "redirect_uri": f"{settings.public_url}/oauth2callback",
            "cookie_secret": settings.oidc_cookie_secret,
            "client_id": settings.oidc_client_id,
            "client_secret": settings.oidc_client_secret,
            "server_metadata_url": settings.oidc_metadata_url,
        }
    }


def stop(message: Message) -> NoReturn:
    """Ends the process with the sentence in every language: nobody has chosen one yet."""
    sys.exit("\n".join(translate(message, language) for language in LANGUAGES))


def start_up(
    prepare: Callable[[], None], beside: Callable[[], AbstractContextManager[None]] = nullcontext
) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """The lifespan: prepares, imports everything, then freezes it. Streamlit collects garbage after every
    script run, and would search hundreds of thousands of objects that never go away.

    `beside` is what runs beside the pages until the app ends.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        for name in (*LIBRARIES, *own_modules()):
            importlib.import_module(name)
        prepare()
        gc.collect()
        gc.freeze()
        with beside():
            yield

    return lifespan


def own_modules() -> Iterator[str]:
    """Every module of the toolkit except the scripts."""
    return _modules_below(toolkit.__path__, "toolkit.")


def _modules_below(paths: Iterable[str], prefix: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(paths, prefix):
        if module.name in SCRIPTS:
            continue
        yield module.name
        if module.ispkg:
            yield from _modules_below(importlib.import_module(module.name).__path__, f"{module.name}.")
