"""Words of the field that mean the same matter, kept as data: letters alone do not know that "Pegel" and
"Starkregen" belong together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from toolkit.messages import Text

TOPICS_FILE = Path(__file__).parent / "topics.yaml"


class Topic(BaseModel):
    """A matter with its words, in small letters; each also counts within a longer word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    words: tuple[str, ...] = Field(min_length=2)


@cache
def _read() -> tuple[Topic, ...]:
    return tuple(Topic(**each) for each in yaml.safe_load(TOPICS_FILE.read_text(encoding="utf-8")))


TOPICS = _read()


def topics_in(text: str) -> dict[int, int]:
    """How often each topic is named, by its place in `TOPICS`."""
    folded = text.lower()
    counts = {place: sum(map(folded.count, topic.words)) for place, topic in enumerate(TOPICS)}
    return {place: count for place, count in counts.items() if count}
