"""The council paper's matrix: Stadt Erftstadt, V 059/2013, Anlage 1B, 14.02.2013, 14 places by 8 criteria."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.matrix_check.tables import (
    ERFTSTADT,
    TOTALS,
    csv,
    kinds,
    report_on,
    report_on_file,
    texts,
    totals,
    turned,
    xlsx,
)
from tests.scoring.erftstadt import PLACES
from toolkit.matrix_check import Choices, Kind, MatrixReport, Reading
from toolkit.messages import translate

IN_PER_CENT = [
    [
        f"{cell * 100:.0f} %" if row[:1] == ["Gewicht"] and isinstance(cell, float | int) else cell
        for cell in row
    ]
    for row in ERFTSTADT[2:]
]
FILES = {
    "xlsx": xlsx(ERFTSTADT),
    "csv in cp1252": csv(IN_PER_CENT),
    "csv in UTF-8": csv(IN_PER_CENT, "utf-8-sig"),
    "xlsx with places in columns": xlsx(turned(ERFTSTADT[2:])),
}
LIBLAR, BLIESHEIM, LECHENICH, GYMNICH, ERP, FRIESHEIM = range(6)


@pytest.fixture(scope="module", params=FILES.values(), ids=FILES)
def report(request: pytest.FixtureRequest) -> MatrixReport:
    return report_on_file(request.param)


def test_all_fourteen_totals_are_the_printed_ones(report: MatrixReport) -> None:
    assert totals(report) == dict(zip(PLACES, TOTALS, strict=True))
    assert report.winners == report.printed_winners == ("Liblar",)


def test_the_tie_is_a_tie(report: MatrixReport) -> None:
    assert [one.rank for one in report.alternatives] == [1, 2, 2, *range(4, 15)]
    ties = [one.name for one in report.alternatives if one.findings]
    assert ties == ["Bliesheim", "Lechenich"]
    assert texts(report.alternatives[LECHENICH].findings) == [
        "Lechenich hat dieselbe Summe wie Bliesheim, steht in der Datei aber auf Rang 3. "
        "Alle teilen sich Rang 2."
    ]


def test_only_the_tie_and_the_fragile_first_place_are_to_look_at(report: MatrixReport) -> None:
    assert [finding.kind for finding in report.problems] == [
        Kind.TIE_PRINTED_AS_RANKS,
        Kind.TIE_PRINTED_AS_RANKS,
        Kind.FRAGILE_WINNER,
    ]


def test_the_first_place_is_lost_under_equal_weights(report: MatrixReport) -> None:
    assert report.firmness.equal == (BLIESHEIM, GYMNICH)
    assert translate(report.firmness.sentence, "de") == (
        "Der erste Platz von Liblar ist nicht fest: gleiche Gewichte bringen Bliesheim und Gymnich nach vorn "
        "und über alle denkbaren Gewichtungen steht Friesheim häufiger vorn (23 % gegenüber 21 %)."
    )


def test_the_intervals_are_exact(report: MatrixReport) -> None:
    """One weight moved, the others in proportion; who takes over stands beside each border."""
    expected = [
        (1 / 69, 1, (FRIESHEIM,), ()),
        (0, 13 / 49, (), (GYMNICH,)),
        (5 / 73, 13 / 30, (LECHENICH,), (ERP,)),
        (0, 1, (), ()),
        (0, 5 / 29, (), (BLIESHEIM,)),
        (1 / 33, 11 / 27, (BLIESHEIM,), (LECHENICH,)),
        (1 / 17, 11 / 27, (GYMNICH,), (LECHENICH,)),
        (0, 9 / 47, (), (BLIESHEIM,)),
    ]
    found = report.firmness.intervals
    assert [(one.low, one.high) for one in found] == [pytest.approx(one[:2], abs=1e-12) for one in expected]
    assert [(one.below, one.above) for one in found] == [one[2:] for one in expected]


def test_over_all_weightings_friesheim_is_ahead_of_liblar(report: MatrixReport) -> None:
    shares = report.firmness.first_shares
    assert report.firmness.samples >= 100_000
    assert shares[FRIESHEIM] == pytest.approx(0.23, abs=0.005)
    assert shares[LIBLAR] == pytest.approx(0.21, abs=0.005)
    assert sum(shares) == pytest.approx(1)


def test_the_scale_is_said(report: MatrixReport) -> None:
    assert texts(report.notes) == [
        "Die Datei nennt keine Skala. Angenommen sind Punkte von 0 bis 5, dem größten Wert."
    ]


# --- the same matrix with something changed -----------------------------------------------------------


def changed(cells: dict[str, Any]) -> list[list[Any]]:
    """Cells by their address, columns A to K."""
    rows = copy.deepcopy(ERFTSTADT)
    for cell, value in cells.items():
        rows[int(cell[1:]) - 1]["ABCDEFGHIJK".index(cell[0])] = value
    return rows


FRAGILE = ("fragile_winner", "K5")
TIE = [("tie_printed_as_ranks", "K6"), ("tie_printed_as_ranks", "K7")]


def test_a_blank_value_shows_both_readings() -> None:
    report = report_on(changed({"B7": None}))
    lechenich = report.alternatives[LECHENICH]
    assert kinds(lechenich.findings) == [("missing_value", "B7"), ("wrong_total", "J7"), ("wrong_rank", "K7")]
    assert texts(lechenich.findings)[0] == (
        "Lechenich: Der Wert fehlt. Als 0 gezählt ergibt sich die Summe 1,85, "
        "mit angepasstem Nenner 2,18 (hier angesetzt)."
    )
    assert (float(lechenich.total.as_zero), lechenich.rank) == (1.85, 6)
    assert float(lechenich.total.adjusted or 0) == pytest.approx(1.85 / 0.85)
    assert [(one.topic.value, one.options, one.taken) for one in report.questions] == [
        ("missing", ("zero", "adjusted"), "adjusted")
    ]


def test_the_reading_of_blanks_can_be_chosen() -> None:
    report = report_on(changed({"B7": None}), Choices(missing=Reading.ZERO))
    assert (totals(report)["Lechenich"], report.alternatives[LECHENICH].rank) == (1.85, 7)
    assert "1,85 (hier angesetzt)" in texts(report.alternatives[LECHENICH].findings)[0]


def test_a_printed_total_shows_how_its_author_read_the_blank() -> None:
    zero = report_on(changed({"B7": None, "J7": 1.85}))
    adjusted = report_on(changed({"B7": "k. A.", "J7": 2.18}))
    assert (totals(zero)["Lechenich"], zero.questions[0].taken) == (1.85, "zero")
    assert kinds(zero.alternatives[LECHENICH].findings)[0] == ("missing_value", "B7")
    assert [one.kind for one in adjusted.alternatives[LECHENICH].findings] == [
        Kind.MISSING_VALUE,
        Kind.WRONG_RANK,
    ]
    assert "„k. A.“ ist keine Zahl." in texts(adjusted.alternatives[LECHENICH].findings)[0]


CHANGES: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a wrong total": ({"J9": 2.54}, [("wrong_total", "J9"), *TIE, FRAGILE]),
    "a total rounded to whole numbers": ({"J5": 3}, [("wrong_total", "J5"), *TIE, FRAGILE]),
    "a wrong rank": ({"K11": 10, "K14": 7}, [*TIE, ("wrong_rank", "K11"), ("wrong_rank", "K14"), FRAGILE]),
    "ranks that share": ({"K7": 2}, [FRAGILE]),
    "middle ranks": ({"K6": 2.5, "K7": 2.5}, [FRAGILE]),
    "ranks without a gap": (
        {"K7": 2, **{f"K{row}": row - 5 for row in range(8, 19)}},
        [FRAGILE],
    ),
    "another winner": (
        {"K5": 2, "K6": 1},
        [("wrong_rank", "K5"), ("wrong_rank", "K6"), ("tie_printed_as_ranks", "K7"), ("wrong_winner", "K6")],
    ),
    "a constant criterion": (
        {f"E{row}": 1 for row in range(5, 19)},
        [("constant_criterion", "E3")],
    ),
    "a value beyond the declared scale": (
        {"A1": "Bewertung 0-5 Punkte", "I18": 7, "J18": 0.65},
        [*TIE, ("out_of_scale", "I18"), FRAGILE],
    ),
    "a weight of zero": ({"B4": 0, "C4": 0.25}, [("zero_weight", "B4")]),
    "a weight that is missing": ({"B4": None}, [("weights_do_not_sum", "J4"), ("missing_weight", "B4")]),
    "weights that sum to 95 per cent": ({"B4": 0.1}, [("weights_do_not_sum", "J4")]),
}


@pytest.mark.parametrize(("cells", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_is_wrong_is_said_with_its_cell(cells: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    found = kinds(report_on(changed(cells)).findings)
    few = {kind for kind, _ in expected} & {
        "constant_criterion",
        "zero_weight",
        "weights_do_not_sum",
        "wrong_winner",
    }
    if few:  # other totals change as well
        assert [one for one in expected if one not in found] == []
    else:
        assert found == expected
