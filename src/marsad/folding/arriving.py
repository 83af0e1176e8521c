"""Arrivals: what new facts bring, where that can be told without looking at all facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from marsad.intake import Taken
from marsad.model.reports import Problem
from marsad.store.database.journal import FactKind, Noted, read_facts
from marsad.store.database.kin import Kin, mark
from marsad.store.database.versions import find_texts, read_versions_of, tell_standing

_TAKEN, _PROBLEM = TypeAdapter(Taken), TypeAdapter(Problem)
_SIMPLE = frozenset((FactKind.REPORT, FactKind.PROBLEM, FactKind.VERSION, FactKind.JUDGEMENT))


@dataclass(slots=True)
class Arrivals:
    """Reports that came, by mark, each with its row of the journal; those that stand no more; what could not be read;
    names of files.
    """

    taken: dict[int, tuple[int, Taken]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def find_arrivals(kin: Kin, since: int, most: int) -> Arrivals | None:
    """What the facts after one bring. None where all facts must be looked at: something was purged, places or bodies
    were added, more than `most` came, a file shares its name with another one, a report is there twice, or what was
    wrong with a file is no longer so.
    """
    facts = list(_read_some(kin, since, most))
    if len(facts) > most or not all(fact.kind in _SIMPLE and fact.body is not None for fact in facts):
        return None
    found = Arrivals()
    noted = [(fact, _TAKEN.validate_json(fact.body or b"")) for fact in facts if fact.kind is FactKind.REPORT]
    standing = {f.subject: tell_standing(f.body or b"") for f in facts if f.kind is FactKind.VERSION}
    before = read_versions_of(kin.connection, (taken.file for _, taken in noted), since)
    stood = {file: rows[-1].report for file, rows in before.items()} | standing
    read = [(fact, taken) for fact, taken in noted if stood.get(taken.file, taken.report.id) == taken.report.id]
    if not _are_named_alone(kin, [taken for _, taken in read], found) or _are_mended(kin, read):
        return None
    for fact, taken in read:
        number = mark(taken.report.id)
        if number in found.taken:
            return None
        found.taken[number] = fact.seq, taken
    if any(True for _ in kin.read_members(found.taken)) or not _find_replaced(kin, standing, found):
        return None
    found.problems += [_PROBLEM.validate_json(f.body or b"") for f in facts if f.kind is FactKind.PROBLEM]
    found.problems += [problem for _, taken in found.taken.values() for problem in taken.said]
    return found


def _find_replaced(kin: Kin, standing: Mapping[str, str], found: Arrivals) -> bool:
    """The reports that stand no more, and those that stand again. Whether that can be told from these files alone."""
    there = list(kin.read_members_in(standing))
    held = {row["mark"] for row in there}
    found.gone = {row["mark"] for row in there if row["mark"] != mark(standing[row["file"]])}
    back = {file: report for file, report in standing.items() if mark(report) not in found.taken.keys() | held}
    texts = find_texts(kin.connection, back.values()) if back else {}
    for file, report in back.items():
        if (file, report) not in texts:
            return False
        found.taken[mark(report)] = texts[file, report]
    facts = kin.read_payloads(row["fact"] for row in there if row["mark"] in found.gone)
    return not any(_TAKEN.validate_json(body).said for _, body in facts)


def _read_some(kin: Kin, since: int, most: int) -> Iterator[Noted]:
    kinds = tuple(kind for kind in FactKind if kind not in (FactKind.ORIGINAL, FactKind.GONE))
    for count, fact in enumerate(read_facts(kin.connection, *kinds, since=since)):
        yield fact
        if count > most:
            return


def _are_named_alone(kin: Kin, read: Sequence[Taken], found: Arrivals) -> bool:
    """Whether no file's names are another's, and each is the one that its reports go by."""
    files = {one.file: one.names for one in read}
    if any(one.names != files[one.file] or one.key != one.names[0] for one in read):
        return False
    known: dict[str, set[str]] = {}
    for name, file in kin.find_names_of(files):
        known.setdefault(file, set()).add(name)
    if any(known[file] != set(files[file]) for file in known):
        return False
    for file, names in files.items():
        for name in set(names):
            if found.names.setdefault(name, file) != file:
                return False
    if any(found.names[name] != file for name, file in kin.find_names(found.names)):
        return False
    found.names = {name: file for name, file in found.names.items() if file not in known}
    return True


def _are_mended(kin: Kin, read: Sequence[tuple[Noted, Taken]]) -> bool:
    """Whether something was wrong before with a file that was read now."""
    batches = {taken.path: fact.batch for fact, taken in read}
    return any(batch < batches[path] for path, batch in kin.find_problem_batches(batches))
