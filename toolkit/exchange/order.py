"""The order of a comparison with its firmness, list by list: what workbook, slides and PDF tell alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit import findings, weighing
from toolkit.comparison import Comparison
from toolkit.firmness import ComparedList, ListFirmness, RankRange, Step, catalogue_weights, firmness_of
from toolkit.judging import Basis
from toolkit.messages import Message


@dataclass(frozen=True, slots=True)
class OrderedPlace:
    """One place; `ahead_of_next` is how firmly it is ahead of the one below, None for the last."""

    measure_id: int
    rank: int
    points: Decimal
    likely: RankRange
    ahead_of_next: Message | None


@dataclass(frozen=True, slots=True)
class OrderedList:
    title: Message
    headline: Message
    places: tuple[OrderedPlace, ...]
    steps: tuple[Step, ...]

    def step_sentences(self, comparison: Comparison) -> tuple[Message, ...]:
        """Between neighbours, from the first place down."""
        return tuple(weighing.step_sentence(comparison, step) for step in self.steps)


def ordered_lists(comparison: Comparison) -> tuple[OrderedList, ...]:
    """Under the catalogue's own weights, the reviewed lists first."""
    firmness = firmness_of(comparison, catalogue_weights(comparison.catalogue))
    return tuple(
        OrderedList(
            list_title(found),
            weighing.order_headline(comparison, found),
            tuple(_places(found)),
            found.steps,
        )
        for found in firmness.lists
    )


def list_title(found: ListFirmness | ComparedList) -> Message:
    key = "compare.list_self" if found.basis is Basis.SELF else "compare.list_reviewed"
    return Message.of(key, phase=findings.phase_title(found.phase) if found.phase else "")


def _places(found: ListFirmness) -> Iterator[OrderedPlace]:
    words = {step.ahead: step for step in found.steps}
    for place in found.places:
        step = words.get(place.thing)
        ahead = weighing.step_in_short(step) if step else None
        yield OrderedPlace(place.thing, place.rank, place.points, found.ranges[place.thing], ahead)


def class_counts(comparison: Comparison) -> Counter[str]:
    """How many measures have which result, by the class's key."""
    return Counter(measure.judgement.class_id for measure in comparison.measures)
