"""Who may do what, and who sees what. A refusal carries the sentence that the page shows.

Every list, count, export and chart starts from `visible_revisions`: the unit of seeing is the revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlmodel import col

from toolkit.messages import DEFAULT_LANGUAGE, Language, Message
from toolkit.model import (
    Measure,
    MeasureState,
    Municipality,
    Programme,
    ProgrammeMunicipality,
    Revision,
    Role,
)
from toolkit.workflow import EDITABLE, possible_steps


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for one municipality or one programme; without either, for all of them."""

    role: Role
    municipality_id: int | None = None
    programme_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, rebuilt from the database at each run. `acting_for` is the municipality of the desk."""

    person_id: int
    grants: frozenset[Grant]
    acting_for: int | None = None
    language: Language = DEFAULT_LANGUAGE

    def plans_for(self, municipality_id: int) -> bool:
        return any(
            grant.role is Role.PLANNING and grant.municipality_id in (None, municipality_id)
            for grant in self.grants
        )

    def has_role(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)


class Action(StrEnum):
    CREATE_MEASURE = "create_measure"
    CHANGE_FACTS = "change_facts"
    ANSWER = "answer"
    SUBMIT = "submit"
    START_REVISION = "start_revision"
    START_REPEAT = "start_repeat"
    WITHDRAW = "withdraw"
    RESUME = "resume"
    ADD_MUNICIPALITY = "add_municipality"
    CHANGE_MUNICIPALITY = "change_municipality"
    COMPLETE_MUNICIPALITY = "complete_municipality"
    REMOVE_MUNICIPALITY = "remove_municipality"
    MANAGE_PROGRAMMES = "manage_programmes"
    MANAGE_PEOPLE = "manage_people"
    ACT_FOR = "act_for"
    LOAD_EXAMPLE = "load_example"
    REMOVE_EXAMPLE = "remove_example"


@dataclass(frozen=True, slots=True)
class OfMunicipality:
    """A municipality as the thing of an action."""

    municipality_id: int
    name: str


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """A measure's revision as the thing of an action."""

    municipality_id: int
    municipality: str
    state: MeasureState
    submitted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    reason: Message | None = None


ALLOWED = Verdict(True)
_OF_ADMINISTRATION = frozenset(
    {
        Action.CHANGE_MUNICIPALITY,
        Action.REMOVE_MUNICIPALITY,
        Action.MANAGE_PROGRAMMES,
        Action.MANAGE_PEOPLE,
        Action.LOAD_EXAMPLE,
        Action.REMOVE_EXAMPLE,
    }
)


def may(actor: Actor, action: Action, thing: OfMeasure | OfMunicipality | None = None) -> Verdict:
    if action is Action.ADD_MUNICIPALITY:
        return _planner_or_administration(actor)
    if action in _OF_ADMINISTRATION:
        return _administration(actor)
    if action is Action.COMPLETE_MUNICIPALITY and isinstance(thing, OfMunicipality):
        return _planning_of(actor, thing)
    if isinstance(thing, OfMunicipality):
        return _for_municipality(actor, action, thing.municipality_id, thing.name)
    if isinstance(thing, OfMeasure):
        return _for_measure(actor, action, thing)
    raise TypeError(f"{action} needs a thing to act on.")


def visible_revisions(actor: Actor) -> Select[int | None]:
    """The ids of the revisions that the actor may see: outside the own municipality never a working one."""
    own = [grant for grant in actor.grants if grant.role is Role.PLANNING]
    condition: ColumnElement[bool]
    if not own:
        condition = false()
    elif any(grant.municipality_id is None for grant in own):
        condition = true()
    else:
        condition = col(Measure.municipality_id).in_([grant.municipality_id for grant in own])
    measure_of_revision = col(Measure.id) == col(Revision.measure_id)
    return select(col(Revision.id)).join(Measure, measure_of_revision).where(condition)


def visible_municipalities(actor: Actor) -> Select[int | None]:
    """Who takes part is no secret among those who have any role here; others see nobody."""
    return select(col(Municipality.id)).where(true() if actor.grants else false())


def visible_programmes(actor: Actor) -> Select[int | None]:
    """Those of which one is part: by a role in it, for one of its municipalities, or for all."""
    programmes = {grant.programme_id for grant in actor.grants}
    own = {grant.municipality_id for grant in actor.grants}
    condition: ColumnElement[bool] = false()
    if any(grant.programme_id is None and grant.municipality_id is None for grant in actor.grants):
        condition = true()
    elif actor.grants:
        takes_part = select(col(ProgrammeMunicipality.programme_id)).where(
            col(ProgrammeMunicipality.municipality_id).in_(own - {None})
        )
        condition = col(Programme.id).in_(programmes - {None}) | col(Programme.id).in_(takes_part)
    return select(col(Programme.id)).where(condition)


def _planner_or_administration(actor: Actor) -> Verdict:
    if actor.has_role(Role.PLANNING) or actor.has_role(Role.ADMINISTRATION):
        return ALLOWED
    return Verdict(False, Message.of("access.not_planning"))


def _administration(actor: Actor) -> Verdict:
    if actor.has_role(Role.ADMINISTRATION):
        return ALLOWED
    return Verdict(False, Message.of("access.not_administration"))


def _planning_of(actor: Actor, thing: OfMunicipality) -> Verdict:
    if actor.plans_for(thing.municipality_id):
        return ALLOWED
    return Verdict(False, Message.of("access.not_your_municipality", municipality=thing.name))


def _for_municipality(actor: Actor, action: Action, municipality_id: int, name: str) -> Verdict:
    verdict = _planning_of(actor, OfMunicipality(municipality_id, name))
    if not verdict.allowed:
        return verdict
    if action is not Action.ACT_FOR and actor.acting_for != municipality_id:
        return Verdict(False, Message.of("access.other_desk", municipality=name))
    return ALLOWED


def _for_measure(actor: Actor, action: Action, thing: OfMeasure) -> Verdict:
    verdict = _for_municipality(actor, action, thing.municipality_id, thing.municipality)
    if not verdict.allowed:
        return verdict
    if action in (Action.CHANGE_FACTS, Action.ANSWER):
        if thing.state is MeasureState.WITHDRAWN:
            return Verdict(False, Message.of("access.not_editable"))
        if thing.submitted or thing.state not in EDITABLE:
            return Verdict(False, Message.of("access.submitted"))
        return ALLOWED
    if action.value in possible_steps(thing.state):
        return ALLOWED
    return Verdict(False, Message.of(f"workflow.not_possible.{action.value}"))
