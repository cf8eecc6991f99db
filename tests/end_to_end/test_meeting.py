"""A whole meeting: the chair leads, five members and a guest follow, and minutes are taken home."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.end_to_end.desk import click, furnished, sentence, unfold
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
    stand_still,
)
from tests.end_to_end.server import RunningApp, free_port
from tests.meetings import MEASURES, MEMBERS, SteeringRoom
from toolkit.model import MeasureState

StartApp = Callable[..., AbstractContextManager[RunningApp]]
LogIn = Callable[[RunningApp, str], Page]

# By title, in the order of `MEASURES`: the last one on the agenda is not reached.
MOVED = [
    MeasureState.IN_IMPLEMENTATION,
    MeasureState.DEFERRED,
    MeasureState.REVIEWED,
    MeasureState.IN_IMPLEMENTATION,
]
TOLD = (
    "Gewichtung des Kriterienkatalogs: Strategiebezug 33 %, Nutzerorientierung 33 % und Übertragbarkeit 33 %",
    "Gerda Gast",
    "Platz 3 von 3 in der Phase Idee",
    "Pegelsensoren liegt klar vor Parkleitsystem: bei 100 % der zulässigen Gewichtungen",
    "Gemeinsam mit den anderen Punkten des Blocks, ohne Gegenrede.",
    "Stimmungsbild (keine Abstimmung): dafür 3, unsicher 1 und dagegen 1.",
    "Empfehlung: zurückstellen",
    "Das Personal fehlt",
    "01.09.2027",
    "Befangenheit: Noah hat den Raum verlassen",
    "Abstimmung: Ja 3, Nein 1 und Enthaltung 1.",
    "Empfehlung: umsetzen mit Bedingung",
    "Der Bund fördert es jetzt",
    "Deckung bis März",
    "Die Förderung verfällt sonst",
    "Quinn: Die Pegel sind dringender",
    "Ohne Ergebnis; kommt auf die nächste Tagesordnung.",
)


@dataclass(frozen=True)
class Devices:
    """Vera leads; Paul's town has handed in all measures; the guest has a telephone."""

    vera: Page
    mia: Page
    noah: Page
    olga: Page
    paul: Page
    quinn: Page
    guest: Page

    @property
    def members(self) -> tuple[Page, ...]:
        return self.mia, self.noah, self.olga, self.paul, self.quinn

    @property
    def others(self) -> tuple[Page, ...]:
        return *self.members, self.guest


