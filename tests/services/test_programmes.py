"""Programmes: who takes part, what they are called, and in which one the desk works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.files import PANEL
from tests.catalogue.test_differences import fresh
from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.example import load_example, visit_example
from toolkit.messages import translate
from toolkit.model import ProgrammeKind, Role
from toolkit.model.inputs import ProgrammeInput
from toolkit.services.catalogues import changed_files, offered_catalogues, shelved_versions, take_into_use
from toolkit.services.desk import Desk, open_desk
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.merging import EntriesConflictError
from toolkit.services.programmes import (
    OpenedProgramme,
    add_programme,
    change_programme,
    open_programme,
    programmes,
    read_programme,
    work_in,
)


def add(house: TestHouse, **fields: Any) -> int:
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        entered = read_programme(**fields)
        return add_programme(session, actor, entered=entered, catalogue=panel_catalogue())


def change(
    house: TestHouse, programme_id: int, based_on: ProgrammeInput | None = None, **fields: Any
) -> OpenedProgramme:
    with house.database.writing() as session:
        actor = open_desk(session, language="de").actor
        seen = based_on or open_programme(session, actor, programme_id=programme_id).facts
        entered = read_programme(**{**dict(seen), **fields})
        return change_programme(session, actor, programme_id=programme_id, based_on=seen, entered=entered)


def enter(house: TestHouse, programme_id: int) -> Desk:
    with house.database.writing() as session:
        work_in(session, open_desk(session, language="de").actor, programme_id=programme_id)
    return house.desk()


def listed(house: TestHouse, actor: Actor | None = None) -> list[int]:
    with house.database.reading() as session:
        return [one.programme_id for one in programmes(session, actor or house.actor, is_example=False)]


def test_the_default_programme_is_called_as_each_reader_speaks(house: TestHouse) -> None:
    with house.database.reading() as session:
        (default,) = programmes(session, house.actor, is_example=False)
    assert not isinstance(default.title, str)
    assert [translate(default.title, language) for language in ("de", "en")] == [
        "Unser Verfahren",
        "Our programme",
    ]
    assert house.desk().programme_name == default.title
    assert change(house, default.programme_id, name="Auswahl 2026").title == "Auswahl 2026"


def test_a_programme_is_stored_with_everything_that_was_entered(house: TestHouse) -> None:
    town = house.municipality("Husum")
    facts = ProgrammeInput(
        name="Beratung", kind=ProgrammeKind.ADVICE, required_reviews=1, municipalities=(town,)
    )
    programme_id = add(house, **dict(facts))
    with house.database.reading() as session:
        opened = open_programme(session, house.actor, programme_id=programme_id)
    assert (opened.facts, opened.version, opened.is_example) == (facts, 1, False)
    changed = change(house, programme_id, required_reviews=3, municipalities=())
    assert changed.facts == facts.model_copy(update={"required_reviews": 3, "municipalities": ()})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "programme.known"),
        ({"name": "x" * 201}, "programme.name_too_long"),
        ({"name": "Neu", "required_reviews": 21}, "programme.reviews_out_of_range"),
        ({"name": "Neu", "municipalities": (999,)}, "services.no_municipality"),
    ],
)
def test_what_cannot_be_stored_is_refused_in_a_sentence(
    house: TestHouse, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ServiceError) as refusal:
        add(house, **fields)
    assert refusal.value.message.key == sentence
    assert len(listed(house)) == 1


def test_two_people_see_mine_and_theirs(house: TestHouse) -> None:
    programme_id = add(house, name="Auswahl 2026")
    seen = ProgrammeInput(name="Auswahl 2026")
    change(house, programme_id, seen, name="Auswahl 2027")
    assert change(house, programme_id, seen, required_reviews=1).facts.name == "Auswahl 2027"
    with pytest.raises(EntriesConflictError) as conflict:
        change(house, programme_id, seen, name="Auswahl 2028")
    assert [(one.mine, one.theirs) for one in conflict.value.conflicts] == [("Auswahl 2028", "Auswahl 2027")]


def test_a_municipality_with_measures_stays_in_its_programme(house: TestHouse) -> None:
    town = house.municipality("Husum")
    house.measure(town)
    with pytest.raises(RefusedError) as refusal:
        change(house, house.desk().programme_id, municipalities=())
    assert refusal.value.message.values == {"municipality": "Husum"}


def test_a_measure_belongs_to_a_municipality_that_takes_part(house: TestHouse) -> None:
    town = house.municipality("Husum")
    enter(house, add(house, name="Auswahl 2027"))
    with pytest.raises(RefusedError) as refusal:
        house.measure(town)
    assert refusal.value.message.key == "programme.not_taking_part"


def test_the_desk_stays_in_the_programme_to_which_it_moved(house: TestHouse) -> None:
    town = house.municipality("Husum")
    first = house.desk()
    second = enter(house, add(house, name="Auswahl 2027", municipalities=(town,)))
    third = enter(house, add(house, name="Auswahl 2028"))
    assert [desk.programme_name for desk in (second, third)] == ["Auswahl 2027", "Auswahl 2028"]
    assert (second.municipalities, third.municipalities) == (((town, "Husum"),), ())
    assert (third.municipality, third.actor.acting_for) == ("Husum", town)
    assert enter(house, first.programme_id) == first


def test_the_programme_of_the_example_is_left_to_those_who_act_there(house: TestHouse) -> None:
    own = enter(house, add(house, name="Auswahl 2027"))
    with house.database.writing() as session:
        example = load_example(session, house.actor).programme_id
    with pytest.raises(RefusedError):
        enter(house, example)
    with house.database.writing() as session:
        visit_example(session, house.actor)
    assert house.desk().programme_id == example
    with pytest.raises(NotFoundError):
        change(house, own.programme_id, municipalities=(house.desk().municipalities[0][0],))
    assert enter(house, own.programme_id).programme_id == example
    assert listed(house) == [1, own.programme_id]


def test_only_administration_opens_and_changes_programmes(house: TestHouse) -> None:
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING)}))
    with house.database.writing() as session, pytest.raises(RefusedError):
        add_programme(session, planner, entered=ProgrammeInput(name="Neu"), catalogue=panel_catalogue())
    with house.database.writing() as session, pytest.raises(RefusedError):
        change_programme(
            session, planner, programme_id=1, based_on=ProgrammeInput(), entered=ProgrammeInput(name="Neu")
        )
    assert listed(house) == [1]


def test_planning_sees_the_programmes_of_its_municipality_and_no_others(house: TestHouse) -> None:
    own, other = house.municipality("Husum"), house.municipality("Tönning")
    with_own = add(house, name="Mit Husum", municipalities=(own,))
    add(house, name="Ohne Husum", municipalities=(other,))
    planner = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=own)}), own)
    advisor = Actor(house.actor.person_id, frozenset({Grant(Role.ADVICE, programme_id=with_own)}))
    nobody = Actor(house.actor.person_id, frozenset())
    assert (listed(house, planner), listed(house, advisor), listed(house, nobody)) == (
        [house.desk().programme_id, with_own],
        [with_own],
        [],
    )
    with house.database.reading() as session, pytest.raises(NotFoundError):
        open_programme(session, nobody, programme_id=with_own)


# --- the shelf of catalogue versions -------------------------------------------------------------------


def test_two_files_that_contradict_each_other_are_named_and_neither_is_offered(tmp_path: Path) -> None:
    text = PANEL.read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    offered = offered_catalogues(tmp_path)
    assert [catalogue.name for catalogue in offered.catalogues] == ["panel-1"]
    assert [(notice.key, notice.values["files"]) for notice in offered.notices] == [
        ("services.catalogue_copied", ("a.yaml", "b.yaml"))
    ]
    (tmp_path / "b.yaml").write_text(text.replace("minutes: 2", "minutes: 3", 1), encoding="utf-8")
    offered = offered_catalogues(tmp_path)
    assert (offered.catalogues, [notice.key for notice in offered.notices]) == (
        (),
        ["services.catalogue_twice"],
    )


def test_the_shelf_shows_where_each_version_comes_from_and_who_uses_it(house: TestHouse) -> None:
    stored, changed, new = panel_catalogue(), fresh(version=2), fresh(version=3)
    with house.database.writing() as session:
        take_into_use(session, changed)
    now_in_the_file = fresh(version=2, minimum=stored.minimum.model_copy(update={"of_all": 0.5}))
    with house.database.reading() as session:
        shelf = shelved_versions(session, house.actor, [now_in_the_file, new])
        notices = changed_files(session, [now_in_the_file, new])
    assert [
        (
            one.catalogue.version,
            one.in_folder,
            one.is_changed,
            one.first_used_at is not None,
            len(one.programmes),
        )
        for one in shelf
    ] == [(3, True, False, False, 0), (2, True, True, True, 0), (1, False, False, True, 1)]
    assert shelf[1].catalogue.sha256 == changed.sha256
    assert [notice.values["version"] for notice in notices] == [2]


def test_a_file_that_was_changed_after_its_first_use_opens_no_programme(house: TestHouse) -> None:
    changed = fresh(minimum=panel_catalogue().minimum.model_copy(update={"of_all": 0.5}))
    with house.database.writing() as session, pytest.raises(InvalidError) as refusal:
        add_programme(session, house.actor, entered=ProgrammeInput(name="Neu"), catalogue=changed)
    assert refusal.value.message.key == "services.catalogue_changed"
