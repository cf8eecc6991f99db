"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A no-break space keeps what it joins one word.
_WORDS_AND_GAPS = re.compile(r"[^\S\u00a0]+|(?:\S|\u00a0)+")
_SENTENCES = re.compile(r"[^.!?\n]+[.!?\n]*|[.!?\n]+")
# The search goes through all pairs of equal words. Texts of 600 words have some thousand; where a few words
# are repeated over and over, it would take seconds, and whole sentences say what changed just as well.
MOST_PAIRS = 40_000


class Change(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order, what was deleted before what took its place.

    Without the inserted pieces they are the old text, without the deleted ones the new text, sign for sign.
    """
    before, after = _split(old, new)
    # Gaps alone never count as something that stayed: they stand in every text, and so everywhere.
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    pieces: list[Piece] = []
    for step, start, end, new_start, new_end in matcher.get_opcodes():
        if step == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[start:end])))
            continue
        pieces.append(Piece(Change.DELETED, "".join(before[start:end])))
        pieces.append(Piece(Change.INSERTED, "".join(after[new_start:new_end])))
    return _without_islands(piece for piece in pieces if piece.text)


def old_text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.change is not Change.INSERTED)


def new_text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.change is not Change.DELETED)


def _split(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = _WORDS_AND_GAPS.findall(old), _WORDS_AND_GAPS.findall(new)
    counted = Counter(after)
    pairs = sum(counted[word] for word in before if not word.isspace())
    if pairs > MOST_PAIRS:
        return _SENTENCES.findall(old), _SENTENCES.findall(new)
    return before, after


def _without_islands(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Two changes with nothing but a gap between them are read as one."""
    run: dict[Change, str] = {Change.DELETED: "", Change.INSERTED: ""}
    gap = ""
    found: list[Piece] = []

    def close() -> None:
        nonlocal gap
        found.extend(Piece(change, text) for change, text in run.items() if text)
        if gap:
            found.append(Piece(Change.SAME, gap))
        gap = ""
        run.update({Change.DELETED: "", Change.INSERTED: ""})

    for piece in pieces:
        if piece.change is not Change.SAME:
            if gap:  # it stands in both texts
                run[Change.DELETED] += gap
                run[Change.INSERTED] += gap
                gap = ""
            run[piece.change] += piece.text
        elif piece.text.isspace() and any(run.values()):
            gap += piece.text
        else:
            close()
            found.append(piece)
    close()
    return tuple(found)
