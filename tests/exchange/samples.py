"""The samples in `docs/samples`: every document of the example region, in German (`make samples`)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.exchange.region import LoadedRegion, closed_meeting, item_of, loaded_region
from tests.houses import TestHouse
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.council_paper import Decided, council_paper
from toolkit.exchange.item_documents import fact_sheet_document, one_minute_document
from toolkit.exchange.minutes import minutes_as_pdf, minutes_as_word
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.result_document import result_document
from toolkit.exchange.slides import comparison_slides, meeting_slides
from toolkit.exchange.word import document_word
from toolkit.exchange.workbook import comparison_workbook, meeting_workbook
from toolkit.messages import Language
from toolkit.services.checks import checks_of
from toolkit.services.meeting_record import AgendaEntry
from toolkit.storage import open_database, prepare

FOLDER = Path(__file__).parents[2] / "docs" / "samples"
LANGUAGE: Language = "de"


def samples(region: LoadedRegion) -> dict[str, bytes]:
    """By file name."""
    return {**_of_the_comparison(region), **_of_the_meeting(region)}


def _of_the_comparison(region: LoadedRegion) -> dict[str, bytes]:
    comparison = region.comparison
    common: dict[str, Any] = {"origin": region.origin, "language": LANGUAGE, "fixed": region.fixed}
    return {
        "Vergleich.pdf": document_pdf(comparison_document(comparison, **common), at=region.origin.at),
        "Vergleich.pptx": comparison_slides(comparison, **common),
        "Vergleich.xlsx": comparison_workbook(comparison, region.answers, **common),
    }


def _of_the_meeting(region: LoadedRegion) -> dict[str, bytes]:
    """What a meeting said, and the papers of the measure with the longest outcome."""
    record, heads = closed_meeting(region)
    point = max((item for item in record.items if item.decision), key=_words)
    item, at = item_of(region, point.measure_id or 0), region.origin.at
    with region.house.database.reading() as session:
        checks = checks_of(session, item.measure.revision_id)
    common: dict[str, Any] = {"origin": region.origin, "language": LANGUAGE}
    paper = council_paper(item, checks=checks, decided=Decided(record, point), **common)
    documents = {
        "Steckbrief.pdf": fact_sheet_document(item, language=LANGUAGE, at=at),
        "Kurzblatt.pdf": one_minute_document(item, language=LANGUAGE, at=at),
        "Ergebnis.pdf": result_document(item.opened, language=LANGUAGE, at=at),
    }
    return {
        "Beschlussvorlage.docx": document_word(paper, at=at),
        "Ergebnisprotokoll.docx": minutes_as_word(record, heads, language=LANGUAGE),
        "Ergebnisprotokoll.pdf": minutes_as_pdf(record, heads, language=LANGUAGE),
        "Sitzung.pptx": meeting_slides(record, **common),
        "Sitzung.xlsx": meeting_workbook(record, **common),
        **{name: document_pdf(document, at=at) for name, document in documents.items()},
    }


def _words(item: AgendaEntry) -> int:
    said = item.decision
    return len(said.reason + said.condition + said.against_reason) if said else 0


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/toolkit.sqlite3")
        prepare(database)
        for name, content in samples(loaded_region(TestHouse.furnished(database))).items():
            (FOLDER / name).write_bytes(content)
        database.close()


if __name__ == "__main__":
    main()
