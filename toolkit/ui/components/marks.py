"""The marks of questions and tasks. Pictures, because they carry their word to screen readers even within
Streamlit's labels, and because not every computer's typefaces have the signs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from markupsafe import Markup

from toolkit.ui.components.html import element, plain

Mark: TypeAlias = Literal[
    "answered", "not_applicable", "cannot_judge", "open", "waiting", "missing", "current"
]


def mark_image(mark: Mark, word: str) -> Markup:
    return element("img", src=_address(mark), alt=word, class_="mk-mark")


def mark_label(mark: Mark, word: str) -> str:
    """The mark for a label of Streamlit's."""
    return f"![{plain(word)}]({_address(mark)})"


def _address(mark: Mark) -> str:
    return f"app/static/marks/{mark}.svg"
