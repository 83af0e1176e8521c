"""Identifiers: a hash of what a record is, so that a second run writes the same rows."""

from hashlib import blake2b

_SEPARATOR = "\x1f"


def make_id(prefix: str, *parts: str | int | None) -> str:
    """Hash the identity fields of a record into `prefix-` and 16 hexadecimal digits.

    The same parts in the same order give the same id on every machine; `None` and `""` differ.
    """
    said = _SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{blake2b(said.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
