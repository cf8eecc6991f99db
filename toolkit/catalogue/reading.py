"""From a file to a catalogue, or to every mistake in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from toolkit.catalogue.checks import check
from toolkit.catalogue.problems import CatalogueProblems, Problem
from toolkit.catalogue.schema import Catalogue
from toolkit.catalogue.shape import shaped
from toolkit.catalogue.source import Source, read_source
from toolkit.messages import Message


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue in a file. Raises `CatalogueProblems` with every mistake in it."""
    catalogue, problems = _read(path)
    if catalogue is None or problems:
        raise CatalogueProblems(path, problems)
    return catalogue


def read_stored(content: bytes) -> Catalogue | None:
    """From the content as it is stored and handed over; None where it has any mistake."""
    try:
        catalogue = Catalogue.model_validate_json(content)
    except (ValidationError, ValueError, RecursionError):
        return None
    return None if any(check(catalogue)) else catalogue


def check_file(path: Path) -> tuple[Problem, ...]:
    """Every mistake in a file, from top to bottom."""
    return _read(path)[1]


def load_folder(folder: Path) -> tuple[Catalogue, ...]:
    """All catalogues of a folder (`*.yaml`). Raises `CatalogueProblems` for the first file with mistakes."""
    catalogues: dict[str, Catalogue] = {}
    for path in sorted(folder.glob("*.yaml")):
        catalogue = read_catalogue(path)
        if catalogue.name in catalogues:
            twice = Message.of("catalogue.version_twice", id=catalogue.id, version=str(catalogue.version))
            raise CatalogueProblems(path, (Problem(("version",), None, twice),))
        catalogues[catalogue.name] = catalogue
    return tuple(catalogues.values())


def _read(path: Path) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    source = read_source(path)
    if source.content is None:
        return None, source.problems
    catalogue, mistakes = shaped(source.content)
    across = tuple(check(catalogue)) if catalogue else ()
    return catalogue, _in_order(source, (*source.problems, *mistakes, *across))


def _in_order(source: Source, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    located = [
        problem if problem.line is not None else replace(problem, line=source.line_of(problem.path))
        for problem in problems
    ]
    return tuple(sorted(located, key=lambda problem: problem.line or 0))
