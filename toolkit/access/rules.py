"""Who may do what: for each action on a measure one rule of who and when. A refusal carries its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.messages import DEFAULT_LANGUAGE, Language, Message
from toolkit.model import MeasureState, Role
from toolkit.workflow import EDITABLE, IN_HAND, REVIEWED_ON, WORKING, possible_steps


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

    def works_in(self, programme_id: int, role: Role) -> bool:
        """Whether the role holds for this programme."""
        return any(grant.role is role and grant.programme_id in (None, programme_id) for grant in self.grants)


class Action(StrEnum):
    CREATE_MEASURE = "create_measure"
    CHANGE_FACTS = "change_facts"
    ANSWER = "answer"
    SUBMIT = "submit"
    START_REVISION = "start_revision"
    START_REPEAT = "start_repeat"
    WITHDRAW = "withdraw"
    RESUME = "resume"
    RELEASE = "release"
    TAKE_BACK = "take_back"
    REPLY = "reply"
    CHANGE_RELEASES = "change_releases"
    HAND_OVER = "hand_over"
    READ_REVIEWS = "read_reviews"
    REVIEW = "review"
    START_REVIEW = "start_review"
    RETURN_INCOMPLETE = "return_incomplete"
    REQUEST_CHANGES = "request_changes"
    FINISH_REVIEW = "finish_review"
    WRITE_LETTER = "write_letter"
    ASSIGN = "assign"
    SETTLE_GATE = "settle_gate"
    DECLARE_CONFLICT = "declare_conflict"
    NAME_DEPUTY = "name_deputy"
    ADD_MUNICIPALITY = "add_municipality"
    CHANGE_MUNICIPALITY = "change_municipality"
    COMPLETE_MUNICIPALITY = "complete_municipality"
    REMOVE_MUNICIPALITY = "remove_municipality"
    MANAGE_PROGRAMMES = "manage_programmes"
    MANAGE_PEOPLE = "manage_people"
    ACT_FOR = "act_for"
    WEIGH = "weigh"
    FIX_WEIGHTS = "fix_weights"
    PACK = "pack"
    PREPARE_MEETING = "prepare_meeting"
    LEAD_MEETING = "lead_meeting"
    ATTEND = "attend"
    LOAD_EXAMPLE = "load_example"
    REMOVE_EXAMPLE = "remove_example"


@dataclass(frozen=True, slots=True)
class OfMunicipality:
    """A municipality as the thing of an action."""

    municipality_id: int
    name: str


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """A measure's revision as the thing of an action.

    `advisors` are those assigned to it at the moment and without a conflict of interest; those of them who
    have yet to finish their review of this revision are `bound`: nothing may colour their judgement before.
    """

    municipality_id: int
    municipality: str
    state: MeasureState
    submitted: bool
    programme_id: int
    advisors: frozenset[int] = frozenset()
    bound: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Somebody who has a role in a programme as the thing of an action."""

    person_id: int
    programme_id: int


@dataclass(frozen=True, slots=True)
class OfProgramme:
    """What a steering group does in a programme as the thing of an action."""

    programme_id: int


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


