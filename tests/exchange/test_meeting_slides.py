"""The slides of a meeting say what its record says: outcome, reason, condition, points; and nobody's name."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from tests.exchange.meetings import decided
from tests.exchange.region import NOON
from toolkit.exchange.origin import Origin
from toolkit.exchange.slides import meeting_slides
from toolkit.model import BallotKind
from toolkit.services.meeting_record import BallotEntry, MeetingRecord
from toolkit.services.standing import MeasureStanding

STANDING = MeasureStanding(
    measure_id=1, title="Pegel", municipality="Stadt Beispielförde", revision=1, phase="idea", reviews=2,
    class_id="viable", gate="met", gate_standing="established", apart=None, list_key="reviews:idea", rank=2,
    places=5, points="61", low=1, high=3, word=None, share=None, next_title=None,
    criteria={"strategy": "50", "users": "70", "transfer": None}, questions={}, widest_question=None,
    widest=(),
)  # fmt: skip


def record() -> MeetingRecord:
    """One item with a vote, decided, and one without an outcome."""
    held = decided()
    vote = BallotEntry(1, BallotKind.VOTE, NOON, NOON, {"yes": 4, "no": 1, "abstain": 0}, {}, 1)
    first = replace(held.item, title="Pegel", municipality="Stadt Beispielförde", ballots=(vote,))
    second = replace(held.item, item_id=2, measure_id=2, title="Laterne", decision=None)
    catalogue = held.record.catalogue
    criteria = dict(zip((each.id for each in catalogue.criteria), ("50", "70", None), strict=True))
    standing = replace(STANDING, criteria=criteria)
    return replace(held.record, items=(first, second), standings={1: standing}, place="Ratssaal")


def deck(language: Any = "de") -> list[Any]:
    made = meeting_slides(record(), origin=Origin("Auswahl 2026", NOON), language=language)
    return list(Presentation(io.BytesIO(made)).slides)


def test_the_outcomes_stand_first_and_each_measure_has_a_slide() -> None:
    slides = deck()
    assert [slide.shapes.title.text for slide in slides] == [
        "Zweite Sitzung",
        "Zu einer Maßnahme ist ein Ergebnis festgehalten",
        "Pegel: umsetzen mit Bedingung",
        "Laterne: ohne Ergebnis",
    ]
    assert slides[1].placeholders[1].text.split("\n") == [
        "Pegel: umsetzen mit Bedingung",
        "Laterne: ohne Ergebnis",
    ]


def test_a_slide_says_place_vote_reason_condition_who_and_until_when() -> None:
    assert deck()[2].placeholders[1].text.split("\n") == [
        "Stadt Beispielförde",
        "Platz 2 von 5 in der Phase Idee, wahrscheinlich Platz 1–3.",
        "Abstimmung: Ja 4, Nein 1, Enthaltung 0",
        "Empfehlung in „Zweite Sitzung“ am 20.11.2026: umsetzen mit Bedingung.",
        "Begründung: Passt zur Strategie",
        "Bedingung: Deckung bis März",
        "Zuständig: Fachdienst IT",
        "Frist: 31.03.2027",
    ]


def test_its_chart_has_the_points_of_the_record_and_what_is_not_judged_is_no_zero() -> None:
    (frame,) = [shape for shape in deck("en")[2].shapes if shape.has_chart]
    assert list(frame.chart.plots[0].series[0].values) == [50.0, 70.0, None, 61.0]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr").endswith("–; Total 61.")


def test_a_reason_that_is_too_long_for_a_slide_stands_in_full_in_its_notes() -> None:
    reason = " ".join(f"Wort{number}" for number in range(400))
    held = record()
    first = held.items[0]
    assert first.decision is not None
    long = replace(first, decision=replace(first.decision, reason=reason))
    made = meeting_slides(replace(held, items=(long,)), origin=Origin("Auswahl", NOON), language="de")
    slide = list(Presentation(io.BytesIO(made)).slides)[2]
    assert "Begründung: Wort0 Wort1" in slide.placeholders[1].text  # type: ignore[attr-defined]
    assert "Wort399" not in slide.placeholders[1].text  # type: ignore[attr-defined]
    assert f"Begründung: {reason}" in slide.notes_slide.notes_text_frame.text.split("\n")  # type: ignore[union-attr]


def test_many_points_go_over_several_slides_each_with_a_title_of_its_own() -> None:
    held = record()
    many = tuple(replace(held.items[1], item_id=number, title=f"Punkt {number}") for number in range(23))
    made = meeting_slides(replace(held, items=many), origin=Origin("Auswahl", NOON), language="de")
    slides: Any = list(Presentation(io.BytesIO(made)).slides)[1:4]
    title = "Zu 0 Maßnahmen ist ein Ergebnis festgehalten"
    assert [slide.shapes.title.text for slide in slides] == [
        f"{title} ({number} von 3)" for number in (1, 2, 3)
    ]
    assert [len(slide.placeholders[1].text.split("\n")) for slide in slides] == [10, 10, 3]


def test_a_bar_too_short_for_its_number_has_it_beside() -> None:
    held = record()
    points = dict(zip(held.standings[1].criteria, ("3", "70", None), strict=True))
    short = replace(held, standings={1: replace(held.standings[1], criteria=points)})
    made = meeting_slides(short, origin=Origin("Auswahl", NOON), language="de")
    slide: Any = list(Presentation(io.BytesIO(made)).slides)[2]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    labels = frame.chart._chartSpace.findall(f".//{qn('c:dLbl')}")
    assert [label.find(qn("c:idx")).get("val") for label in labels] == ["0"]
    assert labels[0].find(qn("c:dLblPos")).get("val") == "outEnd"
    assert list(frame.chart.plots[0].categories)[2] == "Übertragbarkeit: –"
