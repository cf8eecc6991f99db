"""A brace that got lost nests all rules behind it in the one before, which is valid and switches them off."""

from __future__ import annotations

import re

import pytest

from toolkit.ui.shell.document import STATIC_FOLDER

_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_PART = re.compile(r"([^{};]*)([{};])")


def nested_rules(stylesheet: str) -> list[str]:
    """Rules that stand within another one (at-rules may hold rules), and what is left open at the end."""
    opened: list[str] = []
    nested = []
    for name, sign in _PART.findall(_COMMENTS.sub("", stylesheet)):
        if sign == "{":
            if any(not each.startswith("@") for each in opened):
                nested.append(name.strip())
            opened.append(name.strip())
        elif sign == "}":
            if not opened:
                return ["a brace too many"]
            opened.pop()
    return nested + opened


def test_the_stylesheet_has_every_brace() -> None:
    assert nested_rules((STATIC_FOLDER / "look.css").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("stylesheet", "found"),
    [
        ("a { color: red; } @media print { a { color: red; } }", []),
        ("a { color: red; b { color: red; }", ["b", "a"]),
        ("a { color: red; } }", ["a brace too many"]),
    ],
)
def test_a_lost_brace_is_found(stylesheet: str, found: list[str]) -> None:
    assert nested_rules(stylesheet) == found
