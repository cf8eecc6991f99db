"""Odd but valid layouts: each says the same small matrix in another way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.matrix_check.tables import Rows, report_on, texts, totals, turned, weights
from toolkit.matrix_check import Kind, MatrixReport

# Three alternatives, three criteria with 50, 30 and 20 per cent: 0.5·4 + 0.3·2 + 0.2·5 = 3.6 and so on.
TOTALS = {"Radweg": 3.6, "Bücherei": 2.9, "Freibad": 2.5}
WEIGHTS = {"Nutzen": 0.5, "Klima": 0.3, "Teilhabe": 0.2}
POINTS = {"Radweg": [4, 2, 5], "Bücherei": [3, 4, 1], "Freibad": [1, 4, 4]}
HEAD = ["Maßnahme", "Nutzen", "Klima", "Teilhabe"]
BODY = [[name, *points] for name, points in POINTS.items()]
PRINTED = [
    [*row, total, rank] for rank, (row, total) in enumerate(zip(BODY, TOTALS.values(), strict=True), 1)
]
PLAIN: list[list[Any]] = [[*HEAD, "Summe", "Rang"], ["Gewicht", 0.5, 0.3, 0.2, 1], *PRINTED]


def text_of(rows: Rows) -> list[list[Any]]:
    """Every number as a German writes it."""
    return [
        [str(cell).replace(".", ",") if isinstance(cell, float | int) else cell for cell in row]
        for row in rows
    ]


def weighted_pairs() -> list[list[Any]]:
    """Criteria in rows, and for each alternative its points and beside them the weighted points."""
    rows: list[list[Any]] = [
        ["Kriterium", "Gewichtung", "Radweg", None, "Bücherei", None, "Freibad", None],
        [None, None, *["Punkte", "gewichtet"] * 3],
    ]
    for column, (criterion, weight) in enumerate(WEIGHTS.items()):
        cells = [(points[column], round(points[column] * weight, 2)) for points in POINTS.values()]
        rows.append([criterion, f"{weight * 100:.0f} %", *(cell for pair in cells for cell in pair)])
    rows.append(["Summe", "100 %", *(cell for total in TOTALS.values() for cell in (None, total))])
    rows.append(["Rang", None, None, 1, None, 2, None, 3])
    return rows


LAYOUTS: dict[str, list[list[Any]]] = {
    "plain": PLAIN,
    "titles above": [["Stadt Musterhausen"], ["Bewertung, Stand:", "14.02.2013"], [], *PLAIN],
    "indented by a column": [[], [], *([None, *row] for row in PLAIN)],
    "alternatives in columns": turned(PLAIN),
    "alternatives in columns below a title": [["Nutzwertanalyse"], [], *turned(PLAIN)],
    "per cent as text": [PLAIN[0], ["Gewichtung", "50 %", "30 %", "20 %", "100 %"], *PRINTED],
    "per cent as numbers": [PLAIN[0], ["Gewichtung in %", 50, 30, 20, 100], *PRINTED],
    "points as weights": [PLAIN[0], ["Gewicht", 5, 3, 2], *PRINTED],
    "everything a text": text_of(PLAIN),
    "numbered": [["Nr.", *PLAIN[0]], [None, *PLAIN[1]], *([n, *row] for n, row in enumerate(PRINTED, 1))],
    "weights above the names": [[None, 0.5, 0.3, 0.2], [*HEAD, "Summe"], *(row[:-1] for row in PRINTED)],
    "weights above the names with a label": [["Gewicht", 0.5, 0.3, 0.2, 1], PLAIN[0], *PRINTED],
    "weights in the names": [
        ["Maßnahme", "Nutzen (50 %)", "Klima (30 %)", "Teilhabe (20 %)", "Gesamt", "Platz"],
        *PRINTED,
    ],
    "English": [
        ["Project", "Nutzen", "Klima", "Teilhabe", "Weighted total", "Rank"],
        ["Weight", 0.5, 0.3, 0.2],
        *PRINTED,
    ],
    "total and rank first": [
        ["Rang", "Maßnahme", "Gesamtpunktzahl", "Nutzen", "Klima", "Teilhabe"],
        [None, "Gewicht", None, 0.5, 0.3, 0.2],
        *([row[5], row[0], row[4], *row[1:4]] for row in PRINTED),
    ],
    "remarks between": [
        ["Maßnahme", "Träger", "Nutzen", "Klima", "Teilhabe", "Bemerkung", "Nutzwert", "Rang"],
        ["Gewicht", None, 0.5, 0.3, 0.2],
        *([row[0], "Stadt", *row[1:4], "gut", *row[4:]] for row in PRINTED),
    ],
    "notes and a legend below": [*PLAIN, [], ["0 = nicht erfüllt, 5 = voll erfüllt"], ["Quelle: Bauamt"]],
    "sums and means below": [*PLAIN, ["Summe", 8, 10, 10], ["Mittelwert", 2.67, 3.33, 3.33]],
    "weighted points beside the points": weighted_pairs(),
    "weighted points beside the points, alternatives in rows": turned(weighted_pairs()),
    "groups above the names": [
        [None, "Wirkung", None, "Menschen"],
        [*HEAD, "Summe", "Rang"],
        ["Gewicht", 0.5, 0.3, 0.2, 1],
        *PRINTED,
    ],
    "groups with weights of their own": [
        [None, "Wirkung", None, "Menschen"],
        ["Gewicht Gruppe", "80 %", None, "20 %"],
        [*HEAD, "Summe", "Rang"],
        ["Gewicht Kriterium", "62,5 %", "37,5 %", "100 %"],
        *PRINTED,
    ],
    "groups as columns of their own": [
        ["Maßnahme", "A Wirkung", "A1 Nutzen", "A2 Klima", "B Menschen", "B1 Teilhabe", "Summe"],
        ["Gewicht", 80, 50, 30, 20, 20, 100],
        *([row[0], None, *row[1:3], None, row[3], row[4]] for row in PRINTED),
    ],
    "groups as rows, shares within the group": turned(
        [
            ["Maßnahme", "A Wirkung", "A1 Nutzen", "A2 Klima", "B Menschen", "B1 Teilhabe", "Summe"],
            ["Gewicht", "80 %", "62,5 %", "37,5 %", "20 %", "100 %"],
            *([row[0], None, *row[1:3], None, row[3], row[4]] for row in PRINTED),
        ]
    ),
    "groups with points of their own": [
        ["Maßnahme", "Wirkung", "Nutzen", "Klima", "Menschen", "Teilhabe", "Zugang", "Summe"],
        ["Gewicht", 80, 50, 30, 20, 10, 10, 100],
        *([row[0], 9, *row[1:3], 9, row[3], row[3], row[4]] for row in PRINTED),
    ],
    "two rows of weights": [
        PLAIN[0],
        ["Gewicht (1-5)", 5, 3, 2],
        ["Gewicht in %", 50, 30, 20, 100],
        *PRINTED,
    ],
    "unweighted and weighted sums": [
        [*HEAD, "Summe ungewichtet", "Summe gewichtet", "Rang"],
        ["Gewicht", 0.5, 0.3, 0.2],
        *([*row[:4], sum(row[1:4]), *row[4:]] for row in PRINTED),
    ],
    "a heading between the alternatives": [*PLAIN[:3], ["Gebäude"], *PLAIN[3:]],
    "a gap between the alternatives": [*PLAIN[:3], [], *PLAIN[3:]],
    "last year's points behind the totals": [
        [*row, "Vorjahr" if n == 0 else None if n == 1 else n] for n, row in enumerate(PLAIN)
    ],
    "another table to the right": [
        [*PLAIN[0], None, "Stufe", "Bedeutung"],
        [*PLAIN[1], None, None, 5, "sehr gut"],
        [*PLAIN[2], None, 3, "mittel"],
        [*PLAIN[3], None, 0, "schlecht"],
        PLAIN[4],
    ],
    "weights below": [PLAIN[0], *PRINTED, PLAIN[1]],
    "costs before and remarks behind": [
        ["Maßnahme", "Kosten in EUR", *PLAIN[0][1:], "Frist"],
        ["Gewicht", None, *PLAIN[1][1:]],
        *([row[0], 250_000 * number, *row[1:], 2030] for number, row in enumerate(PRINTED, 1)),
    ],
    "sums of groups": [
        ["Maßnahme", "Nutzen", "Klima", "Zwischensumme Wirkung", "Teilhabe", "Gesamtsumme"],
        ["Gewicht", 0.5, 0.3, None, 0.2, 1],
        *([*row[:3], round(row[1] * 0.5 + row[2] * 0.3, 2), *row[3:5]] for row in PRINTED),
    ],
    "weights called per cent, alternatives in columns": turned([PLAIN[0], ["%", 50, 30, 20, 100], *PRINTED]),
    "points with their unit": [
        PLAIN[0],
        PLAIN[1],
        *([row[0], *(f"{points} Punkte" for points in row[1:4]), *row[4:]] for row in PRINTED),
    ],
    "the maximum in a row": [PLAIN[0], PLAIN[1], ["max. Punkte", 5, 5, 5], *PRINTED],
}


def leaf_names(report: MatrixReport) -> list[str]:
    names = {
        one.removeprefix(code)
        for one in weights(report)
        for code in ("A1 ", "A2 ", "B1 ")
        if one.startswith(code)
    }
    return sorted(names) or sorted(weights(report))


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_the_layout_is_understood_and_nothing_in_it_is_wrong(rows: list[list[Any]]) -> None:
    report = report_on(rows)
    assert totals(report) == TOTALS
    assert report.winners == ("Radweg",)
    assert [one.rank for one in report.alternatives] == [1, 2, 3]
    assert [finding for finding in report.problems if finding.kind is not Kind.UNCLEAR_WEIGHTS] == []
    shares = sorted(weights(report).values(), reverse=True)
    assert shares in ([0.5, 0.3, 0.2], [0.5, 0.3, 0.1, 0.1])


def test_there_are_more_than_twenty_layouts() -> None:
    assert len(LAYOUTS) > 20


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_printed_totals_are_found_and_held_against(rows: list[list[Any]]) -> None:
    """With the first total changed, exactly that is said."""
    changed = [[9.9 if cell == 3.6 else "9,9" if cell == "3,6" else cell for cell in row] for row in rows]
    report = report_on(changed)
    assert [finding.kind for finding in report.alternatives[0].findings if not finding.is_note] == [
        Kind.WRONG_TOTAL
    ]
    assert (
        texts(report.alternatives[0].findings)[0] == "Radweg: In der Datei steht 9,9, gerechnet sind es 3,6."
    )
