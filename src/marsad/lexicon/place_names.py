"""Folding of place names: what two romanisations of one name agree on."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\u0300-\u036f'’‘ʿʾʼ`´ʻ.]+")
_JOINTS = re.compile(r"[-‐‑–_/,]+| +")
_ARTICLES = re.compile(r"(?m)^(?:the |al |el |ar |as |ash |ad |adh |an |at |az |ez |il |l )+(?=\S\S)")
_INNER = re.compile(r" (?:al|el|ar|as|ash|ad|adh|an|at|az|ez|es|esh|er|ed|en|et|ul|ud|il|l|the|of|de|del) (?=\S)")
_LETTERS = (("ø", "o"), ("ł", "l"), ("đ", "d"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("ı", "i"), ("ə", "a"))
_SOUNDS = (
    *(("ou", "u"), ("oo", "u"), ("ow", "au"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("y", "i")),
    *(("dh", "d"), ("th", "t"), ("gh", "g"), ("kh", "k"), ("q", "k"), ("ck", "k"), ("dj", "j"), ("tch", "ch")),
    *(("ph", "f"), ("w", "u"), ("ts", "s"), ("tz", "z")),
)
_DOUBLES = re.compile(r"(\w)\1+")
_FINAL = re.compile(r"(?m)(?<=\w\w\w)(?:[ae]h?|h)$")
_VOWELS = re.compile(r"[aeiouhw ]+")


def fold_lines(text: str) -> str:
    """Fold each line lightly: case, accents, apostrophes, hyphens, and articles before the name."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    for old, new in _LETTERS:
        plain = plain.replace(old, new)
    return _ARTICLES.sub("", _JOINTS.sub(" ", plain))


def sound_lines(folded: str) -> str:
    """Fold lightly folded lines to their sound: q/k, ou/u, ee/i, y/i, dh/d, doubled letters, a final -a, -ah or -eh."""
    plain = _INNER.sub(" ", folded)
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    return _FINAL.sub("", _DOUBLES.sub(r"\1", plain.replace(" ", "")))


@lru_cache(maxsize=8_192)
def fold_place(name: str) -> str:
    """A name lightly folded: "Al-Ḥudaydah" and "al Hudaydah" agree."""
    return fold_lines(name.replace("\n", " ").strip())


@lru_cache(maxsize=8_192)
def sound_place(name: str) -> str:
    """A name folded to its sound: "al-Hudaydah" and "Hudaida" agree."""
    return sound_lines(fold_place(name))


@lru_cache(maxsize=8_192)
def bones_of(name: str) -> str:
    """The consonants of a name's sound, for spellings that differ in their vowels: "Misrata", "Misurata"."""
    sound = sound_place(name)
    return sound[:1] + _VOWELS.sub("", sound[1:])
