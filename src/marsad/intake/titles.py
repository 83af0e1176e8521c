"""One clean title out of a title field: repeats, site names and icon texts fall away."""

import re2

from marsad.lexicon.agencies import find_agency

_LONGEST = 2000
"""Characters of a title field that are looked at."""
_SHOWN = 4
"""Lines at the body's top in which the title is looked for as the page shows it."""
_SMALL = frozenset(("the", "of", "for", "and", "in", "on"))
_SEPARATORS = (" - ", " | ", " • ", " – ", " — ", " :: ", " · ", " « ", " » ")
_POST = re2.compile(
    r"(?s)^(?P<who>.{1,100}?) on (?P<site>Twitter|X|Threads|Bluesky|Mastodon|Facebook|Instagram): "
    r'["“«](?P<said>.*?)["”»]?(?: [^"”»]{0,120})?$'
)
_ICON = re2.compile(r"(?i)\s(?:\w+ icon\b[\s,]*){2,}")
_MARK = re2.compile(r"\s\((?:Published|Updated) \d{4}\)$")


def loosen(text: str) -> str:
    """Text for comparing: letters and digits only, case folded, one space between words."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def clean_title(field: str | None, outlet: str | None, body: str) -> str | None:
    """The title in a title field, or None.

    A first line of the body that stands in the field is the title as the page shows it. Else the field is cut where it
    begins to repeat itself, at the outlet's name behind a separator, and before icon texts. Of the title of a post
    ("X on Twitter: ...") the speaker and the site are kept where the body has the words.
    """
    line = " ".join((field or "")[:_LONGEST].replace("\u200b", "").split())
    if not loosen(line):
        return None
    post = _POST.match(line)
    if post:
        return _title_post(post["who"], post["site"], post["said"], body)
    shown = _find_shown(line, body)
    if shown:
        return shown
    icon = _ICON.search(line)
    line = line[: icon.start()].strip() if icon and icon.start() > 0 else line
    return _drop_site(_cut_repeat(line), outlet) or None


def _title_post(who: str, site: str, said: str, body: str) -> str:
    """The title of a post, with its words only where the body lacks them."""
    words = loosen(said.rstrip("… ").removesuffix("..."))
    label = f"{who} on {site}"
    return label if words and words[:60] in loosen(body[:20_000]) else f'{label}: "{said.strip()}"'


def _find_shown(line: str, body: str) -> str | None:
    """The first of the body's top lines that the field holds whole: five words, or three that it opens with."""
    field = f" {loosen(line)} "
    top = [said.strip() for said in body.lstrip()[:2000].split("\n") if said.strip()][:_SHOWN]
    for first in top:
        words = loosen(first)
        whole = words.count(" ") >= 4 or (words.count(" ") >= 2 and field.startswith(f" {words} "))
        if whole and len(first) < 400 and not first.endswith(".") and f" {words} " in field:
            return first
    return None


def _cut_repeat(line: str) -> str:
    """The field up to where its first words come again, without what follows the title in only one of the repeats."""
    words = line.split()
    folded = [loosen(word) for word in words]
    for start in range(min(4, len(words))):
        if start and words[start - 1] not in ("|", "-", "–", "•", ":"):
            continue
        head = folded[start : start + 4]
        if len(head) < 4:
            break
        again = next(
            (at for at in range(start + 4, len(words) - 2) if folded[at : at + 4] == head[: len(words) - at]), None
        )
        if again is not None:
            shared = _common(words, folded, start, again)
            kept = shared if len(shared) * 5 >= (again - start) * 3 else words[start:again]
            return " ".join(kept).strip(" -–—|•·")
    return line


def _common(words: list[str], folded: list[str], start: int, again: int) -> list[str]:
    """The words that the first two repeats share."""
    length = 0
    while start + length < again and again + length < len(words) and folded[start + length] == folded[again + length]:
        length += 1
    return words[start : start + length]


def _drop_site(line: str, outlet: str | None) -> str:
    """The title without the site's name: cut at the outlet's name behind a separator, or before a short last part."""
    line = _MARK.sub("", line)
    for separator in _SEPARATORS if outlet else ():
        parts = line.split(separator)
        for at in range(1, min(len(parts), 9)):
            if _names_site(separator.join(parts[at:]), outlet or ""):
                return separator.join(parts[:at]).strip()
    return line.strip()


def _names_site(tail: str, outlet: str) -> bool:
    """Whether a title's last part is the outlet's name: a form of an agency, within it, or its first letters."""
    tail = re2.split(r"\s[-|•–—]\s", tail)[0]
    agency = find_agency(tail)
    if agency is not None and agency == find_agency(outlet):
        return True
    said, site = _core(tail), _core(outlet)
    if not said or not site:
        return False
    short, long = ("".join(word[0] for word in words) for words in (said, site))
    spelt = "".join(said) in ("".join(site), long) or "".join(site) == short
    within = len(said) <= 6 and (
        f" {' '.join(said)} " in f" {' '.join(site)} " or f" {' '.join(site)} " in f" {' '.join(said)} "
    )
    return spelt or within or said[: len(site)] == site


def _core(name: str) -> list[str]:
    """The words of a site's name that tell it from others."""
    words = [word for word in loosen(name).split() if word not in _SMALL]
    while len(words) > 1 and words[-1] in ("com", "org", "net", "news"):
        words.pop()
    return words
