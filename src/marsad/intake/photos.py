"""Photo credits within a line: what ends in one, or opens with one, is a caption."""

import re

from marsad.intake.paragraphs import ends_sentence
from marsad.lexicon.agencies import find_agency

_LONGEST = 700
"""Characters: a longer line is no caption but a text that ends in one; agencies' captions have up to some 80 words."""
_TAIL = 160
"""Characters at the start or end of a line in which a credit is looked for."""
_DASHED = 30
"""Words of a line that may end in a dash and a credit."""
_WORDS = re.compile(r"\s+(?:photos?|file|images?|handout|video|pool|archive)$", re.IGNORECASE)
_PHOTO = re.compile(
    r"(?:file|photos?|image|handout|screen ?grab|screenshot|supplied|courtesy|archive)\b", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:^|[\s.”\"')\]])(?:Photo credit|Photo|PHOTO|Pic|File pic|Picture|Image|Photograph|Credits?)s?"
    r"(?: by|\s?:|\.{3}|…)\s?[^.:]{2,80}\.?$"
)
_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,100})[)\]]\.?$")
_SLASHES = re.compile(r"(?:^|\s)(?P<first>\S{2,30}(?: \S{2,30}){0,2}?)\s?/\s?[A-Z][^/.]{1,50}(?:/[^/.]{2,40})?\.?$")
_OPENING = re.compile(r"(?P<first>[A-Z][\w ]{1,30}?)(?:\s?/\s?[A-Z][\w .-]{0,40}?){1,4}\.\s")
_LABELLED = re.compile(
    r"(?:(?:Image|Video|Media|Figure) (?:copyright|source),? [A-Z@].{1,60}? )?"
    r"(?:Media playback is (?:unsupported|not supported) on (?:your|this) device )?"
    r"(?:Image|Video|Media|Figure|Picture) caption[,:]? (?=\S)|"
    r"Media playback is (?:unsupported|not supported) on (?:your|this) device (?=\S)"
)
"""What stands before a caption where a page's elements ran together: its credit and its label."""
_GLUED = 5
"""Words that must stand behind an agency's name for it to be the credit before a caption."""
_DASH = re.compile(r"\s[-–—|]\s?(?P<credit>[^-–—|]{2,40})$")


def _is_agency(name: str) -> bool:
    """Whether a name is an agency's, with or without "Photo", "File" or "Handout" behind it."""
    return find_agency(name.strip()) is not None or find_agency(_WORDS.sub("", name.strip())) is not None


def _ends_in_credit(tail: str) -> bool:
    """Whether a line ends as captions do: "(AP Photo/A. Name)", "[Name/AFP]", "REUTERS/A. Name", "Pic: A. Name"."""
    bracket = _BRACKET.search(tail)
    if bracket:
        inside = bracket["inside"].strip()
        parts = re.split(r"[/|,]| via ", inside)
        alone = len(parts) == 1 and _WORDS.search(inside) is None
        if _PHOTO.match(inside) or (not alone and any(_is_agency(part) for part in parts)):
            return True
    slashes = _SLASHES.search(tail)
    words = slashes["first"].split() if slashes else []
    if any(_is_agency(" ".join(words[at:])) for at in range(len(words))):
        return True
    return _LABEL.search(tail) is not None


def _opens_with_stock(line: str) -> bool:
    """Whether a line opens with the name of a photo agency."""
    words = line.split(maxsplit=3)
    agencies = (find_agency(" ".join(words[:length])) for length in (1, 2))
    return len(words) == 4 and any(agency.kind == "photo" for agency in agencies if agency)


def _ends_in_dash(line: str, outlet: str | None) -> bool:
    """Whether a short line ends in a dash and an agency, the outlet or "archive"."""
    match = _DASH.search(line[-_TAIL:])
    if match is None or ends_sentence(line) or len(line.split()) > _DASHED:
        return False
    credit = match["credit"].partition("/")[0].strip()
    ours = outlet is not None and credit.casefold() in outlet.casefold() and len(credit) >= 4
    return ours or _is_agency(credit) or bool(_PHOTO.fullmatch(credit))


def has_photo_credit(line: str, outlet: str | None) -> bool:
    """Whether a line is a caption by the credit at its end or start.

    A dash and an agency's name at the end count only in a line of up to 30 words that ends no sentence.
    """
    if len(line) > _LONGEST:
        return False
    opening = _OPENING.match(line[:_TAIL])
    if opening and _is_agency(opening["first"]):
        return True
    if not ends_sentence(line) and _opens_with_stock(line):
        return True
    return _ends_in_credit(line[-_TAIL:]) or _ends_in_dash(line, outlet)


def find_leading_credit(line: str) -> int:
    """Where a caption begins behind the credit or label that ran into it, or 0.

    "Image copyright X Image caption Doctors said ..."; "Reuters Soldiers stand ..." where the line ends no sentence and
    its words go on with a name or a new sentence, never with a verb.
    """
    if len(line) > _LONGEST:
        return 0
    label = _LABELLED.match(line)
    if label:
        return label.end()
    words = line.split()
    if ends_sentence(line):
        return 0
    for length in (3, 2, 1):
        if len(words) < length + _GLUED or not words[length][0].isupper():
            continue
        if _names_agency(" ".join(words[:length])):
            return line.index(words[length], len("".join(words[:length])))
    return 0


def _names_agency(name: str) -> bool:
    """Whether words are an agency's name, or its short and its long one: "AP:Associated Press"."""
    short, colon, long = name.partition(":")
    return _is_agency(name) or bool(colon and _is_agency(short) and _is_agency(long))
