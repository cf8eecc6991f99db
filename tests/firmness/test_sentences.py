"""What firmness says, word for word: page, minutes and slides tell the same."""

from __future__ import annotations

from collections.abc import Sequence

from tests.firmness.comparisons import at, compared, weights
from toolkit.comparison import Comparison
from toolkit.figures.rank_lines import DASHES, rank_lines_figure
from toolkit.firmness import (
    RankRange,
    answer_flips,
    favouring_weights,
    firmness_of,
    other_methods,
    side_by_side,
    weight_borders,
)
from toolkit.judging import RankingList
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.weighing import (
    agreement_sentence,
    favouring_sentence,
    flip_sentence,
    flips_headline,
    group_line,
    method_check_sentence,
    nearest_border,
    order_headline,
    rank_range,
    share,
    side_by_side_headline,
    step_in_short,
    step_sentence,
)

EQUAL = weights(1, 1, 1)
OPPOSITE = compared(at(4, 1, 1), at(1, 4, 2))


def said(*messages: Message | None) -> list[str]:
    """In German; each has its English sentence too."""
    for message in messages:
        assert message is not None
        translate(message, "en")
    return [translate(message, "de") for message in messages if message]


def only_list(comparison: Comparison) -> RankingList[int]:
    return comparison.ranking.lists[0]


def headline(*levels: Sequence[int]) -> str:
    comparison = compared(*(at(*one) for one in levels))
    return said(order_headline(comparison, firmness_of(comparison, EQUAL).lists[0]))[0]


def test_the_headline_says_how_firm_the_first_place_is() -> None:
    assert headline((2, 2, 2)) == "In dieser Liste steht nur „Maßnahme 1“."
    assert headline((1, 1, 1), (3, 3, 3)) == "„Maßnahme 2“ liegt klar vor allen anderen."
    assert headline((4, 1, 1), (1, 4, 2)) == (
        "„Maßnahme 2“ liegt vorn, aber die 2 Maßnahmen sind nicht klar zu trennen."
    )
    assert headline((4, 2, 2), (2, 4, 3), (1, 1, 1)) == (
        "„Maßnahme 2“ liegt vorn; 2 von 3 Maßnahmen sind an der Spitze nicht klar zu trennen."
    )


def test_the_step_between_two_measures_says_of_what_its_share_is() -> None:
    clear = compared(at(1, 1, 1), at(3, 3, 3))
    rather = compared(at(2, 2, 2), at(2, 2, 2, N1=3))
    steps = [(one, firmness_of(one, EQUAL).lists[0].steps[0]) for one in (clear, rather, OPPOSITE)]
    assert said(*(step_sentence(one, step) for one, step in steps)) == [
        "„Maßnahme 2“ liegt klar vor „Maßnahme 1“: bei 100 % der zulässigen Gewichtungen,"
        " und eine Stufe mehr oder weniger ändert das nicht.",
        "„Maßnahme 2“ liegt eher vor „Maßnahme 1“: bei 100 % der zulässigen Gewichtungen.",
        "„Maßnahme 2“ und „Maßnahme 1“ sind nicht unterscheidbar:"
        " „Maßnahme 2“ liegt bei 63 % der zulässigen Gewichtungen davor.",
    ]


def test_measures_that_share_a_place_are_tied_and_long_groups_name_the_first_ones_only() -> None:
    comparison = compared(*[at(2, 2, 2)] * 7)
    (found,) = firmness_of(comparison, EQUAL).lists
    assert said(step_sentence(comparison, found.steps[0]), step_in_short(found.steps[0])) == [
        "„Maßnahme 1“ und „Maßnahme 2“ liegen gleichauf.",
        "gleichauf",
    ]
    named = "„Maßnahme 1“, „Maßnahme 2“, „Maßnahme 3“, „Maßnahme 4“, „Maßnahme 5“"
    assert said(group_line(comparison, 1, found.measures)) == [f"1. Gruppe: {named} und 2 weitere"]
    (clear,) = firmness_of(compared(at(1, 1, 1), at(3, 3, 3)), EQUAL).lists
    assert said(step_in_short(clear.steps[0])) == ["klar vor (100 %)"]


def test_very_many_first_places_are_counted() -> None:
    comparison = compared(at(4, 1, 1), at(1, 4, 1), at(1, 1, 4))
    shown = {
        f"Gruppe {number}": weights(*one) for number, one in enumerate([(9, 1, 1), (1, 9, 1), (1, 1, 9)])
    }
    (found,) = side_by_side(comparison, {**shown, "alle": EQUAL})
    assert said(side_by_side_headline(comparison, found)) == [
        "Der erste Platz hängt an der Gewichtung: 4 Gewichtungen führen zu 4 verschiedenen ersten Plätzen."
    ]


