"""Documents that lie, burst or break off, each with words of the message that it must get."""

import gzip
import struct
import zipfile
import zlib
from io import BytesIO

from documents_by_hand import (
    BODY,
    MORE,
    entry_of,
    make_feed,
    make_mail,
    make_page,
    make_pdf,
    make_telegram,
    make_warc,
    make_word,
    make_zip,
    record_of,
    stream_of,
)

_MEGABYTE = 1_048_576
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_DOCTYPE = f'<!DOCTYPE w [<!ENTITY l0 "ha">{_LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
_WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _zeros_in_zip(count: int, megabytes: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", bytes(megabytes * _MEGABYTE))
    return out.getvalue()


def _claim(data: bytes, size: int, flags: int | None = None) -> bytes:
    """A ZIP of one file whose directory claims another size, or other flags."""
    at = data.rindex(b"PK\x01\x02")
    changed = bytearray(data)
    struct.pack_into("<I", changed, at + 24, size)
    if flags is not None:
        struct.pack_into("<H", changed, at + 8, flags)
        struct.pack_into("<H", changed, 6, flags)
    return bytes(changed)


def _overlap(data: bytes) -> bytes:
    """A ZIP whose directory names one packed file a hundred times."""
    at, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    rows = data[at:end] * 100
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 100, 100, len(rows), at)
    return data[:at] + rows + bytes(tail)


def _nest_zips(depth: int) -> bytes:
    data = BODY.encode()
    for level in range(depth):
        data = make_zip({"a.zip" if level else "a.txt": data})
    return data


