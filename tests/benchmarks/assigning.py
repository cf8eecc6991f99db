"""How long a proposal of who reviews what takes: `python -m tests.benchmarks.assigning`."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from toolkit.assigning import propose_assignment


def main() -> None:
    for measures, advisors, required in [(60, 8, 1), (60, 8, 2), (60, 8, 3), (20, 4, 2), (200, 20, 2)]:
        seconds = [measured(measures, advisors, required, seed) for seed in range(5)]
        median, longest = sorted(seconds)[2], max(seconds)
        print(f"{measures} × {advisors}, {required} each: median {median:.2f} s, longest {longest:.2f} s")


def measured(measures: int, advisors: int, required: int, seed: int) -> float:
    """A tenth of the pairs in conflict, and two circles of experts who share nothing."""
    rng = np.random.default_rng(seed)
    field, circle = rng.integers(0, 2, measures), np.arange(advisors) % 2
    start = perf_counter()
    propose_assignment(
        required,
        rng.random((measures, advisors)) < 0.1,
        expertise=(field[:, np.newaxis] == circle).astype(float),
    )
    return perf_counter() - start


if __name__ == "__main__":
    main()
