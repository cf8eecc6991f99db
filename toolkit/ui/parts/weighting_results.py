"""What depends on weights, and which weighting and which ranking are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from toolkit import findings
from toolkit.comparison import Comparison
from toolkit.firmness import catalogue_weights
from toolkit.judging import Basis, Phase, RankingList
from toolkit.services.weighting import Weighed, Weighting
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_choice
from toolkit.ui.desk import Seat

CATALOGUE = "catalogue"
ALL_PHASES = "all"


@dataclass(frozen=True, slots=True)
class ShownWeighting:
    name: str
    weights: Mapping[str, float | Fraction]
    order: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Results:
    """The comparison and the weightings that may be shown with it."""

    comparison: Comparison
    weighting: Weighting

    @property
    def fitting(self) -> tuple[Weighed, ...]:
        return tuple(one for one in self.weighting.in_force if one.fits(self.comparison.catalogue))

    @property
    def of_another_catalogue(self) -> tuple[str, ...]:
        """A weighting is about certain criteria: another version of the catalogue may have others."""
        return tuple(one.name for one in self.weighting.in_force if not one.fits(self.comparison.catalogue))

    def weightings(self, seat: Seat) -> Mapping[str, ShownWeighting]:
        """By what stands in the address: the groups' first ones, variants, and last the catalogue's own."""
        shown = {
            str(one.weight_set_id): ShownWeighting(one.name, one.weights, one.order) for one in self.fitting
        }
        own = catalogue_weights(self.comparison.catalogue)
        return {**shown, CATALOGUE: ShownWeighting(seat.say("weighting.catalogue"), own, None)}


def tell_what_waits(seat: Seat, weighting: Weighting) -> None:
    """Rule 15: nothing that depends on weights shows before every group has fixed its own."""
    groups = tuple(group.name for group in weighting.waiting)
    st.info(seat.label("weighting.hidden_until_fixed", n=len(groups), groups=groups))


def tell_left_out_weightings(seat: Seat, results: Results) -> None:
    names = results.of_another_catalogue
    if names:
        look.show(look.muted(seat.say("weighting.other_catalogue", n=len(names), names=names)))


def chosen_weighting(seat: Seat, results: Results) -> ShownWeighting:
    shown = results.weightings(seat)
    key = addressed_choice(
        seat.say("weighting.whose"), list(shown), name="weights", words=lambda each: shown[each].name
    )
    return shown[key]


@dataclass(frozen=True, slots=True)
class ChosenList:
    """One list of the ranking: its place among all, with each phase apart or all together."""

    number: int
    by_phase: bool


def chosen_list(seat: Seat, comparison: Comparison) -> ChosenList | None:
    """Which ranking is looked at, at first the longest; None where nothing is ranked. Which lists there are
    does not depend on the weights."""
    lists = comparison.ranking.lists
    if not lists:
        return None
    choices = {_key(item): ChosenList(number, True) for number, item in enumerate(lists)}
    words = {_key(item): list_title(seat, item.basis, item.phase) for item in lists}
    for number, basis in enumerate(_bases(lists)):
        if sum(item.basis is basis for item in lists) > 1:
            choices[f"{basis.value}-{ALL_PHASES}"] = ChosenList(number, False)
            words[f"{basis.value}-{ALL_PHASES}"] = list_title(seat, basis, None)
    if len(choices) == 1:
        return next(iter(choices.values()))
    longest = max(lists, key=lambda item: len(item.places))
    key = addressed_choice(
        seat.say("weighting.which_list"),
        list(choices),
        name="list",
        words=lambda each: words[each],
        default=_key(longest),
    )
    return choices[key]


def list_title(seat: Seat, basis: Basis, phase: Phase | None) -> str:
    if phase is None:
        return seat.say(f"weighting.list.all_{basis.value}")
    return seat.say(f"weighting.list.{basis.value}", phase=findings.phase_title(phase))


def _bases(lists: Sequence[RankingList[int]]) -> list[Basis]:
    return [basis for basis in (Basis.REVIEWS, Basis.SELF) if any(item.basis is basis for item in lists)]


def _key(item: RankingList[int]) -> str:
    return f"{item.basis.value}-{item.phase.value if item.phase else ALL_PHASES}"
