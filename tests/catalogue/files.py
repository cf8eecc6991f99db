"""A small correct catalogue as text, and copies of it with something changed."""

from pathlib import Path

from toolkit.catalogue import check_file

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parents[1]
CRITERIA = PROJECT / "criteria"
PANEL = CRITERIA / "panel-1.yaml"
GOOD = (FOLDER / "good.yaml").read_text(encoding="utf-8")


def changed(*changes: tuple[str, str]) -> str:
    """The good catalogue with each text replaced once. A text that is not in it is a mistake of the test."""
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def written(folder: Path, text: str) -> Path:
    path = folder / "small-1.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def german(path: Path) -> list[str]:
    return [problem.sentence(path.name, "de") for problem in check_file(path)]
