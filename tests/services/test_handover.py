"""A measure travels from one installation to another: what arrives, what changes nothing, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import func, select

from tests.filetypes import samples
from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.catalogue import Catalogue
from toolkit.exchange.handover_file import handover_file, read_handover_file
from toolkit.filetypes import read_file
from toolkit.model import Event, Handover, Measure, MeasureState, Role
from toolkit.model.handed import HandedMeasure
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.evidence import add_file
from toolkit.services.handover import Parcel, content_of, parcel_of
from toolkit.services.handover_plan import Arrival, HandoverPlan, plan_handover
from toolkit.services.measures import change_fact, take_step
from toolkit.services.taking_over import take_over_measure
from toolkit.storage import BlobStore, Database, check_blobs, check_database, migrate, open_database
from toolkit.workflow import Step

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
FILE = read_file(samples.pdf())


@dataclass
class Town:
    """An installation with its files."""

    house: TestHouse
    store: BlobStore

    @classmethod
    def furnished(cls, database: Database, folder: Path) -> Town:
        return cls(TestHouse.furnished(database), BlobStore.within(folder))

    def measure(self, municipality_id: int) -> int:
        """Submitted once with a file, and in a second revision since."""
        measure_id = self.house.measure(municipality_id)
        with self.house.database.writing() as session:
            add_file(
                session, self.house.actor, measure_id=measure_id, question="S1", file=FILE,
                name="Beschluss.pdf", entered=EvidenceInput(page="Seite 3"), store=self.store,
            )  # fmt: skip
        self.house.answer(measure_id, "S1", AnswerInput(kind="level", level=2, reason="Beschlossen."))
        self.house.submit(measure_id)
        self.house.start_revision(measure_id)
        return measure_id

    def file(self, measure_id: int, actor: Actor | None = None) -> bytes:
        with self.house.database.reading() as session:
            parcel = parcel_of(session, actor or self.house.actor, measure_id=measure_id)
        return handover_file(parcel, self.store, at=NOON)

    def plan(self, file: bytes, municipality_id: int | None = None) -> HandoverPlan:
        with self.house.database.reading() as session:
            return plan_handover(
                session, self.house.actor, programme_id=self.house.desk().programme_id,
                parcel=read_handover_file(file), municipality_id=municipality_id,
            )  # fmt: skip

    def take(
        self, file: bytes, municipality_id: int | None = None, actor: Actor | None = None
    ) -> HandoverPlan:
        with self.house.database.writing() as session:
            return take_over_measure(
                session, actor or self.house.actor, programme_id=self.house.desk().programme_id,
                parcel=read_handover_file(file), store=self.store, municipality_id=municipality_id,
            )  # fmt: skip

    def only_measure(self) -> int:
        with self.house.database.reading() as session:
            measure_id = session.exec(select(Measure.id)).one()
        assert measure_id is not None
        return measure_id

    def content(self, measure_id: int) -> HandedMeasure:
        with self.house.database.reading() as session:
            return content_of(session, self.house.actor, measure_id=measure_id)

    def retitle(self, measure_id: int, title: str) -> None:
        with self.house.database.writing() as session:
            before = self.content(measure_id).revisions[-1].title
            change_fact(
                session, self.house.actor, measure_id=measure_id, field="title", based_on=before,
                entered=title,
            )  # fmt: skip

    def count(self, table: type) -> int:
        with self.house.database.reading() as session:
            return session.exec(select(func.count()).select_from(table)).one()


@pytest.fixture
def here(any_database: Database, tmp_path: Path) -> Town:
    return Town.furnished(any_database, tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Town]:
    """A town without a server: a single desk on SQLite."""
    database = open_database(f"sqlite:///{tmp_path / 'there' / 'toolkit.sqlite3'}")
    migrate(database)
    yield Town.furnished(database, tmp_path / "there")
    database.close()


@pytest.fixture
def sent(there: Town) -> int:
    return there.measure(there.house.municipality("Tarp", "01059171"))


def test_a_measure_arrives_with_everything_and_leaves_again_as_the_same_file(
    here: Town, there: Town, sent: int
) -> None:
    here.house.municipality("Gemeinde Tarp", "01059171")
    file = there.file(sent)
    plan = here.plan(file)
    assert (plan.municipality, plan.refusal, plan.notices) == ("Gemeinde Tarp", None, ())
    assert here.take(file) == plan
    arrived = here.only_measure()
    expected = there.content(sent)
    assert here.content(arrived).revisions == expected.revisions
    again, before = read_handover_file(here.file(arrived)), read_handover_file(file)
    assert (again.measure.revisions, again.catalogues, again.files) == (
        before.measure.revisions, before.catalogues, before.files,
    )  # fmt: skip
    with here.house.database.reading() as session:
        broken = (*check_database(session), *check_blobs(session, here.store))
        states = session.exec(select(Measure.state)).all()
    assert (broken, states) == ((), [MeasureState.DRAFT])


def test_the_same_file_twice_changes_nothing(here: Town, there: Town, sent: int) -> None:
    here.house.municipality("Tarp")
    file = there.file(sent)
    here.take(file)
    before = (here.content(here.only_measure()), here.count(Event), here.count(Handover))
    plan = here.take(file)
    assert [arrival for _, arrival in plan.revisions] == [Arrival.SAME, Arrival.SAME]
    assert plan.outcome.key == "handover.nothing_new"
    assert (here.content(here.only_measure()), here.count(Event), here.count(Handover)) == before


def test_a_newer_file_replaces_what_is_unchanged_and_adds_what_is_new(
    here: Town, there: Town, sent: int
) -> None:
    here.house.municipality("Tarp")
    old = there.file(sent)
    here.take(old)
    there.retitle(sent, "Pegelsensoren für alle Bäche")
    there.house.submit(sent)
    there.house.start_revision(sent)
    plan = here.take(there.file(sent))
    assert [arrival for _, arrival in plan.revisions] == [Arrival.SAME, Arrival.NEWER, Arrival.NEW]
    assert here.content(here.only_measure()).revisions == there.content(sent).revisions
    # An old file brings nothing back.
    assert here.take(old).changes_something is False
    assert here.content(here.only_measure()).revisions == there.content(sent).revisions


def test_what_was_changed_here_meanwhile_is_said_and_never_overwritten(
    here: Town, there: Town, sent: int
) -> None:
    here.house.municipality("Tarp")
    here.take(there.file(sent))
    here.retitle(here.only_measure(), "Hier geändert")
    there.retitle(sent, "Dort geändert")
    before = here.content(here.only_measure())
    with pytest.raises(RefusedError) as refused:
        here.take(there.file(sent))
    assert (refused.value.message.key, dict(refused.value.message.values)) == (
        "handover.conflict", {"numbers": ("2",)},
    )  # fmt: skip
    assert here.content(here.only_measure()) == before


def test_what_was_changed_only_here_stays(here: Town, there: Town, sent: int) -> None:
    here.house.municipality("Tarp")
    file = there.file(sent)
    here.take(file)
    here.retitle(here.only_measure(), "Hier geändert")
    assert here.take(file).changes_something is False
    assert here.content(here.only_measure()).title == "Hier geändert"


def test_what_is_withdrawn_or_judged_here_takes_nothing_from_a_file(
    here: Town, there: Town, sent: int
) -> None:
    here.house.municipality("Tarp")
    here.take(there.file(sent))
    with here.house.database.writing() as session:
        take_step(session, here.house.actor, measure_id=here.only_measure(), step=Step.WITHDRAW)
    there.retitle(sent, "Dort geändert")
    refusal = here.plan(there.file(sent)).refusal
    assert refusal is not None
    assert refusal.key == "handover.under_review"


def test_an_unknown_municipality_is_asked_for(here: Town, there: Town, sent: int) -> None:
    chosen = here.house.municipality("Amt Oeversee")
    file = there.file(sent)
    refusal = here.plan(file).refusal
    assert refusal is not None
    assert refusal.key == "handover.which_municipality"
    assert here.take(file, chosen).municipality == "Amt Oeversee"


def test_only_who_plans_for_the_municipality_may_send_or_receive(here: Town, there: Town, sent: int) -> None:
    tarp = here.house.municipality("Tarp")
    file = there.file(sent)
    programme = here.house.desk().programme_id
    outsiders = [
        here.house.actor_of(here.house.person("a@example.org", Grant(Role.COORDINATION, None, programme))),
        here.house.actor_of(
            here.house.person("b@example.org", Grant(Role.PLANNING, here.house.municipality("Sieverstedt")))
        ),
    ]
    for actor in outsiders:
        with pytest.raises(RefusedError):
            here.take(file, tarp, actor)
    here.take(file, tarp)
    for actor in outsiders:
        with pytest.raises((RefusedError, NotFoundError)):
            here.file(here.only_measure(), actor)
        with pytest.raises(RefusedError) as refused:
            here.take(file, None, actor)
        assert refused.value.message.key == "handover.known_elsewhere"


def test_reviews_and_names_do_not_travel(there: Town, sent: int) -> None:
    advisor = there.house.advisor("ada@example.org")
    there.house.assign(sent, advisor)
    file = there.file(sent)
    assert b"ada@example.org" not in read_handover_file(file).measure.model_dump_json().encode()
    assert b'"id":' not in read_handover_file(file).measure.model_dump_json().encode()


def test_a_catalogue_of_the_same_name_and_another_content_is_refused(
    here: Town, there: Town, sent: int
) -> None:
    here.house.municipality("Tarp")
    parcel = read_handover_file(there.file(sent))
    content = json.loads(parcel.catalogues[0].canonical_content)
    other = Catalogue.model_validate_json(json.dumps({**content, "source": content["title"]}))
    changed = Parcel(parcel.measure, (other,), parcel.files, parcel.sha256)
    with here.house.database.reading() as session, pytest.raises(InvalidError) as refused:
        plan_handover(session, here.house.actor, programme_id=here.house.desk().programme_id, parcel=changed)
    assert refused.value.message.key == "handover.other_catalogue"
