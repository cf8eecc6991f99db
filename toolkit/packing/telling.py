"""What a package says, as messages: on the page, in documents and in slides alike."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.judging import rounded
from toolkit.messages import Message
from toolkit.packing.candidates import Apart, Reason
from toolkit.packing.pack import Clash, Missed, Package
from toolkit.packing.wishes import Diversity, Limit, Resource

_WHOLE = 1e-9


def headline(package: Package) -> Message:
    if package.clashes:
        return Message.of("package.clash_headline")
    if not package.taken:
        return Message.of("package.nothing_fits")
    if not package.missed:
        return Message.of("package.all_fit", n=len(package.taken))
    whole = len(package.taken) + len(package.missed)
    return Message.of("package.headline", n=len(package.taken), all=whole, points=rounded(package.points))


def use_of_limits(package: Package, limits: tuple[Limit, ...]) -> tuple[Message, ...]:
    """How much of each limit the package uses."""
    used = dict(package.used)
    return tuple(
        Message.of(
            "package.used",
            what=resource_name(limit.resource),
            used=amount(limit.resource, used[limit.resource]),
            most=amount(limit.resource, limit.most),
        )
        for limit in limits
        if limit.resource in used
    )


def resource_name(resource: Resource) -> Message:
    return Message.of(f"package.resource.{resource.value}")


def amount(resource: Resource, value: object) -> Message:
    unit = "hours" if resource in (Resource.HOURS_BUILDING, Resource.HOURS_OPERATION) else "euro"
    return Message.of(f"package.{unit}", amount=value)


def share_words(share: float | None) -> Message:
    """Always in, open with the share in whole per cent, or never in, over all admissible weightings."""
    if share is None:
        return Message.of("package.share_unknown")
    if share >= 1 - _WHOLE:
        return Message.of("package.always")
    if share <= _WHOLE:
        return Message.of("package.never")
    # An open one is never said to be in for 0 or 100 %.
    return Message.of("package.open", percent=min(max(round(100 * share), 1), 99))


def missed_words(missed: Missed) -> tuple[Message, ...]:
    """Why a measure is not in: what it would exceed, and what it would displace."""
    over = tuple(
        Message.of("package.over", what=resource_name(resource), amount=amount(resource, by))
        for resource, by in missed.over
    )
    if missed.loses is None:
        return over or (Message.of("package.less_points"),)
    if missed.loses < 0.5:
        return (*over, Message.of("package.as_good"))
    return (*over, Message.of("package.loses", n=round(missed.loses)))


def apart_words(apart: Apart, titles: Mapping[int, str]) -> Message:
    if apart.reason is Reason.NO_FIGURE:
        return Message.of("package.apart.no_figure", what=tuple(map(resource_name, apart.missing)))
    if apart.reason is Reason.NEEDS_WHAT_IS_APART:
        return Message.of("package.apart.needs", titles=tuple(titles[each] for each in apart.needs))
    return Message.of(f"package.apart.{apart.reason.value}")


def clash_words(clash: Clash, titles: Mapping[int, str]) -> Message:
    if clash.limit is not None:
        resource = clash.limit.resource
        return Message.of(
            "package.clash.limit",
            what=resource_name(resource),
            amount=amount(resource, clash.limit.most),
        )
    if clash.quota is not None:
        group = group_name(clash.quota.by, clash.group)
        if clash.is_least:
            return Message.of("package.clash.least", group=group, count=clash.quota.least)
        return Message.of("package.clash.most", group=group, count=clash.quota.most)
    if clash.at_most is not None:
        return Message.of("package.clash.at_most", count=clash.at_most)
    named = tuple(titles[each] for each in clash.measures)
    if clash.dependency is not None:
        first, second = named
        return Message.of(f"package.clash.{clash.dependency.value}", first=first, second=second)
    return Message.of("package.clash.must", titles=named, n=len(named))


def group_name(by: Diversity, group: str) -> str | Message:
    if by is Diversity.MUNICIPALITY:
        return group
    return Message.of(f"field.{group}") if by is Diversity.FIELD else Message.of(f"peers.{group}")
