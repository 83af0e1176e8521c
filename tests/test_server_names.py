"""A private person's name that one claim withholds stands nowhere in what the server gives, unless one may see it."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from desk_by_hand import make_desk, serve
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk
from marsad.model.ledger import Ledger
from marsad.model.versions import Edit, SentenceEdit, Version
from marsad.server.app import PAGES, create_app
from marsad.server.limits import Pace
from marsad.server.people import People, Role
from marsad.server.tokens import Scope, Tokens
from marsad.store.shelf import name_rules
from poison_by_hand import poison_ledger

NAME = "Idris Oum Kalt"
WRITTEN = (NAME, NAME.upper(), "Idris\nOum  Kalt", "idris-oum-kalt")
EVERYWHERE = " ".join(f"({one})" for one in WRITTEN)
QUERIES = {
    "/search": ("q=clinic", "q=nurse&in=claims", "q=report&in=reports", "q=quay&in=incidents"),
    "/sentences": ("claims=" + "+".join(claim.id for claim in LEDGER.claims),),
    "/log": ("kind=judgements", "kind=reports", "kind=desk", "kind=all"),
    "/review": ("", "after=claim-0", "at=incident-clinic", "at=claim-nurse"),
    "/api/v1/search": ("limit=200",),
    "/api/v1/changes": ("limit=200",),
    "/api/v1/atom/search": ("q=quay",),
}
ADMINS = ("/hooks", "/audit")
CLOSED = ("/review", *ADMINS)
"""Pages that a reader may not see."""
KEYS = {
    "claims": [row.id for row in LEDGER.claims],
    "copies": [row.id for row in LEDGER.copies],
    "contradictions": [row.id for row in LEDGER.contradictions],
    "incidents": [row.id for row in LEDGER.incidents],
    "places": [row.id for row in LEDGER.places],
    "reports": [row.id for row in LEDGER.reports],
    "series": [row.id for row in LEDGER.series],
    "sources": [row.id for row in LEDGER.sources],
    "stories": [row.id for row in LEDGER.stories],
}
PASSED = (
    "/live",
    "/healthz",
    "/metrics",
    "/assets/{name}",
    "/first",
    "/sign-in",
    "/at/{key}",
    "/layers/{file}",
    "/map/towns",
    "/reports/{key}/beside",
    "/api/v1/judgements/{key}",
)
"""What has no words of the ledger, and what leads elsewhere; a judgement is asked for by its own test."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDesk]:
    """A desk with the name in every field and every report, withheld in one claim alone."""
    with make_desk(tmp_path_factory.mktemp("desk"), ledger=_name_everywhere()) as made:
        for name, role in (("Rea Lund", Role.READER), ("Ada Moss", Role.ANALYST)):
            People(made.database).add(name, role, None)
        yield made


@pytest.fixture(scope="module")
def app(desk: LivingDesk) -> FastAPI:
    made = create_app(desk)
    made.state.site.pace = Pace(burst=1e9, a_second=1e9)
    return made


@pytest.fixture(scope="module")
def home(app: FastAPI) -> Iterator[str]:
    with serve(app) as address:
        yield address


@pytest.fixture(scope="module")
def paths(app: FastAPI) -> list[str]:
    """Every page and answer that the app has, of every row."""
    pages = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]
    shown = [route.path for route in pages if "GET" in (route.methods or ())]
    answered = [path for path, ways in app.openapi()["paths"].items() if "get" in ways]
    found = []
    for route in (path for path in (*shown, *answered) if path not in PASSED):
        section = route.partition("/{")[0].rpartition("/")[2]
        keys = ["shelling"] if section == "kinds" else KEYS[section] if "{" in route else [""]
        for path in (re.sub(r"\{\w+\}", key, route) for key in keys):
            found += [f"{path}?{query}".rstrip("?") for query in QUERIES.get(path, ("",))]
    return found


