"""PDF files with text, by pypdf; scans hold pictures of text and are listed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from marsad.errors import InputError
from marsad.intake.decoding import tidy
from marsad.intake.found import Found, Haul, Piece, fail
from marsad.model.reports import Problem

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 1_000
_MOST_TEXT = 20_000_000
"""Characters of one file."""
_MOST_STEPS = 10_000_000
"""Drawing steps of one file: a page of print takes one to three thousand."""
_MOST_BROKEN = 20
"""Pages of one file that may fail before the rest is left."""
_LARGEST_STREAM = 16 * 1024 * 1024
"""Bytes that one stream of a page may unpack to."""
_MOST_FORMS = 200
"""Drawings within drawings of one page; beyond them they are passed over, since they can be nested without end."""


def read_pdf(piece: Piece) -> Haul:
    """The report in a PDF: the text of its pages. A page that can't be read is a problem and the others go on.

    The date and title in its properties are left alone: programs fill them in.
    """
    from pypdf import PdfReader

    with _bounded():
        try:
            reader = PdfReader(BytesIO(piece.data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                return fail(piece.path, None, "it is locked with a password", "Save a copy without the password")
            pages = len(reader.pages)
        except Exception:  # pypdf lets through whatever a broken file trips: its own errors, KeyError, RecursionError
            if b"/Encrypt" in piece.data:
                remedy = "Print it to a new PDF, or run: pip install cryptography"
                return fail(piece.path, None, "it is locked in a way that can't be opened here", remedy)
            return fail(piece.path, None, "it can't be read as a PDF", "Print it anew, or save its text as .txt")
        texts, problems = _read_pages(reader, pages, piece.path)
    body = tidy("\n\n".join(texts)).strip()
    if not body and not problems:
        what = "it holds no text: its pages are pictures, as scanners make them"
        return fail(piece.path, None, what, "Run text recognition over it (such as ocrmypdf), and read the result")
    found = (Found(path=piece.path, at=None, key=piece.key, body=body),) if body else ()
    return Haul(reports=found, problems=tuple(problems))


def _read_pages(reader: "PdfReader", pages: int, path: str) -> tuple[list[str], list[Problem]]:
    texts: list[str] = []
    problems: list[Problem] = []
    work = _Work()
    for number in range(pages):
        at = f"page {number + 1:,}"
        try:
            work.allow(number, len(problems))
            text: str = reader.pages[number].extract_text(visitor_operand_before=work.step)
            texts.append(work.keep(text.strip()))
        except InputError as error:
            problems.append(Problem(path=path, at=at, what=error.what, remedy=error.remedy))
            break
        except Exception:
            what, remedy = "this page can't be read; the others were", "Print it to a new PDF, or read the page by eye"
            problems.append(Problem(path=path, at=at, what=what, remedy=remedy))
    return texts, problems


class _Work:
    """What reading one file has taken; beyond its limits the rest is left, by an InputError that says so."""

    def __init__(self) -> None:
        self._steps = self._characters = 0

    def allow(self, page: int, broken: int) -> None:
        if page >= _MOST_PAGES:
            self._leave(f"{_MOST_PAGES:,} pages are read at most")
        if broken >= _MOST_BROKEN:
            self._leave(f"{broken} pages before it can't be read")

    def step(self, *_: object) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            self._leave(f"its pages are drawn in more than {_MOST_STEPS:,} steps")

    def keep(self, text: str) -> str:
        self._characters += len(text)
        if self._characters > _MOST_TEXT:
            self._leave(f"it holds more than {_MOST_TEXT:,} characters")
        return text

    def _leave(self, why: str) -> None:
        raise InputError(f"{why}; from this page on it was not read", "Split it into parts")


@contextmanager
def _bounded() -> Iterator[None]:
    """Pypdf with less room than it gives itself, and silent: what it mends or leaves out is no news to a reader."""
    from pypdf import apply_configuration

    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with apply_configuration(
            zlib_maximum_output_length=_LARGEST_STREAM,
            lzw_maximum_output_length=_LARGEST_STREAM,
            run_length_maximum_output_length=_LARGEST_STREAM,
            array_based_stream_maximum_output_length=_LARGEST_STREAM,
            xform_maximum_invocations_per_extraction=_MOST_FORMS,
        ):
            yield
    finally:
        logger.setLevel(before)
