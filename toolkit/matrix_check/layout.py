"""Which row and column of a grid is what: names, criteria, weights, totals, ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.matrix_check.grid import Grid
from toolkit.matrix_check.words import Role, can_be_total, is_former, is_unweighted, is_weighted, role_of

_HEADINGS = 3  # rows that may stand above the row with the criteria's names
_NO_CRITERION = (Role.TOTAL, Role.NUMBER, Role.WEIGHTED, Role.AVERAGE, Role.WEIGHT)
_NO_LINE = (Role.TOTAL, Role.AVERAGE, Role.SCALE, Role.WEIGHT, Role.RANK)
_TITLE = 60  # a text this long above the table is a sentence and no name of a group


@dataclass(frozen=True, slots=True)
class Line:
    """An alternative: its row, and the row with its weighted points where the table has one."""

    name: str | None
    row: int
    weighted_row: int | None = None

    @property
    def rows(self) -> tuple[int, ...]:
        """Totals stand in the weighted row first."""
        return (self.row,) if self.weighted_row is None else (self.weighted_row, self.row)


@dataclass(frozen=True, slots=True)
class Heading:
    """A criterion's column, its name, and the group above it, if any."""

    name: str
    column: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table recognised in a grid. `evidence` says how many labels speak for this reading."""

    grid: Grid
    header: int
    names: int
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    weight_rows: tuple[int, ...]
    scale_rows: tuple[int, ...]
    total: int | None
    rank: int | None
    evidence: int
    unnamed_weights: bool
    without_points: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The corner of a table: where the criteria's names stand, and which column names the alternatives."""

    grid: Grid
    header: int
    names: int
    columns: tuple[int, ...]
    titles: Mapping[int, str | None]

    def labels(self, row: int) -> list[str]:
        """Texts before the criteria."""
        return [text for column, text in self.grid.texts(row) if column < self.columns[0]]


@dataclass(frozen=True, slots=True)
class _Body:
    """What the rows are: alternatives, named rows without any number, and a row of numbers without a name
    at the top, which may hold the weights."""

    lines: tuple[Line, ...]
    without_points: tuple[Line, ...]
    unnamed: int | None

    @property
    def rows(self) -> list[int]:
        return [row for line in self.lines for row in line.rows]


def layout_of(grid: Grid) -> Layout | None:
    """The table in this grid with alternatives in rows, or None where there is none."""
    frame = _frame(grid)
    if frame is None:
        return None
    weights, scales = _labelled_rows(frame, Role.WEIGHT), _labelled_rows(frame, Role.SCALE)
    body = _body(frame, {*weights, *scales}, has_weights=bool(weights))
    rank = _rank_column(frame, body)
    total = _total_column(frame, body, rank)
    unnamed = _unnamed_above(frame) if body.unnamed is None else body.unnamed
    weight_rows = weights or ([] if unnamed is None else [unnamed])
    headings = _headings(frame, body, weight_rows, total, rank)
    if not body.lines or not headings:
        return None
    evidence = 4 * bool(weights) + 3 * (total is not None) + 3 * (rank is not None) + len(weight_rows[:1])
    return Layout(
        grid,
        frame.header,
        frame.names,
        body.lines,
        tuple(headings),
        tuple(weight_rows),
        tuple(scales),
        total,
        rank,
        evidence,
        unnamed is not None and not weights,
        body.without_points,
    )


def _frame(grid: Grid) -> _Frame | None:
    over_numbers = _columns_over_numbers(grid)
    header = _header_row(grid, over_numbers)
    if header is None:
        return None
    # totals and ranks may stand before the names
    columns = [
        one for one in over_numbers[header] if role_of(grid.text(header, one)) not in (Role.TOTAL, Role.RANK)
    ]
    names = _name_column(grid, header, columns[0]) if columns else None
    if names is None:
        return None
    titles = {column: _title(grid, header, column, names) for column in range(grid.width) if column != names}
    return _Frame(grid, header, names, tuple(columns), titles)


# --- the header ---------------------------------------------------------------------------------------


