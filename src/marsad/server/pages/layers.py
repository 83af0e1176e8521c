"""Layers of the map that people bring: taken in from an editor, sent in parts to whoever looks."""

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from marsad.errors import InputError
from marsad.server.layers import Layers
from marsad.server.site import Editing, Sent, StrangerError, check_token, find_session, site_of

router = APIRouter()
_KINDS = {"geojson": "application/geo+json", "pmtiles": "application/octet-stream"}
_FOR_GOOD = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.post("/layers")
def add_layer(visit: Editing, form: Sent) -> Response:
    """Keep a layer."""
    check_token(visit, form)
    given = form.get("layer")
    if not isinstance(given, UploadFile) or not given.filename:
        raise InputError("No file was sent", "Choose a GeoJSON or a PMTiles file")
    by, now = visit.session.account.shown, datetime.now(UTC)
    Layers(visit.site.desk.folder).keep(given.filename, given.file, by, now)
    return RedirectResponse("/settings#layers", status_code=303)


@router.post("/layers/drop")
def drop_layer(visit: Editing, form: Sent) -> Response:
    """Keep a layer no more."""
    check_token(visit, form)
    Layers(visit.site.desk.folder).drop(str(form.get("file", "")))
    return RedirectResponse("/settings#layers", status_code=303)


@router.get("/layers/{file}")
def send_layer(request: Request, file: str) -> Response:
    """A layer's bytes, or those that are asked for. A map that is moved asks often: what one person may ask for in a
    second is not counted here.
    """
    if find_session(request) is None:
        raise StrangerError
    path = Layers(site_of(request).desk.folder).locate(file)
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, media_type=_KINDS[path.suffix[1:]], headers=_FOR_GOOD)
