"""Two sheets of one page each: the fact sheet, and what a steering group reads in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from toolkit.exchange.documents import Block, Document, Facts, Heading, Paragraph, Points
from toolkit.exchange.item import Item, on_one_page
from toolkit.exchange.origin import footer, said
from toolkit.messages import Language
from toolkit.model.fact_sheet import FIELDS_BY_NAME

_IN_A_MINUTE = (
    "problem",
    "goal",
    "target_group",
    "total_cost",
    "own_share",
    "follow_up_cost_per_year",
    "staff_hours_operation",
)
# Never left out: that nobody has said what it costs is what a reader must know.
_MONEY_AND_STAFF = frozenset(_IN_A_MINUTE[3:])
_SHOWN_COMMENTS = 3


def fact_sheet_document(item: Item, *, language: Language, at: datetime) -> Document:
    """Everything that the fact sheet says and the result, on one page."""
    blocks = (
        *item.result(language),
        Heading(said(language, "measures.fact_sheet")),
        Facts(item.facts(language), columns=2),
    )
    return on_one_page(_document(item, "item.fact_sheet", blocks, language, at))


def one_minute_document(item: Item, *, language: Language, at: datetime) -> Document:
    """What, for whom, at what cost, how it is judged, what reviewers say, and what is asked."""
    facts = tuple(
        (
            said(language, FIELDS_BY_NAME[name].label),
            item.fact(name, language) or said(language, "item.no_figure"),
        )
        for name in _IN_A_MINUTE
        if name in _MONEY_AND_STAFF or item.fact(name, language)
    )
    blocks = (
        Facts(facts, columns=2),
        Heading(said(language, "item.result")),
        *item.result(language),
        Heading(said(language, "item.reviews")),
        *_reviews(item, language),
        Heading(said(language, "item.asked")),
        Paragraph(said(language, item.asked()), "strong"),
    )
    return on_one_page(_document(item, "item.one_minute", blocks, language, at))


def _document(item: Item, kind: str, blocks: tuple[Block, ...], language: Language, at: datetime) -> Document:
    return Document(
        title=item.measure.title,
        language=language,
        kicker=item.kicker(language, kind),
        footer=footer(at, item.catalogue, language),
        blocks=blocks,
    )


def _reviews(item: Item, language: Language) -> Iterator[Block]:
    if item.feedback is None:
        yield Paragraph(said(language, "item.no_review"))
        return
    told = review_words(item, language)
    yield Points(told) if told else Paragraph(said(language, "item.review_without_words"))


def review_words(item: Item, language: Language) -> tuple[str, ...]:
    """What they recommend, and the first of what they said to the municipality; never by whom."""
    if item.feedback is None:
        return ()
    recommended = dict.fromkeys(
        said(language, f"recommendation.{each.recommendation.value}")
        + (f": {each.recommendation_text}" if each.recommendation_text else "")
        for each in item.feedback.reviews
        if each.recommendation is not None
    )
    comments = [each.text for texts in item.feedback.comments.values() for each in texts]
    return (*recommended, *comments[:_SHOWN_COMMENTS])
