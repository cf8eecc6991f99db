"""Peer groups: who is compared with whom, who may see it, and what the views say in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.comparison.test_comparison import comparison_for
from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.comparison import (
    PEER_KINDS,
    Comparison,
    PeerGroup,
    PeerKind,
    parts_by_funding,
    peer_groups,
)
from toolkit.findings import peers_headline, peers_name, peers_range, peers_size, profiles_headline
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.model import FieldOfAction, Municipality, MunicipalityKind, Role, SettlementType
from toolkit.model.inputs import AnswerInput

SMALL = PeerKind(MunicipalityKind.MUNICIPALITY, SettlementType.SMALL_TOWN)
DISTRICTS = PeerKind(MunicipalityKind.DISTRICT)


@pytest.fixture
def house(any_house: TestHouse) -> TestHouse:
    return any_house


def municipality(
    house: TestHouse,
    name: str,
    *,
    kind: MunicipalityKind = MunicipalityKind.MUNICIPALITY,
    settlement_type: SettlementType | None = None,
    funded: bool | None = None,
) -> int:
    municipality_id = house.municipality(name)
    with house.database.writing() as session:
        row = session.get_one(Municipality, municipality_id)
        row.kind, row.settlement_type, row.funded = kind, settlement_type, funded
        session.add(row)
    return municipality_id


def small_towns(house: TestHouse, count: int, *, level: int = 2) -> list[int]:
    """Each with one measure, one level apart from none to the next."""
    ids = []
    for number in range(count):
        ids.append(municipality(house, f"Kleinstadt {number}", settlement_type=SettlementType.SMALL_TOWN))
        house.answer_all(house.measure(ids[-1], title=f"Idee {number}"), (level + number) % 5)
    return ids


def groups_of(house: TestHouse) -> tuple[PeerGroup, ...]:
    return peer_groups(comparison_for(house, house.actor))


def test_towns_are_grouped_by_size_then_districts_and_cooperations_and_last_what_has_no_type(
    house: TestHouse,
) -> None:
    house.measure(municipality(house, "A-Dorf"))
    house.measure(municipality(house, "Verbund", kind=MunicipalityKind.COOPERATION))
    house.measure(municipality(house, "Kreis", kind=MunicipalityKind.DISTRICT))
    house.measure(municipality(house, "Dorf", settlement_type=SettlementType.RURAL))
    town = municipality(house, "Kleinstadt", settlement_type=SettlementType.SMALL_TOWN)
    house.measure(town, title="Eins")
    house.measure(town, title="Zwei")
    assert [
        (group.peers.key if group.peers else None, len(group.measures), len(group.municipality_ids))
        for group in groups_of(house)
    ] == [
        ("small_town", 2, 1),
        ("rural", 1, 1),
        ("district", 1, 1),
        ("cooperation", 1, 1),
        (None, 1, 1),
    ]


def test_the_settlement_type_of_a_district_does_not_part_it_from_the_others(house: TestHouse) -> None:
    for number, kind_of_place in enumerate((None, SettlementType.RURAL)):
        district = municipality(
            house, f"Kreis {number}", kind=MunicipalityKind.DISTRICT, settlement_type=kind_of_place
        )
        house.measure(district)
    (group,) = groups_of(house)
    assert (group.peers, len(group.municipality_ids)) == (DISTRICTS, 2)


@pytest.mark.parametrize(("towns", "shown"), [(4, False), (5, True)])
def test_others_see_a_group_from_five_municipalities_on(house: TestHouse, towns: int, shown: bool) -> None:
    own, *_ = small_towns(house, towns)
    (group,) = groups_of(house)
    of_one = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=own)}), own)
    advice = Actor(house.actor.person_id, frozenset({Grant(Role.ADVICE)}))
    assert [group.is_shown_to(actor) for actor in (of_one, advice)] == [shown, shown]


def test_who_plans_for_all_of_a_small_group_sees_it(house: TestHouse) -> None:
    first, second = small_towns(house, 2)
    (group,) = groups_of(house)
    both = Actor(1, frozenset(Grant(Role.PLANNING, municipality_id=each) for each in (first, second)), first)
    assert [group.is_shown_to(actor) for actor in (house.actor, both)] == [True, True]


def test_filters_by_field_funding_and_peer_group_go_together(house: TestHouse) -> None:
    town = municipality(house, "Kleinstadt", settlement_type=SettlementType.SMALL_TOWN, funded=True)
    house.measure(town, title="Bus", field_of_action="mobility")
    house.measure(town, title="Daten", field_of_action="data")
    district = municipality(house, "Kreis", kind=MunicipalityKind.DISTRICT, funded=False)
    house.measure(district, title="Kreisbus", field_of_action="mobility")
    house.measure(municipality(house, "Ohne Angabe"), title="Dorf-App", field_of_action="mobility")
    comparison = comparison_for(house, house.actor)

    def titles(part: Comparison) -> list[str]:
        return [measure.title for measure in part.measures]

    assert titles(comparison.only(fields=[FieldOfAction.MOBILITY])) == ["Bus", "Kreisbus", "Dorf-App"]
    assert titles(comparison.only(funded=[False])) == ["Kreisbus"]
    assert titles(comparison.only(peers=[SMALL])) == ["Bus", "Daten"]
    assert titles(comparison.only(fields=[FieldOfAction.MOBILITY], funded=[True], peers=[SMALL])) == ["Bus"]
    assert titles(comparison.only(funded=[False], peers=[SMALL])) == []


def test_the_sentence_names_the_group_whose_totals_lie_furthest_apart(house: TestHouse) -> None:
    small_towns(house, 3, level=1)
    district = municipality(house, "Kreis", kind=MunicipalityKind.DISTRICT)
    house.answer_all(house.measure(district), 4)
    house.answer_all(house.measure(municipality(house, "Ohne Angabe")), 0)
    groups = groups_of(house)
    assert peers_headline(groups) == Message.of(
        "peers.widest",
        group=Message.of("peers.small_town"),
        low=Decimal(25),
        high=Decimal(75),
        n=2,
    )
    assert translate(peers_headline(groups[:1]), "de") == (
        "Die Gesamtwerte reichen in der Gruppe Kleinstädte von 25 bis 75 Punkten."
    )
    assert translate(peers_size(groups[0]), "de") == "3 Maßnahmen aus 3 Kommunen"


def test_groups_that_are_equally_wide_are_named_together(house: TestHouse) -> None:
    small_towns(house, 2)
    district = municipality(house, "Kreis", kind=MunicipalityKind.DISTRICT)
    for level in (0, 1):
        house.answer_all(house.measure(district, title=f"Idee {level}"), level)
    assert translate(peers_headline(groups_of(house)), "de") == (
        "In den Gruppen Kleinstädte und Kreise liegen die Gesamtwerte gleich weit auseinander: 25 Punkte."
    )


def test_without_anything_judged_the_sentence_says_so(house: TestHouse) -> None:
    house.measure(municipality(house, "Kreis", kind=MunicipalityKind.DISTRICT))
    assert peers_headline(groups_of(house)) == Message.of("peers.nothing")


def test_every_group_has_a_name_in_both_languages() -> None:
    names = [
        translate(peers_name(peers), language) for language in LANGUAGES for peers in (*PEER_KINDS, None)
    ]
    assert len(set(names)) == 14


def test_profiles_say_where_the_chosen_lie_furthest_apart(house: TestHouse) -> None:
    here = municipality(house, "Beispielförde")
    first, second = house.measure(here, title="Bus"), house.measure(here, title="Daten")
    for question in panel_catalogue().questions:
        house.answer(first, question, AnswerInput.at(2))
        house.answer(second, question, AnswerInput.at(4 if question.startswith("N") else 2))
    assert translate(profiles_headline(comparison_for(house, house.actor)), "de") == (
        "Am weitesten auseinander liegen sie bei Nutzerorientierung: „Daten“ hat 100 Punkte, „Bus“ 50."
    )


def test_profiles_that_are_alike_or_not_judged_are_called_so(house: TestHouse) -> None:
    here = municipality(house, "Beispielförde")
    first, second = house.measure(here, title="Bus"), house.measure(here, title="Daten")
    house.answer_all(first, 2)
    assert profiles_headline(comparison_for(house, house.actor)).key == "findings.profiles.nothing"
    house.answer_all(second, 2)
    comparison = comparison_for(house, house.actor)
    assert profiles_headline(comparison).key == "findings.profiles.alike"
    alone = Comparison(comparison.catalogue, comparison.measures[:1])
    assert profiles_headline(alone).key == "findings.headline.plain"


def test_a_group_is_parted_by_funding_only_where_it_is_known_of_all_and_differs(house: TestHouse) -> None:
    def parts() -> list[tuple[bool, int, str]]:
        (group,) = groups_of(house)
        found = parts_by_funding(group)
        return [(funded, len(part.measures), translate(peers_range(part), "de")) for funded, part in found]

    small = SettlementType.SMALL_TOWN
    funded = municipality(house, "Kleinstadt 1", settlement_type=small, funded=True)
    house.answer_all(house.measure(funded, title="Eins"), 3)
    assert parts() == []
    other = municipality(house, "Kleinstadt 2", settlement_type=small, funded=False)
    for title, level in (("Zwei", 1), ("Drei", 2)):
        house.answer_all(house.measure(other, title=title), level)
    assert parts() == [(True, 1, "eine Maßnahme mit 75 Punkten"), (False, 2, "2 Maßnahmen, 25 bis 50 Punkte")]
    house.measure(municipality(house, "Kleinstadt 3", settlement_type=small), title="Vier")
    assert parts() == []


def test_a_part_in_which_nothing_is_judged_says_so(house: TestHouse) -> None:
    house.measure(municipality(house, "Kleinstadt", settlement_type=SettlementType.SMALL_TOWN))
    assert translate(peers_range(groups_of(house)[0]), "de") == "noch nichts beurteilt"


def test_only_what_is_reviewed_is_left_where_that_is_asked_for(house: TestHouse) -> None:
    house.answer_all(house.measure(municipality(house, "Kleinstadt")), 2)
    comparison = comparison_for(house, house.actor)
    assert [len(comparison.only(reviewed=wanted).measures) for wanted in ([], [True], [False])] == [1, 0, 1]
