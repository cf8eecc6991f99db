"""Files as evidence: recognised by content, fetched once, by the browser that asked for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Download, Page, expect
from sqlmodel import col, select

from tests.end_to_end.desk import click, furnished, sentence, unfold
from tests.end_to_end.pages import NARROW, WIDE, assert_no_sideways_scroll, axe_findings, open_page, settle
from tests.end_to_end.server import RunningApp
from tests.filetypes.samples import jpeg
from tests.ui.asking import ask
from toolkit.model import Event
from toolkit.storage import open_database
from toolkit.ui.shell.browser import BROWSER_COOKIE

ORIENTATION = 0x0112


def test_a_picture_is_handed_in_and_fetched_once(start_app: Callable, page: Page, tmp_path: Path) -> None:
    picture = jpeg(orientation=6)
    assert Image.open(BytesIO(picture)).getexif()
    with start_app() as app:
        with furnished(app.data_folder) as house:
            measure = house.measure(house.municipality("Beispielstadt"))
        open_page(page, f"{app.address}/bewerten?measure={measure}&question=S1")
        unfold(page, sentence("evidence.heading", n=0))
        hand_in(page, "programm.pdf", b"MZ\x90 this is a program")
        expect(page.get_by_role("alert").first).to_contain_text(sentence("files.program"))
        assert logged(app) == ["refused.files.program"]
        hand_in(page, "Pegel\u202egnp.jpg", picture)
        button = page.get_by_role("button", name="herunterladen")
        expect(button).to_have_text(re.compile(r"^Pegel-gnp\.jpg herunterladen \(\d+ kB\)$"))
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            settle(page)
            assert_no_sideways_scroll(page)
        assert axe_findings(page) == []
        with page.expect_download() as fetched:
            button.click()
        expect_without_metadata(fetched.value)
        expect_good_once_and_here(app.address, page, fetched.value.url)
        assert logged(app) == ["refused.files.program", "refused_download", "refused_download"]


def logged(app: RunningApp) -> list[str]:
    database = open_database(f"sqlite:///{app.data_folder / 'toolkit.sqlite3'}")
    with database.reading() as session:
        found = list(session.exec(select(Event.action).where(col(Event.action).startswith("refused"))))
    database.close()
    return found


def hand_in(page: Page, name: str, content: bytes) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    settle(page)
    click(page, sentence("evidence.add"))


def expect_without_metadata(download: Download) -> None:
    assert download.suggested_filename == "Pegel-gnp.jpg"
    content = Path(download.path()).read_bytes()
    with Image.open(BytesIO(content)) as picture:
        # Which side is up, and nothing else.
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {ORIENTATION: 6})


def expect_good_once_and_here(address: str, page: Page, link: str) -> None:
    path = link.removeprefix(address)
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    mine = "; ".join(f"{name}={value}" for name, value in cookies.items())
    again = ask(address, path, headers={"Cookie": mine})
    assert (again.status, again.text) == (403, sentence("downloads.used") + "\n")
    stolen = ask(address, path, headers={"Cookie": f"{BROWSER_COOKIE}=another"})
    assert (stolen.status, stolen.text) == (403, sentence("downloads.other_browser") + "\n")
    assert stolen.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    guessed = ask(address, "/nachweis/guessed", headers={"Cookie": mine})
    assert (guessed.status, guessed.text) == (403, sentence("downloads.unknown") + "\n")
    assert ask(address, path, method="HEAD", headers={"Cookie": mine}).status == 405
