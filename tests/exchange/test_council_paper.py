"""The council paper: nothing invented, nothing missing, usable by all."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import docx
import pytest

from tests.exchange.meetings import decided
from tests.exchange.region import NOON, LoadedRegion
from toolkit.exchange.council_paper import council_paper
from toolkit.exchange.documents import Document, Paragraph, Points, Table
from toolkit.exchange.item import Item
from toolkit.exchange.word import document_word
from toolkit.model import Outcome
from toolkit.services.checks import checks_of


def paper(region: LoadedRegion, item: Item, language: Any = "de") -> Document:
    with region.house.database.reading() as session:
        checks = checks_of(session, item.measure.revision_id)
    return council_paper(item, checks=checks, origin=region.origin, language=language)


@pytest.fixture(scope="module")
def word(region: LoadedRegion, item: Item) -> Any:
    return docx.Document(io.BytesIO(document_word(paper(region, item), at=NOON)))


def test_it_has_the_parts_of_a_council_paper_as_real_headings(word: Any) -> None:
    styled = [(each.style.name, each.text) for each in word.paragraphs if "Heading" in each.style.name]
    assert [text for style, text in styled if style == "Heading 1"] == [
        "Betreff",
        "Beschlussvorschlag",
        "Sachverhalt",
        "Alternativen",
        "Finanzielle Auswirkungen",
        "Folgekosten",
        "Klimarelevanz",
        "Beratungsfolge",
        "Anlagen",
    ]
    assert next(each.text for each in word.paragraphs if each.style.name == "Title") == "Beschlussvorlage"


def tables(document: Document) -> dict[str, Table]:
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


def test_doing_nothing_is_always_one_of_the_alternatives(region: LoadedRegion, item: Item) -> None:
    choices = tables(paper(region, item))["Was statt der Maßnahme möglich ist"].rows
    problem = item.measure.facts["problem"]
    assert choices[-1] == (
        "Nichts tun",
        f"Kosten entstehen nicht. Es bleibt beim beschriebenen Problem: {problem}",
    )


def test_a_figure_that_nobody_gave_is_missing_and_no_zero(region: LoadedRegion, item: Item) -> None:
    facts = {**item.opened.measure.facts, "own_share": None, "total_cost": Decimal(0)}
    opened = replace(item.opened, measure=replace(item.opened.measure, facts=facts))
    rows = dict(tables(paper(region, replace(item, opened=opened)))["Kosten, Fördermittel und Deckung"].rows)
    assert (rows["Eigenanteil (Euro)"], rows["Gesamtkosten (Euro)"]) == ("keine Angabe", "0")


def test_what_only_the_office_knows_is_left_to_fill_in(region: LoadedRegion, item: Item) -> None:
    unknown = tables(paper(region, replace(item, body="")))["Wo die Vorlage beraten wird"]
    named = tables(paper(region, replace(item, body="Kreistag")))["Wo die Vorlage beraten wird"]
    assert unknown.rows == (("[bitte ergänzen]", "[bitte ergänzen]", ""),)
    assert named.rows == (("Kreistag", "[bitte ergänzen]", ""),)


def test_what_people_paste_cannot_break_the_file(region: LoadedRegion, item: Item) -> None:
    measure = replace(item.opened.measure, title="Pegel\x00\x0b <b>&", facts=item.opened.measure.facts)
    document = paper(region, replace(item, opened=replace(item.opened, measure=measure)))
    file = docx.Document(io.BytesIO(document_word(document, at=NOON)))
    assert "Pegel <b>&" in [paragraph.text for paragraph in file.paragraphs]


def test_what_a_meeting_said_is_the_proposal_with_condition_and_reason(
    region: LoadedRegion, item: Item
) -> None:
    document = council_paper(item, checks=(), origin=region.origin, language="de", decided=decided())
    assert next(block for block in document.blocks if isinstance(block, Points)).items == (
        f"Die Maßnahme „{item.measure.title}“ wird unter einer Bedingung umgesetzt.",
        "Bedingung: Deckung bis März",
        "Zuständig: Fachdienst IT",
        "Frist: 31.03.2027",
    )
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Empfehlung in „Zweite Sitzung“ am 20.11.2026: umsetzen mit Bedingung." in texts
    assert "Begründung: Passt zur Strategie" in texts


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_a_sentence_of_a_resolution(
    region: LoadedRegion, item: Item, outcome: Outcome
) -> None:
    said = decided(outcome=outcome, condition="", responsible="", due_on=None)
    document = council_paper(item, checks=(), origin=region.origin, language="de", decided=said)
    (sentence,) = next(block for block in document.blocks if isinstance(block, Points)).items
    assert sentence.startswith("Die ")
    assert item.measure.title in sentence
