"""Lines that state a report's date: "Published 13/09/2024 07:15 CAT", "Sunday, 7 May 2023", "date 2023-05-07 ..."."""

import re
from dataclasses import dataclass

from marsad.lexicon.gazetteer import find_entries, is_exact
from marsad.lexicon.stamps import WrittenDate, read_dates
from marsad.lexicon.tables import words_for

_LONGEST = 120
"""Characters of a line that may be a date line."""
_WEEKDAYS = words_for("heads.csv", "weekday")
_FILLERS = words_for("heads.csv", "stamp") | _WEEKDAYS
_LATER = re.compile(r"(?:updated|modified|edited)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"\W{0,4}(?:date|dated|published|posted|issued)(?: on)?\s?:?\s(?=[\d(]|\w{3,9}\.? \d)", re.IGNORECASE
)
_PLACED = re.compile(r"[A-Z][\w .'-]{1,40}\|\s?")
_DIGITS = re.compile(r"\d{1,4}[-/.]\d{1,2}")
_AT_TIME = re.compile(r"at \d{3,4}\s+", re.IGNORECASE)
_CITY = 100_000
_MOST_OTHER = 4
"""Other words that a date line may hold: the name of an outlet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date line: its date, whether it is that of a later change, and what else stands on the line."""

    written: WrittenDate
    changed: bool
    beside: str | None


def read_stamp(line: str) -> Stamp | None:
    """The date that a line is there to state, or None: with a year, and at most four words besides."""
    if len(line) > _LONGEST:
        return None
    dates = [written for written in read_dates(line) if written.year]
    if not dates:
        return None
    first = dates[0]
    rest = line
    for written in reversed(read_dates(line)):
        rest = rest[: written.start] + " | " + rest[written.end :]
    words = [word.strip(".:,،;()[]·•-–—").lower() for word in rest.replace("|", " ").replace("/", " ").split()]
    other = [word for word in words if word and word not in _FILLERS and not word.replace(":", "").isdigit()]
    if len(other) > _MOST_OTHER or line.rstrip().endswith((".", "!", "?")):
        return None
    changed = bool(_LATER.match(line.strip()))
    return Stamp(written=first, changed=changed, beside=_find_name(rest) if other else None)


def _find_name(rest: str) -> str | None:
    """The name of an outlet beside a date: a part between bars whose every word begins with a capital."""
    for part in re.split(r"[|•·]| - | – ", rest):
        words = [word for word in part.replace(",", " ").split() if word.strip(".:").lower() not in _FILLERS]
        name = " ".join(words).strip(" :,-–—")
        if words and all(word[0].isupper() for word in words) and sum(map(len, words)) > 2 and not _is_city(name):
            return name
    return None


def _is_city(name: str) -> bool:
    """Whether a name beside a date is where a text was written: "Kinshasa, 31 October 2022"."""
    return any(entry.population >= _CITY and is_exact(entry, name) for entry in find_entries(name))


def find_leading_stamp(paragraph: str) -> tuple[WrittenDate, int] | None:
    """A date before the first sentence of a paragraph, and where the sentence begins.

    It needs a label ("date 2023-05-07 Rebels took ..."), or it is in digits or behind a short weekday and a capital
    follows it ("07-05-2023 Rebels took ..."): "5 May 2023 was ..." has none. A place and a bar may stand before it.
    """
    head = paragraph[:_LONGEST]
    label = _LEAD.match(head)
    written = next((one for one in read_dates(head) if one.year), None)
    before = label or _PLACED.match(head)
    start = before.end() if before else 0
    if written is None or written.start > start + 12:
        return None
    end = written.end
    while end < len(head) and head[end] in " \t\u00a0,.:;|–—-":
        end += 1
    late = _AT_TIME.match(head, end)
    end = late.end() if late else end
    between = head[start : written.start].strip(" ,.").lower()
    opens = between in _WEEKDAYS or (not between and _DIGITS.match(head[written.start :]) is not None)
    unlabelled = opens and head[end : end + 1].isupper()
    return (written, end) if label or unlabelled else None


def is_name_line(line: str) -> bool:
    """Whether a line is nothing but a name of one to five words, as mastheads are: no verb, number or full stop."""
    words = line.strip("*_# ").split()
    named = all(word[0].isupper() or word in ("of", "the", "and", "for", "de", "la", "al", "el") for word in words)
    return 1 <= len(words) <= 5 and len(line) <= 60 and named and not any(sign in ".!?:;,0123456789|" for sign in line)
