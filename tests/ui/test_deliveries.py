"""A fragment's question never overtakes what the run before it has sent."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

from toolkit.ui.shell.deliveries import deliver_before_asking


@pytest.mark.parametrize(
    ("fragment", "has_ended", "order"),
    [
        ("look_again", True, ["arrives", "asks"]),
        ("look_again", False, ["asks", "arrives"]),
        ("", True, ["asks", "arrives"]),
    ],
)
def test_only_a_fragment_waits_and_only_for_a_run_that_has_ended(
    monkeypatch: pytest.MonkeyPatch, fragment: str, has_ended: bool, order: list[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda _self, _state: told.append("asks"))
    deliver_before_asking()
    requests, loop = ScriptRequests(), asyncio.new_event_loop()
    if has_ended:
        requests.request_stop()
    session: Any = SimpleNamespace(_event_loop=loop, _scriptrunner=SimpleNamespace(_requests=requests))
    loop.call_soon(told.append, "arrives")
    AppSession.request_rerun(session, ClientState(fragment_id=fragment))
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    assert told == order
