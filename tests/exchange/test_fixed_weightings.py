"""Documents of a comparison say by whose weights the order stands, and show it with each fixed weighting."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from tests.exchange.region import LoadedRegion
from tests.exchange.weightings import FIXED, weighed
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.documents import Document, Heading, Paragraph, Table
from toolkit.exchange.slides import comparison_slides
from toolkit.exchange.workbook import comparison_workbook
from toolkit.firmness import catalogue_weights, side_by_side

OWN = (
    "Die Reihenfolge gilt für die Gewichtung des Kriterienkatalogs: "
    "Strategiebezug 33 %, Nutzerorientierung 33 % und Übertragbarkeit 33 %."
)
TITLE = "Die Reihenfolge bei den festgelegten Gewichtungen"


def document(region: LoadedRegion, fixed: Any = FIXED) -> Document:
    return comparison_document(region.comparison, origin=region.origin, language="de", fixed=fixed)


def tables(document: Document, caption: str) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]


def expected_ranks(region: LoadedRegion) -> list[list[tuple[str, int, int, int]]]:
    """Title, then the rank for council, administration and catalogue; lists of one measure have no order."""
    comparison = region.comparison
    shown = {**{one.name: one.weights for one in FIXED}, "own": catalogue_weights(comparison.catalogue)}
    return [
        [
            (comparison.by_id[each].title, *(place.rank for place in found.places[each]))  # type: ignore[misc]
            for each in found.measures
        ]
        for found in side_by_side(comparison, shown)
        if len(found.measures) > 1
    ]


def test_the_pdf_has_every_rank_with_every_fixed_weighting_and_what_each_weighs(region: LoadedRegion) -> None:
    made = document(region)
    assert [
        [(row[0].split("\n")[0], *map(int, row[1:])) for row in table.rows]
        for table in tables(made, "Rang bei jeder Gewichtung")
    ] == expected_ranks(region)
    (weights,) = tables(made, "Was jede Gewichtung wiegt, in Prozent")
    assert weights.rows == (
        ("Rat", "70", "20", "10"),
        ("Verwaltung", "10", "10", "80"),
        ("Kriterienkatalog", "33,3", "33,3", "33,3"),
    )


def test_the_workbook_has_the_same_in_a_sheet_of_its_own(region: LoadedRegion) -> None:
    made = comparison_workbook(
        region.comparison, region.answers, origin=region.origin, language="de", fixed=FIXED
    )
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Übersicht", "Matrix", "Antworten", "Gewichtungen", "Methode"]
    rows = [[cell.value for cell in row] for row in book["Gewichtungen"].iter_rows()]
    assert [row for row in rows if row[0] in ("Rat", "Verwaltung", "Kriterienkatalog")] == [
        ["Rat", None, 70, 20, 10],
        ["Verwaltung", None, 10, 10, 80],
        ["Kriterienkatalog", None, 33.3, 33.3, 33.3],
    ]
    titles = {measure.title for measure in region.comparison.measures}
    ranks = [(row[0], *row[2:5]) for row in rows if row[0] in titles]
    assert ranks == [line for found in expected_ranks(region) for line in found]


def test_the_slides_say_whether_all_put_the_same_first(region: LoadedRegion) -> None:
    made = comparison_slides(region.comparison, origin=region.origin, language="de", fixed=FIXED)
    deck: Any = Presentation(io.BytesIO(made))
    pages = [slide for slide in deck.slides if slide.shapes.title.text.startswith(TITLE)]
    lines = [line for page in pages for line in page.placeholders[1].text.split("\n")]
    assert lines[:3] == [
        "Rat: Strategiebezug 70 %, Nutzerorientierung 20 % und Übertragbarkeit 10 %",
        "Verwaltung: Strategiebezug 10 %, Nutzerorientierung 10 % und Übertragbarkeit 80 %",
        "Kriterienkatalog: Strategiebezug 33 %, Nutzerorientierung 33 % und Übertragbarkeit 33 %",
    ]
    assert len(lines) == 3 + len(expected_ranks(region))


def test_without_a_fixed_weighting_each_says_that_the_catalogues_own_hold(region: LoadedRegion) -> None:
    foreign = replace(weighed(3, "Fremd", 0.5, 0.3, 0.2), weights={"other": 1.0})
    for fixed in ((), (foreign,)):
        made = document(region, fixed)
        assert TITLE not in [block.text for block in made.blocks if isinstance(block, Heading)]
        assert OWN in [block.text for block in made.blocks if isinstance(block, Paragraph)]
        book = load_workbook(
            io.BytesIO(
                comparison_workbook(region.comparison, {}, origin=region.origin, language="de", fixed=fixed)
            )
        )
        assert book.sheetnames == ["Übersicht", "Matrix", "Antworten", "Methode"]
        told = [
            cell.value for name in ("Übersicht", "Methode") for row in book[name].iter_rows() for cell in row
        ]
        assert told.count(OWN) == 2


def test_more_weightings_than_a_page_takes_are_named(region: LoadedRegion) -> None:
    many = [weighed(number, f"Gruppe {number}", 0.5, 0.3, 0.2) for number in range(1, 8)]
    made = document(region, many)
    assert len(tables(made, "Rang bei jeder Gewichtung")[0].columns) == 7
    assert "2 weitere Gewichtungen stehen in der Excel-Arbeitsmappe: Gruppe 6 und Gruppe 7." in [
        block.text for block in made.blocks if isinstance(block, Paragraph)
    ]
