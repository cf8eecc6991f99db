"""The mathematics of decisions: arrays in, frozen results out."""

from toolkit.scoring.acceptability import Acceptability, acceptability
from toolkit.scoring.aggregation import topsis, weighted_sum
from toolkit.scoring.agreement import IntraclassCorrelation, icc, kendall_w, krippendorff_alpha
from toolkit.scoring.dominance import pareto_front
from toolkit.scoring.firmness import Firmness, firmness, firmness_groups
from toolkit.scoring.outranking import Flows, mr_sort, promethee
from toolkit.scoring.portfolio import Infeasible, Portfolio, Rule, select_portfolio
from toolkit.scoring.portfolio_shares import PortfolioAcceptability, portfolio_acceptability
from toolkit.scoring.ranking import ranks
from toolkit.scoring.raters import Severity, severity
from toolkit.scoring.sampling import sample_levels, sample_steps, sample_weights
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
    "Firmness",
    "Flows",
    "Infeasible",
    "IntraclassCorrelation",
    "PairwiseWeights",
    "Portfolio",
    "PortfolioAcceptability",
    "Rule",
    "Severity",
    "acceptability",
    "ahp",
    "firmness",
    "firmness_groups",
    "icc",
    "kendall_w",
    "krippendorff_alpha",
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
    "swing",
    "topsis",
    "weighted_sum",
]
