"""Markdown of the operator as escaped HTML: headings, paragraphs, lists, bold words, links. Nothing else.

Streamlit's own Markdown would load pictures from anywhere and set links into headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from toolkit.ui import components as look

Level = Literal[2, 3, 4]

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_ITEM = re.compile(r"(?:([-*+])|\d{1,3}[.)])\s+(.+)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)\s]*\)")
_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<words>[^\[\]]+)\]\((?P<address>[^)\s]+)\)")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s]+", re.IGNORECASE)


def markdown(text: str, *, title: str = "") -> Markup:
    """The text as pieces of a page. Its first heading is left out where it only repeats the page's title;
    HTML stays visible as text, and of a picture only its words remain."""
    lines = [_PICTURE.sub(r"\1", line.strip()) for line in text.splitlines()]
    blocks = [
        list(block)
        for is_there, block in groupby(_on_their_own(lines), key=lambda line: line != "")
        if is_there
    ]
    return look.joined(_block(block) for block in blocks if not _repeats(block, title))


def _on_their_own(lines: Iterable[str]) -> Iterator[str]:
    """Headings and the beginnings of lists are blocks of their own, with or without empty lines."""
    before = ""
    for line in lines:
        is_heading = _HEADING.fullmatch(line) is not None
        begins_a_list = _ITEM.fullmatch(line) is not None and _ITEM.fullmatch(before) is None
        if is_heading or begins_a_list:
            yield ""
        yield line
        if is_heading:
            yield ""
        # A line without a mark goes on with the item above it.
        before = before if line and _ITEM.fullmatch(before) and not _ITEM.fullmatch(line) else line


def _repeats(block: list[str], title: str) -> bool:
    heading = _HEADING.fullmatch(block[0])
    return bool(title) and heading is not None and heading[2].casefold() == title.casefold()


def _block(lines: list[str]) -> Markup:
    heading = _HEADING.fullmatch(lines[0])
    if heading:
        return look.heading(_inline(heading[2]), level=_level(len(heading[1])))
    item = _ITEM.fullmatch(lines[0])
    if item:
        name = "ul" if item[1] else "ol"
        return look.element(
            name, *(look.element("li", _inline(text)) for text in _items(lines)), class_="mk-list"
        )
    return look.element("p", _inline(" ".join(lines)))


def _level(signs: int) -> Level:
    """The page's title is the only heading of level 1."""
    return 2 if signs <= 2 else 3 if signs == 3 else 4


def _items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        if item:
            items.append(item[2])
        else:
            items[-1] += f" {line}"
    return items


def _inline(text: str) -> Markup:
    pieces: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        pieces.append(text[end : found.start()])
        pieces.append(_marked(found))
        end = found.end()
    return look.joined([*pieces, text[end:]])


def _marked(found: re.Match[str]) -> str:
    if found["bold"]:
        return look.element("strong", _inline(found["bold"]))
    if not _SAFE_ADDRESS.fullmatch(found["address"]):
        return found[0]
    return look.element("a", found["words"], href=found["address"], rel="noopener noreferrer")
