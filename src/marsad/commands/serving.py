"""`marsad serve`: the desk in the browser, until it is stopped."""

import gc
import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import typer
import uvicorn
from fastapi import FastAPI

from marsad.commands.showing import plain
from marsad.errors import InputError
from marsad.fetching import read_host
from marsad.living import open_desk
from marsad.server.app import LOOPBACK, create_app
from marsad.server.logs import open_log, tell_faults
from marsad.server.worker import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a desk is served: the address listened on, TLS's files, and the proxy's address that people come by."""

    host: str
    port: int
    certificate: Path | None
    key: Path | None
    proxy: str | None

    @property
    def is_open(self) -> bool:
        """Whether other machines can come."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"

    @property
    def is_secure(self) -> bool:
        """Whether people come by TLS."""
        return self.certificate is not None or (self.proxy is not None and self.proxy.startswith("https://"))

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the desk answers to."""
        proxy = urlsplit(self.proxy).hostname if self.proxy else None
        return (*LOOPBACK, self.host, *((proxy,) if proxy else ()))

    def check(self) -> None:
        """Raises InputError where people's passwords would go over a network in the clear, or nobody could come."""
        if (self.certificate is None) is not (self.key is None):
            raise InputError("TLS needs a certificate and its key", "Give both, with --certificate and --key")
        for file in (self.certificate, self.key):
            if file is not None and not file.is_file():
                raise InputError(f"{file}: there is no such file", "Check the path")
        if self.proxy is not None and not urlsplit(self.proxy).hostname:
            raise InputError(f"{plain(self.proxy)} is no address", "Write it as https://desk.example")
        if self.is_open and self.certificate is None and self.proxy is None:
            what = f"{plain(self.host)} can be reached by other machines, and passwords would go there in the clear"
            raise InputError(what, "Give --certificate and --key, or --behind-proxy")
        if self.host in ("0.0.0.0", "::") and self.proxy is None:
            raise InputError(f"{self.host} is not a name that people come by", "Give --host the machine's name")


def serve_desk(folder: Path, door: Door, log: str | None, *, watch: bool, inside: Sequence[str]) -> None:
    """Serve a desk. Raises InputError where that would be unsafe, the port is taken, or the log can't be written."""
    door.check()
    hosts = tuple(map(read_host, inside))
    with open_log(log) as lines, open_desk(folder) as desk:
        app = create_app(desk, hosts=door.names, secure=door.is_secure, proxy=door.proxy, log=lines)
        listening = _listen(door.host, door.port)
        _tell(door, listening.getsockname()[1], app.state.site.first_key)
        if door.is_open:
            app.state.site.first_key = None
        worker = Worker(desk.folder, watch=watch, inside=hosts)
        app.state.site.works = worker.is_there
        try:
            _run(app, listening, door)
        finally:
            worker.stop()


def _tell(door: Door, port: int, key: str | None) -> None:
    shown = f"[{door.host}]" if ":" in door.host else door.host
    address = (door.proxy or f"{'https' if door.certificate else 'http'}://{shown}:{port}").rstrip("/")
    typer.echo(f"The desk is at {address}/ (Ctrl+C stops it)")
    if key is not None and door.is_open:
        typer.echo("Nobody has an account yet: marsad people add NAME --role admin")
    elif key is not None:
        typer.echo(f"Nobody has an account yet. This link signs you in as its admin, once:\n{address}/first?key={key}")


def _run(app: FastAPI, listening: socket.socket, door: Door) -> None:
    """Answer until told to stop. What is there before the first request stays for as long as the process, so nobody's
    page waits while all of it is looked through for garbage.
    """
    tell_faults()
    gc.freeze()
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=door.proxy is not None,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=75,
        ssl_certfile=door.certificate,
        ssl_keyfile=door.key,
    )
    _Server(config, app.state.site.live.stop).run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that lets those go who listen for changes, when it is told to end."""

    def __init__(self, config: uvicorn.Config, let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self._let_go = let_go

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._let_go()
        super().handle_exit(sig, frame)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise InputError(f"{plain(host)} is no host: {error.strerror}", "Give --host a name of this machine") from error
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(where)
    except OSError as error:
        made.close()
        raise InputError(f"port {port} can't be listened on: {error.strerror}", "Name another with --port") from error
    return made
