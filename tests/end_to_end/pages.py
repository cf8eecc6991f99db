"""What tests ask of a page in the browser: is it settled, whom did it ask, can everybody use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
SERIOUS = {"serious", "critical"}
SETTLE_LIMIT = 30_000

# A colour on its way to another is neither of the two, and axe would measure it.
_NOTHING_MOVES = """() => document.getAnimations().every(animation =>
  animation.playState !== 'running' || animation.effect.getComputedTiming().iterations === Infinity)"""
# What was asked for is drawn, and a transition that follows from it has begun.
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  const frames = '[data-testid="stAppViewContainer"], [data-testid="stMain"]';
  const scrollers = [document.documentElement, document.body, ...document.querySelectorAll(frames)];
  if (scrollers.every(box => box.scrollWidth <= box.clientWidth)) return [];
  const rightOf = box => Math.round(box.getBoundingClientRect().right);
  const text = box => box.textContent.trim().slice(0, 40);
  const kind = box => `${box.tagName.toLowerCase()}[${box.dataset.testid ?? ''}]`;
  const name = box => `${kind(box)} «${text(box)}» ends at ${rightOf(box)} px`;
  const wide = [...document.querySelectorAll('body *')].filter(box => rightOf(box) > width + 1);
  return [`the page scrolls sideways at ${width} px`, ...wide.slice(0, 12).map(name)];
}"""


@dataclass
class Traffic:
    """What one browser profile asked for, over all its tabs."""

    addresses: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.addresses.append(request.url))
        context.on(
            "page", lambda page: page.on("websocket", lambda socket: self.addresses.append(socket.url))
        )
        context.on("console", self._note)

    def foreign(self) -> list[str]:
        return [address for address in self.addresses if _is_foreign(address)]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console.append(message.text)


_traffic: WeakKeyDictionary[BrowserContext, Traffic] = WeakKeyDictionary()


def record_traffic(context: BrowserContext) -> Traffic:
    """Must run before the first page of the context opens."""
    traffic = _traffic[context] = Traffic()
    traffic.watch(context)
    return traffic


def requests_of(page: Page) -> list[str]:
    return list(_traffic[page.context].addresses)


def foreign_requests(page: Page) -> list[str]:
    """The requests and websockets of all tabs of this profile that left the machine."""
    return _traffic[page.context].foreign()


def console_errors(page: Page) -> list[str]:
    return list(_traffic[page.context].console)


def blocked_by_policy(page: Page) -> list[str]:
    """What the Content-Security-Policy had to stop: it never left, but something wanted it."""
    return [text for text in _traffic[page.context].console if "Content Security Policy" in text]


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in THIS_MACHINE


def settle(page: Page) -> None:
    """Wait until Streamlit has run the script to its end and shows what came of it."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=SETTLE_LIMIT)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SETTLE_LIMIT)


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def axe_findings(page: Page) -> list[str]:
    """Serious and critical findings, one per place: "rule: where".

    Only what is there to stay: Streamlit changes its colours in steps, and a step in between does not count.
    """
    return _findings_now(page) and _findings_now(page)


def stand_still(page: Page) -> None:
    """Wait until what was asked for is drawn, and everything that slid or faded has come to its place."""
    page.evaluate(_TWO_FRAMES)
    page.wait_for_function(_NOTHING_MOVES)


def _findings_now(page: Page) -> list[str]:
    stand_still(page)
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def assert_nothing_covers_the_title(page: Page) -> None:
    """The page's title begins below its head, which stays where it is."""
    head, title = (page.locator(name).bounding_box() for name in ("[data-testid=stHeader]", "h1"))
    assert head is not None
    assert title is not None
    assert title["y"] >= head["y"] + head["height"]


def assert_no_sideways_scroll(page: Page) -> None:
    findings: list[Any] = page.evaluate(_WIDER_THAN_THE_SCREEN)
    assert findings == [], findings
