"""Reviews beside each other, in words: how far they agree, and how strict somebody is."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.catalogue import Catalogue
from toolkit.judging import Agreement, Strictness, rounded
from toolkit.messages import Message

# Krippendorff 2004, Content Analysis, chapter 11: reliable, and good enough for tentative conclusions.
RELIABLE, TENTATIVE = 0.8, 0.667
MOST_NAMED = 3


def agreement_headline(catalogue: Catalogue, agreement: Agreement) -> Message:
    """Where the reviews of one measure lie far apart, by question."""
    compared, apart = len(agreement.compared), agreement.far_apart
    if not compared:
        return Message.of("agreement.nothing_to_compare")
    if not apart:
        return Message.of("agreement.close", n=compared)
    named = tuple(catalogue.questions[each.question].title for each in apart[:MOST_NAMED])
    return Message.of("agreement.apart", count=len(apart), all=compared, questions=named)


def alpha_words(agreement: Agreement) -> Message | None:
    """Krippendorff's alpha with its meaning; None where it cannot be told."""
    if agreement.alpha is None:
        return None
    word = "low"
    if agreement.alpha >= TENTATIVE:
        word = "high" if agreement.alpha >= RELIABLE else "fair"
    return Message.of(
        f"agreement.alpha_{word}", alpha=rounded(agreement.alpha, 2), count=len(agreement.compared)
    )


def spread_words(spread: int) -> Message:
    return Message.of("agreement.spread", n=spread) if spread else Message.of("agreement.same")


def programme_headline(agreements: Sequence[Agreement]) -> Message:
    """Of all measures with at least two reviews: in how many they are far apart in some question."""
    if not agreements:
        return Message.of("agreement.no_measure")
    apart = sum(bool(each.far_apart) for each in agreements)
    word = "some_apart" if apart else "none_apart"
    return Message.of(f"agreement.{word}", n=len(agreements), apart=apart)


def severity_words(strictness: Strictness) -> Message:
    """Points above or below the average of all to the same thing, never by name."""
    points = rounded(abs(strictness.effect), 1)
    error = rounded(strictness.standard_error, 1)
    if not points:
        return Message.of("agreement.as_others", count=strictness.answers)
    word = "stricter" if strictness.effect < 0 else "more_lenient"
    return Message.of(f"agreement.{word}", points=points, error=error, count=strictness.answers)
