"""What a judgement looks like, wherever it is shown: its profile, its advice, its formula."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from toolkit import findings
from toolkit.catalogue import Catalogue
from toolkit.judging import Advice, Judgement
from toolkit.ui import components as look
from toolkit.ui.desk import Seat


def profile(seat: Seat, catalogue: Catalogue, judgement: Judgement) -> Markup:
    """The criteria as bars, each with its range and what is usual for the phase."""
    rows = [
        look.ProfileRow(
            name=seat.say(criterion.short_title),
            score=result.score.value,
            points=seat.say(findings.points(result.score.value)),
            low=result.score.low,
            high=result.score.high,
            usual=findings.usual_points(catalogue, judgement, criterion.id),
            notes=tuple(
                seat.say(note)
                for note in (
                    findings.judged_share(result.judged, result.applicable),
                    findings.span(result.score),
                )
                if note is not None
            ),
        )
        for criterion, result in zip(catalogue.criteria, judgement.criteria, strict=True)
    ]
    headings = look.ProfileHeadings(
        criterion=seat.say("result.criterion"),
        bar=seat.say("result.scale", usual=findings.usual_for(judgement.phase)),
        points=seat.say("result.points"),
        notes=seat.say("table.judged"),
    )
    return look.profile_table(rows, headings, caption=seat.say("result.profile"))


def advice_in_order(
    seat: Seat, catalogue: Catalogue, judgement: Judgement, advice: Sequence[Advice]
) -> Markup:
    items = []
    for each in advice:
        words = findings.advice_text(catalogue, judgement, each)
        tone: look.Tone = "warning" if each.lifts_gate else "neutral"
        mark = look.badge(tone, "", seat.say(words.mark)) if words.mark else None
        items.append((look.joined([seat.say(words.title), " ", mark]), seat.say(words.text)))
    return look.advice_list(items)


def formula_table(seat: Seat, catalogue: Catalogue, judgement: Judgement) -> Markup:
    columns = [look.Column(seat.say(f"result.{name}")) for name in ("what", "calculation", "points")]
    rows = [
        [seat.say(line.name), seat.say(line.calculation), seat.say(line.result)]
        for line in findings.formula(catalogue, judgement)
    ]
    return look.table(columns, rows, caption=seat.say("result.formula_caption"))
