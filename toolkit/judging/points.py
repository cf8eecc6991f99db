"""Points on the screen: one rounding for the whole house (rule 11)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MOST_DECIMALS = 9


def rounded(value: Fraction | float, decimals: int = 0) -> Decimal:
    """Rounded half up. Floats are read to twelve decimals first, so that 0.285 · 100 is 28.5."""
    exact = Fraction(value) if isinstance(value, Fraction) else Fraction(str(round(value, 12)))
    scaled = exact * 10**decimals
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    signed = whole if scaled >= 0 else -whole
    return (Decimal(signed) / Decimal(10) ** decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def shown_points(values: Sequence[Fraction | float], ranks: Sequence[int]) -> tuple[Decimal, ...]:
    """Points as shown beside ranks: whole, but with as many decimals as separate different ranks.

    `values` and `ranks` run in parallel. Equal ranks may show equal points; different ranks never do,
    up to nine decimals.
    """
    decimals = [0] * len(values)
    for _ in range(MOST_DECIMALS):
        shown = [rounded(value, places) for value, places in zip(values, decimals, strict=True)]
        clashing = _same_points_other_rank(shown, ranks)
        if not clashing:
            break
        for index in clashing:
            decimals[index] += 1
    return tuple(rounded(value, places) for value, places in zip(values, decimals, strict=True))


def _same_points_other_rank(shown: Sequence[Decimal], ranks: Sequence[int]) -> set[int]:
    ranks_of_points: dict[Decimal, set[int]] = {}
    for points, rank in zip(shown, ranks, strict=True):
        ranks_of_points.setdefault(points, set()).add(rank)
    return {index for index, points in enumerate(shown) if len(ranks_of_points[points]) > 1}
