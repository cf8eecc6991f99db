"""What stands in the sentence files, and what the code asks of them. Read by `test_translations.py`."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po

PROJECT = Path(__file__).parents[1]
LOCALES = PROJECT / "toolkit" / "locales"
CATALOGUES = PROJECT / "criteria"
SPEAKERS = {"Message", "t", "say"}
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry of a `.po` file; with a plural it has two texts."""

    key: str
    area: str
    texts: tuple[str, ...]
    is_plural: bool
    is_fuzzy: bool

    def placeholders(self) -> set[str]:
        return {
            name
            for text in self.texts
            for _, name, _, _ in string.Formatter().parse(text)
            if name is not None
        }


@dataclass(frozen=True, slots=True)
class Use:
    """A place in the code that names a key: written out, or a pattern where parts of it are values."""

    place: str
    key: str
    is_pattern: bool = False
    values: frozenset[str] | None = None  # None: not to be seen from the call

    def fits(self, key: str) -> bool:
        return re.fullmatch(self.key, key) is not None if self.is_pattern else self.key == key


@cache
def sentences(language: str) -> dict[str, Sentence]:
    return {
        sentence.key: sentence
        for path in sorted((LOCALES / language).glob("*.po"))
        for sentence in _sentences_of(path, language)
    }


def _sentences_of(path: Path, language: str) -> Iterator[Sentence]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    for entry in catalogue:
        if entry.id:
            is_plural = isinstance(entry.id, tuple)
            yield Sentence(
                key=entry.id[0] if is_plural else str(entry.id),
                area=path.stem,
                texts=(entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ()),
                is_plural=is_plural,
                is_fuzzy=entry.fuzzy,
            )


def po_files() -> list[Path]:
    return sorted(LOCALES.glob("*/*.po"))


def code_files() -> list[Path]:
    return [PROJECT / "app.py", *sorted((PROJECT / "toolkit").rglob("*.py"))]


@cache
def spoken() -> tuple[Use, ...]:
    """Every key that is handed to `Message`, `Message.of`, `t` or `say`."""
    return tuple(use for path in code_files() for call in _calls(path) for use in _uses_in(call, path))


@cache
def mentioned() -> tuple[Use, ...]:
    """Every text of the code that may be a key, so that a table of keys counts as a use as well."""
    return tuple(
        use
        for path in code_files()
        for node in ast.walk(_tree(path))
        for use in _as_uses(node, path)
        if use.is_pattern or KEY.fullmatch(use.key)
    )


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def texts_in_code() -> Iterator[tuple[str, str]]:
    """Every text of the code by its place, the docstrings left out."""
    for path in code_files():
        nodes = list(ast.walk(_tree(path)))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}", node.value


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and _is_speaker(node.func):
            yield node


def _is_speaker(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in SPEAKERS
    if not isinstance(function, ast.Attribute):
        return False
    return function.attr in SPEAKERS or (function.attr == "of" and ast.unparse(function.value) in SPEAKERS)


def _uses_in(call: ast.Call, path: Path) -> Iterator[Use]:
    first = call.args[:1] or [word.value for word in call.keywords if word.arg == "key"]
    for branch in [branch for argument in first for branch in _branches(argument)]:
        for use in _as_uses(branch, path):
            yield Use(use.place, use.key, use.is_pattern, _values(call))


def _branches(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.IfExp):
        return [*_branches(node.body), *_branches(node.orelse)]
    return [node]


def _values(call: ast.Call) -> frozenset[str] | None:
    """The names of the values, where the call writes them all out: `Message(key, values)` does not."""
    if ast.unparse(call.func).split(".")[-1] == "Message" or any(word.arg is None for word in call.keywords):
        return None
    return frozenset(str(word.arg) for word in call.keywords)


def _as_uses(node: ast.AST, path: Path) -> Iterator[Use]:
    place = f"{path.relative_to(PROJECT).as_posix()}:{getattr(node, 'lineno', 0)}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Use(place, node.value)
    elif isinstance(node, ast.JoinedStr):
        yield Use(place, "".join(_pattern(part) for part in node.values), is_pattern=True)


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"


def german_texts() -> dict[str, str]:
    """Everything a German reader gets to read, by the place where it stands."""
    by_place = {
        f"{key} ({number})": text
        for key, found in sentences("de").items()
        for number, text in enumerate(found.texts)
    }
    for path in sorted(CATALOGUES.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        by_place |= {f"{path.name} {place}": text for place, text in _in_german(content, "")}
    return by_place


def _in_german(content: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, list):
        for number, item in enumerate(content):
            yield from _in_german(item, f"{place}[{number}]")
    if isinstance(content, dict):
        for name, item in content.items():
            if name == "de" and isinstance(item, str):
                yield place, item
            yield from _in_german(item, f"{place}.{name}")
