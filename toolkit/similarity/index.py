"""Likeness of texts by groups of 3 to 5 letters within words (TF-IDF, cosine), and by the topics they name.

Groups of letters find "Pegelsensoren" beside "Pegelmessung", which whole words do not; topics find what is
called by another name. Both miss much: what comes out may be said to be possibly similar, never the same.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toolkit.similarity.topics import topics_in

SHORTEST, LONGEST = 3, 5
# Groups share a bucket once in a while; with this many it changes a likeness by less than a hundredth.
BUCKETS = 2**18
READ_SIGNS = 3000
TOPIC_WEIGHT = 4.0

_BETWEEN_WORDS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Features:
    """What one text is made of: the buckets that occur, in rising order, and how strongly."""

    buckets: NDArray[np.int32]
    counts: NDArray[np.float32]


@dataclass(frozen=True, eq=False, slots=True)
class Index:
    """Some texts, ready to be compared: all features one text after the other, of length 1 each."""

    buckets: NDArray[np.int32]
    weights: NDArray[np.float32]
    starts: NDArray[np.int64]

    def likeness_to(self, place: int) -> NDArray[np.float64]:
        """Between 0 and 1 for every text; an empty one is like nothing, itself included."""
        if not len(self.buckets):
            return np.zeros(len(self.starts) - 1)
        own = slice(self.starts[place], self.starts[place + 1])
        wanted = np.zeros(BUCKETS)
        wanted[self.buckets[own]] = self.weights[own]
        sums = np.concatenate(([0.0], np.cumsum(self.weights * wanted[self.buckets])))
        likeness: NDArray[np.float64] = np.clip(sums[self.starts[1:]] - sums[self.starts[:-1]], 0.0, 1.0)
        return likeness


@lru_cache(maxsize=4)
def index_of(texts: tuple[str, ...]) -> Index:
    """Remembered by content: as long as no text changes, the same index is used again."""
    features = [_features(text[:READ_SIGNS]) for text in texts]
    starts = np.concatenate(([0], np.cumsum([len(each.buckets) for each in features]))).astype(np.int64)
    buckets = np.concatenate([np.empty(0, np.int32), *(each.buckets for each in features)])
    counts = np.concatenate([np.empty(0, np.float32), *(each.counts for each in features)])
    known_to = np.bincount(buckets, minlength=BUCKETS)
    rarity = np.log((1 + len(texts)) / (1 + known_to)) + 1
    weights = counts * rarity[buckets]
    return Index(buckets, _of_length_one(weights, starts), starts)


@lru_cache(maxsize=4000)
def _features(text: str) -> _Features:
    words = Counter(_BETWEEN_WORDS.sub(" ", text.lower()).split())
    found: Counter[int] = Counter()
    for word, times in words.items():
        for group in _groups(word):
            found[zlib.crc32(group.encode()) % BUCKETS] += times
    strengths = {bucket: 1 + float(np.log(count)) for bucket, count in found.items()}
    for topic, count in topics_in(text).items():
        bucket = zlib.crc32(f"topic {topic}".encode()) % BUCKETS
        strengths[bucket] = strengths.get(bucket, 0.0) + TOPIC_WEIGHT * (1 + float(np.log(count)))
    order = sorted(strengths)
    return _Features(
        np.array(order, dtype=np.int32), np.array([strengths[each] for each in order], dtype=np.float32)
    )


def _groups(word: str) -> list[str]:
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - length + 1)
    ]


def _of_length_one(weights: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    sums = np.concatenate(([0.0], np.cumsum(weights**2)))
    lengths = np.sqrt(sums[starts[1:]] - sums[starts[:-1]])
    evened: NDArray[np.float64] = weights / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(starts))
    return evened.astype(np.float32)
