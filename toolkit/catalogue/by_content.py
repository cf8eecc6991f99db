"""A catalogue as a key of what is remembered."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.catalogue.schema import Catalogue


@dataclass(frozen=True, eq=False, slots=True)
class CatalogueByContent:
    """Compares by the hash of the content, so that the same question under it is a look-up."""

    catalogue: Catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CatalogueByContent) and other.catalogue.sha256 == self.catalogue.sha256

    def __hash__(self) -> int:
        return hash(self.catalogue.sha256)
