"""Everything around Streamlit's scripts: the ASGI middlewares, start-up, health and errors."""

from __future__ import annotations

from starlette.middleware import Middleware

from toolkit.messages import Language
from toolkit.ui.shell.browser import BrowserCookie
from toolkit.ui.shell.headers import SecurityHeaders
from toolkit.ui.shell.language import PageLanguage
from toolkit.ui.shell.loopback import LoopbackOnly, Note, untold
from toolkit.ui.shell.public_address import PublicAddressOnly


def middlewares(
    *, default_language: Language, public_url: str | None = None, note: Note = untold
) -> list[Middleware]:
    """Outermost first: a refusal carries the headers as well. Without logins, for which a public address is
    needed, only this computer is answered. `note` is told of each refused request."""
    guard = (
        Middleware(PublicAddressOnly, public_url=public_url, note=note)
        if public_url
        else Middleware(LoopbackOnly, note=note)
    )
    language = Middleware(PageLanguage, default=default_language)
    return [Middleware(SecurityHeaders), guard, Middleware(BrowserCookie), language]
