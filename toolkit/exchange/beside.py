"""The order with each fixed weighting beside that with the catalogue's own: what documents add to theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit import weighing
from toolkit.comparison import Comparison
from toolkit.exchange.origin import said
from toolkit.firmness import ComparedList, Weights, catalogue_weights, side_by_side
from toolkit.judging import rounded
from toolkit.messages import Language, Message
from toolkit.services.weighting import Weighed


@dataclass(frozen=True, slots=True)
class Beside:
    """Weightings by name, the groups' first ones before the variants and last the catalogue's own; and each
    list of more than one measure under all of them."""

    comparison: Comparison
    weightings: Mapping[str, Weights]
    lists: tuple[ComparedList, ...]
    left_out: tuple[str, ...]

    def weight_rows(self) -> Iterator[tuple[str, tuple[float, ...]]]:
        """Each weighting's name, and per cent in the catalogue's order of criteria."""
        for name, weights in self.weightings.items():
            criteria = self.comparison.catalogue.criteria
            yield name, tuple(float(rounded(100 * weights[each.id], 1)) for each in criteria)

    def headlines(self, found: ComparedList) -> tuple[Message, ...]:
        """Whether all put the same first, and how far they agree."""
        agreement = weighing.agreement_sentence(found)
        first = weighing.side_by_side_headline(self.comparison, found)
        return (first, agreement) if agreement else (first,)


def beside(
    comparison: Comparison, fixed: Sequence[Weighed], *, language: Language, most: int | None = None
) -> Beside | None:
    """None where nobody has fixed a weighting of these criteria. At most so many stand there; the rest is
    named as left out."""
    fitting = [one for one in fixed if one.fits(comparison.catalogue)]
    if not fitting:
        return None
    shown: dict[str, Weights] = {one.name: one.weights for one in fitting[:most]}
    own = {said(language, "weighting.catalogue"): catalogue_weights(comparison.catalogue)}
    weightings = {**shown, **own}
    lists = tuple(each for each in side_by_side(comparison, weightings) if len(each.measures) > 1)
    return Beside(comparison, weightings, lists, tuple(one.name for one in fitting[len(shown) :]))


def weights_of_order(comparison: Comparison) -> Message:
    """Under which weights the order of every document stands."""
    catalogue = comparison.catalogue
    weights = weighing.weights_in_words(catalogue, catalogue_weights(catalogue))
    return Message.of("documents.weights_of_order", weights=weights)
