"""Rules 4, 5, 6, 9 and 11: who has a place in a ranking, in which list, with which rank."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.judging.catalogues import (
    Given,
    all_at,
    answers,
    any_catalogue,
    catalogue,
    criterion,
    facts,
    levels,
    panel,
    question,
)
from toolkit.judging import (
    OPEN,
    Apart,
    Basis,
    Facts,
    Judgement,
    Phase,
    Ranking,
    judge,
    judge_reviews,
    rank_measures,
    reason_apart,
)
from toolkit.scoring import ranks

LOCATED = Facts(goal_located=True)


def self_assessed(level: int, phase: Phase = Phase.IDEA, **other: int) -> Judgement:
    return judge(panel(), all_at(panel(), level) | levels(**other), Facts(phase, goal_located=True))


def reviewed(level: int, phase: Phase = Phase.IDEA, **other: int) -> Judgement:
    given_answers = all_at(panel(), level) | levels(**other)
    return judge_reviews(panel(), [given_answers], Facts(phase, goal_located=True))


def shown(ranking: Ranking[str]) -> dict[tuple[str, str | None], list[tuple[str, int, str]]]:
    return {
        (item.basis.value, item.phase and item.phase.value): [
            (place.thing, place.rank, str(place.points)) for place in item.places
        ]
        for item in ranking.lists
    }


# --- lists --------------------------------------------------------------------------------------------


def test_self_assessed_measures_have_a_list_and_ranks_of_their_own() -> None:
    ranking = rank_measures(
        {"a": self_assessed(4), "b": reviewed(2), "c": self_assessed(3), "d": reviewed(3)}
    )
    assert shown(ranking) == {
        ("reviews", "idea"): [("d", 1, "75"), ("b", 2, "50")],
        ("self", "idea"): [("a", 1, "100"), ("c", 2, "75")],
    }
    assert ranking.is_preliminary is False


def test_while_nothing_is_reviewed_the_only_list_is_preliminary() -> None:
    ranking = rank_measures({"a": self_assessed(2), "b": self_assessed(3)})
    assert [item.basis for item in ranking.lists] == [Basis.SELF]
    assert ranking.is_preliminary is True


def test_a_reviewed_measure_that_stands_apart_ends_the_preliminary_state_too() -> None:
    ranking = rank_measures({"a": self_assessed(2), "b": reviewed(3, S1=0)})
    assert shown(ranking) == {("self", "idea"): [("a", 1, "50")]}
    assert ranking.apart == (("b", Apart.GATE_NOT_MET),)
    assert ranking.is_preliminary is False


def test_measures_are_ranked_within_their_phase() -> None:
    judgements = {
        "idea": self_assessed(2),
        "pilot": self_assessed(3, Phase.PILOT),
        "prototype": self_assessed(4, Phase.PROTOTYPE),
        "better idea": self_assessed(3),
    }
    assert shown(rank_measures(judgements)) == {
        ("self", "idea"): [("better idea", 1, "75"), ("idea", 2, "50")],
        ("self", "prototype"): [("prototype", 1, "100")],
        ("self", "pilot"): [("pilot", 1, "75")],
    }


def test_when_asked_for_all_phases_are_ranked_together() -> None:
    judgements = {"idea": self_assessed(2), "pilot": self_assessed(3, Phase.PILOT), "ended": reviewed(4)}
    assert shown(rank_measures(judgements, by_phase=False)) == {
        ("reviews", None): [("ended", 1, "100")],
        ("self", None): [("pilot", 1, "75"), ("idea", 2, "50")],
    }


def test_without_measures_there_is_no_list() -> None:
    ranking: Ranking[str] = rank_measures({})
    assert (ranking.lists, ranking.apart) == ((), ())


# --- apart --------------------------------------------------------------------------------------------


def test_what_has_no_place_stands_apart_with_its_reason() -> None:
    well = all_at(panel(), 2)
    ranking = rank_measures(
        {
            "failed": judge(panel(), well | levels(S1=0), LOCATED),
            "open": judge(panel(), well | {"S2": OPEN}, LOCATED),
            "disputed": judge_reviews(panel(), [well, well | levels(S1=0)], LOCATED),
            "little": judge(panel(), levels(S1=2, S2=2, S3=2), LOCATED),
            "little and failed": judge(panel(), levels(S1=0), LOCATED),
            "condition": judge(panel(), well, Facts()),
        }
    )
    assert dict(ranking.apart) == {
        "failed": Apart.GATE_NOT_MET,
        "open": Apart.GATE_OPEN,
        "disputed": Apart.GATE_DISPUTED,
        "little": Apart.TOO_LITTLE_JUDGED,
        "little and failed": Apart.TOO_LITTLE_JUDGED,
    }
    assert shown(ranking) == {("self", "idea"): [("condition", 1, "50")]}


def test_a_measure_without_a_single_answer_breaks_no_ranking() -> None:
    one = catalogue([criterion("C", [question("Q")])], minimum={"of_all": 0, "of_each_criterion": 0})
    ranking = rank_measures({"a": judge(one, levels(Q=2), Facts()), "b": judge(one, {}, Facts())})
    assert shown(ranking) == {("self", "idea"): [("a", 1, "50")]}
    assert ranking.apart == (("b", Apart.TOO_LITTLE_JUDGED),)


# --- ranks --------------------------------------------------------------------------------------------


def test_ties_share_a_rank_and_the_next_ones_are_skipped() -> None:
    judgements = {
        "first": self_assessed(3),
        "tie": self_assessed(2),
        "other tie": self_assessed(2, N1=1, N2=3),
        "last": self_assessed(1, S1=2),
    }
    assert shown(rank_measures(judgements))[("self", "idea")] == [
        ("first", 1, "75"),
        ("tie", 2, "50"),
        ("other tie", 2, "50"),
        ("last", 4, "27"),
    ]


def test_points_get_decimals_where_whole_ones_would_hide_a_difference() -> None:
    parts = [question("P", weight=199), question("Q", weight=1)]
    one = catalogue([criterion("C", parts)])
    judgements = {key: judge(one, levels(P=2, Q=level), Facts()) for key, level in (("a", 2), ("b", 3))}
    assert shown(rank_measures(judgements))[("self", "idea")] == [("b", 1, "50.1"), ("a", 2, "50.0")]


Measures = dict[int, Judgement]


@st.composite
def measures(draw: st.DrawFn) -> Measures:
    one = draw(any_catalogue)
    judged: Measures = {}
    profiles: list[tuple[Given, Facts]] = []
    for number in range(draw(st.integers(0, 8))):
        again = bool(profiles) and draw(st.booleans())
        profile = draw(st.sampled_from(profiles)) if again else (draw(answers(one)), draw(facts(one)))
        profiles.append(profile)
        given_answers, sheet = profile
        if draw(st.booleans()):
            judged[number] = judge(one, given_answers, sheet)
        else:
            judged[number] = judge_reviews(one, [given_answers], sheet)
    return judged


@given(measures(), st.booleans())
def test_every_measure_has_exactly_one_place_or_one_reason(judged: Measures, by_phase: bool) -> None:
    ranking = rank_measures(judged, by_phase=by_phase)
    placed = [place.thing for item in ranking.lists for place in item.places]
    assert sorted([*placed, *(thing for thing, _ in ranking.apart)]) == sorted(judged)
    for thing, judgement in judged.items():
        assert judgement.is_ranked is (reason_apart(judgement) is None) is (thing in placed)


@given(measures(), st.booleans())
def test_a_list_has_one_basis_and_by_default_one_phase(judged: Measures, by_phase: bool) -> None:
    ranking = rank_measures(judged, by_phase=by_phase)
    found = [(item.basis, item.phase) for item in ranking.lists]
    assert len(found) == len(set(found))
    for item in ranking.lists:
        members = [judged[place.thing] for place in item.places]
        assert {judgement.basis for judgement in members} == {item.basis}
        if by_phase:
            assert {judgement.phase for judgement in members} == {item.phase}
        else:
            assert item.phase is None


@given(measures())
def test_ranks_come_from_unrounded_totals(judged: Measures) -> None:
    for item in rank_measures(judged).lists:
        totals = [float(judged[place.thing].total.value or 0) for place in item.places]
        assert [place.rank for place in item.places] == ranks(totals).tolist()
        assert totals == sorted(totals, reverse=True)


@given(measures())
def test_identical_profiles_always_tie_and_show_the_same_points(judged: Measures) -> None:
    for item in rank_measures(judged).lists:
        seen: dict[Fraction | None, tuple[int, object]] = {}
        for place in item.places:
            total = judged[place.thing].total.value
            assert seen.setdefault(total, (place.rank, place.points)) == (place.rank, place.points)


@given(st.data())
def test_the_order_of_the_measures_does_not_matter(data: st.DataObject) -> None:
    judged = data.draw(measures())
    shuffled = dict(data.draw(st.permutations(list(judged.items()))))

    def places(ranking: Ranking[int]) -> set[tuple[object, ...]]:
        return {
            (item.basis, item.phase, place.thing, place.rank, place.points)
            for item in ranking.lists
            for place in item.places
        }

    assert places(rank_measures(judged)) == places(rank_measures(shuffled))
