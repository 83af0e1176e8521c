"""The API as a program uses it, on both databases: rows, pages, filters, marks, changes, bulk, map data, Atom, tokens,
judgements.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select

from desk_by_hand import PASSWORD, make_desk, serve
from ledger_by_hand import LEDGER
from marsad.living import LivingDesk
from marsad.model.codec import ledger_schema, to_json
from marsad.server.api.holding import BLACK
from marsad.server.app import create_app
from marsad.server.limits import Pace
from marsad.server.people import People, Role
from marsad.server.tokens import Scope, Tokens
from marsad.store.database.tables import tokens
from marsad.store.shelf import name_rules
from poison_by_hand import PAYLOADS, poison_ledger

HELD = "Idris Oum Kalt"
SECTIONS = (
    "reports",
    "claims",
    "incidents",
    "stories",
    "sources",
    "places",
    "series",
    "contradictions",
    "copies",
)
ATOM = "{http://www.w3.org/2005/Atom}"
Call = Callable[[str, Scope], httpx.Client]


@contextmanager
def open_calls(desk: LivingDesk) -> Iterator[Call]:
    """Programs by the name of their person, each with a token."""
    made: list[httpx.Client] = []
    with serve(create_app(desk)) as home:

        def call_one(name: str, scope: Scope) -> httpx.Client:
            token = Tokens(desk.database).make(People(desk.database).get(name), scope, "a test")
            made.append(httpx.Client(base_url=f"{home}/api/v1", headers={"Authorization": f"Bearer {token}"}))
            return made[-1]

        yield call_one
        for client in made:
            client.close()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, address: Callable[[], str]) -> Iterator[httpx.Client]:
    """A program that reads a desk which nothing changes."""
    with make_desk(tmp_path_factory.mktemp("read"), address()) as desk:
        People(desk.database).add("Rea Lund", Role.READER, None)
        with open_calls(desk) as call:
            yield call("Rea Lund", Scope.READ)


@pytest.fixture
def desk(tmp_path: Path, address: Callable[[], str]) -> Iterator[LivingDesk]:
    with make_desk(tmp_path, address()) as made:
        for name, role in (("Rea Lund", Role.READER), ("Ada Moss", Role.ANALYST), ("Ben Carr", Role.ANALYST)):
            People(made.database).add(name, role, None)
        yield made


@pytest.fixture
def call(desk: LivingDesk) -> Iterator[Call]:
    with open_calls(desk) as opened:
        yield opened


@pytest.mark.parametrize("section", SECTIONS)
def test_pages_of_one_row_give_every_row_once_as_the_ledger_has_it(client: httpx.Client, section: str) -> None:
    schema = ledger_schema()
    assert isinstance(schema, dict) and isinstance(schema["properties"], dict)
    whole = schema["properties"][section]
    found, after = [], None
    while True:
        asked = {"limit": "1", "order": "id"} | ({"after": after} if after else {})
        page = client.get(f"/{section}", params=asked).raise_for_status().json()
        found += page["rows"]
        after = page["after"]
        if after is None:
            break
    assert isinstance(whole, dict)
    Draft202012Validator({"$defs": schema["$defs"], **whole}).validate(found)
    rows = {row.id: to_json(row) for row in getattr(LEDGER, section)}
    assert [row["id"] for row in found] == sorted(rows)
    told = json.dumps(sorted(rows.values(), key=lambda row: str(row["id"]) if isinstance(row, dict) else ""))
    assert json.dumps(found) == told.replace(HELD, json.dumps(BLACK * len(HELD)).strip('"'))
    one = client.get(f"/{section}/{found[0]['id']}").json()
    assert one == {"revision": 0, "row": found[0]}


@pytest.mark.parametrize(
    ("asked", "found"),
    (
        ("reports?outlet=the+gull&until=2031-05-05", ["report-gull-sun"]),
        ("reports?language=ar", ["report-marsa"]),
        ("claims?kind=shelling&stance=denies", ["claim-denial"]),
        ("claims?review=yes", ["claim-nurse"]),
        ("claims?source=Tide+Brigade&kind=ceasefire", ["claim-truce"]),
        ("claims?source=source-tide&kind=control", ["claim-hold"]),
        ("incidents?place=Port+Vellar&status=contested", ["incident-quay"]),
        ("incidents?claim=claim-admits", ["incident-customs"]),
        ("incidents?since=2031-05-05", ["incident-customs"]),
        ("incidents?until=2031-05-04", ["incident-quay"]),
        ("stories?report=report-marsa", ["story-marsa"]),
        ("sources?name=harbour+MONITOR", ["source-monitor"]),
        ("series?measure=killed&source=source-monitor", ["series-coast"]),
        ("contradictions?kind=occurrence&about=incident-quay", ["contradiction-quay"]),
        ("copies?report=report-lantern-sun&limit=1&order=id", ["copy-1"]),
    ),
)
def test_rows_are_filtered(client: httpx.Client, asked: str, found: list[str]) -> None:
    assert [row["id"] for row in client.get(f"/{asked}").raise_for_status().json()["rows"]] == found


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    (
        ("claims?color=red", 422, "no such parameter"),
        ("claims?kind=nonsense", 422, "shelling"),
        ("claims?limit=0", 422, "greater than"),
        ("claims?limit=201", 422, "less than"),
        ("claims?since=yesterday", 422, "no day or time"),
        ("claims?until=0001-01-01T00:00%2B14:00", 422, "no time that UTC has"),
        ("claims?after=nonsense", 422, "no page in this order"),
        ("claims?after=99999999999999999999.x", 422, "no page in this order"),
        ("claims?outlet=%00", 422, "pattern"),
        ("claims.ndjson?since=yesterday", 422, "no day or time"),
        ("changes?since=-1", 422, "greater than"),
        ("incidents/incident-none", 404, "no such thing"),
        ("incidents/Nonsense", 422, "pattern"),
        ("atom/kinds/nonsense", 422, "shelling"),
        ("atom/stories/story-none", 404, "no such thing"),
        ("nothing", 404, "no such thing"),
    ),
)
def test_what_is_wrong_is_told_as_a_problem(client: httpx.Client, asked: str, status: int, says: str) -> None:
    answer = client.get(f"/{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert says in answer.text


@pytest.mark.parametrize(
    ("asked", "lacking"),
    (
        ("claims?place=Atlantis&kind=shelling", ["place"]),
        ("incidents?source=source-nobody&outlet=The+Gull", ["source"]),
        ("search?q=quay&outlet=The+Nonsense&story=story-quay", ["outlet"]),
        ("claims?kind=shelling&place=Port+Vellar", []),
        ("claims?kind=surrender&place=Port+Vellar", []),
    ),
)
def test_an_empty_answer_says_which_name_nothing_has(client: httpx.Client, asked: str, lacking: list[str]) -> None:
    answer = client.get(f"/{asked}").raise_for_status().json()
    assert answer["lacking"] == lacking
    assert not answer["rows"] or not lacking


def test_who_has_an_answer_already_is_told_so_until_it_changes(call: Call, desk: LivingDesk) -> None:
    client = call("Rea Lund", Scope.READ)
    for path in ("/incidents", "/incidents/incident-quay", "/incidents.geojson", "/atom/stories/story-quay", "/search"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    mark = client.get("/stories").headers["etag"]
    desk.views.save(poison_ledger("anew"), desk.facts.head().seq, name_rules())
    assert client.get("/stories", headers={"If-None-Match": mark}).status_code == 200


def test_names_of_private_persons_are_held_back_everywhere_and_spans_still_point(client: httpx.Client) -> None:
    paths = [f"/{section}" for section in SECTIONS]
    paths += ["/claims.ndjson", "/changes?limit=200", "/search?q=clinic", "/search?q=nurse", "/incidents.geojson"]
    paths += ["/atom/kinds/evacuation", "/atom/stories/story-quay", "/sources/source-nurse", "/claims/claim-nurse"]
    for path in paths:
        answer = client.get(path).raise_for_status()
        assert HELD not in answer.text and "Idris" not in answer.text, path
    claim = client.get("/claims/claim-nurse").json()["row"]
    report = client.get(f"/reports/{claim['report']}").json()["row"]
    start, end = claim["span"]
    assert report["text"][start:end] == claim["quote"] == BLACK * len(HELD) + claim["quote"][len(HELD) :]


def test_search_finds_by_words_and_counts_facets(client: httpx.Client) -> None:
    found = client.get("/search", params={"q": "shelled quay", "in": "incidents", "kind": "shelling"}).json()
    assert [(one["section"], one["row"]["id"]) for one in found["rows"]] == [("incidents", "incident-quay")]
    assert found["total"] == 1
    assert found["facets"]["status"] == [{"value": "contested", "count": 1}]
    everything = client.get("/search", params={"limit": 5}).json()
    rest = client.get("/search", params={"limit": 200, "offset": 5}).json()
    assert len(everything["rows"]) + len(rest["rows"]) == everything["total"]


def test_changes_bring_every_row_then_only_what_came_changed_or_went(call: Call, desk: LivingDesk) -> None:
    client = call("Rea Lund", Scope.READ)
    copy: dict[str, object] = {}

    def follow(since: int) -> tuple[int, int]:
        read = 0
        while True:
            answer = client.get("/changes", params={"since": since, "limit": 7}).raise_for_status().json()
            for change in answer["changes"]:
                read += 1
                assert change["seq"] > since and change["gone"] is (change["row"] is None)
                since = change["seq"]
                copy[change["id"]] = change["row"]
            since = answer["next"]
            if not answer["more"]:
                return since, read

    since, read = follow(0)
    assert read == len(copy) == sum(len(getattr(LEDGER, section)) for section in SECTIONS)
    assert follow(since) == (since, 0)
    renamed = replace(LEDGER.stories[0], label="another label")
    less = replace(LEDGER, incidents=LEDGER.incidents[1:], stories=(renamed, *LEDGER.stories[1:]))
    desk.views.save(less, desk.facts.head().seq, name_rules())
    _, read = follow(since)
    assert read == 2
    assert copy[LEDGER.incidents[0].id] is None
    assert copy[renamed.id] == to_json(renamed)


def test_bulk_is_a_claim_a_line(client: httpx.Client) -> None:
    answer = client.get("/claims.ndjson").raise_for_status()
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["id"] for row in rows] == sorted(claim.id for claim in LEDGER.claims)
    some = client.get("/claims.ndjson", params={"kind": "ceasefire"})
    assert [json.loads(line)["id"] for line in some.text.splitlines()] == ["claim-truce"]
    assert client.get("/claims.ndjson", params={"place": "nowhere"}).text == ""


def test_map_data_goes_on_at_the_next_page(client: httpx.Client) -> None:
    found, path = [], "/incidents.geojson?limit=1"
    while path:
        answer = client.get(path).raise_for_status()
        (feature,) = answer.json()["features"]
        found.append(feature["id"])
        path = answer.links.get("next", {}).get("url", "")
    assert sorted(found) == sorted(incident.id for incident in LEDGER.incidents)


@pytest.mark.parametrize(
    ("path", "found"),
    (
        ("stories/story-quay", {"incident-clinic", "incident-customs", "incident-quay"}),
        ("stories/story-marsa", set()),
        ("places/place-customs", {"incident-customs"}),
        ("kinds/shelling", {"incident-customs", "incident-quay"}),
        ("search?q=quay&kind=shelling", {"incident-quay"}),
    ),
)
def test_a_feed_brings_incidents_with_addresses_of_their_pages(
    client: httpx.Client, path: str, found: set[str]
) -> None:
    answer = client.get(f"/atom/{path}").raise_for_status()
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}id", "").rpartition("/")[2] for entry in entries} == found
    assert all(entry.findtext(f"{ATOM}{tag}") for entry in entries for tag in ("title", "updated", "summary"))
    assert feed.findtext(f"{ATOM}updated") and feed.findtext(f"{ATOM}title")


def test_hostile_words_leave_as_words(call: Call, desk: LivingDesk) -> None:
    client = call("Rea Lund", Scope.READ)
    words = " ".join(PAYLOADS) + "\x0b\ufffe"
    desk.views.save(poison_ledger(words), desk.facts.head().seq, name_rules())
    feed = ElementTree.fromstring(client.get("/atom/search").raise_for_status().content)
    assert len(feed.findall(f"{ATOM}entry")) == len(LEDGER.incidents)
    assert {one.tag for one in feed.iter()} <= {
        ATOM + tag
        for tag in (
            "feed",
            "id",
            "title",
            "updated",
            "link",
            "author",
            "name",
            "rights",
            "entry",
            "category",
            "summary",
        )
    }
    for section in SECTIONS:
        assert client.get(f"/{section}").raise_for_status().headers["content-type"] == "application/json"


def test_a_judgement_is_noted_and_the_second_of_two_is_told_both(call: Call, desk: LivingDesk) -> None:
    ada, ben = call("Ada Moss", Scope.JUDGE), call("Ben Carr", Scope.JUDGE)
    seen = ada.get("/claims/claim-truce").json()["revision"]
    mine = {"key": "claim-truce", "seen": seen}
    first = ada.post("/judgements", json={**mine, "verb": "accept", "why": "it was read out on the air"})
    assert first.status_code == 201
    second = ben.post("/judgements", json={**mine, "verb": "reject", "why": "the page is a fake"})
    assert (second.status_code, second.headers["content-type"]) == (409, "application/problem+json")
    told = second.json()
    assert (told["yours"]["verb"], told["yours"]["by"], told["yours"]["why"]) == (
        "reject",
        "Ben Carr",
        "the page is a fake",
    )
    assert told["theirs"] == [first.json()]
    assert [one.by for one in desk.facts.read_judgements()] == ["Ada Moss"]
    again = {**mine, "verb": "reject", "why": "the page is a fake", "seen": told["revision"]}
    assert ben.post("/judgements", json=again).status_code == 201
    assert ben.get("/claims/claim-truce").json()["revision"] == 2


WRONG: tuple[tuple[dict[str, str | int], str], ...] = (
    ({"verb": "burn"}, "accept"),
    ({"why": " "}, "needs a reason"),
    ({"why": "\ud800"}, "unicode"),
    ({"key": "claim-none"}, "no such incident or claim"),
    ({"verb": "same"}, "about two things"),
    ({"verb": "correct", "value": "kind=nonsense"}, "no kind"),
    ({"seen": -1}, "greater than"),
    ({"shout": "loud"}, "shout"),
)


def test_what_is_no_decision_is_told_and_not_noted(call: Call, desk: LivingDesk) -> None:
    ada = call("Ada Moss", Scope.JUDGE)
    for wrong, says in WRONG:
        given = json.dumps({"verb": "accept", "key": "claim-truce", "why": "seen", **wrong})
        answer = ada.post("/judgements", content=given, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), wrong
        assert says in answer.text
    assert desk.facts.read_judgements() == ()


def test_a_token_does_what_it_is_for_and_no_more(call: Call, desk: LivingDesk) -> None:
    decision = {"verb": "accept", "key": "claim-truce", "why": "seen"}
    assert call("Ada Moss", Scope.READ).post("/judgements", json=decision).status_code == 403
    ada = call("Ada Moss", Scope.JUDGE)
    People(desk.database).set_role("ada moss", Role.READER)
    assert ada.post("/judgements", json=decision).status_code == 403
    assert ada.get("/claims").status_code == 200
    People(desk.database).drop("ada moss")
    assert ada.get("/claims").status_code == 401
    assert desk.facts.read_judgements() == ()


def test_nobody_comes_in_without_a_token_and_none_is_kept_in_words(desk: LivingDesk) -> None:
    token = Tokens(desk.database).make(People(desk.database).get("Rea Lund"), Scope.READ, "")
    app = create_app(desk)
    with serve(app) as home, httpx.Client(base_url=home) as client:
        for given in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic !"}, {"Authorization": "x"}):
            answer = client.get("/api/v1/claims", headers=given)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="marsad"')
        assert client.get("/api/v1/atom/search", auth=("any", token)).status_code == 200
        People(desk.database).set_password("ada moss", PASSWORD)
        client.post("/sign-in", data={"name": "Ada Moss", "password": PASSWORD})
        assert client.get("/api/v1/claims").status_code == 200
        decision = {"verb": "accept", "key": "claim-truce", "why": "seen"}
        assert client.post("/api/v1/judgements", json=decision).status_code == 403
    with desk.database.read() as connection:
        assert token not in str(connection.execute(select(tokens)).all())


def test_a_token_that_asks_too_fast_is_told_to_wait(desk: LivingDesk) -> None:
    token = Tokens(desk.database).make(People(desk.database).get("Rea Lund"), Scope.READ, "")
    app = create_app(desk)
    app.state.site.pace = Pace(burst=2, a_second=0)
    with serve(app) as home, httpx.Client(base_url=home, headers={"Authorization": f"Bearer {token}"}) as client:
        answers = [client.get("/api/v1/stories") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["content-type"] == "application/problem+json"
    assert answers[2].headers["retry-after"] == "1"
