"""Who has a part in a meeting: answers and votes that count, recusals, and guests by one-time PIN."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from tests.meetings import DAY, MEASURES, MEMBERS, SteeringRoom, decide, refusal
from toolkit.model import (
    BallotKind,
    Event,
    GuestPin,
    Outcome,
    RecusalManner,
)
from toolkit.services.attendances import (
    add_guest,
    change_attendance,
    lift_recusal,
    note_departure,
    note_return,
    recuse,
)
from toolkit.services.ballots import answer_ballot, close_ballot, count_hands, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.services.guests import GuestPass, enter_as_guest, guest_of, issue_pin, open_meeting_for_guest
from toolkit.services.leading import show_on_screens

FIRST, SECOND, DISPUTED, LAST = MEASURES


def test_a_sense_of_the_room_shows_from_five_answers_on_and_a_vote_once_it_is_over(
    room: SteeringRoom,
) -> None:
    room.begun()
    item_id = room.item(FIRST).item_id
    for name, guest in (("gast", False), ("gästin", False)):
        room.does(add_guest, meeting_id=room.meeting_id, name=name, votes=guest)
    sense = room.does(open_ballot, item_id=item_id, kind=BallotKind.SENSE)
    for name in ("vera", "mia", "noah", "olga"):
        room.does(answer_ballot, name, ballot_id=sense, answer="for")
    assert room.item(FIRST).ballots[0].shown is None
    room.does(answer_ballot, "quinn", ballot_id=sense, answer="unsure")
    assert room.item(FIRST).ballots[0].shown == {"for": 4, "unsure": 1, "against": 0}
    room.does(close_ballot, ballot_id=sense)
    vote = room.does(open_ballot, item_id=item_id, kind=BallotKind.VOTE)
    room.does(answer_ballot, "mia", ballot_id=vote, answer="no")
    room.does(answer_ballot, "mia", ballot_id=vote, answer="yes")
    assert room.item(FIRST).ballots[1].shown is None
    room.does(count_hands, ballot_id=vote, counts={"yes": 3, "no": 1}, based_on=1)
    room.does(close_ballot, ballot_id=vote)
    assert room.item(FIRST).ballots[1].shown == {"yes": 4, "no": 1, "abstain": 0}
    assert (
        refusal(lambda: room.does(answer_ballot, "noah", ballot_id=vote, answer="yes"))
        == "meeting.ballot_is_closed"
    )


def test_raised_hands_are_never_more_than_those_who_may_vote(room: SteeringRoom) -> None:
    room.begun()
    vote = room.does(open_ballot, item_id=room.item(FIRST).item_id, kind=BallotKind.VOTE)
    room.does(answer_ballot, "mia", ballot_id=vote, answer="yes")
    # Six are here; Paul's own measure it is, and Mia has voted.
    too_many = {"yes": 5}
    assert (
        refusal(lambda: room.does(count_hands, ballot_id=vote, counts=too_many, based_on=1))
        == "meeting.too_many_hands"
    )
    room.does(count_hands, ballot_id=vote, counts={"yes": 4}, based_on=1)
    assert room.item(FIRST).ballots[0].counts == {"yes": 5, "no": 0, "abstain": 0}


def test_who_is_recused_or_votes_on_the_own_measure_is_refused_and_told_why(room: SteeringRoom) -> None:
    room.begun()
    item_id = room.item(SECOND).item_id
    vote = room.does(open_ballot, item_id=item_id, kind=BallotKind.VOTE)
    room.does(answer_ballot, "noah", ballot_id=vote, answer="yes")
    room.does(
        recuse,
        item_id=item_id,
        attendance_id=room.place("noah"),
        manner=RecusalManner.LEFT_ROOM,
        reason="Bruder",
    )
    assert room.item(SECOND).ballots[0].counts == {"yes": 0, "no": 0, "abstain": 0}
    assert not room.item(SECOND).in_block
    assert [
        refusal(lambda name=name: room.does(answer_ballot, name, ballot_id=vote, answer="yes"))
        for name in ("noah", "paul")
    ] == ["meeting.no_vote.recused", "meeting.no_vote.own"]
    assert (
        refusal(lambda: room.does(note_return, item_id=item_id, attendance_id=room.place("noah")))
        == "meeting.ballot_is_open"
    )
    room.does(close_ballot, ballot_id=vote)
    room.does(note_return, item_id=item_id, attendance_id=room.place("noah"))
    (recusal,) = room.item(SECOND).recusals
    assert (recusal.manner, recusal.reason, recusal.returned_at is None) == (
        RecusalManner.LEFT_ROOM,
        "Bruder",
        False,
    )


steps = st.lists(
    st.tuples(
        st.sampled_from(["answer", "recuse", "lift", "place", "vote", "leave"]),
        st.sampled_from(MEMBERS),
        st.sampled_from(["yes", "no", "abstain"]),
    ),
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_in_whatever_order_no_vote_counts_of_who_has_no_part_in_it(
    room: SteeringRoom, steps: list[tuple[str, str, str]]
) -> None:
    room.begun()
    item_id = room.item(LAST).item_id
    vote = room.does(open_ballot, item_id=item_id, kind=BallotKind.VOTE)
    last: dict[str, str] = {}
    for what, name, answer in steps:
        _happens(room, what, name, answer, item_id=item_id, ballot_id=vote, last=last)
    item, opened = room.item(LAST), room.record()
    out = {
        one.name.lower()
        for one in opened.people
        if one.attendance_id in item.recused or not one.votes or one.municipality_id == room.neustadt
    }
    counted = {opened.attendees[key].name.lower(): answer for key, answer in item.ballots[0].answers.items()}
    assert counted == {name: answer for name, answer in last.items() if name not in out}


def _happens(
    room: SteeringRoom,
    what: str,
    name: str,
    answer: str,
    *,
    item_id: int,
    ballot_id: int,
    last: dict[str, str],
) -> None:
    place = room.place(name)
    one = room.record().attendees[place]
    try:
        if what == "answer":
            room.does(answer_ballot, name, ballot_id=ballot_id, answer=answer)
            last[name] = answer
        elif what == "recuse":
            room.does(recuse, item_id=item_id, attendance_id=place, manner=RecusalManner.LEFT_TABLE)
        elif what == "lift":
            room.does(lift_recusal, item_id=item_id, attendance_id=place)
        elif what == "leave":
            room.does(note_departure, attendance_id=place)
        else:
            votes = one.votes != (what == "vote")
            town = room.neustadt if what == "place" and one.municipality_id is None else None
            room.does(
                change_attendance,
                attendance_id=place,
                based_on=one.version,
                role=one.role,
                votes=votes,
                municipality_id=town,
            )
    except (RefusedError, NotFoundError):
        pass


def entered(room: SteeringRoom, attendance_id: int, pin: str) -> GuestPass | str:
    opened = room.record()
    with room.house.database.writing() as session:
        found = enter_as_guest(session, meeting=opened.uuid, attendance_id=attendance_id, pin=pin)
    return found if isinstance(found, GuestPass) else found.key


def test_a_guest_comes_in_once_by_pin_and_is_nobody_after_the_meeting(any_room: SteeringRoom) -> None:
    any_room.begun()
    place = any_room.does(add_guest, meeting_id=any_room.meeting_id, name="Gerda Gast", votes=True)
    pin = any_room.does(issue_pin, attendance_id=place)
    came = entered(any_room, place, pin)
    assert isinstance(came, GuestPass)
    assert entered(any_room, place, pin) == "meeting.pin_used"
    with any_room.house.database.reading() as session:
        (kept,) = session.exec(select(GuestPin)).all()
        assert pin not in kept.pin_hash
        assert came.token != kept.token_hash
        guest = guest_of(session, came.token)
        assert guest_of(session, "made up") is None
    assert guest is not None
    vote = any_room.does(open_ballot, item_id=any_room.item(FIRST).item_id, kind=BallotKind.VOTE)
    with any_room.house.database.writing() as session:
        answer_ballot(session, guest, ballot_id=vote, answer="yes")
    assert any_room.item(FIRST).ballots[0].answers == {place: "yes"}
    any_room.does(close_meeting, meeting_id=any_room.meeting_id)
    with any_room.house.database.reading() as session:
        assert guest_of(session, came.token) is None
    assert entered(any_room, place, pin) == "meeting.pin_not_open"


def test_a_pin_is_blocked_after_five_wrong_attempts_and_each_leaves_an_event(room: SteeringRoom) -> None:
    room.begun()
    place = room.does(add_guest, meeting_id=room.meeting_id, name="Gerda Gast")
    pin = room.does(issue_pin, attendance_id=place)
    wrong = "000000" if pin != "000000" else "111111"
    assert [entered(room, place, wrong) for _ in range(6)] == ["meeting.pin_wrong"] * 5 + [
        "meeting.pin_blocked"
    ]
    assert entered(room, place, pin) == "meeting.pin_blocked"
    with room.house.database.reading() as session:
        refused = select(Event.action).where(col(Event.action).startswith("refused."))
        assert list(session.exec(refused)) == ["refused.meeting.pin_wrong"] * 5
    assert isinstance(entered(room, place, room.does(issue_pin, attendance_id=place)), GuestPass)


def test_a_guest_sees_what_the_screen_shows_and_nothing_beside_it(any_room: SteeringRoom) -> None:
    any_room.begun()
    place = any_room.does(add_guest, meeting_id=any_room.meeting_id, name="Gerda Gast", votes=True)
    came = entered(any_room, place, any_room.does(issue_pin, attendance_id=place))
    assert isinstance(came, GuestPass)
    hidden = {"reason": "Geheim A", "condition": "Geheim B", "due_on": DAY}
    decide(any_room, FIRST, Outcome.IMPLEMENT_WITH_CONDITION, **hidden)
    recused = {"manner": RecusalManner.LEFT_ROOM, "reason": "Geheim C"}
    any_room.does(recuse, item_id=any_room.item(LAST).item_id, attendance_id=any_room.place("mia"), **recused)
    item_id = any_room.item(LAST).item_id
    vote = any_room.does(open_ballot, item_id=item_id, kind=BallotKind.VOTE)
    any_room.does(answer_ballot, "noah", ballot_id=vote, answer="no")
    any_room.does(show_on_screens, meeting_id=any_room.meeting_id, view="item", item_id=item_id)
    with any_room.house.database.reading() as session:
        guest = guest_of(session, came.token)
        assert guest is not None
        seen = open_meeting_for_guest(session, guest)
    assert [one.name for one in seen.people] == ["Gerda Gast"]
    assert [hint for hint in ("Geheim", "Noah", "Mia") if hint in repr(seen)] == []
    assert set(seen.standings) == {any_room.measures[LAST]}
    assert seen.current is not None
    assert seen.current.ballots[0].answers == {}
