"""With logins the app answers under its public address only.

A forged Host header could otherwise put a foreign address into what the app sends, and a foreign page could
talk to it under a name of its own. What a proxy says in `Forwarded` and `X-Forwarded-…` is never read:
anybody can write it. Nor is the client's address, which nothing here depends on.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.ui.shell.loopback import POLICY_VIOLATION, Note, refusal, untold

# Whoever supervises the service asks under any name, and learns nothing else.
HEALTH = ("/healthz", "/_stcore/health")
_USUAL_PORTS = {"http": 80, "https": 443}


class PublicAddressOnly:
    """Refuses what was not asked of the public address: 403 for pages, no handshake for websockets. Where
    that address is encrypted, cookies travel encrypted only."""

    def __init__(self, app: ASGIApp, public_url: str, note: Note = untold) -> None:
        self.app = app
        self.public_url = public_url
        self.note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif is_meant_for(self.public_url, scope):
            await self.app(scope, receive, self._with_safe_cookies(send))
            return
        await run_in_threadpool(self.note, "shell.only_at_public_address")
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await refusal("shell.only_at_public_address", address=self.public_url)(scope, receive, send)

    def _with_safe_cookies(self, send: Send) -> Send:
        if not self.public_url.startswith("https://"):
            return send

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                _secure_cookies(message)
            await send(message)

        return send_safely


def is_meant_for(public_url: str, scope: Scope) -> bool:
    if scope["type"] == "http" and scope["path"] in HEALTH:
        return True
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    scheme = urlsplit(public_url).scheme
    return (
        len(hosts) == 1
        and _place(f"{scheme}://{hosts[0]}") == _place(public_url)
        and (scope["type"] != "websocket" or all(_place(origin) == _place(public_url) for origin in origins))
    )


def _place(url: str) -> tuple[str, str, int] | None:
    """Scheme, name and port; None for what is no plain address."""
    try:
        parts = urlsplit(url)
        port = parts.port or _USUAL_PORTS[parts.scheme]
    except (ValueError, KeyError):
        return None
    is_plain = parts.hostname and url == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    return (parts.scheme, parts.hostname or "", port) if is_plain else None


def _secure_cookies(start: Message) -> None:
    headers = MutableHeaders(scope=start)
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        is_secure = "; secure" in cookie.lower()
        headers.append("set-cookie", cookie if is_secure else f"{cookie}; Secure")
