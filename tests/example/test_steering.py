"""The steering group of the example region has weighed, kept packages, met once, and will meet again."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from tests.example.test_region import CATALOGUE, REAL_PLACES, REGION
from tests.houses import TestHouse
from tests.test_translations import GENDER_SIGNS
from toolkit.comparison import load_comparison
from toolkit.example import load_example
from toolkit.firmness import catalogue_weights, weight_shares, weights_from
from toolkit.messages import Message
from toolkit.model import (
    BallotKind,
    ConditionState,
    Event,
    Measure,
    MeetingState,
    Membership,
    Outcome,
    Programme,
    Role,
    Snapshot,
    id_of,
    now,
)
from toolkit.packing import pack
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.coordination import today
from toolkit.services.errors import InvalidError
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.services.meetings import meetings_of, open_meeting
from toolkit.services.packages import kept_packages, load_pool
from toolkit.services.weighting import open_weighting
from toolkit.storage import Database

STEERING = REGION.steering


@pytest.fixture
def house(region_house: TestHouse) -> TestHouse:
    return region_house


def programme(session: Session) -> int:
    return session.exec(select(Programme.id).where(col(Programme.is_example))).one() or 0


def meetings(house: TestHouse) -> list[MeetingRecord]:
    """The closed one, and the one that is prepared."""
    with house.database.reading() as session:
        found = meetings_of(session, house.actor, programme_id=programme(session))
        return [open_meeting(session, house.actor, meeting_id=each.meeting_id) for each in reversed(found)]


def by_key(house: TestHouse, record: MeetingRecord) -> dict[str, AgendaEntry]:
    with house.database.reading() as session:
        keys = {id_of(row): row.external_key or "" for row in session.exec(select(Measure))}
    return {keys[item.measure_id]: item for item in record.items if item.measure_id is not None}


def test_three_groups_have_fixed_their_weightings_in_three_ways_before_a_variant(house: TestHouse) -> None:
    with house.database.reading() as session:
        weighting = open_weighting(session, house.actor, programme_id=programme(session))
    assert weighting.waiting == ()
    firsts = [(each.name, each.method.value, each.proposed_by) for each in weighting.in_force]
    assert firsts == [
        ("Kommunalpolitik", "pairs", "Meike Christiansen"),
        ("Verwaltungen der Region", "swing", "Jens Ahlers"),
        ("Bürgerschaft und Wirtschaft", "order", "Samira Nasser"),
        ("Wirkung zuerst", "levels", "Hauke Iwersen"),
    ]
    assert [each.is_variant for each in weighting.in_force] == [False, False, False, True]
    assert all(each.reason and each.fixed_at for each in weighting.in_force)


def test_comparisons_in_pairs_are_consistent_without_being_exact() -> None:
    (pairs,) = [each for each in STEERING.groups if "pairs" in each.entered]
    ratio = weights_from(CATALOGUE, pairs.method, pairs.entered).consistency_ratio
    assert ratio is not None
    assert 0 < ratio < 0.1


def test_two_packages_are_kept_that_fit_the_same_money_and_differ(house: TestHouse) -> None:
    with house.database.reading() as session:
        programme_id, actor = programme(session), house.actor
        version = session.get_one(Programme, programme_id).catalogue_version_id
        catalogue = stored_catalogue(session, version)
        comparison = load_comparison(session, actor, programme_id=programme_id, catalogue=catalogue)
        weighting = open_weighting(session, actor, programme_id=programme_id)
        pool = load_pool(session, actor, programme_id=programme_id, comparison=comparison)
        kept = kept_packages(session, actor, programme_id=programme_id)
    sets = {each.weight_set_id: weight_shares(catalogue, each.weights) for each in weighting.in_force}
    shares = [sets.get(each.wishes.weight_set or 0, catalogue_weights(catalogue)) for each in kept]
    chosen = [
        pack(catalogue, pool.candidates, pool.links, each.wishes, weights, with_shares=False)
        for each, weights in zip(kept, shares, strict=True)
    ]
    assert [each.name for each in kept] == ["Was der Haushalt 2027 trägt", "Große und kleine Orte zusammen"]
    assert [(len(each.taken), each.clashes) for each in chosen] == [(8, ()), (8, ())]
    first, second = ({one.candidate.measure.measure_id for one in each.taken} for each in chosen)
    assert 1 <= len(first - second) < 8


def test_the_closed_meeting_has_an_outcome_of_each_kind(house: TestHouse) -> None:
    closed, _ = meetings(house)
    assert closed.state is MeetingState.CLOSED
    items = by_key(house, closed)
    assert {key: item.decision and item.decision.outcome for key, item in items.items()} == {
        "BSP-36": Outcome.IMPLEMENT,
        "BSP-13": Outcome.IMPLEMENT,
        "BSP-34": Outcome.DEFER,
        "BSP-40": Outcome.IMPLEMENT_WITH_CONDITION,
        "BSP-38": Outcome.IMPLEMENT,
        "BSP-32": Outcome.IMPLEMENT,
        "BSP-39": Outcome.REJECT,
        "BSP-23": Outcome.ADJOURN,
    }
    assert [key for key, item in items.items() if item.decision and item.decision.against_reason] == [
        "BSP-32"
    ]
    assert [key for key, item in items.items() if item.in_block] == ["BSP-36", "BSP-13"]
    assert [key for key, item in items.items() if item.pulled_by_id] == ["BSP-34"]
    assert all(item.is_done for item in closed.items)


def test_a_condition_is_open_until_its_day(house: TestHouse) -> None:
    closed, _ = meetings(house)
    decision = by_key(house, closed)["BSP-40"].decision
    assert decision is not None
    (condition,) = decision.conditions
    assert (condition.due_on, condition.state_on(today())) == (
        today() + timedelta(days=60),
        ConditionState.OPEN,
    )


def test_votes_and_a_sense_of_the_room_are_counted_without_who_has_no_part(house: TestHouse) -> None:
    closed, _ = meetings(house)
    items = by_key(house, closed)
    assert {
        key: [(one.kind, one.shown) for one in item.ballots] for key, item in items.items() if item.ballots
    } == {
        "BSP-38": [(BallotKind.VOTE, {"yes": 4, "no": 0, "abstain": 1})],
        "BSP-32": [(BallotKind.VOTE, {"yes": 4, "no": 1, "abstain": 0})],
        "BSP-23": [(BallotKind.SENSE, {"for": 2, "unsure": 3, "against": 1})],
    }
    names = {one.attendance_id: one.name for one in closed.people}
    recused = [names[one.attendance_id] for item in items.values() for one in item.recusals]
    assert recused == ["Hauke Iwersen"]
    assert [one.returned_at is not None for one in items["BSP-38"].recusals] == [True]
    assert [one.name for one in closed.people if one.person_id < 0 and one.came_at is None] == [
        "Samira Nasser"
    ]


def test_the_snapshot_keeps_what_the_group_had_before_it(house: TestHouse) -> None:
    closed, _ = meetings(house)
    with house.database.reading() as session:
        (snapshot,) = session.exec(select(Snapshot)).all()
    assert snapshot.sha256 == hashlib.sha256(snapshot.content.encode()).hexdigest() == closed.snapshot
    assert closed.opened_at is not None
    assert closed.closed_at is not None
    assert timedelta(minutes=95) <= closed.closed_at - closed.opened_at < timedelta(minutes=97)
    assert closed.held_on == closed.opened_at.astimezone().date()


def test_the_prepared_meeting_begins_with_what_comes_back_and_proposes_a_block(house: TestHouse) -> None:
    _, prepared = meetings(house)
    assert (prepared.state, prepared.snapshot) == (MeetingState.PREPARING, None)
    assert prepared.held_on >= now().astimezone().date() + timedelta(days=27)
    items = by_key(house, prepared)
    assert [(key, item.minutes) for key, item in items.items()] == [
        ("BSP-23", 20), ("BSP-09", 5), ("BSP-16", 5), ("BSP-18", 5), ("BSP-22", 5),
    ]  # fmt: skip
    assert [key for key, item in items.items() if item.in_block] == ["BSP-09", "BSP-22"]
    assert [item.title for item in prepared.items if item.measure_id is None] == [
        "Stand der Bedingungen aus der ersten Sitzung"
    ]


def test_the_list_of_who_is_there_begins_with_the_chair_and_goes_on_by_name(house: TestHouse) -> None:
    for record in meetings(house):
        assert [one.name for one in record.people if one.name] == [
            "Karin Thoms", "Beate Grotjahn", "Hauke Iwersen", "Jens Ahlers", "Meike Christiansen",
            "Ole Friedrichsen", "Samira Nasser",
        ]  # fmt: skip


def test_each_step_of_the_steering_group_left_its_event(house: TestHouse) -> None:
    with house.database.reading() as session:
        log = list(session.exec(select(Event.action).order_by(col(Event.id))))
    assert Counter(log[log.index("add_stakeholder_group") :]) == {
        "add_stakeholder_group": 3, "propose_weights": 3, "fix_weights": 3, "propose_variant": 1,
        "keep_package": 2, "prepare_meeting": 2, "add_agenda_item": 2, "change_agenda_item": 3,
        "begin_meeting": 1, "note_arrival": 6, "pull_out_of_block": 1, "recuse": 1, "note_return": 1,
        "open_ballot": 3, "answer_ballot": 11, "count_hands": 1, "close_ballot": 3, "record_decision": 8,
        "note_dissent": 1, "close_topic": 1, "close_meeting": 1,
        "decide": 8, "implement": 5, "defer": 1, "reject": 1, "postpone": 1,
    }  # fmt: skip


def test_who_sits_there_for_a_town_plans_in_it_too(house: TestHouse) -> None:
    with house.database.reading() as session:
        rows = session.exec(
            select(Membership.person_id, Membership.role).where(
                col(Membership.person_id) < 0, col(Membership.role) != Role.ADVICE
            )
        ).all()
    roles = Counter(role for _, role in rows)
    assert roles == {Role.COORDINATION: 1, Role.CHAIR: 1, Role.STEERING: 6, Role.PLANNING: 3}
    steering = {person for person, role in rows if role is Role.STEERING}
    assert len(steering & {person for person, role in rows if role is Role.PLANNING}) == 2


def test_a_catalogue_with_other_criteria_is_refused_before_anything_is_written(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = TestHouse.furnished(sqlite_database)
    criteria = CATALOGUE.criteria
    renamed = criteria[0].model_copy(update={"id": "X"})
    other = CATALOGUE.model_copy(update={"criteria": (renamed, *criteria[1:])})
    monkeypatch.setattr("toolkit.example.loading.stored_catalogue", lambda *_: other)
    with pytest.raises(InvalidError) as refused, house.database.writing() as session:
        load_example(session, house.actor)
    assert refused.value.message.key == "example.other_catalogue"
    assert isinstance(refused.value.message, Message)


def texts(written: Any) -> Iterator[str]:
    """Every sentence and name in the file, wherever it stands; no codes, which have no space."""
    if isinstance(written, str):
        yield from [written] if " " in written else []
    elif isinstance(written, dict):
        for key, value in written.items():
            yield from (*texts(key), *texts(value))
    elif isinstance(written, (list, tuple)):
        for value in written:
            yield from texts(value)


def test_texts_are_invented_and_without_gender_signs() -> None:
    everything = "\n".join(texts(STEERING.model_dump(mode="json")))
    assert REAL_PLACES.findall(everything) == []
    assert GENDER_SIGNS.findall(everything) == []
    assert re.findall(r" {2,}|\.\.", everything) == []


def test_everybody_named_is_of_the_group_and_every_measure_was_reviewed() -> None:
    known = {person.id for person in STEERING.people}
    named = {each.by for each in (*STEERING.weighings, *STEERING.packages)}
    released = {each.measure for each in REGION.reviewing.measures if each.released}
    for meeting in STEERING.meetings:
        assert {*(meeting.measures or ()), *meeting.minutes} - released == set()
        held = meeting.held
        for item in held.items if held else ():
            named |= {*(item.ballot.answers if item.ballot else ())}
            named |= {item.recusal.person} if item.recusal else set()
    assert named - known == set()
