"""What each further visitor costs the server in memory. Printed, never asserted.

`python -m tests.benchmarks.memory [MEASURES]`

Visitors without a browser come to a real server, stay, and look twice at their page. A server that has seen
one visitor is the beginning: what is read and judged once for all is not counted to the others.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psutil

from tests.benchmarks.full_house import circumstances, large_house
from tests.benchmarks.visitor import visiting
from tests.end_to_end.server import RunningApp, running_app

PAGES = {
    "Vergleich, Matrix": ("vergleich", ""),
    "Vergleich, Rangfolge": ("vergleich", "view=ranking"),
    "Bewerten": ("bewerten", "measure=7"),
}
VISITORS = (10, 50)


def main(measures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        large_house(Path(folder) / "data", measures).database.close()
        print(circumstances(measures))
        for name, (page, query) in PAGES.items():
            # A server of its own for each page: memory that was given back is not taken anew by the next.
            with running_app(Path(folder)) as app:
                _report(app, name, page, query)


def _report(app: RunningApp, name: str, page: str, query: str) -> None:
    server = psutil.Process(app.process.pid)
    with ExitStack() as present:

        def one_more() -> None:
            visitor = present.enter_context(visiting(app.address, server, page=page, query=query))
            visitor.run()
            visitor.run()

        one_more()
        begin, come = _megabytes(server), 0
        print(f"{name:<24}first visitor {begin:5.0f} MB", end="", flush=True)
        for wanted in VISITORS:
            while come < wanted:
                one_more()
                come += 1
            grown = _megabytes(server) - begin
            print(f"   {come} more: {grown:+5.1f} MB, {grown / come:.2f} MB each", end="", flush=True)
        print()


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1_000_000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
