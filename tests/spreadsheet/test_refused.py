"""What is no readable table: one sentence each, within bounded memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.spreadsheet import files
from toolkit.messages import Message
from toolkit.spreadsheet import Limits, SpreadsheetError, read_spreadsheet

GOOD = files.workbook([["Titel", "Problem"], ["Radweg", "Lücke"]])
MANY_ATTRIBUTES = "".join(f' a{number}=""' for number in range(300_000))
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty_file"),
    "only a byte order mark": (b"\xef\xbb\xbf\r\n", "empty_file"),
    "renamed PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
    "picture": (files.png(), "no_table"),
    "zeros": (bytes(4000), "no_table"),
    "web page": (b"<html><table><tr><td>Titel</td></tr></table></html>", "markup"),
    "old Excel": (files.old_office("Workbook"), "old_office"),
    "workbook with password": (files.old_office("EncryptedPackage"), "password"),
    "archive with password": (files.locked_archive(GOOD), "password"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "broken"),
    "damaged workbook": (files.damaged(GOOD), "broken"),
    "beginning of an archive": (b"PK\x03\x04", "broken"),
    "unknown compression": (files.package(files.parts(GOOD), 14), "broken"),
    "text document": (files.package({"word/document.xml": "<w/>"}), "no_workbook"),
    "archive of pictures": (files.package({"bild.png": files.png()}), "no_workbook"),
    "OpenDocument": (files.package({"mimetype": "x", "content.xml": "<x/>"}), "open_document"),
    "binary workbook": (files.package({"xl/workbook.bin": b"x"}), "binary_workbook"),
    "bomb": (files.bomb(), "large_content"),
    "billion laughs": (files.billion_laughs(), "document_type"),
    "document type without entities": (
        files.hand_made("", before=f"{files.DECLARATION}<!DOCTYPE worksheet>"),
        "document_type",
    ),
    "endless parts": (files.package({str(number): "" for number in range(5_001)}), "broken"),
    "endless sheets": (files.workbook([], **{f"Blatt {number}": [] for number in range(100)}), "many_sheets"),
    "entity of a file": (files.foreign_entity(), "document_type"),
    "cut off in the middle": (files.hand_made("<row"), "broken"),
    "endless attributes": (files.hand_made(f"<row{MANY_ATTRIBUTES}/>"), "broken"),
    "endless depth": (files.hand_made("<x>" * 100 + "</x>" * 100), "broken"),
    "cell in another row": (files.hand_made('<row r="1"><c r="A2"><v>1</v></c></row>'), "broken"),
    "unknown shared text": (files.hand_made('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "broken"),
    "number that is none": (files.hand_made('<row r="1"><c r="A1"><v>NaN</v></c></row>'), "broken"),
    "many coloured cells": (files.hand_made(f"<row>{'<c/>' * 1_000_001}</row>"), "many_elements"),
    "200,000 rows": (files.csv_file([["Titel"], *([["x"]] * 200_000)]), "many_rows"),
    "one cell far below": (files.hand_made('<row r="1048576"><c><v>1</v></c></row>'), "many_rows"),
    "one cell far right": (files.hand_made('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "many_columns"),
    "many cells": (files.csv_file([["x"] * 250] * 1_001), "many_cells"),
    "large file": (b"Titel\n" + b"x" * 10_000_000, "large_file"),
    "open quotation mark": (b'Titel;Problem\r\n"Radweg;fehlt\r\nBus;kommt\r\n', "quotation_marks"),
    "endless text": (b"Titel;Problem\r\nRadweg;" + b"x" * 200_000, "long_text_in_row"),
    "unknown characters": (b"Titel;Problem\r\nStra\x81e;\x9d", "unknown_encoding"),
}


def refusal(content: bytes) -> SpreadsheetError:
    with pytest.raises(SpreadsheetError) as caught:
        read_spreadsheet(content)
    return caught.value


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_table_is_refused_with_its_sentence(name: str) -> None:
    content, key = REFUSED[name]
    assert refusal(content).message.key == f"spreadsheet.{key}"


READER = """
import resource, sys
from pathlib import Path
from toolkit.spreadsheet import SpreadsheetError, read_spreadsheet

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_spreadsheet(path.read_bytes())
    except SpreadsheetError:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_none_of_them_takes_much_memory(tmp_path: Path) -> None:
    for number, (content, _) in enumerate(REFUSED.values()):
        (tmp_path / str(number)).write_bytes(content)
    command = [sys.executable, "-c", READER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 120


@pytest.mark.parametrize(
    ("name", "message", "cell"),
    [
        ("200,000 rows", Message.of("spreadsheet.many_rows", most=10_000), None),
        ("one cell far right", Message.of("spreadsheet.many_columns", most=256), "XFD1"),
        ("open quotation mark", Message.of("spreadsheet.quotation_marks", row=2), "A2"),
        ("bomb", Message.of("spreadsheet.large_content", most=64), None),
    ],
)
def test_a_refusal_says_the_limit_and_the_place(name: str, message: Message, cell: str | None) -> None:
    error = refusal(REFUSED[name][0])
    assert (error.message, error.cell) == (message, cell)


def test_a_stricter_limit_can_be_set() -> None:
    with pytest.raises(SpreadsheetError):
        read_spreadsheet(GOOD, Limits(rows=1))
    assert len(read_spreadsheet(GOOD, Limits(rows=2)).sheets[0].rows) == 2
