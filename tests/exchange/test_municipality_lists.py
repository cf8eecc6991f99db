"""A list of municipalities comes in as a whole: keys with their zeros, types with their source, members."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.importing import everything_in, filled, sentences
from tests.houses import TestHouse
from tests.spreadsheet import files
from toolkit.access import Actor, Grant
from toolkit.exchange.lists import municipality_columns, municipality_template, read_municipality_list
from toolkit.exchange.lists.columns import bare
from toolkit.messages import LANGUAGES, Language, Message, translate
from toolkit.model import Role
from toolkit.model.municipality_inputs import KeyInput, MunicipalityInput
from toolkit.services.desk import open_desk
from toolkit.services.import_municipalities import import_municipalities, plan_municipalities
from toolkit.services.imports import Effect, FieldChange, ImportOptions, ListMistakesError, Mistake, Plan
from toolkit.services.municipalities import municipalities
from toolkit.storage import Database

COLUMNS = {column.name: column for column in municipality_columns()}


def label(name: str, language: Language = "de") -> str:
    return translate(COLUMNS[name].label, language)


def a_list(head: list[str], *rows: list[Any]) -> bytes:
    return files.workbook([[label(name) for name in head], *rows])


def run(house: TestHouse, content: bytes, *, only_plan: bool = False, **options: bool) -> Plan:
    action = plan_municipalities if only_plan else import_municipalities
    with house.database.writing() as session:
        desk = open_desk(session, language="de")
        return action(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            incoming=read_municipality_list(content, "de"),
            options=ImportOptions(**options),
        )


def known(house: TestHouse) -> dict[str, MunicipalityInput]:
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        return {one.facts.name: one.facts for one in municipalities(session, desk.actor, is_example=False)}


def ids(house: TestHouse) -> dict[str, int]:
    with house.database.reading() as session:
        actor = open_desk(session, language="de").actor
        return {
            one.facts.name: one.municipality_id for one in municipalities(session, actor, is_example=False)
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filled_template_brings_in_every_column(sqlite_database: Database, language: Language) -> None:
    house = TestHouse.furnished(sqlite_database)
    kinds, types, sources = (
        [translate(name, language) for name, _ in COLUMNS[column].choices]
        for column in ("kind", "settlement_type", "type_source")
    )
    yes = "ja" if language == "de" else "yes"
    head = [label(name, language) for name in COLUMNS]
    rows = [
        [
            "Kreis Auen",
            kinds[1],
            "01999",
            None,
            None,
            90_000,
            None,
            None,
            None,
            "Kreistag",
            "Auental;Neustadt",
        ],
        [
            "Auental",
            kinds[0],
            "01999001",
            date(2020, 1, 1),
            date(2039, 12, 31),
            12_000,
            types[2],
            sources[0],
            yes,
        ],
        ["Neustadt", kinds[0]],
    ]
    whole = [(row + [None] * len(head))[: len(head)] for row in rows]
    done = run(house, filled(municipality_template(language), whole, head))
    assert [row.effect for row in done.rows] == [Effect.NEW] * 3
    stored, by_name = known(house), ids(house)
    assert stored["Auental"] == MunicipalityInput(
        name="Auental",
        official_keys=(KeyInput(key="01999001", valid_from=date(2020, 1, 1), valid_to=date(2039, 12, 31)),),
        population=12_000,
        settlement_type="small_town",
        type_source="official",
        funded=True,
    )
    assert stored["Kreis Auen"] == MunicipalityInput(
        name="Kreis Auen",
        kind="district",
        official_keys=(KeyInput(key="01999"),),
        population=90_000,
        elected_body="Kreistag",
        members=(by_name["Auental"], by_name["Neustadt"]),
    )


def test_no_two_columns_share_a_heading() -> None:
    for language in LANGUAGES:
        headings = [bare(text) for column in COLUMNS.values() for text in column.headings(language)]
        assert sorted(headings) == sorted(set(headings))


def test_the_same_list_twice_changes_nothing_and_other_bytes_neither(house: TestHouse) -> None:
    head = ["name", "key", "population"]
    content = a_list(head, ["Auental", "01999001", 12_000], ["Neustadt", None, None])
    run(house, content)
    before = everything_in(house)
    assert run(house, content).read_before == before["import"][0][3]
    assert everything_in(house) == before
    again = run(house, a_list(head, ["Auental", "01999001", "12.000"], ["Neustadt", None, None]))
    assert [row.effect for row in again.rows] == [Effect.UNCHANGED, Effect.UNCHANGED]


def test_a_known_key_completes_its_municipality_and_empty_cells_change_nothing(house: TestHouse) -> None:
    run(house, a_list(["name", "key", "population"], ["Auental", "01999001", 12_000]))
    done = run(
        house, a_list(["name", "key", "funded", "population"], ["Stadt Auental", "01999001", "nein", None])
    )
    assert [(row.effect, row.changes) for row in done.rows] == [
        (
            Effect.CHANGED,
            (FieldChange("name", "Auental", "Stadt Auental"), FieldChange("funded", None, False)),
        )
    ]
    assert known(house)["Stadt Auental"].population == 12_000


def test_a_key_of_another_time_is_added_and_one_of_the_same_time_means_a_namesake(house: TestHouse) -> None:
    head = ["name", "key", "valid_from", "valid_to"]
    run(house, a_list(head, ["Neustadt", "01999001", None, date(2025, 12, 31)]))
    run(house, a_list(head, ["Neustadt", "01999002", date(2026, 1, 1), None]))
    assert [one.key for one in known(house)["Neustadt"].official_keys] == ["01999001", "01999002"]
    done = run(house, a_list(head, ["Neustadt", "02999001", None, None]))
    assert [row.effect for row in done.rows] == [Effect.NEW]


def test_a_lost_leading_zero_is_asked_once_for_all_and_never_added_in_silence(house: TestHouse) -> None:
    content = a_list(
        ["name", "kind", "key"], ["Stuttgart", None, 8111000], ["Kreis Göppingen", "Kreis", 8117]
    )
    found = run(house, content, only_plan=True)
    assert found.short_keys == (("8111000", "08111000"), ("8117", "08117"))
    assert sentences(found.mistakes) == [
        f"C{row}: {offered} statt {written}? Excel lässt die führende Null weg. "
        "Bitte bestätigen Sie, dass sie ergänzt wird, oder berichtigen Sie die Zelle."
        for row, written, offered in ((2, "8111000", "08111000"), (3, "8117", "08117"))
    ]
    run(house, content, add_leading_zeros=True)
    assert [facts.official_keys[0].key for facts in known(house).values()] == ["08117", "08111000"]


def test_planning_completes_a_municipality_but_does_not_change_what_is_stored(house: TestHouse) -> None:
    run(house, a_list(["name", "population"], ["Auental", 12_000]))
    content = a_list(["name", "population", "elected_body"], ["Auental", 12_001, "Stadtrat"])
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        planner = Actor(desk.actor.person_id, frozenset({Grant(Role.PLANNING)}), ids(house)["Auental"])
        plans = [
            plan_municipalities(
                session,
                planner,
                programme_id=desk.programme_id,
                incoming=read_municipality_list(each, "de"),
            )
            for each in (content, a_list(["name", "elected_body"], ["Auental", "Stadtrat"]))
        ]
    assert [[mistake.message for mistake in plan.mistakes] for plan in plans] == [
        [Message.of("access.only_complete")],
        [],
    ]


MALFORMED: dict[str, tuple[bytes, list[str]]] = {
    "key of another length": (
        a_list(["name", "key"], ["Auental", "123456"]),
        [
            "B2: Der amtliche Schlüssel hat 8 Ziffern (Stadt oder Gemeinde) oder 5 Ziffern (Kreis) und "
            "beginnt mit 01 bis 16."
        ],
    ),
    "key of a district for a town": (
        a_list(["name", "key"], ["Auental", "01999"]),
        ["B2: Eine Stadt oder Gemeinde hat einen Schlüssel von 8 Ziffern. 01999 passt nicht dazu."],
    ),
    "end before the beginning": (
        a_list(
            ["name", "key", "valid_from", "valid_to"],
            ["Auental", "01999001", date(2026, 1, 1), date(2025, 1, 1)],
        ),
        [
            "B2: Der Schlüssel 01999001 endet, bevor er beginnt. "
            "Bitte prüfen Sie „gültig ab“ und „gültig bis“."
        ],
    ),
    "validity without a key": (
        a_list(["name", "valid_from"], ["Auental", date(2026, 1, 1)]),
        [
            "B2: Eine Gültigkeit gehört zu einem Schlüssel. "
            "Bitte tragen Sie in dieser Zeile den Schlüssel ein."
        ],
    ),
    "type without its source": (
        a_list(["name", "settlement_type"], ["Auental", "Kleinstadt"]),
        [
            "B2: Zum Typ gehört seine Herkunft: amtlich, aus der Einwohnerzahl abgeleitet oder eigene "
            "Angabe. Bitte geben Sie beides an oder keines von beiden."
        ],
    ),
    "half a person": (
        a_list(["name", "population"], ["Auental", 12.5]),
        [
            "B2: „12,5“ in der Spalte „Einwohnerzahl“ ist keine gültige ganze Zahl. "
            "Bitte schreiben Sie zum Beispiel 12."
        ],
    ),
    "nobody": (
        a_list(["name", "population"], ["Auental", 0]),
        ["B2: Die Einwohnerzahl ist eine ganze Zahl ab 1."],
    ),
    "members of a town": (
        a_list(["name", "members"], ["Auental", "Bestand"]),
        ["B2: Nur Kreise und Kooperationen haben Mitglieder."],
    ),
    "unknown member": (
        a_list(["name", "kind", "members"], ["Kreis Auen", "Kreis", "Bestand; Nirgendwo"]),
        [
            "C2: Mitglied „Nirgendwo“: Die Kommune „Nirgendwo“ ist nicht eingetragen. Bitte berichtigen Sie "
            "den Namen, oder bestätigen Sie, dass neue Kommunen angelegt werden."
        ],
    ),
    "member that may be none": (
        a_list(
            ["name", "kind", "members"],
            ["Kreis Auen", "Kreis", "Verbund"],
            ["Verbund", "Kooperation", None],
        ),
        [
            "C2: Ein Kreis hat nur Städte und Gemeinden als Mitglieder: "
            "Verbund kann nicht zu Kreis Auen gehören."
        ],
    ),
    "the same municipality twice": (
        a_list(["name", "key"], ["Auental", "01999001"], ["Bestand", None], ["Stadt Auental", "01999001"]),
        ["B4: Diese Kommune steht schon in der Zeile 2. Bitte löschen Sie eine von beiden."],
    ),
    "no name": (a_list(["name", "key"], [None, "01999001"]), ["A2: In der Zeile 2 fehlt der Name."]),
    "name too short": (
        a_list(["name"], ["X"]),
        ["A2: Bitte geben Sie den Namen der Kommune an (2 bis 200 Zeichen)."],
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_broken_list_is_told_by_cell_and_changes_nothing(sqlite_database: Database, name: str) -> None:
    house = TestHouse.furnished(sqlite_database)
    house.municipality("Bestand")
    content, expected = MALFORMED[name]
    before = everything_in(house)
    with pytest.raises(ListMistakesError) as caught:
        run(house, content)
    assert sentences(caught.value.mistakes) == expected
    assert everything_in(house) == before


def mistakes_of(house: TestHouse, content: bytes) -> tuple[Mistake, ...]:
    """None where the list has come in."""
    try:
        run(house, content)
    except ListMistakesError as error:
        return error.mistakes
    return ()


CELLS = (
    st.none()
    | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=8)
    | st.integers(-10, 10**9)
    | st.dates(date(1900, 3, 1))
    | st.sampled_from(["01999001", "01999", "8111000", "Kreis", "Kooperation", "Bestand", "ja", "amtlich"])
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=len(COLUMNS)), max_size=4))
def test_any_cells_are_an_import_or_sentences_and_the_second_time_changes_nothing(
    sqlite_database: Database, rows: list[list[Any]]
) -> None:
    house = TestHouse.furnished(sqlite_database)
    content = a_list(list(COLUMNS), *rows)
    before = everything_in(house)
    if mistakes := mistakes_of(house, content):
        assert all(sentences(mistakes))
    else:
        before = everything_in(house)
        run(house, content)
    assert everything_in(house) == before
