"""What a run took in: each report with where it came from, so that a later run can add to it and name it as if all had
come at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.model.reports import Problem, Report, report_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A report that states no date, by its id, and what to say of it if no copy gives it one."""

    report: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A report as it stood in a file: the file by a hash, its names from the shortest to the longest and the one that
    was its key, how problems name it, the place in it, what was wrong with it, and what to say if nothing dates it.
    """

    file: str
    names: tuple[str, ...]
    key: str
    path: str
    at: str | None
    report: Report
    said: tuple[Problem, ...]
    undated: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The reports, sorted by key and id; what could not be read, sorted by path and place; who states no date.

    `taken` and `noted` are what these were made of.
    """

    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]
    undated: tuple[Undated, ...]
    taken: tuple[Taken, ...]
    noted: tuple[Problem, ...]


def sum_up(taken: Sequence[Taken], noted: Sequence[Problem]) -> Intake:
    """An intake of reports in the order of their files; one that is there twice is kept once, and said."""
    reports: dict[str, Report] = {}
    undated: list[Undated] = []
    problems = list(noted)
    for one in taken:
        if one.report.id in reports:
            problems.append(_repeated(one, reports[one.report.id]))
            continue
        reports[one.report.id] = one.report
        problems.extend(one.said)
        if one.undated is not None:
            undated.append(Undated(report=one.report.id, problem=one.undated))
    return Intake(
        reports=tuple(sorted(reports.values(), key=lambda report: (report.key, report.id))),
        problems=_order(problems),
        undated=tuple(undated),
        taken=tuple(taken),
        noted=_order(noted),
    )


def _order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda one: (one.path, one.at or "", one.what)))


def _repeated(one: Taken, report: Report) -> Problem:
    what = f"the same report as {report.key} is already there; it is kept once"
    return Problem(path=one.path, at=one.at, what=what, remedy="Leave one of them out")


def choose_keys(names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Each file's name; where several share it, the path below the argument; where they share that, with its folder."""
    keys = [name[0] for name in names]
    for length in (1, 2):
        shared = {key for key, times in Counter(keys).items() if times > 1}
        keys = [
            name[min(length, len(name) - 1)] if key in shared else key for name, key in zip(names, keys, strict=True)
        ]
    return tuple(keys)


def join_intakes(*intakes: Intake) -> Intake:
    """Intakes, the earliest first, as if all files had been read at once.

    Nothing is lost: where a file was read again, what it held before stays beside what it holds now. What was wrong
    with a file then is no longer said.
    """
    keys = _name_files(one for intake in intakes for one in intake.taken)
    taken: dict[tuple[str, str], Taken] = {}
    noted: dict[str, list[Problem]] = {}
    for intake in intakes:
        for one in _rekey(intake.taken, keys):
            taken[one.file, one.report.id] = one
        for read in intake.taken:
            noted.pop(read.path, None)
        for problem in intake.noted:
            noted.setdefault(problem.path, []).append(problem)
    ordered = sorted(taken.values(), key=lambda one: (one.path, one.names))
    return sum_up(ordered, [problem for some in noted.values() for problem in some])


def _name_files(taken: Iterable[Taken]) -> dict[str, str]:
    """Each file's key among all files; a file that was named in two ways keeps the first."""
    names: dict[str, tuple[str, ...]] = {}
    for one in taken:
        names.setdefault(one.file, one.names)
    return dict(zip(names, choose_keys(list(names.values())), strict=True))


def _rekey(taken: Iterable[Taken], keys: dict[str, str]) -> list[Taken]:
    """The reports under their files' keys; a record's own id stays."""
    renamed: list[Taken] = []
    for one in taken:
        key, report = keys[one.file], one.report
        if key != one.key and (report.key == one.key or report.key.startswith(f"{one.key}#")):
            name = key + report.key.removeprefix(one.key)
            report = replace(report, key=name, id=report_id(name, report.outlet, report.url, report.text))
        renamed.append(replace(one, key=key, report=report))
    return renamed
