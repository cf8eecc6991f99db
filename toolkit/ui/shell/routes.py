"""The routes beside Streamlit's own."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from toolkit.ui.shell.document import STATIC_FOLDER


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


def icon_route() -> Route:
    """Our icon in the place of Streamlit's, which its scripts ask for on every page."""

    async def icon(_request: Request) -> FileResponse:
        return FileResponse(STATIC_FOLDER / "icon.png")

    return Route("/favicon.png", icon)
