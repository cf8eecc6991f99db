"""The routes beside Streamlit's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from toolkit.ui.shell.document import STATIC_FOLDER
from toolkit.ui.shell.headers import OF_A_FILE

_NOT_KEPT = {"Cache-Control": "no-store", "Content-Security-Policy": OF_A_FILE}


def health_route(check: Callable[[], bool]) -> Route:
    """`/healthz` for whoever supervises the service: 200 while `check` says that the database answers,
    503 otherwise.

    `check` may block: it runs in a thread. It must return False, not raise, when there is no answer.
    """

    async def healthz(_request: Request) -> JSONResponse:
        is_well = await run_in_threadpool(check)
        status, code = ("ok", 200) if is_well else ("unavailable", 503)
        return JSONResponse({"status": status}, status_code=code, headers={"Cache-Control": "no-store"})

    return Route("/healthz", healthz)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it goes to the browser, which saves it and never shows it."""

    content: bytes
    name: str
    media_type: str


FILES = "/nachweis"
Fetch = Callable[[str, Mapping[str, str]], SentFile | str]


def evidence_route(fetch: Fetch) -> Route:
    """`/nachweis/<token>`: the file of a token, which `fetch` uses up, or its sentence why not.

    `fetch` gets the token and the request's cookies; it may block: it runs in a thread. Asking for the head
    alone, as programs do that look at links beforehand, uses nothing up.
    """

    async def evidence(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(status_code=405, headers={"Allow": "GET", **_NOT_KEPT})
        found = await run_in_threadpool(fetch, request.path_params["token"], request.cookies)
        if isinstance(found, str):
            return PlainTextResponse(f"{found}\n", status_code=403, headers=_NOT_KEPT)
        name = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
        return Response(
            found.content, media_type=found.media_type, headers={"Content-Disposition": name, **_NOT_KEPT}
        )

    return Route(f"{FILES}/{{token}}", evidence)


def icon_route() -> Route:
    """Our icon in the place of Streamlit's, which its scripts ask for on every page."""

    async def icon(_request: Request) -> FileResponse:
        return FileResponse(STATIC_FOLDER / "icon.png")

    return Route("/favicon.png", icon)
