"""HTML from escaped values: whatever a person wrote arrives on the screen as text.

Pieces are `Markup`; a plain `str` is text and is escaped wherever it is put in. `show` puts pieces on
the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

import streamlit as st
from markupsafe import Markup, escape

Child: TypeAlias = str | None
Attribute: TypeAlias = str | int | bool | None

_VOID = frozenset({"br", "hr", "img"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
# Addresses become links even where every sign is escaped, unless something invisible stands in them.
_BEFORE_A_LINK = re.compile(r"(?<=:)(?=//[^\s/]+\.)|(?<=www)(?=\.)|(?<=@)(?=[-\w]+\.)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_MARKDOWN_SIGN = re.compile(r"[\\`*_{}\[\]()#+\-.!$:|<>~&]")


def element(name: str, *children: Child, **attributes: Attribute) -> Markup:
    """One element: `element("p", "1 < 2", class_="mk-muted", aria_hidden="true")`.

    Children that are None are left out, as are attributes that are None or False; True writes the name
    alone. A trailing underscore is dropped from attribute names, the others become hyphens.
    """
    opening = Markup("<{}{}>").format(
        _checked(name), joined(_attribute(*pair) for pair in attributes.items())
    )
    if name in _VOID:
        return opening
    return opening + joined(children) + Markup("</{}>").format(_checked(name))


def joined(children: Iterable[Child]) -> Markup:
    """Pieces one after the other; plain text is escaped."""
    return Markup("").join(escape(child) for child in children if child is not None)


def show(*pieces: Child) -> None:
    """Puts pieces on the page, as one block."""
    st.html(str(joined(pieces)))


def visually_hidden(text: str) -> Markup:
    """Text for screen readers only."""
    return element("span", text, class_="mk-hidden")


def classes(*names: str | None) -> str:
    return " ".join(name for name in names if name)


def plain(text: str) -> str:
    """Text for a label of Streamlit's, which would read Markdown and directives in it."""
    unlinked = _BEFORE_A_LINK.sub(_WORD_JOINER, " ".join(text.split()))
    return _MARKDOWN_SIGN.sub(lambda sign: f"\\{sign[0]}", unlinked)


def _attribute(name: str, value: Attribute) -> Markup | None:
    if value is None or value is False:
        return None
    attribute = _checked(name.removesuffix("_").replace("_", "-"))
    return Markup(" {}").format(attribute) if value is True else Markup(' {}="{}"').format(attribute, value)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name of an element or attribute: {name!r}")
    return name
