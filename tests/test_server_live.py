"""Pages that change while people look: what is new comes by itself, and takes nothing away from who is busy."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from desk_by_hand import add_people, make_desk, serve, sign_in
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk
from marsad.server.app import create_app
from marsad.store.shelf import name_rules

NEW = "Shelling of the quay at night"
Tell = Callable[[str], None]


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    with make_desk(tmp_path_factory.mktemp("desk")) as made:
        add_people(made)
        yield made


@pytest.fixture
def tell(desk: LivingDesk) -> Tell:
    """Works in another name of the quay's story."""

    def save(label: str) -> None:
        stories = tuple(replace(one, label=label) if one.id == "story-quay" else one for one in LEDGER.stories)
        desk.views.save(replace(LEDGER, stories=stories), desk.views.rest_on()[0] + 1, name_rules())

    return save


@pytest.fixture
def home(desk: LivingDesk) -> Iterator[str]:
    with serve(create_app(desk)) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1000, "height": 800})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, home: str) -> Page:
    return sign_in(context, home, "Ada Moss")


def test_what_is_new_comes_with_open_folds_focus_and_shown_names_as_they_were(
    page: Page, home: str, tell: Tell
) -> None:
    page.goto(f"{home}/stories/story-quay")
    page.locator("main details > summary").first.click()
    page.get_by_role("button", name="Show withheld names").click()
    shown = page.locator("main [data-held]").first.text_content()
    page.get_by_role("link", name="Search in it").focus()
    tell(NEW)
    expect(page.locator("h1")).to_have_text(NEW, timeout=30_000)
    assert page.locator("main details").first.get_attribute("open") is not None
    assert page.locator("main [data-held]").first.text_content() == shown != "▮▮▮"
    assert page.evaluate("document.activeElement.textContent") == "Search in it"
    expect(page.locator(".chart.live")).to_be_visible()
    page.get_by_role("button", name="Closer").click()
    page.locator("main a.n:visible").first.click()
    expect(page.locator(".panel mark").first).to_be_visible()


def test_who_is_busy_is_told_that_there_is_something_new(page: Page, home: str, tell: Tell) -> None:
    page.goto(f"{home}/stories/story-quay")
    page.get_by_role("button", name="Closer").click()
    before = page.locator("h1").inner_text()
    tell(NEW)
    news = page.get_by_role("button", name="Show what is new")
    expect(news).to_be_visible(timeout=30_000)
    assert page.locator("h1").inner_text() == before
    news.click()
    expect(page.locator("h1")).to_have_text(NEW)


def test_nobody_is_told_of_what_is_not_on_their_page(page: Page, home: str, desk: LivingDesk, tell: Tell) -> None:
    page.goto(f"{home}/places/place-customs")
    page.evaluate("document.querySelector('main').dataset.mine = 'same'")
    page.get_by_role("link", name="Follow it (Atom)").focus()
    tell(NEW)
    folded = str(desk.views.rest_on()[0])
    expect(page.locator("body")).to_have_attribute("data-folded", folded, timeout=30_000)
    assert page.locator("main").get_attribute("data-mine") == "same"
    expect(page.get_by_role("button", name="Show what is new")).to_be_hidden()


def test_the_map_is_drawn_anew_where_it_was(page: Page, home: str, tell: Tell) -> None:
    page.goto(f"{home}/map")
    page.locator("#atlas[data-drawn]").wait_for(timeout=120_000)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(500)
    tell(NEW)
    expect(page.locator("#f-story")).to_contain_text(NEW, timeout=30_000)
    page.locator("#atlas[data-drawn]").wait_for(timeout=120_000)
    assert page.locator(".canvas").count() == 1
    expect(page.locator(".slider")).to_be_visible()


def test_names_in_sentences_that_are_opened_later_are_shown_too(page: Page, home: str) -> None:
    page.goto(f"{home}/incidents/incident-clinic")
    page.get_by_role("button", name="Show withheld names").click()
    page.locator("main a.n:visible").first.click()
    held = page.locator(".panel [data-held]").first
    held.wait_for(state="attached")
    assert held.text_content() != "▮▮▮"
