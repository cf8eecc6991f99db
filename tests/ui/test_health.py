"""`/healthz` with and without a database that answers."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette

from tests.ui.asking import messages_of
from toolkit.ui.shell.routes import health_route


def health(*, database_answers: bool) -> tuple[int, dict[str, str]]:
    """The status and the answer of an app whose database does or does not answer."""
    app = Starlette(routes=[health_route(lambda: database_answers)])
    scope = {"type": "http", "method": "GET", "path": "/healthz", "headers": [], "query_string": b""}
    sent = messages_of(app, scope)
    return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.mark.parametrize(
    ("database_answers", "answer"),
    [(True, (200, {"status": "ok"})), (False, (503, {"status": "unavailable"}))],
)
def test_health_follows_the_database(database_answers: bool, answer: tuple[int, dict[str, str]]) -> None:
    assert health(database_answers=database_answers) == answer
