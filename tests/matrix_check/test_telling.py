"""What page and PDF say of a report beyond its findings."""

from __future__ import annotations

import copy

from tests.matrix_check.tables import ERFTSTADT, report_on, turned
from toolkit.matrix_check import Choices, Reading
from toolkit.matrix_check.telling import (
    ahead_of_first,
    by_rank,
    equal_weights,
    other_reading_shown,
    printed_rank_shown,
    printed_total_shown,
    reading_summary,
    report_headline,
    share_shown,
    takers,
    total_shown,
    weight_range,
)
from toolkit.messages import Message, translate, with_its_decimals

LECHENICH = 2
REPORT = report_on(ERFTSTADT)


def german(message: Message | None) -> str | None:
    return None if message is None else translate(message, "de")


def with_a_gap(choices: Choices | None = None):  # type: ignore[no-untyped-def]
    rows = copy.deepcopy(ERFTSTADT)
    next(row for row in rows if row[:1] == ["Lechenich"])[1] = None
    return report_on(rows, choices)


def test_the_headline_names_the_first_and_counts_what_stands_out() -> None:
    assert german(report_headline(REPORT)) == (
        "Auf Platz 1 nach der Rechnung: Liblar. 3 Stellen sind auffällig."
    )
    sound = report_on([["", "A", "B"], ["Gewicht", 0.5, 0.5], ["Rad", 5, 5], ["Bad", 0, 0]])
    assert german(report_headline(sound)) == (
        "Die Rechnung stimmt, und nichts ist auffällig. Auf Platz 1: Rad."
    )


def test_how_the_file_was_read_is_one_sentence() -> None:
    assert german(reading_summary(REPORT)) == (
        "Gelesen: 14 Alternativen in den Zeilen, 8 Kriterien, Gewichte als Anteile, zusammen 1."
    )
    assert german(reading_summary(report_on(turned(ERFTSTADT[2:])))) == (
        "Gelesen: 14 Alternativen in den Spalten, 8 Kriterien, Gewichte als Anteile, zusammen 1."
    )
    unweighted = report_on([["", "A", "B"], ["Rad", 5, 1], ["Bad", 0, 3]])
    assert german(reading_summary(unweighted)) == (
        "Gelesen: 2 Alternativen in den Zeilen, 2 Kriterien, keine Gewichte."
    )


def test_totals_have_the_decimals_of_the_file_so_that_they_line_up() -> None:
    first = [
        (
            one.rank,
            one.name,
            with_its_decimals(total_shown(REPORT, one), "de"),  # type: ignore[arg-type]
            with_its_decimals(printed_total_shown(REPORT, one.read), "de"),  # type: ignore[arg-type]
            printed_rank_shown(one.read),
        )
        for one in by_rank(REPORT)[:3]
    ]
    assert first == [
        (1, "Liblar", "2,95", "2,95", 1),
        (2, "Bliesheim", "2,60", "2,60", 2),
        (2, "Lechenich", "2,60", "2,60", 3),
    ]


def test_both_readings_of_a_missing_value_are_told() -> None:
    as_zero, adjusted = (with_a_gap(Choices(missing=reading)) for reading in (Reading.ZERO, Reading.ADJUSTED))
    told = [
        (str(total_shown(report, one)), str(other_reading_shown(report, one)))
        for report in (as_zero, adjusted)
        for one in [report.alternatives[LECHENICH]]
    ]
    assert told == [("1.85", "2.18"), ("2.18", "1.85")]
    assert [other_reading_shown(as_zero, one) for one in as_zero.alternatives if one.name != "Lechenich"] == (
        [None] * 13
    )


def test_a_weights_range_says_who_takes_over_on_which_side() -> None:
    intervals = REPORT.firmness.intervals
    assert [(german(weight_range(each)), german(takers(REPORT, each))) for each in intervals[1:5]] == [
        ("0 % bis 26,5 %", "darüber vorn: Gymnich"),
        ("6,8 % bis 43,3 %", "darunter vorn: Lechenich, darüber: Erp"),
        ("0 % bis 100 %", None),
        ("0 % bis 17,2 %", "darüber vorn: Bliesheim"),
    ]
    assert german(takers(REPORT, intervals[0])) == "darunter vorn: Friesheim"


def test_equal_weights_and_small_shares_are_said_in_words() -> None:
    assert german(equal_weights(REPORT)) == (
        "Zählen alle Kriterien gleich viel, steht vorn: Bliesheim und Gymnich."
    )
    assert [german(share_shown(share)) for share in (0.0, 0.0001, 0.005, 0.226, 0.9999, 1.0)] == [
        "0 %",
        "unter 1 %",
        "1 %",
        "23 %",
        "über 99 %",
        "100 %",
    ]


def test_who_is_ahead_of_the_first_and_in_how_many_weightings_is_exact() -> None:
    told = ahead_of_first(REPORT)
    assert told is not None
    name, shares = told
    assert name == "Liblar"
    assert [german(share) for share in shares[:6]] == [None, "53 %", "19 %", "58 %", "40 %", "49 %"]
    tie = report_on([["", "A", "B"], ["Gewicht", 0.5, 0.5], ["Rad", 5, 1], ["Bad", 1, 5]])
    assert ahead_of_first(tie) is None
