"""The mathematics of decisions: arrays in, frozen results out."""

from toolkit.scoring.ranking import ranks

__all__ = ["ranks"]
