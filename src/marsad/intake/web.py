"""What came from the web: pages as they were fetched, and what feeds say of those that could not be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from marsad.errors import InputError
from marsad.intake.composing import compose_report, tell_undated
from marsad.intake.decoding import recode
from marsad.intake.feeds import Entry
from marsad.intake.found import Found, Haul, Piece, fail
from marsad.intake.kinds import read_piece
from marsad.intake.room import Room
from marsad.intake.taking import Intake, Taken, sum_up
from marsad.model.ids import make_id
from marsad.model.reports import Problem, Report

_SUFFIXES = {
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""Media types of what is no page, and the suffix of such a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page by its address. `data` is None where it could not be fetched and its feed's `entry` stands for it.

    `kind` and `charset` are the media type and the encoding that the server states; `feed` is the title of the feed
    that led to it.
    """

    address: str
    data: bytes | None
    kind: str | None = None
    charset: str | None = None
    entry: Entry | None = None
    feed: str | None = None

    @property
    def has_name(self) -> bool:
        """Whether its address stands for one and the same page: not where it is only a place in a feed."""
        return self.data is not None or self.entry is None or bool(self.entry.id)


def read_web(pages: Sequence[WebPage], problems: Sequence[Problem], received: date | None = None) -> Intake:
    """The reports in some pages. Their key and address is where they came from; `problems` are what went wrong before.

    A page's own word on its title, date, author and outlet goes before its feed's.
    """
    noted = list(problems)
    taken: list[Taken] = []
    for page in sorted(pages, key=lambda one: one.address):
        haul = _read(page)
        noted.extend(haul.problems)
        for found in haul.reports:
            report, said = compose_report(found, received)
            if report is None:
                noted.extend(said)
            else:
                taken.append(_take(found, report, said))
    return sum_up(taken, noted)


def _take(found: Found, report: Report, said: tuple[Problem, ...]) -> Taken:
    """A report with where it came from: its address stands for the file."""
    return Taken(
        file=make_id("file", found.path),
        names=(found.key,),
        key=found.key,
        path=found.path,
        at=None,
        report=report,
        said=said,
        undated=tell_undated(found) if report.published is None else None,
    )


def _read(page: WebPage) -> Haul:
    if page.data is None:
        return Haul(reports=(_read_entry(page),))
    suffix = _SUFFIXES.get(page.kind or "", ".html")
    data = recode(page.data, page.charset) if suffix in (".html", ".txt") else page.data
    try:
        haul = read_piece(Piece(path=page.address, key=page.address, name=f"page{suffix}", data=data), Room())
    except InputError as error:
        return fail(page.address, None, error.what, "Name the address of a page")
    return replace(haul, reports=tuple(_complete(found, page) for found in haul.reports))


def _complete(found: Found, page: WebPage) -> Found:
    """What a page says of itself, and where it is silent what its feed says of it."""
    entry = page.entry
    return replace(
        found,
        url=page.address,
        title=found.title or (entry.title if entry else None),
        published=found.published or (entry.published if entry else None),
        author=found.author or (entry.author if entry else None),
        outlet=found.outlet or (entry.outlet if entry else None) or page.feed,
    )


def _read_entry(page: WebPage) -> Found:
    body = (page.entry.content or page.entry.summary or "") if page.entry else ""
    return _complete(Found(path=page.address, at=None, key=page.address, body=body), page)
