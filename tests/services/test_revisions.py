"""Revisions: the next one is a copy; a repeat assessment starts without answers; the earlier one stays."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from tests.houses import TestHouse, panel_catalogue
from tests.worlds import AsBuilt
from toolkit.access import Actor, Grant
from toolkit.comparison import Comparison, load_comparison
from toolkit.judging import AnswerKind
from toolkit.model import CheckKind, CheckState, DependencyKind, Revision, Role
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.checks import change_check
from toolkit.services.dependencies import add_dependency
from toolkit.services.errors import NotFoundError
from toolkit.services.evidence import add_evidence
from toolkit.services.indicators import save_indicator
from toolkit.services.measures import change_fact
from toolkit.services.partners import save_partner
from toolkit.services.revisions import RevisionContent, earlier_assessment, read_revision, revisions_of
from toolkit.storage import check_database


@pytest.fixture
def measure_id(house: TestHouse, as_built: AsBuilt) -> int:
    return as_built(house, with_measure)


def with_measure(house: TestHouse) -> int:
    """A measure with something of everything that hangs on a revision."""
    municipality_id = house.municipality("Beispielförde")
    measure_id = house.measure(municipality_id)
    other = house.measure(municipality_id, title="Funknetz")
    house.answer_all(measure_id, 2)
    house.answer(measure_id, "S1", AnswerInput(reason="ISEK, Seite 14"), based_on=1)
    with house.database.writing() as session:
        actor = house.actor
        entered = EvidenceInput(title="ISEK", page="14")
        add_evidence(session, actor, measure_id=measure_id, question="S1", entered=entered)
        save_partner(session, actor, measure_id=measure_id, entered={"name": "Kreis", "contribution": "Netz"})
        save_indicator(session, actor, measure_id=measure_id, entered={"name": "Abrufe", "target": "1.000,5"})
        kind = DependencyKind.REQUIRES
        add_dependency(session, actor, measure_id=measure_id, other_id=other, kind=kind)
        change_check(
            session, actor, measure_id=measure_id, kind=CheckKind.LAW, field="state",
            based_on=CheckState.OPEN, entered="passed",
        )  # fmt: skip
    return measure_id


def content(house: TestHouse, measure_id: int, number: int) -> RevisionContent:
    with house.database.reading() as session:
        return read_revision(session, house.actor, measure_id=measure_id, number=number)


def without_ids(one: RevisionContent) -> list[object]:
    return [
        one.measure.facts,
        [item.values for item in one.partners],
        [item.values for item in one.indicators],
        [(item.kind, item.title) for item in one.dependencies],
        one.checks,
        [(question, [(item.title, item.page) for item in items]) for question, items in one.evidence.items()],
    ]


def compared(house: TestHouse) -> Comparison:
    desk = house.desk()
    with house.database.reading() as session:
        return load_comparison(
            session, desk.actor, programme_id=desk.programme_id, catalogue=panel_catalogue()
        )


def test_a_new_revision_is_a_copy_with_its_answers_marked(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    house.start_revision(measure_id)
    first, second = content(house, measure_id, 1), content(house, measure_id, 2)
    assert without_ids(second) == without_ids(first)
    assert (first.measure.submitted, second.measure.submitted) == (True, False)
    assert second.assessment.given == first.assessment.given
    assert second.assessment.answers["S1"].reason == "ISEK, Seite 14"
    assert {answer.carried_over for answer in second.assessment.answers.values()} == {True}
    assert {answer.carried_over for answer in first.assessment.answers.values()} == {False}


def test_an_answer_that_is_given_anew_is_no_longer_carried_over(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    house.start_revision(measure_id)
    house.answer(measure_id, "S1", AnswerInput.at(3), based_on=1)
    answers = house.assessment(measure_id).answers
    assert [key for key, answer in answers.items() if not answer.carried_over] == ["S1"]
    assert house.assessment(measure_id, 1).answers["S1"].given.level == 2


def test_a_repeat_assessment_copies_everything_but_the_answers(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    house.start_repeat(measure_id)
    first, second = content(house, measure_id, 1), content(house, measure_id, 2)
    assert without_ids(second) == without_ids(first)
    assert {given.kind for given in second.assessment.given.values()} == {AnswerKind.OPEN}
    assert {given.level for given in first.assessment.given.values()} == {2}


def test_the_earlier_assessment_is_the_last_submitted_one(house: TestHouse, measure_id: int) -> None:
    def earlier(before: int) -> int | None:
        with house.database.reading() as session:
            found = earlier_assessment(session, house.actor, measure_id=measure_id, before=before)
            return found.measure.revision_number if found else None

    assert earlier(1) is None
    house.submit(measure_id)
    house.start_revision(measure_id)
    house.submit(measure_id)
    house.start_repeat(measure_id)
    assert [earlier(before) for before in (1, 2, 3)] == [None, 1, 2]


def test_the_revisions_are_listed_newest_first(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    house.start_repeat(measure_id)
    with house.database.reading() as session:
        entries = revisions_of(session, house.actor, measure_id=measure_id)
    assert [(entry.number, entry.submitted_at is not None) for entry in entries] == [(2, False), (1, True)]


def test_a_change_of_the_copy_leaves_the_submitted_one_alone(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    house.start_revision(measure_id)
    with house.database.writing() as session:
        before = content(house, measure_id, 2).measure.title
        change_fact(
            session, house.actor, measure_id=measure_id, field="title", based_on=before, entered="Neu"
        )
        save_partner(session, house.actor, measure_id=measure_id, entered={"name": "Verein"})
    first, second = content(house, measure_id, 1), content(house, measure_id, 2)
    assert (first.measure.title, second.measure.title) == (before, "Neu")
    assert ([item.name for item in first.partners], len(second.partners)) == (["Kreis"], 2)


def test_there_is_one_working_revision_at_most(house: TestHouse, measure_id: int) -> None:
    with pytest.raises(IntegrityError), house.database.writing() as session:
        session.add(Revision(measure_id=measure_id, number=2, title="Zweite"))


def test_the_comparison_keeps_the_submitted_revision_until_the_next_is_submitted(
    house: TestHouse, measure_id: int
) -> None:
    house.submit(measure_id)
    house.start_repeat(measure_id)
    house.answer(measure_id, "S1", AnswerInput.at(4))
    (shown,) = [each for each in compared(house).measures if each.measure_id == measure_id]
    assert (shown.revision_number, shown.judgement.judged, shown.is_reworked) == (1, 12, True)
    assert [place.thing for place in compared(house).ranking.lists[0].places] == [measure_id]
    house.submit(measure_id)
    (shown,) = [each for each in compared(house).measures if each.measure_id == measure_id]
    assert (shown.revision_number, shown.judgement.judged, shown.is_reworked) == (2, 1, False)


def test_planning_of_another_municipality_reads_no_revision(house: TestHouse, measure_id: int) -> None:
    other = house.municipality("Musterhausen")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=other)}), other)
    with house.database.reading() as session:
        assert revisions_of(session, stranger, measure_id=measure_id) == ()
        with pytest.raises(NotFoundError):
            read_revision(session, stranger, measure_id=measure_id, number=1)
        assert earlier_assessment(session, stranger, measure_id=measure_id, before=9) is None


def test_after_all_of_this_the_database_is_sound(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    house.start_revision(measure_id)
    house.submit(measure_id)
    house.start_repeat(measure_id)
    with house.database.reading() as session:
        assert check_database(session) == ()
