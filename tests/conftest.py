"""What every test stands on: no settings of the machine, and the same examples on a build server."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases"]

settings.register_profile("desk", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """A developer's own TOOLKIT_ settings must not reach a test, and above all not their data."""
    for name in [name for name in os.environ if name.startswith("TOOLKIT_")]:
        if not name.startswith("TOOLKIT_TEST_"):
            del os.environ[name]
    settings.load_profile("build" if os.environ.get("CI") else "desk")