def test_a_meeting_is_held_on_seven_devices_and_its_minutes_are_taken_home(
    start_shared_app: StartApp, log_in: LogIn, page: Page
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        room = SteeringRoom(house)
        address = f"{app.address}/sitzung?meeting={room.prepared()}"
        devices = Devices(*(log_in(app, f"{name}@example.de") for name in MEMBERS), guest=page)
        gather(devices, address)
        decide_block(devices)
        ask_for_the_sense_of_the_room(devices)
        defer(devices.vera)
        vote_without_the_recused(devices)
        implement_against_the_order(devices)
        close(devices)
        assert [room.state(title) for title in MEASURES] == MOVED
        told = (*TOLD, room.record().snapshot or "no snapshot")
        word = words_of_word(taken_home(devices.mia, "docx"))
        pdf = words_of_pdf(taken_home(devices.vera, "pdf"))
        assert [each for each in told if each not in word] == []
        assert [each for each in told if unbroken(each) not in pdf] == []


def test_the_app_is_killed_in_the_middle_of_a_vote_and_the_meeting_goes_on_where_it_was(
    start_shared_app: StartApp, log_in: LogIn
) -> None:
    port = free_port()
    with start_shared_app(port=port) as app, furnished(app.data_folder) as house:
        room = SteeringRoom(house).begun()
        chair = log_in(app, "vera@example.de")
        open_page(chair, f"{app.address}/sitzung?meeting={room.meeting_id}")
        for shown in (sentence("meeting.block_title", n=2), "Solarkataster"):
            press(chair, "meeting.next")
            expect(chair.get_by_role("heading", name=shown, exact=True)).to_be_visible()
        press(chair, "meeting.button.ask_vote")
        answer(chair, "yes")
        app.process.kill()
        app.process.wait()
    with start_shared_app(port=port):
        open_page(chair, chair.url)
        expect(chair.get_by_role("heading", name="Solarkataster", exact=True)).to_be_visible()
        expect_on([chair], f"✓ Ihre Antwort: {sentence('meeting.choice.yes')}.")
        answer(chair, "no")
        press(chair, "meeting.button.close_ballot")
        expect_on([chair], "Abstimmung: Ja 0, Nein 1 und Enthaltung 0.")


def gather(devices: Devices, address: str) -> None:
    chair, guest = devices.vera, devices.guest
    for device in (chair, *devices.members):
        open_page(device, address)
    press(chair, "meeting.begin")
    expect_on(devices.members, sentence("meeting.left", n=4))
    for device in devices.members:
        press(device, "meeting.arrive")
    unfold(chair, sentence("meeting.keep_list"))
    write(chair, "meeting.guest_name", "Gerda Gast")
    chair.get_by_text(sentence("meeting.guest_votes"), exact=True).last.click()
    press(chair, "meeting.add_guest")
    expect(chair.get_by_role("rowheader", name="Gerda Gast")).to_be_visible()
    choose(chair, "keep-list", "Gerda Gast")
    press(chair, "meeting.button.pin")
    pin = chair.locator(".mk-pin").inner_text().split()[-1]
    guest.set_viewport_size(NARROW)
    open_page(guest, chair.get_by_role("link", name=re.compile("entry=")).get_attribute("href") or "")
    guest.get_by_label(sentence("meeting.guest_pin"), exact=True).fill(pin)
    press(guest, "meeting.guest_enter")
    expect(guest.get_by_text(sentence("meeting.guest", name="Gerda Gast"))).to_be_visible()


def decide_block(devices: Devices) -> None:
    """Olga wants one of the two talked about by itself."""
    press(devices.vera, "meeting.next")
    expect_on(devices.others, sentence("meeting.block_title", n=2))
    press(devices.olga, "meeting.pull_out", title="Pegelsensoren")
    expect(devices.vera.get_by_text(sentence("meeting.block_title", n=1))).to_be_visible()
    press(devices.vera, "meeting.decide_block")
    expect(devices.vera.get_by_text(sentence("meeting.done_block", n=1))).to_be_visible()


def ask_for_the_sense_of_the_room(devices: Devices) -> None:
    """Four answers would show who thinks what; the fifth is the guest's."""
    for title in ("Solarkataster", "Pegelsensoren"):
        step(devices, title)
    press(devices.vera, "meeting.button.ask_sense")
    for device in (devices.mia, devices.noah, devices.olga):
        answer(device, "for")
    answer(devices.quinn, "against")
    expect(devices.quinn.get_by_text(sentence("meeting.sense_hidden", count=4, needed=5))).to_be_visible()
    expect(devices.paul.get_by_text(sentence("meeting.no_vote.own"))).to_be_visible()
    answer(devices.guest, "unsure")
    shown = "Stimmungsbild (keine Abstimmung): dafür 3, unsicher 1 und dagegen 1."
    expect(devices.guest.get_by_text(shown)).to_be_visible()
    press(devices.vera, "meeting.button.close_ballot")
    expect_on(devices.others, shown)


def defer(chair: Page) -> None:
    say_outcome(chair, "defer")
    write(chair, "meeting.field.reason", "Das Personal fehlt")
    write(chair, "meeting.field.due", "01.09.2027")
    record_outcome(chair)


def vote_without_the_recused(devices: Devices) -> None:
    chair = devices.vera
    step(devices, "Parkleitsystem")
    recuse(chair, "Noah", "Nachbarin")
    press(chair, "meeting.button.ask_vote")
    for device in (devices.mia, devices.olga, chair):
        answer(device, "yes")
    answer(devices.quinn, "abstain")
    answer(devices.guest, "no")
    expect(devices.noah.get_by_text(sentence("meeting.no_vote.recused"))).to_be_visible()
    expect(devices.paul.get_by_text(sentence("meeting.no_vote.own"))).to_be_visible()
    expect(chair.get_by_text(sentence("meeting.answered", count=5, all=5)).first).to_be_visible()
    for device in (chair, devices.guest):
        check_page(device)
    press(chair, "meeting.button.close_ballot")
    expect_on(devices.others, "Abstimmung: Ja 3, Nein 1 und Enthaltung 1.")


def implement_against_the_order(devices: Devices) -> None:
    """The one before it was deferred: the meeting asks why, and Quinn is of another opinion."""
    chair = devices.vera
    say_outcome(chair, "implement_with_condition")
    write(chair, "meeting.field.reason", "Der Bund fördert es jetzt")
    write(chair, "meeting.field.condition", "Deckung bis März")
    press(chair, "meeting.button.record")
    expect(
        chair.get_by_text(re.compile("^Bitte begründen Sie das abweichende Ergebnis")).last
    ).to_be_visible()
    write(chair, "meeting.field.against", "Die Förderung verfällt sonst")
    record_outcome(chair)
    expect_on(devices.others, "umsetzen mit Bedingung")
    unfold(chair, sentence("meeting.no_dissents"))
    choose(chair, "dissents", "Quinn")
    write(chair, "meeting.field.dissent", "Die Pegel sind dringender")
    press(chair, "meeting.button.dissent")
    expect(chair.get_by_text(sentence("meeting.done_dissent"))).to_be_visible()


def close(devices: Devices) -> None:
    chair = devices.vera
    unfold(chair, sentence("meeting.close_title"))
    chair.get_by_text(sentence("meeting.close_sure"), exact=True).click()
    press(chair, "meeting.close")
    expect_on((chair, *devices.members), re.compile("Prüfsumme des Standes"))
    expect(devices.guest.get_by_text(sentence("meeting.guest_over"))).to_be_visible()


def press(page: Page, key: str, **values: object) -> None:
    settle(page)
    click(page, sentence(key, **values))


def step(devices: Devices, title: str) -> None:
    """The chair's next point, which all see."""
    press(devices.vera, "meeting.next")
    for device in (devices.vera, *devices.others):
        expect(device.get_by_role("heading", name=title, exact=True)).to_be_visible()


def answer(page: Page, choice: str) -> None:
    press(page, f"meeting.choice.{choice}")
    expect_on([page], f"✓ Ihre Antwort: {sentence(f'meeting.choice.{choice}')}.")


def recuse(chair: Page, name: str, reason: str) -> None:
    unfold(chair, sentence("meeting.no_recusals"))
    choose(chair, "recusals", name)
    chair.get_by_text(sentence("meeting.manner.left_room"), exact=True).click()
    write(chair, "meeting.recused_why", reason)
    press(chair, "meeting.button.recuse")
    expect(chair.get_by_text(sentence("meeting.recused.left_room", n=1))).to_be_visible()


def say_outcome(chair: Page, outcome: str) -> None:
    settle(chair)
    chair.get_by_role("radio", name=sentence(f"meeting.outcome.{outcome}"), exact=True).click()


def record_outcome(chair: Page) -> None:
    press(chair, "meeting.button.record")
    expect(chair.get_by_text(sentence("meeting.done_outcome"))).to_be_visible()


def choose(chair: Page, part: str, name: str) -> None:
    person = sentence("meeting.choose_person")
    field = chair.locator(f".st-key-{part}").get_by_role("combobox", name=person, exact=True)
    field.scroll_into_view_if_needed()  # the list closes when the page moves
    settle(chair)
    stand_still(chair)
    field.fill(name)
    expect(chair.get_by_role("option", name=name, exact=True)).to_be_visible()
    chair.keyboard.press("Enter")
    settle(chair)


def write(chair: Page, key: str, text: str) -> None:
    settle(chair)
    field = chair.get_by_label(sentence(key), exact=True)
    field.fill(text)
    field.press("Tab")


def check_page(page: Page) -> None:
    size = page.viewport_size
    for each in (WIDE, NARROW):
        page.set_viewport_size(each)
        settle(page)
        assert_no_sideways_scroll(page)
    assert axe_findings(page) == []
    page.set_viewport_size(size or WIDE)


def expect_on(devices: Iterable[Page], text: str | re.Pattern[str]) -> None:
    for device in devices:
        expect(device.get_by_text(text).first).to_be_visible()


def taken_home(page: Page, kind: str) -> bytes:
    settle(page)
    with page.expect_download() as download:
        click(page, sentence(f"meeting.minutes_{kind}"))
    return Path(download.value.path()).read_bytes()


def words_of_word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())


def words_of_pdf(content: bytes) -> str:
    return unbroken("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def unbroken(text: str) -> str:
    """Without spaces and hyphens, because the PDF breaks its lines with them."""
    return re.sub(r"[\s-]", "", text)
