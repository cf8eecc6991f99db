"""What one run of Koordination costs with many measures. Printed, never asserted.

`python -m tests.benchmarks.coordination [MEASURES [REPEATS]]`: half of the measures have two reviews each.
A real server, and a visitor without a browser on the same machine; the columns are those of `pages.py`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import psutil

from tests.benchmarks.visitor import visiting
from tests.coordinating import Coordinating
from tests.end_to_end.server import running_app
from tests.houses import TestHouse
from toolkit.storage import open_database, prepare

VIEWS = {
    "Was ansteht": "",
    "Zuweisungen": "part=assignments",
    "Vorschlag": "proposal=1",
    "Übereinstimmung": "part=agreement",
    "Interessenkonflikte": "part=conflicts",
    "eine Maßnahme": "measure=1",
}


def reviewed_house(folder: Path, measures: int) -> None:
    folder.mkdir(parents=True)
    database = open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}")
    prepare(database)
    world = Coordinating.made(TestHouse.furnished(database), measures=measures, keeps_desk=True)
    pairs = [("anna", "bernd"), ("bernd", "cem"), ("cem", "anna")]
    for number, measure_id in enumerate(world.measures[: measures // 2]):
        for place, name in enumerate(pairs[number % 3]):
            world.assign(name, measure_id)
            world.review(name, measure_id, level=2 + place, S1=3)
    database.close()


def main(measures: int, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reviewed_house(Path(folder) / "data", measures)
        print(f"{measures} measures; ms: first, warm median of {repeats}, slowest; CPU")
        with running_app(Path(folder)) as app:
            server = psutil.Process(app.process.pid)
            for name, query in VIEWS.items():
                with visiting(app.address, server, page="koordination", query=query) as visitor:
                    first, *warm = [visitor.run() for _ in range(repeats + 1)]
                wall = [run.wall_ms for run in warm]
                cpu = statistics.mean(run.cpu_ms for run in warm)
                print(
                    f"{name:<22}{first.wall_ms:6.0f}{statistics.median(wall):6.0f}{max(wall):6.0f}{cpu:6.0f}"
                )


if __name__ == "__main__":
    main(*(int(given) for given in (*sys.argv[1:], "100", "12")[:2]))
