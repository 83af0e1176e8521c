"""What a file holds before it is cleaned: the fields as they were given, and how problems are worded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from marsad.model.reports import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One report as a file gives it. `path` and `at` say where, for problems; `key` is its name or its own id.

    `named` is the date in the file's name; `received` is the day by which it had been published, as a crawl knows it.
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
    received: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Haul:
    """What came out of one file: the reports in it, and what could not be read."""

    reports: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()


def fail(path: str, at: str | None, what: str, remedy: str) -> Haul:
    """A haul of nothing but one problem."""
    return Haul(problems=(Problem(path=path, at=at, what=what, remedy=remedy),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something to read: a file, or a part of one. `path` is how problems name the file and `key` what its reports are
    called by; `name` ends in what kind it is; `within` are the names of what holds it, the outermost first.
    """

    path: str
    key: str
    name: str
    data: bytes
    within: tuple[str, ...] = ()


Reader = Callable[[Piece], Haul]
"""Reads a piece by its kind; what holds others is given one for them."""


def join_hauls(hauls: Iterable[Haul]) -> Haul:
    """What came out of several parts, in their order."""
    kept = tuple(hauls)
    reports = tuple(found for haul in kept for found in haul.reports)
    return Haul(reports=reports, problems=tuple(problem for haul in kept for problem in haul.problems))


def place_in(haul: Haul, part: str) -> Haul:
    """A haul from a part of a file: each place in it is said to be in that part."""

    def where(at: str | None) -> str:
        return f"{part}, {at}" if at else part

    return Haul(
        reports=tuple(replace(found, at=where(found.at)) for found in haul.reports),
        problems=tuple(replace(problem, at=where(problem.at)) for problem in haul.problems),
    )
