"""The slides of the comparison, opened again: what they say, and their charts' numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from tests.exchange.region import LoadedRegion, loaded_region
from tests.houses import TestHouse
from toolkit.comparison import Comparison
from toolkit.exchange.slides import comparison_slides
from toolkit.judging import rounded
from toolkit.storage import open_database, prepare


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedRegion]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('region') / 'toolkit.sqlite3'}")
    prepare(database)
    yield loaded_region(TestHouse.furnished(database))
    database.close()


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


def test_every_slide_is_read_title_first_then_text_then_chart_and_has_its_number(deck: Any) -> None:
    for slide in list(deck.slides)[1:]:
        kinds = ["chart" if shape.has_chart else shape.placeholder_format.type for shape in slide.shapes]
        assert [kind for kind in kinds if kind != "chart"] == [
            PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER,
        ]  # fmt: skip
        assert "chart" not in kinds or kinds.index("chart") == 2


def test_charts_have_words_and_texts_their_language(deck: Any) -> None:
    for slide in deck.slides:
        for frame in charts(slide):
            assert frame._element.nvGraphicFramePr.cNvPr.get("descr")
        runs = [*slide._element.iter(qn("a:r")), *slide._element.iter(qn("a:fld"))]
        assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"de-DE"}
    properties = deck.core_properties
    assert (properties.title, properties.language, properties.author) == (
        "Vergleich der Maßnahmen",
        "de-DE",
        "",
    )


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
