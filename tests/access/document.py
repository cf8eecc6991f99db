"""docs/access.md, made from the rules: asked of `may` and of the selects. `make access` writes it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.access.cast import CAST, PROGRAMME, letters_of
from tests.access.test_seeing import NOTHING
from tests.access.world import AccessWorld, seeded_steering, seeded_world, seen_of_steering
from tests.houses import TestHouse
from toolkit.access import MEASURE_RULES, STEERING_RULES, OfProgramme, may
from toolkit.messages import translate
from toolkit.model import MeasureState
from toolkit.storage import migrate, open_database
from toolkit.workflow import REVIEWED_ON, WORKING, state_title

FILE = Path(__file__).parents[2] / "docs" / "access.md"
WAYS = {
    "–": frozenset(),
    "changes requested, reviewed or later": REVIEWED_ON
    | {MeasureState.CHANGES_REQUESTED, MeasureState.RESUBMITTED},
    "reviewed or later": REVIEWED_ON,
    "yes": frozenset(MeasureState),
    "yes, while there is one": WORKING | {MeasureState.WITHDRAWN},
}
KINDS = tuple(NOTHING)
INTRODUCTION = """# Who may do what, and who sees what

Made from the rules by `make access`; a test compares it with them. The rules stand in
`toolkit/access/rules.py` (`may`, with the sentence of each refusal) and `toolkit/access/seeing.py` (the
selects from which every list, count, export, history and chart starts). `tests/access` has both tables
once more, written by hand.

The unit of seeing is the revision. Outside its own municipality nobody sees a working revision; on
PostgreSQL row-level security keeps that rule once more. Administration of the app opens no measure.
"""
DOING = """
## What may be done to a measure

**P** planning of its municipality, at its desk · **A** an advisor who is assigned and has no conflict
of interest · **a** the same, once the own review of the revision is final · **C** the coordination of
its programme; where it reviews the measure itself, after its own review is final, except for assigning.
Nobody else may do any of it: planning elsewhere, advisors not assigned, steering group, chair,
administration. States as rows; with what rules beyond it a step needs (a reason, a reply, the required
number of reviews), the service of that step refuses by itself.
"""
STEERING = """
## What a steering group does in its programme

Weigh, fix weights, put packages together, prepare, lead and attend a meeting. Nobody else may do any
of it, and nobody in a programme where they have no such role.
"""
SEEING = """
## What is seen of a measure

*Fact sheet* and *self-assessment* of a submitted and of a working revision; a *review* with its
comments to the municipality and its notes to colleagues, finished and not. *All levels given* is an
advisor who has seen the self-assessment and may still change a level, with a reason. The result is what
a comparison may show. Whoever has a role in a programme sees which municipalities take part, and
nothing more by that.

What a round asked for is read by the planning of the municipality and by those who review or coordinate: a
request for changes after the own review of that revision or a later one, a return as incomplete at once.
The replies leave the municipality with the revision that answers the round.
"""
SEEING_STEERING = """
## What is seen of a steering group's work

In its programme, by who is named here; by nobody else, and nowhere else. A *published* decision is read by
everybody who sees the measure: here its planning and its advisors.
"""
RELEASES = """
## What a municipality releases to others

Two separate releases, both off at first, seen by the planning of the other municipalities: the
submitted fact sheet; and the result, which shows title, municipality, the submitted self-assessment
and, when reviewed, the final reviews, without any comment. Distributions are shown of groups of at
least five municipalities only. Where a programme shows the self-assessment question by question, an
advisor reads each answer after giving the own.
"""


def render() -> str:
    return "".join(
        (
            INTRODUCTION,
            DOING,
            *_lines(_doing()),
            STEERING,
            *_lines(_steering()),
            SEEING,
            *_lines(_seeing()),
            SEEING_STEERING,
            *_lines(_seeing_steering()),
            RELEASES,
        )
    )


def _doing() -> Iterable[Sequence[str]]:
    actions = list(MEASURE_RULES)
    yield ["state", *(action.value.replace("_", " ") for action in actions)]
    for state in MeasureState:
        yield [translate(state_title(state), "en"), *(letters_of(action, state) for action in actions)]


def _steering() -> Iterable[Sequence[str]]:
    actions = list(STEERING_RULES)
    yield ["who", *(action.value.replace("_", " ") for action in actions)]
    for who in ("steering group", "chair", "coordination"):
        verdicts = [may(CAST[who].actor, action, OfProgramme(PROGRAMME)) for action in actions]
        yield [who, *("yes" if verdict.allowed else "–" for verdict in verdicts)]


def _seeing() -> Iterable[Sequence[str]]:
    with _a_world() as world:
        yield ["who", *(kind.replace(":", ", ") for kind in KINDS)]
        yield from _rows(world)


def _seeing_steering() -> Iterable[Sequence[str]]:
    with _a_world() as world:
        things = seeded_steering(world)
        yield ["who", *things]
        for person in world.people:
            seen = seen_of_steering(world, things, person)
            if seen:
                yield [person, *("yes" if kind in seen else "–" for kind in things)]


@contextmanager
def _a_world() -> Iterator[AccessWorld]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'toolkit.sqlite3'}")
        migrate(database)
        yield seeded_world(TestHouse.furnished(database))
        database.close()


def _rows(world: AccessWorld) -> Iterable[Sequence[str]]:
    for person in world.people:
        seen = world.seen(person)
        yield [person, *(_in_words(seen[kind], world.things[kind]) for kind in KINDS)]


def _in_words(states: frozenset[MeasureState], there: Iterable[MeasureState]) -> str:
    """What the select gave, by name; a set without a name would be a rule that nobody wrote down."""
    return next(words for words, some in WAYS.items() if states == some & set(there))


def _lines(rows: Iterable[Sequence[str]]) -> Iterable[str]:
    for number, row in enumerate(rows):
        yield f"\n| {' | '.join(row)} |" if number == 0 else f"| {' | '.join(row)} |"
        yield "\n" + "|---" * len(row) + "|\n" if number == 0 else "\n"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
