"""A document as a list of blocks: what it says, in one language, without how it looks.

Whoever has something to print makes a `Document`; `toolkit.exchange.pdf` renders any of them in the same
look. So a new document needs no template; each has headings, page numbers and tags for screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

from toolkit.messages import Language

Tone = Literal["neutral", "info", "success", "warning", "danger"]
Align = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the document's title; level 1 is a part, level 2 a part of that."""

    kind: ClassVar[str] = "heading"
    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str
    weight: Literal["normal", "strong", "muted"] = "normal"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that must not be missed: its tone shows as sign and colour."""

    kind: ClassVar[str] = "notice"
    text: str
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class Points:
    """A list: numbered where the order means something."""

    kind: ClassVar[str] = "points"
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what they stand for, in one column or side by side in two."""

    kind: ClassVar[str] = "facts"
    entries: tuple[tuple[str, str], ...]
    columns: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the column's part of the width, relative to the others."""

    title: str
    align: Align = "start"
    share: float = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Its caption says what it shows; its head is repeated on every page. Strong rows stand out."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong_rows: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        uneven = [number for number, row in enumerate(self.rows) if len(row) != len(self.columns)]
        if uneven:
            raise ValueError(f"Row {uneven[0]} of «{self.caption}» does not fit its columns.")


@dataclass(frozen=True, slots=True)
class Range:
    """One line of `Ranges`: from `low` to `high` with a mark at `at`, all in 0…1, and the same in words."""

    name: str
    low: float
    high: float
    at: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges on a common scale from 0 to 1. The drawing repeats what the words say. The head says
    what stands in each column: name, scale, words."""

    kind: ClassVar[str] = "ranges"
    caption: str
    head: tuple[str, str, str]
    lines: tuple[Range, ...]


Block = Heading | Paragraph | Notice | Points | Facts | Table | Ranges


@dataclass(frozen=True, slots=True)
class Document:
    """`kicker` stands small above the title, `footer` on every page beside its number. A dense document is
    set smaller, for what has to stand on one page."""

    title: str
    language: Language
    blocks: Sequence[Block]
    kicker: str = ""
    footer: str = ""
    is_dense: bool = False

    def as_data(self) -> dict[str, Any]:
        """The document as plain data, each block with its kind."""
        return {
            "title": self.title,
            "language": self.language,
            "kicker": self.kicker,
            "footer": self.footer,
            "dense": self.is_dense,
            "blocks": [{"kind": block.kind, **asdict(block)} for block in self.blocks],
        }


def shortened(text: str, longest: int) -> str:
    """Cut at a word, with the sign that says so."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;.')} …"
