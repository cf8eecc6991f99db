"""A mistake in a catalogue's file, with the place where its author finds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.messages import DEFAULT_LANGUAGE, Language, Message, translate

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    path: Place
    line: int | None
    message: Message

    @property
    def place(self) -> str:
        """The path as people write it: `criteria[0].questions[2].levels`."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return "".join(steps).removeprefix(".")

    def sentence(self, file: str, language: Language) -> str:
        """`panel-1.yaml, Zeile 12, criteria[0].weight: …`, without what is not known."""
        place = [file]
        if self.line is not None:
            # As text: a line is looked up in an editor, which writes no thousands separator.
            place.append(translate(Message.of("catalogue.line", line=str(self.line)), language))
        if self.path:
            place.append(self.place)
        return f"{', '.join(place)}: {translate(self.message, language)}"


class CatalogueProblems(Exception):  # noqa: N818 - they are what the author of a file is told
    """A file that is no catalogue, with every mistake that was found in it."""

    def __init__(self, file: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(file, problems)
        self.file = file
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(problem.sentence(self.file.name, DEFAULT_LANGUAGE) for problem in self.problems)
