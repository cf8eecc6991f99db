"""The order of a comparison under given weights, and how firm it is: a comparison in, frozen results out."""

from toolkit.firmness.entering import (
    CONSISTENT,
    LEVELS,
    MOST_TIMES,
    Contradiction,
    EnteredWeights,
    UnfitWeightsError,
    pairs_of,
    weights_from,
)
from toolkit.firmness.groups import ComparedList, side_by_side
from toolkit.firmness.order import ListFirmness, OrderFirmness, RankRange, Step, firmness_of
from toolkit.firmness.other_methods import MethodCheck, OtherMethod, other_methods
from toolkit.firmness.turning import (
    AnswerFlip,
    FavouringWeights,
    WeightBorder,
    answer_flips,
    favouring_weights,
    weight_borders,
)
from toolkit.firmness.weighted import (
    WeightedRanking,
    Weights,
    catalogue_weights,
    moved_weights,
    weight_shares,
    weighted_ranking,
    weighted_total,
)

__all__ = [
    "CONSISTENT",
    "LEVELS",
    "MOST_TIMES",
    "AnswerFlip",
    "ComparedList",
    "Contradiction",
    "EnteredWeights",
    "FavouringWeights",
    "ListFirmness",
    "MethodCheck",
    "OrderFirmness",
    "OtherMethod",
    "RankRange",
    "Step",
    "UnfitWeightsError",
    "WeightBorder",
    "WeightedRanking",
    "Weights",
    "answer_flips",
    "catalogue_weights",
    "favouring_weights",
    "firmness_of",
    "moved_weights",
    "other_methods",
    "pairs_of",
    "side_by_side",
    "weight_borders",
    "weight_shares",
    "weighted_ranking",
    "weighted_total",
    "weights_from",
]
