"""The comparison as PowerPoint slides: overview and one per measure, with charts that can be edited."""

from toolkit.exchange.slides.comparison import MOST_MEASURES, comparison_slides

__all__ = ["MOST_MEASURES", "comparison_slides"]
