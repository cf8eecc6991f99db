"""What a measure from another installation would change here. Planning changes nothing.

The same file brings nothing, a newer one what is new. What was changed here meanwhile is never overwritten:
each revision is remembered with its hash as it came and as it was stored, so that a change shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, OfMunicipality, may
from toolkit.judging import GivenAnswer, UnfitAnswerError
from toolkit.judging.questions import check_answers
from toolkit.messages import Message
from toolkit.model import (
    Assessment,
    CatalogueVersion,
    Handover,
    Measure,
    MeasureState,
    Programme,
    ProgrammeMunicipality,
    id_of,
)
from toolkit.model.handed import HandedMeasure, HandedRevision, Place
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.handover import Parcel, content_of
from toolkit.services.municipalities import OpenedMunicipality, municipalities

# From here on others judge it; what they judged must not change under their hands.
_OPEN_STATES = frozenset({MeasureState.DRAFT, MeasureState.SUBMITTED})


class Arrival(StrEnum):
    """What becomes of a revision in the file."""

    SAME = "same"
    NEW = "new"
    NEWER = "newer"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class HandoverPlan:
    """What a file would do here. `municipality_id` is None as long as nobody has said which one it is."""

    title: str
    written_place: str
    municipality_id: int | None
    municipality: str
    measure_id: int | None
    revisions: tuple[tuple[int, Arrival], ...]
    notices: tuple[Message, ...] = ()
    refusal: Message | None = None

    @property
    def changes_something(self) -> bool:
        return any(arrival in (Arrival.NEW, Arrival.NEWER) for _, arrival in self.revisions)

    @property
    def outcome(self) -> Message:
        """Of what was done."""
        if not self.changes_something:
            return Message.of("handover.nothing_new", title=self.title)
        key = "handover.added" if self.measure_id is None else "handover.renewed"
        count = sum(arrival is not Arrival.SAME for _, arrival in self.revisions)
        return Message.of(key, title=self.title, municipality=self.municipality, n=count)


class HandoverChangedError(ServiceError):
    """What would happen is no longer what was shown."""

    def __init__(self) -> None:
        super().__init__(Message.of("imports.other_than_shown"))


def plan_handover(
    session: Session, actor: Actor, *, programme_id: int, parcel: Parcel, municipality_id: int | None = None
) -> HandoverPlan:
    """What the file would do here and now; changes nothing."""
    _refuse_unfit(session, parcel)
    content = parcel.measure
    known = session.exec(select(Measure).where(col(Measure.uuid) == content.uuid)).one_or_none()
    if known is not None:
        return _plan_for_known(session, actor, parcel, known, programme_id)
    _refuse_taken_assessments(session, content)
    place = _receiving(session, actor, programme_id, content.municipality, municipality_id)
    refusal = _refusal_at(actor, place) if place else Message.of("handover.which_municipality")
    return HandoverPlan(
        content.title,
        content.municipality.name,
        place.municipality_id if place else None,
        place.facts.name if place else "",
        None,
        tuple((one.number, Arrival.NEW) for one in content.revisions),
        tuple(_notices(session, parcel, programme_id)),
        refusal,
    )


def _plan_for_known(
    session: Session, actor: Actor, parcel: Parcel, known: Measure, programme_id: int
) -> HandoverPlan:
    """A measure that this person may not see is none: nothing about it is told."""
    content = parcel.measure
    here = municipalities(session, actor, is_example=is_example_programme(session, programme_id))
    place = next((one for one in here if one.municipality_id == known.municipality_id), None)
    if known.programme_id != programme_id or place is None or _refusal_at(actor, place):
        raise RefusedError(Message.of("handover.known_elsewhere"))
    there = content_of(session, actor, measure_id=id_of(known))
    sent, kept = _remembered(session, id_of(known))
    arrivals = tuple(
        (one.number, _arrival(one, there.revisions, sent[one.number], kept.get(one.number)))
        for one in content.revisions
    )
    plan = HandoverPlan(
        content.title,
        content.municipality.name,
        known.municipality_id,
        place.facts.name,
        id_of(known),
        arrivals,
        tuple(_notices(session, parcel, programme_id)),
    )
    return replace(plan, refusal=_refusal_for_known(plan, known))


def _refusal_for_known(plan: HandoverPlan, known: Measure) -> Message | None:
    disputed = [number for number, arrival in plan.revisions if arrival is Arrival.CONFLICT]
    if disputed:
        return Message.of("handover.conflict", numbers=tuple(str(number) for number in disputed))
    if plan.changes_something and known.state not in _OPEN_STATES:
        return Message.of("handover.under_review")
    return None


def _arrival(
    one: HandedRevision, there: tuple[HandedRevision, ...], sent: set[str], kept: str | None
) -> Arrival:
    if one.number > len(there):
        return Arrival.NEW
    stored = there[one.number - 1]
    if one.sha256 in {stored.sha256, *sent}:
        return Arrival.SAME
    if stored.submitted_at is None and stored.sha256 == kept:
        return Arrival.NEWER
    return Arrival.CONFLICT


def _remembered(session: Session, measure_id: int) -> tuple[Mapping[int, set[str]], Mapping[int, str]]:
    """By number: the hashes that each revision had in all files that came, so that an old file brings nothing
    back; and the one that it had here after the newest."""
    sent: dict[int, set[str]] = defaultdict(set)
    kept: dict[int, str] = {}
    rows = session.exec(
        select(Handover).where(col(Handover.measure_id) == measure_id).order_by(col(Handover.id))
    )
    for row in rows:
        for number, sha256 in row.details["sent"].items():
            sent[int(number)].add(sha256)
        kept |= {int(number): sha256 for number, sha256 in row.details["kept"].items()}
    return sent, kept


def _receiving(
    session: Session, actor: Actor, programme_id: int, written: Place, chosen: int | None
) -> OpenedMunicipality | None:
    """The one that was chosen, else the one with this official key, else the only one of this name."""
    taking_part = set(
        session.exec(
            select(ProgrammeMunicipality.municipality_id).where(
                col(ProgrammeMunicipality.programme_id) == programme_id
            )
        )
    )
    here = [
        one
        for one in municipalities(session, actor, is_example=is_example_programme(session, programme_id))
        if one.municipality_id in taking_part
    ]
    if chosen is not None:
        found = [one for one in here if one.municipality_id == chosen]
        if not found:
            raise NotFoundError(Message.of("services.no_municipality"))
        return found[0]
    return only(one for one in here if written.key and has_key(one, written.key)) or only(
        one for one in here if one.facts.name.casefold() == written.name.casefold()
    )


def only(found: Iterator[OpenedMunicipality]) -> OpenedMunicipality | None:
    several = list(found)
    return several[0] if len(several) == 1 else None


def has_key(one: OpenedMunicipality, key: str) -> bool:
    return any(own.key == key for own in one.facts.official_keys)


def _refusal_at(actor: Actor, place: OpenedMunicipality) -> Message | None:
    """As with a list: asked as if the desk stood in that municipality."""
    there = replace(actor, acting_for=place.municipality_id)
    thing = OfMunicipality(place.municipality_id, place.facts.name)
    return may(there, Action.CREATE_MEASURE, thing).reason


def is_example_programme(session: Session, programme_id: int) -> bool:
    return session.get_one(Programme, programme_id).is_example


def _refuse_unfit(session: Session, parcel: Parcel) -> None:
    """Answers have to fit their catalogue, and a name stands for one catalogue only."""
    for catalogue in parcel.catalogues:
        stored = session.exec(
            select(CatalogueVersion.sha256).where(
                col(CatalogueVersion.catalogue) == catalogue.id,
                col(CatalogueVersion.version) == catalogue.version,
            )
        ).one_or_none()
        if stored not in (None, catalogue.sha256):
            raise InvalidError(
                Message.of("handover.other_catalogue", title=catalogue.title, version=catalogue.version)
            )
    by_name = {catalogue.name: catalogue for catalogue in parcel.catalogues}
    try:
        for one in parcel.measure.revisions:
            given = {
                answer.question_key: GivenAnswer(kind=answer.kind, level=answer.level)
                for answer in one.assessment.answers
            }
            check_answers(by_name[one.assessment.catalogue.name], given)
    except (UnfitAnswerError, ValueError) as error:
        raise InvalidError(Message.of("handover.damaged")) from error


def _refuse_taken_assessments(session: Session, content: HandedMeasure) -> None:
    uuids = [one.assessment.uuid for one in content.revisions]
    if session.exec(select(Assessment.id).where(col(Assessment.uuid).in_(uuids))).first() is not None:
        raise InvalidError(Message.of("handover.damaged"))


def _notices(session: Session, parcel: Parcel, programme_id: int) -> Iterator[Message]:
    """What a reader should know before: what cannot come along, and by which catalogue it was assessed."""
    wanted = {item.measure for one in parcel.measure.revisions for item in one.dependencies}
    known = set(session.exec(select(Measure.uuid).where(col(Measure.uuid).in_(wanted)))) if wanted else set()
    if missing := wanted - known:
        yield Message.of("handover.dependencies_left", n=len(missing))
    version = session.get_one(CatalogueVersion, session.get_one(Programme, programme_id).catalogue_version_id)
    last = parcel.measure.revisions[-1].assessment.catalogue
    if last.sha256 != version.sha256:
        title = next(one.title for one in parcel.catalogues if one.name == last.name)
        yield Message.of("handover.assessed_by", title=title, version=last.version)
