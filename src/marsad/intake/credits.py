"""Who wrote it and which agency it comes from, as lines above and below a report say."""

import re

from marsad.lexicon.agencies import find_agency

_SIGNS = " \t\n()[].,;:|*_-–—/"
_BY = re.compile(r"(?:By|BY)\s+(?P<who>\S.*[^.!?])$")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REPORTING = re.compile(r"(?i)\W{0,3}(?:reporting|writing|reporting and writing|reported|written) by (?P<who>[^;.)]+)")
_LEADS = (
    "source",
    "sources",
    "via",
    "agency",
    "agencies",
    "credit",
    "from",
    "courtesy",
    "with inputs from",
    "by",
    "text",
)
_WHAT = r"(?:inputs?|reports?|reporting|files|material|information|contributions?|copy|content)"
_OPENING = re.compile(
    r"(?i)(?:(?:(?:this|the) (?:story|report|article|piece) )?(?:also )?(?:was )?"
    r"(?:(?:written|compiled|produced|prepared|updated) )?(?:with|using|includes?|contains?|uses) "
    rf"(?:(?:additional |some )?{_WHAT} (?:from|by) )?|(?:additional|further) {_WHAT} (?:by|from) "
    r"|(?:text|story|copy) by |by )(?:the )?"
)
"""What opens a credit that shares the work: "With inputs from", "This story includes material from"."""
_CLOSING = re.compile(
    r"(?i) (?:inputs?|files|reports|(?:(?:writer|reporter|journalist|correspondent|staff)s? .+ )?"
    r"contributed to (?:this|the) (?:story|report|article|piece))$"
)
_TRAILING = re.compile(
    r"[.!?”\"'’]\s?(?P<credit>[(\[][^()\[\]]{2,40}[)\]]|[-–—]{1,2}\s?[A-Z][\w' -]{1,40}|/[A-Z][^/]{1,30}/)\W{0,3}$"
)
_HOUSES = frozenset({"agency", "news", "press", "wire", "service", "network", "media"})
_CROWDS = frozenset({"agencies", "agency", "wires", "staff", "correspondents", "reporters", "bureau"})
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)(?:[\s\d©,.-]|\([cC]\)){0,20}(?:[Tt]he )?(?P<name>[A-Z][\w' -]{1,40})"
)


def read_agency_line(line: str) -> str | None:
    """The agency that a line only credits ("AFP", "(Reuters)", "Source: Xinhua", "With inputs from EFE"), or None.

    Of several ("AFP/Reuters", "Agencies - AP") the first known one counts.
    """
    if len(line) > 80:
        return None
    said = line.strip(_SIGNS)
    lead, colon, rest = said.partition(":")
    opening = _OPENING.match(said)
    said = _CLOSING.sub("", said[opening.end() :] if opening else said)
    if colon and lead.strip().lower() in _LEADS:
        said = rest.strip(_SIGNS)
    whole = find_agency(said)
    if whole:
        return whole.name
    if opening and "input" in opening[0].lower() and _is_house(said):
        return said
    parts = [part.strip(_SIGNS) for part in re.split(r"\s?[/,&|+]\s?| and | with | - ", said)]
    known = [agency for part in parts if (agency := find_agency(part))]
    others = [
        part for part in parts if part and not find_agency(part) and part.lower() not in ("agencies", "staff", "wires")
    ]
    return known[0].name if known and not others else None


def _is_house(name: str) -> bool:
    """A name of one word, or with a word for an agency in it: what "with inputs from" credits is no person then."""
    words = name.split()
    titled = bool(words) and len(words) <= 5 and all(word[0].isupper() for word in words if len(word) > 3)
    return (
        titled and words[0].lower() not in _CROWDS and (len(words) == 1 or bool({w.lower() for w in words} & _HOUSES))
    )


def read_copyright(line: str) -> str | None:
    """The agency that a copyright line names, or None."""
    match = _COPYRIGHT.match(line[:200])
    words = match["name"].split() if match else []
    known = (find_agency(" ".join(words[:length])) for length in range(len(words), 0, -1))
    return next((agency.name for agency in known if agency), None)


def find_trailing_credit(line: str) -> tuple[int, str] | None:
    """Where an agency's credit at the end of a paragraph begins, counted from its start, and the agency."""
    tail = line[-80:]
    match = _TRAILING.search(tail)
    if match is None:
        return None
    agency = find_agency(match["credit"].strip(_SIGNS))
    return (len(line) - len(tail) + match.start("credit"), agency.name) if agency else None


def read_byline(line: str) -> str | None:
    """Who a line like "By A. Name, correspondent" names, or None; "By Monday, ..." names nobody."""
    if len(line) > 200:
        return None
    match = _BY.match(line.strip("*_# "))
    who: str = match["who"].strip() if match else ""
    first = who.split()[0].strip(",") if who else ""
    is_name = (
        first.lower() != "the"
        and (first[:1].isupper() or first[:1] == "@")
        and first not in _WEEKDAYS
        and not any(sign.isdigit() for sign in who.split(",")[0])
    )
    return who.strip(" ,") if is_name and len(who.split()) <= 25 else None


def read_reporter(line: str) -> str | None:
    """Who "Reporting by ..." names, or None."""
    match = _REPORTING.match(line[:400])
    who: str = match["who"].strip() if match else ""
    return who or None
