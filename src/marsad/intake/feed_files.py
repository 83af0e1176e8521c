"""Feeds on the disk or in an archive: each entry is a report."""

from marsad.errors import InputError
from marsad.intake.feeds import Entry, Feed, read_feed
from marsad.intake.found import Found, Haul, Piece, fail
from marsad.model.reports import Problem


def read_feed_file(piece: Piece) -> Haul:
    """The reports of a feed, one an entry: its whole text where it is there, else its summary.

    The feed is the outlet, or the one from which it says that it took the entry.
    """
    try:
        feed = read_feed(piece.data)
    except InputError as error:
        return fail(piece.path, None, error.what, error.remedy)
    if not feed.entries:
        return fail(piece.path, None, "the feed has no entries", "Save the feed again, or leave the file out")
    reports = tuple(
        _take(piece, feed, number, entry)
        for number, entry in enumerate(feed.entries, start=1)
        if entry.title or entry.content or entry.summary
    )
    return Haul(reports=reports, problems=_tell(piece, feed, len(reports)))


def _take(piece: Piece, feed: Feed, number: int, entry: Entry) -> Found:
    return Found(
        path=piece.path,
        at=f"entry {number}",
        key=entry.id or f"{piece.key}#{number}",
        title=entry.title,
        body=entry.content or entry.summary or "",
        outlet=entry.outlet or feed.title,
        author=entry.author,
        published=entry.published,
        url=entry.url,
        language=feed.language,
    )


def _tell(piece: Piece, feed: Feed, read: int) -> tuple[Problem, ...]:
    """What of a feed could not be read, or only in part."""
    said = []
    if feed.mended:
        said.append("its markup is broken, so entries may be lost")
    if feed.left:
        said.append(f"it has {feed.left:,} entries more than are read")
    if read < len(feed.entries):
        said.append(f"{len(feed.entries) - read} of its entries have neither title nor text")
    remedy = "Save the feed again, or compare its entries"
    return tuple(Problem(path=piece.path, at=None, what=what, remedy=remedy) for what in said)
