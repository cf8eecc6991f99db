"""How long the large documents take. Printed, never asserted.

`python -m tests.benchmarks.documents [MEASURES]`
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from tests.benchmarks.full_house import circumstances, large_house
from tests.exchange.weightings import FIXED
from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Grant
from toolkit.comparison import load_answers, load_comparison
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.origin import Origin
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.slides import comparison_slides
from toolkit.exchange.workbook import comparison_workbook
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Measure,
    MeasureState,
    ReviewRelease,
    Revision,
    Role,
    now,
)

REVIEWS = 2


def add_reviews(house: TestHouse) -> None:
    """Two released reviews of every measure, with the answers of its self-assessment."""
    programme = house.desk().programme_id
    people = [
        house.person(f"advisor{number}@example.de", Grant(Role.ADVICE, programme_id=programme))
        for number in range(REVIEWS)
    ]
    with house.database.writing() as session:
        for own in session.exec(select(Assessment).order_by(col(Assessment.id))).all():
            revision = session.get_one(Revision, own.revision_id)
            revision.submitted_at = now()
            session.get_one(Measure, revision.measure_id).state = MeasureState.IN_REVIEW
            for person in people:
                _add_review(session, own, revision.measure_id, person)
            session.add(ReviewRelease(revision_id=own.revision_id, by_id=people[0]))


def _add_review(session: Session, own: Assessment, measure_id: int, person: int) -> None:
    review = Assessment(
        revision_id=own.revision_id,
        kind=AssessmentKind.REVIEW,
        author_id=person,
        catalogue_version_id=own.catalogue_version_id,
    )
    session.add_all([review, Assignment(measure_id=measure_id, person_id=person)])
    session.flush()
    answers = session.exec(select(Answer).where(col(Answer.assessment_id) == own.id)).all()
    session.add_all(
        Answer(**{**answer.model_dump(exclude={"id"}), "assessment_id": review.id}) for answer in answers
    )
    session.flush()
    review.final_at = now()


def _time(name: str, make: Callable[[], bytes]) -> None:
    start = time.perf_counter()
    file = make()
    print(f"{name} {time.perf_counter() - start:.1f} s, {len(file) >> 10} KiB")


def main(measures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = large_house(Path(folder), measures)
        add_reviews(house)
        actor, programme_id, catalogue = house.actor, house.desk().programme_id, panel_catalogue()
        print(circumstances(measures))
        with house.database.reading() as session:
            comparison = load_comparison(session, actor, programme_id=programme_id, catalogue=catalogue)
            start = time.perf_counter()
            answers = load_answers(session, actor, programme_id=programme_id, catalogue=catalogue)
        read = time.perf_counter()
        lines = sum(map(len, answers.values()))
        print(f"{lines} answers read in {read - start:.1f} s")
        origin = Origin("Benchmark", datetime.now(UTC))
        common: dict[str, Any] = {"origin": origin, "language": "de", "fixed": FIXED}
        _time("workbook", lambda: comparison_workbook(comparison, answers, **common))
        _time("PDF", lambda: document_pdf(comparison_document(comparison, **common), at=origin.at))
        _time("slides", lambda: comparison_slides(comparison, **common))
        house.database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
