"""Who and where that is, in one story: ids for sources, actors and places; background."""

from marsad.resolve.claims import Resolved, resolve_story

__all__ = ["Resolved", "resolve_story"]
