"""A text that was typed is not lost, whatever happens before it was saved; and it turns up nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, WebSocketRoute, expect

from tests.end_to_end.desk import click, furnished, sentence, unfold
from tests.end_to_end.pages import NARROW, WIDE, assert_no_sideways_scroll, axe_findings, open_page, settle

TYPED = "Gespräch mit der Feuerwehr"
SAVED = "✓ gespeichert"
RECONNECT_LIMIT = 20_000  # the page waits longer from try to try


class Line:
    """The connection between page and server, which can be cut without either of them noticing."""

    def __init__(self, page: Page) -> None:
        self.is_cut = False
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        page.on_message(lambda message: None if self.is_cut else server.send(message))
        server.on_message(lambda message: None if self.is_cut else page.send(message))


def text_field(page: Page, key: str, **values: Any) -> Locator:
    return page.get_by_role("textbox", name=sentence(key, **values), exact=True)


def state(page: Page, field: str) -> Locator:
    """What stands beside a field: whether it is saved."""
    return page.locator(f"[data-mk-field^='{field}'] .mk-draft__state")


def offer(page: Page) -> Locator:
    return page.locator(".mk-draft__offer")


def drafts(page: Page) -> list[str]:
    """The texts that this browser keeps."""
    kept: dict[str, str] = page.evaluate("({...localStorage})")
    return [json.loads(text)["text"] for name, text in kept.items() if name.startswith("mk-draft/")]


def expect_no_drafts(page: Page) -> None:
    page.wait_for_function("Object.keys(localStorage).every(name => !name.startsWith('mk-draft/'))")


def crash(page: Page) -> None:
    """The page goes without a chance to send its last text, and comes back."""
    page.evaluate("addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)")
    page.reload()
    settle(page)


# What is read aloud stands there until the next thing is; whoever comes late must know of it all the same.
LISTENING = """
window.heard = [];
new MutationObserver(() => {
  for (const region of document.querySelectorAll('[role=status]')) window.heard.push(region.textContent);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def furnish(folder: Path) -> None:
    with furnished(folder) as house:
        town = house.municipality("Stadt Beispielförde")
        house.measure(town, title="Pegelsensoren")
        house.measure(town, title="Dorf-App")


def test_a_text_survives_a_lost_connection_and_its_draft_goes_once_it_is_saved(
    start_app: Callable, page: Page
) -> None:
    line = Line(page)
    with start_app() as app:
        furnish(app.data_folder)
        open_page(page, f"{app.address}/bewerten?measure=1&question=N2")
        reason = text_field(page, "assess.reason")
        expect(state(page, "reason")).to_have_text("")
        line.is_cut = True
        reason.press_sequentially(TYPED)
        expect(state(page, "reason")).to_have_text(sentence("draft.unsaved"))
        assert drafts(page) == [TYPED]
        assert axe_findings(page) == []
        page.set_viewport_size(NARROW)
        assert_no_sideways_scroll(page)
        page.set_viewport_size(WIDE)

        line.is_cut = False
        page.add_init_script(LISTENING)
        crash(page)
        expect(reason).to_have_value(TYPED)
        page.wait_for_function("window.heard.some(text => text.includes('ist wieder eingesetzt'))")
        expect(state(page, "reason")).to_contain_text(SAVED)
        expect_no_drafts(page)

        # The same question of another measure has the same name, and nothing of the text.
        line.is_cut = True
        reason.press_sequentially(" am 12. Mai")
        line.is_cut = False
        open_page(page, f"{app.address}/bewerten?measure=2&question=N2")
        expect(state(page, "reason")).to_have_text("")
        expect(reason).to_have_value("")
        open_page(page, f"{app.address}/bewerten?measure=1&question=N2")
        expect(reason).to_have_value(f"{TYPED} am 12. Mai")
        expect(state(page, "reason")).to_contain_text(SAVED)


def test_a_text_survives_the_end_of_the_server_and_what_is_typed_differently_than_stored_is_let_go(
    start_app: Callable, page: Page
) -> None:
    line = Line(page)
    with start_app() as app:
        furnish(app.data_folder)
        port = urlsplit(app.address).port
        open_page(page, f"{app.address}/massnahmen?measure=1")
        problem = text_field(page, "facts.problem.label")
        problem.press_sequentially("Die Au tritt")
        expect(state(page, "fact-1-problem")).to_contain_text(SAVED)
        line.is_cut = True
        problem.press_sequentially(" über die Ufer")
        expect(state(page, "fact-1-problem")).to_have_text(sentence("draft.unsaved"))
    line.is_cut = False
    with start_app(port=port):
        expect(state(page, "fact-1-problem")).to_contain_text(SAVED, timeout=RECONNECT_LIMIT)
        expect_no_drafts(page)
        unfold(page, re.compile(r"Finanzen \(0 von"))
        own_share = text_field(page, "facts.own_share.label")
        own_share.press_sequentially("12500,50 €")
        crash(page)
        expect(problem).to_have_value("Die Au tritt über die Ufer")
        expect(own_share).to_have_value("12.500,50")
        expect_no_drafts(page)


def test_a_draft_of_another_tab_or_of_an_older_text_is_offered_and_a_form_keeps_its_fields(
    start_app: Callable, page: Page, context: BrowserContext
) -> None:
    line = Line(page)
    with start_app() as app:
        furnish(app.data_folder)
        address = f"{app.address}/bewerten?measure=1&question=N2"
        open_page(page, address)
        reason = text_field(page, "assess.reason")
        line.is_cut = True
        reason.press_sequentially(TYPED)

        other = context.new_page()
        open_page(other, address)
        expect(offer(other)).to_contain_text(TYPED)
        expect(text_field(other, "assess.reason")).to_have_value("")
        assert axe_findings(other) == []
        text_field(other, "assess.reason").fill("Kein Gespräch")
        expect(state(other, "reason")).to_contain_text(SAVED)

        line.is_cut = False
        crash(page)
        expect(reason).to_have_value("Kein Gespräch")
        expect(offer(page)).to_contain_text(TYPED)
        click(page, sentence("draft.take"))
        expect(reason).to_have_value(TYPED)
        expect(state(page, "reason")).to_contain_text(SAVED)
        expect(offer(page)).to_have_count(0)
        expect_no_drafts(page)

        unfold(page, "Nachweise (0)")
        title = text_field(page, "evidence.title")
        title.press_sequentially("ISEK vom 12. Mai")
        expect(state(page, "new-evidence-title")).to_have_text(sentence("draft.unsaved"))
        crash(page)
        expect(title).to_have_value("ISEK vom 12. Mai")
        click(page, sentence("evidence.add"))
        expect(title).to_have_value("")
        expect_no_drafts(page)

        open_page(page, f"{app.address}/massnahmen?measure=1")
        unfold(page, sentence("attached.partners", n=0))
        partner = text_field(page, "facts.partner_name.label")
        partner.press_sequentially("Kreis Musterland")
        crash(page)
        expect(partner).to_have_value("Kreis Musterland")
        click(page, sentence("attached.add.partner"))
        expect(page.get_by_text(sentence("attached.partners", n=1))).to_be_visible()
        expect_no_drafts(page)

        open_page(page, f"{app.address}/massnahmen?new=1")
        name = text_field(page, "facts.title.label")
        name.press_sequentially("Baumkataster")
        crash(page)
        expect(name).to_have_value("Baumkataster")
        click(page, sentence("measures.create_now"))
        expect(page.get_by_role("heading", level=1)).to_have_text(["Baumkataster"])
        expect_no_drafts(page)
