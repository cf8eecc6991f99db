"""What every test stands on: no settings of the machine, and the same examples on a build server."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.worlds"]

# A build server tries the same fifty examples each time; at the desk it is another hundred every time.
settings.register_profile("desk", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True, print_blob=True, max_examples=50)


@pytest.fixture(autouse=True)
def _main_stays_main() -> Iterator[None]:
    """Streamlit's AppTest leaves the page it ran as `__main__`, and processes started later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what takes long in one piece: at the end of a run, one process would work at it alone."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/access/", "tests/ui/")))


def pytest_itemcollected(item: pytest.Item) -> None:
    """`make test` runs these after the others, and two at a time: a browser that waits for its turn finds
    pages that still move."""
    if "page" in getattr(item, "fixturenames", ()) or "end_to_end" in item.path.parts:
        item.add_marker("browser")


def pytest_configure(config: pytest.Config) -> None:
    """A developer's own TOOLKIT_ settings must not reach a test, and above all not their data."""
    for name in [name for name in os.environ if name.startswith("TOOLKIT_")]:
        if not name.startswith("TOOLKIT_TEST_"):
            del os.environ[name]
    settings.load_profile("build" if os.environ.get("CI") else "desk")
