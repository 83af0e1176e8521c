"""Webhooks as who listens sees them: signed, told again until they are taken, never to an address inside."""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from desk_by_hand import PASSWORD, make_desk, serve, wait_for
from ledger_by_hand import LEDGER
from marsad.errors import InputError
from marsad.fetching import Border
from marsad.living import LivingDesk
from marsad.server.app import create_app
from marsad.server.hooks import Herald, add_hook, sign
from marsad.server.people import People, Role
from marsad.server.worker import work
from marsad.store.database.follows import Follows
from marsad.store.database.hooks import TRIES, Hook, Hooks
from marsad.store.database.jobs import Jobs
from marsad.store.shelf import name_rules
from marsad.watching import VISIT
from server_by_hand import Caller
from server_by_hand import serve as listen

HERE = Border(inside=frozenset(("127.0.0.1",)))


@pytest.fixture
def desk(tmp_path: Path, address: Callable[[], str]) -> Iterator[LivingDesk]:
    with make_desk(tmp_path, address()) as made:
        yield made


def _rename(desk: LivingDesk, label: str) -> None:
    """Change an incident, so that there is something to tell."""
    first = replace(LEDGER.incidents[0], label=label)
    desk.views.save(replace(LEDGER, incidents=(first, *LEDGER.incidents[1:])), desk.facts.head().seq, name_rules())


class Listener:
    """Takes deliveries as whole bodies with their heads, and answers as it is told to."""

    def __init__(self) -> None:
        self.answer = "204 No Content"
        self.heads: list[dict[str, str]] = []
        self.bodies: list[bytes] = []

    def __call__(self, call: Caller) -> None:
        head, _, body = call.asked.partition("\r\n\r\n")
        lines = (line.partition(": ") for line in head.split("\r\n")[1:])
        self.heads.append({name.lower(): value for name, _, value in lines})
        data = body.encode("latin-1")
        while len(data) < int(self.heads[-1]["content-length"]):
            data += call.receive()
        self.bodies.append(data)
        call.say(self.answer)


def _only(desk: LivingDesk) -> Hook:
    (hook,) = Hooks(desk.database).read()
    return hook


def test_what_changes_is_told_signed_and_once(desk: LivingDesk) -> None:
    listener = Listener()
    with listen(listener) as server:
        _, secret = add_hook(desk.database, f"http://127.0.0.1:{server.port}/in?key=1", ("incidents", "reports"))
        herald = Herald(desk.database, HERE)
        assert herald.tell_due() == 0
        _rename(desk, "the quay, and Idris Oum Kalt")
        assert (herald.tell_due(), herald.tell_due()) == (1, 0)
        desk.views.save(LEDGER, desk.facts.head().seq, name_rules())
        assert herald.tell_due() == 1
    head, body = listener.heads[0], listener.bodies[0]
    key = b64decode(secret.removeprefix("whsec_"))
    said = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
    assert head["webhook-signature"] == "v1," + b64encode(hmac.new(key, said, sha256).digest()).decode()
    told = json.loads(body)
    (change,) = told["changes"]
    assert (told["type"], change["section"], change["gone"]) == ("changes", "incidents", False)
    assert "the quay, and " in change["row"]["label"] and b"Idris" not in body
    assert listener.heads[0]["webhook-id"] != listener.heads[1]["webhook-id"]


def test_what_is_not_taken_is_told_again_ever_later_as_it_then_is_and_given_up_at_last(desk: LivingDesk) -> None:
    now = [datetime(2031, 5, 1, tzinfo=UTC)]
    listener = Listener()
    listener.answer = "503 Busy"
    with listen(listener) as server:
        add_hook(desk.database, f"http://127.0.0.1:{server.port}/", ("incidents",))
        Hooks(desk.database).resume(_only(desk).id, now[0])
        herald = Herald(desk.database, HERE, clock=lambda: now[0])
        _rename(desk, "first")
        waits = []
        while (due := _only(desk).due) is not None:
            waits.append(datetime.fromisoformat(due) - now[0])
            now[0] = datetime.fromisoformat(due)
            assert herald.tell_due() == 1
        assert waits == sorted(waits) and waits[1] == timedelta(seconds=10) and waits[-1] == timedelta(hours=1)
        assert len(listener.bodies) == TRIES and _only(desk).failures == TRIES
        assert herald.tell_due() == 0
        _rename(desk, "second")
        listener.answer = "200 OK"
        Hooks(desk.database).resume(_only(desk).id, now[0])
        assert herald.tell_due() == 1
    rows = [change["row"]["label"] for change in json.loads(listener.bodies[-1])["changes"]]
    assert rows == ["second"] and _only(desk).failures == 0
    assert [one.status for one in Hooks(desk.database).list_deliveries(2)] == [200, 503]


