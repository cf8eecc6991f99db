"""What a result says, as messages: page, export and slides tell the same story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.catalogue import Catalogue, Criterion, MeasureClass
from toolkit.comparison import ComparedMeasure, Comparison, PeerGroup, PeerKind
from toolkit.judging import (
    Advice,
    AnswerKind,
    Apart,
    Basis,
    GateResult,
    GateState,
    Judgement,
    Phase,
    Score,
    Standing,
    rounded,
)
from toolkit.messages import Message, Text


def phase_name(phase: Phase) -> Message:
    return Message.of(f"phase.{phase.value}")


def phase_title(phase: Phase) -> Message:
    """As a heading begins; all but one are nouns."""
    return Message.of("phase.title_ended") if phase is Phase.ENDED else phase_name(phase)


def usual_for(phase: Phase) -> Message:
    """'für eine Idee üblich' and its like, by the stage whose usual levels count."""
    return Message.of(f"findings.usual.{phase.stage.value}")


def class_of(catalogue: Catalogue, judgement: Judgement) -> MeasureClass:
    return catalogue.classes_by_id[judgement.class_id]


def headline(catalogue: Catalogue, judgement: Judgement) -> Message:
    """The result in one plain sentence: the class, and why where it is not simply reached."""
    title = class_of(catalogue, judgement).title.capitalised()
    if not judgement.enough_judged:
        return _too_little(title, judgement)
    missing = missing_texts(judgement.gate)
    if missing:
        return Message.of("findings.headline.missing", title=title, missing=missing)
    if judgement.gate.outcome.undetermined:
        questions = tuple(catalogue.questions[key].title for key in judgement.gate.outcome.undetermined)
        return Message.of("findings.headline.open", title=title, questions=questions, n=len(questions))
    return Message.of("findings.headline.plain", title=title, meaning=class_of(catalogue, judgement).meaning)


def _too_little(title: Text, judgement: Judgement) -> Message:
    if judgement.judged < judgement.needed:
        return Message.of("findings.headline.too_little", title=title, n=judgement.needed - judgement.judged)
    return Message.of("findings.headline.too_little_each", title=title)


def missing_texts(gate: GateResult) -> tuple[Text, ...]:
    if gate.outcome.missing is not None:
        return (gate.outcome.missing,)
    return tuple(demand.missing for demand in gate.outcome.demands)


def gate_state(gate: GateResult) -> Message:
    word = "disputed" if gate.standing is Standing.DISPUTED else gate.state.value
    return Message.of(f"findings.gate.{word}")


def gate_standing(gate: GateResult) -> Message:
    return Message.of(f"findings.standing.{gate.standing.value}")


def judged_share(judged: int, applicable: int) -> Message:
    return Message.of("findings.judged", judged=judged, applicable=applicable)


def not_applicable_count(judgement: Judgement) -> Message | None:
    if not judgement.not_applicable:
        return None
    return Message.of("findings.not_applicable", n=judgement.not_applicable)


def phase_expectation(judgement: Judgement) -> Message:
    return Message.of(
        "findings.on_or_above_usual",
        reached=judgement.on_or_above_usual,
        judged=judgement.judged,
        usual=usual_for(judgement.phase),
    )


def strengths(catalogue: Catalogue, judgement: Judgement) -> Message | None:
    """At which questions the measure is above what is usual for its phase, in one sentence."""
    above = tuple(
        catalogue.questions[result.question].title
        for result in judgement.questions
        if result.value is not None and result.value > result.usual_value
    )
    if not above:
        return None
    return Message.of("findings.strengths", n=len(above), questions=above, usual=usual_for(judgement.phase))


def span(score: Score) -> Message | None:
    """The interval, where it is wider than the value itself."""
    if score.low == score.high:
        return None
    return Message.of("findings.span", low=rounded(score.low), high=rounded(score.high))


def bare_span(score: Score) -> Message | None:
    """The interval without the word, for a column that carries it."""
    if score.low == score.high:
        return None
    return Message.of("findings.bare_span", low=rounded(score.low), high=rounded(score.high))


def points(value: Fraction | None) -> Message:
    if value is None:
        return Message.of("findings.no_points")
    return Message.of("findings.points", points=rounded(value))


def answer_state_name(kind: AnswerKind) -> Message:
    return Message.of(f"findings.answer.{kind.value}")


@dataclass(frozen=True, slots=True)
class AdviceText:
    """One piece of advice in words: what to do, why it stands here, and the next anchor."""

    title: Text | Message
    mark: Message | None
    text: Message


def advice_text(catalogue: Catalogue, judgement: Judgement, advice: Advice) -> AdviceText:
    if advice.question is None:
        return AdviceText(
            Message.of("findings.advice.goal_located.title"),
            Message.of("findings.advice.lifts"),
            Message.of("findings.advice.goal_located.text"),
        )
    question = catalogue.questions[advice.question]
    anchor = question.levels[advice.level or 0].anchor
    level_is_usual = advice.level == question.usual.at(judgement.phase.stage)
    if advice.state is not AnswerKind.LEVEL and not level_is_usual:
        text = Message.of("findings.advice.first_level", anchor=anchor)
    elif advice.state is AnswerKind.LEVEL:
        text = Message.of("findings.advice.next_level", level=advice.level or 0, anchor=anchor)
    else:
        text = Message.of("findings.advice.usual_level", usual=usual_for(judgement.phase), anchor=anchor)
    return AdviceText(question.title, _advice_mark(judgement, advice), text)


def _advice_mark(judgement: Judgement, advice: Advice) -> Message | None:
    if advice.lifts_gate:
        word = "settles" if judgement.gate.state is GateState.OPEN else "lifts"
        return Message.of(f"findings.advice.{word}")
    if advice.state in (AnswerKind.OPEN, AnswerKind.CANNOT_JUDGE):
        return answer_state_name(advice.state)
    if advice.below_usual_by:
        return Message.of("findings.advice.below_usual", usual=usual_for(judgement.phase))
    return None


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """One weighted mean in words: what it is, how it was summed, what came out."""

    name: Text | Message
    calculation: Message
    result: Message


def formula(catalogue: Catalogue, judgement: Judgement) -> tuple[FormulaLine, ...]:
    """How the numbers came about, written from the very summands that were averaged."""
    return (*_criterion_lines(catalogue, judgement), _total_line(catalogue, judgement))


def _criterion_lines(catalogue: Catalogue, judgement: Judgement) -> Iterator[FormulaLine]:
    titles = {key: question.title for key, question in catalogue.questions.items()}
    criteria = {criterion.id: criterion.title for criterion in catalogue.criteria}
    for result in judgement.criteria:
        yield _line(criteria[result.criterion], result.score, titles)


def _total_line(catalogue: Catalogue, judgement: Judgement) -> FormulaLine:
    titles = {criterion.id: criterion.short_title for criterion in catalogue.criteria}
    return _line(Message.of("findings.total"), judgement.total, titles)


def _line(name: Text | Message, score: Score, titles: dict[str, Text]) -> FormulaLine:
    if score.value is None:
        return FormulaLine(name, Message.of("findings.formula.nothing"), points(None))
    weight = sum((term.weight for term in score.terms), Fraction(0))
    summands = tuple(
        Message.of(
            "findings.formula.term",
            title=titles[term.key],
            value=_plain(term.value),
            weight=_plain(term.weight),
        )
        for term in score.terms
    )
    calculation = Message.of("findings.formula.mean", terms=summands, weight=_plain(weight))
    return FormulaLine(name, calculation, Message.of("findings.points", points=rounded(score.value, 1)))


def _plain(number: Fraction) -> Decimal:
    """Up to two decimals, without trailing zeros."""
    return rounded(number, 2).normalize() + 0


def municipality_name(name: str, *, is_example: bool) -> Message | str:
    """As it stands in charts and files, where no mark can stand beside it."""
    return Message.of("example.named", municipality=name) if is_example else name


def apart_reason(measure: ComparedMeasure, reason: Apart) -> Message:
    """Why a measure stands apart from the ranking, as a sentence."""
    judgement = measure.judgement
    if reason is Apart.TOO_LITTLE_JUDGED and judgement.judged >= judgement.needed:
        short = next(result for result in judgement.criteria if not result.enough)
        return Message.of("findings.apart.criterion_too_little", n=short.judged, needed=short.needed)
    if reason is Apart.TOO_LITTLE_JUDGED:
        return Message.of(
            "findings.apart.too_little_judged",
            judged=judgement.judged,
            applicable=judgement.applicable,
            needed=judgement.needed,
        )
    missing = missing_texts(judgement.gate)
    if reason is Apart.GATE_NOT_MET and missing:
        return Message.of("findings.apart.gate_not_met", missing=missing)
    return Message.of(f"findings.apart.{reason.value}")


def ranking_headline(comparison: Comparison) -> Message:
    """What the ranking shows, in one sentence."""
    lists = comparison.ranking.lists
    if not lists:
        return Message.of("findings.ranking.empty")
    if len(lists) > 1:
        ranked = sum(len(item.places) for item in lists)
        return Message.of("findings.ranking.lists", n=ranked, lists=len(lists))
    first = [place for place in lists[0].places if place.rank == 1]
    titles = tuple(comparison.by_id[place.thing].title for place in first)
    return Message.of("findings.ranking.first", n=len(titles), titles=titles, points=first[0].points)


def matrix_headline(comparison: Comparison) -> Message:
    """What the matrix shows, in one sentence: which criterion is most often the weakest, where one is."""
    measures = comparison.measures
    if not measures:
        return Message.of("findings.matrix.empty")
    counted = Counter(key for measure in measures if (key := _weakest_criterion(measure)))
    (key, count), (_, next_count) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    if count > max(next_count, 1):
        criterion = next(each for each in comparison.catalogue.criteria if each.id == key)
        return Message.of(
            "findings.matrix.weakest", criterion=criterion.short_title, count=count, all=len(measures)
        )
    municipalities = Message.of("findings.municipalities", n=len(comparison.municipalities))
    return Message.of("findings.matrix.size", n=len(measures), municipalities=municipalities)


def _weakest_criterion(measure: ComparedMeasure) -> str | None:
    """The criterion with the fewest points, where several are judged and it is the only one with so few."""
    scores = {
        result.criterion: result.score.value
        for result in measure.judgement.criteria
        if result.score.value is not None
    }
    lowest = [key for key, value in scores.items() if value == min(scores.values())]
    return lowest[0] if len(scores) > 1 and len(lowest) == 1 else None


def firmness(comparison: Comparison) -> Message:
    """On whose judgements the values rest."""
    bases = {measure.judgement.basis for measure in comparison.measures}
    kind = "mixed" if len(bases) > 1 else next(iter(bases), Basis.SELF).value
    return Message.of(f"findings.firmness.{kind}")


def usual_points(catalogue: Catalogue, judgement: Judgement, criterion: str) -> Fraction | None:
    """The points of a criterion at whose judged questions every one were just at its usual level.

    Judged, applicable questions only, so that the mark stands beside a score of the same questions.
    """
    questions = catalogue.questions
    judged = [
        result
        for result in judgement.questions
        if result.value is not None and catalogue.criterion_of[result.question].id == criterion
    ]
    weight = sum((questions[result.question].weight_value for result in judged), Fraction(0))
    if not weight:
        return None
    usual = (questions[result.question].weight_value * result.usual_value for result in judged)
    return sum(usual, Fraction(0)) / weight


def contributions(judgement: Judgement) -> tuple[Fraction, ...]:
    """What each criterion adds to the total, in points; they sum to it. Zero where nothing is judged."""
    terms = {term.key: term for term in judgement.total.terms}
    weight = sum((term.weight for term in judgement.total.terms), Fraction(0))
    return tuple(
        terms[result.criterion].weight * terms[result.criterion].value / weight
        if result.criterion in terms
        else Fraction(0)
        for result in judgement.criteria
    )


def usual_at(points: Fraction) -> Message:
    return Message.of("findings.usual_at", points=rounded(points))


def peers_name(peers: PeerKind | None) -> Message:
    return Message.of(f"peers.{peers.key if peers else 'unknown'}")


def peers_headline(groups: Sequence[PeerGroup]) -> Message:
    """Within which group the totals lie furthest apart. Groups are never put against each other."""
    ends = [(peers_name(group.peers), *pair) for group in groups if group.peers for pair in _ends(group)]
    if not ends:
        return Message.of("peers.nothing")
    most = max(high - low for _, low, high in ends)
    widest = [(name, low, high) for name, low, high in ends if high - low == most]
    if len(widest) > 1:
        names = tuple(name for name, _, _ in widest)
        return Message.of("peers.equally_wide", groups=names, distance=rounded(most))
    name, low, high = widest[0]
    return Message.of("peers.widest", group=name, low=rounded(low), high=rounded(high), n=len(ends))


def peers_size(group: PeerGroup) -> Message:
    municipalities = Message.of("findings.municipalities", n=len(group.municipality_ids))
    return Message.of("peers.size", n=len(group.measures), municipalities=municipalities)


def peers_range(group: PeerGroup) -> Message:
    """From where to where the totals of a group reach, and how many there are: never one mean."""
    judged = sum(each.judgement.total.value is not None for each in group.measures)
    for low, high in _ends(group):
        if low == high:
            return Message.of("peers.all_at", n=judged, points=rounded(low))
        return Message.of("peers.range", count=judged, low=rounded(low), high=rounded(high))
    return Message.of("peers.nothing_judged")


def _ends(group: PeerGroup) -> Iterator[tuple[Fraction, Fraction]]:
    totals = [total for each in group.measures if (total := each.judgement.total.value) is not None]
    if totals:
        yield min(totals), max(totals)


def profiles_headline(comparison: Comparison) -> Message:
    """What sets the chosen measures apart most, in one sentence."""
    if len(comparison.measures) == 1:
        return headline(comparison.catalogue, comparison.measures[0].judgement)
    gaps = [gap for criterion in comparison.catalogue.criteria for gap in _widest_gap(comparison, criterion)]
    if not gaps:
        return Message.of("findings.profiles.nothing")
    widest = max(gaps, key=lambda gap: gap.distance)
    if not widest.distance:
        return Message.of("findings.profiles.alike")
    return Message.of(
        "findings.profiles.widest",
        criteria=tuple(gap.criterion.short_title for gap in gaps if gap.ends == widest.ends),
        high=widest.high[1].title,
        high_points=points(widest.high[0]),
        low=widest.low[1].title,
        low_points=points(widest.low[0]),
    )


@dataclass(frozen=True, slots=True)
class _Gap:
    """The two measures that lie furthest apart in one criterion, each with its points."""

    criterion: Criterion
    low: tuple[Fraction, ComparedMeasure]
    high: tuple[Fraction, ComparedMeasure]

    @property
    def distance(self) -> Fraction:
        return self.high[0] - self.low[0]

    @property
    def ends(self) -> tuple[tuple[Fraction, int], ...]:
        return tuple((value, measure.measure_id) for value, measure in (self.low, self.high))


def _widest_gap(comparison: Comparison, criterion: Criterion) -> Iterator[_Gap]:
    """At most one: where fewer than two measures have points there is no gap."""
    scored = [
        (value, measure)
        for measure in comparison.measures
        if (value := measure.judgement.criterion(criterion.id).score.value) is not None
    ]
    if len(scored) > 1:
        low, high = min(scored, key=lambda pair: pair[0]), max(scored, key=lambda pair: pair[0])
        yield _Gap(criterion, low, high)
