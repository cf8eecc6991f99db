"""How long lists take: every broken file until its sentence, and a full list until it is in. Printed, never
asserted.

`python -m tests.benchmarks.lists [ROWS]`
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from tests.exchange.importing import bring_in, plan
from tests.exchange.test_malformed_measure_lists import MALFORMED
from tests.houses import TestHouse
from tests.spreadsheet import files
from tests.spreadsheet.test_refused import REFUSED
from toolkit.exchange.lists import measure_template, read_measure_list
from toolkit.services.imports import ListMistakesError
from toolkit.spreadsheet import SpreadsheetError, read_spreadsheet
from toolkit.storage import migrate, open_database


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    with contextlib.suppress(SpreadsheetError, ListMistakesError):
        work()
    return time.process_time() - start


def megabytes(work: Callable[[], object]) -> float:
    tracemalloc.start()
    with contextlib.suppress(SpreadsheetError, ListMistakesError):
        work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1_000_000


def slowest(title: str, works: dict[str, Callable[[], object]]) -> None:
    times = {name: seconds(work) for name, work in works.items()}
    first = sorted(times, key=lambda name: -times[name])[:3]
    shown = ", ".join(f"{name} {times[name]:.2f} s" for name in first)
    print(f"{title}: {len(works)}, {sum(times.values()):.1f} s together; slowest: {shown}")


def main(rows: int) -> None:
    refused = {
        name: (lambda content=content: read_spreadsheet(content)) for name, (content, _) in REFUSED.items()
    }
    slowest("files that are refused", refused)
    heavy = {name: megabytes(refused[name]) for name in ("bomb", "many cells", "200,000 rows")}
    print("most memory (traced):", ", ".join(f"{name} {most:.0f} MB" for name, most in heavy.items()))
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'toolkit.sqlite3'}")
        migrate(database)
        house = TestHouse.furnished(database)
        house.municipality("Beispielförde")
        broken = {
            name: (lambda content=content: bring_in(house, content))
            for name, (content, _) in MALFORMED.items()
        }
        slowest("broken lists", broken)
        head = ["Titel", "Externer Schlüssel", "Problem", "Gesamtkosten (Euro)"]
        content = files.workbook(
            [head, *([f"Maßnahme {n}", f"M-{n}", "Lücke " * 60, n] for n in range(rows))]
        )
        print(f"{rows} measures: read {seconds(lambda: read_measure_list(content, 'de')):.2f} s", end=", ")
        print(f"read and planned {seconds(lambda: plan(house, content)):.2f} s", end=", ")
        print(f"taken over {seconds(lambda: bring_in(house, content)):.2f} s", end=", ")
        other = files.workbook([head, *([f"Maßnahme {n}", f"M-{n}", "Ziel", n] for n in range(rows))])
        print(f"changed {seconds(lambda: bring_in(house, other)):.2f} s")
        database.close()
    print(f"template: {seconds(lambda: measure_template('de')):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
