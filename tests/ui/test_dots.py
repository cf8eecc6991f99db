"""Dots on a line from 0 to 100 points."""

from __future__ import annotations

from toolkit.ui.components.dots import Dot, dots


def test_each_measure_is_a_dot_at_its_points_and_hollow_where_it_stands_apart() -> None:
    assert dots([Dot(25), Dot(100, hollow=True)]) == (
        '<div class="mk-dots" aria-hidden="true"><span class="mk-dot" style="left: 25.00%"></span>'
        '<span class="mk-dot mk-dot--hollow" style="left: 100.00%"></span></div>'
    )
