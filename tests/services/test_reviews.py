"""Reviewing: own levels first, then the self-assessment; the first level stays; nothing shows too early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select, update

from tests.houses import TestHouse
from tests.reviewers import QUESTIONS, Reviewer
from tests.worlds import AsBuilt
from toolkit.access import Grant
from toolkit.comparison import counting_reviews
from toolkit.judging import AnswerKind, GivenAnswer
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    Audience,
    Conflict,
    Event,
    Measure,
    MeasureState,
    Programme,
    RecommendationKind,
    RevealRule,
    Role,
)
from toolkit.model.inputs import AnswerInput, ReviewAnswerInput
from toolkit.services.assessments import AnswerConflictError
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.review_texts import CommentConflictError, RecommendationConflictError, write_comment
from toolkit.services.reviewing import what_a_review_lacks
from toolkit.services.reviews import open_review, review_numbers
from toolkit.storage import StorageError, verify_chain

SELF_LEVEL = 3
ANSWERED = ("S1", "S2")


@pytest.fixture
def measure_id(house: TestHouse, as_built: AsBuilt) -> int:
    return as_built(house, with_measure)


def with_measure(house: TestHouse) -> int:
    measure_id = house.measure(house.municipality("Beispielförde"))
    for question in ANSWERED:
        house.answer(measure_id, question, AnswerInput.at(SELF_LEVEL))
    house.answer(measure_id, "S1", AnswerInput(reason="Grund der Kommune"), based_on=1)
    house.submit(measure_id)
    return measure_id


@pytest.fixture
def anna(house: TestHouse, measure_id: int) -> Reviewer:
    return Reviewer.assigned(house, measure_id, "anna@example.de")


@pytest.fixture
def ben(house: TestHouse, measure_id: int) -> Reviewer:
    return Reviewer.assigned(house, measure_id, "ben@example.de")


def show_after_each(house: TestHouse) -> None:
    with house.database.writing() as session:
        session.get_one(Programme, house.desk().programme_id).reveal_rule = RevealRule.AFTER_EACH


def state_of(house: TestHouse, measure_id: int) -> MeasureState:
    with house.database.reading() as session:
        return session.get_one(Measure, measure_id).state


def new_revision(house: TestHouse, measure_id: int) -> None:
    """As if changes had been requested, made and submitted."""
    with house.database.writing() as session:
        session.get_one(Measure, measure_id).state = MeasureState.SUBMITTED
    house.start_revision(measure_id)
    house.submit(measure_id)


def refusal(action: Callable[[], object]) -> Message:
    with pytest.raises(ServiceError) as error:
        action()
    return error.value.message


def counting(house: TestHouse, revision_id: int) -> tuple[int, ...]:
    pairs = counting_reviews().subquery()
    with house.database.reading() as session:
        return tuple(session.exec(select(pairs.c.assessment_id).where(pairs.c.revision_id == revision_id)))


def reviews_in(house: TestHouse) -> int:
    with house.database.reading() as session:
        return len(session.exec(select(Assessment).where(col(Assessment.author_id).is_not(None))).all())


def test_looking_at_a_measure_begins_no_review(house: TestHouse, anna: Reviewer) -> None:
    opened = anna.open()
    assert (opened.verdict.allowed, opened.own.assessment_id, opened.open_questions) == (
        True,
        None,
        QUESTIONS,
    )
    assert (reviews_in(house), state_of(house, anna.measure_id)) == (0, MeasureState.SUBMITTED)


def test_the_first_level_of_anybody_moves_the_measure_into_review(
    house: TestHouse, anna: Reviewer, ben: Reviewer
) -> None:
    anna.comment("S1", "Noch ohne Stufe")
    assert state_of(house, anna.measure_id) == MeasureState.SUBMITTED
    anna.give("S1", 2)
    assert state_of(house, anna.measure_id) == MeasureState.IN_REVIEW
    ben.give("S1", 1)
    assert (state_of(house, anna.measure_id), reviews_in(house)) == (MeasureState.IN_REVIEW, 2)


def test_a_level_is_stored_when_it_is_given_with_an_event(house: TestHouse, anna: Reviewer) -> None:
    returned = anna.give("S1", 2)
    assert (returned.given, returned.version, returned.first_level) == (GivenAnswer.at(2), 1, None)
    assert anna.open().answer("S1") == returned
    with house.database.reading() as session:
        last = session.exec(select(Event).order_by(col(Event.id).desc()).limit(3)).all()
        assert [event.action for event in reversed(last)] == ["begin_review", "answer_review", "start_review"]
        assert verify_chain(session) is None


def test_a_second_window_sees_mine_and_theirs(anna: Reviewer) -> None:
    anna.give("S1", 2)
    with pytest.raises(AnswerConflictError) as conflict:
        anna.change("S1", ReviewAnswerInput.at(4), based_on=0)
    assert (conflict.value.mine.level, conflict.value.theirs.given.level) == (4, 2)
    assert anna.open().answer("S1").given == GivenAnswer.at(2)


def test_the_self_assessment_is_hidden_until_all_own_levels_are_given_and_the_advisor_looks(
    anna: Reviewer,
) -> None:
    anna.give_all(2, QUESTIONS[:-1])
    assert anna.open().self_assessment == {}
    assert refusal(anna.reveal) == Message.of("review.not_yet_revealed", n=1)
    anna.say(QUESTIONS[-1], AnswerKind.CANNOT_JUDGE)
    assert anna.open().self_assessment == {}
    anna.reveal()
    shown = anna.open()
    levels = {key: answer.given.level for key, answer in shown.self_assessment.items()}
    assert levels == dict.fromkeys(ANSWERED, SELF_LEVEL)
    assert shown.self_assessment["S1"].reason == "Grund der Kommune"


def test_the_single_desk_hides_the_self_assessment_from_its_own_review_too(
    house: TestHouse, measure_id: int
) -> None:
    desk = Reviewer(house, measure_id, house.actor.person_id)
    house.assign(measure_id, desk.person_id)
    with house.database.reading() as session:
        assert open_review(session, house.actor, measure_id=measure_id).self_assessment == {}


def test_the_first_level_is_kept_from_the_moment_the_self_assessment_is_seen(anna: Reviewer) -> None:
    anna.give_all(1)
    anna.give("S1", 2)
    anna.reveal()
    anna.give("S1", 3)
    anna.give("S1", 4)
    answer = anna.open().answer("S1")
    assert (answer.given.level, answer.first_level, anna.open().is_changed("S1")) == (4, 2, True)
    anna.give("S1", 2)
    assert not anna.open().is_changed("S1")


def test_what_could_not_be_judged_and_gets_a_level_after_looking_is_a_change(anna: Reviewer) -> None:
    anna.give_all(1)
    anna.say("S1", AnswerKind.CANNOT_JUDGE)
    anna.reveal()
    anna.give("S1", SELF_LEVEL)
    assert anna.open().is_changed("S1")


def test_a_changed_level_asks_for_a_sentence_before_the_end(anna: Reviewer) -> None:
    anna.give_all(1)
    anna.recommend()
    anna.reveal()
    anna.give("S2", 3)
    assert refusal(anna.complete) == Message.of("review.not_yet_complete", n=1)
    assert [missing.question for missing in what_a_review_lacks(anna.open())] == ["S2"]
    anna.change("S2", ReviewAnswerInput(change_reason="Der Beschluss liegt bei."))
    anna.complete()
    answer = anna.open().answer("S2")
    assert (answer.given.level, answer.first_level, answer.change_reason) == (
        3,
        1,
        "Der Beschluss liegt bei.",
    )


def test_where_a_programme_shows_each_answer_after_the_own_the_first_level_is_kept_at_once(
    house: TestHouse, anna: Reviewer
) -> None:
    show_after_each(house)
    anna.give("S1", 1)
    assert set(anna.open().self_assessment) == {"S1"}
    anna.give("S1", 3)
    answer = anna.open().answer("S1")
    assert (answer.first_level, anna.open().is_changed("S1")) == (1, True)
    anna.give_all(2, QUESTIONS[1:])
    assert anna.open().own.revealed_at is not None
    assert [key for key in QUESTIONS if anna.open().is_changed(key)] == ["S1"]


def test_everything_missing_is_listed_in_the_order_of_the_catalogue(anna: Reviewer) -> None:
    anna.give_all(2, QUESTIONS[2:])
    lacking = what_a_review_lacks(anna.open())
    assert [missing.question for missing in lacking][:2] == list(QUESTIONS[:2])
    assert lacking[-1].message == Message.of("review.lacks_recommendation")
    assert all(missing.required for missing in lacking)


def test_not_applicable_needs_a_comment_that_says_why(anna: Reviewer) -> None:
    anna.give_all(2)
    anna.recommend()
    anna.say("S3", AnswerKind.NOT_APPLICABLE)
    assert [missing.question for missing in what_a_review_lacks(anna.open())] == ["S3"]
    anna.comment("S3", "Die Kommune hat keine Partner.")
    anna.complete()


def test_what_is_final_is_frozen_for_everybody(house: TestHouse, anna: Reviewer) -> None:
    anna.judge(2)
    revision_id = anna.open().revision_id
    final = Message.of("review.is_final")
    assert refusal(lambda: anna.give("S1", 3)) == final
    assert refusal(lambda: anna.comment("S1", "zu spät")) == final
    assert refusal(anna.recommend) == final
    assert refusal(anna.reveal) == final
    assert revision_id == anna.open().revision_id
    own = anna.open().own.assessment_id
    with pytest.raises(StorageError), house.database.writing() as session:
        session.exec(update(Answer).where(col(Answer.assessment_id) == own).values(level=4))


def test_a_colleagues_review_shows_after_the_own_end_and_not_before(anna: Reviewer, ben: Reviewer) -> None:
    ben.give_all(0)
    ben.comment("S1", "Hinweis an die Kommune")
    ben.comment("S1", "Nur unter uns", audience=Audience.COLLEAGUES)
    ben.recommend(RecommendationKind.REWORK)
    anna.give_all(4)
    anna.reveal()
    assert anna.open().colleagues == ()
    ben.complete()
    assert anna.open().colleagues == ()
    anna.recommend()
    anna.complete()
    (seen,) = anna.open().colleagues
    assert (seen.number, seen.given["S1"], seen.recommendation.kind) == (
        2,
        GivenAnswer.at(0),
        RecommendationKind.REWORK,
    )
    assert {place: comment.text for place, comment in seen.comments.items()} == {
        ("S1", Audience.MUNICIPALITY): "Hinweis an die Kommune",
        ("S1", Audience.COLLEAGUES): "Nur unter uns",
    }


def test_the_municipality_and_strangers_have_no_part_in_reviewing(house: TestHouse, anna: Reviewer) -> None:
    anna.judge(2)
    municipality_id = anna.open().measure.municipality_id
    planner = house.person("planung@example.de", Grant(Role.PLANNING, municipality_id=municipality_id))
    stranger = house.advisor("fremd@example.de")
    assert refusal(Reviewer(house, anna.measure_id, planner).open) == Message.of("access.not_assigned")
    with pytest.raises(NotFoundError):
        Reviewer(house, anna.measure_id, stranger).open()


def test_a_conflict_of_interest_takes_the_review_away_and_out_of_what_counts(
    house: TestHouse, anna: Reviewer, ben: Reviewer
) -> None:
    anna.judge(2)
    ben.judge(3)
    revision_id = anna.open().revision_id
    with house.database.writing() as session:
        session.add(Conflict(person_id=anna.person_id, measure_id=anna.measure_id))
    assert counting(house, revision_id) == (ben.open().own.assessment_id,)
    with pytest.raises(NotFoundError):
        anna.open()


def test_only_what_is_final_counts(house: TestHouse, anna: Reviewer) -> None:
    anna.give_all(2)
    revision_id = anna.open().revision_id
    assert counting(house, revision_id) == ()
    anna.recommend()
    anna.complete()
    assert counting(house, revision_id) == (anna.open().own.assessment_id,)


def test_the_numbers_of_reviews_follow_the_assignments_and_never_change(
    house: TestHouse, anna: Reviewer, ben: Reviewer
) -> None:
    clara = Reviewer.assigned(house, anna.measure_id, "clara@example.de")
    house.assign(house.measure(anna.open().measure.municipality_id), clara.person_id)
    with house.database.reading() as session:
        numbers = review_numbers(session, anna.measure_id)
    assert numbers == {anna.person_id: 1, ben.person_id: 2, clara.person_id: 3}


def test_nothing_written_for_one_revision_lands_in_the_review_of_the_next(
    house: TestHouse, anna: Reviewer
) -> None:
    anna.give("S1", 2)
    earlier = anna.open().revision_id
    new_revision(house, anna.measure_id)
    assert refusal(lambda: anna.change("S1", ReviewAnswerInput.at(4), revision_id=earlier)) == Message.of(
        "review.of_earlier_revision", number=2
    )
    assert anna.open(1).verdict.reason == Message.of("review.of_earlier_revision", number=2)
    assert anna.open().own.assessment_id is None


def test_a_final_review_can_be_confirmed_for_the_next_revision(
    house: TestHouse, anna: Reviewer, ben: Reviewer
) -> None:
    anna.judge(2)
    ben.judge(3)
    new_revision(house, anna.measure_id)
    opened = anna.open()
    assert opened.earlier is not None
    assert (opened.earlier.revision_number, opened.self_assessment, opened.colleagues) == (1, {}, ())
    assert counting(house, opened.revision_id) == ()
    anna.confirm()
    confirmed = anna.open()
    assert (confirmed.is_confirmed, confirmed.verdict.reason) == (True, Message.of("review.is_confirmed"))
    assert set(confirmed.self_assessment) == set(ANSWERED)
    assert counting(house, opened.revision_id) == (confirmed.own.assessment_id,)
    ben.confirm()
    assert [review.number for review in anna.open().colleagues] == [2]


def test_only_what_is_final_and_not_begun_anew_can_be_confirmed(house: TestHouse, anna: Reviewer) -> None:
    assert refusal(anna.confirm) == Message.of("review.no_earlier")
    anna.give("S1", 2)
    assert refusal(anna.confirm) == Message.of("review.already_begun")
    new_revision(house, anna.measure_id)
    assert refusal(anna.confirm) == Message.of("review.earlier_not_final", number=1)


def test_an_earlier_review_can_be_the_beginning_of_the_next(house: TestHouse, anna: Reviewer) -> None:
    anna.give_all(2, QUESTIONS[:5])
    anna.comment("S1", "Bitte die Seite nennen.")
    anna.comment("", "Frage an alle", audience=Audience.COLLEAGUES)
    new_revision(house, anna.measure_id)
    assert anna.start_from_earlier() == 5
    begun = anna.open()
    assert [key for key in QUESTIONS if begun.answer(key).carried_over] == list(QUESTIONS[:5])
    assert begun.own.comment("S1", Audience.MUNICIPALITY).text == "Bitte die Seite nennen."
    assert begun.own.comment("", Audience.COLLEAGUES).text == "Frage an alle"
    assert state_of(house, anna.measure_id) == MeasureState.IN_REVIEW
    assert begun.self_assessment == {}
    assert not anna.give("S1", 3).carried_over
    assert refusal(anna.start_from_earlier) == Message.of("review.already_begun")


def test_texts_keep_mine_and_theirs(anna: Reviewer) -> None:
    anna.comment("S1", "erster Text")
    with pytest.raises(CommentConflictError) as comment:
        anna.comment("S1", "zweiter Text", based_on=0)
    assert (comment.value.mine, comment.value.theirs.text) == ("zweiter Text", "erster Text")
    assert anna.comment("S1", "erster Text", based_on=0).version == 1
    anna.recommend(RecommendationKind.REWORK)
    with pytest.raises(RecommendationConflictError) as recommendation:
        anna.recommend(RecommendationKind.NOT_NOW, based_on=0)
    assert recommendation.value.theirs.kind is RecommendationKind.REWORK


def test_a_comment_belongs_to_a_question_of_the_catalogue_and_has_a_length(anna: Reviewer) -> None:
    with pytest.raises(NotFoundError):
        anna.comment("X9", "wohin?")
    with pytest.raises(InvalidError):
        anna.comment("S1", "x" * 4001)


def test_a_comment_is_told_only_to_whom_it_is_addressed(house: TestHouse, anna: Reviewer) -> None:
    """A marker in a note for colleagues: the log of events has neither text nor name."""
    anna.comment("S1", "MARKE-UNTER-UNS", audience=Audience.COLLEAGUES)
    with house.database.reading() as session:
        events = session.exec(select(Event)).all()
    assert "MARKE-UNTER-UNS" not in str([event.model_dump() for event in events])


def test_nobody_writes_in_another_state_or_without_an_assignment(house: TestHouse, anna: Reviewer) -> None:
    anna.give("S1", 2)
    with house.database.writing() as session:
        session.get_one(Measure, anna.measure_id).state = MeasureState.REVIEWED
    assert refusal(lambda: anna.give("S1", 3)) == Message.of("access.not_now.review")
    coordinator = house.person(
        "koordination@example.de", Grant(Role.COORDINATION, programme_id=house.desk().programme_id)
    )
    looking_on = Reviewer(house, anna.measure_id, coordinator)
    assert looking_on.open().verdict.reason == Message.of("access.not_assigned")
    with pytest.raises(RefusedError), house.database.writing() as session:
        write_comment(
            session,
            looking_on.actor,
            measure_id=anna.measure_id,
            revision_id=looking_on.open().revision_id,
            question="",
            audience=Audience.MUNICIPALITY,
            text="als Koordination",
            based_on=0,
        )


STEPS = st.lists(
    st.tuples(st.sampled_from(["S1", "S2"]), st.sampled_from([0, 2, 4, "cannot_judge", "open", "reveal"])),
    max_size=8,
)


@given(steps=STEPS, each=st.booleans())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_in_whatever_order_the_level_before_seeing_stays_the_first(
    sqlite_house: TestHouse, steps: list[tuple[str, int | str]], each: bool
) -> None:
    house = sqlite_house
    if each:
        show_after_each(house)
    measure_id = house.measure(house.desk().actor.acting_for or 0)
    for question in ANSWERED:
        house.answer(measure_id, question, AnswerInput.at(1))
    house.submit(measure_id)
    anna = Reviewer.assigned(house, measure_id, f"anna-{measure_id}@example.de")
    anna.give_all(3, QUESTIONS[2:])
    expected: dict[str, int | None] = {}
    for question, step in steps:
        before = anna.open()
        if step == "reveal":
            if not before.open_questions:
                anna.reveal()
        elif isinstance(step, int):
            anna.give(question, step)
        else:
            anna.say(question, AnswerKind(step))
        after = anna.open()
        for key in ("S1", "S2"):
            if key in after.self_assessment and key not in expected:
                expected[key] = after.answer(key).given.level
    last = anna.open()
    assert {key: last.answer(key).first_level for key in expected} == expected
    changed = {key for key in expected if last.answer(key).given.level != expected[key]}
    assert {key for key in ("S1", "S2") if last.is_changed(key)} >= changed
    with house.database.writing() as session:
        session.get_one(Programme, house.desk().programme_id).reveal_rule = RevealRule.AFTER_ALL
