"""What it costs when one weight moves: the order, likely ranks and words. Printed, never asserted.

`python -m tests.benchmarks.weights`

What the page does at each step of the control, without drawing it: the first step computes what holds for all
weightings, every later one only what depends on the moved weight.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from tests.benchmarks.full_house import circumstances, large_house
from tests.houses import panel_catalogue
from toolkit.comparison import Comparison, load_comparison
from toolkit.firmness import catalogue_weights, firmness_of, moved_weights

STEPS = range(5, 96, 5)


def main(measures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = large_house(Path(folder), measures)
        with house.database.reading() as session:
            comparison = load_comparison(
                session, house.actor, programme_id=house.desk().programme_id, catalogue=panel_catalogue()
            )
        house.database.close()
    print(circumstances(measures))
    for name, by_phase in (("each phase apart", True), ("all phases in one list", False)):
        first, *later = [_step(comparison, share, by_phase=by_phase) for share in STEPS]
        print(
            f"{name:<28}first step {first:5.0f} ms   median of {len(later)} later ones"
            f" {statistics.median(later):5.0f} ms   slowest {max(later):5.0f} ms"
        )


def _step(comparison: Comparison, share: int, *, by_phase: bool) -> float:
    """Milliseconds of processor time."""
    shares = catalogue_weights(comparison.catalogue)
    start = time.process_time()
    moved = moved_weights(shares, next(iter(shares)), Fraction(share, 100))
    for weights in (shares, moved):
        # The page shows one list; both are computed for all of them.
        for item in firmness_of(comparison, weights, by_phase=by_phase).lists[:1]:
            assert len(item.steps) == len(item.places) - 1
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    for count in (200, 1000):
        main(count)
