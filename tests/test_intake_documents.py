"""The forms in which people send reports: each message, mail, entry and page is one, with what it says of itself."""

import json
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

from documents_by_hand import (
    BODY,
    MORE,
    entry_of,
    make_feed,
    make_mail,
    make_page,
    make_pdf,
    make_telegram,
    make_telegram_page,
    make_wacz,
    make_warc,
    make_word,
    make_zip,
)
from marsad.intake import Intake, read_paths
from marsad.model.reports import DateBasis, Report

EVENING = datetime(2031, 5, 5, 15, 20, tzinfo=UTC)


def read(folder: Path, name: str, data: bytes) -> Intake:
    (folder / name).write_bytes(data)
    return read_paths([str(folder / name)])


def one(intake: Intake) -> Report:
    assert intake.problems == ()
    (report,) = intake.reports
    return report


def test_a_word_document_has_its_heading_as_title_and_its_tables_as_text(tmp_path: Path) -> None:
    report = one(read(tmp_path, "2031-05-05-note.docx", make_word(BODY, MORE, title="Market shelled")))
    assert (report.title, report.published, report.published_basis) == ("Market shelled", date(2031, 5, 5), "file")
    assert report.text.startswith(f"Market shelled\n\n{BODY}\n\n{MORE}")
    assert "14 people were bandaged at the clinic." in report.text


def test_a_pdf_is_the_text_of_its_pages(tmp_path: Path) -> None:
    report = one(read(tmp_path, "2031-05-05.pdf", make_pdf(BODY.replace(" on Monday", "\non Monday"), MORE)))
    assert " ".join(report.text.split()) == f"{BODY} {MORE}"


def test_letters_that_a_pdf_prints_as_one_sign_are_read_as_letters(tmp_path: Path) -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[174/fi/fl]>>>>"
    drawn = make_pdf("Families \xafed Orlen after \xaere on Monday.", extra={3: font})
    assert one(read(tmp_path, "2031-05-05.pdf", drawn)).text == "Families fled Orlen after fire on Monday."


def test_a_json_feed_is_a_feed(tmp_path: Path) -> None:
    item = {"id": "x-1", "url": "https://gull.example/1", "content_text": BODY, "date_published": EVENING.isoformat()}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gull Wire", "items": [item]}
    for name, said in (("a.json", json.dumps(feed)), ("b.json", json.dumps(feed).replace("/", "\\/"))):
        report = one(read(tmp_path, name, said.encode()))
        assert (report.key, report.outlet, report.url) == ("x-1", "Gull Wire", "https://gull.example/1")
        assert (report.text, report.published) == (BODY, EVENING)


def test_a_text_without_words_is_not_to_be_translated(tmp_path: Path) -> None:
    (problem, *_) = read(tmp_path, "2031-05-05.txt", b"...\n").problems
    assert (problem.what, problem.remedy) == (
        "there is no body text in it",
        "Check that it was saved whole, or leave it out",
    )


def test_a_mail_is_its_senders_word_and_no_outlets(tmp_path: Path) -> None:
    report = one(read(tmp_path, "m.eml", make_mail(BODY, subject="=?utf-8?q?M=C3=A4rkt_shelled?=")))
    assert (report.title, report.outlet, report.author) == ("Märkt shelled", None, "Ada Moss")
    assert report.published == EVENING
    assert report.published_basis is DateBasis.STATED


def test_a_lists_mail_is_the_lists_and_has_its_archives_address(tmp_path: Path) -> None:
    head = ('List-Id: "Orlen Digest" <orlen.gull.example>', "Archived-At: <https://gull.example/digest/9>")
    report = one(read(tmp_path, "m.eml", make_mail(BODY, head=head)))
    assert (report.outlet, report.author, report.url) == ("Orlen Digest", "Ada Moss", "https://gull.example/digest/9")


