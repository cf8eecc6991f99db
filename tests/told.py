"""A shared server in small: people with different roles, who are told of one measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.model import Measure, Membership, NoticeKind, OutboxMessage, Person, Revision, Role, Round, now
from toolkit.services.notices import Deadline, DeadlineOf, tell
from toolkit.services.outbox import take_next
from toolkit.services.reminders import remind
from toolkit.storage import NOBODY

TODAY = now().astimezone().date()


@dataclass(frozen=True)
class World:
    """A measure of Neustadt, and people: two planners of Neustadt, one of Altdorf, one coordinator."""

    house: TestHouse
    neustadt: int
    measure_id: int
    programme_id: int
    catalogue_version_id: int
    people: dict[str, int]

    @classmethod
    def made(cls, house: TestHouse) -> World:
        altdorf, neustadt = house.municipality("Altdorf"), house.municipality("Neustadt")
        measure_id = house.measure(neustadt)
        desk = house.desk()
        world = cls(house, neustadt, measure_id, desk.programme_id, desk.catalogue_version_id, {})
        world.person("erika", Grant(Role.PLANNING, municipality_id=neustadt))
        world.person("jonas", Grant(Role.PLANNING, municipality_id=neustadt))
        world.person("hanna", Grant(Role.PLANNING, municipality_id=altdorf))
        world.person("clara", Grant(Role.COORDINATION, programme_id=desk.programme_id))
        world.people["desk"] = house.actor.person_id
        world.revoke("desk")  # on a shared server nobody has every role
        return world

    def person(self, name: str, *grants: Grant) -> int:
        with self.house.database.writing() as session:
            person = Person(name=name.title(), email=f"{name}@example.de", oidc_subject=name)
            session.add(person)
            session.flush()
            assert person.id is not None
            session.add_all(
                Membership(
                    person_id=person.id,
                    role=grant.role,
                    municipality_id=grant.municipality_id,
                    programme_id=grant.programme_id,
                )
                for grant in grants
            )
        self.people[name] = person.id
        return person.id

    def add(self, *rows: object) -> None:
        with self.house.database.writing() as session:
            session.add_all(rows)

    def own(self, name: str) -> None:
        with self.house.database.writing() as session:
            measure = session.get_one(Measure, self.measure_id)
            measure.owner_id = self.people[name]
            session.add(measure)

    def revoke(self, name: str) -> None:
        with self.house.database.writing() as session:
            for membership in session.exec(
                select(Membership).where(col(Membership.person_id) == self.people[name])
            ):
                membership.revoked_at = now()
                session.add(membership)

    def tell(self, kind: NoticeKind, *, by: str | None = None, deadline: Deadline | None = None) -> set[str]:
        with self.house.database.writing() as session:
            told = tell(
                session,
                kind=kind,
                measure_id=self.measure_id,
                by_id=self.people[by] if by else None,
                deadline=deadline,
            )
        return {name for name, person_id in self.people.items() if person_id in told}

    def actor(self, name: str) -> Actor:
        with self.house.database.reading() as session:
            rows = session.exec(
                select(Membership).where(
                    col(Membership.person_id) == self.people[name], col(Membership.revoked_at).is_(None)
                )
            )
            grants = frozenset(Grant(row.role, row.municipality_id, row.programme_id) for row in rows)
        return Actor(self.people[name], grants)

    def waiting(self) -> list[tuple[str, NoticeKind]]:
        """Who is to get what, in the order in which it was written."""
        names = {person_id: name for name, person_id in self.people.items()}
        with self.house.database.reading() as session:
            rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
            return [(names[row.person_id], row.kind) for row in rows]

    def take(self) -> str | None:
        """Whom the next message goes to that a sender gets; it works for nobody, as that of the app does."""
        with self.house.database.writing(NOBODY) as session:
            taken = take_next(session, language="de")
        return taken.address.partition("@")[0] if taken else None

    def rows(self) -> list[OutboxMessage]:
        with self.house.database.reading() as session:
            return list(session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))))

    def change(self, **values: object) -> None:
        """Every message, as if it had been written so."""
        with self.house.database.writing() as session:
            for row in session.exec(select(OutboxMessage)):
                for name, value in values.items():
                    setattr(row, name, value)
                session.add(row)

    def round(self, due_on: date) -> Deadline:
        with self.house.database.writing() as session:
            revision_id = session.exec(
                select(Revision.id).where(col(Revision.measure_id) == self.measure_id)
            ).one()
            opened = Round(measure_id=self.measure_id, number=1, revision_id=revision_id, due_on=due_on)
            session.add(opened)
            session.flush()
            assert opened.id is not None
        return Deadline(DeadlineOf.ROUND, opened.id, due_on)

    def remind(self, today: date = TODAY) -> int:
        with self.house.database.writing(NOBODY) as session:
            return remind(session, today=today)