def _name_everywhere() -> Ledger:
    ledger = poison_ledger(EVERYWHERE)
    assert sum(bool(claim.withheld) for claim in ledger.claims) == 1
    edits = (f"On Sunday {NAME} came to the quay.", "On Sunday Idris Oum Falk came to the quay.")
    sentence = SentenceEdit(edit=Edit.CHANGED, before=edits[0], after=edits[1], span=None, figures=())
    at = datetime(2031, 5, 6, tzinfo=UTC)
    version = Version(
        id="version-sun", report="report-gull-sun", earlier="report-old", later="report-gull-sun", earlier_at=at,
        at=at, sentences=(sentence,), changes=(),
    )  # fmt: skip
    return replace(ledger, versions=(version,))


def _sign_in(desk: LivingDesk, home: str, name: str) -> httpx.Client:
    people = People(desk.database)
    return httpx.Client(base_url=home, cookies={"marsad": people.begin(people.get(name).name)}, timeout=60)


def _stands(text: str) -> bool:
    """Whether the name stands in a text, however it is written."""
    return any(
        "idris oum kalt" in " ".join("".join(c if c.isalnum() else " " for c in one.replace("\\n", " ")).split())
        for one in (text.casefold(), re.sub("<[^>]*>", "", text.casefold()))
    )


def test_no_page_and_no_answer_gives_a_withheld_name_to_a_reader(desk: LivingDesk, home: str, paths: list[str]) -> None:
    code = b64encode(NAME.encode()).decode()
    assert len(paths) > 90
    seen = set()
    with _sign_in(desk, home, "Rea Lund") as client:
        for path in paths:
            answer = client.get(path, follow_redirects=True)
            assert answer.status_code in (200, 403) and (
                answer.status_code == 200 or path.startswith(CLOSED) or path.endswith("/judge")
            ), path
            assert not _stands(answer.text), path
            assert code not in answer.text, path
            seen.add(answer.headers["content-type"].partition(";")[0])
    assert seen == {
        "text/html",
        "application/json",
        "application/x-ndjson",
        "application/geo+json",
        "application/atom+xml",
    }


def test_who_judges_can_lift_the_mask_on_a_page_but_not_by_the_api(
    desk: LivingDesk, home: str, paths: list[str]
) -> None:
    with _sign_in(desk, home, "Ada Moss") as client:
        for path in paths:
            answer = client.get(path, follow_redirects=True)
            assert (answer.status_code == 200 or path in ADMINS) and not _stands(answer.text), path
        assert b64encode(NAME.encode()).decode() in client.get("/reports/report-gull-sun").text


def test_what_people_write_of_a_withheld_name_is_held_back_too(desk: LivingDesk, home: str) -> None:
    token = Tokens(desk.database).make(People(desk.database).get("Ada Moss"), Scope.JUDGE, "")
    with httpx.Client(base_url=f"{home}/api/v1", headers={"Authorization": f"Bearer {token}"}) as client:
        given = {"verb": "reject", "key": "claim-truce", "why": f"{NAME} was not there", "seen": 0}
        noted = client.post("/judgements", json=given)
        conflict = client.post("/judgements", json={**given, "verb": "accept"})
    assert (noted.status_code, conflict.status_code) == (201, 409)
    assert not _stands(noted.text) and not _stands(conflict.text)
    assert json.loads(conflict.text)["theirs"]


def test_a_name_that_is_withheld_later_is_held_back_from_then_on(tmp_path: Path) -> None:
    claims = tuple(replace(claim, withheld=()) for claim in LEDGER.claims)
    with make_desk(tmp_path, ledger=replace(LEDGER, claims=claims)) as desk:
        People(desk.database).add("Rea Lund", Role.READER, None)
        with serve(create_app(desk)) as home, _sign_in(desk, home, "Rea Lund") as client:
            paths = ("/reports/report-gull-sun", "/api/v1/claims/claim-nurse", "/api/v1/reports/report-gull-sun")
            assert all(_stands(client.get(path).text) for path in paths)
            desk.views.save(LEDGER, desk.facts.head().seq, name_rules())
            assert not any(_stands(client.get(path).text) for path in paths)


def test_a_name_that_an_earlier_text_of_a_page_spells_otherwise_is_held_back_whole(desk: LivingDesk, home: str) -> None:
    with _sign_in(desk, home, "Rea Lund") as client:
        text = re.sub("<[^>]*>", "", client.get("/reports/report-gull-sun").text)
    assert "What its page said before" in text and "Oum Falk came to the quay" in text and not _stands(text)
