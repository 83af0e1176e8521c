"""`marsad serve` and `marsad people`: the desk in the browser, and who may use it."""

from typing import Annotated

import typer

from marsad.commands.here import Into


def serve(
    into: Into,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free one.")] = 8321,
) -> None:
    """Serve a desk in the browser, on this machine, until stopped."""
    from marsad.commands.serving import serve_desk

    serve_desk(into, port)
