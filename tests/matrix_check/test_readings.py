"""How weights, totals, scales, names and numbers are read, and what is said about it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matrix_check.tables import csv, kinds, report_on, report_on_file, texts, totals, turned, weights
from toolkit.matrix_check import Choices, Kind, MatrixReport
from toolkit.matrix_check.numbers import Reader, rounded
from toolkit.matrix_check.words import Role, role_of

HEAD = ["Maßnahme", "Nutzen", "Klima", "Teilhabe"]
BODY = [["Radweg", 4, 2, 5], ["Bücherei", 3, 4, 1], ["Freibad", 1, 4, 4]]


def note(report: MatrixReport, kind: Kind) -> str:
    (found,) = [finding for finding in report.findings if finding.kind is kind]
    (text,) = texts([found])
    return text


# --- weights ------------------------------------------------------------------------------------------


def test_groups_of_groups_are_not_added_to_their_members() -> None:
    """TU Wien, IFIP: brackets and parents have weights of their own; the leaves sum to 100, all to 220."""
    goals: list[tuple[str, Any]] = [
        ("A Benutzer", 30),
        ("A1 Zeit", 10),
        ("A2 Komfort", 20),
        ("A21 Sitze", 5),
        ("A22 Lärm", 5),
        ("A23 Umstiege", 5),
        ("A24 Wartezeit", 5),
        ("B Betriebskosten", 30),
        ("B1 Fahrweg", 15),
        ("B2 Fahrzeuge", 15),
        ("C Umwelt", 20),
        ("C1 Lärm", 10),
        ("C2 Abgase", 10),
        ("D Unfälle", 20),
        ("D1 Tote", 10),
        ("D2 Verletzte", 10),
    ]
    parents = {"A Benutzer", "A2 Komfort", "B Betriebskosten", "C Umwelt", "D Unfälle"}
    rows: list[list[Any]] = [["Ziel", "Gewicht", "Bahn", "Bus"]]
    for name, weight in goals:
        points = [None, None] if name in parents else [len(name) % 5 + 1, 3]
        rows.append([name, f"({weight})" if name in parents else weight, *points])
    report = report_on(rows)
    assert len(report.criteria) == 11
    assert sum(criterion.written or 0 for criterion in report.criteria) == 100
    assert weights(report)["A24 Wartezeit"] == 0.05
    assert totals(report)["Bus"] == 3
    assert "A2 Komfort" in note(report, Kind.GROUPS)
    plain = report_on([[name, str(weight).strip("()"), *rest] for name, weight, *rest in rows])
    assert weights(plain) == weights(report)


def test_shares_within_a_group_are_multiplied_by_its_weight() -> None:
    rows = [
        ["Gewicht der Gruppe", None, 60, None, 40, None],
        [None, "Maßnahme", "N1", "N2", "K1", "K2"],
        ["Gewicht", None, 50, 50, 75, 25],
        [None, "Radweg", 4, 2, 5, 1],
        [None, "Freibad", 3, 4, 1, 1],
    ]
    report = report_on(rows)
    assert weights(report) == {"N1": 0.3, "N2": 0.3, "K1": 0.3, "K2": 0.1}
    assert note(report, Kind.GROUPS).endswith("multipliziert: N1 und K1.")


def test_weights_in_points_are_shares_of_their_sum_and_that_is_said() -> None:
    report = report_on([HEAD, ["Gewicht", 3, 2, 1], *BODY])
    assert weights(report) == {"Nutzen": 0.5, "Klima": 0.333333, "Teilhabe": 0.166667}
    assert note(report, Kind.WEIGHT_UNIT).startswith("Die Gewichte sind als Punkte gelesen, zusammen 6.")
    assert kinds(report.findings) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ([50, 30, 15], "Die Gewichte ergeben zusammen 95 % statt 100 %."),
        ([0.5, 0.3, 0.3], "Die Gewichte ergeben zusammen 110 % statt 100 %."),
        (["50 %", "20 %", "20 %"], "Die Gewichte ergeben zusammen 90 % statt 100 %."),
        (["40,5", "30", "30"], "Die Gewichte ergeben zusammen 100,5 % statt 100 %."),
    ],
    ids=str,
)
def test_weights_that_do_not_sum_are_told(row: list[Any], says: str) -> None:
    assert note(report_on([HEAD, ["Gewicht", *row], *BODY]), Kind.WEIGHTS_DO_NOT_SUM).startswith(says)


@pytest.mark.parametrize(
    "row", [["33,3", "33,3", "33,3"], [0.333, 0.333, 0.333], ["33,4", "33,3", "33,3"]], ids=str
)
def test_thirds_that_were_rounded_are_no_mistake(row: list[Any]) -> None:
    assert kinds(report_on([HEAD, ["Gewicht", *row], *BODY]).findings)[:1] != [("weights_do_not_sum", "B2")]


def test_a_printed_sum_of_weights_is_checked() -> None:
    report = report_on(
        [[*HEAD, "Summe"], ["Gewicht", 3, 2, 1, 7], *([*row, None] for row in BODY), ["x", 1, 1, 1, 1]]
    )
    assert note(report, Kind.WEIGHTS_DO_NOT_SUM) == "Die Gewichte ergeben zusammen 6, in der Datei steht 7."


def test_without_weights_all_count_the_same() -> None:
    report = report_on([[*HEAD, "Summe"], *([*row, sum(row[1:])] for row in BODY)])
    assert totals(report) == {"Radweg": 11, "Bücherei": 8, "Freibad": 9}
    assert (
        note(report, Kind.NO_WEIGHTS)
        == "Die Datei enthält keine Gewichte. Alle 3 Kriterien zählen gleich viel."
    )
    assert kinds(report.findings)[:1] != [("wrong_total", "E2")]


def test_numbers_without_a_label_are_taken_for_weights_and_that_is_said() -> None:
    report = report_on([HEAD, [None, 50, 30, 20], *BODY])
    assert weights(report) == {"Nutzen": 0.5, "Klima": 0.3, "Teilhabe": 0.2}
    assert ("unclear_weights", "A2") in kinds(report.findings)


# --- totals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "factor", "says"),
    [
        ([50, 30, 20], 100, "ohne durch die Summe der Gewichte zu teilen (höchstens 500)"),
        ([5, 3, 2], 10, "ohne durch die Summe der Gewichte zu teilen (höchstens 50)"),
        (["50 %", "20 %", "10 %"], 0.8, "auch wo die Gewichte nicht 100 % ergeben (höchstens 4)"),
        ([0.5, 0.3, 0.2], 20, "Prozent der erreichbaren Punkte (höchstens 100)"),
    ],
    ids=str,
)
def test_the_size_of_the_printed_totals_is_kept_and_said(row: list[Any], factor: float, says: str) -> None:
    plain = report_on([HEAD, ["Gewicht", *row], *BODY])
    printed = [round(float(one.total.value or 0) * factor, 4) for one in plain.alternatives]
    rows = [
        [*HEAD, "Summe"],
        ["Gewicht", *row],
        *([*body, total] for body, total in zip(BODY, printed, strict=True)),
    ]
    report = report_on(rows)
    assert list(totals(report).values()) == pytest.approx(printed, abs=1e-3)
    assert says in note(report, Kind.TOTAL_SCALE)
    assert [one for one in kinds(report.findings) if one[0] == "wrong_total"] == []


def test_sums_that_forget_the_weights_are_told() -> None:
    rows = [[*HEAD, "Summe"], ["Gewicht", 50, 30, 20], *([*row, sum(row[1:])] for row in BODY)]
    report = report_on(rows)
    assert ("weights_ignored", "E3") in kinds(report.findings)
    assert totals(report)["Radweg"] == 3.6


def test_school_marks_are_best_when_small() -> None:
    rows = [[*HEAD, "Schnitt", "Summe", "Rang"], ["Gewicht", 50, 25, 25], ["A", 1, 2, 1, None, 1.25, 1]]
    rows += [["B", 2, 2, 2, None, 2, 2], ["C", 5, 4, 3, None, 4.25, 3]]
    report = report_on(rows)
    assert report.winners == ("A",)
    assert [one.rank for one in report.alternatives] == [1, 2, 3]
    assert note(report, Kind.SMALLER_IS_BETTER).startswith(
        "Nach den Rängen in der Datei ist die kleinste Summe"
    )
    assert kinds(report.findings) == []


def test_the_wrong_winner_is_named() -> None:
    rows = [[*HEAD, "Summe"], ["Gewicht", 50, 30, 20], [*BODY[0], 3.6], [*BODY[1], 3.9], [*BODY[2], 2.5]]
    report = report_on(rows)
    assert note(report, Kind.WRONG_WINNER) == "In der Datei steht Bücherei vorn, gerechnet ist es Radweg."
    assert kinds(report.findings)[:2] == [("wrong_total", "E4"), ("wrong_winner", "E4")]


# --- scales -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "scale"),
    [
        ([["Skala: 0-5 Punkte"]], (0, 5)),
        ([["Bewertung von 0 bis 10"]], (0, 10)),
        ([["1 = schlecht, 5 = sehr gut"]], (1, 5)),
        ([["max. 6 Punkte"]], (0, 6)),
        ([["0-5"]], (0, 5)),
        ([["Bewertung am Montag von 2 bis 3 Uhr"]], (0, 5)),
        ([["Haushalt 2019-2023, Seite 1-3 von 4"]], (0, 5)),
        ([["Freibad, Tel. 0221-12, 1.2.2013"]], (0, 5)),
    ],
    ids=str,
)
def test_the_scale_is_what_the_sheet_says(above: list[list[Any]], scale: tuple[int, int]) -> None:
    report = report_on([*above, HEAD, ["Gewicht", 50, 30, 20], *BODY])
    assert (report.matrix.scale.low, report.matrix.scale.high) == scale


def test_a_declared_largest_total_says_what_the_points_can_be() -> None:
    rows = [
        [*HEAD, "Summe (max. 1000)"],
        ["Gewicht", 50, 30, 20],
        [*BODY[0], 360],
        [*BODY[1], 290],
        [*BODY[2], 250],
    ]
    report = report_on(rows)
    assert (report.matrix.scale.high, report.matrix.scale.is_declared) == (10, True)
    assert note(report, Kind.SCALE) == (
        "Die Datei nennt höchstens 1.000 als Summe. Das entspricht Punkten von 0 bis 10."
    )


def test_each_criterion_may_have_its_own_maximum() -> None:
    rows = [HEAD, ["max. Punkte", 5, 3, 5], ["Gewicht", 50, 30, 20], *BODY]
    report = report_on(rows)
    assert [one for one in kinds(report.findings) if one[0] == "out_of_scale"] == [
        ("out_of_scale", "C5"),
        ("out_of_scale", "C6"),
    ]
    titled = report_on([["Maßnahme", "Nutzen (0-5)", "Klima (max. 3)", "Teilhabe (0-5)"], *rows[2:]])
    assert [one[0] for one in kinds(titled.findings)].count("out_of_scale") == 2


# --- names and places ---------------------------------------------------------------------------------


def test_equal_names_get_their_row_number_or_column_letter() -> None:
    rows = [HEAD, ["Gewicht", 50, 30, 20], *([["Radweg", *row[1:]] for row in BODY])]
    assert list(totals(report_on(rows))) == ["Radweg (3)", "Radweg (4)", "Radweg (5)"]
    assert list(totals(report_on(turned(rows)))) == ["Radweg (C)", "Radweg (D)", "Radweg (E)"]


def test_without_any_label_the_rows_are_taken_for_alternatives_and_the_page_can_ask() -> None:
    rows = [["", "Nutzen", "Klima"], ["Radweg", 4, 2], ["Freibad", 1, 5]]
    report = report_on(rows)
    assert [one.name for one in report.alternatives] == ["Radweg", "Freibad"]
    assert note(report, Kind.ORIENTATION).endswith("jede Zeile eine Alternative ist.")
    assert [(one.topic.value, one.taken) for one in report.questions] == [("orientation", "rows")]
    other = report_on(rows, Choices(orientation="columns"))
    assert [one.name for one in other.alternatives] == ["Nutzen", "Klima"]
    assert other.questions == ()


def test_english_numbers_are_read_in_an_english_file() -> None:
    rows = [["Project", "Benefit", "Cost", "Total"], ["Weight", "62.5%", "37.5%", ""]]
    rows += [["Path", "1.250", "2.000", "1.531"], ["Pool", "0.500", "1.000", "0.688"]]
    report = report_on_file("\n".join(",".join(map(str, row)) for row in rows).encode())
    assert totals(report) == {"Path": 1.53125, "Pool": 0.6875}
    assert kinds(report.findings) == []


def test_a_german_file_may_have_thousands() -> None:
    rows = [
        ["Projekt", "Nutzen", "Klima", "Summe"],
        ["Gewicht", "62,5", "37,5", ""],
        ["Weg", "1.250", "2.000", "1531,25"],
    ]
    report = report_on_file(csv(rows).replace(b"1,250", b"1.250").replace(b"2,000", b"2.000"))
    assert totals(report) == {"Weg": 1531.25}


NUMBERS = [
    ("2,95", True, "2.95"),
    ("2.95", False, "2.95"),
    ("2.95", True, "2.95"),
    ("1.250", True, "1250"),
    ("1.250", False, "1.250"),
    ("0.250", True, "0.250"),
    ("1,250", False, "1250"),
    ("1.234,5", True, "1234.5"),
    ("1,234.5", False, "1234.5"),
    ("1 234,5", True, "1234.5"),
    ("- 3", True, "-3"),
    ("\u22123", True, "-3"),
    ("15 %", True, "15"),
    ("4 Punkte", True, "4"),
    ("(20)", True, "20"),
    ("k. A.", True, None),
    ("1,2,3", True, None),
    ("14.02.2013", True, None),
    ("5x", True, None),
    ("", True, None),
    ("1e5", True, None),
]


@pytest.mark.parametrize(("text", "comma", "value"), NUMBERS, ids=str)
def test_numbers_are_read_as_written(text: str, comma: bool, value: str | None) -> None:
    number = Reader(comma).number(text)
    assert (number and number.value) == (None if value is None else Fraction(value))


def test_cells_of_a_workbook_lose_what_floats_added() -> None:
    assert [Reader(True).number(Decimal(text)) for text in ("2.6000000000000001", "0.29999999999999999")] == [
        Reader(True).number("2,6"),
        Reader(True).number("0,3"),
    ]


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_rounding_is_half_up_and_never_further_than_half(value: Fraction, decimals: int) -> None:
    found = Fraction(rounded(value, decimals))
    assert abs(found - value) <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Gewicht", Role.WEIGHT),
        ("Gewichtung in %", Role.WEIGHT),
        ("Weighting", Role.WEIGHT),
        ("Gewichtete Summe", Role.TOTAL),
        ("gewichtet", Role.WEIGHTED),
        ("gew. Punkte", Role.WEIGHTED),
        ("Gesamtpunktzahl (max. 500)", Role.TOTAL),
        ("Nutzwert", Role.TOTAL),
        ("\u2211", Role.TOTAL),
        ("Total score", Role.TOTAL),
        ("Priorität", Role.RANK),
        ("Rang neu", Role.RANK),
        ("lfd. Nr.", Role.NUMBER),
        ("Gesamtkosten", None),
        ("Platznutzung", None),
        ("Klimawirkung", None),
        ("Rangierbahnhof", None),
        ("Summe der Kosten", None),
    ],
)
def test_labels_mean_what_people_mean(label: str, role: Role | None) -> None:
    assert role_of(label) is role


# --- anything at all ----------------------------------------------------------------------------------

VALUES = st.sampled_from([0, 1, 2, 3, 4, 5])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=6),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
    st.booleans(),
)
def test_any_matrix_comes_out_as_it_went_in(
    points: list[list[int]], given_weights: list[int], turn: bool
) -> None:
    rows = [[*HEAD, "Summe"], ["Gewicht", *given_weights]]
    exact = [
        Fraction(sum(w * p for w, p in zip(given_weights, row, strict=True)), sum(given_weights))
        for row in points
    ]
    for number, (row, total) in enumerate(zip(points, exact, strict=True)):
        rows.append([f"Maßnahme {number}", *row, float(total)])
    report = report_on(turned(rows) if turn else rows)
    assert [one.total.value for one in report.alternatives] == exact
    assert [finding for finding in report.findings if finding.kind is Kind.WRONG_TOTAL] == []
    best = [f"Maßnahme {number}" for number, total in enumerate(exact) if total == max(exact)]
    assert list(report.winners) == best
