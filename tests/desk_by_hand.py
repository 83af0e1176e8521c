"""A desk of the ledger by hand, and the desk in the browser on a port of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select, update

from ledger_by_hand import LEDGER
from marsad.living import LivingDesk, init_desk
from marsad.model.ledger import Ledger
from marsad.server.people import People, Role
from marsad.store.database.tables import accounts
from marsad.store.shelf import name_rules

PASSWORD = "a boat on the long river"


def make_desk(folder: Path, url: str | None = None, ledger: Ledger = LEDGER) -> LivingDesk:
    """A desk whose views are a ledger."""
    desk = init_desk(folder, url)
    desk.views.save(ledger, desk.facts.head().seq, name_rules())
    return desk


def add_people(desk: LivingDesk) -> None:
    """A reader, two analysts, an editor and an admin, all with one password."""
    people = People(desk.database)
    for name, role in (
        ("Rea Lund", Role.READER),
        ("Ada Moss", Role.ANALYST),
        ("Ben Carr", Role.ANALYST),
        ("Eda Holt", Role.EDITOR),
        ("Root Admin", Role.ADMIN),
    ):
        people.add(name, role, None)
    one = people.get("Rea Lund")
    people.set_password(one.name, PASSWORD)
    with desk.database.change() as connection:
        hashed = select(accounts.c.password).where(accounts.c.name == one.name).scalar_subquery()
        connection.execute(update(accounts).values(password=hashed))


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """The address of an app that is served in a thread of its own."""
    config = uvicorn.Config(app, port=0, log_level="warning", ws="none", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_for(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        app.state.site.live.stop()
        server.should_exit = True
        thread.join()


def sign_in(context: BrowserContext, home: str, name: str) -> Page:
    """The desk's first page in a browser, once somebody has signed in."""
    page = context.new_page()
    page.goto(f"{home}/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{home}/")
    return page


def wait_for(done: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so. Raises TimeoutError where it never is."""
    end = monotonic() + seconds
    while not done():
        if monotonic() > end:
            raise TimeoutError
        sleep(0.02)
