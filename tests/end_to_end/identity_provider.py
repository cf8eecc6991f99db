"""A small identity provider (OpenID Connect) of the tests' own: whoever writes an e-mail address is that one.

It runs as a process of its own on a free port of this machine, and shows one form. How a test uses it:

    def test_an_advisor_reviews(start_shared_app, log_in):
        with start_shared_app() as app:
            with furnished(app.data_folder) as house:
                town = house.municipality("Beispielstadt")
                house.person("planner@example.org", Grant(Role.PLANNING, municipality_id=town))
                house.person("advisor@example.org", Grant(Role.ADVICE, programme_id=1))
            planner = log_in(app, "planner@example.org")  # a page of its own in a browser profile of its own
            advisor = log_in(app, "advisor@example.org")

`start_shared_app` and `log_in` are fixtures of `conftest.py`; `TestHouse` in `tests/houses.py` has `person`,
`revoke`, `actor_of` and `desk_of`. In a page that shows the login, `login(page, "advisor@example.org")` does
the same by hand; `subject`, `verified` and `hours_ago` tell the provider to say something else than usual.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.end_to_end.pages import settle
from tests.end_to_end.server import PROJECT, free_port, stop

CLIENT_ID, CLIENT_SECRET = "toolkit", "secret of the tests"
START_LIMIT = 30.0
HOUR = 60 * 60
FORM = """<!doctype html><html lang="de"><title>Anmeldedienst</title><form method="post">{hidden}
<label>E-Mail-Adresse <input name="email"></label><label>Kennung <input name="subject"></label>
<label>Bestätigt <input name="verified" value="true"></label>
<label>Angemeldet vor Stunden <input name="hours_ago" value="0"></label>
<button>Weiter</button></form></html>"""


def login(
    page: Page, email: str, *, subject: str | None = None, verified: bool = True, hours_ago: int = 0
) -> None:
    """Logs in on a page that offers it. Each e-mail address has a subject of its own unless one is given."""
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Kennung").fill(subject or f"subject of {email}")
    page.get_by_label("Bestätigt").fill("true" if verified else "")
    page.get_by_label("Angemeldet vor Stunden").fill(str(hours_ago))
    page.get_by_role("button", name="Weiter").click()
    settle(page)


@contextmanager
def running_provider(folder: Path) -> Iterator[str]:
    """Starts the provider and gives its address, for `settings_for`."""
    address = f"http://127.0.0.1:{free_port()}"
    with (folder / "provider.log").open("ab") as log:
        command = [sys.executable, "-m", "tests.end_to_end.identity_provider", address]
        process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait_for(address, process)
        yield address
    finally:
        stop(process)


def settings_for(provider: str, public_url: str) -> dict[str, str]:
    """The settings of an app at this address that asks this provider."""
    return {
        "TOOLKIT_PUBLIC_URL": public_url,
        "TOOLKIT_OIDC_METADATA_URL": f"{provider}/.well-known/openid-configuration",
        "TOOLKIT_OIDC_CLIENT_ID": CLIENT_ID,
        "TOOLKIT_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "TOOLKIT_OIDC_COOKIE_SECRET": "a secret of the tests, long enough",
        "TOOLKIT_CONTACT": "Frau Beispiel, 0461 1234",
    }


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT
    pause = Event()
    while True:
        try:
            urllib.request.urlopen(f"{address}/jwks", timeout=2).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The identity provider did not come up.") from error
            pause.wait(0.1)
        else:
            return


class _Provider:
    """What is needed of OpenID Connect: the code flow with PKCE, and the end of a session."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._key = RSAKey.generate_key(2048, {"kid": "of-the-tests", "use": "sig"})
        self._codes: dict[str, dict[str, str]] = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.describe),
                Route("/authorize", self.ask, methods=["GET"]),
                Route("/authorize", self.send_back, methods=["POST"]),
                Route("/token", self.hand_out, methods=["POST"]),
                Route("/jwks", self.show_keys),
                Route("/end-session", self.end),
            ]
        )

    async def describe(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/jwks",
                "end_session_endpoint": f"{self.address}/end-session",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def ask(self, request: Request) -> Response:
        hidden = "".join(
            f'<input type="hidden" name="asked_{escape(name)}" value="{escape(value)}">'
            for name, value in request.query_params.items()
        )
        return HTMLResponse(FORM.format(hidden=hidden))

    async def send_back(self, request: Request) -> Response:
        entered = {name: str(value) for name, value in (await request.form()).items()}
        code = secrets.token_urlsafe(16)
        self._codes[code] = entered
        answer = urlencode({"code": code, "state": entered["asked_state"]})
        return RedirectResponse(f"{entered['asked_redirect_uri']}?{answer}", status_code=303)

    async def hand_out(self, request: Request) -> Response:
        sent = await request.form()
        entered = self._codes.pop(str(sent["code"]), None)
        challenge = hashlib.sha256(str(sent["code_verifier"]).encode()).digest()
        expected = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        if entered is None or entered["asked_code_challenge"] != expected:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        token = jwt.encode({"alg": "RS256", "kid": "of-the-tests"}, self._claims(entered), self._key)
        return JSONResponse({"access_token": "of-no-use", "token_type": "Bearer", "id_token": token})

    async def show_keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def end(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])

    def _claims(self, entered: dict[str, str]) -> dict[str, object]:
        now = int(time.time())
        return {
            "iss": self.address,
            "sub": entered["subject"],
            "aud": CLIENT_ID,
            "iat": now - int(entered["hours_ago"]) * HOUR,
            "exp": now + HOUR,
            "nonce": entered["asked_nonce"],
            "email": entered["email"],
            "email_verified": bool(entered["verified"]),
            "name": entered["email"].partition("@")[0].title(),
        }


if __name__ == "__main__":
    where = sys.argv[1]
    uvicorn.run(_Provider(where).app(), host="127.0.0.1", port=int(where.rpartition(":")[2]))
