"""What all tests share: the same generated cases on every machine, no deadline on a busy one, and one Chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from postgres_by_hand import make_database, start_server

settings.register_profile("marsad", derandomize=True, deadline=None)
settings.load_profile("marsad")

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium on this machine: run bash .ci/browser"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    with start_server() as socket:
        yield socket


@pytest.fixture(scope="session", params=("sqlite", "postgresql"))
def address(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Addresses of new databases: every test that takes this runs on both kinds."""
    if request.param == "sqlite":
        return lambda: "sqlite:///marsad.db"
    socket: Path = request.getfixturevalue("postgres")
    return lambda: make_database(socket)
