"""A programme moves to a newer version of its catalogue: nobody's answer is lost (rule 14)."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlmodel import col, select

from tests.catalogue.test_differences import EDITED, edited, fresh, revised
from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.catalogue import Catalogue
from toolkit.comparison import load_comparison
from toolkit.judging import CANNOT_JUDGE, NOT_APPLICABLE, OPEN, AnswerKind, GivenAnswer
from toolkit.model import Answer, EarlierAnswer, Role
from toolkit.model.inputs import AnswerInput, ProgrammeInput
from toolkit.services.assessments import AnswerConflictError, confirm_answer
from toolkit.services.catalogue_moves import (
    Moved,
    foresee_move,
    move_catalogue,
    of_other_versions,
    unconfirmed,
)
from toolkit.services.catalogues import stored_catalogue, take_into_use
from toolkit.services.desk import open_desk
from toolkit.services.errors import InvalidError, RefusedError
from toolkit.services.programmes import add_programme, work_in
from toolkit.services.revisions import start_revision
from toolkit.services.submitting import submit_measure
from toolkit.storage import Database, check_database

NEXT = revised(
    S2=edited("S2", "reworded"),
    N2=edited("N2", "scale_changed"),
    T4=edited("T4", "dropped"),
    T3=edited("T3", "same"),
)


def move(house: TestHouse, catalogue: Catalogue = NEXT) -> Moved:
    with house.database.writing() as session:
        desk = open_desk(session, language="de")
        return move_catalogue(session, desk.actor, programme_id=desk.programme_id, catalogue=catalogue)


def confirm(house: TestHouse, measure_id: int, question: str, *, based_on: int) -> None:
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        confirm_answer(session, actor, measure_id=measure_id, question=question, based_on=based_on)


def waiting(house: TestHouse) -> list[tuple[str, bool]]:
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        found = unconfirmed(session, desk.actor, programme_id=desk.programme_id)
    return [(one.question, one.open_again) for one in found]


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    """Assessed by version 1: all at level 2, with a reason at N2."""
    measure_id = house.measure(house.municipality("Beispielförde"))
    house.answer_all(measure_id, 2)
    house.answer(measure_id, "N2", AnswerInput(reason="drei Gespräche"), based_on=1)
    return measure_id


def test_each_answer_goes_the_way_of_its_question(house: TestHouse, measure_id: int) -> None:
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        expected = foresee_move(session, programme_id=desk.programme_id, catalogue=NEXT)
    moved = move(house)
    assert moved == expected
    assert (moved.assessments, moved.to_confirm) == (1, 2)
    opened = house.assessment(measure_id)
    answers = opened.answers
    assert opened.catalogue.version == 2
    assert set(answers) == set(NEXT.questions)
    assert {key for key, one in answers.items() if one.given != GivenAnswer.at(2)} == {"N2"}
    assert (answers["N2"].given, answers["N2"].reason) == (OPEN, "drei Gespräche")
    assert waiting(house) == [("S2", False), ("N2", True)]
    earlier = opened.earlier["N2"]
    assert (earlier.given, earlier.version, len(earlier.question.levels)) == (GivenAnswer.at(2), 1, 5)
    assert opened.earlier["S2"].question.text == panel_catalogue().questions["S2"].text
    with house.database.reading() as session:
        dropped = session.exec(select(EarlierAnswer).where(col(EarlierAnswer.question_key) == "T4")).one()
        assert (dropped.kind, dropped.level) == (AnswerKind.LEVEL, 2)
        assert check_database(session) == ()


def test_a_reworded_question_is_confirmed_as_it_stands(house: TestHouse, measure_id: int) -> None:
    move(house)
    version = house.assessment(measure_id).answers["S2"].version
    with pytest.raises(AnswerConflictError):
        confirm(house, measure_id, "S2", based_on=version - 1)
    confirm(house, measure_id, "S2", based_on=version)
    answer = house.assessment(measure_id).answers["S2"]
    assert (answer.given, answer.needs_confirmation) == (GivenAnswer.at(2), False)
    confirm(house, measure_id, "S2", based_on=version)  # a second click changes nothing
    assert house.assessment(measure_id).answers["S2"] == answer
    assert waiting(house) == [("N2", True)]


def test_a_changed_scale_asks_for_a_level_and_a_reason_alone_is_none(
    house: TestHouse, measure_id: int
) -> None:
    move(house)
    version = house.assessment(measure_id).answers["N2"].version
    with pytest.raises(InvalidError) as refusal:
        confirm(house, measure_id, "N2", based_on=version)
    assert refusal.value.message.key == "services.nothing_to_confirm"
    house.answer(measure_id, "N2", AnswerInput(reason="vier Gespräche"), based_on=version)
    assert waiting(house) == [("S2", False), ("N2", True)]
    house.answer(measure_id, "N2", AnswerInput.at(1), based_on=version + 1)
    assert waiting(house) == [("S2", False)]


def test_choosing_the_same_level_again_confirms_too(house: TestHouse, measure_id: int) -> None:
    move(house)
    version = house.assessment(measure_id).answers["S2"].version
    house.answer(measure_id, "S2", AnswerInput.at(2), based_on=version)
    assert waiting(house) == [("N2", True)]


def test_who_still_sees_the_old_question_does_not_overwrite_unseen(house: TestHouse, measure_id: int) -> None:
    seen = house.assessment(measure_id).answers["N2"].version
    move(house)
    with pytest.raises(AnswerConflictError) as conflict:
        house.answer(measure_id, "N2", AnswerInput.at(3), based_on=seen)
    assert conflict.value.theirs.given == OPEN


def test_answers_without_a_level_wait_only_where_their_question_is_another_one(house: TestHouse) -> None:
    measure_id = house.measure(house.municipality("Beispielförde"))
    for question in ("S2", "N2", "S1"):
        house.answer(measure_id, question, AnswerInput.without_level(AnswerKind.CANNOT_JUDGE))
    house.answer(measure_id, "S3", AnswerInput.without_level(AnswerKind.NOT_APPLICABLE))
    no_longer = (
        panel_catalogue()
        .questions["S3"]
        .model_copy(update={"not_applicable": False, "not_applicable_when": None})
    )
    move(house, revised(S2=edited("S2", "reworded"), N2=edited("N2", "scale_changed"), S3=no_longer))
    assert waiting(house) == [("S2", False), ("N2", False), ("S3", True)]
    opened = house.assessment(measure_id)
    assert [opened.answers[key].given for key in ("S1", "S2", "N2", "S3")] == [CANNOT_JUDGE] * 3 + [OPEN]
    assert opened.earlier["S3"].given == NOT_APPLICABLE


def test_a_submitted_revision_keeps_its_version_and_leaves_the_comparison(
    house: TestHouse, measure_id: int
) -> None:
    other = house.measure(house.desk().municipalities[0][0], title="Dorf-App")
    with house.database.writing() as session:
        submit_measure(session, open_desk(session, language="de").actor, measure_id=measure_id)
    assert compared(house) == ([other, measure_id], [])
    assert move(house).assessments == 1
    assert house.assessment(measure_id).catalogue.version == 1
    assert compared(house) == ([other], [measure_id])
    assert waiting(house) == []


def test_the_next_revision_of_a_measure_left_behind_is_assessed_by_the_new_version(
    house: TestHouse, measure_id: int
) -> None:
    with house.database.writing() as session:
        submit_measure(session, open_desk(session, language="de").actor, measure_id=measure_id)
    move(house)
    assert compared(house) == ([], [measure_id])
    with house.database.writing() as session:
        start_revision(session, open_desk(session, language="de").actor, measure_id=measure_id)
    opened = house.assessment(measure_id)
    assert (opened.catalogue.version, opened.answers["S1"].given) == (2, GivenAnswer.at(2))
    assert waiting(house) == [("S2", False), ("N2", True)]
    assert compared(house) == ([measure_id], [])


def compared(house: TestHouse) -> tuple[list[int], list[int]]:
    """The measures in the comparison, and those that it leaves out for their version."""
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        catalogue = stored_catalogue(session, desk.catalogue_version_id)
        comparison = load_comparison(session, desk.actor, programme_id=desk.programme_id, catalogue=catalogue)
        apart = of_other_versions(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            catalogue_version_id=desk.catalogue_version_id,
        )
    return [one.measure_id for one in comparison.measures], [one.measure_id for one in apart]


def test_only_a_newer_version_of_the_same_catalogue_is_taken_into_use(house: TestHouse) -> None:
    for catalogue, sentence in (
        (panel_catalogue(), "programme.not_newer"),
        (fresh(id="other", version=2), "programme.other_catalogue"),
    ):
        with pytest.raises(InvalidError) as refusal:
            move(house, catalogue)
        assert refusal.value.message.key == sentence
    move(house)
    with pytest.raises(InvalidError) as refusal:
        move(house, NEXT)
    assert refusal.value.message.values["version"] == 2


def test_a_version_that_is_stored_otherwise_is_refused_and_nothing_moves(
    house: TestHouse, measure_id: int
) -> None:
    with house.database.writing() as session:
        from_another_programme = fresh(version=2)
        assert from_another_programme.sha256 != NEXT.sha256
        take_into_use(session, from_another_programme)
    with pytest.raises(InvalidError) as refusal:
        move(house)
    assert refusal.value.message.key == "services.catalogue_changed"
    assert house.assessment(measure_id).catalogue.version == 1


def test_only_administration_takes_a_version_into_use(house: TestHouse) -> None:
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING)}))
    with house.database.writing() as session, pytest.raises(RefusedError):
        move_catalogue(session, planner, programme_id=house.desk().programme_id, catalogue=NEXT)


def test_planning_of_another_municipality_does_not_see_what_waits(house: TestHouse, measure_id: int) -> None:
    move(house)
    other = house.municipality("Musterhausen")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=other)}), other)
    with house.database.reading() as session:
        assert unconfirmed(session, stranger, programme_id=house.desk().programme_id) == ()
    assert len(waiting(house)) == 2


GIVEN = some.one_of(some.integers(0, 3).map(GivenAnswer.at), some.sampled_from([OPEN, CANNOT_JUDGE]))
ANSWERS = some.dictionaries(some.sampled_from(sorted(panel_catalogue().questions)), GIVEN)
numbers = count(1)


@given(edits=EDITED, answers=ANSWERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_moving_never_loses_an_answer(
    sqlite_database: Database, edits: dict[str, str], answers: dict[str, GivenAnswer]
) -> None:
    house = TestHouse.furnished(sqlite_database)
    name = f"c{next(numbers)}"
    assessment_id = assessed(house, fresh(id=name), answers)
    edits = {question: edits.get(question, "same") for question in panel_catalogue().questions}
    before = said(house, Answer, assessment_id)
    assert before == answers
    new = revised(**{question: edited(question, edit) for question, edit in edits.items()})
    move(house, Catalogue.model_validate({**new.model_dump(), "id": name}))
    after, earlier = said(house, Answer, assessment_id), said(house, EarlierAnswer, assessment_id)
    for question, said_so in before.items():
        edit = edits[question] if said_so != OPEN or edits[question] == "dropped" else "same"
        assert (after.get(question), earlier.get(question)) == {
            "same": (said_so, None),
            "reworded": (said_so, said_so),
            "scale_changed": (OPEN if said_so.level is not None else said_so, said_so),
            "dropped": (None, said_so),
        }[edit]
    assert after.keys() | earlier.keys() == before.keys()
    with sqlite_database.reading() as session:
        assert check_database(session) == ()


def assessed(house: TestHouse, catalogue: Catalogue, answers: dict[str, GivenAnswer]) -> int:
    """A measure with these answers in a programme of its own; gives the id of its assessment."""
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        entered = ProgrammeInput(name=catalogue.id)
        work_in(
            session, actor, programme_id=add_programme(session, actor, entered=entered, catalogue=catalogue)
        )
    measure_id = house.measure(house.municipality(f"Stadt {catalogue.id}"))
    for question, said_so in answers.items():
        house.answer(measure_id, question, AnswerInput(kind=said_so.kind, level=said_so.level))
    return house.assessment(measure_id).assessment_id


def said(
    house: TestHouse, table: type[Answer] | type[EarlierAnswer], assessment_id: int
) -> dict[str, GivenAnswer]:
    with house.database.reading() as session:
        rows = session.exec(select(table).where(col(table.assessment_id) == assessment_id))
        return {row.question_key: GivenAnswer(row.kind, row.level) for row in rows}
