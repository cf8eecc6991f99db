"""docs/method.md says of every method what the app says."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.messages import translate
from toolkit.methods import METHOD_GROUPS

PAGE = Path(__file__).parents[2] / "docs" / "method.md"
METHODS = [method for group in METHOD_GROUPS.values() for method in group]


def sections() -> list[str]:
    """Each section on one line, from its title on; the last is about other packages."""
    parts = PAGE.read_text(encoding="utf-8").split("\n## ")[1:-1]
    return [" ".join(part.split()) for part in parts]


def test_the_document_tells_the_methods_of_the_app_in_their_order_and_words() -> None:
    told = []
    for section in sections():
        match = re.fullmatch(r"(.+?) (?:`\w+`(?:, )?)+ - (.+)", section)
        assert match is not None, section
        parts = match[2].split(" - **")
        told.append((match[1], parts[0], parts[-1]))
    assert told == [
        (
            translate(method.title, "en"),
            f"**In plain words.** {translate(method.words, 'en')}",
            f"When it misleads.** {translate(method.misleads, 'en')}",
        )
        for method in METHODS
    ]


def test_the_document_names_the_sources_of_the_app() -> None:
    for section, method in zip(sections(), METHODS, strict=True):
        source = section.partition("**Source.**")[2].partition(" - **")[0]
        parts = translate(method.source, "en").split("; ")
        assert [part for part in parts if part not in source] == [], method.name


def test_every_method_is_told_in_german_too() -> None:
    for method in METHODS:
        messages = (method.title, method.words, method.formula, method.misleads)
        assert [one.key for one in messages if translate(one, "de") == translate(one, "en")] == []
