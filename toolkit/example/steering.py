"""Lets the region's invented steering group weigh, put packages together and prepare its meetings.

All by the same services as on the pages: each step asks for access and leaves its event.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.catalogue import Catalogue
from toolkit.example.cast import Cast, working_as
from toolkit.example.holding import hold_meeting
from toolkit.example.steering_content import Steering, WrittenMeeting
from toolkit.model import AgendaItem, Role, id_of, now
from toolkit.packing import Wishes
from toolkit.services.agenda import add_topic, prepare_meeting, set_minutes
from toolkit.services.packages import keep_package
from toolkit.services.stakeholder_groups import add_group
from toolkit.services.weighting import fix_weights, open_weighting, propose_variant, propose_weights


def add_steering(session: Session, cast: Cast, written: Steering, catalogue: Catalogue) -> None:
    """The weightings first: nothing under weights is shown before they are fixed (rule 15)."""
    chair = cast.people[next(person.id for person in written.people if person.role is Role.CHAIR)]
    _weigh(session, cast, written, catalogue, chair)
    _pack(session, cast, written)
    for meeting in written.meetings:
        _meet(session, cast, meeting, chair)


def _weigh(session: Session, cast: Cast, written: Steering, catalogue: Catalogue, chair: Actor) -> None:
    groups: dict[str, int] = {}
    for each in written.groups:
        with working_as(session, chair):
            groups[each.name] = add_group(session, chair, programme_id=cast.programme_id, name=each.name)
    for each in written.groups:
        with working_as(session, cast.people[each.by]) as member:
            proposed = propose_weights(
                session,
                member,
                group_id=groups[each.name],
                catalogue=catalogue,
                method=each.method,
                entered=each.entered,
                reason=each.reason,
                based_on=0,
            )
        with working_as(session, chair):
            fix_weights(session, chair, group_id=groups[each.name], based_on=proposed.version)
    for each in written.variants:
        with working_as(session, cast.people[each.by]) as member:
            propose_variant(
                session,
                member,
                programme_id=cast.programme_id,
                catalogue=catalogue,
                name=each.name,
                method=each.method,
                entered=each.entered,
                reason=each.reason,
            )


def _pack(session: Session, cast: Cast, written: Steering) -> None:
    weighting = open_weighting(session, cast.coordination, programme_id=cast.programme_id)
    sets = {each.name: each.weight_set_id for each in weighting.in_force}
    for package in written.packages:
        wishes = {**package.wishes, "weight_set": sets[package.weights] if package.weights else None}
        with working_as(session, cast.people[package.by]) as member:
            keep_package(
                session,
                member,
                programme_id=cast.programme_id,
                name=package.name,
                wishes=Wishes.model_validate(wishes),
                reason=package.reason,
            )


def _meet(session: Session, cast: Cast, written: WrittenMeeting, chair: Actor) -> None:
    wanted = None if written.measures is None else [cast.measures[key] for key in written.measures]
    begun = now() - timedelta(minutes=written.held.minutes if written.held else 0)
    with working_as(session, cast.coordination) as coordination:
        meeting_id = prepare_meeting(
            session,
            coordination,
            programme_id=cast.programme_id,
            title=written.title,
            body=written.body,
            place=written.place,
            held_on=begun.astimezone().date() + timedelta(days=written.held_in),
            measures=wanted,
        )
        for title, minutes in written.topics.items():
            add_topic(session, coordination, meeting_id=meeting_id, title=title, minutes=minutes)
        items = _items(session, meeting_id)
        for key, minutes in written.minutes.items():
            set_minutes(session, coordination, item_id=items[cast.measures[key]], minutes=minutes)
    if written.held is not None:
        points = {key: items[measure_id] for key, measure_id in cast.measures.items() if measure_id in items}
        hold_meeting(session, cast, written.held, chair, meeting_id=meeting_id, points=points)


def _items(session: Session, meeting_id: int) -> Mapping[int | None, int]:
    """The points by measure."""
    rows = session.exec(select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id))
    return {row.measure_id: id_of(row) for row in rows if row.measure_id is not None}
