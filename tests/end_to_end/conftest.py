"""A real app and a real browser. Every test here also shows that nobody outside was asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.end_to_end import browser as browser_search
from tests.end_to_end.identity_provider import login, running_provider, settings_for
from tests.end_to_end.pages import WIDE, Traffic, open_page, record_traffic
from tests.end_to_end.server import PROJECT, RunningApp, free_port, running_app, watched

# Two browsers share the processor with their apps, on a build server with others as well.
expect.set_options(timeout=15_000)

BROWSER_FIXTURES = {"browser", "context", "page", "log_in"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is marked so, without anybody having to think of it."""
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure comes with what every open page showed: seen by nobody, it could not be understood later."""
    report = yield
    if report.when == "call" and report.failed:
        context = getattr(item, "funcargs", {}).get("context")
        for page in context.pages if context else ():
            with suppress(PlaywrightError):
                report.sections.append((f"page {page.url}", page.locator("body").aria_snapshot()))
    return report


@pytest.fixture(scope="session")
def base_url() -> None:
    """Takes the place of pytest-playwright's own, which pytest 9.2 warns about; each app has its address."""


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Looked for in a process of its own: Playwright's loop of this session is running already."""
    search = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.browser"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if search.returncode != 0:
        pytest.fail(search.stderr.strip().splitlines()[-1], pytrace=False)
    return search.stdout.strip()


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_program: str
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": browser_program,
        "args": browser_search.launch_arguments(),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": WIDE}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A new, empty profile. Whatever asks another host fails the test."""
    traffic = record_traffic(context)
    yield context
    assert traffic.foreign() == []


@pytest.fixture(scope="module")
def module_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(tmp_path_factory.mktemp("app")) as app:
        yield app


@pytest.fixture
def app(module_app: RunningApp) -> Iterator[RunningApp]:
    """The app, started once per test file on an empty data folder."""
    with watched(module_app):
        yield module_app


@pytest.fixture
def start_app(tmp_path: Path) -> Callable[..., AbstractContextManager[RunningApp]]:
    """An app of the test's own: `with start_app(settings={"TOOLKIT_…": "…"}) as app:`.

    Started again in the same test it finds the same data.
    """

    @contextmanager
    def start(**options: Any) -> Iterator[RunningApp]:
        with running_app(tmp_path / "app", **options) as app, watched(app):
            yield app

    return start


@pytest.fixture(scope="session")
def identity_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_provider(tmp_path_factory.mktemp("provider")) as address:
        yield address


@pytest.fixture
def start_shared_app(
    start_app: Callable[..., AbstractContextManager[RunningApp]], identity_provider: str
) -> Callable[..., AbstractContextManager[RunningApp]]:
    """An app in which people log in (`identity_provider.py` shows how): `with start_shared_app() as app:`.

    With a `port` of the test's own, it comes back at the same address."""

    @contextmanager
    def start(
        settings: Mapping[str, str] | None = None, port: int | None = None, **options: Any
    ) -> Iterator[RunningApp]:
        port = port or free_port()
        of_logins = settings_for(identity_provider, f"http://localhost:{port}")
        with start_app(settings={**of_logins, **(settings or {})}, port=port, **options) as app:
            yield app

    return start


@pytest.fixture
def log_in(
    browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[[RunningApp, str], Page]]:
    """A person at a browser of their own: `page = log_in(app, "advisor@example.org")`."""
    with ExitStack() as at_the_end:

        def start(app: RunningApp, email: str) -> Page:
            profile = at_the_end.enter_context(browser.new_context(**browser_context_args))
            traffic = record_traffic(profile)
            at_the_end.callback(lambda: _assert_nobody_asked(traffic))
            page = profile.new_page()
            open_page(page, app.address)
            login(page, email)
            return page

        yield start


def _assert_nobody_asked(traffic: Traffic) -> None:
    assert traffic.foreign() == []
