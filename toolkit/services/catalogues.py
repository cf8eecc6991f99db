"""The catalogues in force: files are offered, the database's copy counts once it is used (rule 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from toolkit.catalogue import Catalogue, CatalogueProblems, read_catalogue
from toolkit.messages import Message
from toolkit.model import CatalogueVersion


@dataclass(frozen=True, slots=True)
class Offered:
    """The catalogues that a folder offers, and a notice for each file that cannot be read."""

    catalogues: tuple[Catalogue, ...]
    notices: tuple[Message, ...]


def offered_catalogues(folder: Path) -> Offered:
    """A broken file does not keep the others from being offered."""
    catalogues: list[Catalogue] = []
    notices: list[Message] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            catalogues.append(read_catalogue(path))
        except CatalogueProblems as broken:
            first = broken.problems[0]
            notices.append(
                Message.of(
                    "services.catalogue_broken",
                    file=path.name,
                    n=len(broken.problems),
                    line=str(first.line or 1),
                    place=first.place or path.name,
                    first=first.message,
                )
            )
    return Offered(tuple(catalogues), tuple(notices))


def take_into_use(session: Session, catalogue: Catalogue) -> CatalogueVersion:
    """The stored version of a catalogue; stored now if this is its first use. A stored one stays as it is."""
    stored = session.exec(
        select(CatalogueVersion).where(
            col(CatalogueVersion.catalogue) == catalogue.id,
            col(CatalogueVersion.version) == catalogue.version,
        )
    ).one_or_none()
    if stored is not None:
        return stored
    version = CatalogueVersion(
        catalogue=catalogue.id,
        version=catalogue.version,
        sha256=catalogue.sha256,
        content=catalogue.canonical_content,
    )
    session.add(version)
    session.flush()
    return version


def changed_files(session: Session, catalogues: Sequence[Catalogue]) -> tuple[Message, ...]:
    """A notice for each file that differs from the version already in use, which stays in force."""
    stored = {
        (catalogue, version): sha256
        for catalogue, version, sha256 in session.exec(
            select(CatalogueVersion.catalogue, CatalogueVersion.version, CatalogueVersion.sha256)
        )
    }
    return tuple(
        Message.of("services.catalogue_changed", title=catalogue.title, version=catalogue.version)
        for catalogue in catalogues
        if stored.get((catalogue.id, catalogue.version), catalogue.sha256) != catalogue.sha256
    )


def stored_catalogue(session: Session, catalogue_version_id: int) -> Catalogue:
    """The catalogue as it was at its first use."""
    sha256 = session.exec(
        select(CatalogueVersion.sha256).where(col(CatalogueVersion.id) == catalogue_version_id)
    ).one()
    if sha256 not in _parsed:
        content = session.exec(
            select(CatalogueVersion.content).where(col(CatalogueVersion.id) == catalogue_version_id)
        ).one()
        _parsed[sha256] = Catalogue.model_validate_json(content)
    return _parsed[sha256]


# By content hash, so one entry serves every session and can never be stale.
_parsed: dict[str, Catalogue] = {}
