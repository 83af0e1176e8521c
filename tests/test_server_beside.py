"""What a copy made of its origin, and what a page said before, side by side at the desk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import Browser

from desk_by_hand import add_people, make_desk, serve, sign_in
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk
from marsad.model.versions import Edit, FigureEdit, SentenceEdit, Version
from marsad.server.app import create_app
from marsad.server.people import People

COPY = next(copy for copy in LEDGER.copies if copy.origin)
VERSION = Version(
    id="version-sun",
    report="report-gull-sun",
    earlier="report-gull-sun-first",
    later="report-gull-sun",
    earlier_at=datetime(2031, 5, 4, 8, tzinfo=UTC),
    at=datetime(2031, 5, 4, 11, tzinfo=UTC),
    sentences=(
        SentenceEdit(
            edit=Edit.CHANGED,
            before="Three boats burned at the quay.",
            after="Five boats burned at the quay.",
            span=None,
            figures=(FigureEdit(before="Three", after="Five"),),
        ),
        SentenceEdit(edit=Edit.DROPPED, before="Nobody was <b>hurt</b>.", after=None, span=None, figures=()),
    ),
    changes=(),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    with make_desk(tmp_path_factory.mktemp("desk"), ledger=replace(LEDGER, versions=(VERSION,))) as made:
        add_people(made)
        yield made


@pytest.fixture(scope="module")
def client(desk: LivingDesk) -> Iterator[httpx.Client]:
    people = People(desk.database)
    cookies = {"marsad": people.begin(people.get("Rea Lund").name)}
    with serve(create_app(desk)) as home, httpx.Client(base_url=home, cookies=cookies, timeout=60) as made:
        yield made


def test_a_page_says_what_it_said_before_with_the_words_that_changed(client: httpx.Client) -> None:
    page = client.get("/reports/report-gull-sun").text
    assert "<del>Three</del> boats" in page
    assert "<ins>Five</ins> boats" in page
    assert "Nobody was &lt;b&gt;hurt&lt;/b&gt;." in page
    assert (
        "What its page said before" not in client.get(f"/reports/{COPY.origin}").text or COPY.origin == VERSION.report
    )


def test_a_copy_is_shown_beside_its_origin(client: httpx.Client) -> None:
    address = f"/reports/{COPY.origin}/beside/{COPY.report}"
    assert f'href="{address}"' in client.get(f"/reports/{COPY.report}").text
    page = client.get(address).text
    texts = {report.id: report for report in LEDGER.reports}
    assert page.count("<tr class=") >= 2
    for report in (COPY.origin or "", COPY.report):
        assert f'href="/reports/{report}"' in page
        assert texts[report].outlet or "" in page
    swapped = client.get(f"/reports/{COPY.report}/beside/{COPY.origin}").text
    assert page.count('<tr class="dropped"') == swapped.count('<tr class="added"')
    assert client.get(f"/reports/{COPY.report}/beside/report-none").status_code == 404


def test_any_two_reports_of_a_story_are_put_side_by_side_and_what_is_the_same_can_be_left_out(
    browser: Browser, desk: LivingDesk
) -> None:
    with serve(create_app(desk)) as home:
        context = browser.new_context(java_script_enabled=False)
        page = sign_in(context, home, "Rea Lund")
        page.goto(f"{home}/reports/{COPY.report}")
        page.get_by_label("Beside another of its story").select_option(COPY.origin)
        page.get_by_role("button", name="Side by side").click()
        page.wait_for_url(f"{home}/reports/{COPY.report}/beside/{COPY.origin}")
        same, others = page.locator("tr.same:visible"), page.locator(".pairs tbody tr:not(.same):visible")
        kept = others.count()
        assert same.count() > 0 < kept
        page.get_by_label("Only what differs").check()
        assert (same.count(), others.count()) == (0, kept)
        context.close()


def test_nothing_is_offered_to_a_report_that_is_alone_in_its_story(client: httpx.Client) -> None:
    assert "Beside another of its story" not in client.get("/reports/report-marsa").text
