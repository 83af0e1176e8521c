"""Acronyms that a story's own texts introduce: "Nile Basin Conflict Observatory (NBCO)"."""

from collections.abc import Iterable, Iterator

_SMALL = frozenset({"of", "for", "the", "and", "in", "de", "la", "des", "du", "al", "to", "on", "y", "et"})
_LONGEST = 10
_MARKS = ".,;:'\"“”‘’"


def find_acronyms(texts: Iterable[str]) -> dict[str, str]:
    """Each acronym with the full name before its brackets; where texts differ, the first name in alphabetical order."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for acronym, name in _introductions(text):
            found.setdefault(acronym, set()).add(name)
    return {acronym: min(names) for acronym, names in sorted(found.items())}


def _introductions(text: str) -> Iterator[tuple[str, str]]:
    start = text.find("(")
    while start >= 0:
        end = text.find(")", start + 1, start + 16)
        inside = text[start + 1 : end].strip(" " + _MARKS) if end > 0 else ""
        if _is_acronym(inside):
            name = _name_before(text[max(0, start - 120) : start], inside)
            if name:
                yield inside, name
        start = text.find("(", start + 1)


def _is_acronym(inside: str) -> bool:
    letters = inside.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 10 and letters.isalnum() and sum(each.isupper() for each in letters) >= 2


def _name_before(before: str, acronym: str) -> str | None:
    """The last words whose initials spell the acronym; small words may be left out of it."""
    letters = [each.lower() for each in acronym if each.isupper()]
    words = before.replace("\n", " . ").split()[-_LONGEST:]
    for first in range(len(words) - 1, -1, -1):
        chosen = words[first:]
        if chosen[0].lower() in _SMALL or not chosen[0][:1].isupper():
            continue
        initials = [word.strip(_MARKS)[:1].lower() for word in chosen if word.lower() not in _SMALL]
        if initials == letters or [word.strip(_MARKS)[:1].lower() for word in chosen] == letters:
            return " ".join(chosen).strip(" " + _MARKS)
    return None
