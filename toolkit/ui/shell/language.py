"""The language of a page: what the address asks for, else what was chosen before, else the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.messages import DEFAULT_LANGUAGE, Language
from toolkit.settings import settings
from toolkit.ui.shell.document import translated_document

LANGUAGE_PARAMETER = "lang"
LANGUAGE_COOKIE = "toolkit_language"
ONE_YEAR = 365 * 24 * 60 * 60
# Paths that never answer a page: they keep compression, caching and ranges.
OTHER_THAN_PAGES = (
    "/static/", "/app/static/", "/_stcore/", "/media/", "/component/", "/healthz", "/nachweis/",
)  # fmt: skip
# A compressed, partial or "not modified" answer could not be put into the reader's language.
HINDERING_REQUEST_HEADERS = (
    b"accept-encoding",
    b"if-none-match",
    b"if-modified-since",
    b"if-range",
    b"range",
)


def known_language(name: str | None) -> Language | None:
    return next((language for language in get_args(Language) if language == name), None)


def chosen_language(
    query: Mapping[str, str], cookies: Mapping[str, str], default: Language = DEFAULT_LANGUAGE
) -> Language:
    """The one rule for the document and for the script, so that both speak the same language."""
    asked = known_language(query.get(LANGUAGE_PARAMETER))
    return asked or known_language(cookies.get(LANGUAGE_COOKIE)) or default


def page_language() -> Language:
    """The language of the page that is being drawn (call it in a Streamlit script)."""
    return chosen_language(st.query_params.to_dict(), st.context.cookies, settings().language)


class PageLanguage:
    """Puts Streamlit's document into the reader's language and remembers the choice in a cookie."""

    def __init__(self, app: ASGIApp, default: Language = DEFAULT_LANGUAGE) -> None:
        self.app = app
        self.default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(OTHER_THAN_PAGES):
            await self.app(scope, receive, send)
            return
        answer = _TranslatedAnswer(send, scope=scope, default=self.default)
        await self.app(_asking_for_the_whole_page(scope), receive, answer.send)


def _asking_for_the_whole_page(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name not in HINDERING_REQUEST_HEADERS]
    return {**scope, "headers": headers}


class _TranslatedAnswer:
    """Holds a page back until it is complete; lets everything else pass as it comes."""

    def __init__(self, send: Send, *, scope: Scope, default: Language) -> None:
        self._send = send
        self._scope = scope
        self._default = default
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        if self._scope["path"].count("/") > 1:
            await self._send_to_a_flat_address()
        else:
            await self._send_page(start)

    async def _send_to_a_flat_address(self) -> None:
        """Below a folder Streamlit's document does not find its scripts, and the page would stay empty:
        the address without folders gets as far as saying that there is no such page."""
        folders = self._scope["path"].strip("/").split("/")
        query = self._scope["query_string"].decode("latin-1")
        address = "../" * (len(folders) - 1) + "-".join(folders) + (f"?{query}" if query else "")
        await RedirectResponse(address)(self._scope, _nothing_to_receive, self._send)

    async def _send_page(self, start: Message) -> None:
        query = QueryParams(self._scope["query_string"])
        cookies = cookie_parser(Headers(scope=self._scope).get("cookie", ""))
        language = chosen_language(query, cookies, self._default)
        body = translated_document(self._body.decode("utf-8"), language).encode("utf-8")
        headers = MutableHeaders(scope=start)
        for validator in ("etag", "last-modified", "accept-ranges", "content-length"):
            del headers[validator]
        headers["Cache-Control"] = "no-cache"
        headers["Content-Language"] = language
        headers.add_vary_header("Cookie")
        if self._body:  # the answer to HEAD has none, and its length is not known
            headers["Content-Length"] = str(len(body))
        if language == query.get(LANGUAGE_PARAMETER):
            headers.append("Set-Cookie", _language_cookie(language))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


async def _nothing_to_receive() -> Message:
    return {"type": "http.request"}


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _language_cookie(language: Language) -> str:
    return f"{LANGUAGE_COOKIE}={language}; HttpOnly; Max-Age={ONE_YEAR}; Path=/; SameSite=Lax"
