"""Judgements in their log: written down, read back, and which of them are in force.

The latest wins, by the time it was made and then its id, wherever it stands in the file. An undo retires one judgement
of the same person, never another's; an undo can be undone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from marsad.ledger.log import append_line, read_lines, tell_torn
from marsad.model.codec import Json, to_json
from marsad.model.ids import make_id
from marsad.model.judgements import Judgement, Subject, Verb
from marsad.model.reports import Problem

_JUDGEMENT = TypeAdapter(Judgement)


def make_judgement(
    verb: Verb, about: Sequence[Subject], *, by: str, why: str, at: datetime, value: str | None = None
) -> Judgement:
    """A judgement with its id, the hash of all that it says."""
    subjects = [f"{subject.kind} {subject.id} {[anchor.id for anchor in subject.anchors]}" for subject in about]
    key = make_id("judgement", at.isoformat(), by, verb, value, why, *subjects)
    return Judgement(id=key, at=at, by=by, verb=verb, about=tuple(about), value=value, why=why)


def write_judgement(path: Path, judgement: Judgement) -> None:
    """Append a judgement to its log. Raises InputError where the log can't be written."""
    record = to_json(judgement)
    assert isinstance(record, dict)
    append_line(path, record)


def read_judgements(path: Path) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """All judgements of a log, the earliest first, each once; and the lines that are none."""
    records, problems = read_lines(path)
    found: dict[str, Judgement] = {}
    torn = list(problems)
    for at, record in records:
        judgement = _load(record)
        if judgement is None:
            torn.append(tell_torn(path, at))
        else:
            found.setdefault(judgement.id, judgement)
    return tuple(sorted(found.values(), key=_by_time)), tuple(torn)


def _load(record: dict[str, Json]) -> Judgement | None:
    """A record as a judgement, if it says when, by whom and of what."""
    try:
        judgement = _JUDGEMENT.validate_python(record, strict=False)
    except ValidationError:
        return None
    return judgement if judgement.at.tzinfo is not None and judgement.by.strip() else None


def find_in_force(judgements: Iterable[Judgement], as_of: datetime | None = None) -> tuple[Judgement, ...]:
    """The judgements that stand, the earliest first: made by then, not undone by whoever made them, no undo."""
    made = sorted((j for j in judgements if as_of is None or j.at <= as_of), key=_by_time)
    by = {judgement.id: judgement for judgement in made}
    retired: set[str] = set()
    for judgement in reversed(made):
        if judgement.verb == Verb.UNDO and judgement.id not in retired:
            retired.update(
                subject.id
                for subject in judgement.about
                if subject.id in by and is_own(judgement.by, by[subject.id]) and _is_before(by[subject.id], judgement)
            )
    return tuple(j for j in made if j.verb != Verb.UNDO and j.id not in retired)


def is_own(name: str, judgement: Judgement) -> bool:
    """Whether a person made a judgement; case and spaces aside."""
    return " ".join(name.casefold().split()) == " ".join(judgement.by.casefold().split())


def _is_before(one: Judgement, other: Judgement) -> bool:
    return _by_time(one) < _by_time(other)


def _by_time(judgement: Judgement) -> tuple[datetime, str]:
    return judgement.at, judgement.id


def say_words(judgement: Judgement) -> str:
    """Who judged and why, as it stands among reasons: "Ada Moss: the same bridge"."""
    return f"{judgement.by}: {judgement.why}"
