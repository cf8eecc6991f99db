"""A world with a marker in every field that somebody must not read, and who may find which of them.

A marker says what it hides: `ZQsheet1bQZ` stands in the fact sheet of measure b's first revision. The
tables themselves say which text columns there are, so that a new one holds a marker from its first day on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Enum, String
from sqlmodel import AutoString, Session, SQLModel

from tests.access.leaks_meeting import meet
from tests.access.markers import marked
from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.judging import AnswerKind, GateState
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Audience,
    CheckKind,
    Comment,
    Conflict,
    Evidence,
    EvidenceKind,
    Indicator,
    JointJudgement,
    Letter,
    Measure,
    MeasureState,
    Package,
    Person,
    PreliminaryCheck,
    Programme,
    Recommendation,
    RecommendationKind,
    Release,
    ReleaseKind,
    Reply,
    ReviewRelease,
    Revision,
    RevisionPartner,
    Role,
    Round,
    RoundItem,
    RoundKind,
    Snippet,
    StakeholderGroup,
    Stance,
    WeightingMethod,
    WeightSet,
    id_of,
    now,
)
from toolkit.services.people import Login

ISSUER = "https://login.example"
# Names, keys and addresses have rules of their own, and are no secrets of a revision.
_NOT_MARKED = {
    "kind",
    "phase",
    "state",
    "question_key",
    "url",
    "unit",
    "page",
    "file_name",
    "contact_mailbox",
}


@dataclass
class LeakWorld:
    """Measures of Neustadt: a is a draft, b in review, c sent back for changes, d reviewed and released by
    the coordination, e submitted with its fact sheet shown to others, f reviewed with its result shown."""

    house: TestHouse
    programme_id: int
    catalogue_version_id: int
    neustadt: int
    altdorf: int
    owner_id: int
    people: dict[str, int] = field(default_factory=dict)
    measures: dict[str, int] = field(default_factory=dict)
    guest_pass: str = ""

    def actor(self, name: str) -> Actor:
        return self.house.actor_of(self.people[name])

    def claims(self, name: str) -> dict[str, object]:
        return {
            "is_logged_in": True,
            "iss": ISSUER,
            "sub": name,
            "email": f"{name}@example.de",
            "email_verified": True,
            "iat": int(now().timestamp()),
        }


def leak_world(house: TestHouse) -> LeakWorld:
    altdorf, neustadt = house.municipality("Altdorf"), house.municipality("Neustadt")
    desk = house.desk()
    owner_id = house.person("jonas@example.de", Grant(Role.PLANNING, municipality_id=neustadt))
    world = LeakWorld(house, desk.programme_id, desk.catalogue_version_id, neustadt, altdorf, owner_id)
    house.revoke(desk.actor.person_id)
    for name, grants in _people(world).items():
        world.people[name] = house.person(f"{name}@example.de", *grants)
    with house.database.writing() as session:
        _bind_logins(session, world)
        _add_what_belongs_to_people(session, world)
        _add_measures(session, world)
        _add_package(session, world)
    world.guest_pass = meet(
        house.database,
        world.actor("vera"),
        programme_id=world.programme_id,
        measures=world.measures,
        member_id=world.people["stefan"],
    )
    return world


def _people(world: LeakWorld) -> Mapping[str, tuple[Grant, ...]]:
    programme, advice = world.programme_id, Grant(Role.ADVICE, programme_id=world.programme_id)
    return {
        "erika": (Grant(Role.PLANNING, municipality_id=world.neustadt),),
        "hanna": (Grant(Role.PLANNING, municipality_id=world.altdorf),),
        "anna": (advice,),
        "bernd": (advice,),
        "conrad": (advice,),
        "clara": (Grant(Role.COORDINATION, programme_id=programme),),
        "stefan": (Grant(Role.STEERING, programme_id=programme),),
        "vera": (Grant(Role.CHAIR, programme_id=programme),),
        "adam": (Grant(Role.ADMINISTRATION),),
    }


def _bind_logins(session: Session, world: LeakWorld) -> None:
    """Each person is somebody by name, and known at the provider; jonas never comes."""
    session.get_one(Person, world.owner_id).name = marked("namejonas")
    for name, person_id in world.people.items():
        person = session.get_one(Person, person_id)
        person.name = marked(f"name{name}")
        person.oidc_subject = Login.from_claims(world.claims(name)).fingerprint


def _add_what_belongs_to_people(session: Session, world: LeakWorld) -> None:
    anna, conrad = world.people["anna"], world.people["conrad"]
    session.add(Snippet(person_id=anna, title=marked("snippet"), text=marked("snippet")))
    session.add(Conflict(person_id=conrad, municipality_id=world.neustadt, reason=marked("conflict")))
    programme = session.get_one(Programme, world.programme_id)
    programme.required_reviews = 1
    _add_weightings(session, world)


def _add_weightings(session: Session, world: LeakWorld) -> None:
    """A group has fixed its weighting, so that results under weights are shown; a variant stands beside."""
    group = StakeholderGroup(programme_id=world.programme_id, name=marked("weighing"))
    session.add(group)
    session.flush()
    weights = {criterion.id: 1 / (number + 2) for number, criterion in enumerate(panel_catalogue().criteria)}
    session.add_all(
        WeightSet(
            programme_id=world.programme_id,
            group_id=group.id,
            name=name,
            is_variant=name != group.name,
            method=WeightingMethod.NUMBERS,
            weights=weights,
            reason=marked("weighing"),
            proposed_by_id=world.people["vera"],
            fixed_at=now(),
        )
        for name in (group.name, marked("variant"))
    )


def _add_package(session: Session, world: LeakWorld) -> None:
    text = marked("package")
    proposed_by_id = world.people["vera"]
    session.add(
        Package(programme_id=world.programme_id, name=text, reason=text, proposed_by_id=proposed_by_id)
    )


def _add_measures(session: Session, world: LeakWorld) -> None:
    _Builder(session, world, "a", MeasureState.DRAFT).working(1)
    _Builder(session, world, "b", MeasureState.IN_REVIEW).submitted(1).reviewed()
    c = _Builder(session, world, "c", MeasureState.CHANGES_REQUESTED).submitted(1).reviewed()
    c.sent_back().working(2)
    _Builder(session, world, "d", MeasureState.REVIEWED).submitted(1).reviewed().released()
    e = _Builder(session, world, "e", MeasureState.SUBMITTED).submitted(1)
    e.shown_to_others(ReleaseKind.FACT_SHEET)
    f = _Builder(session, world, "f", MeasureState.REVIEWED).submitted(1).reviewed().released()
    f.shown_to_others(ReleaseKind.RESULT)


@dataclass
class _Builder:
    """Writes one measure step by step; every step that hides something leaves its marker."""

    session: Session
    world: LeakWorld
    letter: str
    state: MeasureState
    measure_id: int = 0
    revision_id: int = 0

    def __post_init__(self) -> None:
        measure = Measure(
            programme_id=self.world.programme_id,
            municipality_id=self.world.neustadt,
            state=self.state,
            owner_id=self.world.owner_id,
        )
        self.measure_id = self._added(measure)
        self.world.measures[self.letter] = self.measure_id
        for name in ("anna", "bernd", "conrad"):
            self._added(Assignment(measure_id=self.measure_id, person_id=self.world.people[name]))

    def working(self, number: int) -> _Builder:
        marker = self._mark("sheet", number)
        title = self._mark("title", number)
        sheet = _filled(Revision, marker, measure_id=self.measure_id, number=number, title=title)
        self.revision_id = self._added(sheet)
        for row in (
            _filled(RevisionPartner, marker, revision_id=self.revision_id),
            _filled(Indicator, marker, revision_id=self.revision_id),
            _filled(PreliminaryCheck, marker, revision_id=self.revision_id, kind=CheckKind.LAW),
            _filled(
                Evidence, marker, revision_id=self.revision_id, question_key="S1", kind=EvidenceKind.DOCUMENT
            ),
        ):
            self._added(row)
        self._assessment(self._mark("self", number), AssessmentKind.SELF, level=4)
        return self

    def submitted(self, number: int) -> _Builder:
        self.working(number)
        self.session.get_one(Revision, self.revision_id).submitted_at = now()
        self.session.flush()
        return self

    def reviewed(self) -> _Builder:
        """Anna's review is final; bernd has given one level and sees nothing yet."""
        review = self._assessment(self._mark("final"), AssessmentKind.REVIEW, level=2, author="anna")
        self._said(review, self._mark("said"), self._mark("note"))
        self._added(
            Recommendation(assessment_id=review, kind=RecommendationKind.CONTINUE, text=self._mark("advice"))
        )
        row = self.session.get_one(Assessment, review)
        row.revealed_at = row.final_at = now()
        self.session.flush()
        unfinished = self._assessment(
            self._mark("open"), AssessmentKind.REVIEW, level=1, author="bernd", questions=1
        )
        self._said(unfinished, self._mark("opensaid"), self._mark("opennote"))
        self._added(Letter(revision_id=self.revision_id, text=self._mark("letter")))
        return self

    def sent_back(self) -> _Builder:
        text = self._mark("asked")
        asked = Round(
            measure_id=self.measure_id, number=1, kind=RoundKind.CHANGES, revision_id=self.revision_id,
            text=text,
        )  # fmt: skip
        item = self._added(RoundItem(round_id=self._added(asked), question_key="S1", text=text))
        self._added(Reply(round_item_id=item, stance=Stance.DISAGREE, text=self._mark("replied")))
        return self

    def released(self) -> _Builder:
        self._added(ReviewRelease(revision_id=self.revision_id))
        self._added(
            JointJudgement(
                revision_id=self.revision_id, gate_state=GateState.MET, reason=self._mark("settled")
            )
        )
        return self

    def shown_to_others(self, kind: ReleaseKind) -> None:
        self._added(Release(measure_id=self.measure_id, kind=kind))

    def _assessment(
        self,
        marker: str,
        kind: AssessmentKind,
        *,
        level: int,
        author: str | None = None,
        questions: int | None = None,
    ) -> int:
        assessment = self._added(
            Assessment(
                revision_id=self.revision_id,
                kind=kind,
                author_id=self.world.people[author] if author else None,
                catalogue_version_id=self.world.catalogue_version_id,
            )
        )
        for key in list(panel_catalogue().questions)[:questions]:
            answer = Answer(assessment_id=assessment, question_key=key, kind=AnswerKind.LEVEL, level=level)
            answer.reason = answer.waiting_for = answer.change_reason = marker
            self._added(answer)
        return assessment

    def _said(self, review: int, to_municipality: str, to_colleagues: str) -> None:
        for audience, text in (
            (Audience.MUNICIPALITY, to_municipality),
            (Audience.COLLEAGUES, to_colleagues),
        ):
            for question in ("S1", ""):
                self._added(
                    Comment(assessment_id=review, question_key=question, audience=audience, text=text)
                )

    def _mark(self, kind: str, number: int | str = "") -> str:
        return marked(f"{kind}{number}{self.letter}")

    def _added(self, row: SQLModel) -> int:
        self.session.add(row)
        self.session.flush()
        return id_of(row)  # type: ignore[type-var]


def _filled(table: type[SQLModel], marker: str, **values: object) -> SQLModel:
    """A row with the marker in each of its text columns."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    free = [column for column in columns if column.name not in _NOT_MARKED | values.keys()]
    return table(**{column.name: marker for column in free if _holds_text(column.type)}, **values)


def _holds_text(kind: object) -> bool:
    return isinstance(kind, (String, AutoString)) and not isinstance(kind, Enum)
