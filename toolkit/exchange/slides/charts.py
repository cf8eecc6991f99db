"""Native charts, with their numbers behind them for whoever wants to change them in the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from toolkit.exchange.slides.deck import ACTION, FONT, INK, MUTED, Box, move_before_footer
from toolkit.judging import Score, rounded

# The library has no types.
RGB: Any = RGBColor
Numbers: Any = CategoryChartData

FAINT = RGB(0xD8, 0xD9, 0xE0)
COLOURS = tuple(
    RGB.from_string(each) for each in ("2044AA", "5174C5", "B2C4E9", "51577A", "6E7597", "D8E1F4")
)
# From this colour on a number within the bar is dark.
_LIGHT = 2
_NARROW_BAR, _NARROW_PART = 9, 4  # points: a number does not fit within what is narrower


def profile_chart(slide: Any, box: Box, names: Sequence[str], scores: Sequence[Score]) -> Any:
    """One bar per criterion, the last is the total; the line is the range that open answers leave."""
    values = [None if score.value is None else float(rounded(score.value)) for score in scores]
    frame = points_chart(slide, box, names, values)
    # From the exact value, so that nothing but an open answer makes a line.
    low = [float((score.value or 0) - score.low) for score in scores]
    high = [float(score.high - (score.value or 0)) for score in scores]
    if any(low) or any(high):
        _add_ranges(frame.chart.plots[0].series[0], low, high)
    return frame


def points_chart(slide: Any, box: Box, names: Sequence[str], values: Sequence[float | None]) -> Any:
    """One bar per name, the last is the total."""
    data = Numbers(number_format="0")
    data.categories = [
        name if value is not None else f"{name}: –" for name, value in zip(names, values, strict=True)
    ]
    data.add_series("0–100", values)
    frame = _added(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data)
    chart = frame.chart
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width = 60
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(16), True, RGB(255, 255, 255)
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = ACTION
    total = series.points[len(values) - 1].format.fill
    total.solid()
    total.fore_color.rgb = INK
    for index, value in enumerate(values):
        if value is not None and value < _NARROW_BAR:
            beside = series.points[index].data_label
            beside.position = XL_LABEL_POSITION.OUTSIDE_END
            beside.font.size, beside.font.bold, beside.font.color.rgb = Pt(16), True, INK
    _scale(chart)
    return frame


def stacked_chart(
    slide: Any, box: Box, names: Sequence[str], parts: Sequence[tuple[str, Sequence[float]]]
) -> Any:
    """Bars that add up: what each criterion contributes, in points of the total."""
    data = Numbers(number_format="0")
    data.categories = names
    for name, values in parts:
        data.add_series(name, values)
    frame = _added(slide, XL_CHART_TYPE.BAR_STACKED, box, data)
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(12)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for number, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = COLOURS[number % len(COLOURS)]
        series.format.line.color.rgb = RGB(255, 255, 255)
        labels = series.data_labels
        labels.show_value = True
        labels.font.size = Pt(11)
        labels.font.color.rgb = INK if number >= _LIGHT else RGB(255, 255, 255)
        narrow = [index for index, value in enumerate(parts[number][1]) if value < _NARROW_PART]
        _leave_out(labels, narrow)
    _scale(chart)
    return frame


def count_chart(slide: Any, box: Box, counts: Sequence[tuple[str, int]], *, unit: str) -> Any:
    data = Numbers(number_format="0")
    data.categories = [name for name, _ in counts]
    data.add_series(unit, [count for _, count in counts])
    frame = _added(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data)
    chart = frame.chart
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 50, True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(14)
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = ACTION
    _scale(chart, most=None)
    return frame


def _added(slide: Any, kind: Any, box: Box, data: Any) -> Any:
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
    move_before_footer(slide, frame)
    chart = frame.chart
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, Pt(14), INK
    chart.has_title = False  # the slide's title is the finding
    return frame


def _scale(chart: Any, most: int | None = 100) -> None:
    """From the top down, as lists are read, on a scale that is the same on every slide."""
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.category_axis.tick_labels.font.size = Pt(13)
    axis = chart.value_axis
    axis.minimum_scale = 0
    axis.format.line.fill.background()
    if most is None:
        axis.visible = False
        axis.has_major_gridlines = False
        return
    axis.maximum_scale, axis.major_unit = most, 25
    axis.major_gridlines.format.line.color.rgb = FAINT
    # With the order reversed, "high" is where the axis stands below the bars.
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    axis.tick_labels.font.size = Pt(11)
    axis.tick_labels.font.color.rgb = MUTED


def _leave_out(labels: Any, indices: Sequence[int]) -> None:
    """Numbers that would run over the parts beside theirs; the sheet behind the chart has them."""
    for index in reversed(indices):
        label = _part(None, "c:dLbl")
        _part(label, "c:idx", val=str(index))
        _part(label, "c:delete", val="1")
        labels._element.insert(0, label)


def _add_ranges(series: Any, low: Sequence[float], high: Sequence[float]) -> None:
    bars = _part(None, "c:errBars")
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        _part(bars, f"c:{name}", val=value)
    for name, values in (("plus", high), ("minus", low)):
        numbers = _part(_part(bars, f"c:{name}"), "c:numLit")
        _part(numbers, "c:formatCode").text = "General"
        _part(numbers, "c:ptCount", val=str(len(values)))
        for index, length in enumerate(values):
            _part(_part(numbers, "c:pt", idx=str(index)), "c:v").text = f"{length:.4g}"
    line = _part(_part(bars, "c:spPr"), "a:ln", w="28575")
    _part(_part(line, "a:solidFill"), "a:srgbClr", val=str(MUTED))
    # The order of a series' parts is fixed: error bars stand before the categories.
    series._element.find(qn("c:cat")).addprevious(bars)


def _part(parent: Any, name: str, **attributes: str) -> Any:
    element: Any = OxmlElement(name)
    for key, value in attributes.items():
        element.set(key, value)
    if parent is not None:
        parent.append(element)
    return element
