"""Who could ask for something: one actor of each kind, and a measure in any state. Needs no database."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from toolkit.access import Action, Actor, Grant, OfMeasure, may
from toolkit.model import MeasureState as State
from toolkit.model import Role

PROGRAMME, ELSEWHERE = 1, 2
NEUSTADT, ALTDORF = 10, 11
_SHORTER = {State.CHANGES_REQUESTED: "changes", State.IN_IMPLEMENTATION: "implementing"}
SHORT_STATES = {state: _SHORTER.get(state, state.value) for state in State}
_people = count(1)


@dataclass(frozen=True)
class Member:
    """`letter` is the one of the table; those without one have no part in the measure."""

    actor: Actor
    letter: str = ""
    assigned: bool = False
    finished: bool = False


def _member(
    letter: str, *grants: Grant, at: int | None = None, assigned: bool = False, finished: bool = False
) -> Member:
    return Member(Actor(next(_people), frozenset(grants), acting_for=at), letter, assigned, finished)


_ADVICE = Grant(Role.ADVICE, programme_id=PROGRAMME)
_COORDINATION = Grant(Role.COORDINATION, programme_id=PROGRAMME)
CAST = {
    "planning": _member("P", Grant(Role.PLANNING, municipality_id=NEUSTADT), at=NEUSTADT),
    "planning, at another desk": _member(
        "", Grant(Role.PLANNING, municipality_id=NEUSTADT), Grant(Role.PLANNING, municipality_id=ALTDORF),
        at=ALTDORF,
    ),
    "planning elsewhere": _member("", Grant(Role.PLANNING, municipality_id=ALTDORF), at=ALTDORF),
    "advisor": _member("A", _ADVICE, assigned=True),
    "advisor, finished": _member("a", _ADVICE, assigned=True, finished=True),
    "advisor, not assigned": _member("", _ADVICE),
    "advisor elsewhere, assigned": _member("", Grant(Role.ADVICE, programme_id=ELSEWHERE), assigned=True),
    "coordination": _member("C", _COORDINATION),
    "coordination, own review not finished": _member("c", _COORDINATION, _ADVICE, assigned=True),
    "coordination elsewhere": _member("", Grant(Role.COORDINATION, programme_id=ELSEWHERE)),
    "steering group": _member("", Grant(Role.STEERING, programme_id=PROGRAMME)),
    "chair": _member("", Grant(Role.CHAIR, programme_id=PROGRAMME)),
    "administration": _member("", Grant(Role.ADMINISTRATION)),
    "nobody": _member(""),
}  # fmt: skip


def the_measure(state: State) -> OfMeasure:
    assigned = {member.actor.person_id: member for member in CAST.values() if member.assigned}
    submitted = state not in {State.DRAFT, State.RELEASED, State.INCOMPLETE, State.CHANGES_REQUESTED}
    return OfMeasure(
        NEUSTADT,
        "Neustadt",
        state,
        submitted,
        PROGRAMME,
        advisors=frozenset(assigned),
        bound=frozenset(key for key, member in assigned.items() if not member.finished),
    )


def letters_of(action: Action, state: State) -> str:
    """Who may, as the table writes it: `A` holds for `a` as well, and whoever is both and bound adds nothing.

    Raises `AssertionError` where that does not hold, so that the letters never hide a difference.
    """
    thing = the_measure(state)
    allowed = {member.letter for member in CAST.values() if may(member.actor, action, thing).allowed}
    assert "A" not in allowed or "a" in allowed
    assert "c" not in allowed or {"A", "C"} & allowed
    if "A" in allowed:
        allowed -= {"a"}
    bound_too = allowed - {"c"}
    assert ("c" in allowed) == bool(bound_too & {"A"} or (bound_too == {"C"} and action is Action.ASSIGN))
    return "".join(sorted(bound_too, key="PAaC".index))
