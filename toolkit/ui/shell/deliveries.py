"""What a run has sent arrives, even where the next question comes at that very moment.

A fragment that asks once a second may ask just when a run has ended whose messages wait in the event loop.
Streamlit then begins another run and ignores what the old one had sent: the page keeps showing what it showed
before, while the server believes that it shows the new. Here the question waits until all has been sent on.
"""

from __future__ import annotations

from functools import wraps

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType


def deliver_before_asking() -> None:
    """Once per process, before the first visitor."""
    ask = AppSession.request_rerun

    @wraps(ask)
    def ask_when_delivered(self: AppSession, client_state: ClientState | None) -> None:
        is_of_fragment = client_state is not None and bool(client_state.fragment_id)
        if is_of_fragment and _has_ended(self._scriptrunner):
            self._event_loop.call_soon(ask, self, client_state)
        else:
            ask(self, client_state)

    AppSession.request_rerun = ask_when_delivered  # type: ignore[method-assign]


def _has_ended(runner: ScriptRunner | None) -> bool:
    return runner is not None and runner._requests._state is ScriptRequestType.STOP
