"""The operator's own texts: Markdown files in the data folder, with templates of ours to begin from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from toolkit.messages import LANGUAGES, Language, Message
from toolkit.services.errors import InvalidError

TEMPLATES_FOLDER = Path(__file__).parents[1] / "templates"
FOLDER_NAME = "texts"
LARGEST = 200_000
# A link is written [words](address), so brackets before a parenthesis are none to fill in.
_TO_FILL_IN = re.compile(r"\[[^\[\]]+\](?!\()")


class OperatorPage(StrEnum):
    """The value is the German name that address and file share."""

    IMPRINT = "impressum"
    PRIVACY = "datenschutz"
    ACCESSIBILITY = "barrierefreiheit"


@dataclass(frozen=True, slots=True)
class OperatorText:
    """A text of the operator, the language it is written in, and how much of it is still to be filled in."""

    content: str
    language: Language
    gaps: int


def file_name(page: OperatorPage, language: Language) -> str:
    return f"{page.value}.{language}.md"


def operator_text(data_dir: Path, page: OperatorPage, language: Language) -> OperatorText | None:
    """The text in the reader's language, else in another one; None while there is none.

    Raises `InvalidError` with the sentence to show where a file is there and cannot be read.
    """
    for each in (language, *(other for other in LANGUAGES if other != language)):
        content = _content_of(data_dir / FOLDER_NAME / file_name(page, each))
        if content:
            return OperatorText(content, each, len(_TO_FILL_IN.findall(content)))
    return None


def template_text(page: OperatorPage, language: Language) -> str:
    return (TEMPLATES_FOLDER / file_name(page, language)).read_text(encoding="utf-8")


def _content_of(path: Path) -> str:
    """What stands in the file, empty where there is none. Windows' editor may have chosen the encoding."""
    if not path.exists():
        return ""
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidError(Message.of("services.operator_text_too_large", file=path.name))
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidError(Message.of("services.operator_text_unreadable", file=path.name)) from error
    try:
        return raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace").strip()
