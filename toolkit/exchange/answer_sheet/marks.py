"""What a sheet carries for the machine: sheets that nobody sees, with its identity, its cells and its lists.

Written by `writing.py`, read by `reading.py`, described in `docs/answer-sheet.md`.
"""

from __future__ import annotations

from enum import StrEnum

FORMAT = "smart-city-measure-toolkit/answer-sheet"
FORMAT_VERSION = 1

ORIGIN_SHEET, CELLS_SHEET, LISTS_SHEET = "toolkit-origin", "toolkit-cells", "toolkit-lists"
CELL_COLUMNS = ("place", "sheet", "cell", "label", "list", "base")


class Entry(StrEnum):
    """The lines of the identity; then one `version.<question>` for each question."""

    FORMAT = "format"
    FORMAT_VERSION = "format_version"
    LANGUAGE = "language"
    UUID = "uuid"
    FOR_NEW = "for_new"
    REVISION = "revision"
    CATALOGUE = "catalogue"
    CATALOGUE_VERSION = "catalogue_version"
    CATALOGUE_SHA256 = "catalogue_sha256"


VERSION_OF = "version."
