"""The mathematics of decisions: arrays in, frozen results out."""

from toolkit.scoring.agreement import IntraclassCorrelation, icc, kendall_w, krippendorff_alpha
from toolkit.scoring.ranking import ranks
from toolkit.scoring.raters import Severity, severity
from toolkit.scoring.weights import (
    PairwiseWeights,
    ahp,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
    swing,
)

__all__ = [
    "IntraclassCorrelation",
    "PairwiseWeights",
    "Severity",
    "ahp",
    "icc",
    "kendall_w",
    "krippendorff_alpha",
    "rank_order_centroid",
    "rank_reciprocal",
    "rank_sum",
    "ranks",
    "severity",
    "swing",
]
