"""The minutes of a closed meeting say what was said and by what the group went: read back from both files."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from tests.houses import TestHouse
from tests.meetings import SteeringRoom
from tests.worlds import AsBuilt
from toolkit.exchange.minutes import minutes_as_pdf, minutes_as_word
from toolkit.messages import LANGUAGES, Language
from toolkit.model import BallotKind, Outcome, RecusalManner
from toolkit.services.attendances import recuse
from toolkit.services.ballots import count_hands, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import note_dissent, record_decision
from toolkit.services.log_heads import Heads, heads


@pytest.fixture
def room(sqlite_furnished: TestHouse, as_built: AsBuilt) -> SteeringRoom:
    return as_built(sqlite_furnished, begun)


def begun(house: TestHouse) -> SteeringRoom:
    return SteeringRoom(house).begun()


def closed(room: SteeringRoom) -> Heads:
    """A meeting with everything that minutes have to tell."""
    last, first = room.item("Parkleitsystem").item_id, room.item("Solarkataster").item_id
    mia = room.place("mia")
    room.does(recuse, item_id=last, attendance_id=mia, manner=RecusalManner.LEFT_ROOM, reason="Nachbarin")
    vote = room.does(open_ballot, item_id=last, kind=BallotKind.VOTE)
    room.does(count_hands, ballot_id=vote, counts={"yes": 3, "no": 1}, based_on=1)
    room.does(record_decision, item_id=last, based_on=0, outcome=Outcome.IMPLEMENT, reason="Jetzt gefördert")
    room.does(
        record_decision,
        item_id=first,
        based_on=0,
        outcome=Outcome.DEFER,
        reason="Keine Deckung",
        due_on=date(2027, 9, 1),
        against_reason="Der Haushalt geht vor",
    )
    room.does(note_dissent, item_id=first, attendance_id=room.place("noah"), text="Ich sehe das anders")
    room.does(close_meeting, meeting_id=room.meeting_id)
    with room.house.database.reading() as session:
        return heads(session, room.actor("vera"))


def words_of_word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())


def words_of_pdf(content: bytes) -> str:
    """Without spaces, because lines may break anywhere."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_pdf_and_word_tell_weights_order_recusal_vote_dissent_reasons_and_the_hashes(
    room: SteeringRoom,
) -> None:
    noted = closed(room)
    record = room.record()
    head = next(each.head for each in noted.measures if each.title == "Solarkataster")
    told = [
        "Gewichtung des Kriterienkatalogs",
        "Platz 1 von 3 in der Phase Idee",
        "Befangenheit: Mia hat den Raum verlassen",
        "Abstimmung: Ja 3, Nein 1 und Enthaltung 0",
        "Empfehlung: umsetzen",
        "Empfehlung: zurückstellen",
        "Der Haushalt geht vor",
        "Noah: Ich sehe das anders",
        "Ohne Ergebnis; kommt auf die nächste Tagesordnung.",
        record.snapshot,
        noted.log,
        head,
    ]
    word = words_of_word(minutes_as_word(record, noted, language="de"))
    pdf = words_of_pdf(minutes_as_pdf(record, noted, language="de"))
    assert [each for each in told if str(each) not in word] == []
    assert [each for each in told if str(each).replace(" ", "") not in pdf] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_carry_title_and_language_and_the_pdf_is_tagged(
    room: SteeringRoom, language: Language
) -> None:
    noted = closed(room)
    reader = PdfReader(io.BytesIO(minutes_as_pdf(room.record(), noted, language=language)))
    title = {"de": "Ergebnisprotokoll: 2. Sitzung", "en": "Minutes: 2. Sitzung"}[language]
    catalog = reader.trailer["/Root"]
    assert (reader.metadata and reader.metadata.title, catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == (
        title,
        language,
        True,
    )
    properties = Document(
        io.BytesIO(minutes_as_word(room.record(), noted, language=language))
    ).core_properties
    assert (properties.title, properties.language, properties.author) == (title, language, "")
