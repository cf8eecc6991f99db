"""What weightings and the firmness of an order say, as messages, for page, minutes, PDF and slides alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from toolkit.catalogue import Catalogue
from toolkit.comparison import Comparison
from toolkit.firmness import (
    AnswerFlip,
    ComparedList,
    Contradiction,
    EnteredWeights,
    FavouringWeights,
    ListFirmness,
    MethodCheck,
    RankRange,
    Step,
    WeightBorder,
)
from toolkit.judging import rounded
from toolkit.messages import Message, Text
from toolkit.model import WeightingMethod
from toolkit.scoring import Firmness

MOST_NAMED, MOST_LEADERS = 5, 3
_NEAR = 0.02  # closer to a border than this its weight is told with a decimal

# Kendall's W from which orders agree so far, by the usual reading of the measure.
_AGREEMENT = ((1 - 1e-9, "the_same"), (0.9, "nearly_the_same"), (0.7, "alike"), (0.5, "partly"))


def method_name(method: WeightingMethod) -> Message:
    return Message.of(f"firmness.method.{method.value}")


def word(firmness: Firmness) -> Message:
    """'klar vor', 'eher vor', 'nicht unterscheidbar'."""
    return Message.of(f"firmness.word.{firmness.name.lower()}")


def weights_in_words(catalogue: Catalogue, weights: Mapping[str, float | Fraction]) -> Message:
    """All weights in whole per cent, in the catalogue's order of criteria."""
    parts = tuple(
        Message.of("firmness.weight", criterion=criterion.short_title, share=_per_cent(weights[criterion.id]))
        for criterion in catalogue.criteria
    )
    return Message.of("firmness.weights", weights=parts)


def order_headline(comparison: Comparison, found: ListFirmness) -> Message:
    """How firm the first place is, in one sentence."""
    first = found.groups[0]
    if len(found.measures) == 1:
        return Message.of("firmness.only_one", title=_title(comparison, first[0]))
    if len(first) == 1:
        return Message.of("firmness.first_is_clear", title=_title(comparison, first[0]))
    if len(first) == len(found.measures):
        return Message.of(
            "firmness.nobody_is_clear",
            n=len(found.leaders),
            all=len(first),
            first=titles(comparison, found.leaders),
        )
    return Message.of(
        "firmness.first_group",
        n=len(found.leaders),
        separable=len(first),
        all=len(found.measures),
        first=titles(comparison, found.leaders),
    )


def step_sentence(comparison: Comparison, step: Step) -> Message:
    """How firmly one measure is ahead of the next, and of what that is said."""
    if step.tied:
        return Message.of(
            "firmness.step.tied", ahead=_title(comparison, step.ahead), behind=_title(comparison, step.behind)
        )
    return Message.of(
        f"firmness.step.{step.word.name.lower()}",
        ahead=_title(comparison, step.ahead),
        behind=_title(comparison, step.behind),
        share=share(step.share),
    )


def step_in_short(step: Step) -> Message:
    """For a column: the word, and the share of the admissible weightings."""
    if step.tied:
        return Message.of("firmness.tied")
    return Message.of("firmness.word_with_share", word=word(step.word), share=share(step.share))


def group_line(comparison: Comparison, number: int, group: Sequence[int]) -> Message:
    """One of the groups that can be clearly separated, the first measures by name."""
    names: tuple[Message, ...] = titles(comparison, group[:MOST_NAMED])
    rest = len(group) - MOST_NAMED
    if rest > 0:
        names = (*names, Message.of("firmness.and_more", n=rest))
    return Message.of("firmness.group_line", number=number, titles=names)


def share(part: float | Fraction) -> Message:
    """Whole per cent; what is not quite nothing or all says so."""
    if 0 < part < 0.005:
        return Message.of("firmness.under_one")
    if 0.995 <= part < 1:
        return Message.of("firmness.over_99")
    return Message.of("firmness.per_cent", share=_per_cent(part))


def rank_range(likely: RankRange) -> Message:
    if likely.low == likely.high:
        return Message.of("firmness.one_rank", rank=likely.low)
    return Message.of("firmness.ranks", low=likely.low, high=likely.high)


def admissible(has_order: bool) -> Message:
    """Over which weightings the shares are counted."""
    return Message.of("firmness.admissible_order" if has_order else "firmness.admissible_all")


def nearest_border(comparison: Comparison, borders: Sequence[WeightBorder]) -> Message:
    """The smallest change of one weight that puts others first."""
    if not borders:
        return Message.of("firmness.no_border")
    return border_sentence(comparison, borders[0])


