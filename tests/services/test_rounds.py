"""Rounds: what is asked of a municipality, its reply to each item, and the next revision that answers it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from tests.houses import TestHouse, panel_catalogue
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    Conflict,
    Event,
    MeasureState,
    NoticeKind,
    OutboxMessage,
    Revision,
    Round,
    RoundKind,
    Stance,
    now,
)
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import answer_question, open_self_assessment
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.measures import change_fact
from toolkit.services.missing import what_is_missing
from toolkit.services.rounds import (
    LONGEST_TEXT,
    MOST_ITEMS,
    ReplyConflictError,
    ReplyState,
    question_title,
    request_changes,
)
from toolkit.storage import check_database
from toolkit.workflow import Step

TODAY = now().astimezone().date()
State = MeasureState


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    """Submitted, and reviewed by anna; bernd has yet to begin."""
    world = Reviewing.made(house)
    world.submit()
    world.review("anna")
    return world


def key_of(refused: type[ServiceError], act: object) -> str:
    with pytest.raises(refused) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.message.key


def required(world: Reviewing) -> list[tuple[str, int | None]]:
    with world.house.database.reading() as session:
        opened = open_self_assessment(session, world.actor("erika"), measure_id=world.measure_id)
    found = what_is_missing(opened, world.open_round())
    return [(each.message.key, each.item_id) for each in found if each.required]


def test_a_request_for_changes_opens_the_next_revision_with_all_answers_and_tells_the_municipality(
    world: Reviewing,
) -> None:
    due_on = TODAY + timedelta(days=14)
    number = world.ask(("S1", "Bitte das Ziel nennen."), ("", "Kosten fehlen."), text="Danke.", due_on=due_on)
    asked = world.open_round()
    assert (number, world.state) == (1, State.CHANGES_REQUESTED)
    assert world.revisions() == [(1, True), (2, False)]
    assert (asked.kind, asked.revision_number, asked.text, asked.due_on) == (
        RoundKind.CHANGES, 1, "Danke.", due_on,
    )  # fmt: skip
    assert [(item.question, item.text, item.reply) for item in asked.items] == [
        ("S1", "Bitte das Ziel nennen.", ReplyState()),
        ("", "Kosten fehlen.", ReplyState()),
    ]
    with world.house.database.reading() as session:
        copied = session.exec(
            select(Answer.level, Answer.carried_over)
            .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
            .join(Revision, col(Revision.id) == col(Assessment.revision_id))
            .where(col(Revision.number) == 2)
        ).all()
        told = session.exec(
            select(OutboxMessage).where(col(OutboxMessage.kind) == NoticeKind.CHANGES_REQUESTED)
        ).all()
    assert copied == [(2, True)] * len(panel_catalogue().questions)
    assert {row.person_id for row in told} == {world.people["erika"], world.people["jonas"]}
    assert {row.details["on"] for row in told} == {due_on.isoformat()}


def test_a_bound_advisor_returns_the_incomplete_without_having_seen_the_self_assessment(
    house: TestHouse,
) -> None:
    world = Reviewing.made(house)
    world.submit()
    world.return_it(("S1", "Es steht kein Ziel da."), by="bernd")
    assert (world.state, world.revisions()) == (State.INCOMPLETE, [(1, True), (2, False)])
    with world.house.database.reading() as session:
        opened = open_self_assessment(session, world.actor("erika"), measure_id=world.measure_id)
    assert {answer.given.level for answer in opened.answers.values()} == {2}
    world.reply_to_all()
    world.submit()
    assert world.state is State.SUBMITTED
    assert world.told() == [
        ("clara", NoticeKind.SUBMITTED),
        ("erika", NoticeKind.RETURNED_INCOMPLETE),
        ("jonas", NoticeKind.RETURNED_INCOMPLETE),
        ("clara", NoticeKind.SUBMITTED),
    ]


def test_submitting_asks_for_a_reply_to_each_item_and_then_closes_the_round(world: Reviewing) -> None:
    world.ask(("S1", "Ziel?"), ("S2", "Beleg?"), ("", "Kosten?"))
    first, second, third = (item.item_id for item in world.open_round().items)
    assert required(world) == [("submitting.reply", item) for item in (first, second, third)]
    world.reply(first, Stance.AGREE)
    world.reply(second, Stance.DISAGREE)
    assert required(world) == [("submitting.reply", item) for item in (second, third)]
    assert key_of(InvalidError, world.submit) == "submitting.not_yet"
    assert world.state is State.CHANGES_REQUESTED
    world.reply(second, Stance.DISAGREE, "Der Beleg liegt bei.", based_on=1)
    world.reply(third, Stance.AGREE)
    world.submit()
    assert (world.state, world.revisions()) == (State.RESUBMITTED, [(1, True), (2, True)])
    with world.house.database.reading() as session:
        closed, answered = session.exec(select(Round.closed_at, Round.answered_revision_id)).one()
        submitted = session.exec(
            select(Revision.id, Revision.submitted_at).where(col(Revision.number) == 2)
        ).one()
        assert check_database(session) == ()
    assert (answered, closed) == submitted
    assert set(world.told()[-3:]) == {(name, NoticeKind.RESUBMITTED) for name in ("anna", "bernd", "clara")}


def test_a_request_needs_something_to_ask_and_a_day_that_is_still_to_come(world: Reviewing) -> None:
    yesterday = TODAY - timedelta(days=1)
    long = "x" * (LONGEST_TEXT + 1)
    assert key_of(InvalidError, lambda: world.ask(("S1", "  "), text=" ")) == "rounds.nothing_asked"
    assert key_of(InvalidError, lambda: world.ask(text="Bitte", due_on=yesterday)) == "rounds.due_in_the_past"
    assert key_of(InvalidError, lambda: world.ask(("S1", long))) == "rounds.too_long"
    many = [("S1", "x")] * (MOST_ITEMS + 1)
    assert key_of(InvalidError, lambda: world.ask(*many)) == "rounds.too_many_items"
    assert key_of(NotFoundError, lambda: world.ask(("X9", "Ja?"))) == "services.no_question"
    assert (world.state, world.revisions(), world.rounds("clara")) == (State.IN_REVIEW, [(1, True)], ())
    world.ask(text="Bitte überarbeiten.", due_on=TODAY)
    assert world.open_round().items == ()


def test_who_may_ask_for_changes_is_who_has_judged_or_coordinates(world: Reviewing) -> None:
    asked = ("S1", "Ziel?")
    assert key_of(RefusedError, lambda: world.ask(asked, by="bernd")) == "access.bound"
    assert key_of(RefusedError, lambda: world.ask(asked, by="erika")) == "access.not_assigned"
    for name in ("hanna", "stefan"):
        assert key_of(NotFoundError, lambda name=name: world.ask(asked, by=name)) == "services.no_measure"  # type: ignore[misc]
    assert world.ask(asked, by="anna") == 1
    assert key_of(RefusedError, lambda: world.ask(asked)) == "workflow.not_possible.request_changes"
    assert key_of(RefusedError, lambda: world.return_it(asked)) == "workflow.not_possible.return_incomplete"


def test_the_list_is_read_by_who_is_concerned_and_the_replies_once_they_are_submitted(
    world: Reviewing,
) -> None:
    world.ask(("S1", "Ziel?"))
    item = world.open_round().items[0].item_id
    world.reply(item, Stance.DISAGREE, "Steht im ISEK.")
    read = {name: [each.items[0].reply.text for each in world.rounds(name)] for name in world.people}
    # bernd has yet to judge: what colleagues found would colour it.
    assert read == {
        "erika": ["Steht im ISEK."], "jonas": ["Steht im ISEK."], "hanna": [], "anna": [""], "bernd": [],
        "clara": [""], "stefan": [],
    }  # fmt: skip
    world.submit()
    world.review("bernd")
    read = {name: [each.items[0].reply.text for each in world.rounds(name)] for name in world.people}
    assert read == {name: [] if name in ("hanna", "stefan") else ["Steht im ISEK."] for name in world.people}


def test_a_conflict_of_interest_closes_the_list_and_the_incomplete_is_read_before_judging(
    house: TestHouse,
) -> None:
    world = Reviewing.made(house)
    world.submit()
    world.return_it(text="Es fehlt alles.")
    assert [name for name in world.people if world.rounds(name)] == [
        "erika", "jonas", "anna", "bernd", "clara",
    ]  # fmt: skip
    with house.database.writing() as session:
        session.add(Conflict(person_id=world.people["anna"], municipality_id=world.neustadt))
    assert world.rounds("anna") == ()


def test_two_planners_who_reply_to_one_item_see_mine_and_theirs(world: Reviewing) -> None:
    world.ask(("S1", "Ziel?"))
    item = world.open_round().items[0].item_id
    stored = world.reply(item, Stance.AGREE, "Ergänzt.")
    assert stored == ReplyState(Stance.AGREE, "Ergänzt.", 1)
    assert world.reply(item, Stance.AGREE, " Ergänzt. ", by="jonas") == stored  # the same is no conflict
    with pytest.raises(ReplyConflictError) as conflict:
        world.reply(item, Stance.DISAGREE, "Nein.", by="jonas")
    assert (conflict.value.mine, conflict.value.theirs) == (ReplyState(Stance.DISAGREE, "Nein."), stored)
    assert world.reply(item, None, "", by="jonas", based_on=1) == ReplyState(None, "", 2)


def test_only_the_planning_of_the_municipality_replies_and_only_to_an_open_round(world: Reviewing) -> None:
    world.ask(("S1", "Ziel?"))
    item = world.open_round().items[0].item_id
    assert key_of(RefusedError, lambda: world.reply(item, by="clara")) == "access.not_your_municipality"
    for name in ("hanna", "bernd", "stefan"):
        assert key_of(NotFoundError, lambda name=name: world.reply(item, by=name)) == "rounds.no_item"  # type: ignore[misc]
    assert key_of(InvalidError, lambda: world.reply(item, text="x" * (LONGEST_TEXT + 1))) == "rounds.too_long"
    world.reply_to_all()
    world.submit()
    assert key_of(RefusedError, lambda: world.reply(item, None, based_on=1)) == "access.not_now.reply"


def test_withdrawing_and_resuming_lead_back_into_the_round(world: Reviewing) -> None:
    world.ask(("S1", "Ziel?"))
    world.step(Step.WITHDRAW)
    item = world.open_round().items[0].item_id
    assert key_of(RefusedError, lambda: world.reply(item)) == "access.not_now.reply"
    world.step(Step.RESUME)
    assert world.state is State.CHANGES_REQUESTED
    world.reply_to_all()
    world.submit()
    assert world.state is State.RESUBMITTED


def test_rounds_are_counted_per_measure_and_each_asks_about_the_newest_revision(world: Reviewing) -> None:
    world.ask(("S1", "Ziel?"))
    world.reply_to_all()
    world.submit()
    assert world.ask(("S2", "Beleg?")) == 2
    assert [(each.number, each.revision_number, each.is_open) for each in world.rounds("erika")] == [
        (2, 2, True),
        (1, 1, False),
    ]


def test_what_was_asked_leaves_events_without_a_word_of_it(world: Reviewing) -> None:
    world.ask(("S1", "Geheimes Ziel"), text="Vertraulich", due_on=TODAY)
    world.reply(world.open_round().items[0].item_id, Stance.DISAGREE, "Nichts verraten")
    with world.house.database.reading() as session:
        events = session.exec(select(Event).order_by(col(Event.id).desc()).limit(2)).all()
    assert [(event.action, sorted(event.fields)) for event in events] == [
        ("reply", ["stance", "text"]),
        ("request_changes", ["due_on", "items", "revision", "round", "state", "text"]),
    ]
    stored = " ".join(str(event.model_dump()) for event in events)
    assert [word for word in ("Geheimes", "Vertraulich", "verraten") if word in stored] == []


def test_the_submitted_revision_stays_as_it_was_while_the_next_one_changes(world: Reviewing) -> None:
    world.ask(("S1", "Ziel?"))
    with world.house.database.writing() as session:
        work_on(session, world)
    with world.house.database.reading() as session:
        seen = {
            name: open_self_assessment(session, world.actor(name), measure_id=world.measure_id)
            for name in ("erika", "anna", "clara")
        }
    assert {name: (each.measure.title, each.answers["S1"].given.level) for name, each in seen.items()} == {
        "erika": ("Neuer Titel", 4),
        "anna": ("Pegelsensoren für die Treene", 2),
        "clara": ("Pegelsensoren für die Treene", 2),
    }


def work_on(session: Session, world: Reviewing) -> None:
    actor, measure_id = world.actor("erika"), world.measure_id
    change_fact(
        session, actor, measure_id=measure_id, field="title", based_on="Pegelsensoren für die Treene",
        entered="Neuer Titel",
    )  # fmt: skip
    answer_question(
        session, actor, measure_id=measure_id, question="S1", based_on=1, change=AnswerInput.at(4)
    )


def test_an_item_is_named_by_its_question_and_keeps_its_key_where_that_is_gone() -> None:
    catalogue = panel_catalogue()
    assert question_title(catalogue, "S1") == catalogue.questions["S1"].title
    assert question_title(catalogue, "") == Message.of("rounds.whole_measure")
    assert question_title(catalogue, "X9") == "X9"


def test_two_who_ask_at_once_open_one_round(world: Reviewing) -> None:
    with world.house.database.writing() as session:
        request_changes(session, world.actor("clara"), measure_id=world.measure_id, text="Eins")
    assert key_of(RefusedError, lambda: world.ask(text="Zwei", by="anna")) == (
        "workflow.not_possible.request_changes"
    )
    assert [each.text for each in world.rounds("erika")] == ["Eins"]
