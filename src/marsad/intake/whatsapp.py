"""Chats as WhatsApp exports them: `_chat.txt` of iPhones, `WhatsApp Chat with NAME.txt` of Androids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import re2

from marsad.intake.found import Found, Haul, Piece, fail
from marsad.intake.telegram import tell_empty
from marsad.lexicon.tables import read_rows
from marsad.model.reports import Problem

_MARKS = "\u200e\u200f\u202a\u202c\u2066\u2069\ufeff"
"""Signs of direction that the exports put around stamps and names."""
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\x{202f}\x{a0}]?[ap]\.?[\s\x{a0}]?m\.?)?"
_STAMP = re2.compile(
    rf"(?i)^\[?(?P<a>\d{{1,4}})[./-](?P<b>\d{{1,2}})[./-](?P<c>\d{{2,4}}),?\s{_CLOCK}(?:\]\s?|\s[-–]\s)(?P<rest>.*)$"
)
_SAID = re2.compile(r"^(?P<who>[^:]{1,80}): ?(?P<what>.*)$")
_NUMBER = re2.compile(r"^\+?[\d\s\x{a0}\x{2011}().-]{6,}$")
_NAME = re2.compile(r"(?i)^whatsapp chat(?: with| -)? ?(?P<name>.+?)(?:\.txt|\.zip)?$")


@dataclass(slots=True)
class _Message:
    """A message as it stands: its stamp's three numbers, who wrote it, its lines."""

    stamp: tuple[str, str, str]
    line: int
    who: str | None
    lines: list[str]


def is_whatsapp(text: str) -> bool:
    """Whether a text is an exported chat: its first line is stamped, and one of the next fifty is."""
    lines = [_bare(line) for line in text[:20_000].split("\n")[:50] if line.strip()]
    return bool(lines) and bool(_STAMP.match(lines[0])) and sum(bool(_STAMP.match(line)) for line in lines[1:]) > 0


def read_whatsapp(piece: Piece, text: str) -> Haul:
    """The reports of a chat, one a message with text; the chat is the outlet, where its name is known.

    Stamps are by the phone's clock, whose zone the file does not give, so a message has its day and no hour. Days are
    read in the order that all stamps of the file allow, day first where several do. A number that nobody has given a
    name stays behind but for its last two digits: it would lead to a person.
    """
    messages = tuple(_split(text))
    order, doubtful = _tell_order([message.stamp for message in messages])
    outlet = _name_chat(piece)
    reports: list[Found] = []
    empty = 0
    for message in messages:
        body = "\n".join(line for line in message.lines if not _is_mark(line)).strip()
        empty += message.who is not None and not body
        if message.who is None or not body:
            continue
        day = _read_day(message.stamp, order)
        reports.append(
            Found(
                path=piece.path,
                at=f"line {message.line}",
                key=f"{piece.key}#{message.line}",
                body=body,
                outlet=outlet,
                author=_name_sender(message.who),
                published=day.isoformat() if day else "/".join(message.stamp),
            )
        )
    if not reports:
        return fail(piece.path, None, "no message in it has text", "Look at it by eye, or leave it out")
    problems = tell_empty(piece.path, empty)
    if doubtful:
        what = "its dates can be read two ways; they were read day first"
        remedy = "Write one of its dates as year-month-day if that is wrong"
        problems = (Problem(path=piece.path, at=None, what=what, remedy=remedy), *problems)
    return Haul(reports=tuple(reports), problems=problems)


def _bare(line: str) -> str:
    return line.strip(_MARKS + " \r")


def _split(text: str) -> Iterator[_Message]:
    """The messages; a line without a stamp goes on with the one above. What the program itself says has no writer."""
    message: _Message | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _bare(raw)
        stamped = _STAMP.match(line)
        if stamped is None:
            if message is not None:
                message.lines.append(line)
            continue
        if message is not None:
            yield message
        said = _SAID.match(_bare(stamped["rest"]))
        who, what = (_bare(said["who"]), _bare(said["what"])) if said else (None, stamped["rest"])
        message = _Message((stamped["a"], stamped["b"], stamped["c"]), number, who, [what])
    if message is not None:
        yield message


def _tell_order(stamps: Sequence[tuple[str, str, str]]) -> tuple[str, bool]:
    """Which of a stamp's numbers is what ("dmy", "mdy" or "ymd"), and whether another order were possible too."""
    if any(len(first) == 4 for first, _, _ in stamps):
        return "ymd", False
    day_first = all(_read_day(stamp, "dmy") for stamp in stamps)
    month_first = all(_read_day(stamp, "mdy") for stamp in stamps)
    return ("mdy", False) if month_first and not day_first else ("dmy", month_first)


def _read_day(stamp: tuple[str, str, str], order: str) -> date | None:
    part = dict(zip(order, map(int, stamp), strict=True))
    try:
        return date(part["y"] + 2000 if part["y"] < 100 else part["y"], part["m"], part["d"])
    except ValueError:
        return None


def _is_mark(line: str) -> bool:
    """Whether a line only stands for a file, or for what was taken back."""
    said = line.strip(_MARKS + " <>").casefold()
    return any(
        said == word if place == "whole" else said.endswith(word) if place == "end" else said.startswith(word)
        for word, place, _ in read_rows("chat_marks.csv")
    )


def _name_sender(who: str) -> str:
    who = who.strip("~ " + _MARKS)
    return f"a number ending in {who[-2:]}" if _NUMBER.match(who) else who


def _name_chat(piece: Piece) -> str | None:
    """The chat's name, as the file's or the archive's name has it."""
    for name in (piece.name, *reversed(piece.within)):
        match = _NAME.match(PurePosixPath(name).name)
        if match:
            return match["name"].strip() or None
    return None
