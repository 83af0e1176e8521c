"""Datelines: where and when a report says that it was written, before its first sentence."""

import re
from dataclasses import dataclass, replace

from marsad.lexicon.agencies import find_agency
from marsad.lexicon.stamps import WrittenDate, read_dates
from marsad.lexicon.tables import words_for

_LOOKED_AT = 140
"""Characters at the start of a paragraph in which a dateline is looked for."""
_MOST_ENDS = 5
"""Dashes, colons and brackets that are tried as its end."""
_END = re.compile(r"\s{0,2}(?:—|–|--|―)\s{0,2}|\s{1,2}-\s{0,2}|-\s{1,2}|:\s{1,2}|[)\]]\s{1,2}|/\.?\s{1,2}|-")
_CREDIT = re.compile(r"[(\[/](?P<credit>[^()\[\]/]{2,40})[)\]/]\.?$")
_LEADING = re.compile(r"^[(\[](?P<inside>[^()\[\]]{2,60})[)\]](?:\s{0,2}(?:—|–|--|-|:))?\s{0,2}(?=\S)")
_SHORT_YEAR = re.compile(r"[\s,]{1,2}['’]?(\d{2})(?=[\s,.،]*$)")
_CENTURY_TURNS = 69
_LABEL = re.compile(r"\[(?P<label>[A-Za-z ]{3,24})\]\s{0,2}")
_BRACKETS = re.compile(r"[][()]")
_HEADS = "heads.csv"
_PARTICLES = words_for(_HEADS, "particle")
_DAY_WORDS = words_for(_HEADS, "weekday")
_MONITOR_LABELS = words_for(_HEADS, "monitor")
_NOT_PLACES = words_for(_HEADS, "label") | words_for(_HEADS, "acronym") | _DAY_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDateline:
    """A dateline: `end` is where the sentence behind it begins, counted from the paragraph's start."""

    place: str | None
    written: WrittenDate | None
    credit: str | None
    end: int


def find_dateline(paragraph: str) -> FoundDateline | None:
    """The dateline that a paragraph opens with, or None.

    A place alone must stand in capitals before a dash or colon; else a date, or a credit in brackets or with a dash,
    must follow it. "Somewhere province: ..." is no dateline: it says where it happened.
    """
    head = paragraph[:_LOOKED_AT]
    leading = _LEADING.match(head)
    if leading:
        return _read_bracket(leading["inside"], leading.end())
    for number, end in enumerate(_END.finditer(head)):
        if number >= _MOST_ENDS or not head[end.end() :].strip():
            break
        closes = end.group()[0] in ")]/"
        said = head[: end.start() + 1] if closes else head[: end.start()]
        found = _read_parts(said, _skip_dashes(head, end.end()), bare_hyphen=end.group() == "-", closes=closes)
        if found:
            return found
    whole = paragraph.strip()
    alone = _read_parts(whole, len(paragraph), bare_hyphen=False, closes=False) if len(whole) <= 60 else None
    return alone if alone and alone.credit and whole.endswith((")", "]")) else None


def _name_bracket(sign: re.Match[str]) -> str:
    """The country in brackets behind a town is a part of the place: "Norda (Vaskia)"."""
    return ", " if sign[0] in "[(" else ""


def _skip_dashes(head: str, end: int) -> int:
    """Where the sentence begins behind the dash or colon after the credit, and behind a monitor's label: "[Text]"."""
    while end < len(head):
        label = _LABEL.match(head, end)
        if label and label["label"].lower() in _MONITOR_LABELS:
            end = label.end()
        elif head[end] in " \u00a0—–-―:":
            end += 1
        else:
            break
    return end


