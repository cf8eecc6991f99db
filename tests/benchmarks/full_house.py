"""A large, invented house for the benchmarks, the same at every run, written straight into the tables: the
services would need minutes, and are not what is measured."""

from __future__ import annotations

import os
import platform
import random
from pathlib import Path

from tests.houses import FULL_FACTS, TestHouse, panel_catalogue
from toolkit.judging import AnswerKind, Phase
from toolkit.model import (
    Answer,
    Assessment,
    FieldOfAction,
    Measure,
    Municipality,
    Revision,
    SettlementType,
)
from toolkit.storage import open_database, prepare

MUNICIPALITIES = 30
REASON = "Im ISEK als Maßnahme 4.3 benannt, mit dem Sachgebiet abgestimmt, Mittel angemeldet. " * 3


def large_house(data_folder: Path, measures: int) -> TestHouse:
    """A prepared SQLite database with this many measures of 30 municipalities, twelve answers each."""
    data_folder.mkdir(parents=True, exist_ok=True)
    database = open_database(f"sqlite:///{data_folder / 'toolkit.sqlite3'}")
    prepare(database)
    house = TestHouse.furnished(database)
    _describe(house, [house.municipality(f"Musterort {number}") for number in range(1, MUNICIPALITIES + 1)])
    add_measures(house, measures)
    return house


def circumstances(measures: int, municipalities: int = MUNICIPALITIES) -> str:
    """What a figure depends on, for the line above it."""
    machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{machine}\n{measures} measures × 12 questions, {municipalities} municipalities, SQLite"


def _describe(house: TestHouse, places: list[int]) -> None:
    types = list(SettlementType)
    with house.database.writing() as session:
        for number, place in enumerate(places):
            municipality = session.get_one(Municipality, place)
            municipality.settlement_type = types[number % len(types)]
            municipality.funded = number % 4 == 0
            session.add(municipality)


def add_measures(house: TestHouse, measures: int) -> None:
    questions, chance, desk = list(panel_catalogue().questions), random.Random(2026), house.desk()
    phases, fields, places = list(Phase), list(FieldOfAction), [place for place, _ in desk.municipalities]
    with house.database.writing() as session:
        for number in range(1, measures + 1):
            measure = Measure(programme_id=desk.programme_id, municipality_id=chance.choice(places))
            session.add(measure)
            session.flush()
            facts = {**FULL_FACTS, "title": f"Maßnahme {number}", "phase": phases[number % len(phases)]}
            field = fields[number % len(fields)]
            revision = Revision(
                measure_id=measure.id, field_of_action=field, own_share=chance.randrange(500) * 1000, **facts
            )
            session.add(revision)
            session.flush()
            assessment = Assessment(revision_id=revision.id, catalogue_version_id=desk.catalogue_version_id)
            session.add(assessment)
            session.flush()
            session.add_all(_answer(chance, assessment.id, question) for question in questions)


def _answer(chance: random.Random, assessment_id: int | None, question: str) -> Answer:
    """One in twenty is not judged, so that spans and measures apart from the ranking occur as well."""
    is_judged = chance.random() > 0.05
    return Answer(
        assessment_id=assessment_id,
        question_key=question,
        kind=AnswerKind.LEVEL if is_judged else AnswerKind.CANNOT_JUDGE,
        level=chance.choice((0, 1, 2, 2, 3, 3, 4)) if is_judged else None,
        reason=REASON,
    )
