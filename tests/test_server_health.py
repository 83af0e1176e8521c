"""How the server tells of itself: health, meters and logs, without secrets and without what people look for."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from desk_by_hand import make_desk, serve
from marsad.living import LivingDesk
from marsad.server.app import create_app
from marsad.server.logs import Faults, Log
from marsad.server.people import People, Role
from marsad.server.tokens import Scope, Tokens


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[LivingDesk]:
    with make_desk(tmp_path) as made:
        People(made.database).add("Rea Lund", Role.READER, None)
        yield made


def _bring(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_health_is_told_to_anybody_in_one_word(desk: LivingDesk) -> None:
    app = create_app(desk)
    with serve(app) as home:
        assert httpx.get(f"{home}/healthz").text == "ok\n"
        app.state.site.works = lambda: False
        ended = httpx.get(f"{home}/healthz")
        assert (ended.status_code, ended.text) == (503, "the worker has ended\n")


def test_meters_are_for_this_machine_or_a_token_of_their_own(desk: LivingDesk) -> None:
    rea, tokens = People(desk.database).get("Rea Lund"), Tokens(desk.database)
    meters, reads = tokens.make(rea, Scope.METRICS, ""), tokens.make(rea, Scope.READ, "")
    with serve(create_app(desk)) as home:
        httpx.get(f"{home}/api/v1/claims/claim-truce?q=secret", headers=_bring(reads))
        told = httpx.get(f"{home}/metrics")
        assert told.headers["content-type"].startswith("text/plain")
        line = 'marsad_request_seconds_count{method="GET",route="/api/v1/claims/{key}",status="4xx"} 1.0'
        assert line in told.text and "secret" not in told.text and "claim-truce" not in told.text
        assert "marsad_working 1.0" in told.text and "process_resident_memory_bytes" in told.text
        brought = {"X-Forwarded-For": "192.0.2.7"}
        assert httpx.get(f"{home}/metrics", headers=brought).status_code == 403
        assert httpx.get(f"{home}/metrics", headers=brought | _bring(reads)).status_code == 403
        assert httpx.get(f"{home}/metrics", headers=brought | _bring(meters)).status_code == 200
        assert httpx.get(f"{home}/api/v1/claims", headers=_bring(meters)).status_code == 403


def test_each_request_is_a_line_that_tells_no_secret_and_not_what_was_looked_for(desk: LivingDesk) -> None:
    people, kept = People(desk.database), io.StringIO()
    token = Tokens(desk.database).make(people.get("Rea Lund"), Scope.READ, "")
    key = people.begin("rea lund")
    with serve(create_app(desk, log=Log(kept))) as home:
        httpx.get(f"{home}/search?q=Idris+Oum+Kalt", cookies={"marsad": key})
        httpx.get(f"{home}/api/v1/incidents/incident-quay", headers=_bring(token))
        httpx.get(f"{home}/sources/nobody")
        httpx.get(f"{home}/{token}")
    lines = [json.loads(line) for line in kept.getvalue().splitlines()]
    assert [(line["route"], line["status"], line["by"]) for line in lines] == [
        ("/search", 200, "rea lund"),
        ("/api/v1/incidents/{key}", 200, "rea lund"),
        ("/sources/{key}", 303, None),
        ("none", 404, None),
    ]
    assert all(line["ms"] > 0 and line["event"] == "request" for line in lines)
    assert not any(word in kept.getvalue() for word in (token, key, "Idris", "nobody"))


def test_a_fault_is_told_by_its_kind_and_place_without_its_message() -> None:
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(Faults())
    logger = logging.Logger("uvicorn.error")
    logger.addHandler(handler)
    known: dict[str, int] = {}
    try:
        known["Idris Oum Kalt"]
    except KeyError:
        logger.exception("Exception in ASGI application")
    logger.warning("a plain warning\nwith a second line")
    fault, warning = (json.loads(line) for line in kept.getvalue().splitlines())
    assert fault["error"] == "KeyError" and "test_server_health.py" in fault["where"]
    assert "Idris" not in kept.getvalue()
    assert (warning["level"], warning["what"]) == ("warning", "a plain warning")
