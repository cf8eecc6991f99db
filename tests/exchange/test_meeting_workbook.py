"""The workbook of a meeting, opened again: what the record says, in numbers, and nobody's name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.houses import TestHouse
from tests.meetings import MEMBERS, SteeringRoom
from toolkit.exchange.origin import Origin
from toolkit.exchange.workbook import meeting_workbook
from toolkit.messages import Language, Message, translate
from toolkit.model import BallotKind, Outcome, RecusalManner, now
from toolkit.services.attendances import recuse
from toolkit.services.ballots import answer_ballot, close_ballot, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import note_dissent, record_decision
from toolkit.storage import open_database, prepare

REASON = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SteeringRoom]:
    """Closed: one implemented on a condition after a vote, one rejected against the order, two left."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('room') / 'toolkit.sqlite3'}")
    prepare(database)
    room = SteeringRoom(TestHouse.furnished(database)).begun()
    item = room.item("Pegelsensoren").item_id
    room.does(recuse, item_id=item, attendance_id=room.place("noah"), manner=RecusalManner.LEFT_ROOM)
    vote = room.does(open_ballot, item_id=item, kind=BallotKind.VOTE)
    for who, answer in (("vera", "yes"), ("mia", "yes"), ("olga", "no")):
        room.does(answer_ballot, who, ballot_id=vote, answer=answer)
    room.does(close_ballot, ballot_id=vote)
    condition = {"condition": "Betrieb gesichert", "responsible": "Amt 61", "due_on": date(2027, 6, 30)}
    decided(room, "Pegelsensoren", Outcome.IMPLEMENT_WITH_CONDITION, reason=REASON, **condition)
    decided(room, "Solarkataster", Outcome.REJECT, reason="Zu teuer", against_reason="Der Haushalt geht vor")
    room.does(note_dissent, item_id=item, attendance_id=room.place("olga"), text="Zu früh.")
    room.does(close_meeting, meeting_id=room.meeting_id)
    yield room
    database.close()


def decided(room: SteeringRoom, title: str, outcome: Outcome, **said: Any) -> None:
    room.does(record_decision, item_id=room.item(title).item_id, based_on=0, outcome=outcome, **said)


def book(room: SteeringRoom, language: Language = "de") -> Workbook:
    made = meeting_workbook(room.record(), origin=Origin("Auswahl 2027", now()), language=language)
    return load_workbook(io.BytesIO(made))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_each_point_has_a_row_with_the_numbers_of_the_record(room: SteeringRoom) -> None:
    record = room.record()
    found = rows(book(room)["Ergebnisse"])
    expected = []
    for item in record.items:
        standing = record.standing(item)
        assert standing is not None
        points = None if standing.points is None else float(standing.points)
        expected.append((item.position, item.title, "Neustadt", 1, standing.rank, points))
    names = ("Nr.", "Punkt", "Kommune", "Fassung", "Rang", "Gesamt")
    assert [tuple(row[name] for name in names) for row in found] == expected


def test_outcomes_counts_and_reasons_stand_there_and_nobody_by_name(room: SteeringRoom) -> None:
    made = book(room)
    row = next(row for row in rows(made["Ergebnisse"]) if row["Punkt"] == "Pegelsensoren")
    assert {name: value for name, value in row.items() if name not in _ABOUT_THE_MEASURE} == {
        "Empfehlung": "umsetzen mit Bedingung",
        "Begründung": REASON,
        "Warum abweichend": None,
        "Bedingung": "Betrieb gesichert",
        "Verantwortlich": "Amt 61",
        "Bis wann": "30.06.2027",
        "Abweichende Meinungen": 1,
        "Befangen": 1,
        "Abstimmung: Ja": 2,
        "Abstimmung: Nein": 1,
        "Abstimmung: Enthaltung": 0,
        "Stimmungsbild (keine Abstimmung): dafür": None,
        "Stimmungsbild (keine Abstimmung): unsicher": None,
        "Stimmungsbild (keine Abstimmung): dagegen": None,
    }
    cells = [cell for sheet in made for line in sheet.iter_rows() for cell in line]
    assert [cell.data_type for cell in cells if cell.value == REASON] == ["s"]
    text = " ".join(str(cell.value) for cell in cells)
    assert [name for name in (*MEMBERS, "Zu früh") if re.search(rf"\b{name}\b", text, re.IGNORECASE)] == []


def test_the_levels_of_every_review_and_the_weights_stand_on_sheets_of_their_own(room: SteeringRoom) -> None:
    record, made = room.record(), book(room, "en")
    levels = {(row["Measure"], row["No."]): row["Levels of the reviews"] for row in rows(made["Levels"])}
    questions = record.catalogue.questions
    assert len(levels) == len(record.items) * len(questions)
    assert levels["Bürgerportal", next(iter(questions))] == "1, 3"
    basis = [row[0:2] for row in made["Method"].iter_rows(values_only=True)]
    named = (translate(Message.of("minutes.snapshot"), "en"), record.snapshot)
    assert named in basis


_ABOUT_THE_MEASURE = {
    "Nr.", "Punkt", "Kommune", "Fassung", "Rang", "Wahrscheinliche Ränge", "Abstand zur nächsten Maßnahme",
    "Gesamt", "Strategiebezug", "Nutzerorientierung", "Übertragbarkeit", "Ergebnis",
}  # fmt: skip
