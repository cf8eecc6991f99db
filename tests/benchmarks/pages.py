"""What one run of each page costs the server with a large house. Printed, never asserted.

`python -m tests.benchmarks.pages [MEASURES [REPEATS]]`

A real server, and a visitor without a browser on the same machine. *wall* is the time from asking to the
last message received and holds what other programs took; *CPU* is the server's own processor time and the one
to compare. *sent* is what goes to the browser: the first time, and when it keeps what did not change.
Each line is a new visitor of the same server: only the first one meets a server that has judged nothing yet.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import psutil

from tests.benchmarks.full_house import circumstances, large_house
from tests.benchmarks.visitor import Run, visiting
from tests.end_to_end.server import running_app

PAGES = {
    "Vergleich, Matrix": ("vergleich", ""),
    "Start": ("", ""),
    "Maßnahmen": ("massnahmen", ""),
    "Steckbrief": ("massnahmen", "measure=7"),
    "Bewerten": ("bewerten", "measure=7"),
    "Ergebnis": ("ergebnis", "measure=7"),
    "Vergleich, Rangfolge": ("vergleich", "view=ranking"),
    "Vergleich, Profile": ("vergleich", "view=profiles&profile=7&profile=8&profile=9"),
    "Vergleich, Nutzen und Aufwand": ("vergleich", "view=effort"),
    "Vergleich, Kommunen": ("vergleich", "view=municipalities"),
    "Gewichtung, wie fest": ("gewichtung", "part=firmness"),
    "Gewichtung, nebeneinander": ("gewichtung", "part=beside"),
    "Vergleich, eine Phase": ("vergleich", "view=ranking&phase=pilot"),
}


def main(measures: int, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        large_house(Path(folder) / "data", measures).database.close()
        print(circumstances(measures))
        print(
            f"{'':<31}{'first':>17}{'warm median of ' + str(repeats):>26}{'slowest':>10}{'sent':>22}\n"
            f"{'':<31}{'wall':>9}{'CPU':>8}{'wall':>18}{'CPU':>8}{'wall':>10}{'first':>12}{'again':>10}"
        )
        with running_app(Path(folder)) as app:
            server = psutil.Process(app.process.pid)
            for name, (page, query) in PAGES.items():
                with visiting(app.address, server, page=page, query=query) as visitor:
                    first, *warm = [visitor.run() for _ in range(repeats + 1)]
                print(_line(name, first, warm), flush=True)


def _line(name: str, first: Run, warm: list[Run]) -> str:
    wall = statistics.median(run.wall_ms for run in warm)
    # The clock of processor time ticks every 10 ms: the mean over all runs is finer than any one of them.
    cpu = statistics.mean(run.cpu_ms for run in warm)
    slowest = max(run.wall_ms for run in warm)
    sent = f"{first.sent_bytes / 1000:9.0f} kB{warm[-1].sent_bytes / 1000:7.0f} kB"
    return (
        f"{name:<31}{first.wall_ms:6.0f} ms{first.cpu_ms:5.0f} ms{wall:15.0f} ms{cpu:5.0f} ms"
        f"{slowest:7.0f} ms{sent}"
    )


if __name__ == "__main__":
    main(*(int(given) for given in (*sys.argv[1:], *("1000", "20")[len(sys.argv) - 1 :])))
