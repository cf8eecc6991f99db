"""Two texts side by side, with what was taken out and put in: by sign, spoken word, and colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.differences import Change, Piece
from toolkit.ui.components.html import element, joined, visually_hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceWords:
    """What is read aloud before and after a changed piece: "gestrichen:", "eingefügt:", "Ende"."""

    deleted: str
    inserted: str
    end: str


def deleted_text(pieces: Iterable[Piece], words: DifferenceWords) -> Markup:
    """The older text, with what is gone in the newer one."""
    return joined(_piece(piece, words) for piece in pieces if piece.change is not Change.INSERTED)


def inserted_text(pieces: Iterable[Piece], words: DifferenceWords) -> Markup:
    """The newer text, with what was not in the older one."""
    return joined(_piece(piece, words) for piece in pieces if piece.change is not Change.DELETED)


def _piece(piece: Piece, words: DifferenceWords) -> str:
    if piece.change is Change.SAME or not piece.text.strip():
        return piece.text
    is_new = piece.change is Change.INSERTED
    return element(
        "ins" if is_new else "del",
        visually_hidden(f"{words.inserted if is_new else words.deleted} "),
        element("span", "+" if is_new else "\u2212", class_="mk-change__sign", aria_hidden="true"),
        piece.text,
        visually_hidden(f" {words.end} "),
        class_="mk-change mk-change--in" if is_new else "mk-change mk-change--out",
    )
