"""The reviews of the example region: every case of reviewing is there to look at, done as on the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from tests.example.test_region import CATALOGUE, REAL_PLACES, REGION
from tests.houses import TestHouse
from tests.test_translations import GENDER_SIGNS
from toolkit.access import Actor
from toolkit.example import load_example, remove_example
from toolkit.example.reviews_content import QUESTIONS
from toolkit.judging import GateState, Standing
from toolkit.model import (
    Answer,
    Conflict,
    Event,
    Measure,
    MeasureState,
    OutboxMessage,
    Person,
    Programme,
    Role,
    RoundKind,
    Stance,
)
from toolkit.services.conflicts import conflicts
from toolkit.services.coordination import Board, Need, Progress, coordination_board, today
from toolkit.services.desk import works_alone
from toolkit.services.history import history_length
from toolkit.services.joint_judgements import joint_of
from toolkit.services.review_queue import OwnPart, review_queue
from toolkit.services.rounds import RoundState, rounds_of
from toolkit.storage import Database, verify_chain
from toolkit.storage.check import broken_rules

REVIEWING = REGION.reviewing
PEOPLE = [
    "Antje Wulf", "Jonas Petersen", "Miriam Okafor", "Henning Rust", "Silke Harms", "Torben Lüders",
    "Karin Thoms", "Jens Ahlers", "Meike Christiansen", "Ole Friedrichsen", "Beate Grotjahn", "Hauke Iwersen",
    "Samira Nasser",
]  # fmt: skip


@pytest.fixture
def house(region_house: TestHouse) -> TestHouse:
    return region_house


@pytest.fixture
def own_house(owned_database: Database) -> TestHouse:
    """For what changes the region, on both databases."""
    return TestHouse.furnished(owned_database)


def load(house: TestHouse) -> None:
    with house.database.writing() as session:
        load_example(session, house.actor)


def remove(house: TestHouse) -> None:
    with house.database.writing() as session:
        remove_example(session, house.actor)


def measure(house: TestHouse, key: str) -> int:
    with house.database.reading() as session:
        return session.exec(select(Measure.id).where(col(Measure.external_key) == key)).one() or 0


def programme(house: TestHouse) -> int:
    with house.database.reading() as session:
        return session.exec(select(Programme.id).where(col(Programme.is_example))).one() or 0


def board(house: TestHouse) -> Board:
    with house.database.reading() as session:
        return coordination_board(session, house.actor, programme_id=programme(house))


def key_of(house: TestHouse, measure_id: int) -> str:
    with house.database.reading() as session:
        return session.get_one(Measure, measure_id).external_key or ""


def rounds(house: TestHouse, key: str) -> tuple[RoundState, ...]:
    with house.database.reading() as session:
        return rounds_of(session, house.actor, measure_id=measure(house, key))


def test_every_state_of_reviewing_is_there(house: TestHouse) -> None:
    with house.database.reading() as session:
        states = dict(
            session.exec(
                select(Measure.external_key, Measure.state).where(col(Measure.state) != MeasureState.DRAFT)
            ).all()
        )
    reviewed, in_review = MeasureState.REVIEWED, MeasureState.IN_REVIEW
    implemented = MeasureState.IN_IMPLEMENTATION
    assert states == {
        "BSP-03": MeasureState.INCOMPLETE,
        "BSP-09": reviewed,
        "BSP-13": implemented,
        "BSP-16": reviewed,
        "BSP-18": reviewed,
        "BSP-20": MeasureState.SUBMITTED,
        "BSP-22": reviewed,
        "BSP-23": reviewed,
        "BSP-25": in_review,
        "BSP-26": MeasureState.CHANGES_REQUESTED,
        "BSP-27": in_review,
        "BSP-28": MeasureState.RESUBMITTED,
        "BSP-29": in_review,
        "BSP-30": in_review,
        "BSP-31": in_review,
        "BSP-32": implemented,
        "BSP-34": MeasureState.DEFERRED,
        "BSP-36": implemented,
        "BSP-37": MeasureState.SUBMITTED,
        "BSP-38": implemented,
        "BSP-39": MeasureState.REJECTED,
        "BSP-40": implemented,
    }


def test_the_coordination_has_something_of_each_kind_to_decide(house: TestHouse) -> None:
    waiting = board(house).waiting(today())
    assert {need: [key_of(house, each.measure_id) for each in found] for need, found in waiting.items()} == {
        Need.DISPUTED: ["BSP-30"],
        Need.OVERDUE: [],
        Need.UNASSIGNED: ["BSP-37"],
        Need.READY: ["BSP-29"],
    }


def test_reviews_agree_here_and_are_far_apart_there(house: TestHouse) -> None:
    widest = {
        key_of(house, each.measure_id): max(
            abs((one[question].level or 0) - (other[question].level or 0)) for question in QUESTIONS
        )
        for each in board(house).measures
        if len(each.written) == 2
        for one, other in [each.written.values()]
    }
    assert widest == {
        "BSP-09": 1, "BSP-13": 1, "BSP-16": 1, "BSP-18": 1, "BSP-22": 1, "BSP-23": 4, "BSP-26": 1,
        "BSP-29": 1, "BSP-30": 1, "BSP-32": 1, "BSP-34": 1, "BSP-36": 1, "BSP-38": 3, "BSP-39": 1,
        "BSP-40": 1,
    }  # fmt: skip


def test_a_disputed_minimum_requirement_is_open_once_and_settled_once(house: TestHouse) -> None:
    gates = {key_of(house, each.measure_id): each for each in board(house).measures}
    open_one, settled = gates["BSP-30"].gate, gates["BSP-38"].gate
    assert open_one is not None
    assert settled is not None
    assert (open_one.standing, settled.standing, settled.state) == (
        Standing.DISPUTED,
        Standing.ESTABLISHED,
        GateState.CONDITIONAL,
    )
    with house.database.reading() as session:
        joint = joint_of(session, gates["BSP-38"].revision_id)
    assert (joint.demands, joint.reason.startswith("Im Gespräch")) == (("coordination",), True)


def test_a_round_is_open_with_items_and_a_day_and_another_is_answered(house: TestHouse) -> None:
    (asked,), (answered,), (returned,) = (rounds(house, key) for key in ("BSP-26", "BSP-28", "BSP-03"))
    assert (asked.kind, asked.is_open, asked.due_on) == (
        RoundKind.CHANGES,
        True,
        today() + timedelta(days=28),
    )
    assert ([item.question for item in asked.items], asked.unanswered) == (["S3", "S4", "T2"], 3)
    assert answered.is_open is False
    assert [item.reply.stance for item in answered.items] == [Stance.AGREE, Stance.AGREE, Stance.DISAGREE]
    assert (returned.kind, returned.is_open, [item.question for item in returned.items]) == (
        RoundKind.INCOMPLETE,
        True,
        ["S1", "N1", ""],
    )


def test_who_is_in_conflict_with_a_municipality_reviews_none_of_its_measures(house: TestHouse) -> None:
    with house.database.reading() as session:
        (conflict,) = conflicts(session, house.actor, programme_id=programme(house))
    assert (conflict.name, conflict.municipality, conflict.measure_id) == (
        "Henning Rust",
        "Kreis Auenmarsch",
        None,
    )
    of_the_district = [each for each in board(house).measures if each.municipality == "Kreis Auenmarsch"]
    assert len(of_the_district) == 3
    assert "Henning Rust" not in {
        review.assignment.name for each in of_the_district for review in each.reviews
    }


def test_the_single_desk_has_one_review_to_begin(house: TestHouse) -> None:
    with house.database.reading() as session:
        own = [each for each in review_queue(session, house.actor) if each.own is not OwnPart.NONE]
    assert [(key_of(house, each.measure_id), each.own, each.due_on) for each in own] == [
        ("BSP-20", OwnPart.TO_BEGIN, today() + timedelta(days=10))
    ]


def test_one_advisor_is_half_way_and_another_has_changed_a_level_with_a_reason(house: TestHouse) -> None:
    begun = [
        (key_of(house, each.measure_id), review.assignment.name)
        for each in board(house).measures
        for review in each.reviews
        if review.progress is Progress.BEGUN
    ]
    assert sorted(begun) == [("BSP-25", "Miriam Okafor"), ("BSP-31", "Henning Rust")]
    with house.database.reading() as session:
        changed = session.exec(
            select(Answer.question_key, Answer.first_level, Answer.level).where(
                col(Answer.change_reason) != ""
            )
        ).all()
    assert changed == [("N3", 2, 3)]


def test_people_of_the_region_have_names_and_are_nobodys_desk(house: TestHouse) -> None:
    with house.database.reading() as session:
        people = session.exec(select(Person).where(col(Person.id) < 0).order_by(col(Person.id).desc())).all()
        assert [(person.name, person.email, person.oidc_subject) for person in people] == [
            (name, None, None) for name in PEOPLE
        ]
        assert [works_alone(session, Actor(person.id or 0, frozenset())) for person in people] == [
            False
        ] * len(PEOPLE)
        assert works_alone(session, house.actor)


def test_nobody_is_told_of_what_is_invented_and_each_step_left_its_event(house: TestHouse) -> None:
    with house.database.reading() as session:
        assert session.exec(select(func.count()).select_from(OutboxMessage)).one() == 0
        log = list(session.exec(select(Event.action).order_by(col(Event.id))))
        assert verify_chain(session) is None
        assert broken_rules(session) == ()
    steps = Counter(log[log.index("load_example") + 1 : log.index("add_stakeholder_group")])
    assert steps == {
        "assign": 42, "declare_conflict": 1, "end_assignment": 1, "begin_review": 36, "start_review": 19,
        "reveal_self_assessment": 34, "complete_review": 34, "request_changes": 2, "return_incomplete": 1,
        "reply": 3, "change_fact": 2, "submit": 1, "confirm_review": 1, "settle_gate": 1, "finish_review": 12,
    }  # fmt: skip


def test_with_logins_nothing_is_assigned_to_whoever_loads_the_region(own_house: TestHouse) -> None:
    desk = own_house.actor
    administrator = own_house.person("leitung@musterkreis.de", *desk.grants)
    with own_house.database.writing() as session:
        load_example(session, Actor(administrator, desk.grants))
    assert [
        each.assignment.name
        for found in board(own_house).measures
        if key_of(own_house, found.measure_id) == "BSP-20"
        for each in found.reviews
    ] == ["Jonas Petersen"]


def test_the_log_of_a_removed_measure_is_not_told_of_one_that_gets_its_number(own_house: TestHouse) -> None:
    load(own_house)
    reviewed = measure(own_house, "BSP-36")
    remove(own_house)
    load(own_house)
    with own_house.database.reading() as session:
        once = history_length(session, own_house.actor, measure_id=measure(own_house, "BSP-36"))
        logged = session.exec(
            select(func.count()).select_from(Event).where(col(Event.measure_id) == reviewed)
        ).one()
        conflict = session.exec(select(func.count()).select_from(Conflict)).one()
    assert (once, conflict) == (8, 1)
    assert logged >= once


def texts() -> Iterator[str]:
    yield from (conflict.reason for conflict in REVIEWING.conflicts)
    for each in REVIEWING.measures:
        for review in each.reviews:
            yield from review.to_municipality.values()
            yield from review.to_colleagues.values()
            yield from (change.why for change in review.changed.values())
            yield review.recommends.text if review.recommends else ""
        if each.round:
            yield from (each.round.text, *each.round.items.values(), *each.round.facts.values())
            yield from (said.text for said in each.round.replies.values())
        yield each.settled.reason if each.settled else ""


def test_texts_are_invented_and_without_gender_signs() -> None:
    everything = "\n".join(texts())
    assert REAL_PLACES.findall(everything) == []
    assert GENDER_SIGNS.findall(everything) == []
    assert re.findall(r" {2,}|\.\.", everything) == []


def test_what_is_written_names_questions_of_the_catalogue_people_and_submitted_measures() -> None:
    assert tuple(CATALOGUE.questions) == QUESTIONS
    submitted = {each.key for each in REGION.measures if each.submitted_on}
    assert {each.measure for each in REVIEWING.measures} - submitted == set()
    known = {person.id for person in REVIEWING.people} | {"desk"}
    assert {name for each in REVIEWING.measures for name in each.assigned} - known == set()
    places = {
        place
        for each in REVIEWING.measures
        for review in each.reviews
        for place in (*review.to_municipality, *review.to_colleagues)
    }
    assert places - {*QUESTIONS, ""} == set()
    assert {person.role for person in REVIEWING.people} == {Role.ADVICE, Role.COORDINATION, Role.PLANNING}
