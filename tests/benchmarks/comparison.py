"""How long a comparison takes to load, judge and rank. Printed, never asserted.

`python -m tests.benchmarks.comparison [MEASURES]`
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.full_house import circumstances, large_house
from tests.houses import panel_catalogue
from toolkit.comparison import load_comparison

REPEATS = 9


def report(name: str, work: Callable[[], object]) -> None:
    """Processor time of this process; the database works in it."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    median, slowest = statistics.median(times[1:]), max(times[1:])
    print(f"{name:<44} first {times[0]:7.0f} ms   warm median {median:6.0f} ms   slowest {slowest:6.0f} ms")


def main(measures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = large_house(Path(folder), measures)
        actor, programme_id, catalogue = house.actor, house.desk().programme_id, panel_catalogue()

        def ranking() -> object:
            with house.database.reading() as session:
                return load_comparison(session, actor, programme_id=programme_id, catalogue=catalogue).ranking

        print(circumstances(measures))
        report("comparison loaded, judged, ranked (CPU)", ranking)
        house.database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