def test_what_would_change_the_first_place_is_said_with_the_weight_in_force() -> None:
    comparison = compared(at(4, 1, 1), at(2, 2, 2))
    chosen = weights(2, 1, 1)
    (item,) = comparison.ranking.lists
    assert said(
        nearest_border(comparison, weight_borders(comparison, item, chosen)),
        nearest_border(comparison, ()),
    ) == [
        "Wöge Strategiebezug weniger als 33 % statt 50 %, führte „Maßnahme 2“.",
        "Kein einzelnes Gewicht ändert den ersten Platz, wie weit es auch verschoben wird.",
    ]


def test_one_answer_that_would_change_the_first_place_is_named_with_its_question() -> None:
    comparison = compared(at(2, 2, 2), at(2, 2, 2, N1=3))
    flips = answer_flips(comparison, only_list(comparison), EQUAL)
    assert said(flips_headline(flips), flips_headline(()))[1] == (
        "Keine einzelne Antwort ändert den ersten Platz, wenn sie eine Stufe anders ausfällt."
    )
    lower = [flip for flip in flips if flip.measure_id == 2 and flip.question == "N1" and not flip.higher]
    title = comparison.catalogue.questions["N1"].title.de
    assert said(*(flip_sentence(comparison, flip) for flip in lower)) == [
        f"{title} bei „Maßnahme 2“ eine Stufe niedriger:"
        " dann führten „Maßnahme 2“ und „Maßnahme 1“ gemeinsam."
    ]


def test_with_which_weights_a_measure_would_be_first_is_said_in_three_ways() -> None:
    comparison = compared(at(4, 1, 1), at(2, 2, 2), at(1, 1, 1))
    chosen = weights(2, 1, 1)
    (item,) = comparison.ranking.lists
    found = [favouring_weights(comparison, item, each, chosen) for each in (1, 2, 3)]
    already, possible, never = said(*(favouring_sentence(comparison, one) for one in found))
    assert (already, never) == (
        "„Maßnahme 1“ liegt bei dieser Gewichtung schon vorn.",
        "„Maßnahme 3“ liegt bei keiner zulässigen Gewichtung vorn.",
    )
    # How the other two share what strategy loses is left open: both ways are as near.
    assert possible.startswith("„Maßnahme 2“ läge vorn bei Strategiebezug 33 %, ")
    assert possible.endswith("Näher an der geltenden Gewichtung geht es nicht.")


def test_groups_side_by_side_say_whether_the_first_place_depends_on_the_weighting() -> None:
    (apart,) = side_by_side(OPPOSITE, {"Rat": weights(8, 1, 1), "Bürgerschaft": weights(1, 8, 1)})
    (alike,) = side_by_side(OPPOSITE, {"Rat": weights(8, 1, 1), "Wirtschaft": weights(7, 1, 1)})
    assert said(
        side_by_side_headline(OPPOSITE, apart),
        agreement_sentence(apart),
        side_by_side_headline(OPPOSITE, alike),
        agreement_sentence(alike),
    ) == [
        "Der erste Platz hängt an der Gewichtung: „Maßnahme 1“ bei Rat und „Maßnahme 2“ bei Bürgerschaft.",
        "Die Reihenfolgen stimmen wenig überein (Kendalls W = 0; 1 heißt gleich, 0 heißt ohne Zusammenhang).",
        "Alle Gewichtungen setzen „Maßnahme 1“ auf den ersten Platz.",
        "Die Reihenfolgen sind dieselben (Kendalls W = 1).",
    ]


def test_rank_changes_are_lines_that_differ_without_colour_with_names_at_both_ends() -> None:
    (compared_list,) = side_by_side(OPPOSITE, {"Rat": weights(8, 1, 1), "Bürgerschaft": weights(1, 8, 1)})
    for language in LANGUAGES:
        figure = rank_lines_figure(OPPOSITE, compared_list, language)
        assert [(line.text[0], line.text[-1], list(line.y), line.line.dash) for line in figure.data] == [
            ("Maßnahme 1  1 ", " 2  Maßnahme 1", [0.0, 1.0], DASHES[0]),
            ("Maßnahme 2  2 ", " 1  Maßnahme 2", [1.0, 0.0], DASHES[1]),
        ]


def test_other_methods_are_told_as_a_check() -> None:
    comparison = compared(at(1, 1, 1), at(3, 3, 3))
    checks = other_methods(comparison, only_list(comparison), EQUAL)
    assert said(*(method_check_sentence(comparison, check) for check in checks)) == [
        "Nähe zum Bestmöglichen (TOPSIS): auch hier liegt „Maßnahme 2“ vorn.",
        "Vergleich in Paaren (PROMETHEE II): auch hier liegt „Maßnahme 2“ vorn.",
    ]


def test_shares_and_ranges_are_never_more_exact_than_they_are() -> None:
    assert said(*(share(part) for part in (0, 0.001, 0.424, 0.996, 1))) == [
        "0 %",
        "unter 1 %",
        "42 %",
        "über 99 %",
        "100 %",
    ]
    assert said(rank_range(RankRange(2, 2)), rank_range(RankRange(1, 3))) == ["2", "1–3"]
