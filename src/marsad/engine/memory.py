"""Memory that was freed goes back to the system, so that a long run is no larger than what it holds."""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back_memory() -> None:
    """Return the pages that hold nothing; where the C library cannot (`malloc_trim` is glibc's), nothing is done."""
    _find_trim()(0)


@cache
def _find_trim() -> Callable[[int], object]:
    try:
        found: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return lambda _pad: None
    return found