def _read_bracket(inside: str, end: int) -> FoundDateline | None:
    """A dateline within brackets: "(July 5, 2022 / JNS)", "(AFP)"; a lone name before the date is the place."""
    dates = read_dates(inside)
    rest = inside.replace(inside[dates[0].start : dates[0].end], "") if dates else inside
    parts = [part.strip(" ,-–—") for part in re.split(r"[/|–—]|, ", rest)]
    credit = next((part for part in reversed(parts) if part), None)
    agency = find_agency(credit) if credit else None
    if agency is None and not (dates and credit and credit[0].isupper() and len(credit.split()) <= 4):
        return None
    place = next((part for part in parts if part and part != credit), None)
    if agency is None and place is None and credit and inside.index(credit) < dates[0].start and _is_place(credit):
        place, credit = credit, None
    return FoundDateline(
        place=place, written=dates[0] if dates else None, credit=agency.name if agency else credit, end=end
    )


def _read_parts(said: str, end: int, bare_hyphen: bool, closes: bool) -> FoundDateline | None:
    """Place, date and credit of what stands before a dash, colon or bracket, where they are a dateline's."""
    rest, credit = _take_credit(said)
    rest, written = _take_date(rest)
    place = " ".join(_BRACKETS.sub(_name_bracket, rest).split()).replace(" ,", ",").strip(" ,،.-–—")
    known = find_agency(credit) if credit else None
    if (bare_hyphen or closes) and known is None:
        return None
    if not place or not _is_place(place):
        return None
    if known is None and not _stands_alone(place, credit, written is not None):
        return None
    return FoundDateline(place=place, written=written, credit=known.name if known else credit, end=end)


def _take_credit(said: str) -> tuple[str, str | None]:
    """The credit at the end: in brackets, or an agency's name behind a comma."""
    said = said.rstrip()
    match = _CREDIT.search(said)
    if match and match.start() > 0:
        return said[: match.start()].rstrip(" ,."), match["credit"].strip()
    head, comma, last = said.replace("،", ",").rpartition(",")
    return (head, last.strip()) if comma and find_agency(last) else (said, None)


def _take_date(said: str) -> tuple[str, WrittenDate | None]:
    """The date at the end, and a weekday before it."""
    dates = read_dates(said)
    written = _add_year(dates[-1], said[dates[-1].end :]) if dates else None
    if written is None or said[written.end :].strip(" ,.،"):
        return said, None
    words = said[: written.start].rstrip(" ,.،").split(" ")
    if words and words[-1].lower().strip(",") in _DAY_WORDS:
        words.pop()
    return " ".join(words), written


def _add_year(written: WrittenDate, rest: str) -> WrittenDate:
    """A year of two digits behind a dateline's day, "3 Jan 90", of 1969 to 2068 as POSIX reads it."""
    short = _SHORT_YEAR.match(rest) if written.year is None else None
    if short is None:
        return written
    year = int(short[1])
    return replace(written, year=year + (1900 if year >= _CENTURY_TURNS else 2000), end=written.end + short.end())


def _is_place(place: str) -> bool:
    """Whether the words can be a place's name: each with a capital or a particle, up to four parts, no label."""
    parts = place.split(",")
    words = place.replace(",", " ").replace("/", " ").split()
    named = all(word[0].isupper() or word.lower().split("-")[0].split("'")[0] in _PARTICLES for word in words)
    labels = any(word.strip(".").lower() in _NOT_PLACES for word in words)
    return (
        named
        and words[0][0].isalpha()
        and not labels
        and len(words) <= 9
        and len(parts) <= 4
        and not any(sign.isdigit() for sign in place)
    )


def _stands_alone(place: str, credit: str | None, dated: bool) -> bool:
    """Whether a place is a dateline without a known agency: by its date, or by capitals (four letters, one a vowel)."""
    if dated:
        return True
    first = place.split(",")[0]
    capitals = first.isupper() and len(first) >= 4 and bool(set("AEIOUY") & set(first)) and find_agency(place) is None
    if credit is not None and credit.isupper() and len(credit) <= 5 and len(place.split()) <= 2:
        return not _abbreviates(credit, place)
    return capitals and (credit is None or (credit[0].isupper() and len(credit.split()) <= 5))


def _abbreviates(short: str, name: str) -> bool:
    """Whether a name's first letters stand in order in its short form, as in "Some Defence Forces (SDF)"."""
    rest = iter(short.casefold())
    return all(word[0].casefold() in rest for word in name.split())