def border_sentence(comparison: Comparison, border: WeightBorder) -> Message:
    decimals = 1 if border.distance < _NEAR else 0
    return Message.of(
        "firmness.border_below" if border.below else "firmness.border_above",
        n=len(border.leaders),
        criterion=_criterion(comparison.catalogue, border.criterion),
        border=rounded(100 * border.border, decimals),
        share=rounded(100 * border.share, decimals),
        titles=titles(comparison, border.leaders),
    )


def flips_headline(flips: Sequence[AnswerFlip]) -> Message:
    """How many single answers would change the first place."""
    return Message.of("firmness.flips", n=len(flips)) if flips else Message.of("firmness.no_flip")


def flip_sentence(comparison: Comparison, flip: AnswerFlip) -> Message:
    return Message.of(
        "firmness.flip_higher" if flip.higher else "firmness.flip_lower",
        n=len(flip.leaders),
        title=_title(comparison, flip.measure_id),
        question=comparison.catalogue.questions[flip.question].title,
        titles=titles(comparison, flip.leaders),
    )


def favouring_sentence(comparison: Comparison, found: FavouringWeights) -> Message:
    """With which weights a measure would be first."""
    title = _title(comparison, found.measure_id)
    if found.is_first_already:
        return Message.of("firmness.favoured_already", title=title)
    if found.weights is None:
        return Message.of("firmness.never_first", title=title)
    return Message.of(
        "firmness.favoured_by",
        title=title,
        weights=weights_in_words(comparison.catalogue, found.weights),
    )


def side_by_side_headline(comparison: Comparison, compared: ComparedList) -> Message:
    """Whether the weightings put the same measure first."""
    leaders = {name: compared.leaders(name) for name in compared.names}
    if len(set(leaders.values())) == 1:
        first = next(iter(leaders.values()))
        return Message.of("firmness.all_the_same_first", n=len(first), titles=titles(comparison, first))
    by_leaders: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, first in leaders.items():
        by_leaders[first].append(name)
    if len(by_leaders) > MOST_LEADERS:
        return Message.of("firmness.many_first", count=len(by_leaders), all=len(leaders))
    parts = tuple(
        Message.of("firmness.first_of", names=tuple(names), titles=titles(comparison, first))
        for first, names in by_leaders.items()
    )
    return Message.of("firmness.different_first", parts=parts)


def agreement_sentence(compared: ComparedList) -> Message | None:
    """Kendall's W in words; None where there is nothing to agree about."""
    if compared.agreement is None:
        return None
    reached = (name for least, name in _AGREEMENT if compared.agreement >= least)
    return Message.of(
        f"firmness.agreement.{next(reached, 'little')}", coefficient=rounded(compared.agreement, 2)
    )


def method_check_sentence(comparison: Comparison, check: MethodCheck) -> Message:
    word_of_first = "same_first" if check.same_first else "other_first"
    return Message.of(
        f"firmness.check_{word_of_first}",
        n=len(check.leaders),
        method=Message.of(f"methods.{check.method.value}.title"),
        titles=titles(comparison, check.leaders),
    )


def consistency_sentence(catalogue: Catalogue, entered: EnteredWeights) -> Message | None:
    """Of comparisons in pairs: whether they fit together, and if not, which three do not."""
    if entered.consistency_ratio is None:
        return None
    ratio = rounded(entered.consistency_ratio, 2)
    if entered.contradiction is None:
        return Message.of("firmness.consistent", ratio=ratio)
    return Message.of("firmness.inconsistent", ratio=ratio, triad=_triad(catalogue, entered.contradiction))


def _triad(catalogue: Catalogue, found: Contradiction) -> Message:
    return Message.of(
        "firmness.triad",
        first=_criterion(catalogue, found.first),
        middle=_criterion(catalogue, found.middle),
        last=_criterion(catalogue, found.last),
        implied=_times(found.implied),
        said=_times(found.said),
    )


def _times(factor: float) -> Decimal:
    return rounded(factor, 1 if factor < 1 or abs(factor - round(factor)) > 1e-9 else 0).normalize() + 0


def _criterion(catalogue: Catalogue, key: str) -> Text:
    return next(criterion.short_title for criterion in catalogue.criteria if criterion.id == key)


def _title(comparison: Comparison, measure_id: int) -> Message:
    return Message.of("firmness.title", title=comparison.by_id[measure_id].title)


def titles(comparison: Comparison, measures: Sequence[int]) -> tuple[Message, ...]:
    """Measures by name, in quotation marks."""
    return tuple(_title(comparison, measure_id) for measure_id in measures)


def _per_cent(part: float | Fraction) -> Decimal:
    return rounded(100 * part)
