"""The catalogues in force: files are offered, the database's copy counts once it is used (rule 14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from toolkit.access import Actor, visible_programmes
from toolkit.catalogue import Catalogue, CatalogueProblems, read_catalogue
from toolkit.messages import Message
from toolkit.model import Assessment, AssessmentKind, CatalogueVersion, Programme, id_of, programme_title


@dataclass(frozen=True, slots=True)
class Offered:
    """The catalogues that a folder offers, and a notice for each file that cannot be read."""

    catalogues: tuple[Catalogue, ...]
    notices: tuple[Message, ...]


def offered_catalogues(folder: Path) -> Offered:
    """A broken file keeps no other from being offered; of two that contradict each other none is."""
    found: dict[str, list[tuple[Path, Catalogue]]] = defaultdict(list)
    notices: list[Message] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            catalogue = read_catalogue(path)
            found[catalogue.name].append((path, catalogue))
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
    notices += [_said_twice(files) for files in found.values() if len(files) > 1]
    return Offered(tuple(files[0][1] for files in found.values() if _are_alike(files)), tuple(notices))


def _are_alike(files: Sequence[tuple[Path, Catalogue]]) -> bool:
    return len({catalogue.sha256 for _, catalogue in files}) == 1


def _said_twice(files: Sequence[tuple[Path, Catalogue]]) -> Message:
    """Two files that say the same do no harm; of two that differ nobody can tell which one is meant."""
    catalogue = files[0][1]
    return Message.of(
        "services.catalogue_copied" if _are_alike(files) else "services.catalogue_twice",
        files=tuple(path.name for path, _ in files),
        title=catalogue.title,
        version=catalogue.version,
    )


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


@dataclass(frozen=True, slots=True)
class ShelvedVersion:
    """A version of a catalogue, from the folder, from the database, or from both."""

    catalogue: Catalogue
    in_folder: bool
    is_changed: bool
    first_used_at: datetime | None
    programmes: tuple[str | Message, ...]


def shelved_versions(
    session: Session, actor: Actor, offered: Sequence[Catalogue]
) -> tuple[ShelvedVersion, ...]:
    """Every version there is, the newest of each catalogue first. A stored one counts before its file."""
    files = {catalogue.name: catalogue for catalogue in offered}
    stored = {
        (catalogue := stored_catalogue(session, id_of(row))).name: (row, catalogue)
        for row in session.exec(select(CatalogueVersion))
    }
    users = _programmes_by_version(session, actor)
    shelf = [
        ShelvedVersion(
            catalogue=catalogue,
            in_folder=name in files,
            is_changed=name in files and files[name].sha256 != catalogue.sha256,
            first_used_at=row.first_used_at,
            programmes=tuple(users[id_of(row)]),
        )
        for name, (row, catalogue) in stored.items()
    ]
    unused = (files[name] for name in files.keys() - stored.keys())
    shelf += [ShelvedVersion(file, True, False, None, ()) for file in unused]
    return tuple(sorted(shelf, key=lambda one: (one.catalogue.id, -one.catalogue.version)))


def _programmes_by_version(session: Session, actor: Actor) -> dict[int, list[str | Message]]:
    found: dict[int, list[str | Message]] = defaultdict(list)
    for version_id, name in session.exec(
        select(Programme.catalogue_version_id, Programme.name)
        .where(col(Programme.id).in_(visible_programmes(actor)))
        .order_by(col(Programme.id))
    ):
        found[version_id].append(programme_title(name))
    return found


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


def catalogue_of_revision(session: Session, revision_id: int) -> Catalogue:
    """The one by which the municipality assesses this revision; who reviews it does so by the same."""
    version = select(Assessment.catalogue_version_id).where(
        col(Assessment.revision_id) == revision_id, col(Assessment.kind) == AssessmentKind.SELF
    )
    return stored_catalogue(session, session.exec(version).one())


# By content hash, so one entry serves every session and can never be stale.
_parsed: dict[str, Catalogue] = {}
