"""Packed bytes (gzip) unpacked in small steps, so that a bomb is found out before it is large."""

import zlib
from collections.abc import Iterable

from marsad.errors import InputError

GZIP = b"\x1f\x8b"
_STEP = 64 * 1024
_FREE = 1024 * 1024
"""Bytes up to which any ratio is fine: a short text that repeats itself packs well."""
_EITHER = 32 + zlib.MAX_WBITS
"""zlib's sign for gzip or its own form, whichever it is."""
_AGAIN = "Fetch or save it again"


def unpack(parts: Iterable[bytes], most: int, ratio: int) -> bytes:
    """What some gzip bytes hold, also in several members.

    Raises InputError where it is more than `most` bytes, beyond 1 MiB more than `ratio` times what came in, broken, or
    cut short. At no time more than `most` and two steps are held.
    """
    held, came = bytearray(), 0
    unpacker = zlib.decompressobj(_EITHER)
    for part in parts:
        came += len(part)
        while part:
            if unpacker.eof:
                part = part.lstrip(b"\x00")
                unpacker = zlib.decompressobj(_EITHER) if part else unpacker
            try:
                held += unpacker.decompress(part, _STEP)
            except zlib.error as error:
                raise InputError("its packed bytes are broken", _AGAIN) from error
            part = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if len(held) > most or (len(held) > _FREE and len(held) > ratio * came):
                raise InputError(f"its {came:,} bytes unpack to more than {len(held):,}", "Leave it: it may be a trap")
    if not unpacker.eof:
        raise InputError("it is cut short", _AGAIN)
    return bytes(held)
