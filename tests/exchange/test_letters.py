"""The letter to a municipality: what stands in its draft, who writes it, and the same as Word."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import mammoth
import pytest

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.exchange.letters import letter_as_word, letter_draft
from toolkit.filetypes import read_file
from toolkit.model import Audience, Person, RecommendationKind
from toolkit.services.errors import ServiceError
from toolkit.services.finishing import finish_review
from toolkit.services.letters import (
    LONGEST_LETTER,
    LetterConflictError,
    LetterState,
    OpenedLetter,
    open_letter,
    read_letter,
    save_letter,
    send_letter,
)
from toolkit.services.measures import open_measure
from toolkit.storage import Database

NOTE = "NUR FÜR KOLLEGEN"
NAMES = ("MARKER ANNA", "MARKER BERND")
DRAFT = """Ihre Maßnahme „Pegelsensoren für die Treene“

Sehr geehrte Damen und Herren,

zur Fassung 1 Ihrer Maßnahme „Pegelsensoren für die Treene“ teilen wir Ihnen Folgendes mit.

Maßnahme insgesamt
– Danke für die Mühe.

Beschlossenes Ziel
– Seite fehlt.
– Gut belegt.

Empfehlungen
– Weiterführen mit Änderungen: Mit Fundstelle.

Mit freundlichen Grüßen"""


@pytest.fixture
def world(any_house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(any_house, with_names_and_notes)


def with_names_and_notes(house: TestHouse) -> Reviewing:
    """Both reviews are final; notes for colleagues and the advisors' names could leak."""
    world = Reviewing.made(house)
    with house.database.writing() as session:
        for name, marker in zip(("anna", "bernd"), NAMES, strict=True):
            session.get_one(Person, world.people[name]).name = marker
    world.submit()
    comments = [
        ("S1", Audience.MUNICIPALITY, "Seite fehlt."),
        ("S1", Audience.COLLEAGUES, NOTE),
        ("", Audience.MUNICIPALITY, "Danke für die Mühe."),
        ("N1", Audience.COLLEAGUES, NOTE),
    ]
    world.review(
        "anna",
        comments=comments,
        recommends=RecommendationKind.CONTINUE_WITH_CHANGES,
        recommendation="Mit Fundstelle.",
    )
    world.review("bernd", comments=[("S1", Audience.MUNICIPALITY, "Gut belegt.")])
    return world


def opened(world: Reviewing, name: str = "clara") -> OpenedLetter:
    with world.reading(name) as (session, actor):
        return open_letter(session, actor, measure_id=world.measure_id)


def save(world: Reviewing, text: str, *, by: str = "clara", based_on: int = 0) -> LetterState:
    with world.writing(by) as (session, actor):
        return save_letter(session, actor, measure_id=world.measure_id, based_on=based_on, text=text)


def send(world: Reviewing, based_on: int = 1) -> LetterState:
    with world.writing("clara") as (session, actor):
        return send_letter(session, actor, measure_id=world.measure_id, based_on=based_on)


def read(world: Reviewing, name: str) -> str | None:
    with world.reading(name) as (session, actor):
        measure = open_measure(session, actor, measure_id=world.measure_id, number=1)
        letter = read_letter(session, actor, measure=measure)
    return letter.text if letter else None


def refused(act: object) -> str:
    with pytest.raises(ServiceError) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.message.key


def words_in(document: bytes) -> str:
    shown = str(mammoth.convert_to_html(io.BytesIO(document)).value)
    return unescape(re.sub("<br />|</?p>", "\n", shown))


def test_the_draft_has_every_comment_to_the_municipality_by_question_and_nothing_else(
    world: Reviewing,
) -> None:
    assert letter_draft(opened(world), "de") == DRAFT
    assert letter_draft(opened(world, "anna"), "de") == DRAFT


def test_neither_draft_nor_word_file_holds_a_note_for_colleagues_or_a_name(world: Reviewing) -> None:
    letter = opened(world)
    draft = letter_draft(letter, "de")
    document = letter_as_word(letter, draft, "de")
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        unpacked = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    told = draft + words_in(document) + unpacked
    assert [marker for marker in (NOTE, *NAMES, "python-docx") if marker in told] == []


def test_the_word_file_is_sound_and_says_the_same_in_another_program(world: Reviewing) -> None:
    letter = opened(world)
    document = letter_as_word(letter, DRAFT, "de")
    assert words_in(document).split() == DRAFT.split()
    assert read_file(document).kind.value == "docx"


def test_signs_that_a_word_file_cannot_hold_are_left_out(world: Reviewing) -> None:
    pasted = "Erster\x0b Absatz\x00\n\n<b>&amp; 😀 zweiter\x1f"
    assert words_in(letter_as_word(opened(world), pasted, "de")).split() == [
        "Erster", "Absatz", "<b>&amp;", "😀", "zweiter",
    ]  # fmt: skip


def test_two_who_write_the_letter_see_mine_and_theirs(world: Reviewing) -> None:
    assert save(world, " Text von Clara ") == LetterState("Text von Clara", 1)
    with pytest.raises(LetterConflictError) as conflict:
        save(world, "Text von Anna", by="anna")
    assert (conflict.value.mine, conflict.value.theirs.text) == ("Text von Anna", "Text von Clara")
    assert save(world, "Text von Anna", by="anna", based_on=1).version == 2
    assert opened(world).letter == LetterState("Text von Anna", 2)


def test_the_municipality_reads_it_once_it_is_sent_and_the_reviews_are_released(world: Reviewing) -> None:
    save(world, DRAFT)
    readers = ("erika", "clara", "anna", "stefan")
    assert [read(world, name) for name in readers[:3]] == [None, DRAFT, DRAFT]
    sent = send(world)
    assert (sent.version, sent.sent_at is not None) == (2, True)
    assert read(world, "erika") is None
    with world.writing("clara") as (session, actor):
        finish_review(session, actor, measure_id=world.measure_id)
    assert [read(world, name) for name in readers] == [DRAFT, DRAFT, DRAFT, None]
    assert refused(lambda: save(world, "Anders", based_on=2)) == "letters.is_sent"
    assert refused(lambda: send(world, 2)) == "letters.is_sent"


def test_an_empty_or_endless_letter_is_refused(world: Reviewing) -> None:
    assert refused(lambda: send(world, 0)) == "letters.empty"
    assert refused(lambda: save(world, "x" * (LONGEST_LETTER + 1))) == "letters.too_long"


def test_only_who_reviewed_or_coordinates_writes_it(any_database: Database) -> None:
    world = Reviewing.made(TestHouse.furnished(any_database))
    world.submit()
    world.review("anna")
    said = {name: refused(lambda name=name: opened(world, name)) for name in ("erika", "bernd", "hanna")}  # type: ignore[misc]
    assert said == {
        "erika": "access.not_assigned",
        "bernd": "access.bound",
        "hanna": "services.no_measure",
    }
