"""What a file holds before it is cleaned: the fields as they were given, and how problems are worded."""

from dataclasses import dataclass
from datetime import date

from marsad.model.reports import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One report as a file gives it. `path` and `at` say where, for problems; `key` is its name or its own id.

    `named` is the date in the file's name.
    """

    path: str
    at: str | None
    key: str
    body: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    agency: str | None = None
    author: str | None = None
    language: str | None = None
    named: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Haul:
    """What came out of one file: the reports in it, and what could not be read."""

    reports: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()


def fail(path: str, at: str | None, what: str, remedy: str) -> Haul:
    """A haul of nothing but one problem."""
    return Haul(problems=(Problem(path=path, at=at, what=what, remedy=remedy),))
