"""Planner, advisors and coordination act in any order: the measure is always where the two tables say.

Who may do what stands in `tests/access/test_may.py`, where each step leads in
`tests/services/test_workflow.py`; both are written by hand. The machine keeps no other book than which round
is open, who has judged and who released.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, col, select

from tests.access.test_may import table
from tests.houses import TestHouse
from tests.reviewing import ADVISORS, Reviewing
from tests.services.test_workflow import WAYS
from toolkit.access import Actor
from toolkit.model import Answer, Assessment, MeasureState, Revision, Round, RoundKind, id_of
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.finishing import finish_review
from toolkit.services.measures import change_fact, move, open_measure, take_step
from toolkit.services.releasing import release_internally, take_back
from toolkit.services.review_access import under_review
from toolkit.services.revisions import start_repeat_assessment, start_revision
from toolkit.services.rounds import request_changes, return_incomplete
from toolkit.services.submitting import submit_measure
from toolkit.storage import open_database, prepare
from toolkit.workflow import EDITABLE, IN_HAND, Step

State = MeasureState
OF_ROUND = {RoundKind.CHANGES: State.CHANGES_REQUESTED, RoundKind.INCOMPLETE: State.INCOMPLETE}
ASKED = (("S1", "Welches Ziel?"),)
Act = Callable[[Session, Actor, int], object]


def start_review(session: Session, actor: Actor, measure_id: int) -> None:
    measure = open_measure(session, actor, measure_id=measure_id)
    move(session, actor, measure, Step.START_REVIEW, thing=under_review(session, measure))


VERBS: dict[Step, Act] = {
    Step.SUBMIT: lambda session, actor, key: submit_measure(session, actor, measure_id=key),
    Step.RELEASE: lambda session, actor, key: release_internally(session, actor, measure_id=key),
    Step.TAKE_BACK: lambda session, actor, key: take_back(session, actor, measure_id=key),
    Step.START_REVISION: lambda session, actor, key: start_revision(session, actor, measure_id=key),
    Step.START_REPEAT: lambda session, actor, key: start_repeat_assessment(session, actor, measure_id=key),
    Step.WITHDRAW: lambda session, actor, key: take_step(session, actor, measure_id=key, step=Step.WITHDRAW),
    Step.RESUME: lambda session, actor, key: take_step(session, actor, measure_id=key, step=Step.RESUME),
    Step.START_REVIEW: start_review,
    Step.RETURN_INCOMPLETE: lambda session, actor, key: return_incomplete(
        session, actor, measure_id=key, items=ASKED
    ),
    Step.REQUEST_CHANGES: lambda session, actor, key: request_changes(
        session, actor, measure_id=key, items=ASKED
    ),
    Step.FINISH_REVIEW: lambda session, actor, key: finish_review(session, actor, measure_id=key),
}
PEOPLE = {"erika": "P", "jonas": "P", "anna": "A", "bernd": "A", "clara": "C"}
MAY = table()
# Whoever does not even see the thing of a step is told that there is none.
UNSEEN = (NotFoundError,)


class AnyWay(RuleBasedStateMachine):
    """`_fresh` gives a world with one answered measure in draft."""

    def __init__(self, fresh: Callable[[], Reviewing]) -> None:
        super().__init__()
        self.world = fresh()
        self.state, self.working = State.DRAFT, True
        self.round: RoundKind | None = None
        self.replied = False
        self.judged: set[str] = set()
        self.released_by: str | None = None
        self.frozen: dict[int, object] = {}

    def teardown(self) -> None:
        self.world.house.database.close()

    @rule(step=st.sampled_from(list(VERBS)), name=st.sampled_from(list(PEOPLE)))
    def try_anything(self, step: Step, name: str) -> None:
        self._act(step, name)

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Of what is possible, so that the machine gets further than chance would take it."""
        ways = {
            step: [name for name in PEOPLE if self._refusal(step, name) is None]
            for step in VERBS
            if step is not Step.WITHDRAW  # from nearly everywhere, and back to where it came from
        }
        possible = [step for step, names in ways.items() if names]
        if possible:
            step = data.draw(st.sampled_from(possible))
            self._act(step, data.draw(st.sampled_from(ways[step])))

    def _act(self, step: Step, name: str) -> None:
        expected, refused = self._refusal(step, name), None
        try:
            with self.world.writing(name) as (session, actor):
                VERBS[step](session, actor, self.world.measure_id)
        except ServiceError as error:
            refused = type(error)
        assert expected is refused or (expected and refused in UNSEEN), (step, name)
        if refused is None:
            self.released_by = name if step is Step.RELEASE else None
            self._went(step)

    @precondition(lambda self: self.state in OF_ROUND.values() and not self.replied)
    @rule(name=st.sampled_from(["erika", "jonas"]))
    def reply(self, name: str) -> None:
        self.world.reply_to_all(name)
        self.replied = True

    @precondition(lambda self: self.state in IN_HAND)
    @rule(name=st.sampled_from(ADVISORS))
    def judge(self, name: str) -> None:
        if name not in self.judged:
            self.world.review(name)
            self.judged.add(name)
            self.state = State.IN_REVIEW

    @precondition(lambda self: self.state in EDITABLE)
    @rule(text=st.sampled_from(["kurz", "länger"]))
    def edit(self, text: str) -> None:
        with self.world.writing("erika") as (session, actor):
            measure_id = self.world.measure_id
            before = open_measure(session, actor, measure_id=measure_id).facts["problem"]
            change_fact(session, actor, measure_id=measure_id, field="problem", based_on=before, entered=text)

    @invariant()
    def is_where_the_tables_say(self) -> None:
        assert self.world.state is self.state

    @invariant()
    def has_at_most_one_working_revision_and_it_is_the_newest(self) -> None:
        submitted = [each for _, each in self.world.revisions()]
        assert submitted == [True] * (len(submitted) - self.working) + [False] * self.working

    @invariant()
    def changes_nothing_that_was_submitted(self) -> None:
        now = self._submitted()
        assert {number: now[number] for number in self.frozen} == self.frozen
        self.frozen = now

    @invariant()
    def has_at_most_one_open_round(self) -> None:
        with self.world.house.database.reading() as session:
            found = session.exec(select(Round).where(col(Round.closed_at).is_(None))).all()
            assert [row.kind for row in found] == [self.round] * (self.round is not None)

    def _refusal(self, step: Step, name: str) -> type[ServiceError] | None:
        cell, part = MAY[step.value, self.state], PEOPLE[name]
        if part != "P" and not self.frozen:
            return NotFoundError  # nothing is submitted yet
        if not (part in cell or (part == "A" and "a" in cell and name in self.judged)):
            return RefusedError
        if step is Step.SUBMIT and name == self.released_by:
            return RefusedError
        unanswered = self.round is not None and not self.replied
        if step in (Step.SUBMIT, Step.RELEASE) and unanswered and self.state is not State.RELEASED:
            return InvalidError
        too_few = step is Step.FINISH_REVIEW and self.judged != set(ADVISORS)
        return InvalidError if too_few else None

    def _went(self, step: Step) -> None:
        before, self.state = self.state, WAYS[self.state][step]
        if step is Step.RESUME and not self.working:
            self.state = State.SUBMITTED
        elif step in (Step.TAKE_BACK, Step.RESUME) and self.round is not None:
            self.state = OF_ROUND[self.round]
        elif step is Step.SUBMIT:
            if before is State.RELEASED and self.round is RoundKind.CHANGES:
                self.state = State.RESUBMITTED
            self.working, self.round, self.judged = False, None, set()
        elif step in (Step.REQUEST_CHANGES, Step.RETURN_INCOMPLETE):
            changes = step is Step.REQUEST_CHANGES
            self.round = RoundKind.CHANGES if changes else RoundKind.INCOMPLETE
            self.working, self.replied = True, False
        elif step in (Step.START_REVISION, Step.START_REPEAT):
            self.working = True

    def _submitted(self) -> dict[int, object]:
        """By number everything that was frozen with it."""
        with self.world.house.database.reading() as session:
            rows = session.exec(select(Revision).where(col(Revision.submitted_at).is_not(None))).all()
            return {row.number: (row.model_dump(), _answers(session, id_of(row))) for row in rows}


