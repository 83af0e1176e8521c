"""Which reader a file has, by its suffix; what holds others has its parts read by theirs."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath

from marsad.errors import InputError
from marsad.intake.crawls import Crawl, read_wacz, read_warc
from marsad.intake.decoding import decode
from marsad.intake.feed_files import read_feed_file
from marsad.intake.feeds import is_json_feed
from marsad.intake.found import Haul, Piece, Reader, fail
from marsad.intake.frontmatter import read_text_file
from marsad.intake.mails import read_mail, read_mailbox
from marsad.intake.pages import read_page
from marsad.intake.pdf_files import read_pdf
from marsad.intake.published import date_in_name
from marsad.intake.room import DEEPEST, Room
from marsad.intake.tables import read_csv, read_json, read_lines
from marsad.intake.whatsapp import is_whatsapp, read_whatsapp
from marsad.intake.word_files import read_word
from marsad.intake.zips import read_zip

_TEXT = (".txt", ".text", ".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_TABLES = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")
_FEEDS = (".rss", ".atom", ".rdf", ".xml")
_DOCUMENTS = (".docx", ".pdf", ".eml", ".mbox", ".zip")
CRAWLS = (".warc", ".warc.gz", ".wacz")
READ = frozenset((*_TEXT, *_PAGES, *_TABLES, *_FEEDS, *_DOCUMENTS, *CRAWLS))
"""Suffixes of what is read."""
LOST = frozenset(
    (".doc", ".odt", ".rtf", ".epub", ".msg", ".xlsx", ".xls", ".ods", ".gz", ".7z", ".rar", ".tar", ".tgz")
)
"""Suffixes of files that hold text that can't be read: in a folder they are listed, others are passed over."""
NOT_READ_YET = "Save its text as .txt, .docx or .html"


def suffix_of(name: str) -> str:
    """A file's suffix in small letters; that of a packed web archive is `.warc.gz`."""
    lowered = name.lower()
    return ".warc.gz" if lowered.endswith(".warc.gz") else PurePosixPath(lowered).suffix


def read_piece(piece: Piece, room: Room) -> Haul:
    """The reports of a file or of a part of one; an unknown suffix is tried as text.

    A date in the file's name counts where it holds one report. Raises InputError where the bytes are no text.
    """
    if len(piece.within) > DEEPEST:
        what = f"it lies in archives or mails more than {DEEPEST} deep"
        return fail(piece.path, None, what, "Unpack them, and name what is in them")
    suffix = suffix_of(piece.name)
    if not piece.data.strip():
        return fail(piece.path, None, "it is empty", "Check that the file was saved whole, or leave it out")
    if suffix in LOST:
        return fail(piece.path, None, f"{suffix} files are not read yet", NOT_READ_YET)
    if suffix not in _many():
        haul = _read_single(piece, suffix, room)
        return _date_by_name(haul, piece.name) if len(haul.reports) == 1 else haul
    return _many()[suffix](piece, partial(read_part, room=room), room)


def read_part(piece: Piece, room: Room) -> Haul:
    """The reports of a part of a file; bytes that are no text are a problem."""
    try:
        return read_piece(piece, room)
    except InputError as error:
        return fail(piece.path, None, error.what, error.remedy)


def _date_by_name(haul: Haul, name: str) -> Haul:
    named = date_in_name(name)
    return replace(haul, reports=tuple(replace(found, named=named) for found in haul.reports))


def _read_single(piece: Piece, suffix: str, room: Room) -> Haul:
    """A file that holds one report, or is a chat in the form of a text or a page."""
    if suffix in _PAGES:
        return read_page(piece.path, piece.key, piece.data)
    if suffix == ".docx":
        return read_word(piece, room)
    if suffix == ".pdf":
        return read_pdf(piece)
    text = decode(piece.data)
    if suffix == ".txt" and is_whatsapp(text):
        return read_whatsapp(piece, text)
    return read_text_file(piece.path, piece.key, text, markdown=suffix in (".md", ".markdown"))


_Many = Callable[[Piece, Reader, Room], Haul]


def _many() -> dict[str, _Many]:
    """The readers of files that hold many reports."""

    def table(read: Callable[[str, str, str], Haul]) -> _Many:
        return lambda piece, reader, room: read(piece.path, piece.key, decode(piece.data))

    def json(piece: Piece, reader: Reader, room: Room) -> Haul:
        return read_feed_file(piece) if is_json_feed(piece.data) else table(read_json)(piece, reader, room)

    def crawl(piece: Piece) -> tuple[Crawl, BytesIO]:
        about = Crawl(path=piece.path, key=piece.key, name=piece.name, within=piece.within)
        return about, BytesIO(piece.data)

    return {
        ".json": json,
        ".jsonl": table(read_lines),
        ".ndjson": table(read_lines),
        ".csv": table(read_csv),
        ".tsv": table(read_csv),
        **dict.fromkeys(_FEEDS, lambda piece, reader, room: read_feed_file(piece)),
        ".eml": lambda piece, reader, room: read_mail(piece, reader),
        ".mbox": lambda piece, reader, room: read_mailbox(piece, reader),
        ".zip": lambda piece, reader, room: read_zip(piece, reader, READ | LOST, room),
        ".warc": lambda piece, reader, room: read_warc(*crawl(piece), reader),
        ".warc.gz": lambda piece, reader, room: read_warc(*crawl(piece), reader),
        ".wacz": lambda piece, reader, room: read_wacz(*crawl(piece), reader),
    }
