"""Everything around Streamlit's scripts: the ASGI middlewares, start-up, health and errors."""

from __future__ import annotations

from starlette.middleware import Middleware

from toolkit.messages import Language
from toolkit.ui.shell.headers import SecurityHeaders
from toolkit.ui.shell.language import PageLanguage
from toolkit.ui.shell.loopback import LoopbackOnly


def middlewares(*, default_language: Language) -> list[Middleware]:
    """The middlewares of the single desk, outermost first: a refusal carries the headers as well."""
    return [
        Middleware(SecurityHeaders),
        Middleware(LoopbackOnly),
        Middleware(PageLanguage, default=default_language),
    ]
