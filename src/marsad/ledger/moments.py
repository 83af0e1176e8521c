"""Moments as people write them: a day or a moment, in UTC unless it says otherwise."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import re2

from marsad.errors import InputError

_AGO = re2.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_A_DAY, _A_MOMENT = timedelta(days=1), timedelta(microseconds=1)


def read_day_or_moment(said: str) -> date | datetime:
    """An ISO day or moment. Raises InputError for anything else."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise InputError(f"{said}: no day or time", "Write it as 2024-08-15 or 2024-08-15T14:30") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_moment(said: str) -> datetime:
    """A moment; of a day its last. Raises InputError for anything else."""
    day = read_day_or_moment(said)
    return day if isinstance(day, datetime) else begin_of(day) + _A_DAY - _A_MOMENT


def begin_of(day: date | datetime) -> datetime:
    """A moment itself, or the first of a day."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), UTC)


def find_moment(said: str, now: datetime) -> datetime:
    """A day's first moment, a moment, or how long before now: 12h, 7d, 2w. Raises InputError for anything else."""
    return _find(said, now, lambda day: begin_of(read_day_or_moment(day)))


def find_end(said: str, now: datetime) -> datetime:
    """The same, but of a day its last moment."""
    return _find(said, now, read_moment)


def _find(said: str, now: datetime, read: Callable[[str], datetime]) -> datetime:
    if ago := _AGO.fullmatch(said.strip()):
        return now - int(ago[1]) * _UNITS[ago[2]]
    try:
        return read(said)
    except InputError as error:
        raise InputError(error.what, f"{error.remedy}, or how long ago: 12h, 7d, 2w") from error


def write_moment(moment: datetime) -> str:
    """A moment as rows of a desk are found by it: in UTC, to the second. Raises InputError where UTC has none such."""
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except OverflowError as error:
        raise InputError(f"{moment.isoformat()}: no time that UTC has", "Write it as 2024-08-15T14:30") from error
