"""Stored answers that an actor may see, judged: the one frozen object that pages, charts and files render."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache, reduce
from typing import Any

from sqlalchemy import Executable, Row, Select, String, Subquery, case, cast, func, select
from sqlmodel import Session, col

from toolkit.access import Actor, visible_results
from toolkit.catalogue import Catalogue
from toolkit.judging import AnswerKind, Facts, GivenAnswer, Judgement, Phase, Ranking, judge, rank_measures
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    CatalogueVersion,
    FieldOfAction,
    Measure,
    MeasureState,
    Municipality,
    MunicipalityKind,
    Revision,
    SettlementType,
)
from toolkit.workflow import COMPARED

# Below this many municipalities a group would show others how a single one of them judges.
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class PeerKind:
    """What makes municipalities comparable: the same kind, and for towns the same settlement type."""

    kind: MunicipalityKind
    settlement_type: SettlementType | None = None

    @property
    def key(self) -> str:
        return (self.settlement_type or self.kind).value


PEER_KINDS = (
    *(PeerKind(MunicipalityKind.MUNICIPALITY, settlement_type) for settlement_type in SettlementType),
    PeerKind(MunicipalityKind.DISTRICT),
    PeerKind(MunicipalityKind.COOPERATION),
)


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """One measure with its judgement, as far as a comparison needs it."""

    measure_id: int
    revision_number: int
    title: str
    municipality_id: int
    municipality: str
    kind: MunicipalityKind
    settlement_type: SettlementType | None
    funded: bool | None
    phase: Phase
    field_of_action: FieldOfAction | None
    is_example: bool
    state: MeasureState
    submitted_at: datetime | None
    judgement: Judgement

    @property
    def is_reworked(self) -> bool:
        """A newer revision is being worked on; this one is compared until that one is submitted."""
        return self.submitted_at is not None and self.state is MeasureState.DRAFT

    @property
    def peers(self) -> PeerKind | None:
        """None for a town without a type: it has no peers that anybody could name."""
        if self.kind is not MunicipalityKind.MUNICIPALITY:
            return PeerKind(self.kind)
        return PeerKind(self.kind, self.settlement_type) if self.settlement_type else None


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The measures of municipalities of one kind; `peers` is None for those whose type is not known."""

    peers: PeerKind | None
    measures: tuple[ComparedMeasure, ...]

    @property
    def municipality_ids(self) -> frozenset[int]:
        return frozenset(measure.municipality_id for measure in self.measures)

    def is_shown_to(self, actor: Actor) -> bool:
        """A small group only to those who plan for all of its municipalities."""
        ids = self.municipality_ids
        return len(ids) >= SMALLEST_GROUP or all(actor.plans_for(each) for each in ids)


@dataclass(frozen=True)
class Comparison:
    """The measures of one programme that one actor may see, judged by exactly one catalogue version."""

    catalogue: Catalogue
    measures: tuple[ComparedMeasure, ...]

    @cached_property
    def ranking(self) -> Ranking[int]:
        """Ranks by measure id."""
        return rank_measures({measure.measure_id: measure.judgement for measure in self.measures})

    @cached_property
    def by_id(self) -> dict[int, ComparedMeasure]:
        return {measure.measure_id: measure for measure in self.measures}

    @property
    def municipalities(self) -> tuple[str, ...]:
        return tuple(sorted({measure.municipality for measure in self.measures}))

    def only(
        self,
        *,
        municipalities: Iterable[str] = (),
        phases: Iterable[Phase] = (),
        fields: Iterable[FieldOfAction] = (),
        funded: Iterable[bool] = (),
        peers: Iterable[PeerKind] = (),
    ) -> Comparison:
        """The part that fits all filters; an empty filter lets everything through."""
        wanted = (
            frozenset(municipalities),
            frozenset(phases),
            frozenset(fields),
            frozenset(funded),
            frozenset(peers),
        )

        def fits(measure: ComparedMeasure) -> bool:
            has = (
                measure.municipality,
                measure.phase,
                measure.field_of_action,
                measure.funded,
                measure.peers,
            )
            return all(not some or one in some for some, one in zip(wanted, has, strict=True))

        return Comparison(self.catalogue, tuple(measure for measure in self.measures if fits(measure)))


def peer_groups(comparison: Comparison) -> tuple[PeerGroup, ...]:
    """The groups that have measures, towns by size first; what has no type comes last."""
    found: dict[PeerKind | None, list[ComparedMeasure]] = defaultdict(list)
    for measure in comparison.measures:
        found[measure.peers].append(measure)
    return tuple(PeerGroup(peers, tuple(found[peers])) for peers in (*PEER_KINDS, None) if peers in found)


def facts_of(fact_sheet: Mapping[str, Any], feasible_soon: Iterable[str]) -> Facts:
    """What the rules need of a fact sheet. A goal is located where both its paper and its place are named."""
    return Facts(
        phase=fact_sheet["phase"],
        goal_located=bool(fact_sheet["goal_source"].strip() and fact_sheet["goal_place"].strip()),
        feasible_soon=frozenset(feasible_soon),
    )


def load_comparison(session: Session, actor: Actor, *, programme_id: int, catalogue: Catalogue) -> Comparison:
    """Two queries whatever the number of measures: the visible revisions, and their answers as plain rows."""
    current = _current_revisions(actor, programme_id, catalogue)
    answers = dict(session.execute(_answers_in_words(current)).all())
    revisions = session.execute(_compared_revisions(current)).all()
    return _compared(_Known(catalogue), tuple((row, answers.get(row.revision_id, "")) for row in revisions))


