"""The slides of a comparison: what it says, the lists with their firmness, one slide per measure, method."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit import findings, weighing
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.exchange.beside import Beside, beside, weights_of_order
from toolkit.exchange.order import OrderedList, OrderedPlace, class_counts, list_title, ordered_lists
from toolkit.exchange.origin import Origin, moment, said
from toolkit.exchange.slides.charts import count_chart, profile_chart, stacked_chart
from toolkit.exchange.slides.deck import LEFT, RIGHT, Deck, describe
from toolkit.judging import Apart, Score, rounded
from toolkit.messages import Language, Message, to_text
from toolkit.services.weighting import Weighed

# One slide each; more than that nobody shows, and the file would grow beyond what mail takes.
MOST_MEASURES = 100
_MOST_BARS = 12
_TOLD_STEPS = 2
_MOST_LINES = 8  # of sentences, on one slide


def comparison_slides(
    comparison: Comparison,
    *,
    origin: Origin,
    language: Language,
    fixed: Sequence[Weighed] = (),
    progress: Callable[[float], None] = lambda share: None,
) -> bytes:
    """The measures come in the order of the ranking, then what stands apart from it."""
    title = said(language, "workbook.title")
    footer = origin.footer(comparison.catalogue, language)
    deck = Deck.opened(language=language, title=title, footer=footer, at=origin.at)
    programme = deck.text(origin.programme)
    deck.title_slide(title, [programme, deck.say(moment(origin.at))])
    lists = ordered_lists(comparison)
    _add_overview(deck, comparison)
    for found in lists:
        if len(found.places) > 1:
            _add_list(deck, comparison, found)
    found_beside = beside(comparison, fixed, language=language)
    if found_beside is not None:
        _add_beside(deck, found_beside)
    places = {place.measure_id: (found, place) for found in lists for place in found.places}
    order = [*places, *(measure_id for measure_id, _ in comparison.ranking.apart)][:MOST_MEASURES]
    for number, measure_id in enumerate(order, start=1):
        _add_measure(deck, comparison, comparison.by_id[measure_id], places.get(measure_id))
        progress(number / (len(order) + 1))
    _add_method(deck, comparison, origin)
    made = deck.bytes()
    progress(1)
    return made


def _add_overview(deck: Deck, comparison: Comparison) -> None:
    counts = class_counts(comparison)
    classes = [(deck.say(each.title.capitalised()), counts[each.id]) for each in comparison.catalogue.classes]
    lines = [deck.say(findings.matrix_headline(comparison)), deck.say(findings.firmness(comparison))]
    left_out = len(comparison.measures) - MOST_MEASURES
    if left_out > 0:
        lines.append(deck.say("slides.left_out", n=left_out, most=MOST_MEASURES))
    slide = deck.slide(deck.say(findings.ranking_headline(comparison)), lines, box=LEFT)
    chart = count_chart(slide, RIGHT, classes, unit=deck.say("workbook.measures"))
    parts = tuple(f"{name} {count}" for name, count in classes)
    words = deck.say("workbook.classes_alt", parts=parts)
    describe(chart, name=deck.say("workbook.classes"), words=words)
    deck.note(slide, words)


def _add_list(deck: Deck, comparison: Comparison, found: OrderedList) -> None:
    shown = found.places[:_MOST_BARS]
    lines = [deck.say(found.title), *_steps(deck, comparison, found)]
    slide = deck.slide(deck.say(found.headline), lines, box=LEFT)
    titles = [comparison.by_id[place.measure_id].title for place in shown]
    names = [
        f"{place.rank}. {title} ({to_text(place.points, deck.language)})"
        for place, title in zip(shown, titles, strict=True)
    ]
    shares = [findings.contributions(comparison.by_id[place.measure_id].judgement) for place in shown]
    parts = [
        (deck.say(criterion.short_title), [float(rounded(each[index], 1)) for each in shares])
        for index, criterion in enumerate(comparison.catalogue.criteria)
    ]
    chart = stacked_chart(slide, RIGHT, names, parts)
    alt = deck.say(
        "slides.order_alt",
        n=len(shown),
        list=found.title,
        places=tuple(names),
    )
    describe(chart, name=deck.say("workbook.chart_order", list=found.title), words=alt)
    deck.note(slide, alt, *(deck.say(each) for each in found.step_sentences(comparison)[:_MOST_BARS]))


def _steps(deck: Deck, comparison: Comparison, found: OrderedList) -> list[str]:
    """How firmly the first are ahead, each in a sentence, and what a share is of."""
    sentences = [deck.say(each) for each in found.step_sentences(comparison)[:_TOLD_STEPS]]
    return [*sentences, deck.say(weighing.admissible(has_order=False))]


def _add_beside(deck: Deck, found: Beside) -> None:
    """What each fixed weighting weighs, and whether all put the same first."""
    catalogue = found.comparison.catalogue
    weighed = [
        deck.say("slides.of", name=name, words=weighing.weights_in_words(catalogue, weights))
        for name, weights in found.weightings.items()
    ]
    headlines = [
        deck.say("slides.of", name=list_title(each), words=found.headlines(each)[0]) for each in found.lists
    ]
    deck.pages(deck.say("documents.beside"), [*weighed, *headlines], most=_MOST_LINES)


def _add_measure(
    deck: Deck,
    comparison: Comparison,
    measure: ComparedMeasure,
    placed: tuple[OrderedList, OrderedPlace] | None,
) -> None:
    catalogue, judgement = comparison.catalogue, measure.judgement
    result = deck.say(findings.class_of(catalogue, judgement).title)
    slide = deck.slide(
        deck.say("slides.measure", title=measure.title, result=result),
        _about(deck, comparison, measure, placed),
        box=LEFT,
    )
    names = [deck.say(criterion.short_title) for criterion in catalogue.criteria]
    scores = [*(each.score for each in judgement.criteria), judgement.total]
    names.append(deck.say("findings.total"))
    chart = profile_chart(slide, RIGHT, names, scores)
    words = tuple(_in_words(deck, name, score) for name, score in zip(names, scores, strict=True))
    alt = deck.say("slides.profile_alt", values="; ".join(words))
    describe(chart, name=deck.say("slides.profile"), words=alt)
    deck.note(slide, alt)


def _in_words(deck: Deck, name: str, score: Score) -> str:
    notes = (findings.points(score.value), findings.span(score))
    return ", ".join([name, *(deck.say(note) for note in notes if note is not None)])


def _about(
    deck: Deck,
    comparison: Comparison,
    measure: ComparedMeasure,
    placed: tuple[OrderedList, OrderedPlace] | None,
) -> list[str]:
    judgement = measure.judgement
    name = findings.municipality_name(measure.municipality, is_example=measure.is_example)
    lines = [
        f"{deck.text(name)} · {deck.say(findings.phase_name(measure.phase))}",
        deck.say(findings.headline(comparison.catalogue, judgement)),
        deck.say(findings.gate_state(judgement.gate)),
        deck.say(findings.phase_expectation(judgement)),
        deck.say(findings.judged_share(judgement.judged, judgement.applicable)),
    ]
    if placed is None:
        reason = next(
            each_reason for each, each_reason in comparison.ranking.apart if each == measure.measure_id
        )
        # What is missing then is the headline already.
        is_told = reason is Apart.GATE_NOT_MET
        why = Message.of("workbook.apart") if is_told else findings.apart_reason(measure, reason)
        return [*lines, deck.say(why)]
    found, place = placed
    if len(found.places) == 1:
        return [*lines, deck.say("slides.only_one", list=found.title)]
    likely = weighing.rank_range(place.likely)
    return [*lines, deck.say("slides.rank", rank=place.rank, list=found.title, likely=likely)]


def _add_method(deck: Deck, comparison: Comparison, origin: Origin) -> None:
    lines = [
        deck.say(weights_of_order(comparison)),
        deck.say("slides.range_means"),
        *(f"{deck.say(term)}: {deck.text(words)}" for term, words in origin.facts(comparison.catalogue)),
    ]
    deck.slide(deck.say("slides.method"), lines, lead=False)
