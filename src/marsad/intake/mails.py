"""Mails (.eml) and mailboxes (.mbox), by the standard library: each mail is a report, and so is what hangs on it."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from mailbox import mbox
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from marsad.intake.decoding import decode, tidy
from marsad.intake.found import Found, Haul, Piece, Reader, fail, join_hauls, place_in
from marsad.intake.pages import read_markup
from marsad.model.reports import Problem

_Mail: TypeAlias = "MIMEPart[str, str]"
_MOST_MAILS = 200_000
_MOST_BOUNDARIES = 200
"""Parts within parts of one mail: the parser compares each line with the boundaries of all that are open."""
_READ_SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".eml", ".zip", ".csv", ".json", ".jsonl")
"""Attachments that are reports of their own; pictures, signatures and calendars are not."""


def read_mail(piece: Piece, read: Reader) -> Haul:
    """The report in a mail, and those in what is attached to it.

    Its title is the subject, its date the sender's with its zone, its address that of its archive (RFC 5064). The
    outlet of a list's mail is the list; a person who writes is the author, and nobody's outlet.
    """
    if piece.data.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        what = f"it nests more than {_MOST_BOUNDARIES} parts"
        return fail(piece.path, None, what, "Save the mails in it one by one")
    try:
        message = message_from_bytes(piece.data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return _read_message(piece, message, read)
    except Exception:  # the parser's header and charset code raises many errors of its own on broken mails
        remedy = "Save the mail's text as .txt"
        return fail(piece.path, None, "it is too broken to be read as a mail", remedy)


def _read_message(piece: Piece, message: _Mail, read: Reader) -> Haul:
    body, whole = _read_body(message)
    if not message.keys() and not body.strip():
        return fail(piece.path, None, "it is no mail", "Check that the file was saved whole, or leave it out")
    name, address = parseaddr(_header(message, "From"))
    bulk = _header(message, "List-Id") or _header(message, "List-Unsubscribe")
    listed = _header(message, "List-Id").partition("<")[0].strip(' "')
    found = Found(
        path=piece.path,
        at=None,
        key=piece.key,
        title=_header(message, "Subject") or None,
        body=body,
        outlet=(listed or name or None) if bulk else None,
        author=(name or address or None) if not bulk or listed else None,
        published=_read_date(message),
        url=_header(message, "Archived-At").strip("<> ") or None,
    )
    problems = () if whole else (_partly(piece),)
    parts = tuple(_read_attached(piece, message, read))
    if not body.strip() and parts:
        return join_hauls(parts)
    return join_hauls((Haul(reports=(found,), problems=problems), *parts))


def _partly(piece: Piece) -> Problem:
    what = "a part of the mail is in an encoding that is not known; it was read as well as it went"
    return Problem(path=piece.path, at=None, what=what, remedy="Check its text, or save it as .txt in UTF-8")


def _header(message: _Mail, name: str) -> str:
    """A header's words on one line; one that can't be decoded is nothing."""
    try:
        return " ".join(tidy(str(message.get(name, ""))).split())
    except Exception:
        return ""


def _read_date(message: _Mail) -> str | None:
    """The sender's date as ISO; as it stands where it is none, so that it is told."""
    said = _header(message, "Date")
    try:
        return parsedate_to_datetime(said).isoformat() if said else None
    except (ValueError, TypeError, OverflowError):
        return said


def _read_body(message: _Mail) -> tuple[str, bool]:
    """The mail's text, plain where there is any, and whether all of it could be decoded."""
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            continue
        text, whole = _decode(part)
        said = read_markup(text) if kind == "html" else text
        if said.strip():
            return said, whole
    return "", True


def _decode(part: _Mail) -> tuple[str, bool]:
    """A part's text in the charset that it states; in the likeliest where that is unknown."""
    try:
        return tidy(str(part.get_content())), True
    except (LookupError, UnicodeError, ValueError):
        raw = part.get_payload(decode=True)
        return (decode(raw) if isinstance(raw, bytes) else ""), False


def _read_attached(piece: Piece, message: _Mail, read: Reader) -> Iterator[Haul]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        name = Path(part.get_filename() or f"attached-{number}").name
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            name, data = f"mail-{number}.eml", bytes(inner) if isinstance(inner, MIMEPart) else b""
        elif name.lower().endswith(_READ_SUFFIXES):
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
        else:
            continue
        within = (*piece.within, piece.name)
        inside = Piece(path=piece.path, key=f"{piece.key}#{name}", name=name, data=data, within=within)
        yield place_in(read(inside), name)


def read_mailbox(piece: Piece, read: Reader) -> Haul:
    """The reports of a mailbox, one a mail, and what hangs on them."""
    if not piece.data.startswith(b"From "):
        return fail(piece.path, None, "it is no mailbox: it does not open with a `From ` line", "Save mails as .eml")
    hauls: list[Haul] = []
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "mbox"
        copy.write_bytes(piece.data)
        box = mbox(copy, create=False)
        for number, name in enumerate(box.iterkeys(), start=1):
            if number > _MOST_MAILS:
                what = f"{_MOST_MAILS:,} mails are read at most; the rest was not read"
                hauls.append(fail(piece.path, f"mail {number:,}", what, "Split the mailbox into parts"))
                break
            key = f"{piece.key}#{number}"
            one = Piece(path=piece.path, key=key, name=piece.name, data=box.get_bytes(name), within=piece.within)
            hauls.append(place_in(read_mail(one, read), f"mail {number}"))
        box.close()
    return join_hauls(hauls)
