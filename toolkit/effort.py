"""What benefit and effort say beside each other, as messages: page, files and slides tell the same."""

from __future__ import annotations

from decimal import Decimal

from toolkit.comparison import BenefitAndEffort, EffortKind
from toolkit.messages import Message

MOST_NAMED = 3


def effort_name(kind: EffortKind) -> Message:
    return Message.of(f"effort.name.{kind.value}")


def axis_title(kind: EffortKind) -> Message:
    """With its unit."""
    return Message.of(f"effort.axis.{kind.value}")


def amount(kind: EffortKind, effort: Decimal) -> Message:
    unit = "hours" if kind is EffortKind.STAFF else "euro"
    return Message.of(f"effort.{unit}", amount=effort.normalize() + 0)


def headline(found: BenefitAndEffort) -> Message:
    """Which measures no other one surpasses in both, in one sentence."""
    name, front = effort_name(found.kind), found.front
    if not found.points:
        return Message.of("effort.nothing", effort=name)
    if not front:
        return Message.of("effort.none_ranked", n=len(found.points), effort=name)
    if len(front) > MOST_NAMED:
        return Message.of("effort.front_count", count=len(front), all=len(found.points), effort=name)
    titles = tuple(Message.of("firmness.title", title=point.measure.title) for point in front)
    return Message.of("effort.front", n=len(front), titles=titles, effort=name)
