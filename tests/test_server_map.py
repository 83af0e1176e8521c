"""The map in Chromium: its list and its pins over time, places, and the layers that people bring."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from desk_by_hand import add_people, make_desk, serve, sign_in
from layers_by_hand import LINE, make_tiles
from marsad.living import LivingDesk
from marsad.server.app import create_app
from marsad.server.layers import Layers


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    with make_desk(tmp_path_factory.mktemp("desk")) as made:
        add_people(made)
        yield made


@pytest.fixture(scope="module")
def home(desk: LivingDesk) -> Iterator[str]:
    app = create_app(desk)
    assert app.state.site.assets.has_islands, "the islands are not built: run make islands"
    with serve(app) as address:
        yield address


@pytest.fixture(scope="module")
def editor(browser: Browser, home: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    sign_in(context, home, "Eda Holt").close()
    yield context
    context.close()


@pytest.fixture
def page(editor: BrowserContext, home: str) -> Iterator[Page]:
    opened = editor.new_page()
    opened.goto(f"{home}/map")
    opened.locator(".slider").wait_for()
    yield opened
    opened.close()


def wait_for_map(page: Page) -> None:
    page.locator("#atlas[data-drawn]").wait_for(timeout=120_000)


def add_layer(page: Page, home: str, name: str, data: bytes) -> None:
    page.goto(f"{home}/settings")
    given: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("A GeoJSON or PMTiles file").set_input_files(given)
    page.get_by_role("button", name="Add it").click()


def test_a_pin_opens_what_happened_there_and_leads_to_it(page: Page, home: str) -> None:
    pin = page.locator(".spot").first
    pin.click()
    card = page.locator(".card")
    expect(card.locator("a.n").first).to_be_visible()
    card.locator("a.n").first.click()
    expect(card.locator(".panel mark").first).to_be_visible()
    card.locator("li a:not(.n)").first.click()
    page.wait_for_url(f"{home}/incidents/**")


def test_the_list_shows_a_place_on_the_map_by_the_keyboard(page: Page) -> None:
    show = page.locator("#spots .locate").first
    show.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    assert page.evaluate("document.activeElement.classList.contains('locate')")


def test_the_slider_shows_what_a_stretch_of_days_holds(page: Page) -> None:
    told = page.locator(".slider output")
    whole = told.inner_text()
    items = page.locator("#spots > li ul > li:visible")
    before = items.count()
    start = page.get_by_label("From")
    start.focus()
    page.keyboard.press("End")
    assert told.inner_text() != whole
    assert items.count() < before
    assert page.locator(".spot:visible").count() == page.locator("#spots > li:visible").count()
    assert str(items.count()) in re.findall(r"(\d+) incident", told.inner_text())
    page.get_by_role("button", name="Whole time").click()
    assert told.inner_text() == whole


def test_played_the_stretch_moves_on_and_stops_at_the_end(page: Page) -> None:
    told = page.locator(".slider output")
    whole = told.inner_text()
    page.get_by_role("button", name="Play").click()
    first = told.inner_text()
    assert first != whole
    expect(told).not_to_have_text(first)
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=120_000)


def test_without_scripts_the_map_is_a_picture_and_a_list(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = sign_in(context, home, "Rea Lund")
    page.goto(f"{home}/map")
    assert page.locator("#plain svg .pin").count() > 0
    assert page.locator("#spots > li").count() == page.locator("#plain svg a").count()
    page.locator("#spots > li > p a").first.click()
    assert page.url.startswith(f"{home}/places/place-")
    context.close()


def test_the_map_is_narrowed_down_as_search_is(page: Page, home: str) -> None:
    page.goto(f"{home}/map?story=story-quay&status=contested")
    links = page.locator("#spots a[href^='/incidents/'], #unplaced a[href^='/incidents/']")
    assert [link.get_attribute("href") for link in links.all()] == ["/incidents/incident-quay"]
    page.get_by_role("link", name="No longer by status").click()
    page.wait_for_url("**/map?story=story-quay**")
    assert links.count() > 1
    page.goto(f"{home}/map?since=soon")
    expect(page.get_by_role("alert")).to_contain_text("soon")


def test_a_place_tells_what_happened_and_who_holds_it_and_can_be_followed(page: Page, home: str) -> None:
    page.goto(f"{home}/places/place-customs")
    expect(page.locator("#control-customs")).to_contain_text("claimed by the holder")
    feed = page.get_by_role("link", name="Follow it (Atom)").get_attribute("href")
    assert page.request.get(f"{home}{feed}").headers["content-type"].startswith("application/atom+xml")
    assert page.request.get(f"{home}/places/place-nowhere").status == 404


def test_layers_of_both_forms_are_drawn_and_asked_for_in_parts(page: Page, home: str, desk: LivingDesk) -> None:
    asked: list[tuple[str, int]] = []
    add_layer(page, home, "Front line.geojson", LINE)
    page.wait_for_url("**/settings#layers")
    add_layer(page, home, "tiles.pmtiles", make_tiles())
    page.wait_for_url("**/settings#layers")
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.goto(f"{home}/map")
    wait_for_map(page)
    boxes = page.locator("#layers input")
    assert boxes.count() == 2
    page.wait_for_timeout(500)
    assert page.locator("#layers .wrong").count() == 0
    kept = {layer.name: layer for layer in Layers(desk.folder).list()}
    assert (f"{home}/layers/{kept['Front line'].file}", 200) in asked
    assert (f"{home}/layers/{kept['tiles'].file}", 206) in asked
    assert all(url.startswith((home, "blob:")) for url, _ in asked)
    assert kept["tiles"].by == "Eda Holt"
    page.goto(f"{home}/settings")
    page.get_by_role("button", name="Remove tiles").click()
    page.wait_for_url("**/settings#layers")
    assert [layer.name for layer in Layers(desk.folder).list()] == ["Front line"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("notes.geojson", b"not a map", "neither GeoJSON nor PMTiles"),
        ("list.json", b"[1, 2]", "no GeoJSON"),
        ("deep.json", b"[" * 100_000, "neither GeoJSON nor PMTiles"),
        ("page.html", b"<script>window.ran = 1</script>", "neither GeoJSON nor PMTiles"),
    ],
)
def test_what_is_no_layer_is_refused_with_its_name(page: Page, home: str, name: str, data: bytes, says: str) -> None:
    add_layer(page, home, name, data)
    expect(page.locator("main")).to_contain_text(says)
    expect(page.locator("main")).to_contain_text(name)


def test_an_analyst_can_neither_add_nor_drop_layers(browser: Browser, home: str) -> None:
    context = browser.new_context()
    page = sign_in(context, home, "Ada Moss")
    token = page.locator("body").get_attribute("data-token") or ""
    sent = page.request.post(f"{home}/layers", form={"token": token})
    assert sent.status == 403
    assert page.request.post(f"{home}/layers/drop", form={"token": token}).status == 403
    assert page.request.get(f"{home}/layers/..%2Fmarsad.toml").status == 404
    context.clear_cookies()
    assert page.request.get(f"{home}/layers/{'0' * 64}.geojson", max_redirects=0).status == 303
    context.close()
