"""The smaller parts of a workbook: its sheets by name, the texts they share, which formats are dates."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from toolkit.spreadsheet.cells import FORBIDDEN
from toolkit.spreadsheet.markup import BrokenError

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Built-in formats of dates and times; 46 is a duration.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Excel writes what XML cannot hold as `_x000D_`."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def is_date_format(code: str) -> bool:
    """Whether a number with this format shows as a date or a time. Durations are numbers."""
    shown = _LITERAL.sub("", code).split(";", maxsplit=1)[0]
    if _DURATION.search(shown) or "general" in shown.lower():
        return False
    return bool(re.search("[dmyhs]", shown, re.IGNORECASE))


class _Quiet:
    """Takes no interest in texts and ends."""

    def end(self, name: str) -> None:
        pass

    def text(self, piece: str) -> None:
        pass


class Relations(_Quiet):
    """Where the other parts of a part are, by the key under which it names them."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.kinds: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        key, target = attributes.get("Id", ""), attributes.get("Target", "")
        self.kinds[key] = attributes.get("Type", "").rpartition("/")[2]
        self.targets[key] = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")


class Contents(_Quiet):
    """The workbook itself: names of the sheets, whether they show, and when its calendar begins."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.starts_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.starts_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            key = next((value for tag, value in attributes.items() if tag.endswith(" id")), "")
            is_hidden = attributes.get("state") in ("hidden", "veryHidden")
            title = FORBIDDEN.sub("\ufffd", unescaped(attributes.get("name", "")))
            self.sheets.append((title, is_hidden, key))


class Styles(_Quiet):
    """The number format of each style of cell."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._formats.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def date_styles(self) -> frozenset[str]:
        """The styles, as cells name them, whose numbers are dates."""
        return frozenset(str(index) for index, key in enumerate(self._formats) if self._is_date(key))

    def _is_date(self, key: str) -> bool:
        if key in self._codes:
            return is_date_format(self._codes[key])
        return key.isdecimal() and len(key) < 5 and int(key) in _DATE_FORMATS


class SharedTexts:
    """The texts that cells name by number, without the reading aids of Japanese ones."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._in_aid = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_aid = True
        self._in_text = name == "t" and not self._in_aid

    def end(self, name: str) -> None:
        self._in_text = False
        if name == "rPh":
            self._in_aid = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))

    def text(self, piece: str) -> None:
        if self._in_text:
            self._pieces.append(piece)


def text_at(texts: list[str], index: str) -> str:
    if not (index.isascii() and index.isdecimal() and len(index) < 10 and int(index) < len(texts)):
        raise BrokenError
    return texts[int(index)]