@dataclass(frozen=True, eq=False, slots=True)
class _Known:
    """A catalogue that compares by its content hash, so that judging the same answers twice is a look-up."""

    catalogue: Catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.catalogue.sha256 == self.catalogue.sha256

    def __hash__(self) -> int:
        return hash(self.catalogue.sha256)


# What is remembered between two runs is keyed by all that it was made of, as just read from the database
# through `visible_results`: so it can never be stale, whoever changed what and whether or not there is an
# event of it, and who asks gets nothing that was not read for them at this moment.
@lru_cache(maxsize=32)
def _compared(known: _Known, rows: tuple[tuple[Row[Any], str], ...]) -> Comparison:
    return Comparison(known.catalogue, tuple(_measure(known, row, answers) for row, answers in rows))


@lru_cache(maxsize=20_000)
def _judged(known: _Known, answers: str, phase: Phase, goal_source: str, goal_place: str) -> Judgement:
    given, feasible_soon = _read(answers)
    fact_sheet = {"phase": phase, "goal_source": goal_source, "goal_place": goal_place}
    return judge(known.catalogue, given, facts_of(fact_sheet, feasible_soon))


def _measure(known: _Known, row: Row[Any], answers: str) -> ComparedMeasure:
    return ComparedMeasure(
        measure_id=row.measure_id,
        revision_number=row.number,
        title=row.title,
        municipality_id=row.municipality_id,
        municipality=row.municipality,
        kind=row.kind,
        settlement_type=row.settlement_type,
        funded=row.funded,
        phase=row.phase,
        field_of_action=row.field_of_action,
        is_example=row.is_example,
        state=row.state,
        submitted_at=row.submitted_at,
        judgement=_judged(known, answers, row.phase, row.goal_source, row.goal_place),
    )


def _current_revisions(actor: Actor, programme_id: int, catalogue: Catalogue) -> Subquery:
    """Of each compared measure the newest visible revision that is submitted; without any, its working one.

    A working revision beside a submitted one is not compared before it is submitted too: a repeat assessment
    that has just begun would otherwise take the measure out of the ranking.

    Only what was assessed by this version of the catalogue: a comparison has exactly one, and a submitted
    assessment keeps an earlier one.

    Joined, never `IN`: SQLite would try each visible revision on each measure, which made a thousand measures
    a million look-ups.
    """
    visible = visible_results(actor).subquery()
    submitted = case((col(Revision.submitted_at).is_not(None), col(Revision.id)))
    return (
        select(func.coalesce(func.max(submitted), func.max(col(Revision.id))).label("id"))
        .join(visible, visible.c.id == col(Revision.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Assessment, col(Assessment.revision_id) == col(Revision.id))
        .join(CatalogueVersion, col(CatalogueVersion.id) == col(Assessment.catalogue_version_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Measure.state).in_(COMPARED),
            col(Assessment.kind) == AssessmentKind.SELF,
            col(CatalogueVersion.catalogue) == catalogue.id,
            col(CatalogueVersion.version) == catalogue.version,
        )
        .group_by(col(Revision.measure_id))
        .subquery()
    )


def _compared_revisions(current: Subquery) -> Executable:
    return (
        select(
            col(Revision.id).label("revision_id"),
            col(Revision.measure_id),
            col(Revision.number),
            col(Revision.title),
            col(Revision.phase),
            col(Revision.goal_source),
            col(Revision.goal_place),
            col(Revision.field_of_action),
            col(Revision.submitted_at),
            col(Measure.state),
            col(Measure.municipality_id),
            col(Municipality.name).label("municipality"),
            col(Municipality.kind),
            col(Municipality.settlement_type),
            col(Municipality.funded),
            col(Municipality.is_example),
        )
        .join(current, current.c.id == col(Revision.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .order_by(col(Municipality.name), col(Revision.title), col(Revision.measure_id))
    )


# No question's key and no kind of answer holds one of these (see `toolkit.catalogue.shape`).
_BETWEEN_ANSWERS, _WITHIN_AN_ANSWER = "\n", "\t"


def _answers_in_words(current: Subquery) -> Select[int, str]:
    """The answers of each revision as one text: the database hands over one row for a measure, not twelve."""
    parts = (
        col(Answer.question_key),
        cast(col(Answer.kind), String),
        func.coalesce(cast(col(Answer.level), String), ""),
        case((col(Answer.feasible_soon), "soon"), else_=""),
    )
    words = reduce(lambda text, part: text + _WITHIN_AN_ANSWER + part, parts)
    return (
        select(col(Assessment.revision_id), func.aggregate_strings(words, _BETWEEN_ANSWERS))
        .join(Answer, col(Answer.assessment_id) == col(Assessment.id))
        .join(current, current.c.id == col(Assessment.revision_id))
        .where(col(Assessment.kind) == AssessmentKind.SELF)
        .group_by(col(Assessment.revision_id))
    )


def _read(answers: str) -> tuple[dict[str, GivenAnswer], list[str]]:
    """The answers by question, and the questions whose next level is feasible soon."""
    lines = [line.split(_WITHIN_AN_ANSWER) for line in answers.split(_BETWEEN_ANSWERS) if line]
    given = {
        question: GivenAnswer(AnswerKind(kind), int(level) if level else None)
        for question, kind, level, _ in lines
    }
    return given, [question for question, _, _, soon in lines if soon]
