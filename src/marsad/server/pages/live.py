"""What changes while people look, as server-sent events."""

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from marsad.server.site import Reading

router = APIRouter()


@router.get("/live")
def listen(visit: Reading) -> Response:
    """Events until the browser goes, or comes again."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(visit.site.live.listen(), media_type="text/event-stream", headers=headers)
