"""So rechnen wir: the rules in plain words, with an example that the same code calculates."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from toolkit import findings
from toolkit.judging import AnswerKind, Judgement, Phase, Score, rounded, what_helps_most
from toolkit.judging.worked_example import WorkedExample, worked_example
from toolkit.messages import Text
from toolkit.services.catalogues import stored_catalogue
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat
from toolkit.ui.house import reading
from toolkit.ui.parts.methods import show_methods
from toolkit.ui.parts.outcome import advice_in_order, formula_table, profile
from toolkit.ui.verdicts import class_badge, gate_badge

SHOWN_ADVICE = 3


def show_method(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
    look.page_header(
        seat.say("pages.method"),
        language=seat.language,
        kicker=[seat.say("result.catalogue", catalogue=catalogue.title, version=catalogue.version)],
        lead=seat.say("method.lead"),
    )
    example = worked_example(catalogue)
    for number, show in enumerate(SECTIONS, start=1):
        name = show.__name__.removeprefix("_")
        title = look.heading(f"{number}. {seat.say(f'method.{name}.title')}")
        look.show(title, look.element("p", seat.say(f"method.{name}.text")), *show(seat, example))
    show_methods(seat)


def _example(seat: Seat, example: WorkedExample) -> list[Markup]:
    phase = example.facts.phase
    columns = [
        look.Column(seat.say("result.question")),
        look.Column(seat.say("result.answer")),
        look.Column(seat.say(findings.usual_for(phase))),
        look.Column(seat.say("result.points"), align="end"),
    ]
    rows = []
    for key, question in example.catalogue.questions.items():
        given, result = example.answers[key], example.judgement.question(key)
        said = (
            seat.say("method.level", level=given.level)
            if given.level is not None
            else seat.say(findings.answer_state_name(given.kind))
        )
        usual = seat.say("method.level", level=question.usual.at(phase.stage))
        rows.append([seat.say(question.title), said, usual, seat.say(findings.points(result.value))])
    return [look.table(columns, rows, caption=seat.say("method.example.caption"))]


def _levels(seat: Seat, example: WorkedExample) -> list[Markup]:
    question = next(iter(example.catalogue.questions.values()))
    columns = [look.Column(seat.say(f"criteria.{part}")) for part in ("level", "anchor")]
    columns.append(look.Column(seat.say("criteria.points"), align="end"))
    rows = [
        [str(level), seat.say(question.levels[level].anchor), seat.cell(rounded(value, 1).normalize() + 0)]
        for level, value in enumerate(question.values)
    ]
    return [look.table(columns, rows, caption=seat.say("method.levels.caption", question=question.title))]


def _no_level(seat: Seat, example: WorkedExample) -> list[Markup]:
    kinds = (AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE, AnswerKind.OPEN)
    facts = [
        (seat.say(findings.answer_state_name(kind)), seat.say(f"method.no_level.{kind.value}"))
        for kind in kinds
    ]
    without = [
        seat.say(f"method.no_level.example_{kind.value}", questions=_titles(example, kind))
        for kind in kinds
        if _titles(example, kind)
    ]
    counted = seat.say(
        "method.no_level.example", judged=example.judgement.judged, applicable=example.judgement.applicable
    )
    return [look.description_list(facts), _worked(seat, *without, counted)]


def _titles(example: WorkedExample, kind: AnswerKind) -> tuple[Text, ...]:
    titles = example.catalogue.questions
    return tuple(titles[key].title for key, given in example.answers.items() if given.kind is kind)


def _means(seat: Seat, example: WorkedExample) -> list[Markup]:
    return [_framed(seat, formula_table(seat, example.catalogue, example.judgement))]


def _coverage(seat: Seat, example: WorkedExample) -> list[Markup]:
    minimum, judgement = example.catalogue.minimum, example.judgement
    shares = {
        "of_all": f"{minimum.of_all * 100:g} %",
        "of_each": f"{minimum.of_each_criterion * 100:g} %",
    }
    rule = look.element("p", seat.say("criteria.rules_minimum", **shares))
    enough = "method.coverage.enough" if judgement.enough_judged else "method.coverage.not_enough"
    total = seat.say(
        "method.coverage.example",
        points=findings.points(judgement.total.value),
        span=_span(judgement.total),
        judged=judgement.judged,
        needed=judgement.needed,
    )
    drawing = profile(seat, example.catalogue, judgement)
    return [rule, _framed(seat, drawing), look.element("p", f"{total} {seat.say(enough)}")]


def _span(score: Score) -> str:
    return f"{rounded(score.low)}–{rounded(score.high)}"


def _gate(seat: Seat, example: WorkedExample) -> list[Markup]:
    shown = [_worked(seat, gate_badge(seat, example.judgement.gate))]
    failed = example.best_without_the_gate()
    if failed is None:
        return shown
    question, judgement = failed
    proof = seat.say(
        "method.gate.proof",
        question=question.title,
        points=findings.points(judgement.total.value),
        result=findings.class_of(example.catalogue, judgement).title,
        missing=findings.missing_texts(judgement.gate),
    )
    return [*shown, look.element("p", proof)]


def _usual(seat: Seat, example: WorkedExample) -> list[Markup]:
    return [
        _worked(
            seat,
            *(
                _reached(seat, phase, example.in_phase(phase))
                for phase in (example.facts.phase, Phase.PILOT, Phase.OPERATION)
            ),
        )
    ]


def _reached(seat: Seat, phase: Phase, judgement: Judgement) -> str:
    return seat.say(
        "method.usual.example",
        phase=findings.phase_name(phase),
        reached=findings.phase_expectation(judgement),
        points=findings.points(judgement.total.value),
    )


def _classes(seat: Seat, example: WorkedExample) -> list[Markup]:
    classes = [(seat.say(item.title), seat.say(item.meaning)) for item in example.catalogue.classes]
    result = findings.class_of(example.catalogue, example.judgement)
    return [look.description_list(classes), _worked(seat, class_badge(seat, result))]


def _helps(seat: Seat, example: WorkedExample) -> list[Markup]:
    found = what_helps_most(example.catalogue, example.judgement, [example.answers], example.facts)
    return [_framed(seat, advice_in_order(seat, example.catalogue, example.judgement, found[:SHOWN_ADVICE]))]


def _ties(seat: Seat, example: WorkedExample) -> list[Markup]:
    columns = [
        look.Column(seat.say("table.measure")),
        look.Column(seat.say("result.points"), align="end"),
        look.Column(seat.say("table.rank"), align="end", strong=True),
    ]
    rows = [
        [seat.say(f"method.ties.{place.thing.lower()}"), seat.cell(place.points), seat.cell(place.rank)]
        for place in example.places_with_a_twin()
    ]
    return [look.table(columns, rows, caption=seat.say("method.ties.caption"))] if rows else []


def _phases(_seat: Seat, _example: WorkedExample) -> list[Markup]:
    return []


def _reviews(seat: Seat, example: WorkedExample) -> list[Markup]:
    standing = findings.gate_standing(example.judgement.gate)
    return [_worked(seat, seat.say("method.reviews.example", standing=standing))]


def _worked(seat: Seat, *lines: str) -> Markup:
    """What the rule makes of the example, in a line each."""
    paragraphs = (look.element("p", line) for line in lines)
    return look.box(look.element("p", look.element("strong", seat.say("method.in_the_example"))), *paragraphs)


def _framed(seat: Seat, piece: Markup) -> Markup:
    """The same for a table or a drawing, which a hued ground would make harder to read."""
    title = look.element("p", look.element("strong", seat.say("method.in_the_example")))
    return look.joined([title, piece])


SECTIONS: tuple[Callable[[Seat, WorkedExample], list[Markup]], ...] = (
    _example,
    _levels,
    _no_level,
    _means,
    _coverage,
    _gate,
    _usual,
    _classes,
    _helps,
    _ties,
    _phases,
    _reviews,
)

show_method(take_seat())
