"""What has no page of its own stands on its story's; and the assets."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from marsad.server.assets import pack
from marsad.server.rendering import lead_to
from marsad.server.site import Reading, site_of
from marsad.store.database.reading import read_desk

router = APIRouter()
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


@router.get("/at/{key}")
def find_part(visit: Reading, key: str) -> Response:
    """The place of a tally, a dispute, a truce or another part on the page of its story."""
    with read_desk(visit.site.desk.database) as reader:
        story = reader.find_story(key)
    if story is None:
        raise HTTPException(404)
    return RedirectResponse(f"{lead_to(story)}#{key}", status_code=303)


@router.get("/assets/{name}")
def send_asset(request: Request, name: str) -> Response:
    """A style sheet, a script or a picture."""
    asset = site_of(request).assets.held.get(name)
    if asset is None:
        raise HTTPException(404)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(pack(asset.data), media_type=asset.kind, headers={**_FOR_GOOD, "Content-Encoding": "gzip"})
    return Response(asset.data, media_type=asset.kind, headers=_FOR_GOOD)