def _answers(session: Session, revision_id: int) -> list[dict[str, object]]:
    """Of the self-assessment: reviews come later."""
    rows = session.exec(
        select(Answer)
        .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
        .where(col(Assessment.revision_id) == revision_id, col(Assessment.author_id).is_(None))
        .order_by(col(Answer.id))
    )
    return [row.model_dump() for row in rows]


@contextmanager
def worlds(folder: Path) -> Iterator[Callable[[], Reviewing]]:
    """Each a copy of one that was furnished once."""
    file = folder / "furnished.sqlite3"
    database = open_database(f"sqlite:///{file}")
    prepare(database)
    furnished = Reviewing.made(TestHouse.furnished(database))
    database.close()
    numbers = count()

    def fresh() -> Reviewing:
        copy = folder / f"copy-{next(numbers)}.sqlite3"
        shutil.copyfile(file, copy)
        return replace(furnished, house=TestHouse(open_database(f"sqlite:///{copy}")))

    yield fresh


def test_whatever_anybody_does_the_measure_is_where_the_tables_say(tmp_path: Path) -> None:
    with worlds(tmp_path) as fresh:
        run_state_machine_as_test(
            lambda: AnyWay(fresh),
            # A long way is read as it is: to shorten it takes minutes.
            settings=settings(
                settings.default,
                max_examples=10,
                stateful_step_count=40,
                phases=[Phase.explicit, Phase.generate],
            ),
        )
