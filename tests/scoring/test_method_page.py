"""docs/method.md says in plain words what the app says."""

from __future__ import annotations

from pathlib import Path

from toolkit.findings import METHODS_IN_WORDS, method_in_words
from toolkit.messages import translate

PAGE = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_page_of_the_methods_has_the_sentences_of_the_app_in_their_order() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    told = [translate(method_in_words(name), "en") for name in METHODS_IN_WORDS]
    places = [page.find(f"**In plain words.** {text}") for text in told]
    assert -1 not in places
    assert places == sorted(places)


def test_every_method_is_told_in_german_too() -> None:
    told = [translate(method_in_words(name), "de") for name in METHODS_IN_WORDS]
    assert len(set(told)) == len(METHODS_IN_WORDS)
