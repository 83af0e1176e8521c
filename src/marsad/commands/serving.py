"""`marsad serve`: the desk in the browser, until it is stopped."""

import socket
from pathlib import Path

import typer
import uvicorn

from marsad.errors import InputError
from marsad.living import open_desk
from marsad.server.app import create_app


def serve_desk(folder: Path, port: int) -> None:
    """Serve a desk on this machine. Raises InputError where the port is taken."""
    with open_desk(folder) as desk:
        app = create_app(desk)
        listening = _listen(port)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        key = app.state.site.first_key
        typer.echo(f"The desk is at {address}/ (Ctrl+C stops it)")
        if key is not None:
            typer.echo(
                f"Nobody has an account yet. This link signs you in as its admin, once:\n{address}/first?key={key}"
            )
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError as error:
        made.close()
        raise InputError(f"port {port} can't be listened on: {error.strerror}", "Name another with --port") from error
    return made
