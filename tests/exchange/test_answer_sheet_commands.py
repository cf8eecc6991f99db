"""`python -m toolkit answer-sheet write|read`, as an operator types it."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.desk import furnished, outcome, run_toolkit, sentence
from tests.exchange.answer_sheets import filled
from toolkit.judging import GivenAnswer
from toolkit.model.inputs import AnswerInput

TITLE, TOWN = "Mitfahrbank", "Stadt Beispielförde"


def test_an_empty_sheet_is_written_filled_in_and_read_as_a_new_measure(tmp_path: Path) -> None:
    file = tmp_path / "bogen.xlsx"
    written = run_toolkit("answer-sheet", "write", str(file), DATA_DIR=tmp_path)
    assert outcome(written) == (0, [sentence("answer_sheet.written", file=file)])
    entries = {"municipality": TOWN, "fact.title": TITLE, "answer.S1.given": "Stufe 2"}
    file.write_bytes(filled(file.read_bytes(), entries))
    commands = (["--dry-run"], [], [])
    said = [
        outcome(run_toolkit("answer-sheet", "read", str(file), *more, DATA_DIR=tmp_path)) for more in commands
    ]
    names = {"title": TITLE, "municipality": TOWN}
    would = [
        sentence("answer_sheet.creates_with_municipality", **names),
        "Name der Maßnahme: bisher „(leer)“, im Bogen „Mitfahrbank“",
        "S1 Beschlossenes Ziel: Antwort: bisher „noch nicht beantwortet“, im Bogen „Stufe 2“",
    ]
    assert said == [
        (0, would),
        (0, [*would, sentence("answer_sheet.taken_in", n=2)]),
        (0, [sentence("answer_sheet.belongs_to", **names), sentence("answer_sheet.nothing_new")]),
    ]


def test_a_contested_answer_waits_for_a_word_and_mistakes_are_told(tmp_path: Path) -> None:
    file = tmp_path / "bogen.xlsx"
    with furnished(tmp_path) as house:
        measure_id = house.measure(house.municipality(TOWN))
        uuid = str(house.assessment(measure_id).measure.uuid)
        run_toolkit("answer-sheet", "write", "--measure", uuid, str(file), DATA_DIR=tmp_path)
        house.answer(measure_id, "S1", AnswerInput.at(4))
        sheet = file.read_bytes()

        def read(given: str, *more: str) -> tuple[int, list[str]]:
            file.write_bytes(filled(sheet, {"answer.S1.given": given}))
            return outcome(run_toolkit("answer-sheet", "read", str(file), *more, DATA_DIR=tmp_path))

        assert read("Stufe 7")[0] == 2
        code, said = read("Stufe 2")
        assert (code, said[-1]) == (2, sentence("answer_sheet.unsettled"))
        assert house.assessment(measure_id).answers["S1"].given == GivenAnswer.at(4)
        assert read("Stufe 2", "--contested", "mine")[0] == 0
        assert house.assessment(measure_id).answers["S1"].given == GivenAnswer.at(2)
    unknown = run_toolkit("answer-sheet", "write", "--measure", "17", str(file), DATA_DIR=tmp_path)
    assert outcome(unknown) == (2, [sentence("services.no_measure")])
