"""Cases and rules that others have published, calculated by this toolkit."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import add, mul

import pytest

from tests.judging.catalogues import Given, catalogue, criterion, levels, question
from toolkit.catalogue.schema import Catalogue
from toolkit.judging import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    Facts,
    GivenAnswer,
    judge,
    judge_reviews,
    rank_measures,
    rounded,
)
from toolkit.scoring import ranks

# --- Erftstadt: priority list for artificial-turf pitches, 14 places × 8 weighted criteria --------------
# Council paper V 059/2013, annex 1B of 14 February 2013,
# https://politik-bei-uns.de/file/5a426bb544875ce977fd8d40. Points 0–5, weights in per cent; the headings
# of the columns are lost in the paper's text, hence K1…K8. The two places with 2.60 are printed there as
# ranks 2 and 3.

ERFTSTADT_WEIGHTS = {"K1": 15, "K2": 10, "K3": 15, "K4": 5, "K5": 10, "K6": 20, "K7": 20, "K8": 5}
ERFTSTADT = {
    "Liblar": ("5 1 4 2 0 3 4 0", "2.95", 59),
    "Bliesheim": ("4 0 4 2 4 1 3 2", "2.60", 52),
    "Lechenich": ("5 0 0 0 0 4 5 1", "2.60", 52),
    "Gymnich": ("5 3 4 1 3 1 1 2", "2.50", 50),
    "Erp": ("5 1 5 1 1 1 2 2", "2.45", 49),
    "Friesheim": ("1 3 5 0 5 1 2 2", "2.40", 48),
    "Blessem": ("4 0 5 2 5 0 0 1", "2.00", 40),
    "Oberliblar": ("5 1 3 0 0 1 1 2", "1.80", 36),
    "Dirmerzheim": ("5 5 2 0 1 0 0 2", "1.75", 35),
    "Ahrem": ("4 0 5 1 2 0 0 1", "1.65", 33),
    "Köttingen": ("5 0 3 1 0 0 0 2", "1.35", 27),
    "Borr": ("5 2 1 0 0 0 0 2", "1.20", 24),
    "Kierdorf": ("3 0 2 1 0 0 0 2", "0.90", 18),
    "Herrig": ("2 0 0 0 0 0 0 1", "0.35", 7),
}
FAIR_RANKS = [1, 2, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]


def erftstadt(*, equal_weights: bool = False) -> Catalogue:
    criteria = [
        criterion(key, [question(f"Q{key}", levels=6)], weight=1 if equal_weights else f"{weight} %")
        for key, weight in ERFTSTADT_WEIGHTS.items()
    ]
    return catalogue(criteria)


def points_of(place: str) -> Given:
    points = ERFTSTADT[place][0].split()
    return {f"QK{n}": GivenAnswer.at(int(point)) for n, point in enumerate(points, start=1)}


@pytest.mark.parametrize("place", ERFTSTADT)
def test_erftstadt_has_the_printed_totals(place: str) -> None:
    total = judge(erftstadt(), points_of(place), Facts()).total.value
    assert total == ERFTSTADT[place][2]
    assert str(rounded(Fraction(total) * 5 / 100, 2)) == ERFTSTADT[place][1]


def test_erftstadt_spot_checks_of_the_printed_weighted_cells() -> None:
    """Lechenich: .75 0 0 0 0 .80 1.00 .05."""
    terms = judge(erftstadt(), points_of("Lechenich"), Facts()).total.terms
    cells = [str(rounded(term.weight * term.value * 5 / 10_000, 2)) for term in terms]
    assert cells == ["0.75", "0.00", "0.00", "0.00", "0.00", "0.80", "1.00", "0.05"]


def test_erftstadt_shows_the_tie_that_the_paper_printed_as_ranks_2_and_3() -> None:
    judgements = {place: judge(erftstadt(), points_of(place), Facts()) for place in ERFTSTADT}
    ranking = rank_measures(judgements)
    (listed,) = ranking.lists
    assert [place.thing for place in listed.places] == list(ERFTSTADT)
    assert [place.rank for place in listed.places] == FAIR_RANKS
    assert [int(place.points) for place in listed.places] == [row[2] for row in ERFTSTADT.values()]


def test_erftstadt_printed_totals_have_the_same_ranks_as_floats() -> None:
    assert ranks([float(row[1]) for row in ERFTSTADT.values()]).tolist() == FAIR_RANKS
    weights = [weight / 100 for weight in ERFTSTADT_WEIGHTS.values()]
    rows = [[float(point) for point in row[0].split()] for row in ERFTSTADT.values()]
    sums = [
        reduce(add, map(mul, weights, row)) for row in rows
    ]  # sum() adds more exactly from Python 3.12 on
    assert sums[1] != sums[2]  # 2.6 and its binary neighbour: why ties need a tolerance
    assert ranks(sums).tolist() == FAIR_RANKS


def test_erftstadt_with_equal_weights_has_two_other_winners() -> None:
    judgements = {
        place: judge(erftstadt(equal_weights=True), points_of(place), Facts()) for place in ERFTSTADT
    }
    (listed,) = rank_measures(judgements).lists
    found = {place.thing: place.rank for place in listed.places}
    means = {place: judged.total.value for place, judged in judgements.items()}
    assert {place: mean * 5 / 100 for place, mean in means.items() if mean is not None} == {
        **{"Gymnich": 2.5, "Bliesheim": 2.5, "Liblar": 2.375, "Friesheim": 2.375, "Erp": 2.25},
        **{"Blessem": 2.125, "Lechenich": 1.875, "Dirmerzheim": 1.875, "Oberliblar": 1.625},
        **{"Ahrem": 1.625, "Köttingen": 1.375, "Borr": 1.25, "Kierdorf": 1.0, "Herrig": 0.375},
    }
    assert found == {
        **{"Gymnich": 1, "Bliesheim": 1, "Liblar": 3, "Friesheim": 3, "Erp": 5, "Blessem": 6},
        **{"Lechenich": 7, "Dirmerzheim": 7, "Oberliblar": 9, "Ahrem": 9, "Köttingen": 11},
        **{"Borr": 12, "Kierdorf": 13, "Herrig": 14},
    }


def test_erftstadt_a_blank_cell_is_neither_a_nought_nor_silently_left_out() -> None:
    """Without K1, Lechenich has 2.18 on the denominator that is left, and lies within 1.85 … 2.60."""
    answers = points_of("Lechenich")
    del answers["QK1"]
    total = judge(erftstadt(), answers, Facts()).total
    on_five = [str(rounded(points * 5 / 100, 2)) for points in (total.value or 0, total.low, total.high)]
    assert on_five == ["2.18", "1.85", "2.60"]
    assert total.coverage == Fraction(85, 100)


# --- LAG Schaalsee: sum by the number of those who scored -----------------------------------------------
# http://leader-schaalsee.de/strategie/projektauswahlverfahren/: at most 24 points, every member scores
# individually, sum / number of members who scored; at least 12. The members' points here are invented.


@pytest.mark.parametrize(
    ("members", "mean"),
    [([18, 15, 12], 15), ([18, 15, None, 12, None], 15), ([24], 24), ([11, 12, 12], Fraction(35, 3))],
    ids=str,
)
def test_lag_schaalsee_divides_by_the_members_who_scored(members: list[int | None], mean: Fraction) -> None:
    one = catalogue([criterion("C", [question("Q", levels=25)])])
    reviews = [{"Q": CANNOT_JUDGE if points is None else GivenAnswer.at(points)} for points in members]
    judgement = judge_reviews(one, reviews, Facts())
    assert judgement.total.value == mean * 100 / 24
    assert judgement.question("Q").levels == tuple(sorted(points for points in members if points is not None))


# --- Leipziger Muldenland: points 0/1/2/4 ---------------------------------------------------------------
# https://leipzigermuldenland.de/de/62/p1/foerderkriterien.html


def test_leipziger_muldenland_has_uneven_points() -> None:
    one = catalogue([criterion("C", [question(key, steps=[0, 1, 2, 4]) for key in ("P", "Q")])])
    assert [judge(one, levels(P=level, Q=level), Facts()).total.value for level in range(4)] == [
        0,
        25,
        50,
        100,
    ]
    assert judge(one, levels(P=3, Q=1), Facts()).total.value == Fraction(100 * (4 + 1), 8)


# --- European Energy Award: per cent of the points reachable for that municipality ----------------------
# https://energieagentur-schwarzwald-hochrhein.de/ea-schwarzwald-hochrhein/kommunen/EEA.php: from 50 %
# award, from 75 % gold. Lippe was audited with 83 %. The points here are invented, the rule is published.


def test_european_energy_award_counts_what_is_reachable_for_the_municipality() -> None:
    reachable = {"development": 84, "buildings": 76, "supply": 104, "mobility": 96, "organisation": 44}
    questions = [
        question(key, levels=5, weight=points, not_applicable=True) for key, points in reachable.items()
    ]
    one = catalogue([criterion("C", questions)])
    reached = levels(development=3, buildings=3, mobility=3, organisation=3)
    without_own_supply = judge(one, reached | {"supply": NOT_APPLICABLE}, Facts())
    assert without_own_supply.total.value == 75
    assert (without_own_supply.total.coverage, without_own_supply.not_applicable) == (1, 1)
    with_poor_supply = judge(one, reached | levels(supply=0), Facts())
    assert with_poor_supply.total.value == Fraction(100 * (84 + 76 + 96 + 44) * 3, 4 * 404)


# --- Gleißenberg: village renewal by citizens' marks ----------------------------------------------------
# https://gleissenberg.de/die-gewichtung-der-massnahmen-nach-dem-buergerwillen, November 2000, in the
# printed order.


def test_gleissenberg_has_eight_ties() -> None:
    marks = "36 33 30 28 28 25 19 17 17 14 13 13 13 11 10 10 8 7 7 5 4 4 3 3 2 2 1"
    votes = [int(mark) for mark in marks.split()]
    assert (len(votes), sum(votes)) == (27, 363)
    expected = "1 2 3 4 4 6 7 8 8 10 11 11 11 14 15 15 17 18 18 20 21 21 23 23 25 25 27"
    assert ranks([float(vote) for vote in votes]).tolist() == [int(rank) for rank in expected.split()]
