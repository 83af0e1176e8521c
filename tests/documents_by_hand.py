"""Documents by hand, in the forms that people send: made at run time, of invented sentences."""

import gzip
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO

from docx import Document

BODY = "Shells fell on the market of Orlen on Monday and killed five traders, the mayor said."
MORE = "A second strike hit the mill road on Tuesday, the mayor said."


def make_word(*paragraphs: str, title: str | None = None) -> bytes:
    document = Document()
    if title:
        document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Bandaged", "14 people were bandaged at the clinic."
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def make_pdf(
    *pages: str, extra: Mapping[int, bytes] | None = None, trailer: bytes = b"", length: int | None = None
) -> bytes:
    """A PDF with a page for each text. `extra` replaces objects; `length` is what each page claims to be long."""
    font, first = 3, 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        font: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for number, text in enumerate(pages):
        lines = b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in text.split("\n"))
        drawn = zlib.compress(b"BT /F1 11 Tf 14 TL 60 760 Td " + lines + b" ET")
        page = first + 2 * number
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (page + 1)
        )
        objects[page + 1] = stream_of(drawn, length=length)
    return put_together({**objects, **(extra or {})}, trailer)


def stream_of(packed: bytes, length: int | None = None, more: bytes = b"/Filter/FlateDecode") -> bytes:
    claimed = len(packed) if length is None else length
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, claimed, packed)


def put_together(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    return bytes(out)


def make_mail(body: str, *, subject: str = "Orlen", head: Iterable[str] = ()) -> bytes:
    lines = (
        "From: Ada Moss <ada@gull.example>",
        "Date: Mon, 05 May 2031 18:20:00 +0300",
        f"Subject: {subject}",
        *head,
        "Content-Type: text/plain; charset=utf-8",
        "",
        body,
        "",
    )
    return "\r\n".join(lines).encode()


def make_zip(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def make_feed(*entries: str) -> bytes:
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>The Gull</title><link>https://gull.example/</link>'
    return (head + "".join(entries) + "</channel></rss>").encode()


def entry_of(body: str, number: int = 1) -> str:
    return (
        f"<item><title>Orlen, part {number}</title><link>https://gull.example/{number}</link>"
        f"<guid>gull-{number}</guid><pubDate>Mon, 05 May 2031 18:20:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{body}&lt;/p&gt;</description></item>"
    )


def make_page(body: str, title: str = "Orlen") -> bytes:
    words = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    )
    return words.encode()


def make_warc(pages: Mapping[str, bytes], *, packed: bool = True, status: str = "200 OK") -> bytes:
    records = (record_of(address, data, status) for address, data in pages.items())
    return b"".join(gzip.compress(record) if packed else record for record in records)


def record_of(address: str, page: bytes, status: str = "200 OK", length: int | None = None) -> bytes:
    """A record of a page; `length` is what it claims to be long."""
    body = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + page
    head = (
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Record-ID: <urn:uuid:5f3f4e9e-0000-4000-8000-000000000001>",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2031-05-06T08:00:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(body) if length is None else length}",
        "",
        "",
    )
    return "\r\n".join(head).encode() + body + b"\r\n\r\n"


def make_wacz(warc: bytes, listed: Iterable[str]) -> bytes:
    lines = [json.dumps({"format": "json-pages-1.0"}), *(json.dumps({"url": address}) for address in listed)]
    return make_zip({"archive/data.warc.gz": warc, "pages/pages.jsonl": "\n".join(lines).encode()})


def make_telegram(*texts: object) -> bytes:
    stamp = {"date": "2031-05-05T19:20:00", "date_unixtime": "1935764400", "from": "Orlen Watch"}
    rows = [{"id": number, "type": "message", **stamp, "text": text} for number, text in enumerate(texts, start=1)]
    return json.dumps({"name": "Orlen Watch", "type": "public_channel", "id": 1234567, "messages": rows}).encode()


def make_telegram_page(body: str) -> bytes:
    return f"""<html><body><div class="page_wrap"><div class="page_header"><div class="content">
    <div class="text bold">Orlen Watch</div></div></div><div class="page_body chat_page"><div class="history">
    <div class="message service" id="message-1"><div class="body details">5 May 2031</div></div>
    <div class="message default clearfix" id="message7"><div class="body">
    <div class="pull_right date details" title="05.05.2031 21:20:00 UTC+03:00">21:20</div>
    <div class="from_name">Ada Moss</div><div class="text">{body}<br>{MORE}</div></div></div>
    <div class="message default clearfix joined" id="message8"><div class="body">
    <div class="pull_right date details" title="05.05.2031 21:25:00 UTC+03:00">21:25</div>
    <div class="forwarded body"><div class="from_name">Mill Road News <span class="date details">05.05.2031</span></div>
    <div class="text">The mill burned.</div></div></div></div>
    <div class="message default clearfix joined" id="message9"><div class="media_wrap"></div></div>
    </div></div></div></body></html>""".encode()
