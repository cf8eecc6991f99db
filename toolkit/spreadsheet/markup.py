"""The XML inside a workbook, streamed, with limits that hold whatever the file says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Protocol
from xml.parsers import expat

from toolkit.messages import Message
from toolkit.spreadsheet.cells import Limits, SpreadsheetError

_CHUNK = 64 * 1024
_LONGEST_TOKEN = 1_000_000
_DEEPEST = 60

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONS = ("http://schemas.openxmlformats.org/package/2006/relationships",)


class Handler(Protocol):
    """Takes the elements of the known namespaces, by their names without them."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


class BrokenError(Exception):
    """Not what a workbook has to be; the sentence is the same whatever it was."""


class Budget:
    """What is left of the limits for the whole workbook."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes = limits.unpacked_megabytes * 1_000_000
        self._elements = limits.elements

    def spend_bytes(self, number: int) -> None:
        self._bytes -= number
        if self._bytes < 0:
            raise SpreadsheetError(
                Message.of("spreadsheet.large_content", most=self._limits.unpacked_megabytes)
            )

    def spend_element(self) -> None:
        self._elements -= 1
        if self._elements < 0:
            raise SpreadsheetError(Message.of("spreadsheet.many_elements"))


class _Names(dict[str, str]):
    """Tags to their names without the namespace; empty for those of foreign ones."""

    def __init__(self, namespaces: tuple[str, ...]) -> None:
        super().__init__()
        self._namespaces = namespaces

    def __missing__(self, tag: str) -> str:
        namespace, _, name = tag.rpartition(" ")
        self[tag] = name if namespace in self._namespaces else ""
        return self[tag]


def parse(stream: IO[bytes], handler: Handler, budget: Budget, namespaces: tuple[str, ...]) -> None:
    """Feeds a handler. Raises `SpreadsheetError` at a limit, `BrokenError` at what is no XML."""
    parser = _parser(handler, budget, namespaces)
    fed = 0
    try:
        while chunk := stream.read(_CHUNK):
            budget.spend_bytes(len(chunk))
            parser.Parse(chunk, False)
            fed += len(chunk)
            # The parser would hold an endless name, attribute or comment in memory until it ends.
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise BrokenError
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BrokenError from error


def _parser(handler: Handler, budget: Budget, namespaces: tuple[str, ...]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0
    # Looked up, because cutting each of a million tags apart takes a second.
    names = _Names(namespaces)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise BrokenError
        budget.spend_element()
        if name := names[tag]:
            handler.start(name, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if name := names[tag]:
            handler.end(name)

    def refuse(*_: object) -> None:
        """No program that writes workbooks declares a document type; entity bombs need one."""
        raise SpreadsheetError(Message.of("spreadsheet.document_type"))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser
