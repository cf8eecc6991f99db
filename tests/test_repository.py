"""What may lie in the repository, and what may not."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".streamlit",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app.py",
    "constraints.txt",
    "criteria",
    "docs",
    "pyproject.toml",
    "tests",
    "toolkit",
}
LOCK_FILES = re.compile(r"(^|/)(.+\.lock|(.*-)?lock\.(json|ya?ml)|npm-shrinkwrap\.json|Pipfile)$")
# Put together from parts, so that this file does not name an address itself.
REGISTRIES = [
    ("pypi", "org"),
    ("python" + "hosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("anaconda", "org"),
    ("crates", "io"),
    ("rubygems", "org"),
    ("proxy", "golang", "org"),
    ("ghcr", "io"),
    ("docker", "io"),
    ("quay", "io"),
    ("deb", "debian", "org"),
]
INDEX_OPTIONS = r"(?:index-url|find-links)[ =:]+[\w.]*[/:]"
ADDRESS = re.compile("|".join([*(re.escape(".".join(parts)) for parts in REGISTRIES), INDEX_OPTIONS]))


def kept_files() -> list[str]:
    """All files of the repository; one that is new and not ignored counts already."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(git, cwd=PROJECT, capture_output=True, check=True)
    names = done.stdout.decode().split("\0")
    return [name for name in names if name and (PROJECT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    for name in kept_files():
        yield name, (PROJECT / name).read_text(encoding="utf-8", errors="replace")


def test_no_file_names_the_address_of_a_package_registry() -> None:
    assert [f"{name}: {match.group()}" for name, text in texts() for match in ADDRESS.finditer(text)] == []


@pytest.mark.parametrize(
    ("option", "value"), [("--index-url", "https:"), ("--find-links", "/somewhere"), ("pypi", "org/simple")]
)
def test_an_address_would_be_found(option: str, value: str) -> None:
    separator = "=" if option.startswith("--") else "."
    assert ADDRESS.search(f"{option}{separator}{value}") is not None


def test_no_lock_file_is_kept() -> None:
    assert [name for name in kept_files() if LOCK_FILES.search(name)] == []


@pytest.mark.parametrize("name", ["uv.lock", "deep/poetry.lock", "package-lock.json", "pnpm-lock.yaml"])
def test_a_lock_file_would_be_found(name: str) -> None:
    assert LOCK_FILES.search(name) is not None


def test_the_top_level_stays_small() -> None:
    assert sorted({name.split("/")[0] for name in kept_files()} - TOP_LEVEL) == []


def test_the_licence_is_the_whole_eupl() -> None:
    text = (PROJECT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.(?=[A-Z])", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert text.index("\n15.Applicable Law\n") < text.index(
        "‘Compatible Licences’ according to Article 5 EUPL"
    )


def test_the_package_says_its_licence() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "EUPL-1.2"
