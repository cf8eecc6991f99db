"""Runs of pages take turns.

Python works on one thing at a time. A hundred people's runs side by side pass that right to each other
thousands of times a second, and all of them get slow together; one after the other, each is short. Whoever
has waited long enough runs beside the others, so that nobody waits for somebody's long document.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

PATIENCE_SECONDS = 0.25

Given = ParamSpec("Given")


def take_turns() -> None:
    """Once per process, before the first visitor."""
    ScriptRunner._run_script = in_turn(ScriptRunner._run_script, PATIENCE_SECONDS)  # type: ignore[method-assign]


def in_turn(run: Callable[Given, None], patience: float) -> Callable[Given, None]:
    """`run`, which lets calls of other threads end first, for `patience` seconds at most."""
    turn = threading.Lock()

    @wraps(run)
    def run_in_turn(*given: Given.args, **named: Given.kwargs) -> None:
        is_ours = turn.acquire(timeout=patience)
        try:
            run(*given, **named)
        finally:
            if is_ours:
                turn.release()

    return run_in_turn
