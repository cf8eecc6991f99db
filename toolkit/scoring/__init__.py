"""The mathematics of decisions: arrays in, frozen results out."""

from toolkit.scoring.acceptability import Acceptability, acceptability
from toolkit.scoring.aggregation import topsis, weighted_sum
from toolkit.scoring.agreement import IntraclassCorrelation, icc, kendall_w, krippendorff_alpha
from toolkit.scoring.cautions import Caution, CautionKind, cautions
from toolkit.scoring.dominance import pareto_front
from toolkit.scoring.favouring import weights_that_favour
from toolkit.scoring.firmness import Firmness, firmness, firmness_groups
from toolkit.scoring.likely import likely_ranks
from toolkit.scoring.outranking import Flows, mr_sort, promethee
from toolkit.scoring.portfolio import Infeasible, Portfolio, Rule, select_portfolio
from toolkit.scoring.portfolio_shares import PortfolioAcceptability, portfolio_acceptability
from toolkit.scoring.ranking import ranks
from toolkit.scoring.raters import Severity, severity
from toolkit.scoring.sampling import sample_levels, sample_steps, sample_weights
from toolkit.scoring.stability import (
    LevelFlips,
    StabilityIntervals,
    level_flips,
    stability_intervals,
    turned_by_a_step,
)
from toolkit.scoring.weights import (
    PairwiseWeights,
    ahp,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
    swing,
)
from toolkit.scoring.winning import pairwise_winning

__all__ = [
    "Acceptability",
    "Caution",
    "CautionKind",
    "Firmness",
    "Flows",
    "Infeasible",
    "IntraclassCorrelation",
    "LevelFlips",
    "PairwiseWeights",
    "Portfolio",
    "PortfolioAcceptability",
    "Rule",
    "Severity",
    "StabilityIntervals",
    "acceptability",
    "ahp",
    "cautions",
    "firmness",
    "firmness_groups",
    "icc",
    "kendall_w",
    "krippendorff_alpha",
    "level_flips",
    "likely_ranks",
    "mr_sort",
    "pairwise_winning",
    "pareto_front",
    "portfolio_acceptability",
    "promethee",
    "rank_order_centroid",
    "rank_reciprocal",
    "rank_sum",
    "ranks",
    "sample_levels",
    "sample_steps",
    "sample_weights",
    "select_portfolio",
    "severity",
    "stability_intervals",
    "swing",
    "topsis",
    "turned_by_a_step",
    "weighted_sum",
    "weights_that_favour",
]
