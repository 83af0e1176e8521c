"""Who may come in: sign-in, the first link, roles, forms from elsewhere, names that the desk answers to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from desk_by_hand import PASSWORD, add_people, make_desk, serve
from marsad.errors import InputError
from marsad.living import LivingDesk
from marsad.server.app import create_app
from marsad.server.people import People, Role
from marsad.store.database.tables import accounts, sessions


@contextmanager
def visit(app: FastAPI) -> Iterator[httpx.Client]:
    """A browser without pages, at an app that is served."""
    with serve(app) as home, httpx.Client(base_url=home, follow_redirects=False) as client:
        yield client


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[LivingDesk]:
    with make_desk(tmp_path) as made:
        yield made


@pytest.fixture
def client(desk: LivingDesk) -> Iterator[httpx.Client]:
    add_people(desk)
    with visit(create_app(desk)) as opened:
        yield opened


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD, back: str = "/") -> int:
    answer = client.post("/sign-in", data={"name": name, "password": password, "next": back})
    return answer.status_code


@pytest.mark.parametrize(
    "path", ("/", "/stories", "/incidents/incident-quay", "/reports/report-gull", "/sentences?claims=x")
)
def test_nothing_is_shown_to_who_is_not_signed_in(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (303, 401)
    assert "quay" not in answer.text.casefold()


def test_who_signs_in_comes_back_to_where_they_were(client: httpx.Client) -> None:
    sent = client.get("/incidents/incident-quay").headers["location"]
    assert sent == "/sign-in?next=%2Fincidents%2Fincident-quay"
    answer = client.post(
        "/sign-in", data={"name": "ada  MOSS", "password": PASSWORD, "next": "/incidents/incident-quay"}
    )
    assert answer.headers["location"] == "/incidents/incident-quay"
    assert client.get("/incidents/incident-quay").status_code == 200


@pytest.mark.parametrize("back", ("//far.example/", "https://far.example/", "/\\far.example", "javascript:alert(1)"))
def test_nobody_is_led_away_by_signing_in(client: httpx.Client, back: str) -> None:
    answer = client.post("/sign-in", data={"name": "Ada Moss", "password": PASSWORD, "next": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("name", ("Ada Moss", "Nobody"))
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client: httpx.Client, name: str) -> None:
    answer = client.post("/sign-in", data={"name": name, "password": "wrong password here"})
    assert answer.status_code == 403
    assert "do not go together" in answer.text
    assert client.get("/").status_code == 303


def test_a_cookie_is_hidden_from_scripts_and_other_sites(client: httpx.Client) -> None:
    answer = client.post("/sign-in", data={"name": "Ada Moss", "password": PASSWORD})
    said = answer.headers["set-cookie"].casefold()
    assert "httponly" in said and "samesite=lax" in said and "path=/" in said


def test_under_tls_the_cookie_is_bound_to_it(desk: LivingDesk) -> None:
    add_people(desk)
    with visit(create_app(desk, secure=True)) as client:
        answer = client.post("/sign-in", data={"name": "Ada Moss", "password": PASSWORD})
    assert answer.headers["set-cookie"].startswith("__Host-marsad=")
    assert "secure" in answer.headers["set-cookie"].casefold()
    assert "max-age" in answer.headers["strict-transport-security"]


def test_signing_out_ends_the_session_everywhere(client: httpx.Client) -> None:
    sign_in(client, "Ada Moss")
    kept = client.cookies["marsad"]
    token = client.get("/").text.partition('data-token="')[2].partition('"')[0]
    assert client.post("/sign-out", data={"token": token}).status_code == 303
    client.cookies.set("marsad", kept)
    assert client.get("/").status_code == 303


def test_a_form_from_elsewhere_or_without_its_token_is_refused(client: httpx.Client) -> None:
    sign_in(client, "Ada Moss")
    token = client.get("/").text.partition('data-token="')[2].partition('"')[0]
    assert client.post("/sign-out").status_code == 403
    assert client.post("/sign-out", data={"token": "0" * 64}).status_code == 403
    for headers in ({"Origin": "https://far.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert client.post("/sign-out", data={"token": token}, headers=headers).status_code == 403
        assert client.post("/sign-in", data={"name": "a", "password": "b"}, headers=headers).status_code == 403
    assert client.get("/").status_code == 200


def test_the_first_link_opens_a_new_desk_once(desk: LivingDesk) -> None:
    app = create_app(desk)
    key = app.state.site.first_key
    with visit(app) as client:
        assert client.get("/first?key=wrong").status_code == 403
        assert client.get(f"/first?key={key}").status_code == 303
        assert "You have no password yet" in client.get("/").text
        client.cookies.clear()
        assert client.get(f"/first?key={key}").status_code == 403
    assert [one.role for one in People(desk.database).list()] == [Role.ADMIN]
    assert create_app(desk).state.site.first_key is None


def test_a_desk_answers_to_its_own_names_only(client: httpx.Client) -> None:
    assert client.get("/sign-in", headers={"Host": "far.example"}).status_code == 400
    assert client.get("/sign-in", headers={"Host": "127.0.0.1:8321"}).status_code == 200


def test_every_answer_carries_the_policy(client: httpx.Client) -> None:
    for path in ("/sign-in", "/nowhere", "/", "/assets/none.css"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_neither_passwords_nor_session_keys_stand_in_the_database(client: httpx.Client, desk: LivingDesk) -> None:
    sign_in(client, "Ada Moss")
    with desk.database.read() as connection:
        kept = [str(row) for row in connection.execute(select(accounts)).all()]
        kept += [str(row) for row in connection.execute(select(sessions)).all()]
    assert any("$argon2id$" in row for row in kept)
    assert not any(PASSWORD in row or client.cookies["marsad"] in row for row in kept)


def test_a_new_password_ends_all_sessions(client: httpx.Client, desk: LivingDesk) -> None:
    sign_in(client, "Ada Moss")
    People(desk.database).set_password("ada moss", "another long password")
    assert client.get("/").status_code == 303
    assert sign_in(client, "Ada Moss") == 403
    assert sign_in(client, "Ada Moss", "another long password") == 303


def test_a_name_is_taken_once_and_a_password_is_long(desk: LivingDesk) -> None:
    people = People(desk.database)
    people.add("Ada Moss", Role.READER, PASSWORD)
    with pytest.raises(InputError, match="already"):
        people.add(" ada  moss ", Role.ADMIN, PASSWORD)
    with pytest.raises(InputError, match="12 characters"):
        people.add("Ben Carr", Role.READER, "short")
    with pytest.raises(InputError, match="1 to 80"):
        people.add("  ", Role.READER, PASSWORD)


def token_of(client: httpx.Client) -> str:
    return client.get("/").text.partition('data-token="')[2].partition('"')[0]


def test_a_person_changes_the_own_password_and_stays_signed_in_here_alone(client: httpx.Client) -> None:
    sign_in(client, "Ada Moss")
    new = {"new": "another long password", "again": "another long password", "token": token_of(client)}
    assert client.post("/settings/password", data={**new, "old": "wrong"}).status_code == 422
    assert client.post("/settings/password", data={**new, "old": PASSWORD, "again": "other"}).status_code == 422
    old = client.cookies["marsad"]
    assert client.post("/settings/password", data={**new, "old": PASSWORD}).status_code == 303
    assert client.get("/").status_code == 200
    client.cookies.set("marsad", old)
    assert client.get("/").status_code == 303


def test_an_admin_adds_people_and_changes_roles_and_nobody_else_does(client: httpx.Client, desk: LivingDesk) -> None:
    form = {"name": "Cleo Dane", "role": "editor", "new": "a very long password"}
    sign_in(client, "Eda Holt")
    assert client.post("/settings/people", data={**form, "token": token_of(client)}).status_code == 403
    client.cookies.clear()
    sign_in(client, "Root Admin")
    token = token_of(client)
    assert client.post("/settings/people", data={**form, "token": token}).status_code == 303
    assert client.post("/settings/people", data={**form, "token": token}).status_code == 422
    people = People(desk.database)
    assert people.get("Cleo Dane").role is Role.EDITOR
    client.post("/settings/role", data={"name": "cleo dane", "role": "reader", "token": token})
    assert people.get("Cleo Dane").role is Role.READER
    client.post("/settings/role", data={"name": "cleo dane", "role": "none", "token": token})
    assert "cleo dane" not in {one.name for one in people.list()}
    assert client.post("/settings/role", data={"name": "root admin", "role": "none", "token": token}).status_code == 422


def test_an_editor_follows_and_drops_feeds_and_an_analyst_does_not(client: httpx.Client) -> None:
    address = {"address": "https://gull.example/news"}
    sign_in(client, "Ada Moss")
    assert client.post("/feeds", data={**address, "token": token_of(client)}).status_code == 403
    client.cookies.clear()
    sign_in(client, "Eda Holt")
    token = token_of(client)
    assert client.post("/feeds", data={"address": "no address", "token": token}).status_code == 422
    assert client.post("/feeds", data={**address, "token": token}).status_code == 303
    assert "https://gull.example/news" in client.get("/feeds").text
    client.post("/feeds/drop", data={**address, "token": token})
    assert "https://gull.example/news" not in client.get("/feeds").text


@pytest.mark.parametrize(
    ("path", "status"), (("/search?page=0", 422), ("/log?before=x", 422), ("/stories?after=99999999999999999999", 404))
)
def test_an_address_that_can_not_be_read_is_told_on_a_page(client: httpx.Client, path: str, status: int) -> None:
    sign_in(client, "Rea Lund")
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "There is no such page" in answer.text
