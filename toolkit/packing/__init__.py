"""Which measures to take together within limits: candidates and wishes in, a frozen package out."""

from toolkit.packing.candidates import SOUND_CLASSES, Apart, Candidate, Link, Reason
from toolkit.packing.pack import Clash, Missed, Package, Taken, pack
from toolkit.packing.wishes import Diversity, Limit, Quota, Resource, Wishes

__all__ = [
    "SOUND_CLASSES",
    "Apart",
    "Candidate",
    "Clash",
    "Diversity",
    "Limit",
    "Link",
    "Missed",
    "Package",
    "Quota",
    "Reason",
    "Resource",
    "Taken",
    "Wishes",
    "pack",
]
