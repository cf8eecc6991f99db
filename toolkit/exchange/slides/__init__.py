"""A comparison or a meeting as PowerPoint slides: overview and one per measure, with charts to edit."""

from toolkit.exchange.slides.comparison import MOST_MEASURES, comparison_slides
from toolkit.exchange.slides.meeting import meeting_slides

__all__ = ["MOST_MEASURES", "comparison_slides", "meeting_slides"]
