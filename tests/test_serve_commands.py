"""`marsad serve` and `marsad people` as a person calls them."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from desk_by_hand import PASSWORD, make_desk, wait_for
from marsad.cli import app
from marsad.commands.serving import Door
from marsad.errors import InputError
from marsad.server.limits import BURST, FREE, LONGEST_S, Pace, Throttle

MARSAD = [sys.executable, "-c", "from marsad.start import main; main()"]


def call(*words: str, given: str = "") -> str:
    """What a command prints, or the mistake that it tells."""
    done = CliRunner().invoke(app, words, input=given)
    return str(done.exception) if isinstance(done.exception, InputError) else done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> str:
    make_desk(tmp_path).close()
    return str(tmp_path)


def test_people_are_added_listed_changed_and_dropped(folder: str) -> None:
    at = ("--into", folder)
    added = call("people", "add", "Ada Moss", "--role", "analyst", *at, given=f"{PASSWORD}\n")
    assert added == "Ada Moss is analyst now\n"
    assert "already" in call("people", "add", "ada moss", *at, given=f"{PASSWORD}\n")
    assert "12 characters" in call("people", "add", "Ben", *at, given="short\n")
    assert "No password" in call("people", "add", "Ben", *at)
    assert call("people", "role", "Ada Moss", "editor", *at) == "Ada Moss is editor now\n"
    assert "new password" in call("people", "password", "Ada Moss", *at, given="another long password\n")
    assert '"role": "editor"' in call("people", "list", "--json", *at)
    assert "no account any more" in call("people", "drop", "Ada Moss", *at)
    assert call("people", "list", *at) == "0 people\n"
    assert "has no account" in call("people", "drop", "Ada Moss", *at)


def test_a_token_is_printed_once_listed_without_its_words_and_dropped(folder: str) -> None:
    at = ("--into", folder)
    call("people", "add", "Ada Moss", "--role", "analyst", *at, given=f"{PASSWORD}\n")
    call("people", "add", "Rea Lund", *at, given=f"{PASSWORD}\n")
    token = call("people", "token", "Ada Moss", "--scope", "judge", "--label", "night shift", *at).strip()
    assert token.startswith("marsad_") and len(token) > 40
    listed = call("people", "tokens", *at)
    assert token not in listed and "Ada Moss  judge  since" in listed and "night shift" in listed
    assert '"used": null' in call("people", "tokens", "--json", *at)
    assert "may not judge" in call("people", "token", "Rea Lund", "--scope", "judge", *at)
    assert "has no account" in call("people", "token", "Nobody", *at)
    assert "is no token" in call("people", "drop-token", "0", *at)
    assert "opens nothing" in call("people", "drop-token", listed.split()[0], *at)
    assert call("people", "tokens", *at) == "0 tokens\n"


def test_serve_prints_its_address_and_a_link_that_opens_it(folder: str) -> None:
    served = subprocess.Popen(
        [*MARSAD, "serve", "--into", folder, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert served.stdout is not None
        first, _, link = (served.stdout.readline().strip() for _ in range(3))
        assert first.startswith("The desk is at http://127.0.0.1:")
        with httpx.Client(follow_redirects=True, timeout=60) as client:
            answered: list[httpx.Response] = []

            def opened() -> bool:
                try:
                    answered.append(client.get(link))
                except httpx.ConnectError:
                    return False
                return True

            wait_for(opened)
            assert answered[0].status_code == 200
            assert "<h1>Today</h1>" in answered[0].text
    finally:
        served.terminate()
        _, errors = served.communicate(timeout=60)
    assert errors == ""


DOOR = Door(host="127.0.0.1", port=0, certificate=None, key=None, proxy=None)


@pytest.mark.parametrize(
    ("given", "says"),
    (
        ({"host": "192.0.2.1"}, "in the clear"),
        ({"host": "0.0.0.0"}, "in the clear"),
        ({"host": "desk.example"}, "in the clear"),
        ({"certificate": Path(__file__)}, "certificate and its key"),
        ({"certificate": Path("none.pem"), "key": Path("none.pem")}, "no such file"),
        ({"host": "0.0.0.0", "certificate": Path(__file__), "key": Path(__file__)}, "not a name"),
        ({"proxy": "desk.example"}, "is no address"),
    ),
)
def test_a_door_that_would_be_unsafe_is_refused(given: dict[str, str | Path], says: str) -> None:
    fields = {"host": "127.0.0.1", "port": 0, "certificate": None, "key": None, "proxy": None}
    with pytest.raises(InputError, match=says):
        Door(**{**fields, **given}).check()  # type: ignore[arg-type] # fields of several types


def test_a_door_behind_a_proxy_answers_to_its_name_and_is_secure() -> None:
    door = Door(host="0.0.0.0", port=0, certificate=None, key=None, proxy="https://desk.example/")
    door.check()
    DOOR.check()
    assert door.is_secure and "desk.example" in door.names
    assert not DOOR.is_secure and not DOOR.is_open


def test_wrong_passwords_wait_longer_each_time_for_one_name_and_one_address() -> None:
    throttle = Throttle()
    for _ in range(FREE - 1):
        throttle.fail("name ada", "address 1", now=0)
    assert throttle.wait("name ada", "address 1", now=0) == 0
    waits = []
    for _ in range(12):
        throttle.fail("name ada", "address 1", now=0)
        waits.append(throttle.wait("name ada", "address 2", now=0))
    assert waits == sorted(waits) and waits[0] > 0 and waits[-1] == LONGEST_S
    assert throttle.wait("name ben", "address 1", now=0) == LONGEST_S
    assert throttle.wait("name ben", "address 2", now=0) == 0
    assert throttle.wait("name ada", now=LONGEST_S + 1) == 0
    throttle.forgive("name ada")
    assert throttle.wait("name ada", now=0) == 0


def test_a_session_may_ask_in_a_burst_and_then_at_a_pace() -> None:
    pace = Pace(burst=3, a_second=1)
    assert [pace.take("one", now=0) for _ in range(4)] == [True, True, True, False]
    assert pace.take("two", now=0)
    assert [pace.take("one", now=2) for _ in range(3)] == [True, True, False]
    assert BURST >= 100