def _columns_over_numbers(grid: Grid) -> list[list[int]]:
    """For each row the columns that have a text in it and mostly numbers below, counted from the bottom."""
    numbers, filled = [0] * grid.width, [0] * grid.width
    found: list[list[int]] = []
    for row in reversed(range(grid.height)):
        texts = dict(grid.texts(row))
        found.append(
            [
                column
                for column, text in texts.items()
                if numbers[column]
                and 3 * numbers[column] >= filled[column]
                and role_of(text) is not Role.NUMBER
            ]
        )
        for column in range(grid.width):
            numbers[column] += grid.number(row, column) is not None
            filled[column] += grid.value(row, column) is not None
    return found[::-1]


def _header_row(grid: Grid, over_numbers: Sequence[Sequence[int]]) -> int | None:
    """The row with the most texts above numbers; of several before the first numbers the lowest."""
    counts = [0 if _has_label(grid, row) else len(over_numbers[row]) for row in range(grid.height)]
    if not any(counts):
        return None
    best = counts.index(max(counts))
    for row in range(best + 1, grid.height):
        if _is_body(grid, row):
            break
        if counts[row] and not any(True for _ in grid.numbers(row)):
            best = row
    return best


def _has_label(grid: Grid, row: int) -> bool:
    """Whether the row says by its first text that it holds weights or maxima."""
    first = next(grid.texts(row), None)
    numbers = any(True for _ in grid.numbers(row))
    return numbers and first is not None and role_of(first[1]) in (Role.WEIGHT, Role.SCALE)


def _is_body(grid: Grid, row: int) -> bool:
    return any(True for _ in grid.numbers(row)) and not _has_label(grid, row)


def _title(grid: Grid, header: int, column: int, names: int) -> str | None:
    """A column's name: the text in the header, or where that says only "points" or nothing, what stands
    above it, also where it is merged over several columns."""
    own = grid.text(header, column)
    if own and role_of(own) not in (Role.POINTS, Role.WEIGHTED):
        return own
    for row in range(header - 1, max(header - 1 - _HEADINGS, -1), -1):
        if len(list(grid.texts(row))) < 2:
            break
        above = grid.text(row, column)
        if above is None and own:
            above = _to_the_left(grid, row, column, names)
        if above:
            return f"{above} {own}" if own and role_of(own) is Role.WEIGHTED else above
    return own


def _to_the_left(grid: Grid, row: int, column: int, names: int) -> str | None:
    for left in range(column, names, -1):
        if text := grid.text(row, left):
            return text
    return None


# --- names and lines ----------------------------------------------------------------------------------


def _name_column(grid: Grid, header: int, first: int) -> int | None:
    """The column with the most different texts before the criteria; of equals the leftmost."""
    best, most = None, 0
    for column in range(first):
        texts = {text for row in range(header + 1, grid.height) if (text := grid.text(row, column))}
        if len(texts) > most:
            best, most = column, len(texts)
    return best


def _labelled_rows(frame: _Frame, role: Role) -> list[int]:
    """Rows near the table whose label says that they hold weights, or maxima."""
    found = []
    for row in range(max(0, frame.header - _HEADINGS), frame.grid.height):
        numbers = {column for column, _ in frame.grid.numbers(row)}
        if row != frame.header and numbers & set(frame.columns):
            found += [row] if any(role_of(text) is role for text in frame.labels(row)) else []
    return found


def _body(frame: _Frame, skip: set[int], *, has_weights: bool) -> _Body:
    grid = frame.grid
    lines: list[Line] = []
    empty: list[Line] = []
    unnamed, after_gap = None, False
    for row in range(frame.header + 1, grid.height):
        if grid.is_blank(row):
            after_gap = bool(lines)
        if row in skip or grid.is_blank(row):
            continue
        name, labels = grid.text(row, frame.names), frame.labels(row)
        filled = sum(grid.number(row, column) is not None for column in frame.columns)
        if filled == 0 or (after_gap and 2 * filled < len(frame.columns)):
            if name and not after_gap and role_of(name) is None and len(name) <= _TITLE:
                empty.append(Line(name, row))
        elif lines and _is_weighted_row(lines[-1], name, labels):
            lines[-1] = Line(lines[-1].name, lines[-1].row, row)
        elif not labels and not lines and not has_weights and unnamed is None:
            unnamed = row
        elif role_of(name) not in _NO_LINE:
            lines.append(Line(name or (labels[0] if labels else None), row))
    return _Body(tuple(lines), tuple(empty), unnamed)


