"""The slides of the comparison, opened again: what they say, and their charts' numbers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from tests.exchange.region import LoadedRegion
from toolkit.comparison import Comparison
from toolkit.exchange.slides import comparison_slides
from toolkit.judging import rounded


@pytest.fixture(scope="module")
def deck(region: LoadedRegion) -> Any:
    return Presentation(io.BytesIO(comparison_slides(region.comparison, origin=region.origin, language="de")))


def charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def titled(deck: Any, beginning: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text.startswith(f"{beginning}: "))


def test_every_measure_has_a_slide_with_its_points_as_a_native_chart(region: LoadedRegion, deck: Any) -> None:
    for measure in region.comparison.measures:
        (frame,) = charts(titled(deck, measure.title))
        scores = [*(each.score for each in measure.judgement.criteria), measure.judgement.total]
        shown = [None if score.value is None else float(rounded(score.value)) for score in scores]
        assert list(frame.chart.plots[0].series[0].values) == shown
        sheet = load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active
        assert sheet is not None
        assert [sheet.cell(row, 2).value for row in range(2, 6)] == shown


def test_open_answers_show_as_a_line_at_their_bar(region: LoadedRegion, deck: Any) -> None:
    for measure in region.comparison.measures:
        (frame,) = charts(titled(deck, measure.title))
        scores = [*(each.score for each in measure.judgement.criteria), measure.judgement.total]
        ranges = frame.chart._chartSpace.findall(f".//{qn('c:errBars')}")
        assert len(ranges) == any(score.low != score.high for score in scores)


def test_titles_are_findings_and_each_is_there_once(deck: Any) -> None:
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[:3] == [
        "Vergleich der Maßnahmen",
        "37 Maßnahmen in 10 Ranglisten, je Phase eine.",
        "„Energiewerte der städtischen Gebäude“ liegt vorn; 2 von 4 Maßnahmen sind an der Spitze nicht klar "
        "zu trennen.",
    ]
    assert len(set(titles)) == len(titles)


def test_nothing_runs_over_the_edge_of_a_slide(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_in_english_it_is_english_to_the_end(region: LoadedRegion) -> None:
    few = Comparison(region.comparison.catalogue, region.comparison.measures[:1])
    made = Presentation(io.BytesIO(comparison_slides(few, origin=region.origin, language="en")))
    last = list(made.slides)[-1]
    assert last.shapes.title.text == "What these numbers were made from"
    assert made.core_properties.language == "en-GB"
