"""The answers in long form are those that the actor may read, on both databases."""

from __future__ import annotations

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.comparison import AnswerLine, load_answers
from toolkit.judging import AnswerKind
from toolkit.model import Role
from toolkit.model.inputs import AnswerInput
from toolkit.storage import Database


def answers_for(house: TestHouse, actor: Actor) -> dict[int, tuple[AnswerLine, ...]]:
    with house.database.reading() as session:
        return load_answers(
            session, actor, programme_id=house.desk().programme_id, catalogue=panel_catalogue()
        )


def test_reasons_in_drafts_are_read_by_their_own_municipality_only(any_database: Database) -> None:
    house = TestHouse.furnished(any_database)
    own = house.municipality("Stadt Beispielförde")
    measure_id = house.measure(own)
    house.answer_all(measure_id, 2)
    house.answer(measure_id, "N1", AnswerInput(reason="Nur für uns"), based_on=1)
    other, programme = house.municipality("Neustadt", "01055032"), house.desk().programme_id
    grants = {
        "own": Grant(Role.PLANNING, municipality_id=own),
        "other": Grant(Role.PLANNING, municipality_id=other),
        "steering": Grant(Role.STEERING, programme_id=programme),
        "coordination": Grant(Role.COORDINATION, programme_id=programme),
    }
    people = {name: house.person(f"{name}@example.de", grant) for name, grant in grants.items()}
    read = {name: answers_for(house, house.actor_of(person)) for name, person in people.items()}
    assert {name: sorted(found) for name, found in read.items()} == {
        "own": [measure_id],
        "other": [],
        "steering": [],
        "coordination": [],
    }
    reasons = {line.question: line.reason for line in read["own"][measure_id] if line.reason}
    assert reasons == {"N1": "Nur für uns"}


def test_a_question_without_an_answer_is_open_and_has_no_level(any_database: Database) -> None:
    house = TestHouse.furnished(any_database)
    measure_id = house.measure(house.municipality("Stadt Beispielförde"))
    house.answer(measure_id, "S1", AnswerInput.at(3))
    lines = answers_for(house, house.actor)[measure_id]
    assert [line.question for line in lines] == list(panel_catalogue().questions)
    assert {(line.review, line.kind, line.level) for line in lines} == {
        (None, AnswerKind.LEVEL, 3),
        (None, AnswerKind.OPEN, None),
    }
