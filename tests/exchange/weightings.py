"""Two weightings of the panel's criteria as groups fixed them, made by hand."""

from __future__ import annotations

from tests.exchange.region import NOON
from tests.houses import panel_catalogue
from toolkit.model import WeightingMethod
from toolkit.services.weighting import Weighed


def weighed(number: int, name: str, *weights: float) -> Weighed:
    keys = [criterion.id for criterion in panel_catalogue().criteria]
    return Weighed(
        weight_set_id=number, name=name, group_id=number, is_variant=False, method=WeightingMethod.NUMBERS,
        entered={}, weights=dict(zip(keys, weights, strict=True)), reason="Beraten am 3. März",
        proposed_by="Vera", created_at=NOON, fixed_at=NOON, version=1,
    )  # fmt: skip


FIXED = (weighed(1, "Rat", 0.7, 0.2, 0.1), weighed(2, "Verwaltung", 0.1, 0.1, 0.8))
