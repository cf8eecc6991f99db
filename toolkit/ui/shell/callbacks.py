"""What a click has begun is brought to its end.

Streamlit ends a run when the next change arrives, at the first moment at which the script touches it: also
within a widget's callback, between the click and its saving. Whoever leaves a text by clicking a button, or
answers faster than the page is drawn, would lose what they entered, without a word. Here a callback runs to
its end first; the drawing after it still gives way to the next change.
"""

from __future__ import annotations

import threading
from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState

_here = threading.local()


def finish_callbacks() -> None:
    """Once per process, before the first visitor."""
    call, give_way = SessionState._call_callbacks, ScriptRunner._maybe_handle_execution_control_request

    @wraps(call)
    def call_to_the_end(self: SessionState, **arguments: Any) -> None:
        _here.calls = True
        try:
            call(self, **arguments)
        finally:
            _here.calls = False

    @wraps(give_way)
    def give_way_between_callbacks(self: ScriptRunner) -> None:
        if not getattr(_here, "calls", False):
            give_way(self)

    SessionState._call_callbacks = call_to_the_end  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = (  # type: ignore[method-assign]
        give_way_between_callbacks
    )
