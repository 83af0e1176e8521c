"""`marsad serve`: the desk in the browser."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.commands.here import Into
from marsad.commands.living import Inside


def serve(
    into: Into,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free one.")] = 8321,
    host: Annotated[str, typer.Option(help="The address to listen on; others than this machine's need TLS.")] = (
        "127.0.0.1"
    ),
    certificate: Annotated[Path | None, typer.Option(help="A certificate for TLS, as PEM.")] = None,
    key: Annotated[Path | None, typer.Option(help="Its key, as PEM.")] = None,
    behind_proxy: Annotated[
        str | None, typer.Option(metavar="URL", help="The address that people come by, where a proxy does TLS.")
    ] = None,
    log: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A file for a line of JSON for each request; - for the standard error."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Also visit what the desk follows, when it is due.")] = False,
    inside: Inside = None,
) -> None:
    """Serve a desk in the browser until stopped: on this machine alone, unless told otherwise."""
    from marsad.commands.serving import Door, serve_desk

    door = Door(host=host, port=port, certificate=certificate, key=key, proxy=behind_proxy)
    serve_desk(into, door, log, watch=watch, inside=tuple(inside or ()))
