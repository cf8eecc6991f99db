"""A visitor without a browser: speaks Streamlit's protocol to a running app, and notes what a rerun costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a page: until its last message had arrived, the processor time that the server spent on
    it, and what it sent."""

    wall_ms: float
    cpu_ms: float
    sent_bytes: int


@dataclass
class Visitor:
    """Like a browser it remembers large pieces, which the server then does not send again."""

    socket: ClientConnection
    server: psutil.Process
    page: str
    query: str
    _page_hash: str = ""
    _kept: set[str] = field(default_factory=set)

    def run(self) -> Run:
        """The page once more, as after a click that changes nothing."""
        wish = BackMsg()
        wish.rerun_script.query_string = self.query
        wish.rerun_script.page_name = self.page
        wish.rerun_script.page_script_hash = self._page_hash
        wish.rerun_script.cached_message_hashes.extend(sorted(self._kept))
        cpu, start, size = _cpu_ms(self.server), time.perf_counter(), 0
        self.socket.send(wish.SerializeToString())
        while True:
            received = self.socket.recv(timeout=PATIENCE_SECONDS)
            assert isinstance(received, bytes)
            size += len(received)
            if self._is_last(ForwardMsg.FromString(received)):
                return Run((time.perf_counter() - start) * 1000, _cpu_ms(self.server) - cpu, size)

    def _is_last(self, message: ForwardMsg) -> bool:
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        if message.WhichOneof("type") == "navigation":
            self._page_hash = message.navigation.page_script_hash
        assert not message.HasField("session_event"), message.session_event
        if message.WhichOneof("type") != "script_finished":
            return False
        # A run that only began another one is not the last; one that failed is not worth measuring.
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY, message
        return True


@contextmanager
def visiting(address: str, server: psutil.Process, *, page: str = "", query: str = "") -> Iterator[Visitor]:
    host = urlsplit(address).netloc
    with connect(
        f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=address, max_size=None
    ) as socket:
        yield Visitor(socket, server, page, query)


def cpu_seconds(process: psutil.Process) -> float:
    """The processor time that a process has used so far."""
    times = process.cpu_times()
    return times.user + times.system


def _cpu_ms(process: psutil.Process) -> float:
    return cpu_seconds(process) * 1000