class Part(StrEnum):
    """What somebody is to a measure."""

    PLANNER = "planner"
    ADVISOR = "advisor"
    COORDINATION = "coordination"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something to a measure, and in which states; `states` is None where the workflow's table
    says when. Where somebody `unbound` is asked for, an own unfinished review of it comes first."""

    parts: tuple[Part, ...]
    states: frozenset[MeasureState] | None = None
    unbound: bool = False


_ANY_STATE = frozenset(MeasureState)
_REVIEWERS = (Part.ADVISOR, Part.COORDINATION)
MEASURE_RULES: dict[Action, Rule] = {
    Action.CHANGE_FACTS: Rule((Part.PLANNER,), EDITABLE),
    Action.ANSWER: Rule((Part.PLANNER,), EDITABLE),
    **{
        action: Rule((Part.PLANNER,))
        for action in (
            Action.SUBMIT, Action.RELEASE, Action.TAKE_BACK, Action.START_REVISION, Action.START_REPEAT,
            Action.WITHDRAW, Action.RESUME,
        )
    },
    Action.REPLY: Rule((Part.PLANNER,), EDITABLE - {MeasureState.DRAFT}),
    Action.CHANGE_RELEASES: Rule((Part.PLANNER,), _ANY_STATE),
    Action.HAND_OVER: Rule((Part.PLANNER,), _ANY_STATE),
    Action.READ_REVIEWS: Rule(_REVIEWERS, _ANY_STATE),
    Action.REVIEW: Rule((Part.ADVISOR,), IN_HAND),
    Action.START_REVIEW: Rule(_REVIEWERS),
    Action.RETURN_INCOMPLETE: Rule(_REVIEWERS),
    Action.REQUEST_CHANGES: Rule(_REVIEWERS, unbound=True),
    Action.WRITE_LETTER: Rule(
        _REVIEWERS, IN_HAND | REVIEWED_ON | {MeasureState.CHANGES_REQUESTED}, unbound=True
    ),
    Action.FINISH_REVIEW: Rule((Part.COORDINATION,), unbound=True),
    Action.SETTLE_GATE: Rule((Part.COORDINATION,), IN_HAND | {MeasureState.REVIEWED}, unbound=True),
    Action.ASSIGN: Rule((Part.COORDINATION,), WORKING | IN_HAND | {MeasureState.REVIEWED}),
}  # fmt: skip

# What belongs to a meeting of the steering group, and which roles do it.
_LEADING = (Role.CHAIR, Role.COORDINATION)
STEERING_RULES: dict[Action, tuple[Role, ...]] = {
    Action.WEIGH: (Role.STEERING, *_LEADING),
    Action.FIX_WEIGHTS: _LEADING,
    Action.PACK: (Role.STEERING, *_LEADING),
    Action.PREPARE_MEETING: _LEADING,
    Action.LEAD_MEETING: _LEADING,
    Action.ATTEND: (Role.STEERING, *_LEADING),
}


def may(
    actor: Actor,
    action: Action,
    thing: OfMeasure | OfMunicipality | OfPerson | OfProgramme | None = None,
) -> Verdict:
    if action is Action.ADD_MUNICIPALITY:
        return _planner_or_administration(actor)
    if action in _OF_ADMINISTRATION:
        return _administration(actor)
    if isinstance(thing, OfMunicipality):
        return _about_municipality(actor, action, thing)
    if isinstance(thing, OfMeasure):
        return _for_measure(actor, action, thing)
    if isinstance(thing, OfProgramme):
        return _in_steering(actor, action, thing)
    if isinstance(thing, OfPerson):
        return _about_person(actor, action, thing)
    raise TypeError(f"{action} needs a thing to act on.")


def _in_steering(actor: Actor, action: Action, thing: OfProgramme) -> Verdict:
    roles = STEERING_RULES[action]
    if any(actor.works_in(thing.programme_id, role) for role in roles):
        return ALLOWED
    return Verdict(
        False, Message.of("access.not_steering" if Role.STEERING in roles else "access.not_leading")
    )


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


def _about_municipality(actor: Actor, action: Action, thing: OfMunicipality) -> Verdict:
    if action is Action.COMPLETE_MUNICIPALITY:
        return _planning_of(actor, thing)
    return _for_municipality(actor, action, thing.municipality_id, thing.name)


def _for_municipality(actor: Actor, action: Action, municipality_id: int, name: str) -> Verdict:
    verdict = _planning_of(actor, OfMunicipality(municipality_id, name))
    if not verdict.allowed:
        return verdict
    if action is not Action.ACT_FOR and actor.acting_for != municipality_id:
        return Verdict(False, Message.of("access.other_desk", municipality=name))
    return ALLOWED


def _for_measure(actor: Actor, action: Action, thing: OfMeasure) -> Verdict:
    rule = MEASURE_RULES[action]
    refused = [_as_part(actor, part, action, thing) for part in rule.parts]
    if ALLOWED not in refused:
        return refused[0]
    verdict = _at_this_time(action, rule, thing)
    if verdict.allowed and rule.unbound and actor.person_id in thing.bound:
        return Verdict(False, Message.of("access.bound"))
    return verdict


def _as_part(actor: Actor, part: Part, action: Action, thing: OfMeasure) -> Verdict:
    if part is Part.PLANNER:
        return _for_municipality(actor, action, thing.municipality_id, thing.municipality)
    if part is Part.COORDINATION:
        allowed = actor.works_in(thing.programme_id, Role.COORDINATION)
        return ALLOWED if allowed else Verdict(False, Message.of("access.not_coordination"))
    assigned = actor.person_id in thing.advisors and actor.works_in(thing.programme_id, Role.ADVICE)
    return ALLOWED if assigned else Verdict(False, Message.of("access.not_assigned"))


def _at_this_time(action: Action, rule: Rule, thing: OfMeasure) -> Verdict:
    if rule.states is None:
        if action.value in possible_steps(thing.state):
            return ALLOWED
        return Verdict(False, Message.of(f"workflow.not_possible.{action.value}"))
    if action in (Action.CHANGE_FACTS, Action.ANSWER):
        return _while_editable(rule.states, thing)
    if thing.state in rule.states:
        return ALLOWED
    if action is Action.REPLY and thing.state is MeasureState.RELEASED:
        return Verdict(False, Message.of("access.released"))
    return Verdict(False, Message.of(f"access.not_now.{action.value}"))


def _while_editable(states: frozenset[MeasureState], thing: OfMeasure) -> Verdict:
    if thing.state is MeasureState.WITHDRAWN:
        return Verdict(False, Message.of("access.not_editable"))
    if thing.state is MeasureState.RELEASED:
        return Verdict(False, Message.of("access.released"))
    if thing.submitted or thing.state not in states:
        return Verdict(False, Message.of("access.submitted"))
    return ALLOWED


def _about_person(actor: Actor, action: Action, thing: OfPerson) -> Verdict:
    if action is Action.DECLARE_CONFLICT:
        return _about_conflicts(actor, thing)
    return _about_deputies(actor, thing)


def _about_conflicts(actor: Actor, thing: OfPerson) -> Verdict:
    """Everybody who advises declares their own; the coordination anybody's."""
    oneself = actor.person_id == thing.person_id and actor.works_in(thing.programme_id, Role.ADVICE)
    if oneself or actor.works_in(thing.programme_id, Role.COORDINATION):
        return ALLOWED
    return Verdict(False, Message.of("access.not_coordination"))


def _about_deputies(actor: Actor, thing: OfPerson) -> Verdict:
    """Everybody names their own; the coordination anybody's, who may have fallen ill."""
    if actor.person_id == thing.person_id or actor.works_in(thing.programme_id, Role.COORDINATION):
        return ALLOWED
    return Verdict(False, Message.of("access.not_coordination"))
