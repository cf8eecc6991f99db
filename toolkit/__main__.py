"""The command line: what a page does to data in bulk, and what an operator needs without a browser."""

from __future__ import annotations

import sys

import typer

from toolkit.commands import (
    answer_sheets,
    backups,
    catalogues,
    example,
    exporting,
    hand_over,
    judging,
    lists,
    operating,
    people,
    roles,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for ungrouped in (judging, operating, backups, exporting, roles):
    app.add_typer(ungrouped.commands)
for name, group, about in (
    ("catalogue", catalogues, "Catalogues of criteria."),
    ("example", example, "The invented example region."),
    ("answer-sheet", answer_sheets, "Answer sheets, to be filled in without the app."),
    ("hand-over", hand_over, "A measure as one file for another installation."),
    ("person", people, "What is stored of one person."),
    ("import", lists, "Lists from Excel or CSV files."),
):
    app.add_typer(group.commands, name=name, help=about)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may speak another encoding; a sentence must not end in a traceback for that.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # absent only on replaced streams
    app()


if __name__ == "__main__":
    main()
