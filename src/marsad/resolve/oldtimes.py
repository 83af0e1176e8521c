"""Old times in a sentence's own words: years, months and "last year" that lie before a story's news."""

from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
CALENDAR = frozenset(_MONTHS) | {f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")}
"""Names of months and weekdays, lower case."""

_UNITS = frozenset({"year", "years", "decade", "decades", "century"})
_STRIP = ".,;:!?()[]\"'“”‘’|"
_EARLIEST = 1900


def split_words(quote: str) -> tuple[str, ...]:
    """A sentence's words without the punctuation around them."""
    return tuple(word for raw in quote.split() if (word := raw.strip(_STRIP).removesuffix("’s").removesuffix("'s")))


def find_old_words(words: tuple[str, ...], window: date) -> tuple[int, ...]:
    """Which words begin a time that ended before the window's first day: "2014", "January 20", "last year".

    A month without a year is the last such month before the window's end; "may" counts only before a number.
    """
    return tuple(at for at in range(len(words)) if _is_old(words, at, window))


def find_lasting_state(words: tuple[str, ...]) -> str | None:
    """The year, with its month, of "has been under siege since May 2016": a state, though the report has no date."""
    lowered = [word.lower() for word in words]
    for at, word in enumerate(lowered):
        lasts = {"has", "have"} & set(lowered[:at]) and "been" in lowered[:at]
        if word != "since" or not lasts:
            continue
        month = lowered[at + 1 : at + 2] != [] and lowered[at + 1] in _MONTHS
        told = words[at + 1 : at + 2 + month]
        if told and _year(told[-1].lower()) is not None:
            return " ".join(told)
    return None


def _is_old(words: tuple[str, ...], at: int, window: date) -> bool:
    word = words[at].lower()
    year = _year(word)
    if year is not None:
        before = words[at - 1].lower() if at else ""
        return year < window.year and before not in {"more", "than", "some", "about", "least"}
    if word == "last" and at + 1 < len(words):
        return _is_last_unit(words[at + 1].lower(), window)
    if word in _MONTHS and words[at][0].isupper():
        return _is_old_month(words, at, window)
    ago = word in {"ago", "earlier"} and at > 0 and words[at - 1].lower() in _UNITS
    return ago and not (at > 1 and words[at - 2].lower() in {"this", "the"})


def _year(word: str) -> int | None:
    head = word[:4]
    if len(word) >= 4 and head.isdigit() and (len(word) == 4 or word[4] in "-–/"):
        return int(head) if _EARLIEST <= int(head) <= 2100 else None
    return None


def _is_last_unit(unit: str, window: date) -> bool:
    return unit in {"year", "decade", "century"} or (unit in _MONTHS and _months_back(_MONTHS[unit], window) > 0)


def _months_back(month: int, window: date) -> int:
    return (window.month - month) % 12


def _is_old_month(words: tuple[str, ...], at: int, window: date) -> bool:
    """A named month, with its day or year if given, that ends before the window."""
    near = [word.lower().rstrip("stndrh") for word in words[max(at - 1, 0) : at] + words[at + 1 : at + 2]]
    day = next((int(word) for word in near if word.isdigit() and 1 <= int(word) <= 31), None)
    given = next((year for word in words[at + 1 : at + 3] if (year := _year(word)) is not None), None)
    if words[at].lower() in {"may", "march"} and day is None and given is None:
        return (
            at > 0
            and words[at - 1].lower() in {"in", "last", "since"}
            and _months_back(5 if words[at].lower() == "may" else 3, window) > 0
        )
    month = _MONTHS[words[at].lower()]
    year = given if given is not None else (window.year if month <= window.month + 1 else window.year - 1)
    if day is None:
        return (year, month) < (window.year, window.month)
    return (year, month, day) < (window.year, window.month, window.day)
