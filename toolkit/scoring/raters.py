"""Which raters give more than others, and what the units would be worth without that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from toolkit.scoring.validation import ratings as checked

_RATIOS = np.logspace(-8, 12, 201)  # variance of the raters over that of the error, relative to the data
_NOISE = 1e-20  # squares this far below the total are rounding


@dataclass(frozen=True, slots=True, eq=False)
class Severity:
    """Ratings split into what belongs to the unit and what to the rater.

    `severity[i]` is what rater i adds to a unit's worth in comparison with the average rater, in units of
    the ratings, drawn towards 0 where little is known: below 0 is strict, above 0 is lenient.
    `standard_error` belongs to it. `quality[j]` is unit j's mean rating without these effects.
    """

    quality: NDArray[np.float64]
    severity: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    connected: bool


def severity(ratings: ArrayLike) -> Severity:
    """Shrunken additive effects of raters: rating = quality of the unit + effect of the rater + error.

    `ratings` has shape (raters, units), NaN where a rater gave none. Units are fixed, raters are random
    around 0; the two variances are estimated by restricted maximum likelihood (REML), the effects are the
    best linear unbiased predictions. Where the data show no difference between raters beyond the error,
    every effect is 0 and quality is the plain mean. The standard errors take the estimated variances as
    if they were known: with few ratings they are too small.

    Raters are compared through units that they share. Where the shared units do not link all of them,
    `connected` is false and every number NaN. A rater without ratings, a unit without ratings, and the
    effect of an only rater are NaN. Raises `ValueError` for another shape or infinity.

    Source: Henderson 1975, Biometrics 31; Patterson and Thompson 1971, Biometrika 58.
    """
    table = checked(ratings)
    known = ~np.isnan(table)
    raters, units = known.any(axis=1), known.any(axis=0)
    quality, effects, errors = (np.full(size, np.nan) for size in (units.size, raters.size, raters.size))
    if not _is_connected(known[raters][:, units]):
        return Severity(quality, effects, errors, connected=False)
    part = table[raters][:, units]
    if raters.sum() >= 2:
        effects[raters], errors[raters] = _effects(part)
        part = part - effects[raters][:, np.newaxis]
    quality[units] = _means(part)
    return Severity(quality, effects, errors, connected=True)


def _effects(table: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Effects and their standard errors, of raters that are all connected.

    With the units' means taken out of everything, the rest depends on the raters through one small
    symmetric matrix; in its eigenvectors both the likelihood and the predictions are sums over single
    numbers. The direction "all raters alike" has the eigenvalue 0 and is left out.
    """
    scale = float(np.nanmax(np.abs(table))) or 1.0
    known = ~np.isnan(table)
    rest = np.where(known, table / scale - _means(table / scale), 0.0)
    design = np.diag(known.sum(axis=1).astype(np.float64)) - (known / known.sum(axis=0)) @ known.T
    eigenvalues, vectors = np.linalg.eigh(design)
    eigenvalues, vectors = eigenvalues[1:], vectors[:, 1:]
    coordinates = vectors.T @ rest.sum(axis=1) / np.sqrt(eigenvalues)
    squares = float((rest**2).sum())
    left = squares - float((coordinates**2).sum())
    residue = left if left > _NOISE * squares else 0.0
    freedom = int(known.sum()) - table.shape[1]
    if squares <= _NOISE:
        return np.zeros(len(table)), np.zeros(len(table))
    ratio = _variance_ratio(eigenvalues, coordinates**2, residue, freedom)
    shrunk = ratio / (1 + ratio * eigenvalues)
    error_variance = (float((coordinates**2 / (1 + ratio * eigenvalues)).sum()) + residue) / freedom
    effects = vectors @ (shrunk * np.sqrt(eigenvalues) * coordinates)
    return scale * effects, scale * np.sqrt(error_variance * (vectors**2 @ shrunk))


def _variance_ratio(
    eigenvalues: NDArray[np.float64], squares: NDArray[np.float64], residue: float, freedom: int
) -> float:
    """The variance of the raters over that of the error at which the restricted likelihood is largest; 0
    where no larger one is more likely."""

    def deviance(ratio: float) -> float:
        error = float((squares / (1 + ratio * eigenvalues)).sum()) + residue
        return float(np.log1p(ratio * eigenvalues).sum()) + freedom * float(np.log(error))

    found = [deviance(ratio) for ratio in _RATIOS]
    best = int(np.argmin(found))
    around = np.log(_RATIOS[[max(best - 1, 0), min(best + 1, _RATIOS.size - 1)]])
    finer = minimize_scalar(lambda logarithm: deviance(np.exp(logarithm)), bounds=around, method="bounded")
    return float(np.exp(finer.x)) if finer.fun < deviance(0.0) - 1e-9 else 0.0


def _means(table: NDArray[np.float64]) -> NDArray[np.float64]:
    means: NDArray[np.float64] = np.nanmean(table, axis=0)
    return means


def _is_connected(known: NDArray[np.bool_]) -> bool:
    """Whether units lead from every rater to every other; without any ratings nothing is connected."""
    shared = csr_array(known.astype(np.int64) @ known.T.astype(np.int64))
    return len(known) > 0 and int(connected_components(shared, directed=False, return_labels=False)) == 1
