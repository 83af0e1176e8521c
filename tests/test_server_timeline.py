"""The timeline in Chromium: its list, nearer and narrowed down, with times that are loose or in dispute."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from claims_by_hand import MONDAY
from desk_by_hand import add_people, make_desk, serve, sign_in
from ledger_by_hand import BOTH, LEDGER
from marsad.model.claims import Kind, Precision, Stance
from marsad.model.incidents import Contradiction, ContradictionKind, Position
from marsad.model.ledger import Ledger
from marsad.server.app import create_app

ROWS = "[data-timeline] li[data-kind]"


def make_timed() -> Ledger:
    """The ledger by hand, with an incident of some time within a month, and a dispute over a night and the next day."""
    quay = next(row for row in LEDGER.incidents if row.id == "incident-quay")
    month = replace(
        MONDAY,
        start=datetime(2031, 4, 1, tzinfo=UTC),
        end=datetime(2031, 5, 1, tzinfo=UTC),
        precision=Precision.MONTH,
    )
    loose = replace(quay, id="incident-loose", kind=Kind.KILLING, label="Killing", when=month, links=())
    sides = (("source-monitor", "overnight", BOTH), ("source-port", "5 May 2031", ("claim-admits",)))
    dispute = Contradiction(
        id="contradiction-when",
        about="incident-quay",
        kind=ContradictionKind.TIME,
        positions=tuple(
            Position(source=source, stance=Stance.ASSERTS, value=value, claims=claims)
            for source, value, claims in sides
        ),
    )
    return replace(LEDGER, incidents=(*LEDGER.incidents, loose), contradictions=(*LEDGER.contradictions, dispute))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with make_desk(tmp_path_factory.mktemp("desk"), ledger=make_timed()) as desk:
        add_people(desk)
        app = create_app(desk)
        assert app.state.site.assets.has_islands, "the islands are not built: run make islands"
        with serve(app) as address:
            yield address


@pytest.fixture(scope="module")
def reader(browser: Browser, home: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    sign_in(context, home, "Rea Lund").close()
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext, home: str) -> Iterator[Page]:
    opened = reader.new_page()
    opened.goto(f"{home}/timeline")
    opened.locator(".chart.live").wait_for()
    yield opened
    opened.close()


@pytest.fixture
def bare(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 800})
    yield sign_in(context, home, "Rea Lund")
    context.close()


def list_shown(page: Page) -> list[str | None]:
    return [link.get_attribute("href") for link in page.locator(f"{ROWS}:visible > .who a").all()]


def read_bars(page: Page) -> list[tuple[float, float]]:
    """Where every bar begins and how long it is, in per cent."""
    read = "found => found.map(one => [parseFloat(one.getAttribute('x')), parseFloat(one.getAttribute('width'))])"
    return [(left, width) for left, width in page.eval_on_selector_all(f"{ROWS} .bar", read)]


def test_by_keys_alone_a_stretch_is_chosen_and_the_list_shows_what_it_holds(page: Page) -> None:
    told = page.locator(".slider output")
    whole, before = told.inner_text(), read_bars(page)
    assert list_shown(page) == ["/incidents/incident-loose", "/incidents/incident-quay", "/incidents/incident-customs"]
    page.get_by_label("From").focus()
    page.keyboard.press("End")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    assert list_shown(page) == ["/incidents/incident-customs"]
    assert "1 of 3 incidents" in told.inner_text()
    page.get_by_role("button", name="Whole time").focus()
    page.keyboard.press("Enter")
    assert (told.inner_text(), read_bars(page)) == (whole, before)


def test_closer_is_half_of_the_time_and_wider_twice(page: Page) -> None:
    bars = read_bars(page)
    page.get_by_role("button", name="Closer").click()
    for _ in range(3):
        page.get_by_role("button", name="Later").click()
    longer = read_bars(page)[-1][1]
    assert longer == pytest.approx(2 * bars[-1][1], rel=0.1)
    page.get_by_role("button", name="Wider").click()
    assert read_bars(page)[-1][1] == pytest.approx(bars[-1][1], rel=0.1)


def test_the_wheel_with_control_comes_closer_to_where_it_points(page: Page) -> None:
    page.locator(f"{ROWS} .lane").last.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.get_by_role("button", name="Whole time")).to_be_enabled()


def test_kinds_status_and_a_source_narrow_the_list(page: Page) -> None:
    page.get_by_role("button", name="shelling").click()
    assert list_shown(page) == ["/incidents/incident-quay", "/incidents/incident-customs"]
    page.get_by_role("button", name="contested").click()
    assert list_shown(page) == ["/incidents/incident-quay"]
    page.get_by_role("button", name="shelling").click()
    page.get_by_role("button", name="contested").click()
    page.get_by_label("Who speaks of it").select_option(label="Port Authority (3)")
    assert len(list_shown(page)) == 3
    page.get_by_role("button", name="killing").click()
    page.get_by_label("From").focus()
    page.keyboard.press("End")
    assert list_shown(page) == []
    expect(page.get_by_text("Nothing of this is in this stretch of time")).to_be_visible()


def test_one_click_on_a_bar_leads_to_its_incident(page: Page, home: str) -> None:
    page.locator(f"{ROWS} .lane").last.click()
    page.wait_for_url(f"{home}/incidents/incident-customs")


def test_a_disputed_time_stands_with_each_side_and_a_loose_one_is_dashed(page: Page) -> None:
    sides = page.locator(f"{ROWS}:has(a[href='/incidents/incident-quay']) .telling")
    assert [side.locator(".amount").inner_text() for side in sides.all()] == ["overnight", "5 May 2031"]
    first, second = (side.locator(".bar").bounding_box() for side in sides.all())
    assert first and second and first["x"] + first["width"] <= second["x"]
    sides.locator("a.n").first.click()
    expect(page.locator(".panel mark").first).to_be_visible()
    loose = page.locator(f"{ROWS}:has(a[href='/incidents/incident-loose'])")
    assert "some time within April 2031" in loose.inner_text()
    assert loose.locator(".bar").evaluate("e => getComputedStyle(e).strokeDasharray") != "none"


def test_without_scripts_it_is_a_list_with_the_same_bars(bare: Page, page: Page, home: str) -> None:
    bare.goto(f"{home}/timeline")
    for (left, width), (drawn, wide) in zip(read_bars(bare), read_bars(page), strict=True):
        assert [left, width] == pytest.approx([drawn, wide], abs=2.5)
    bare.locator(f"{ROWS} .who a").first.click()
    assert bare.url == f"{home}/incidents/incident-loose"


def test_what_has_no_time_is_listed_and_what_is_not_found_is_said(page: Page, home: str) -> None:
    expect(page.locator("section:has(#loose)")).to_contain_text("People carried to the clinic")
    page.goto(f"{home}/timeline?q=nothingofthis")
    expect(page.locator(".teach")).to_contain_text("Nothing of this happened")
    page.goto(f"{home}/timeline?since=soon")
    expect(page.get_by_role("alert")).to_contain_text("soon")


def test_the_timeline_of_a_story_is_one_and_leads_to_all_of_it(page: Page, home: str) -> None:
    page.goto(f"{home}/stories/story-quay")
    page.locator(".chart.live").wait_for()
    page.get_by_role("button", name="shelling").click()
    assert set(list_shown(page)) == {"/incidents/incident-quay", "/incidents/incident-customs"}
    page.get_by_role("link", name="All of it on a timeline").click()
    page.wait_for_url(f"{home}/timeline?story=story-quay")
    assert len(list_shown(page)) == 3
