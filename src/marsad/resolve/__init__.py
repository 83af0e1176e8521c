"""Who and where that is, in one story: ids for sources, actors and places; background."""

from marsad.resolve.claims import Known, Resolved, resolve_story
from marsad.resolve.place_own import index_places

__all__ = ["Known", "Resolved", "index_places", "resolve_story"]
