"""The pieces of the look that every page uses, in the manner of KERN.

Pieces are escaped HTML (`Markup`); compose them and put them on the page with `show`. Functions that draw
by themselves say so: `header`, `footer`, `page_header`, `task_link`, `boxed`.
"""

from toolkit.ui.components.badges import Tone, badge, badge_label, chip, chips, row
from toolkit.ui.components.bars import (
    ProfileHeadings,
    ProfileRow,
    contribution_key,
    contributions,
    gauge,
    heat,
    profile_bar,
    profile_meter,
    profile_table,
    rank_range,
)
from toolkit.ui.components.frame import Link, footer, header
from toolkit.ui.components.headings import finding, heading, muted, page_header
from toolkit.ui.components.html import Child, element, joined, plain, show, visually_hidden
from toolkit.ui.components.lists import Task, advice_list, description_list, entry_list, helps, task_list
from toolkit.ui.components.marks import Mark, mark_image, mark_label
from toolkit.ui.components.notices import alert, box, status
from toolkit.ui.components.tables import Column, table, two_lines
from toolkit.ui.components.widgets import boxed, keep_address, level_option, task_group, task_link

__all__ = [
    "Child",
    "Column",
    "Link",
    "Mark",
    "ProfileHeadings",
    "ProfileRow",
    "Task",
    "Tone",
    "advice_list",
    "alert",
    "badge",
    "badge_label",
    "box",
    "boxed",
    "chip",
    "chips",
    "contribution_key",
    "contributions",
    "description_list",
    "element",
    "entry_list",
    "finding",
    "footer",
    "gauge",
    "header",
    "heading",
    "heat",
    "helps",
    "joined",
    "keep_address",
    "level_option",
    "mark_image",
    "mark_label",
    "muted",
    "page_header",
    "plain",
    "profile_bar",
    "profile_meter",
    "profile_table",
    "rank_range",
    "row",
    "show",
    "status",
    "table",
    "task_group",
    "task_link",
    "task_list",
    "two_lines",
    "visually_hidden",
]
