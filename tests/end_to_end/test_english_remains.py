"""A German page speaks German: no word that only our English sentences or Streamlit's own pieces know.

What remains stands in `docs/accessibility.md`, behind "English words that remain".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml
from playwright.sync_api import Page
from pydantic import BaseModel

from tests.end_to_end.desk import furnished
from tests.end_to_end.pages import open_page
from tests.end_to_end.server import PROJECT, RunningApp
from tests.houses import panel_catalogue
from tests.sentences import sentences
from toolkit.example import load_example, visit_example
from toolkit.messages import Text
from toolkit.ui.navigation import ADDRESSES
from toolkit.ui.shell.built_in import BUILT_IN_WORDS

PLACEHOLDER = re.compile(r"\{\w*\}")
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
QUOTES_KEYS = {"catalogue"}  # its German sentences name the keys of the catalogue's file
# What Streamlit writes into a page is not in our sentences: its words come from its pieces.
STREAMLITS_OWN = (
    "drag and drop files here browse limit per file remove add row column search sort pin hide view"
)
VISIBLE_AND_READ_ALOUD = """() => {
  const skipped = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT']);
  const words = [document.title];
  for (const box of document.querySelectorAll('body *')) {
    const spoken = ['aria-label', 'title', 'placeholder', 'alt'].map(name => box.getAttribute(name) ?? '');
    if (box.closest('[lang=en], code, pre, [data-testid=stIconMaterial]')) continue;
    words.push(...spoken);
    if (skipped.has(box.tagName)) continue;
    const texts = [...box.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    words.push(...texts.map(node => node.textContent));
  }
  return words.join('\\n');
}"""


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def written(language: str) -> set[str]:
    """Every word of our sentences and of the panel's catalogue in one language."""
    shown = (one for one in sentences(language).values() if one.area not in QUOTES_KEYS)
    own = " ".join(PLACEHOLDER.sub(" ", text) for one in shown for text in one.texts)
    return words_of(own) | words_of(" ".join(texts_within(panel_catalogue(), language)))


def texts_within(part: object, language: str) -> Iterator[str]:
    """Every text in a catalogue or a file, whatever it is part of."""
    if isinstance(part, Text):
        yield part.de if language == "de" else part.en
    elif isinstance(part, str):
        yield part
    elif isinstance(part, BaseModel):
        texts = (getattr(part, name) for name in type(part).model_fields)
        for each in texts:
            yield from texts_within(each, language) if not isinstance(each, str) else ()
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from texts_within(each, language)
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from texts_within(each, language)


def english_only() -> set[str]:
    english = written("en") | words_of(STREAMLITS_OWN) | words_of(" ".join(BUILT_IN_WORDS))
    return english - written("de") - words_of(" ".join(german_files()))


def german_files() -> list[str]:
    """What else of the toolkit's own is German: templates, and the texts of the example region."""
    templates = [path.read_text(encoding="utf-8") for path in PROJECT.glob("toolkit/templates/*.de.md")]
    region = [yaml.safe_load(path.read_bytes()) for path in PROJECT.glob("toolkit/example/data/*.yaml")]
    return [*templates, *texts_within(region, "de")]


def agreed_remains() -> set[str]:
    document = (PROJECT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    line = next(line for line in document.splitlines() if line.startswith("English words that remain:"))
    return set(re.findall(r"`([a-z]+)`", line))


def test_the_words_are_told_apart() -> None:
    vocabulary = english_only()
    assert {word: word in vocabulary for word in ("choose", "measure", "apply", "maßnahme", "phase")} == {
        "choose": True,
        "measure": True,
        "apply": True,
        "maßnahme": False,
        "phase": False,
    }


def test_german_pages_hold_no_english_but_what_is_listed(app: RunningApp, page: Page) -> None:
    with furnished(app.data_folder) as house:
        with house.database.writing() as session:
            load_example(session, house.actor)
        with house.database.writing() as session:
            visit_example(session, house.actor)
    vocabulary = english_only()
    remains = {place: vocabulary & words_of(shown_at(page, app, place)) for place in places()}
    unexpected = {place: sorted(words - agreed_remains()) for place, words in remains.items()}
    assert {place: words for place, words in unexpected.items() if words} == {}
    assert sorted(set().union(*remains.values())) == sorted(agreed_remains())


def places() -> list[str]:
    """Every page, those of one measure with one, and every view of the comparison."""
    views = [f"vergleich?view={view}" for view in ("ranking", "profiles", "effort", "municipalities")]
    of_a_measure = [f"{place}?measure=1" for place in ("massnahmen", "bewerten", "ergebnis", "verlauf")]
    return [*ADDRESSES.values(), "massnahmen?new=1", *of_a_measure, *views]


def shown_at(page: Page, app: RunningApp, place: str) -> str:
    open_page(page, f"{app.address}/{place}")
    shown: str = page.evaluate(VISIBLE_AND_READ_ALOUD)
    return shown