def _unnamed_above(frame: _Frame) -> int | None:
    """A row of numbers only, right above the names of the criteria."""
    row = frame.header - 1
    if row < 0 or any(True for _ in frame.grid.texts(row)):
        return None
    numbers = {column for column, _ in frame.grid.numbers(row)}
    return row if numbers and set(frame.columns[:1]) <= numbers else None


def _is_weighted_row(before: Line, name: str | None, labels: Sequence[str]) -> bool:
    """Whether a row repeats the one before with its points weighted."""
    weighted = [label for label in labels if role_of(label) is Role.WEIGHTED]
    return bool(weighted) and name in (None, before.name, *weighted)


# --- columns beside the criteria ----------------------------------------------------------------------


def _rank_column(frame: _Frame, body: _Body) -> int | None:
    """The last column named so that mostly holds places: whole numbers or halves from 1 to n."""
    for column in sorted(frame.titles, key=lambda one: (is_former(frame.titles[one] or ""), -one)):
        if role_of(frame.titles[column]) is Role.RANK:
            found = [number for row in body.rows if (number := frame.grid.number(row, column))]
            places = [
                one for one in found if 1 <= one.value <= len(body.lines) and (2 * one.value).denominator == 1
            ]
            if found and 2 * len(places) > len(found):
                return column
    return None


def _total_column(frame: _Frame, body: _Body, rank: int | None) -> int | None:
    """The column of printed totals: one named so, weighted rather than unweighted, else the last of them."""
    filled = {
        column: title
        for column, title in frame.titles.items()
        if title
        and column != rank
        and not is_former(title)
        and any(frame.grid.number(row, column) for row in body.rows)
    }
    clear = [column for column, title in filled.items() if role_of(title) is Role.TOTAL]
    if clear:
        weighted = [column for column in clear if is_weighted(filled[column])]
        whole = [column for column in clear if not is_unweighted(filled[column])]
        return max(weighted or whole or clear)
    maybe = [column for column, title in filled.items() if can_be_total(title)]
    last = max(filled, default=None)
    return last if maybe and maybe == [last] and len(filled) > 2 else None


def _headings(
    frame: _Frame, body: _Body, weight_rows: Sequence[int], total: int | None, rank: int | None
) -> list[Heading]:
    """The criteria: named columns with points, or with a weight."""
    found: list[Heading] = []
    end = _end_column(frame, body, weight_rows, max(total or 0, rank or 0))
    for column, title in frame.titles.items():
        role = role_of(title)
        filled = any(frame.grid.number(row, column) for row in [*body.rows, *weight_rows])
        if title is None or not frame.names < column < end or not filled:
            continue
        if column in (total, rank) or role in _NO_CRITERION:
            continue
        if role is not Role.RANK or (rank is None and not is_former(title)):
            found.append(Heading(title, column, _group(frame.grid, frame.header, column)))
    return found


def _end_column(frame: _Frame, body: _Body, weight_rows: Sequence[int], last: int) -> int:
    """The first empty column behind totals and ranks: what stands behind it is another table."""
    rows = [frame.header, *weight_rows, *body.rows]
    for column in range(last + 1, frame.grid.width):
        if last > frame.columns[0] and all(frame.grid.value(row, column) is None for row in rows):
            return column
    return frame.grid.width


def _group(grid: Grid, header: int, column: int) -> str | None:
    """The text above a criterion in the row above, or left of that where it is merged over several."""
    if header == 0 or len(list(grid.texts(header - 1))) < 2 or grid.text(header, column) is None:
        return None
    text = _to_the_left(grid, header - 1, column, 0)
    return text if text and len(text) <= _TITLE and role_of(text) is None else None
