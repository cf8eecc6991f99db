"""Lists in KERN's manner: facts, tasks with marks, advice with numbers, entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.ui.components.html import Child, element
from toolkit.ui.components.marks import Mark, mark_image


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A line of a task list: the mark with its word, the text, what stands at its end, whether it is here."""

    mark: Mark
    mark_word: str
    text: Child
    end: Child = None
    address: str | None = None
    current: bool = False


def description_list(facts: Iterable[tuple[str, Child]]) -> Markup:
    """Terms and values, below each other when narrow."""
    pairs = (piece for term, value in facts for piece in (element("dt", term), element("dd", value)))
    return element("dl", *pairs, class_="mk-facts")


def task_list(tasks: Iterable[Task]) -> Markup:
    """Tasks with marks. A link here loads the page anew; within a page use `task_link`."""
    return element("ul", *(_task(task) for task in tasks), class_="mk-tasks")


def _task(task: Task) -> Markup:
    text = element("a", task.text, href=task.address, target="_self") if task.address else task.text
    return element(
        "li",
        mark_image(task.mark, task.mark_word),
        element("span", text),
        None if task.end is None else element("span", task.end),
        aria_current="step" if task.current else None,
    )


def advice_list(items: Iterable[tuple[Child, Child]]) -> Markup:
    """Numbered advice, most helpful first: a strong line (which may hold a badge) and a sentence."""
    numbered = (
        element(
            "li",
            element("span", str(number), class_="mk-advice__number", aria_hidden="true"),
            element("div", element("strong", title), element("p", text, class_="mk-muted") if text else None),
        )
        for number, (title, text) in enumerate(items, start=1)
    )
    return element("ol", *numbered, class_="mk-advice")


def helps(items: Iterable[tuple[str, Child]]) -> Markup:
    """Words in a row, each of which unfolds its explanation below the row."""
    folds = (
        element("details", element("summary", title), element("div", text), class_="mk-help")
        for title, text in items
    )
    return element("div", *folds, class_="mk-helps")


def entry_list(entries: Iterable[tuple[Child, Child]]) -> Markup:
    """Things by name with a small line below, as in "Wer macht Ähnliches?"."""
    lines = (
        element(
            "li",
            element("p", title, class_="mk-entries__title"),
            element("p", text, class_="mk-muted mk-small"),
        )
        for title, text in entries
    )
    return element("ul", *lines, class_="mk-entries")
