"""What the app stands on: pinned, the same on every machine, and free of the GPL."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
PACKAGE = "smart-city-measure-toolkit"
LGPL_UNMODIFIED = {"psycopg", "psycopg-binary"}
# GCC's run-time library in binary wheels: its exception lets every licence use it.
FREED = re.compile(r"GPL-3\.0-or-later WITH GCC-exception-3\.1")
ANY_GPL = re.compile(r"GPL|General Public")
GPL_BUT_NOT_LESSER = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public")


def pins() -> dict[str, Requirement]:
    """What the constraints say for this machine and this Python."""
    written = [Requirement(line) for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines()]
    return {
        canonicalize_name(pin.name): pin for pin in written if pin.marker is None or pin.marker.evaluate()
    }


def needed_to_run() -> dict[str, Distribution]:
    """What the app needs, with all that this needs in turn, as it is installed here."""
    found: dict[str, Distribution] = {}
    waiting = {(PACKAGE, "")}
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        found[name] = distribution(name)
        fresh = set(_needs(found[name], extra)) - seen
        seen |= fresh
        waiting |= fresh
    return {name: one for name, one in found.items() if name != PACKAGE}


def _needs(one: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    for requirement in map(Requirement, one.requires or []):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            for wanted in requirement.extras | {""}:
                yield canonicalize_name(requirement.name), wanted


def licence_of(one: Distribution) -> str:
    """As the package declares it: the expression, or else the classifiers and the field of older ones."""
    metadata = one.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    field = metadata["License"].split("\n")[0] if "License" in metadata else ""
    return " AND ".join([*classifiers, field])


def is_refused(name: str, licence: str) -> bool:
    """Whether every choice that the licence leaves is a GPL, or a lesser one that is not agreed on."""
    gpl = GPL_BUT_NOT_LESSER if name in LGPL_UNMODIFIED else ANY_GPL
    return all(gpl.search(choice) for choice in FREED.sub("", licence).split(" OR "))


def test_every_dependency_is_pinned_to_one_release() -> None:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; .+)?", line)] == []


def test_what_is_installed_is_what_is_pinned() -> None:
    pinned = pins()
    installed = {name: one.version for name, one in needed_to_run().items()}
    assert installed == {name: str(pinned[name].specifier).removeprefix("==") for name in installed}


def test_nothing_that_the_app_needs_is_under_the_gpl() -> None:
    licences = {name: licence_of(one) for name, one in needed_to_run().items()}
    assert {name: licence for name, licence in licences.items() if is_refused(name, licence)} == {}


def test_everything_that_the_app_needs_says_its_licence() -> None:
    assert [name for name, one in needed_to_run().items() if not licence_of(one).strip(" AND")] == []


@pytest.mark.parametrize(
    ("name", "licence", "refused"),
    [
        ("somebody", "GPL-3.0-or-later", True),
        ("somebody", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("somebody", "AGPL-3.0-only", True),
        ("somebody", "LGPL-3.0-only", True),
        ("psycopg", "LGPL-3.0-only", False),
        ("psycopg", "GNU Lesser General Public License v3 (LGPLv3)", False),
        ("psycopg", "GPL-3.0-only", True),
        ("somebody", "MIT OR GPL-2.0-only", False),
        ("somebody", "MIT AND GPL-2.0-only", True),
        ("somebody", "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1", False),
        ("somebody", "BSD-3-Clause", False),
    ],
)
def test_the_rule_for_licences(name: str, licence: str, refused: bool) -> None:
    assert is_refused(name, licence) is refused
