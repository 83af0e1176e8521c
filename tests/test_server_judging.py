"""People's decisions in Chromium and over the wire: every review key, two at once, the worker, taking back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from desk_by_hand import PASSWORD, add_people, make_desk, serve, sign_in, wait_for
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk, init_desk
from marsad.model.judgements import Judgement
from marsad.server.app import create_app
from marsad.server.worker import Worker, is_behind

EXAMPLE = Path(__file__).parent.parent / "examples" / "sudan-market" / "reports"
Call = Callable[[str], tuple[httpx.Client, str]]
WAITING = next(one.id for one in LEDGER.incidents if one.review)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[LivingDesk]:
    with make_desk(tmp_path) as made:
        add_people(made)
        yield made


@pytest.fixture
def home(desk: LivingDesk) -> Iterator[str]:
    with serve(create_app(desk)) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, home: str) -> Page:
    return sign_in(context, home, "Ada Moss")


@pytest.fixture
def call(home: str) -> Iterator[Call]:
    """Browsers without pages by name, signed in, each with the token of its forms."""
    made: list[httpx.Client] = []

    def call_one(name: str) -> tuple[httpx.Client, str]:
        client = httpx.Client(base_url=home, follow_redirects=False, timeout=60)
        made.append(client)
        client.post("/sign-in", data={"name": name, "password": PASSWORD})
        return client, client.get("/").text.partition('data-token="')[2].partition('"')[0]

    yield call_one
    for client in made:
        client.close()


@contextmanager
def work_beside(folder: Path) -> Iterator[None]:
    worker = Worker(folder)
    try:
        yield
    finally:
        worker.stop()


def last(desk: LivingDesk) -> Judgement:
    return max(desk.facts.read_judgements(), key=lambda one: one.at)


@pytest.mark.parametrize(
    ("key", "typed", "verb", "value"),
    (
        ("a", (), "accept", None),
        ("r", (), "reject", None),
        ("s", ("incident-quay",), "same", None),
        ("n", ("incident-quay",), "not_same", None),
        ("c", ("kind=shelling",), "correct", "kind=shelling"),
    ),
)
def test_a_key_decides_and_is_noted_with_name_and_reason(
    page: Page, home: str, desk: LivingDesk, key: str, typed: tuple[str, ...], verb: str, value: str | None
) -> None:
    page.goto(f"{home}/review")
    page.keyboard.press(key)
    for words in typed:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("seen in the harbour log")
    page.keyboard.press("Enter")
    page.wait_for_url("**noted=judgement-**")
    made = last(desk)
    assert (made.verb, made.by, made.why, made.value) == (verb, "Ada Moss", "seen in the harbour log", value)
    assert made.about[0].id == WAITING


def test_a_claim_of_a_report_is_judged_on_a_page_of_its_own(page: Page, home: str, desk: LivingDesk) -> None:
    page.goto(f"{home}/reports/report-gull-sun")
    page.get_by_text("Judge one of them").click()
    page.locator('a[href="/claims/claim-nurse/judge"]').click()
    page.get_by_label("Reject").check()
    page.get_by_label("Why", exact=True).fill("another town")
    page.get_by_role("button", name="Note it").click()
    page.wait_for_url("**/reports/report-gull-sun?noted=judgement-**#claim-nurse")
    made = last(desk)
    assert (made.verb, made.about[0].id, made.why) == ("reject", "claim-nurse", "another town")


def test_later_shows_the_next_thing_and_take_back_undoes_the_last(page: Page, home: str, desk: LivingDesk) -> None:
    page.goto(f"{home}/review")
    page.keyboard.press("a")
    page.keyboard.type("seen")
    page.keyboard.press("Enter")
    page.wait_for_url("**noted=judgement-**")
    assert page.locator(f"#{WAITING}").count() == 0, "what was decided is not asked again"
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator(f"#{WAITING}").count() == 1
    wait_for(lambda: last(desk).verb == "undo")
    assert last(desk).about[0].id == next(one.id for one in desk.facts.read_judgements() if one.verb == "accept")
    page.goto(f"{home}/review")
    page.keyboard.press("l")
    page.wait_for_url(f"**after={WAITING}")
    assert page.locator(f"#{WAITING}").count() == 0


def test_two_who_judge_one_thing_at_once_get_one_judgement_and_one_conflict_with_both_versions(
    call: Call, desk: LivingDesk
) -> None:
    ada, ada_token = call("Ada Moss")
    ben, ben_token = call("Ben Carr")
    form = {"verb": "accept", "key": "claim-truce", "seen": "0", "back": "/log"}
    first = ada.post("/judgements", data={**form, "token": ada_token, "why": "it was read out on the air"})
    second = ben.post("/judgements", data={**form, "token": ben_token, "verb": "reject", "why": "the page is a fake"})
    assert (first.status_code, second.status_code) == (303, 409)
    assert "it was read out on the air" in second.text and "the page is a fake" in second.text
    assert "Ada Moss" in second.text
    again = ben.post(
        "/judgements", data={**form, "token": ben_token, "verb": "reject", "seen": "1", "why": "the page is a fake"}
    )
    assert again.status_code == 303
    assert [one.by for one in desk.facts.read_judgements()] == ["Ada Moss", "Ben Carr"]


def test_nobody_takes_back_anothers_and_a_reader_decides_nothing(call: Call, desk: LivingDesk) -> None:
    ada, token = call("Ada Moss")
    form = {"verb": "accept", "key": "claim-truce", "seen": "0", "back": "/", "why": "seen"}
    ada.post("/judgements", data={**form, "token": token})
    ben, token = call("Ben Carr")
    undo = {"verb": "undo", "key": last(desk).id, "seen": "0", "back": "/", "why": "no", "token": token}
    refused = ben.post("/judgements", data=undo)
    assert refused.status_code == 422 and "Ada Moss" in refused.text
    rea, token = call("Rea Lund")
    assert rea.post("/judgements", data={**form, "token": token}).status_code == 403
    assert rea.get("/review").status_code == 403
    assert "Judge this" not in rea.get("/incidents/incident-quay").text
    assert len(desk.facts.read_judgements()) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    (
        ({"why": " "}, "needs a reason"),
        ({"verb": "burn"}, "no decision"),
        ({"seen": "x"}, "no decision"),
        ({"key": "claim-none"}, "there is no such"),
        ({"key": "source-tide"}, "there is no such"),
        ({"verb": "correct", "value": "kind=nonsense"}, "no kind"),
        ({"verb": "correct", "value": "nonsense"}, "no FIELD=VALUE"),
        ({"verb": "same", "other": ""}, "Nothing else has"),
        ({"verb": "split", "key": "incident-quay"}, "No claim of this incident"),
    ),
)
def test_what_is_no_decision_is_told_and_not_noted(
    call: Call, desk: LivingDesk, wrong: dict[str, str], says: str
) -> None:
    ada, token = call("Ada Moss")
    form = {"verb": "accept", "key": "claim-truce", "seen": "0", "back": "/", "why": "seen", "token": token}
    answer = ada.post("/judgements", data={**form, **wrong})
    assert answer.status_code == 422
    assert says in answer.text
    assert desk.facts.read_judgements() == ()


def test_what_is_decided_is_worked_in_beside_the_server_and_shows_without_reloading(
    browser: Browser, tmp_path: Path
) -> None:
    with init_desk(tmp_path) as desk:
        desk.add([path.as_posix() for path in sorted(EXAMPLE.iterdir())])
        ledger = desk.fold()
        add_people(desk)
        with work_beside(tmp_path), serve(create_app(desk)) as home:
            context = browser.new_context()
            page = sign_in(context, home, "Ada Moss")
            incident = max(ledger.incidents, key=lambda one: len(one.claims))
            page.goto(f"{home}/incidents/{incident.id}")
            page.locator(".judge summary").click()
            page.locator('[value="reject"]').check()
            page.get_by_label("Why", exact=True).fill("an invented one")
            page.get_by_role("button", name="Note it").click()
            page.wait_for_url("**noted=judgement-**")
            page.goto(f"{home}/log")
            applied = page.locator("tbody tr").first.get_by_text("applied")
            wait_for(lambda: not is_behind(desk), seconds=400)
            applied.wait_for(timeout=60_000)
            context.close()
