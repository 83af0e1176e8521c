"""What belongs together over time."""

from marsad.stories.stream import group_stories

__all__ = ["group_stories"]
