"""Web archives: WARC by warcio, as a stream, and WACZ, a ZIP of these; each page that was fetched is a report."""

import json
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import RawIOBase, StringIO
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from marsad.errors import InputError
from marsad.intake.found import Found, Haul, Piece, Reader, fail, join_hauls, place_in
from marsad.intake.room import list_parts, say_size

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

_LARGEST_RECORD = 16 * 1024 * 1024
_LARGEST_HEAD = 1024 * 1024
"""Bytes between the bodies of two records: a length that lies leads into the middle of a body."""
_CHUNK = 64 * 1024
_GZIP = 31
"""What tells zlib that a stream is gzip's."""
_MOST_PACKED = 200
"""Times as large as its file that an archive may be unpacked; pages come to five or ten, a bomb to a thousand."""
_FREE = 64 * 1024 * 1024
"""Bytes that are unpacked before that is asked."""
_LARGEST_LIST = 32 * 1024 * 1024
_SUFFIX = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".rss",
}
"""What is read of what was fetched, by its media type; style sheets, scripts and pictures are not."""
_KEPT = frozenset(("response", "resource", "conversion"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A web archive: how problems name it, what its reports are called by, and what holds it."""

    path: str
    key: str
    name: str
    within: tuple[str, ...] = ()


class _Bounded(RawIOBase):
    """A stream, unpacked where it is packed, that stops where it is far more than its file, or a head has no end.

    `in_body` is set while the body of a record is read.
    """

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self._packed = packed
        self._unpacker = zlib.decompressobj(_GZIP) if name.lower().endswith(".gz") else None
        self._tail = b""
        self._read = self._between = 0
        self.in_body = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises InputError beyond a limit, and where the file breaks off."""
        size = size if size > 0 else _CHUNK
        data = self._packed.read(size) if self._unpacker is None else self._unpack(size)
        self._read += len(data)
        self._between = 0 if self.in_body else self._between + len(data)
        if self._unpacker is not None and self._read > _FREE + _MOST_PACKED * self._packed.tell():
            raise InputError(f"it unpacks to more than {_MOST_PACKED} times its size", "Leave it out: it is a bomb")
        if self._between > _LARGEST_HEAD:
            raise InputError("a record in it is not as long as it says", "Make it again with the crawler")
        return data

    def _unpack(self, size: int) -> bytes:
        """Some bytes of this member or the next: gzip archives have a member for each record."""
        while True:
            assert self._unpacker is not None
            if self._unpacker.eof:
                self._tail = self._unpacker.unused_data or self._packed.read(_CHUNK)
                if not self._tail:
                    return b""
                self._unpacker = zlib.decompressobj(_GZIP)
            packed = self._tail or self._packed.read(_CHUNK)
            if not packed:
                raise InputError("the archive breaks off", "Make or fetch it again")
            data = self._unpacker.decompress(packed, size)
            self._tail = self._unpacker.unconsumed_tail
            if data:
                return data

    def drain(self, body: IO[bytes]) -> None:
        """Pass over what is left of a body."""
        while body.read(_CHUNK):
            pass
        self.in_body, self._between = False, 0

    def readable(self) -> bool:
        """It is."""
        return True


def read_warc(crawl: Crawl, stream: IO[bytes], read: Reader, pages: frozenset[str] | None = None) -> Haul:
    """The reports of the pages in a WARC, plain or by gzip; with `pages`, of these addresses alone.

    A page keeps the address that it was fetched from, and was published by the day on which it was. Where the archive
    breaks off, what stands before is kept and a problem says so.
    """
    return join_hauls(stream_warc(crawl, stream, read, pages))


def stream_warc(crawl: Crawl, stream: IO[bytes], read: Reader, pages: frozenset[str] | None = None) -> Iterator[Haul]:
    """The same a page at a time, so that an archive of any size is never held whole."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number, empty = 0, True
    bounded = _Bounded(stream, crawl.name)
    records = ArchiveIterator(bounded)
    try:
        while (record := _next(records)) is not None:
            number += 1
            bounded.in_body = True
            haul = _read_record(crawl, number, record, read, pages)
            bounded.drain(record.raw_stream)
            if haul.reports or haul.problems:
                empty = False
                yield haul
    except InputError as error:
        empty = False
        yield fail(crawl.path, f"after record {number}", error.what, error.remedy)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error, UnicodeError):
        empty = False
        what = "the archive breaks off or is none"
        yield fail(crawl.path, f"after record {number}", what, "Make or fetch it again")
    else:
        if records.err_count:
            empty = False
            what = "records in it are not as long as they say; parts of it may be lost"
            yield fail(crawl.path, None, what, "Make it again with the crawler")
    if empty:
        yield fail(crawl.path, None, "it holds no pages", "Leave it out, or name other files")


def _next(records: "ArchiveIterator") -> "ArcWarcRecord | None":
    """The next record; what warcio prints of a broken one goes nowhere, since a problem says it."""
    with redirect_stderr(StringIO()):
        return next(records, None)


def _read_record(
    crawl: Crawl, number: int, record: "ArcWarcRecord", read: Reader, pages: frozenset[str] | None
) -> Haul:
    """The reports of one record; of records that are no pages, none."""
    address: str = record.rec_headers.get_header("WARC-Target-URI") or ""
    media, charset = _read_type(record)
    suffix = _SUFFIX.get(media)
    unwanted = pages is not None and address not in pages and suffix == ".html"
    if record.rec_type not in _KEPT or suffix is None or unwanted or not _was_found(record):
        return Haul()
    at = f"record {number}"
    if record.length is not None and record.length > _LARGEST_RECORD:
        what = f"the page is larger than {say_size(_LARGEST_RECORD)}: {address[:200]}"
        return fail(crawl.path, at, what, "Save the page by itself")
    data = record.content_stream().read(_LARGEST_RECORD + 1)
    if len(data) > _LARGEST_RECORD:
        what = f"the page unpacks to more than {say_size(_LARGEST_RECORD)}: {address[:200]}"
        return fail(crawl.path, at, what, "Save the page by itself")
    within = (*crawl.within, crawl.name)
    name = f"page{suffix}"
    piece = Piece(path=crawl.path, key=f"{crawl.key}#{number}", name=name, data=_recode(data, charset), within=within)
    day = _read_day(record)
    haul = place_in(read(piece), at)
    return Haul(reports=tuple(_settle(found, address, day) for found in haul.reports), problems=haul.problems)


def _read_type(record: "ArcWarcRecord") -> tuple[str, str | None]:
    """The media type of what was fetched, and the charset that the server gave."""
    headers = record.http_headers or record.rec_headers
    media, _, rest = (headers.get_header("Content-Type") or "").lower().partition(";")
    _, found, charset = rest.partition("charset=")
    return media.strip(), charset.strip(" \"';") if found else None


def _was_found(record: "ArcWarcRecord") -> bool:
    """Whether the server gave the page, not an error or another address."""
    return record.http_headers is None or record.http_headers.get_statuscode() in ("200", "203", "206")


def _recode(data: bytes, charset: str | None) -> bytes:
    """A page's bytes with a mark for UTF-8, where the server gave another charset that is known."""
    if charset in (None, "utf-8", "utf8") or data.startswith(b"%PDF"):
        return data
    try:
        return b"\xef\xbb\xbf" + data.decode(charset or "", "replace").encode("utf-8", "replace")
    except LookupError:
        return data


def _read_day(record: "ArcWarcRecord") -> date | None:
    try:
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "").date()
    except ValueError:
        return None


def _settle(found: Found, address: str, day: date | None) -> Found:
    """A page's report with its address and the day by which it was published."""
    web = address if address.startswith(("http://", "https://")) else None
    return replace(found, url=found.url or web, received=found.received or day)


def read_wacz(crawl: Crawl, stream: IO[bytes], read: Reader) -> Haul:
    """The reports of a WACZ: of the pages that it lists where it lists some, else of all in its archives."""
    hauls: list[Haul] = []
    try:
        with ZipFile(stream) as archive:
            names = [part.filename for part in list_parts(archive)]
            pages = frozenset(_list_pages(archive, names)) or None
            for name in sorted(one for one in names if one.startswith("archive/") and one.endswith(_WARCS)):
                part = archive.getinfo(name)
                if part.file_size > _FREE + _MOST_PACKED * part.compress_size:
                    what = f"it unpacks to more than {_MOST_PACKED} times its size"
                    hauls.append(fail(crawl.path, name, what, "Leave it out: it is a bomb"))
                    continue
                with archive.open(part) as member:
                    inside = Crawl(path=crawl.path, key=f"{crawl.key}#{name}", name=name, within=crawl.within)
                    hauls.append(place_in(read_warc(inside, member, read, pages), name))
    except InputError as error:
        return fail(crawl.path, None, error.what, error.remedy)
    except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        hauls.append(fail(crawl.path, None, "it is no WACZ, or was not saved whole", "Make or fetch it again"))
    return join_hauls(hauls) if hauls else fail(crawl.path, None, "it holds no archive", "Make it again")


_WARCS = (".warc", ".warc.gz")


def _list_pages(archive: ZipFile, names: list[str]) -> Iterator[str]:
    """The addresses in the lists of pages; a line that is none is passed over."""
    for name in names:
        if not name.startswith("pages/") or not name.endswith(".jsonl"):
            continue
        with archive.open(name) as member:
            for line in member.read(_LARGEST_LIST).splitlines():
                try:
                    page: object = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                address = page.get("url") if isinstance(page, dict) else None
                if isinstance(address, str):
                    yield address