def test_what_hangs_on_a_mail_is_a_report_of_its_own(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ada Moss <ada@gull.example>", "Note"
    message["Date"] = "Mon, 05 May 2031 18:20:00 +0300"
    message.set_content(MORE)
    message.add_alternative(f"<p>{MORE}</p>", subtype="html")
    message.add_attachment(make_word(BODY), maintype="application", subtype="x", filename="2031-05-05 note.docx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    intake = read(tmp_path, "m.eml", message.as_bytes())
    assert [report.key for report in intake.reports] == ["m.eml", "m.eml#2031-05-05 note.docx"]
    assert intake.reports[0].text == f"Note\n\n{MORE}"
    assert intake.reports[1].published == date(2031, 5, 5)
    assert intake.problems == ()


def test_a_mailbox_is_a_report_a_mail(tmp_path: Path) -> None:
    rows = b"\n".join(b"From ada Mon May  5 18:20:00 2031\n" + make_mail(text) for text in (BODY, MORE))
    intake = read(tmp_path, "box.mbox", rows)
    assert [(report.key, report.published) for report in intake.reports] == [
        ("box.mbox#1", EVENING),
        ("box.mbox#2", EVENING),
    ]
    assert BODY in intake.reports[0].text and MORE in intake.reports[1].text


def test_a_zip_is_read_by_the_kinds_of_its_files(tmp_path: Path) -> None:
    parts = {
        "notes/2031-05-05.txt": BODY.encode(),
        "feed.rss": make_feed(entry_of(MORE)),
        "inner.zip": make_zip({"a.pdf": make_pdf(MORE)}),
        "photo.jpg": b"\xff\xd8",
        "__MACOSX/._a.txt": b"x",
    }
    intake = read(tmp_path, "bundle.zip", make_zip(parts))
    assert {report.key for report in intake.reports} == {
        "bundle.zip#notes/2031-05-05.txt",
        "gull-1",
        "bundle.zip#inner.zip#a.pdf",
    }
    assert intake.problems == ()
    assert {one.problem.at for one in intake.undated} == {"inner.zip, a.pdf"}


def test_a_feeds_entries_have_outlet_date_and_address(tmp_path: Path) -> None:
    intake = read(tmp_path, "gull.rss", make_feed(entry_of(BODY), entry_of(MORE, 2)))
    report = intake.reports[0]
    assert (report.key, report.title, report.outlet) == ("gull-1", "Orlen, part 1", "The Gull")
    assert (report.url, report.published) == ("https://gull.example/1", datetime(2031, 5, 5, 18, 20, tzinfo=UTC))
    assert report.text == f"Orlen, part 1\n\n{BODY}"
    assert len(intake.reports) == 2


def test_an_atom_feed_is_a_feed(tmp_path: Path) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Mill Post</title><entry><id>urn:x:1</id>
    <title>Mill</title><updated>2031-05-05T18:20:00+03:00</updated><author><name>Idris Oum</name></author>
    <content type="html">&lt;p&gt;{BODY}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content></entry></feed>"""
    report = one(read(tmp_path, "a.xml", atom.encode()))
    assert (report.outlet, report.author, report.published) == ("Mill Post", "Idris Oum", EVENING)
    assert report.text == f"Mill\n\n{BODY}"


def test_pages_of_a_web_archive_have_their_address_and_were_out_by_the_day_of_the_crawl(tmp_path: Path) -> None:
    for name, packed in (("c.warc.gz", True), ("c.warc", False)):
        report = one(read(tmp_path, name, make_warc({"https://gull.example/1": make_page(BODY)}, packed=packed)))
        assert (report.key, report.url) == (f"{name}#1", "https://gull.example/1")
        assert (report.published, report.published_basis) == (date(2031, 5, 6), DateBasis.RECEIVED)
        assert BODY in report.text


def test_of_a_wacz_the_listed_pages_are_read(tmp_path: Path) -> None:
    warc = make_warc({"https://gull.example/1": make_page(BODY), "https://ads.example/": make_page(MORE)})
    report = one(read(tmp_path, "c.wacz", make_wacz(warc, ["https://gull.example/1"])))
    assert report.url == "https://gull.example/1"


def test_a_page_that_the_server_did_not_find_is_none(tmp_path: Path) -> None:
    intake = read(tmp_path, "c.warc", make_warc({"https://gull.example/1": make_page(BODY)}, status="404 Not Found"))
    assert intake.reports == ()
    assert [problem.what for problem in intake.problems] == ["it holds no pages"]


def test_a_telegram_export_is_a_report_a_message(tmp_path: Path) -> None:
    parts = ["Shells fell on ", {"type": "bold", "text": "Orlen"}, ", the mayor said."]
    intake = read(tmp_path, "result.json", make_telegram(BODY, parts, ""))
    report, second = intake.reports
    assert (report.key, report.outlet, report.author) == ("result.json#1", "Orlen Watch", None)
    assert report.url == "https://t.me/c/1234567/1"
    assert report.published == datetime(2031, 5, 5, 16, 20, tzinfo=UTC)
    assert second.text == "Shells fell on Orlen, the mayor said."
    assert [problem.what for problem in intake.problems] == ["1 of its messages holds no text (pictures, recordings)"]


def test_a_telegram_page_names_who_wrote_and_whence_it_was_forwarded(tmp_path: Path) -> None:
    intake = read(tmp_path, "messages.html", make_telegram_page(BODY))
    first, second = intake.reports
    assert (first.key, first.outlet, first.author) == ("messages.html#7", "Orlen Watch", "Ada Moss")
    assert first.text == f"{BODY}\n{MORE}"
    assert first.published == datetime(2031, 5, 5, 18, 20, tzinfo=UTC)
    assert (second.text, second.agency) == ("The mill burned.", "Mill Road News")
    assert len(intake.problems) == 1


def test_a_whatsapp_chat_has_days_and_no_hours_and_hides_numbers(tmp_path: Path) -> None:
    chat = (
        "13/05/2031, 21:20 - Messages and calls are end-to-end encrypted.\n"
        f"13/05/2031, 21:21 - Ada Moss: {BODY}\n{MORE}\n"
        "14/05/2031, 06:02 - +999 555 0142: The mill burned: nobody was there.\n"
        "14/05/2031, 06:03 - Ada Moss: <Media omitted>\n"
    )
    intake = read(tmp_path, "WhatsApp Chat with Orlen desk.txt", chat.encode())
    first, second = intake.reports
    assert (first.outlet, first.author, first.published) == ("Orlen desk", "Ada Moss", date(2031, 5, 13))
    assert first.text == f"{BODY}\n{MORE}"
    assert (second.author, second.published) == ("a number ending in 42", date(2031, 5, 14))
    assert [problem.what for problem in intake.problems] == ["1 of its messages holds no text (pictures, recordings)"]


def test_an_iphones_chat_is_read_month_first_where_its_days_ask_for_that(tmp_path: Path) -> None:
    chat = (
        "\u200e[5/13/31, 9:20:11\u202fPM] Orlen desk: \u200eMessages and calls are end-to-end encrypted.\n"
        f"[5/14/31, 6:02:00\u202fAM] ~ Ada Moss: {BODY}\n"
        "\u200e[5/14/31, 6:03:00\u202fAM] Ada Moss: \u200eimage omitted\n"
    )
    intake = read(tmp_path, "WhatsApp Chat - Orlen desk.zip", make_zip({"_chat.txt": chat.encode()}))
    report = next(report for report in intake.reports if BODY in report.text)
    assert (report.outlet, report.author, report.published) == ("Orlen desk", "Ada Moss", date(2031, 5, 14))


def test_days_that_can_be_read_two_ways_are_told(tmp_path: Path) -> None:
    chat = f"03/04/2031, 21:20 - Ada Moss: {BODY}\n04/04/2031, 21:21 - Ada Moss: {MORE}\n"
    intake = read(tmp_path, "_chat.txt", chat.encode())
    assert [report.published for report in intake.reports] == [date(2031, 4, 3), date(2031, 4, 4)]
    assert "two ways" in intake.problems[0].what
