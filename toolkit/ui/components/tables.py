"""Tables that stay tables for screen readers when they turn into cards on narrow screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from toolkit.ui.components.html import Child, classes, element, visually_hidden

# Longer than any word of ours: only what people type can be, and only that may break anywhere.
LONGEST_WORD = 30


@dataclass(frozen=True, slots=True)
class Column:
    """`title` heads the column and labels its cells on narrow screens, unless `unlabelled`; `hidden`
    keeps the heading for screen readers only; `width` is in per cent of a wide table."""

    title: str | Markup
    align: Literal["start", "end"] = "start"
    width: int | None = None
    strong: bool = False
    hidden: bool = False
    unlabelled: bool = False


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Child]],
    *,
    caption: str,
    hide_caption: bool = False,
    heading_column: int = 0,
) -> Markup:
    """Rows of cells (text is escaped, pieces stand as they are); one column heads its row.

    The roles are written out because browsers drop them where the stylesheet turns rows into blocks.
    """
    head = element("tr", *(_heading(column) for column in columns), role="row")
    body = (
        element("tr", *(_cells(columns, cells, heading_column=heading_column)), role="row") for cells in rows
    )
    return element(
        "table",
        element("caption", visually_hidden(caption) if hide_caption else caption),
        element("thead", head, role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        class_="mk-table",
        role="table",
    )


def _heading(column: Column) -> Markup:
    text = visually_hidden(str(column.title)) if column.hidden else column.title
    style = f"width: {column.width}%" if column.width else None
    return element("th", text, role="columnheader", scope="col", class_=_class(column) or None, style=style)


def _cells(columns: Sequence[Column], cells: Sequence[Child], *, heading_column: int) -> list[Markup]:
    return [
        element("th", cell, role="rowheader", scope="row", class_=_class(column) or None)
        if place == heading_column
        else element("td", cell, role="cell", class_=_cell_class(column, cell), data_label=_label(column))
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True))
    ]


def _label(column: Column) -> str | None:
    if column.unlabelled:
        return None
    return column.title.striptags() if isinstance(column.title, Markup) else column.title


def _class(column: Column) -> str:
    return classes(
        "mk-end" if column.align == "end" else None,
        "mk-strong" if column.strong else None,
    )


def _cell_class(column: Column, cell: Child) -> str | None:
    text = cell.striptags() if isinstance(cell, Markup) else cell or ""
    is_long = any(len(word) > LONGEST_WORD for word in text.split())
    return classes(_class(column) or None, "mk-long" if is_long else None) or None


def two_lines(first: Child, second: Child) -> Markup:
    """A cell with a small line below: the measure and its municipality."""
    return element("span", first, element("span", second, class_="mk-second"))
