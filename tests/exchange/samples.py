"""The samples in `docs/samples`: every document of the example region, in German (`make samples`)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.exchange.region import LoadedRegion, loaded_region, reviewed_item
from tests.houses import TestHouse
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.council_paper import council_paper
from toolkit.exchange.item_documents import fact_sheet_document, one_minute_document
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.result_document import result_document
from toolkit.exchange.slides import comparison_slides
from toolkit.exchange.word import document_word
from toolkit.exchange.workbook import comparison_workbook
from toolkit.messages import Language
from toolkit.services.checks import checks_of
from toolkit.storage import open_database, prepare

FOLDER = Path(__file__).parents[2] / "docs" / "samples"
LANGUAGE: Language = "de"


def samples(region: LoadedRegion) -> dict[str, bytes]:
    """By file name."""
    comparison, origin, at = region.comparison, region.origin, region.origin.at
    item = reviewed_item(region)
    with region.house.database.reading() as session:
        checks = checks_of(session, item.measure.revision_id)
    documents = {
        "Vergleich.pdf": comparison_document(comparison, origin=origin, language=LANGUAGE),
        "Steckbrief.pdf": fact_sheet_document(item, language=LANGUAGE, at=at),
        "Kurzblatt.pdf": one_minute_document(item, language=LANGUAGE, at=at),
        "Ergebnis.pdf": result_document(item.opened, language=LANGUAGE, at=at),
    }
    paper = council_paper(item, checks=checks, origin=origin, language=LANGUAGE)
    return {
        "Vergleich.xlsx": comparison_workbook(comparison, region.answers, origin=origin, language=LANGUAGE),
        "Vergleich.pptx": comparison_slides(comparison, origin=origin, language=LANGUAGE),
        "Beschlussvorlage.docx": document_word(paper, at=at),
        **{name: document_pdf(document, at=at) for name, document in documents.items()},
    }


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
