"""Memory: what was freed goes back to the system, and nobody looks for rings where there are none."""

import ctypes
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache


def give_back_memory() -> None:
    """Return the pages that hold nothing; where the C library cannot (`malloc_trim` is glibc's), nothing is done."""
    _find_trim()(0)


@contextmanager
def look_for_no_rings() -> Iterator[None]:
    """Leave Python's search for objects that hold one another until the end.

    Frozen records hold no rings, so each is freed as its last holder goes; looking through the many records of a long
    story takes a tenth of the time that is spent on it and finds nothing.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


@cache
def _find_trim() -> Callable[[int], object]:
    try:
        found: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return lambda _pad: None
    return found
