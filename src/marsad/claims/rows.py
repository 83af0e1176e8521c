"""Rows of figures under a heading: "Displaced by parish:", then a line "Tala Umbo: 610" for each."""

_LONGEST = 60
_BULLETS = "-–—•* "


def is_heading(line: str) -> bool:
    """A short line that ends in a colon and says by what the figures under it are told apart."""
    words = line.strip().lower().split()
    return line.rstrip().endswith(":") and len(line) <= _LONGEST and bool({"by", "per"} & set(words[1:]))


def is_label(line: str) -> bool:
    """A name, with or without a bullet, and its colon: "- Tala Umbo: "."""
    name = line.strip().strip(_BULLETS).removesuffix(":")
    return line.rstrip().endswith(":") and 0 < len(name) <= _LONGEST and ":" not in name and name[0].isupper()


def is_row(line: str) -> bool:
    """A label with a figure behind its colon."""
    name, colon, figure = line.partition(":")
    return bool(colon) and is_label(f"{name}:") and figure.strip()[:1].isdigit()