def _swap_body(data: bytes, document: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return make_zip({**parts, "word/document.xml": document})


def _word_of(inside: str, head: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_WORD_SPACE}"><w:body>{inside}</w:body></w:document>'
    return _swap_body(make_word(BODY), xml.encode())


def _lock_pdf(version: int) -> bytes:
    filters = b"/V 5/R 6/Length 256/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF/UE(x)/OE(x)/Perms(x)"
    rest = filters if version == 5 else b"/V 2/R 3/Length 128"
    lock = b"/Encrypt<</Filter/Standard%s/P -4/O(%s)/U(%s)>>" % (rest, b"o" * 32, b"u" * 32)
    return make_pdf(BODY, trailer=lock + b"/ID[(a)(a)]")


def _burst_pdf() -> bytes:
    return make_pdf(BODY, MORE, extra={5: stream_of(zlib.compress(b"q Q " * (32 * _MEGABYTE)))})


def _mirror_pdf() -> bytes:
    """Forms that draw each other twice, forty deep: a million millions of drawings."""
    page = b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X 20 0 R>>>>/Contents 6 0 R>>"
    forms = {
        number: stream_of(
            zlib.compress(b"/X Do /X Do"),
            more=b"/Type/XObject/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>/Filter/FlateDecode" % (number + 1),
        )
        for number in range(20, 60)
    }
    text = zlib.compress(b"BT /F1 11 Tf 60 700 Td (%s) Tj ET /X Do" % BODY.encode())
    return make_pdf(BODY, extra={4: page, 6: stream_of(text), **forms})


def _loop_pdf() -> bytes:
    return make_pdf(BODY, extra={2: b"<</Type/Pages/Count 999999999/Kids[2 0 R 2 0 R 4 0 R]>>"})


def _nest_mail() -> bytes:
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    return f"From: a@gull.example\nSubject: x\n{heads}Content-Type: text/plain\n\n{BODY}\n".encode()


def _mails_in_mails(depth: int) -> bytes:
    mail = make_mail(BODY)
    for level in range(depth):
        head = b"From: a@gull.example\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        mail = head + b"Content-Type: message/rfc822\r\n\r\n" + mail + b"\r\n--b%d--\r\n" % level
    return mail


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


WARC = make_warc({"https://gull.example/1": make_page(BODY), "https://gull.example/2": make_page(MORE)})

HOSTILE: dict[str, tuple[bytes, str]] = {
    "claims-ten-gigabytes.zip": (_claim(make_zip({"a.txt": b"a"}), 0xFFFFFFF0), "larger than 64 MiB"),
    "claims-too-little.zip": (_claim(make_zip({"a.txt": BODY.encode()}), 4), "can't be unpacked"),
    "bursts.zip": (_zeros_in_zip(1, 80), "larger than 64 MiB"),
    "bursts-in-sum.zip": (_zeros_in_zip(5, 60), "unpacks to more than 256 MiB"),
    "overlaps.zip": (_overlap(make_zip({"a.txt": BODY.encode()})), "kept once"),
    "deep.zip": (_nest_zips(8), "more than 3 deep"),
    "locked.zip": (_claim(make_zip({"a.txt": BODY.encode()}), len(BODY), flags=1), "locked with a password"),
    "cut.zip": (_cut(make_zip({"a.txt": BODY.encode() * 9}), 0.6), "no ZIP archive"),
    "pictures.zip": (make_zip({"a.jpg": b"\xff\xd8"}), "no file in it is of a kind that is read"),
    "bursts.docx": (_word_of("<w:p/>" + " " * (40 * _MEGABYTE)), "larger than 24 MiB of XML"),
    "laughs.docx": (_word_of("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", _DOCTYPE), "can't be read as a Word document"),
    "deep.docx": (_word_of("<w:p>" * 5_000), "can't be read as a Word document"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), "locked with a password"),
    "hollow.docx": (make_zip({"readme": b"x"}), "can't be read as a Word document"),
    "page.docx": (make_page(BODY), "no Word document"),
    "locked.pdf": (_lock_pdf(2), "locked with a password"),
    "locked-anew.pdf": (_lock_pdf(5), "it is locked"),
    "claims-ten-gigabytes.pdf": (make_pdf(BODY, length=10**10), "this page can't be read"),
    "bursts.pdf": (_burst_pdf(), "this page can't be read"),
    "thick.pdf": (make_pdf(*(f"Page {n}: a quiet day." for n in range(1_002))), "1,000 pages are read at most"),
    "loops.pdf": (_loop_pdf(), "can't be read as a PDF"),
    "scan.pdf": (make_pdf(""), "holds no text"),
    "cut.pdf": (b"%PDF-1.7\n", "can't be read as a PDF"),
    "deep.eml": (_nest_mail(), "nests more than 200 parts"),
    "mails-in-mails.eml": (_mails_in_mails(9), "more than 3 deep"),
    "charset.eml": (make_mail(BODY).replace(b"utf-8", b"x-none"), "encoding that is not known"),
    "no-date.eml": (make_mail(BODY).replace(b"Mon, 05 May 2031", b"some day"), "its date is not understood"),
    "list.mbox": (BODY.encode(), "no mailbox"),
    "sitemap.xml": (b"<urlset><url><loc>https://gull.example/</loc></url></urlset>", "it is no feed"),
    "bursts.warc.gz": (
        WARC + gzip.compress(record_of("https://gull.example/3", bytes(100 * _MEGABYTE)), 6),
        "unpacks to more than 200 times its size",
    ),
    "has-no-end.warc.gz": (WARC + gzip.compress(b"\n" * (20 * _MEGABYTE)), "not as long as it says"),
    "cut.warc.gz": (_cut(WARC, 0.8), "breaks off"),
    "claims-ten-gigabytes.warc": (record_of("https://gull.example/1", make_page(BODY), length=10**10), "larger than"),
    "claims-too-little.warc": (
        record_of("https://gull.example/1", make_page(BODY), length=140),
        "not as long as they say",
    ),
    "bursts-in-page.warc.gz": (
        gzip.compress(record_of("https://gull.example/1", make_page("a" * (20 * _MEGABYTE)))),
        "larger than 16 MiB",
    ),
    "hollow.wacz": (make_zip({"pages/pages.jsonl": b"{}"}), "holds no archive"),
    "numbers/result.json": (make_telegram(7, None, [3, {"text": [1]}]), "no message in it has text"),
    "days/_chat.txt": (
        f"99/99/2031, 10:00 - Ada: {BODY}\n98/98/2031, 10:01 - Ada: {MORE}\n".encode(),
        "its date is not understood",
    ),
}
"""Name -> bytes, and words of a problem that the file must get."""

MENDED: dict[str, tuple[bytes, str]] = {
    "table.pdf": (make_pdf(BODY).replace(b"startxref\n", b"startxref\n9"), BODY),
    "mirrors.pdf": (_mirror_pdf(), BODY),
    "climbs.zip": (make_zip({"../../../tmp/climbs.txt": BODY.encode()}), BODY),
    "laughs.rss": (
        make_feed(entry_of(f"{BODY}&l11;").replace("gull-1", "laughs.rss")).replace(
            b"<rss", _DOCTYPE.encode() + b"<rss"
        ),
        BODY,
    ),
    "another-encoding.rss": (
        make_feed(entry_of(BODY).replace("gull-1", "another-encoding.rss")).replace(
            b'"1.0"?', b'"1.0" encoding="utf-16"?'
        ),
        BODY,
    ),
}
"""Name -> bytes that lie or break a rule and can be read all the same, and what must be read."""
