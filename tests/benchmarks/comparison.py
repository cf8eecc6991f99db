"""How long a comparison takes to load, judge and rank. Printed, never asserted.

`python -m tests.benchmarks.comparison [MEASURES]`
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.houses import FULL_FACTS, TestHouse, panel_catalogue
from toolkit.comparison import load_comparison
from toolkit.judging import AnswerKind
from toolkit.model import Answer, Assessment, Measure, Revision
from toolkit.storage import open_database, prepare

MUNICIPALITIES = 30
REPEATS = 9


def fill(house: TestHouse, measures: int) -> None:
    """Straight into the tables: the services would need minutes, and are not what is measured here."""
    questions, chance = panel_catalogue().questions, random.Random(2026)
    places = [house.municipality(f"Musterort {number}") for number in range(MUNICIPALITIES)]
    desk = house.desk()
    with house.database.writing() as session:
        for number in range(measures):
            place = chance.choice(places)
            measure = Measure(programme_id=desk.programme_id, municipality_id=place)
            session.add(measure)
            session.flush()
            revision = Revision(measure_id=measure.id, **{**FULL_FACTS, "title": f"Maßnahme {number}"})
            session.add(revision)
            session.flush()
            version = desk.catalogue_version_id
            assessment = Assessment(revision_id=revision.id, catalogue_version_id=version)
            session.add(assessment)
            session.flush()
            session.add_all(
                Answer(
                    assessment_id=assessment.id,
                    question_key=question,
                    kind=AnswerKind.LEVEL,
                    level=chance.randint(0, 4),
                )
                for question in questions
            )


def report(name: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    median, slowest = statistics.median(times[1:]), max(times[1:])
    print(f"{name:<44} first {times[0]:7.0f} ms   warm median {median:6.0f} ms   slowest {slowest:6.0f} ms")


def main(measures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'toolkit.sqlite3'}")
        prepare(database)
        house = TestHouse.furnished(database)
        fill(house, measures)
        actor, programme_id = house.actor, house.desk().programme_id

        def comparison() -> object:
            with database.reading() as session:
                loaded = load_comparison(
                    session, actor, programme_id=programme_id, catalogue=panel_catalogue_once
                )
            return loaded.ranking

        panel_catalogue_once = panel_catalogue()
        print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        print(f"{measures} measures × 12 questions, {MUNICIPALITIES} municipalities, SQLite")
        report("comparison loaded, judged, ranked", comparison)
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
