"""Anchors: the date that relative times of an undated report are read against."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from marsad.model.copies import Story
from marsad.model.reports import DateBasis, Report

UNDATED = frozenset({DateBasis.UNKNOWN, DateBasis.RECEIVED})


def anchor_reports(reports: Sequence[Report], stories: Sequence[Story]) -> tuple[Report, ...]:
    """The reports as the claims stage reads them: an undated one carries the middle date of its story's dated ones.

    The basis stays as it was, so that a reader of the date knows that nobody stated it. Of two middle dates the
    earlier is taken; a story without a dated report leaves its reports as they are.
    """
    by_id = {report.id: report for report in reports}
    anchored = dict(by_id)
    for story in stories:
        members = [by_id[key] for key in story.reports]
        days = sorted(_day(r.published) for r in members if r.published and r.published_basis not in UNDATED)
        if days:
            middle = days[(len(days) - 1) // 2]
            anchored.update({r.id: replace(r, published=middle) for r in members if r.published_basis in UNDATED})
    return tuple(anchored[report.id] for report in reports)


def _day(published: date | datetime) -> date:
    return published.date() if isinstance(published, datetime) else published
