"""Chats as Telegram Desktop exports them: `result.json`, and `messages.html` with those that follow it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import re2
from lxml import html

from marsad.intake.decoding import tidy
from marsad.intake.found import Found, Haul, fail
from marsad.model.reports import Problem

_LINKED = frozenset(("public_channel", "private_channel", "public_supergroup", "private_supergroup"))
"""Chats whose messages have an address, `t.me/c/CHAT/MESSAGE`, that opens for who may see them."""
_STAMP = re2.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chat:
    name: str | None
    kind: str
    id: str


def is_telegram(loaded: object) -> bool:
    """Whether a loaded JSON file is Telegram's: one chat with its messages, or a list of such chats."""
    if not isinstance(loaded, dict):
        return False
    if isinstance(loaded.get("chats"), dict):
        return isinstance(loaded["chats"].get("list"), list)
    rows = loaded.get("messages")
    return isinstance(rows, list) and "type" in loaded and all(_is_message(row) for row in rows[:20])


def _is_message(row: object) -> bool:
    return isinstance(row, dict) and "id" in row and "date" in row and row.get("type") in ("message", "service")


def read_telegram(path: str, key: str, loaded: Mapping[str, object]) -> Haul:
    """The reports of an export, one a message with text; the chat is the outlet, who wrote in it the author.

    What was forwarded credits where it came from, as a report credits an agency.
    """
    chats = loaded.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [loaded]
    reports: list[Found] = []
    empty = 0
    for chat in listed if isinstance(listed, list) else []:
        if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
            continue
        about = _Chat(name=_word(chat, "name"), kind=_word(chat, "type") or "", id=_word(chat, "id") or "")
        named = key if chat is loaded else f"{key}#{about.id}"
        for row in chat["messages"]:
            if isinstance(row, dict) and row.get("type") == "message":
                found = _read_message(path, named, about, row)
                empty += not found.body
                reports.extend((found,) if found.body else ())
    return _sum_up(path, reports, empty)


def _sum_up(path: str, reports: list[Found], empty: int) -> Haul:
    if not reports:
        return fail(path, None, "no message in it has text", "Look at it by eye, or leave it out")
    return Haul(reports=tuple(reports), problems=tell_empty(path, empty))


def tell_empty(path: str, empty: int) -> tuple[Problem, ...]:
    """What to say of a chat's messages without text."""
    if not empty:
        return ()
    what = f"{empty} of its messages {'hold' if empty > 1 else 'holds'} no text (pictures, recordings)"
    return (Problem(path=path, at=None, what=what, remedy="Look at them by eye"),)


def _read_message(path: str, key: str, chat: _Chat, row: Mapping[str, object]) -> Found:
    number = _word(row, "id") or "?"
    author, forwarded = _word(row, "from"), _word(row, "forwarded_from")
    return Found(
        path=path,
        at=f"message {number}",
        key=f"{key}#{number}",
        body=_join_text(row.get("text")).strip(),
        outlet=chat.name,
        author=author if author != chat.name else None,
        agency=forwarded if forwarded != chat.name else None,
        published=_read_date(row),
        url=f"https://t.me/c/{chat.id}/{number}" if chat.kind in _LINKED and chat.id.isdigit() else None,
    )


def _read_date(row: Mapping[str, object]) -> str | None:
    """When it was sent: by the clock of the world where the export has it, else the day by the exporter's clock."""
    seconds = _word(row, "date_unixtime") or ""
    if seconds.isdigit() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return (_word(row, "date") or "").partition("T")[0] or None


def _join_text(value: object) -> str:
    """A message's text: plain, or in parts with their looks."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        parts = (one if isinstance(one, str) else _word(one, "text") if isinstance(one, dict) else "" for one in value)
        return tidy("".join(part or "" for part in parts))
    return ""


def _word(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return tidy(str(value)).strip() or None


def is_telegram_page(data: bytes) -> bool:
    """Whether a page is one of Telegram's exports."""
    return b'class="history"' in data and b'class="message ' in data and b"page_header" in data


def read_telegram_page(path: str, key: str, tree: html.HtmlElement) -> Haul:
    """The reports of an exported page, one a message with text; who wrote stands above the first of several."""
    name = _text_of(tree, "page_header") or None
    reports: list[Found] = []
    author, empty = None, 0
    for message in tree.iter("div"):
        classes = str(message.get("class") or "").split()
        if "message" not in classes or "default" not in classes:
            continue
        author = _text_of(message, "from_name") or author
        found = _read_block(path, key, name, author, message)
        empty += not found.body
        reports.extend((found,) if found.body else ())
    return _sum_up(path, reports, empty)


def _read_block(path: str, key: str, name: str | None, author: str | None, message: html.HtmlElement) -> Found:
    number = str(message.get("id") or "").removeprefix("message") or "?"
    forwarded = next((one for one in message.iter("div") if "forwarded" in _classes(one)), None)
    stamp = next((one.get("title") for one in message.iter("div") if "date" in _classes(one) and one.get("title")), "")
    found = Found(
        path=path,
        at=f"message {number}",
        key=f"{key}#{number}",
        body=_text_of(message, "text"),
        outlet=name,
        author=author if author != name else None,
        published=_read_stamp(str(stamp)),
    )
    credit = _text_of(forwarded, "from_name") if forwarded is not None else ""
    return replace(found, agency=credit if credit and credit != name else None)


def _read_stamp(stamp: str) -> str | None:
    """When it was sent; without a zone the day alone."""
    match = _STAMP.match(stamp)
    if match is None:
        return stamp or None
    day, month, year, clock, zone = match.groups()
    return f"{year}-{month}-{day}" + (f"T{clock}{zone}" if zone else "")


def _text_of(tree: html.HtmlElement, name: str) -> str:
    """The text of the first block with this class, a line for each break; without the dates set within it."""
    block = next((one for one in tree.iter("div") if name in _classes(one)), None)
    return (
        "\n".join(" ".join(line.split()) for line in "".join(_lines(block)).split("\n")).strip()
        if block is not None
        else ""
    )


def _lines(block: html.HtmlElement) -> Iterator[str]:
    for element in block.iter():
        if not isinstance(element.tag, str) or "details" in _classes(element):
            continue
        if element.tag == "br":
            yield "\n"
        yield tidy(element.text or "").replace("\n", " ")
        if element is not block:
            yield tidy(element.tail or "").replace("\n", " ")


def _classes(element: html.HtmlElement) -> list[str]:
    return str(element.get("class") or "").split()
