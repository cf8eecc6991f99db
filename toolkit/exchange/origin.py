"""Where a document comes from: what stands on each of them, so that it can be understood years later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from toolkit.catalogue import Catalogue
from toolkit.messages import Language, Message, Text, to_text
from toolkit.model import Role

# Which variety of a language an office's spelling check shall take.
OFFICE_LANGUAGE: dict[Language, str] = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Origin:
    """The Verfahren, when the document was made, and by whom: as roles, never by name."""

    programme: str | Message
    at: datetime
    roles: tuple[Role, ...] = ()

    def facts(self, catalogue: Catalogue) -> Iterator[tuple[Message, str | Message]]:
        """Term and description, in the order in which every document tells them."""
        yield Message.of("origin.programme"), self.programme
        yield (
            Message.of("origin.catalogue"),
            Message.of("origin.catalogue_version", title=catalogue.title, version=str(catalogue.version)),
        )
        yield Message.of("origin.sha256"), catalogue.sha256
        yield Message.of("origin.at"), moment(self.at)
        if self.roles:
            roles = tuple(Message.of(f"people.role.{role.value}") for role in self.roles)
            yield Message.of("origin.made_as"), Message.of("origin.roles", roles=roles)

    def footer(self, catalogue: Catalogue, language: Language) -> str:
        return footer(self.at, catalogue, language)


def moment(at: datetime) -> Message:
    """With the whole year: documents are read when 26 might be a day as well."""
    return Message.of("origin.moment", day=at.date(), time=f"{at:%H:%M}")


def footer(at: datetime, catalogue: Catalogue, language: Language) -> str:
    """On every page: of when and from which catalogue it is."""
    words = Message.of(
        "documents.footer", at=moment(at), catalogue=catalogue.title, version=str(catalogue.version)
    )
    return to_text(words, language)


def said(language: Language, what: str | Message | Text, **values: object) -> str:
    """A sentence by its key, a message or a bilingual text."""
    return to_text(Message.of(what, **values) if isinstance(what, str) else what, language)
