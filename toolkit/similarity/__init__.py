"""Which measures may be similar: texts in, likeness out. Pure; knows no database and no measures."""

from toolkit.similarity.index import Index, index_of
from toolkit.similarity.topics import TOPICS, Topic, topics_in

__all__ = ["TOPICS", "Index", "Topic", "index_of", "topics_in"]
