"""How fast the mathematics is beside free packages for the same work. Printed, never asserted.

`make bench-peers` makes an environment of their own for the peers and runs this in it.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from toolkit.scoring import acceptability, pairwise_winning, promethee, sample_weights

CRITERIA, ALTERNATIVES, SAMPLES, FEW = 12, 1_000, 10_000, 1_000
PEERS = ("pymcdm", "pydecision", "scikit-criteria")
Scores = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]


def problem(n: int) -> NDArray[np.float64]:
    """Values from 0 to 1 with the best of each criterion at 1, so that the peers' scaling changes nothing."""
    values = np.random.default_rng(2026).random((n, CRITERIA))
    scaled: NDArray[np.float64] = values / values.max(axis=0)
    return scaled


def samples() -> NDArray[np.float64]:
    return sample_weights(CRITERIA, SAMPLES, rng=np.random.default_rng(7))


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


# --- SMAA: no peer has it, so their weighted sum is called for each sample ------------------------------


def by_pymcdm() -> Scores:
    from pymcdm.methods import WSM  # noqa: PLC0415 - only in the peers' environment

    method, types = WSM(normalization_function=lambda column, cost=False: column), np.ones(CRITERIA)
    return lambda values, weights: method(values, weights, types, validation=False)


def by_pydecision() -> Scores:
    from pyDecision.algorithm.saw import saw_method  # noqa: PLC0415

    kinds = ["max"] * CRITERIA
    return lambda values, weights: saw_method(values, kinds, weights, graph=False, verbose=False)[:, 1]


def by_scikit_criteria() -> Scores:
    import skcriteria  # noqa: PLC0415
    from skcriteria.agg.simple import WeightedSumModel  # noqa: PLC0415

    method = WeightedSumModel()

    def scores(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        matrix = skcriteria.mkdm(values, [max] * CRITERIA, weights=weights)
        return np.asarray(method.evaluate(matrix).e_.score)

    return scores


def counted(
    scores: Scores, values: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rank acceptability and central weights from one call for each sample."""
    n = len(values)
    counts, central = np.zeros((n, n)), np.zeros((n, CRITERIA))
    places = np.arange(n)
    for sample in weights:
        order = np.argsort(-scores(values, sample))
        counts[order, places] += 1
        central[order[0]] += sample
    with np.errstate(invalid="ignore"):
        return counts / len(weights), central / counts[:, :1]


def compare_smaa() -> None:
    values, weights = problem(ALTERNATIVES), samples()
    print(f"SMAA, {SAMPLES:,} weightings x {ALTERNATIVES:,} alternatives x {CRITERIA} criteria")
    ours = seconds(lambda: acceptability(values, weights), 5)
    print(f"  toolkit          {ours:8.3f} s, {memory_above_input():.0f} MB above its input")
    few = acceptability(values, weights[:FEW])
    fastest = float("inf")
    for name, make in (
        ("pymcdm", by_pymcdm),
        ("pyDecision", by_pydecision),
        ("scikit-criteria", by_scikit_criteria),
    ):
        scores = make()
        found: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
        taken = seconds(lambda: found.append(counted(scores, values, weights[:FEW]))) * SAMPLES / FEW  # noqa: B023
        fastest = min(fastest, taken)
        ranks, central = found[0]
        apart = np.abs(ranks - few.rank_acceptability).max()
        centres = np.nanmax(np.abs(central - few.central_weights))
        print(f"  {name:16} {taken:8.3f} s (10 x {FEW:,}); largest difference {apart:.1e}, {centres:.1e}")
    print(f"  {fastest / ours:.1f} x as fast as the fastest peer")


def memory_above_input() -> float:
    """In a process of its own, since a peak cannot be reset."""
    command = [sys.executable, "-m", "tests.benchmarks.peers", "memory"]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def print_memory() -> None:
    values, weights = problem(ALTERNATIVES), samples()
    acceptability(values[:10], weights[:10])
    with open("/proc/self/statm", encoding="ascii") as file:
        before = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    acceptability(values, weights)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before) / 1e6)


# --- PROMETHEE II and exact shares of pairs --------------------------------------------------------------


def compare_promethee() -> None:
    from pyDecision.algorithm.p_ii import promethee_ii  # noqa: PLC0415
    from pymcdm.methods import PROMETHEE_II  # noqa: PLC0415

    q, p, equal = [0.1] * CRITERIA, [0.4] * CRITERIA, np.full(CRITERIA, 1 / CRITERIA)
    print("PROMETHEE II, linear preference, q = 0.1, p = 0.4")
    ours = {}
    for n in (2_000, 10_000, 100_000):
        values = problem(n)
        ours[n] = seconds(lambda: promethee(values, equal, q=q, p=p), 5 if n < 100_000 else 2)  # noqa: B023
        print(f"  toolkit     {n:7,}  {ours[n]:8.3f} s")
    values = problem(2_000)
    flows: list[NDArray[np.float64]] = []
    method = PROMETHEE_II("vshape_2", p=p, q=q)
    taken = seconds(lambda: flows.append(method(values, equal, np.ones(CRITERIA), validation=False)))
    apart = np.abs(flows[0] - promethee(values, equal, q=q, p=p).net).max()
    print(f"  pymcdm        2,000  {taken:8.3f} s; largest difference {apart:.1e}")
    times = taken * 25 / ours[10_000]
    print(f"  pymcdm       10,000  {taken * 25:8.1f} s, extrapolated from 2,000 (25 x); {times:,.0f} x")
    small, slow = problem(200), []
    options = {"sort": False, "graph": False, "verbose": False}
    taken = seconds(
        lambda: slow.append(promethee_ii(small, equal, q, [1] * CRITERIA, p, ["t5"] * CRITERIA, **options))
    )
    apart = np.abs(slow[0][:, 1] - promethee(small, equal, q=q, p=p).net).max()
    print(f"  pyDecision      200  {taken:8.3f} s; largest difference {apart:.1e}")
    print(f"  pyDecision   10,000  {taken * 2500:8.1f} s, extrapolated from 200 (2,500 x)")


def show_where_a_peer_is_wrong() -> None:
    from pymcdm.methods import PROMETHEE_II  # noqa: PLC0415

    print("Where a peer is wrong")
    values, equal, method = problem(3), np.ones(CRITERIA), PROMETHEE_II("ushape", q=[0.1] * CRITERIA)
    method(values, equal, equal, validation=False)
    try:
        again: object = method(values, equal, equal, validation=False)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        again = f"{type(error).__name__}: {error}"
    print(f"  pymcdm, the same PROMETHEE_II called a second time: {again}")
    edge = PROMETHEE_II("ushape", q=[0.1])(np.array([[0.8], [0.7]]), np.ones(1), np.ones(1), validation=False)
    here = promethee([[0.8], [0.7]], [1], preference="u_shape", q=0.1).net
    print(f"  0.8 over 0.7 with a threshold of 0.1: pymcdm {edge.tolist()}, toolkit {here.tolist()}")


def compare_pairs() -> None:
    values = problem(1_000)
    taken = seconds(lambda: pairwise_winning(values), 2)
    print(f"Exact pairwise winning indices, 1,000 alternatives: {taken:.2f} s; no peer offers them")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:] == ["memory"]:
        print_memory()
    else:
        versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in (*PEERS, "numpy"))
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores; {versions}")
        compare_smaa()
        compare_promethee()
        compare_pairs()
        show_where_a_peer_is_wrong()
