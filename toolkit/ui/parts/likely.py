"""Likely ranks in a table: a line with a dot, and the same in numbers."""

from __future__ import annotations

from markupsafe import Markup

from toolkit import weighing
from toolkit.firmness import RankRange
from toolkit.ui import components as look
from toolkit.ui.desk import Seat


def likely_ranks(seat: Seat, rank: int, likely: RankRange, *, count: int) -> Markup:
    text = seat.say(weighing.rank_range(likely))
    return look.rank_range(rank, low=likely.low, high=likely.high, count=count, text=text)
