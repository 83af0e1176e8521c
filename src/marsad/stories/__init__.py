"""What belongs together over time."""

from marsad.stories.anchors import anchor_reports
from marsad.stories.stream import group_stories

__all__ = ["anchor_reports", "group_stories"]
