"""The colours of scores: one hue, readable in grey print and for colour-blind people."""

from __future__ import annotations

SCALE = ("#EFF3FA", "#D8E1F4", "#B2C4E9", "#97AFE1", "#7694D5", "#5174C5", "#3A5EB9", "#2044AA", "#092797")
FIRST_DARK = SCALE.index("#5174C5")
TEXT_ON_LIGHT, TEXT_ON_DARK = "#131525", "#FFFFFF"
FONT = "Fira Sans, sans-serif"


def score_step(points: float) -> int:
    """Which of the nine shades stands for 0…100 points."""
    return min(max(round(points / 100 * (len(SCALE) - 1)), 0), len(SCALE) - 1)


def text_on(points: float) -> str:
    """The colour of a number on the shade of its points."""
    return TEXT_ON_DARK if score_step(points) >= FIRST_DARK else TEXT_ON_LIGHT
