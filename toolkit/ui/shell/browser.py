"""A name for each browser, in a cookie that no script reads: a link to a file works where it was made."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BROWSER_COOKIE = "toolkit_browser"
# Streamlit's own, signed: after another login it is another one.
_LOGIN_COOKIE = "_streamlit_user"


class BrowserCookie:
    """Gives a browser its name with the first page that it loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or BROWSER_COOKIE in cookie_parser(Headers(scope=scope).get("cookie", "")):
            await self.app(scope, receive, send)
            return

        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                cookie = f"{BROWSER_COOKIE}={secrets.token_urlsafe(24)}; HttpOnly; Path=/; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_name)


def browser_of(cookies: Mapping[str, str]) -> str:
    """The browser and its login; nothing for a browser that takes no cookies."""
    name = cookies.get(BROWSER_COOKIE, "")
    login = "".join(value for key, value in sorted(cookies.items()) if key.startswith(_LOGIN_COOKIE))
    return f"{name}\n{login}" if name else ""


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
