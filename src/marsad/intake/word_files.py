"""Word documents (.docx) by python-docx: the words of the body in order, those of tables and text boxes too."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from marsad.errors import InputError
from marsad.intake.decoding import tidy
from marsad.intake.found import Found, Haul, Piece, fail
from marsad.intake.room import Room, list_parts, say_size

_LARGEST_XML = 24 * 1024 * 1024
"""Bytes of XML in one document; its tree takes some twenty times as much."""
_OLE = b"\xd0\xcf\x11\xe0"
"""How old Word files and locked documents open (MS-CFB)."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("title", "heading 1")


def read_word(piece: Piece, room: Room) -> Haul:
    """The report in a Word document; a first paragraph in the style Title or Heading 1 is its title.

    What is struck by a tracked change is left out. Dates in its properties are the file's, not the report's.
    """
    remedy = "Save it again as .docx, or its text as .txt"
    if piece.data.startswith(_OLE):
        return fail(piece.path, None, "it is locked with a password, or an old .doc", "Save it as .docx without one")
    try:
        with ZipFile(BytesIO(piece.data)) as archive:
            _measure(archive, room)
        title, body = _read_body(piece.data)
    except InputError as error:
        return fail(piece.path, None, error.what, error.remedy)
    except BadZipFile:
        return fail(piece.path, None, "it is no Word document, or was not saved whole", remedy)
    except Exception:  # python-docx lets through what its parts raise: KeyError, ValueError, lxml's and zlib's errors
        return fail(piece.path, None, "it can't be read as a Word document", remedy)
    return Haul(reports=(Found(path=piece.path, at=None, key=piece.key, title=title, body=body),))


def _measure(archive: ZipFile, room: Room) -> None:
    """Take room for the whole document. Raises InputError where it or its XML is too large."""
    parts = list_parts(archive)
    if sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))) > _LARGEST_XML:
        raise InputError(f"its text is larger than {say_size(_LARGEST_XML)} of XML", "Split it into parts")
    room.take(sum(part.file_size for part in parts))


def _read_body(data: bytes) -> tuple[str | None, str]:
    from docx import Document

    document = Document(BytesIO(data))
    lines = tuple(_walk(document.element.body))
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    text = tidy("\n".join(lines)).strip()
    style = next((p.style.name or "" for p in document.paragraphs[:1] if p.style is not None), "")
    if first is None or style.lower() not in _HEADINGS:
        return None, text
    return tidy(lines[first]).strip(), text


def _walk(body: etree._Element) -> Iterator[str]:
    """The lines of a body: one a paragraph with an empty one below it, one a break."""
    line: list[str] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag == _FALLBACK:
            walk.skip_subtree()
        elif element.tag == f"{_WORD}p":
            if said := "".join(line).strip():
                yield f"{said}\n"
            line.clear()
        elif event == "start" and element.tag == f"{_WORD}t":
            line.append(element.text or "")
        elif event == "start" and element.tag in (f"{_WORD}br", f"{_WORD}cr"):
            line.append("\n")
        elif event == "start" and element.tag == f"{_WORD}tab":
            line.append(" ")
