"""The invented people of the region, as its files name them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from toolkit.model import Role

# Who sits at the single desk; with logins there is nobody of this name.
DESK = "desk"


class Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RegionPerson(Written):
    id: str
    name: str = Field(min_length=2)
    role: Role
    municipality: str | None = None
