"""Stored answers that an actor may see, judged: the one frozen object that pages, charts and files render."""

from toolkit.comparison.counting import counting_reviews, released_reviews
from toolkit.comparison.loading import facts_of, load_comparison
from toolkit.comparison.objects import (
    PEER_KINDS,
    SMALLEST_GROUP,
    ComparedMeasure,
    Comparison,
    PeerGroup,
    PeerKind,
    peer_groups,
)

__all__ = [
    "PEER_KINDS",
    "SMALLEST_GROUP",
    "ComparedMeasure",
    "Comparison",
    "PeerGroup",
    "PeerKind",
    "counting_reviews",
    "facts_of",
    "load_comparison",
    "peer_groups",
    "released_reviews",
]
