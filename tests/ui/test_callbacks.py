"""A change that arrives meanwhile never ends a widget's callback half-way."""

from __future__ import annotations

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState

from toolkit.ui.shell.callbacks import finish_callbacks

_GIVE_WAY = "_maybe_handle_execution_control_request"
_CALL = "_call_callbacks"


class NextChangeError(Exception):
    """Stands for the exception by which Streamlit ends a run."""


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ScriptRunner:
    """One for whom the next change is always there already; its callback touches the session."""

    def end_the_run(_self: ScriptRunner) -> None:
        raise NextChangeError

    def touch_the_session(_self: SessionState, **_arguments: object) -> None:
        getattr(runner, _GIVE_WAY)()

    runner = ScriptRunner.__new__(ScriptRunner)
    monkeypatch.setattr(ScriptRunner, _GIVE_WAY, end_the_run)
    monkeypatch.setattr(SessionState, _CALL, touch_the_session)
    return runner


def test_a_callback_runs_to_its_end_and_the_next_change_is_heard_right_after(runner: ScriptRunner) -> None:
    with pytest.raises(NextChangeError):
        getattr(SessionState(), _CALL)()
    finish_callbacks()
    getattr(SessionState(), _CALL)()
    with pytest.raises(NextChangeError):
        getattr(runner, _GIVE_WAY)()
