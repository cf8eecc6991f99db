"""A marker says what it hides, and is recognised wherever it comes out again."""

from __future__ import annotations

import re

MARKER = re.compile(r"ZQ([a-z]+\d?[a-z]?)QZ")
# Around each marker: what HTML and Markdown would make something else of.
HTML, LINK = "<img src=x onerror=alert(1)>", "[x](http://example.com)"


def marked(what: str) -> str:
    return f"{HTML}ZQ{what}QZ{LINK}"


def markers_in(content: str | bytes) -> frozenset[str]:
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    return frozenset(MARKER.findall(text))
