"""What every answer of the real app carries, whatever kind of answer it is."""

from __future__ import annotations

import pytest

from tests.end_to_end.server import RunningApp
from tests.ui.asking import ask
from toolkit.ui.shell.headers import SECURITY_HEADERS

KINDS_OF_ANSWER = [
    ("page", "/", {}, 200),
    ("page of a step", "/bewerten?frage=1", {}, 200),
    ("our file", "/app/static/look.css", {}, 200),
    ("typeface", "/app/static/fonts/FiraSans-Regular.woff2", {}, 200),
    ("missing file", "/app/static/none.css", {}, 404),
    ("Streamlit's health", "/_stcore/health", {}, 200),
    ("our health", "/healthz", {}, 200),
    ("icon", "/favicon.png", {}, 200),
    ("redirect", "/bewerten/", {}, 301),
    ("dangerous path", "//elsewhere", {}, 400),
    ("refusal", "/", {"Host": "elsewhere.example"}, 403),
]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [pytest.param(*rest, id=name) for name, *rest in KINDS_OF_ANSWER],
)
def test_every_kind_of_answer_carries_the_security_headers_once(
    real_app: RunningApp, path: str, headers: dict[str, str], status: int
) -> None:
    answer = ask(real_app.address, path, headers=headers)
    assert answer.status == status
    assert {name: answer.headers.get_all(name) for name in SECURITY_HEADERS} == {
        name: [value] for name, value in SECURITY_HEADERS.items()
    }


def test_the_policy_names_no_other_host() -> None:
    words = SECURITY_HEADERS["Content-Security-Policy"].replace(";", " ").split()
    sources = {word for word in words if not word.endswith(("-src", "-uri", "-action", "-ancestors"))}
    assert sources == {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}


def test_health_says_that_the_database_answers(real_app: RunningApp) -> None:
    answer = ask(real_app.address, "/healthz")
    assert (answer.status, answer.text, answer.headers["Cache-Control"]) == (
        200,
        '{"status":"ok"}',
        "no-store",
    )