@pytest.mark.parametrize("target", ("http://127.0.0.1:9000/", "http://[::1]/", "http://169.254.169.254/latest"))
def test_an_address_inside_is_not_told(desk: LivingDesk, target: str) -> None:
    add_hook(desk.database, target, ("incidents",))
    _rename(desk, "something")
    assert Herald(desk.database, Border()).tell_due() == 1
    (tried,) = Hooks(desk.database).list_deliveries(5)
    assert tried.status is None and tried.error is not None and "so it is not fetched" in tried.error


def test_a_redirect_is_not_followed(desk: LivingDesk) -> None:
    def send_away(call: Caller) -> None:
        call.say("302 Found", Location="http://127.0.0.1:9/")

    with listen(send_away) as server:
        add_hook(desk.database, f"http://127.0.0.1:{server.port}/", ("incidents",))
        _rename(desk, "something")
        Herald(desk.database, HERE).tell_due()
    assert [one.status for one in Hooks(desk.database).list_deliveries(5)] == [302]


@pytest.mark.parametrize(("target", "sections"), (("ftp://far.example/", ("incidents",)), ("https://far.example/", ())))
def test_what_can_not_be_told_is_refused(desk: LivingDesk, target: str, sections: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        add_hook(desk.database, target, sections)


def test_a_signature_is_that_of_the_standard() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    signed = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_admin_adds_a_hook_sees_its_secret_once_and_drops_it(desk: LivingDesk) -> None:
    for name, role in (("Root Admin", Role.ADMIN), ("Eda Holt", Role.EDITOR)):
        People(desk.database).add(name, role, PASSWORD)
    with serve(create_app(desk)) as home, httpx.Client(base_url=home, follow_redirects=True) as client:
        client.post("/sign-in", data={"name": "Eda Holt", "password": "a wrong long password"})
        client.post("/sign-in", data={"name": PASSWORD, "password": "Eda Holt"})
        client.post("/sign-in", data={"name": "Eda Holt", "password": PASSWORD})
        assert client.get("/hooks").status_code == client.get("/audit").status_code == 403
        client.cookies.clear()
        client.post("/sign-in", data={"name": "Root Admin", "password": PASSWORD})
        page = client.get("/hooks").text
        token = page.split('name="token" value="')[1].split('"')[0]
        made = client.post(
            "/hooks", data={"token": token, "address": "https://far.example/in", "sections": "incidents"}
        )
        secret = _only(desk).secret
        assert secret in made.text and made.headers["cache-control"] == "no-store"
        assert secret not in client.get("/hooks").text
        wrong = client.post("/hooks", data={"token": token, "address": "far.example", "sections": "incidents"})
        assert wrong.status_code == 422
        client.post("/hooks/drop", data={"token": token, "key": _only(desk).id})
        assert Hooks(desk.database).read() == ()
        told = client.get("/audit").text
    for deed in ("gave a wrong password", "signed in", "added the webhook", "dropped the webhook", "from 127.0.0.1"):
        assert deed in told
    assert PASSWORD not in told and secret not in told and "somebody" in told


def test_the_worker_beside_the_server_tells_hooks(desk: LivingDesk) -> None:
    listener, stopped = Listener(), Event()
    with listen(listener) as server:
        add_hook(desk.database, f"http://127.0.0.1:{server.port}/", ("incidents",))
        _rename(desk, "something")
        thread = Thread(target=work, args=(desk.folder, stopped), kwargs={"inside": ("127.0.0.1",)})
        thread.start()
        try:
            wait_for(lambda: bool(listener.bodies))
        finally:
            stopped.set()
            thread.join()


@pytest.mark.parametrize("watch", (True, False))
def test_the_worker_beside_the_server_visits_what_is_followed_where_it_is_told_to(
    desk: LivingDesk, watch: bool
) -> None:
    stopped = Event()
    with listen(lambda call: call.say("404 Not Found")) as server:
        address, now = f"http://127.0.0.1:{server.port}/feed", datetime.now(UTC)
        Jobs(desk.database).plan(VISIT, Follows(desk.database).add([(address, None)], now), now)
        options = {"inside": ("127.0.0.1",), "watch": watch}
        thread = Thread(target=work, args=(desk.folder, stopped), kwargs=options)
        thread.start()
        try:
            if watch:
                wait_for(lambda: "/feed" in server.paths)
            else:
                wait_for(lambda: desk.views.rest_on()[0] == desk.facts.head().seq)
        finally:
            stopped.set()
            thread.join()
    assert ("/feed" in server.paths) is watch
