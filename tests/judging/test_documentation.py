"""`docs/judging.md` names a test for each rule, and each test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
DOCUMENT = (TESTS.parent / "docs" / "judging.md").read_text(encoding="utf-8")
WRITTEN = {
    name
    for path in TESTS.rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def sections() -> dict[int, str]:
    parts = re.split(r"^## (\d+)\. ", DOCUMENT, flags=re.MULTILINE)[1:]
    return {int(number): text for number, text in zip(parts[::2], parts[1::2], strict=True)}


def test_every_rule_of_judging_is_described_and_names_its_tests() -> None:
    assert [number for number, text in sections().items() if "`test_" in text] == [*range(1, 12), 14]


def test_every_named_test_exists() -> None:
    assert [name for name in re.findall(r"`(test_\w+)`", DOCUMENT) if name not in WRITTEN] == []
