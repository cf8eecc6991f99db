"""Taking in an answer sheet: all or nothing, by the rules of the pages, and nobody is overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlmodel import func, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.judging import NOT_APPLICABLE, AnswerKind, GivenAnswer
from toolkit.model import Event, Measure
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.answer_sheets import (
    AnswerOnSheet,
    AnswerSheet,
    Difference,
    EvidenceOnSheet,
    FactOnSheet,
    Part,
    Settled,
    SheetComparison,
    TakenIn,
    UnsettledError,
    WrittenAnswer,
    compare_answer_sheet,
    origin_of,
    origin_of_new,
    read_in_answer_sheet,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.measures import change_fact, take_step
from toolkit.storage import verify_chain
from toolkit.workflow import Step

LEVEL_2, LEVEL_3 = GivenAnswer.at(2), GivenAnswer.at(3)
ISEK = EvidenceInput(title="ISEK", page="Seite 14")
EMPTY_SHEET = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


def sheet_of(house: TestHouse, measure_id: int, **content: object) -> AnswerSheet:
    return replace(AnswerSheet(origin_of(house.assessment(measure_id))), **content)  # type: ignore[arg-type]


def answered(
    question: str, given: GivenAnswer, reason: str = "", *, version: int = 0, **more: object
) -> AnswerOnSheet:
    return AnswerOnSheet(question, WrittenAnswer(given, reason, **more), version=version)  # type: ignore[arg-type]


def compare(house: TestHouse, sheet: AnswerSheet) -> SheetComparison:
    desk = house.desk()
    with house.database.reading() as session:
        return compare_answer_sheet(session, desk.actor, programme_id=desk.programme_id, sheet=sheet)


def read_in(house: TestHouse, sheet: AnswerSheet, **settled: Settled) -> TakenIn:
    desk = house.desk()
    with house.database.writing() as session:
        return read_in_answer_sheet(
            session, desk.actor, programme_id=desk.programme_id, sheet=sheet, settled=settled
        )


def given(house: TestHouse, measure_id: int, question: str) -> GivenAnswer:
    return house.assessment(measure_id).answers[question].given


def events(house: TestHouse) -> int:
    with house.database.reading() as session:
        assert verify_chain(session) is None
        return session.exec(select(func.count()).select_from(Event)).one()


def test_a_sheet_stores_answers_facts_and_evidence_and_counts_them(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(
        house,
        measure_id,
        facts=(FactOnSheet("lead", "Bauamt", ""),),
        answers=(answered("S1", LEVEL_2, "ISEK", waiting_for="Kämmerei", feasible_soon=True),),
        evidence=(EvidenceOnSheet("S1", ISEK),),
    )
    assert read_in(house, sheet).changes == 5
    after = house.assessment(measure_id)
    answer = after.answers["S1"]
    assert (answer.given, answer.reason, answer.waiting_for, answer.feasible_soon) == (
        LEVEL_2, "ISEK", "Kämmerei", True,
    )  # fmt: skip
    assert after.measure.facts["lead"] == "Bauamt"
    assert [item.title for item in after.evidence["S1"]] == ["ISEK"]


def test_the_same_sheet_twice_changes_nothing_the_second_time(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(
        house,
        measure_id,
        facts=(FactOnSheet("lead", "Bauamt", ""),),
        answers=(answered("S1", LEVEL_2, "ISEK"),),
        evidence=(EvidenceOnSheet("S1", ISEK),),
    )
    read_in(house, sheet)
    before = events(house)
    assert read_in(house, sheet) == TakenIn(measure_id, 0, is_new=False)
    assert events(house) == before


def test_what_the_sheet_left_alone_stays_as_somebody_else_changed_it(
    house: TestHouse, measure_id: int
) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    untouched = AnswerOnSheet("S1", WrittenAnswer(LEVEL_2), WrittenAnswer(LEVEL_2), version=1)
    house.answer(measure_id, "S1", AnswerInput.at(3), based_on=1)
    assert compare(house, sheet_of(house, measure_id, answers=(untouched,))).differences == ()


def test_another_field_of_the_same_answer_may_have_changed_meanwhile(
    house: TestHouse, measure_id: int
) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2),))
    house.answer(measure_id, "S1", AnswerInput(waiting_for="Kämmerei"))
    assert read_in(house, sheet).changes == 1
    answer = house.assessment(measure_id).answers["S1"]
    assert (answer.given, answer.waiting_for) == (LEVEL_2, "Kämmerei")


def test_what_both_changed_is_shown_and_not_stored_before_somebody_chooses(
    house: TestHouse, measure_id: int
) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2), answered("N1", LEVEL_2)))
    house.answer(measure_id, "S1", AnswerInput.at(3))
    before = events(house)
    with pytest.raises(UnsettledError) as unsettled:
        read_in(house, sheet)
    assert unsettled.value.comparison.contested == (
        Difference(Part.ANSWER, "S1", (LEVEL_2, ""), (LEVEL_3, ""), is_contested=True),
    )
    assert events(house) == before
    assert [given(house, measure_id, key) for key in ("S1", "N1")] == [LEVEL_3, GivenAnswer(AnswerKind.OPEN)]


@pytest.mark.parametrize(("take_mine", "level"), [(True, 2), (False, 3)])
def test_what_was_chosen_counts_and_the_rest_is_taken(
    house: TestHouse, measure_id: int, take_mine: bool, level: int
) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2), answered("N1", LEVEL_2)))
    house.answer(measure_id, "S1", AnswerInput.at(3))
    read_in(house, sheet, **{"answer.S1": Settled(take_mine, (LEVEL_3, ""))})
    assert given(house, measure_id, "S1") == GivenAnswer.at(level)
    assert given(house, measure_id, "N1") == LEVEL_2


def test_a_choice_does_not_count_for_something_else_than_was_seen(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2),))
    house.answer(measure_id, "S1", AnswerInput.at(3))
    house.answer(measure_id, "S1", AnswerInput.at(4), based_on=1)
    with pytest.raises(UnsettledError):
        read_in(house, sheet, **{"answer.S1": Settled(True, (LEVEL_3, ""))})
    assert given(house, measure_id, "S1") == GivenAnswer.at(4)


def test_a_field_of_the_fact_sheet_that_both_changed_is_contested(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(house, measure_id, facts=(FactOnSheet("lead", "Bauamt", ""),))
    with house.database.writing() as session:
        change_fact(
            session, house.actor, measure_id=measure_id, field="lead", based_on="", entered="Hauptamt"
        )
    with pytest.raises(UnsettledError):
        read_in(house, sheet)
    read_in(house, sheet, **{"fact.lead": Settled(True, "Hauptamt")})
    assert house.assessment(measure_id).measure.facts["lead"] == "Bauamt"


def test_evidence_that_was_changed_on_the_sheet_takes_the_place_of_the_old(
    house: TestHouse, measure_id: int
) -> None:
    read_in(house, sheet_of(house, measure_id, evidence=(EvidenceOnSheet("S1", ISEK),)))
    better = ISEK.model_copy(update={"page": "Seite 15"})
    changed = (EvidenceOnSheet("S1", ISEK, is_removed=True), EvidenceOnSheet("S1", better))
    sheet = sheet_of(house, measure_id, evidence=changed)
    for changes in (2, 0):
        assert read_in(house, sheet).changes == changes
        assert [item.page for item in house.assessment(measure_id).evidence["S1"]] == ["Seite 15"]


# --- a new measure ------------------------------------------------------------------------------------


def new_sheet(title: str, municipality: str = "Beispielförde", **content: object) -> AnswerSheet:
    facts = (FactOnSheet("title", title, ""),)
    origin = origin_of_new(panel_catalogue(), EMPTY_SHEET)
    return AnswerSheet(origin, municipality, facts, **content)  # type: ignore[arg-type]


def test_a_sheet_for_a_new_measure_creates_it_once(house: TestHouse, measure_id: int) -> None:
    sheet = new_sheet("Mitfahrbank", answers=(answered("S1", LEVEL_2),))
    first, second = read_in(house, sheet), read_in(house, sheet)
    assert (first.is_new, second.is_new, second.changes) == (True, False, 0)
    assert first.measure_id == second.measure_id != measure_id
    assert house.assessment(first.measure_id).measure.title == "Mitfahrbank"


def test_an_empty_sheet_may_be_passed_on_and_filled_in_for_several_measures(house: TestHouse) -> None:
    house.municipality("Beispielförde")
    taken = [read_in(house, new_sheet(title)) for title in ("Mitfahrbank", "Pegelsensoren")]
    assert [one.is_new for one in taken] == [True, True]
    with house.database.reading() as session:
        assert session.exec(select(func.count()).select_from(Measure)).one() == 2


def test_a_municipality_that_is_not_known_yet_is_announced_and_added(house: TestHouse) -> None:
    sheet = new_sheet("Mitfahrbank", "Gemeinde Heidrand")
    assert compare(house, sheet).is_new_municipality
    taken = read_in(house, sheet)
    assert house.assessment(taken.measure_id).measure.municipality == "Gemeinde Heidrand"
    assert not compare(house, new_sheet("Zweite", "gemeinde heidrand")).is_new_municipality


def test_of_several_municipalities_with_one_name_it_means_the_one_for_which_the_desk_acts(
    house: TestHouse,
) -> None:
    first, second = (house.municipality("Neustadt", key) for key in ("01055032", "03353005"))
    taken = read_in(house, new_sheet("Mitfahrbank", "Neustadt"))
    assert house.assessment(taken.measure_id).measure.municipality_id == second != first
    house.municipality("Musterbach")
    assert (
        refused(house, new_sheet("Zweite", "Neustadt")).message.key == "answer_sheet.several_municipalities"
    )


# --- what does not belong here ------------------------------------------------------------------------


def refused(house: TestHouse, sheet: AnswerSheet) -> ServiceError:
    before = events(house)
    with pytest.raises(ServiceError) as refusal:
        compare(house, sheet)
    with pytest.raises(ServiceError) as again:
        read_in(house, sheet)
    assert again.value.message == refusal.value.message
    assert events(house) == before
    return refusal.value


def test_a_sheet_of_a_measure_that_there_is_not_is_refused(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2),))
    error = refused(house, replace(sheet, origin=replace(sheet.origin, uuid=uuid4())))
    assert (type(error), error.message.key) == (NotFoundError, "services.no_measure")


def test_a_sheet_of_another_municipality_is_refused(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2),))
    house.municipality("Musterbach")
    error = refused(house, sheet)
    assert (type(error), error.message.key) == (RefusedError, "access.other_desk")


@pytest.mark.parametrize(
    ("origin", "sentence"),
    [
        ({"catalogue_version": 2}, "answer_sheet.other_catalogue"),
        ({"catalogue": "town"}, "answer_sheet.other_catalogue"),
        ({"catalogue_sha256": "0" * 64}, "answer_sheet.changed_catalogue"),
        ({"revision": 2}, "answer_sheet.other_revision"),
    ],
)
def test_a_sheet_for_other_questions_or_another_revision_is_refused(
    house: TestHouse, measure_id: int, origin: dict[str, object], sentence: str
) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2),))
    error = refused(house, replace(sheet, origin=replace(sheet.origin, **origin)))  # type: ignore[arg-type]
    assert (type(error), error.message.key) == (InvalidError, sentence)


def test_a_sheet_for_a_new_measure_by_another_catalogue_is_refused(house: TestHouse) -> None:
    house.municipality("Beispielförde")
    sheet = new_sheet("Mitfahrbank")
    error = refused(house, replace(sheet, origin=replace(sheet.origin, catalogue_version=2)))
    assert error.message.key == "answer_sheet.other_catalogue"


def test_a_sheet_of_a_withdrawn_measure_is_refused(house: TestHouse, measure_id: int) -> None:
    sheet = sheet_of(house, measure_id, answers=(answered("S1", LEVEL_2),))
    with house.database.writing() as session:
        take_step(session, house.actor, measure_id=measure_id, step=Step.WITHDRAW)
    assert refused(house, sheet).message.key == "access.not_editable"


def test_one_answer_that_cannot_be_stored_keeps_all_others_out(house: TestHouse, measure_id: int) -> None:
    """No sheet of ours says such a thing; one made by hand might."""
    answers = (answered("S1", LEVEL_2), answered("S2", NOT_APPLICABLE, "weil"))
    before = events(house)
    with pytest.raises(InvalidError):
        read_in(house, sheet_of(house, measure_id, answers=answers))
    assert events(house) == before
    assert given(house, measure_id, "S1") == GivenAnswer(AnswerKind.OPEN)


def test_the_desk_moves_to_the_municipality_of_the_new_measure(house: TestHouse, measure_id: int) -> None:
    first = house.desk().actor.acting_for
    house.municipality("Musterbach")
    read_in(house, new_sheet("Mitfahrbank", "Beispielförde"))
    assert house.desk().actor.acting_for == first
