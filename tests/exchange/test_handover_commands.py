"""`python -m toolkit hand-over write|read` and `export`, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.end_to_end.desk import furnished, outcome, run_toolkit, sentence
from tests.houses import FULL_FACTS


def test_a_measure_goes_from_one_data_folder_to_another_and_into_a_list(tmp_path: Path) -> None:
    town, house, file, taken = (tmp_path / name for name in ("town", "house", "measure.zip", "list.json"))
    with furnished(town) as there:
        there.measure(there.municipality("Tarp"))
    with furnished(house) as here:
        here.municipality("Tarp")
    written = outcome(run_toolkit("hand-over", "write", str(file), "--measure", "1", DATA_DIR=town))
    assert written == (0, [sentence("handover.written", file=str(file))])
    title = FULL_FACTS["title"]
    told = sentence("handover.from_there", title=title, municipality="Tarp")
    added = sentence("handover.added", title=title, municipality="Tarp", n=1)
    nothing = sentence("handover.nothing_new", title=title)
    read = [outcome(run_toolkit("hand-over", "read", str(file), DATA_DIR=house)) for _ in range(2)]
    assert read == [(0, [told, added]), (0, [told, nothing])]
    made = outcome(run_toolkit("export", "measures", str(taken), "--form", "json", DATA_DIR=house))
    assert made == (0, [sentence("listing.written", n=1, file=str(taken))])
    assert [row["title"] for row in json.loads(taken.read_text(encoding="utf-8"))["rows"]] == [title]
