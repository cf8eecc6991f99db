"""Fact sheet and one-minute sheet: one page, whatever people typed; and what a reader must not miss."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader

from tests.exchange.region import NOON, LoadedRegion
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.documents import Document, Facts, Heading, Paragraph, Points, Table
from toolkit.exchange.item import Item
from toolkit.exchange.item_documents import fact_sheet_document, one_minute_document
from toolkit.exchange.pdf import document_pdf
from toolkit.judging import Basis
from toolkit.model.fact_sheet import FACT_FIELDS, FactKind, is_filled

Kind = TypeVar("Kind")


def with_facts(item: Item, **facts: Any) -> Item:
    measure = replace(item.opened.measure, facts={**item.opened.measure.facts, **facts})
    return replace(item, opened=replace(item.opened, measure=measure))


def blocks(document: Document, kind: type[Kind]) -> list[Kind]:
    return [block for block in document.blocks if isinstance(block, kind)]


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(document_pdf(document, at=NOON)))


def test_the_fact_sheet_says_everything_that_is_filled_in(item: Item) -> None:
    facts = item.opened.measure.facts
    filled = [field for field in FACT_FIELDS if is_filled(facts[field.name]) and field.name != "title"]
    (told,) = blocks(fact_sheet_document(item, language="de", at=NOON), Facts)
    assert len(told.entries) == len(filled)
    assert ("Phase", "Betrieb") in told.entries


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_sheets_have_one_page_however_much_was_typed(item: Item, language: Any) -> None:
    long = {field.name: "Ein langer Satz. " * 230 for field in FACT_FIELDS if field.kind is FactKind.TEXT}
    for make in (fact_sheet_document, one_minute_document):
        document = make(with_facts(item, **long), language=language, at=NOON)
        assert len(read(document).pages) == 1
        assert document.blocks[-1].text.endswith({"de": "als PDF“.", "en": "as PDF”."}[language])  # type: ignore[union-attr]


def test_only_what_does_not_fit_otherwise_is_set_smaller(item: Item) -> None:
    for make in (fact_sheet_document, one_minute_document):
        assert not make(item, language="de", at=NOON).is_dense
    full = {
        field.name: "Ein Satz von mittlerer Länge." for field in FACT_FIELDS if field.kind is FactKind.TEXT
    }
    crowded = fact_sheet_document(with_facts(item, **full), language="de", at=NOON)
    assert (crowded.is_dense, " …" in str(crowded.blocks)) == (True, False)


def test_what_fits_is_not_cut(item: Item) -> None:
    for make in (fact_sheet_document, one_minute_document):
        texts = str(make(item, language="de", at=NOON).blocks)
        assert " …" not in texts


def test_who_reads_for_a_minute_learns_that_nobody_has_said_what_it_costs(item: Item) -> None:
    poor = with_facts(item, total_cost=None, own_share=None)
    told = dict(blocks(one_minute_document(poor, language="de", at=NOON), Facts)[0].entries)
    assert (told["Gesamtkosten (Euro)"], told["Eigenanteil (Euro)"]) == ("keine Angabe", "keine Angabe")


def test_it_says_what_reviewers_recommend_and_what_is_asked(item: Item) -> None:
    document = one_minute_document(item, language="de", at=NOON)
    assert blocks(document, Points)[0].items[0] == "Weiterführen"
    assert blocks(document, Paragraph)[-1].text == "Soll die Maßnahme umgesetzt werden?"


def test_without_a_review_it_says_so_and_rests_on_the_self_assessment(item: Item) -> None:
    document = one_minute_document(replace(item, feedback=None), language="de", at=NOON)
    texts = [block.text for block in blocks(document, Paragraph)]
    assert texts[0].startswith("Beruht auf der Selbsteinschätzung, vorläufig · ")
    assert "Noch keine Begutachtung liegt vor." in texts


def test_the_printed_comparison_has_every_rank_and_every_row_of_the_matrix(region: LoadedRegion) -> None:
    comparison = region.comparison
    document = comparison_document(comparison, origin=region.origin, language="de")
    *lists, apart, matrix = blocks(document, Table)
    ranks = [[(row[0], row[1].split("\n")[0]) for row in table.rows] for table in lists]
    assert ranks == [
        [(str(place.rank), comparison.by_id[place.thing].title) for place in found.places]
        for found in comparison.ranking.lists
    ]
    assert len(apart.rows) == len(comparison.ranking.apart)
    assert [block.text for block in blocks(document, Heading) if not block.text[0].isupper()] == []
    assert [row[0].split("\n")[0] for row in matrix.rows] == [each.title for each in comparison.measures]


def test_the_judgement_is_that_of_the_reviews_once_they_are_released(item: Item) -> None:
    assert item.judgement.basis is Basis.REVIEWS
    assert replace(item, feedback=None).judgement.basis is Basis.SELF
