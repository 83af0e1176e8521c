"""What all tests share: the same generated cases on every machine, no deadline on a busy one, and one Chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from marsad.settings import BROWSERS
from postgres_by_hand import make_database, start_server

settings.register_profile("marsad", derandomize=True, deadline=None)
settings.load_profile("marsad")

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pages", action="append", default=[], help="Reports whose page is tested beside the examples'.")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A page of the examples, and one for each path that `--pages` names."""
    if "pages" not in metafunc.fixturenames:
        return
    named = [(path,) for path in metafunc.config.getoption("pages")]
    examples = tuple(sorted(path.as_posix() for path in EXAMPLES.glob("*/reports*")))
    sets = [examples, *named]
    metafunc.parametrize("pages", sets, ids=["examples", *(Path(path).stem for (path,) in named)], scope="module")
