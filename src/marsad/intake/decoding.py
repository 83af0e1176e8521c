"""Bytes to text: UTF-8 first, then a byte order mark, then the likeliest encoding; never a lone surrogate."""

import re
from codecs import lookup

from charset_normalizer import from_bytes

from marsad.errors import InputError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_SAMPLE = 256 * 1024
"""Bytes that are looked at to guess an encoding."""
_WESTERN = "cp1252"
"""What the web takes text for that does not say (WHATWG Encoding)."""
_ENCODINGS = re.compile(
    r"ascii|utf-(?:8|16|32).*|iso8859-\d+|cp\d+|koi8-[rtu]|kz1048|ptcp154|tis-620|mac-.+|big5.*|gb.+|hz|euc_.+|shift_jis.*"
    r"|iso2022_.+|johab"
)
"""Python's names of the encodings that pages are written in."""
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_REPLACED = str.maketrans({"\x00": "\ufffd", **{chr(code): sign for code, sign in _SURROGATES.items()}, **_LIGATURES})


def decode(data: bytes) -> str:
    """The text of some bytes, with "\\n" for every kind of line end.

    A byte order mark decides; else UTF-8 where the bytes are valid; else the likeliest encoding of the first 256 KiB.
    Bytes that are no text raise InputError.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return tidy(data.decode(encoding, "replace"))
    if b"\x00" in data:
        raise InputError(
            "it holds NUL bytes: this is a binary file, not text", "Name it by its true kind, or export its text"
        )
    try:
        return tidy(data.decode("utf-8"))
    except UnicodeDecodeError:
        return tidy(data.decode(_guess_encoding(data), "replace"))


def recode(data: bytes, charset: str | None) -> bytes:
    """Bytes in UTF-8 with its mark, by the encoding that a server states; as they are where they do not keep to it.

    A mark of their own goes first. What is no encoding of text, or one that takes more than linear time, is not used.
    """
    if charset is None or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return data
    try:
        known = _ENCODINGS.fullmatch(lookup(charset).name)
        return _MARKS[0][0] + data.decode(charset).encode("utf-8", "replace") if known else data
    except (LookupError, UnicodeError):
        return data


def _guess_encoding(data: bytes) -> str:
    """The likeliest encoding, Windows-1252 among equals; bytes with many control characters are no text in any."""
    sample = data[:_SAMPLE]
    control = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    likely = [] if control * 50 > len(sample) else list(from_bytes(sample))
    if not likely:
        raise InputError("it is not text in any known encoding", "Save it as UTF-8 text")
    best = likely[0]
    equals = [one for one in likely if (one.chaos, one.coherence) == (best.chaos, best.coherence)]
    return _WESTERN if any(_WESTERN in one.could_be_from_charset for one in equals) else str(best.encoding)


def tidy(text: str) -> str:
    """Text as reports hold it: "\\n" for line ends, no mark at the start, no lone surrogates and no NUL.

    Letters that PDFs print as one sign ("ﬂed") stand apart, as words have them.
    """
    ended = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return ended.removeprefix("\ufeff").translate(_REPLACED)
