"""A steering group's meeting, from its agenda to what is followed afterwards."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from sqlmodel import col, select

from tests.meetings import DAY, MEASURES, SteeringRoom, decide, refusal
from toolkit.access import Actor
from toolkit.messages import Message
from toolkit.model import (
    AttendanceRole,
    ConditionState,
    Event,
    Measure,
    MeasureState,
    MeetingState,
    Outcome,
    Snapshot,
)
from toolkit.services.agenda import add_topic, candidates, move_agenda_item, put_in_block, set_minutes
from toolkit.services.closing import close_meeting
from toolkit.services.conditions import (
    add_council_step,
    follow_condition,
    note_council_result,
    published_decisions,
)
from toolkit.services.decisions import (
    DecisionConflictError,
    decide_block,
    note_dissent,
    pull_out_of_block,
    record_decision,
    take_back_decision,
)
from toolkit.services.errors import NotFoundError
from toolkit.services.history import history_of
from toolkit.services.leading import begin_meeting, close_topic, show_on_screens
from toolkit.services.meetings import meetings_of, open_meeting, step_of
from toolkit.storage import FrozenRecordError

FIRST, SECOND, DISPUTED, LAST = MEASURES


def test_the_agenda_is_made_of_what_was_reviewed_in_its_order_and_proposes_what_is_undisputed_and_firm(
    any_room: SteeringRoom,
) -> None:
    any_room.prepared()
    opened = any_room.record()
    assert [(item.title, item.in_block) for item in opened.items] == [
        (FIRST, True),
        (SECOND, True),
        (LAST, False),
        (DISPUTED, False),
    ]
    assert (opened.state, opened.weights_name, opened.left) == (MeetingState.PREPARING, None, 4)
    assert next((one.name, one.role) for one in opened.people) == ("Vera", AttendanceRole.CHAIR)
    assert {one.municipality_id for one in opened.people} == {None, any_room.neustadt}


def test_only_who_leads_prepares_and_who_has_no_part_in_the_steering_group_knows_no_meeting(
    room: SteeringRoom,
) -> None:
    room.prepared()
    assert (
        refusal(lambda: room.does(begin_meeting, "mia", meeting_id=room.meeting_id)) == "access.not_leading"
    )
    with room.house.database.reading() as session:
        actor = room.house.actor_of(room.people["mia"])
        assert len(meetings_of(session, actor, programme_id=room.programme_id)) == 1
    outsider = Actor(1000, frozenset())
    with room.house.database.reading() as session, pytest.raises(NotFoundError):
        open_meeting(session, outsider, meeting_id=room.meeting_id)


def test_the_agenda_is_arranged_and_the_block_takes_only_what_the_rule_allows(room: SteeringRoom) -> None:
    room.prepared()
    room.does(add_topic, meeting_id=room.meeting_id, title="Begrüßung", minutes=3)
    greeting = room.item("Begrüßung").item_id
    for _ in range(5):
        room.does(move_agenda_item, item_id=greeting, up=True)
    room.does(set_minutes, item_id=greeting, minutes=2)
    assert [(item.title, item.minutes) for item in room.record().items][:2] == [("Begrüßung", 2), (FIRST, 5)]
    assert (
        refusal(lambda: room.does(put_in_block, item_id=room.item(DISPUTED).item_id, in_block=True))
        == "meeting.not_for_block"
    )
    room.does(put_in_block, item_id=room.item(FIRST).item_id, in_block=False)
    assert [item.title for item in room.record().block] == [SECOND]


def test_the_chairs_step_is_counted_and_says_what_all_screens_show(room: SteeringRoom) -> None:
    room.begun()
    item_id, before = room.item(SECOND).item_id, room.record().step
    room.does(show_on_screens, meeting_id=room.meeting_id, view="item", item_id=item_id)
    shown = room.record("mia")
    assert (shown.step, shown.view, shown.current and shown.current.title) == (before + 1, "item", SECOND)
    with room.house.database.reading() as session:
        assert step_of(session, room.meeting_id) == before + 1
    assert (
        refusal(lambda: room.does(show_on_screens, "mia", meeting_id=room.meeting_id, view="overview"))
        == "access.not_leading"
    )


def test_any_member_pulls_a_point_out_of_the_block_and_the_rest_is_taken_together(room: SteeringRoom) -> None:
    room.begun()
    room.does(pull_out_of_block, "olga", item_id=room.item(SECOND).item_id)
    assert room.does(decide_block, meeting_id=room.meeting_id) == 1
    opened = room.record()
    pulled = opened.attendees[room.item(SECOND).pulled_by_id or 0].name
    assert (pulled, [item.title for item in opened.items if item.decision]) == ("Olga", [FIRST])
    room.does(pull_out_of_block, "mia", item_id=room.item(FIRST).item_id)
    assert room.item(FIRST).decision is None


def test_each_outcome_asks_for_what_it_needs(room: SteeringRoom) -> None:
    room.begun()
    needed = {
        outcome: refusal(lambda outcome=outcome: decide(room, SECOND, outcome))
        for outcome in Outcome
        if outcome is not Outcome.IMPLEMENT
    }
    assert needed == {
        Outcome.IMPLEMENT_WITH_CONDITION: "meeting.needs_condition",
        Outcome.DEFER: "meeting.needs_date",
        Outcome.REFER: "meeting.needs_body",
        Outcome.MERGE: "meeting.needs_target",
        **dict.fromkeys(
            (Outcome.REWORK, Outcome.ADJOURN, Outcome.NOTE, Outcome.REJECT, Outcome.PASS_ON, Outcome.END),
            "meeting.needs_reason",
        ),
    }


def test_against_the_order_the_meeting_asks_why(room: SteeringRoom) -> None:
    room.begun()
    decide(room, LAST, Outcome.IMPLEMENT)
    reject = {"outcome": Outcome.REJECT, "reason": "Zu teuer."}
    assert refusal(lambda: decide(room, FIRST, **reject)) == "meeting.asks_why"
    decide(room, FIRST, **reject, against_reason="Es fehlt die Deckung.")
    found = room.item(FIRST).decision
    assert found is not None
    assert (found.outcome, found.against_reason) == (Outcome.REJECT, "Es fehlt die Deckung.")


def test_an_outcome_is_changed_and_taken_back_until_the_meeting_is_closed_and_nobody_overwrites_another(
    room: SteeringRoom,
) -> None:
    room.begun()
    decide(room, FIRST, Outcome.IMPLEMENT)
    item_id = room.item(FIRST).item_id
    with pytest.raises(DecisionConflictError):
        room.does(record_decision, item_id=item_id, based_on=0, outcome=Outcome.REJECT, reason="Nein.")
    room.does(note_dissent, item_id=item_id, attendance_id=room.place("mia"), text="Zu früh.")
    room.does(take_back_decision, item_id=item_id)
    assert (room.item(FIRST).decision, room.state(FIRST)) == (None, MeasureState.REVIEWED)
    decide(room, FIRST, Outcome.IMPLEMENT)
    room.does(close_meeting, meeting_id=room.meeting_id)
    assert refusal(lambda: room.does(take_back_decision, item_id=item_id)) == "meeting.is_closed"


def test_nothing_is_published_before_the_meeting_is_closed_and_then_everything_at_once(
    any_room: SteeringRoom,
) -> None:
    any_room.begun()
    decide(
        any_room, FIRST, Outcome.IMPLEMENT_WITH_CONDITION, condition="Deckung klären", due_on=date(2027, 3, 1)
    )
    decide(any_room, SECOND, Outcome.REWORK, reason="Ziele schärfen", against_reason="")
    decide(any_room, DISPUTED, Outcome.DEFER, reason="Personal fehlt", due_on=date(2027, 9, 1))
    assert {any_room.state(title) for title in MEASURES} == {MeasureState.REVIEWED}
    assert told(any_room, FIRST, "paul") == []
    any_room.does(close_meeting, meeting_id=any_room.meeting_id)
    assert [any_room.state(title) for title in MEASURES] == [
        MeasureState.IN_IMPLEMENTATION,
        MeasureState.CHANGES_REQUESTED,
        MeasureState.DEFERRED,
        MeasureState.REVIEWED,
    ]
    assert told(any_room, FIRST, "paul") == [Outcome.IMPLEMENT_WITH_CONDITION]


def told(room: SteeringRoom, title: str, who: str) -> list[Outcome]:
    """What somebody without a part in the steering group reads of it: here as a planner only."""
    actor = room.actor(who)
    planner = Actor(
        actor.person_id, frozenset(grant for grant in actor.grants if grant.municipality_id is not None)
    )
    with room.house.database.reading() as session:
        found = published_decisions(session, planner, measure_id=room.measures[title])
    return [each.outcome for each in found]


def test_every_outcome_leads_where_the_rules_say(room: SteeringRoom) -> None:
    room.begun()
    target = room.measures[LAST]
    said = {
        FIRST: (Outcome.MERGE, {"merged_into_id": target, "reason": "Gleiches Ziel"}),
        SECOND: (Outcome.PASS_ON, {"reason": "Andere sind weiter"}),
        DISPUTED: (Outcome.REFER, {"responsible": "Bauausschuss", "reason": "Zuständig"}),
        LAST: (Outcome.END, {"reason": "Abgeschlossen"}),
    }
    for title, (outcome, values) in said.items():
        decide(room, title, outcome, against_reason="", **values)
    room.does(close_meeting, meeting_id=room.meeting_id)
    assert [room.state(title) for title in MEASURES] == [
        MeasureState.MERGED,
        MeasureState.PASSED_ON,
        MeasureState.REVIEWED,
        MeasureState.ENDED,
    ]
    steps = room.item(DISPUTED).decision
    assert steps is not None
    assert [step.body for step in steps.council_steps] == ["Bauausschuss"]


def test_in_the_history_of_a_measure_the_group_decided_and_nobody_by_name(room: SteeringRoom) -> None:
    room.begun()
    room.does(decide_block, meeting_id=room.meeting_id)
    room.does(close_meeting, meeting_id=room.meeting_id)
    told: set[tuple[str, str]] = set()
    for name in ("vera", "paul"):
        with room.house.database.reading() as session:
            found = history_of(session, room.actor(name), measure_id=room.measures[FIRST], start=0, stop=50)
        told |= {(str(each.who), each.what.key) for each in found.entries}
    group = str(Message.of("people.role.steering"))
    assert {(group, "history.did.decide"), (group, "history.did.implement")} <= told
    assert {who for who, did in told if did in {"history.did.decide", "history.did.implement"}} == {group}


def test_closing_happens_exactly_once_and_its_snapshot_never_changes(any_room: SteeringRoom) -> None:
    any_room.begun()
    any_room.does(decide_block, meeting_id=any_room.meeting_id)
    first = any_room.does(close_meeting, meeting_id=any_room.meeting_id)
    assert any_room.does(close_meeting, meeting_id=any_room.meeting_id) == first
    with any_room.house.database.reading() as session:
        (snapshot,) = session.exec(select(Snapshot)).all()
        closings = session.exec(select(Event).where(col(Event.action) == "close_meeting")).all()
        implemented = session.exec(select(Event).where(col(Event.action) == "implement")).all()
    kept = json.loads(snapshot.content)
    assert hashlib.sha256(snapshot.content.encode()).hexdigest() == first == any_room.record().snapshot
    assert (len(closings), len(implemented)) == (1, 2)
    assert set(kept) == {"meeting", "catalogue", "weights", "weightings", "standings", "attendance", "items"}
    assert [each["rank"] for each in kept["standings"]] == [1, 2, 3, None]
    assert ["name" in each for each in kept["attendance"]] == [False] * 6
    with pytest.raises(FrozenRecordError), any_room.house.database.writing() as session:
        session.get_one(Snapshot, snapshot.id).content = "{}"


def test_a_closed_meeting_shows_what_it_had_before_it_whatever_changes_afterwards(room: SteeringRoom) -> None:
    room.begun()
    room.does(close_meeting, meeting_id=room.meeting_id)
    before = room.record().standings
    with room.house.database.writing() as session:
        session.get_one(Measure, room.measures[FIRST]).state = MeasureState.WITHDRAWN
    assert room.record().standings == before


def test_until_it_is_closed_a_meeting_shows_at_once_what_has_changed(room: SteeringRoom) -> None:
    room.begun()
    ranks = []
    for state in (MeasureState.REVIEWED, MeasureState.WITHDRAWN):
        with room.house.database.writing() as session:
            session.get_one(Measure, room.measures[FIRST]).state = state
        ranks.append(room.record().standings[room.measures[SECOND]].rank)
    assert ranks == [2, 1]


def test_what_was_adjourned_or_not_reached_stands_first_on_the_next_agenda(room: SteeringRoom) -> None:
    room.begun()
    decide(room, FIRST, Outcome.IMPLEMENT)
    decide(room, SECOND, Outcome.ADJOURN, reason="Unterlagen fehlen")
    decide(room, DISPUTED, Outcome.NOTE, reason="Bericht")
    room.does(close_meeting, meeting_id=room.meeting_id)
    found = room.does(candidates, programme_id=room.programme_id)
    assert [(each.standing.title, each.comes_back) for each in found] == [
        (SECOND, True),
        (LAST, True),
        (FIRST, False),
        (DISPUTED, False),
    ]
    room.prepared()
    assert [item.title for item in room.record().items] == [SECOND, LAST, DISPUTED]


def test_a_condition_is_open_then_met_or_lapsed_by_its_day(room: SteeringRoom) -> None:
    room.begun()
    decide(room, FIRST, Outcome.IMPLEMENT_WITH_CONDITION, condition="Deckung klären", due_on=DAY)
    room.does(close_meeting, meeting_id=room.meeting_id)
    decision = room.item(FIRST).decision
    assert decision is not None
    (condition,) = decision.conditions
    assert [condition.state_on(day) for day in (DAY, date(2027, 1, 15))] == [
        ConditionState.OPEN,
        ConditionState.LAPSED,
    ]
    room.does(
        follow_condition,
        condition_id=condition.condition_id,
        based_on=1,
        state=ConditionState.MET,
        note="Erledigt",
    )
    decision = room.item(FIRST).decision
    assert decision is not None
    assert decision.conditions[0].state_on(date(2030, 1, 1)) is ConditionState.MET
    with room.house.database.reading() as session:
        (known,) = published_decisions(session, room.actor("paul"), measure_id=room.measures[FIRST])
    assert known.followed == decision.conditions[0]
    step = room.does(add_council_step, decision_id=decision.decision_id, body="Hauptausschuss", held_on=None)
    room.does(note_council_result, step_id=step, based_on=1, result="zugestimmt")
    decision = room.item(FIRST).decision
    assert decision is not None
    assert [(each.body, each.result) for each in decision.council_steps] == [("Hauptausschuss", "zugestimmt")]


def test_a_topic_without_a_measure_is_closed_and_opened_again(room: SteeringRoom) -> None:
    room.prepared()
    room.does(add_topic, meeting_id=room.meeting_id, title="Verschiedenes", minutes=5)
    room.does(begin_meeting, meeting_id=room.meeting_id)
    item_id = room.item("Verschiedenes").item_id
    room.does(close_topic, item_id=item_id)
    assert room.record().left == 4
    room.does(close_topic, item_id=item_id, done=False)
    assert room.record().left == 5
