"""Released reviews decide, the self-assessment stands beside them, and what does not count does not count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.comparison import Comparison, load_comparison
from toolkit.judging import AnswerKind, Basis, GateState, Standing
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Conflict,
    JointJudgement,
    Measure,
    MeasureState,
    ReviewConfirmation,
    ReviewRelease,
    Revision,
    Role,
    id_of,
    now,
)
from toolkit.storage import Database


@dataclass
class Reviewed:
    """A measure of Neustadt, submitted with level 4 everywhere, and whoever looks at the comparison."""

    house: TestHouse
    municipality: int
    measure_id: int
    programme_id: int
    version_id: int

    def review(self, level: int, *, revision_id: int | None = None, final: bool = True, **other: int) -> int:
        """A review with one level everywhere, `S2=0` and the like for single questions; gives its author."""
        author = self.house.person(
            f"advisor{level}-{revision_id}-{final}-{len(other)}@example.de",
            Grant(Role.ADVICE, programme_id=self.programme_id),
        )
        with self.house.database.writing() as session:
            review = Assessment(
                revision_id=revision_id or self.revision(1),
                kind=AssessmentKind.REVIEW,
                author_id=author,
                catalogue_version_id=self.version_id,
            )
            session.add(review)
            session.add(Assignment(measure_id=self.measure_id, person_id=author))
            session.flush()
            for key in panel_catalogue().questions:
                answer = Answer(assessment_id=id_of(review), question_key=key, kind=AnswerKind.LEVEL)
                answer.level = other.get(key, level)
                session.add(answer)
            session.flush()
            review.final_at = now() if final else None
        return author

    def add(self, *rows: object) -> None:
        with self.house.database.writing() as session:
            session.add_all(rows)

    def revision(self, number: int) -> int:
        with self.house.database.reading() as session:
            found = session.exec(
                select(Revision.id).where(
                    col(Revision.measure_id) == self.measure_id, col(Revision.number) == number
                )
            )
            return found.one() or 0

    def release(self, number: int = 1) -> None:
        self.add(ReviewRelease(revision_id=self.revision(number)))
        with self.house.database.writing() as session:
            session.get_one(Measure, self.measure_id).state = MeasureState.REVIEWED

    def seen_as(self, *grants: Grant, person_id: int = 0) -> Comparison:
        with self.house.database.reading() as session:
            actor = Actor(person_id, frozenset(grants))
            return load_comparison(
                session, actor, programme_id=self.programme_id, catalogue=panel_catalogue()
            )

    def seen_by_steering(self) -> Comparison:
        return self.seen_as(Grant(Role.STEERING, programme_id=self.programme_id))

    def seen_by_planning(self) -> Comparison:
        return self.seen_as(Grant(Role.PLANNING, municipality_id=self.municipality))


@pytest.fixture
def reviewed(any_database: Database) -> Reviewed:
    house = TestHouse.furnished(any_database)
    municipality = house.municipality("Neustadt")
    measure_id = house.measure(municipality)
    house.answer_all(measure_id, 4)
    house.submit(measure_id)
    desk = house.desk()
    return Reviewed(house, municipality, measure_id, desk.programme_id, desk.catalogue_version_id)


def totals(comparison: Comparison) -> list[tuple[Basis, int, Fraction | None, Fraction | None]]:
    return [
        (each.judgement.basis, each.judgement.assessments, each.judgement.total.value, each.gap)
        for each in comparison.measures
    ]


SELF_ONLY = [(Basis.SELF, 1, Fraction(100), None)]


def test_before_the_release_everybody_who_may_compares_the_self_assessment(reviewed: Reviewed) -> None:
    reviewed.review(2)
    assert totals(reviewed.seen_by_planning()) == SELF_ONLY
    assert totals(reviewed.seen_as(Grant(Role.COORDINATION, programme_id=reviewed.programme_id))) == SELF_ONLY
    assert totals(reviewed.seen_by_steering()) == []


def test_released_reviews_decide_by_their_mean_with_the_gap_beside(reviewed: Reviewed) -> None:
    reviewed.review(2)
    reviewed.review(3)
    reviewed.release()
    expected = [(Basis.REVIEWS, 2, Fraction(125, 2), Fraction(75, 2))]
    assert totals(reviewed.seen_by_steering()) == expected
    assert totals(reviewed.seen_by_planning()) == expected
    ranking = reviewed.seen_by_steering().ranking
    assert [(each.basis, len(each.places)) for each in ranking.lists] == [(Basis.REVIEWS, 1)]
    assert not ranking.is_preliminary


def test_neither_an_unfinished_review_counts_nor_one_by_somebody_in_conflict(reviewed: Reviewed) -> None:
    reviewed.review(2)
    reviewed.review(0, final=False)
    in_conflict = reviewed.review(1)
    reviewed.add(Conflict(person_id=in_conflict, municipality_id=reviewed.municipality))
    reviewed.release()
    assert totals(reviewed.seen_by_steering()) == [(Basis.REVIEWS, 1, Fraction(50), Fraction(50))]


def test_whoever_has_yet_to_review_a_measure_does_not_find_it_in_the_comparison(reviewed: Reviewed) -> None:
    reviewed.review(2)
    unfinished = reviewed.review(0, final=False)
    reviewed.release()
    roles = (Role.ADVICE, Role.STEERING, Role.COORDINATION)
    grants = [Grant(role, programme_id=reviewed.programme_id) for role in roles]
    assert totals(reviewed.seen_as(*grants, person_id=unfinished)) == []


def test_a_review_confirmed_for_the_next_revision_counts_for_it(reviewed: Reviewed) -> None:
    reviewed.review(2)
    reviewed.house.start_revision(reviewed.measure_id)
    reviewed.house.submit(reviewed.measure_id)
    with reviewed.house.database.reading() as session:
        review = session.exec(select(Assessment.id).where(col(Assessment.author_id).is_not(None))).one()
    reviewed.review(4, revision_id=reviewed.revision(2))
    reviewed.add(ReviewConfirmation(assessment_id=review, revision_id=reviewed.revision(2)))
    reviewed.release(2)
    assert totals(reviewed.seen_by_steering()) == [(Basis.REVIEWS, 2, Fraction(75), Fraction(25))]
    assert [each.revision_number for each in reviewed.seen_by_steering().measures] == [2]


def test_a_disputed_gate_stays_apart_until_it_is_settled(reviewed: Reviewed) -> None:
    reviewed.review(3)
    reviewed.review(3, S1=0)
    reviewed.release()
    (measure,) = reviewed.seen_by_steering().measures
    assert (measure.judgement.gate.standing, measure.judgement.is_ranked) == (Standing.DISPUTED, False)
    reviewed.add(JointJudgement(revision_id=reviewed.revision(1), gate_state=GateState.MET, reason="Beraten"))
    (measure,) = reviewed.seen_by_steering().measures
    assert (measure.judgement.gate.standing, measure.judgement.gate.state) == (
        Standing.ESTABLISHED,
        GateState.MET,
    )
    assert measure.judgement.is_ranked


def test_a_gate_settled_with_conditions_asks_for_those_that_were_named(reviewed: Reviewed) -> None:
    demands = [demand.id for rule in panel_catalogue().gate.rules for demand in getattr(rule, "demands", ())][
        :1
    ]
    reviewed.review(3)
    reviewed.review(3, S1=0)
    reviewed.release()
    reviewed.add(
        JointJudgement(
            revision_id=reviewed.revision(1),
            gate_state=GateState.CONDITIONAL,
            demands=json.loads(json.dumps(demands)),
            reason="Beraten",
        )
    )
    (measure,) = reviewed.seen_by_steering().measures
    assert [demand.id for demand in measure.judgement.gate.outcome.demands] == demands
