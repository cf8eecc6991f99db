"""A catalogue's file as plain data, with the line of everything in it.

YAML is read by the core rules of version 1.2, as editors read it: `no` is a word and `2024-09-23` is not
turned into a date. References (`&`, `*`) and tags (`!`) are refused, so that a file says what it means
where it says it, and cannot unfold into more than was written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from toolkit.catalogue.problems import Place, Problem
from toolkit.messages import Message

LARGEST_FILE = 2_000_000
DEEPEST_NESTING = 40

_NOTHING = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE

# The C parser is some 75 times faster; wheels have it, a build without libyaml does not.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What libyaml and PyYAML call the mistakes that authors make most.
_CAUSES = {
    "mapping values are not allowed": "catalogue.yaml_colon",
    "cannot start any token": "catalogue.yaml_character",
    "found unexpected end of stream": "catalogue.yaml_quote",
    "could not find expected ':'": "catalogue.yaml_no_colon",
    "expected ',' or": "catalogue.yaml_bracket",
    "expected '-' indicator": "catalogue.yaml_indentation",
    "expected key": "catalogue.yaml_indentation",
    "expected <block end>": "catalogue.yaml_indentation",
}
# These are noticed further down, often at the end of the file, but mended where they begin.
_MENDED_WHERE_BEGUN = {"catalogue.yaml_quote", "catalogue.yaml_no_colon", "catalogue.yaml_bracket"}


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in a file. With `content` None there is nothing to look at further."""

    content: dict[str, Any] | None
    problems: tuple[Problem, ...]
    lines: dict[Place, int] = field(default_factory=dict)

    def line_of(self, path: Place) -> int | None:
        """The line of a path; of the nearest part around it that was written, where it was not."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), None)


class _UnreadableError(Exception):
    def __init__(self, key: str, line: int | None = None, **values: Any) -> None:
        self.problem = Problem((), line, Message(key, values))


def read_source(file: Path) -> Source:
    try:
        text = _text_of(file)
        content, reader = _content_of(text)
    except _UnreadableError as unreadable:
        return Source(None, (unreadable.problem,))
    return Source(content, tuple(reader.problems), reader.lines)


def _text_of(file: Path) -> str:
    data = _bytes_of(file)
    if len(data) > LARGEST_FILE:
        raise _UnreadableError("catalogue.file_too_large", megabytes=LARGEST_FILE // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnreadableError("catalogue.file_not_utf8", line) from error
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _UnreadableError("catalogue.file_not_text", line)
    return text


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise _UnreadableError("catalogue.file_missing") from error
    except IsADirectoryError as error:
        raise _UnreadableError("catalogue.file_is_folder") from error
    except OSError as error:
        raise _UnreadableError("catalogue.file_unreadable") from error


def _content_of(text: str) -> tuple[dict[str, Any], _Reader]:
    reader = _Reader(yaml.parse(text, Loader=_LOADER))
    try:
        content = reader.document()
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except yaml.YAMLError as error:
        raise _UnreadableError("catalogue.yaml_broken") from error
    if content is None:
        raise _UnreadableError("catalogue.file_empty")
    if not isinstance(content, dict):
        raise _UnreadableError("catalogue.file_not_mapping", reader.lines[()])
    return content, reader


def _not_yaml(error: yaml.MarkedYAMLError) -> _UnreadableError:
    problem = error.problem or ""
    key = next((key for words, key in _CAUSES.items() if words in problem), "catalogue.yaml_broken")
    mark = error.problem_mark or error.context_mark
    if key in _MENDED_WHERE_BEGUN:
        mark = error.context_mark or mark
    return _UnreadableError(key, mark.line + 1 if mark else None)


class _Reader:
    """Makes plain data of YAML's events. Everything in it can be written as JSON."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def document(self) -> Any:
        """The content of the only document, None if there is none."""
        content = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _UnreadableError("catalogue.yaml_second_document", _line(event))
                content = self._value(next(self.events), ())
        return content

    def _value(self, event: yaml.Event, path: Place) -> Any:
        self.lines.setdefault(path, _line(event))
        if len(path) > DEEPEST_NESTING:
            raise _UnreadableError("catalogue.yaml_too_deep", _line(event), levels=DEEPEST_NESTING)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _UnreadableError("catalogue.yaml_reference", _line(event))
        if getattr(event, "tag", None) is not None:
            raise _UnreadableError("catalogue.yaml_tag", _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        assert isinstance(event, yaml.ScalarEvent)
        if _UNPRINTABLE.search(event.value):  # written as an escape such as "\\0"
            raise _UnreadableError("catalogue.file_not_text", _line(event))
        return _scalar(event)

    def _mapping(self, path: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _UnreadableError("catalogue.yaml_key", _line(event))
            self._entry(event, path, content)
        return content

    def _entry(self, event: yaml.ScalarEvent, path: Place, content: dict[str, Any]) -> None:
        name = event.value
        if name in content:
            twice = Message.of("catalogue.field_twice", field=name, line=str(self.lines[(*path, name)]))
            self.problems.append(Problem((*path, name), _line(event), twice))
            self._value(next(self.events), (*path, name))  # read on; the first entry counts
            return
        self.lines[(*path, name)] = _line(event)
        content[name] = self._value(next(self.events), (*path, name))

    def _list(self, path: Place) -> list[Any]:
        content: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            content.append(self._value(event, (*path, len(content))))
        return content


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text = event.value.strip()
    if event.style:  # in quotes or as a block: always a text
        return text
    if _NOTHING.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return _TRUE.fullmatch(text) is not None
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
