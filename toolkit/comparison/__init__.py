"""Stored answers that an actor may see, judged: the one frozen object that pages, charts and files render."""

from toolkit.comparison.answers import AnswerLine, load_answers
from toolkit.comparison.counting import counting_reviews, released_reviews
from toolkit.comparison.effort import (
    BenefitAndEffort,
    EffortKind,
    EffortPoint,
    benefit_and_effort,
    effort_of,
)
from toolkit.comparison.loading import facts_of, load_comparison
from toolkit.comparison.objects import (
    PEER_KINDS,
    SMALLEST_GROUP,
    ComparedMeasure,
    Comparison,
    PeerGroup,
    PeerKind,
    parts_by_funding,
    peer_groups,
)

__all__ = [
    "PEER_KINDS",
    "SMALLEST_GROUP",
    "AnswerLine",
    "BenefitAndEffort",
    "ComparedMeasure",
    "Comparison",
    "EffortKind",
    "EffortPoint",
    "PeerGroup",
    "PeerKind",
    "benefit_and_effort",
    "counting_reviews",
    "effort_of",
    "facts_of",
    "load_answers",
    "load_comparison",
    "parts_by_funding",
    "peer_groups",
    "released_reviews",
]
