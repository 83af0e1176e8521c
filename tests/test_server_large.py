"""A story of very many reports and an incident of very many claims: told a part at a time, each quickly and whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from desk_by_hand import make_desk, serve
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk
from marsad.model.claims import Claim
from marsad.model.incidents import Incident, Voice
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.server.app import create_app
from marsad.server.limits import Pace
from marsad.server.people import People, Role

REPORTS, INCIDENTS, CLAIMS = 500, 300, 10_000
SMALL = 200_000
"""Characters of a page that is small."""


def make_large() -> Ledger:
    """The ledger by hand, its large story with copies of one report, its claims and an incident, again and again."""
    story = next(row for row in LEDGER.stories if row.id == "story-quay")
    incident = next(row for row in LEDGER.incidents if row.id == "incident-quay")
    claim = next(row for row in LEDGER.claims if row.id == incident.claims[0])
    report = next(row for row in LEDGER.reports if row.id == claim.report)
    reports: list[Report] = [replace(report, id=f"report-{n:05}", key=f"{n:05}.txt") for n in range(REPORTS)]
    claims: list[Claim] = [
        replace(claim, id=f"claim-{n:05}", report=reports[n % REPORTS].id) for n in range(CLAIMS - len(LEDGER.claims))
    ]
    each = 4_000
    many = tuple(one.id for one in claims[:each])
    voices = tuple(
        Voice(source=row.id, stance=incident.voices[0].stance, families=(), claims=many[n :: len(LEDGER.sources)])
        for n, row in enumerate(LEDGER.sources)
    )
    largest = replace(incident, id="incident-largest", claims=many, voices=voices, counts=(), links=())
    rest = [one.id for one in claims[each:]]
    incidents: list[Incident] = [
        replace(
            incident, id=f"incident-{n:05}", claims=tuple(rest[n::INCIDENTS]), voices=(), counts=(), links=(),
        )
        for n in range(INCIDENTS)
    ]  # fmt: skip
    grown = replace(story, reports=(*story.reports, *(one.id for one in reports)))
    return replace(
        LEDGER,
        reports=(*LEDGER.reports, *reports),
        claims=(*LEDGER.claims, *claims),
        incidents=(*LEDGER.incidents, largest, *incidents),
        stories=tuple(grown if row.id == story.id else row for row in LEDGER.stories),
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    folder: Path = tmp_path_factory.mktemp("desk")
    with make_desk(folder, ledger=make_large()) as made:
        People(made.database).add("Ada Moss", Role.ANALYST, None)
        yield made


@pytest.fixture(scope="module")
def client(desk: LivingDesk) -> Iterator[httpx.Client]:
    app = create_app(desk)
    app.state.site.pace = Pace(burst=1e9, a_second=1e9)
    cookies = {"marsad": People(desk.database).begin("ada moss")}
    with serve(app) as home, httpx.Client(base_url=home, cookies=cookies, timeout=60) as made:
        yield made


def _walk(client: httpx.Client, path: str, pattern: str, following: str) -> list[str]:
    """What a pattern finds on a page and all that follow it, each of them small."""
    found, query = [], ""
    while True:
        text = client.get(path + query).raise_for_status().text
        assert len(text) < SMALL
        found += re.findall(pattern, text)
        links = re.findall(following, text)
        if not links:
            return found
        query = links[0].replace("&amp;", "&")


def test_a_large_story_gives_every_incident_and_report_once_on_small_pages(client: httpx.Client) -> None:
    path = "/stories/story-quay"
    incidents = _walk(client, path, r'class="to" href="/incidents/([^"]+)"', r'href="(\?after=[^"]+)"')
    assert len(incidents) == len(set(incidents)) == INCIDENTS + len(LEDGER.incidents) + 1
    reports = _walk(client, path, r'<li><a href="/reports/([^"]+)"', r'href="(\?reports_after=[^"]+)"')
    assert len(reports) == len(set(reports)) >= REPORTS
    first = client.get(path).text
    assert "10,000 claims" in first and "What is disputed" in first
    assert client.get(f"{path}?after=nonsense").status_code == 404


def test_a_large_incident_is_told_by_a_part_and_all_its_sentences_follow(client: httpx.Client) -> None:
    text = client.get("/incidents/incident-largest").raise_for_status().text
    assert len(text) < SMALL and 'href="/incidents/incident-largest/sentences"' in text
    path = "/incidents/incident-largest/sentences?start=3960"
    last = client.get(path).raise_for_status().text
    assert 'href="/claims/claim-03999"' in last and "?start=" not in last
    assert client.get("/incidents/incident-none/sentences").status_code == 404
    assert "There are no further ones" in client.get("/incidents/incident-largest/sentences?start=9999").text


def test_a_source_of_very_many_claims_is_told_a_page_at_a_time(client: httpx.Client) -> None:
    claim = next(row for row in make_large().claims if row.id == "claim-00000")
    text = client.get(f"/sources/{claim.chain[-1]}").raise_for_status().text
    assert len(text) < SMALL and "?after=" in text


def test_the_api_gives_a_large_story_by_pages(client: httpx.Client) -> None:
    page = client.get("/api/v1/claims", params={"story": "story-quay", "limit": 200}).raise_for_status().json()
    assert len(page["rows"]) == 200 and page["after"]
    lines = client.get("/api/v1/claims.ndjson", params={"story": "story-quay"}).raise_for_status().text.splitlines()
    assert len(lines) == len(set(lines)) == CLAIMS
