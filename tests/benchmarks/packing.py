"""A package of measures: how long until it stands. `python -m tests.benchmarks.packing [MEASURES …]`"""

from __future__ import annotations

import platform
import random
import sys
import time
from dataclasses import replace
from decimal import Decimal

from tests.firmness.comparisons import at, compared
from tests.judging.catalogues import panel
from toolkit.firmness import catalogue_weights
from toolkit.packing import Candidate, Diversity, Limit, Quota, Resource, Wishes, pack


def main(sizes: list[int]) -> None:
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for size in sizes:
        pool = _pool(size)
        spent = sum(candidate.figure(Resource.OWN_SHARE) or 0 for candidate in pool)
        limit = Limit(resource=Resource.OWN_SHARE, most=Decimal(int(spent) // 3))
        for name, wishes in (
            ("one limit", Wishes(limits=(limit,))),
            ("limit and quota", Wishes(limits=(limit,), quotas=(Quota(by=Diversity.MUNICIPALITY, most=2),))),
        ):
            start = time.perf_counter()
            package = pack(panel(), pool, (), wishes, catalogue_weights(panel()))
            wall = 1000 * (time.perf_counter() - start)
            print(f"{size:5} measures, {name:<16} {wall:7.0f} ms   {len(package.taken)} taken")


def _pool(size: int) -> tuple[Candidate, ...]:
    chance = random.Random(2026)
    questions = list(panel().questions)
    answers = (at(2, 2, 2, **{each: chance.choice((2, 3, 4)) for each in questions}) for _ in range(size))
    measures = compared(*answers).measures
    return tuple(
        Candidate(replace(measure, own_share=Decimal(1000 * chance.randint(5, 200)))) for measure in measures
    )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [50, 200, 1000])
