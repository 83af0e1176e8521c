"""People's own sources: a CSV of bodies that speak and act, as in the lexicon's own table."""

import csv
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import InputError
from marsad.intake.gazetteers import open_table, read_text
from marsad.lexicon.bodies import Body, index_bodies
from marsad.model.claims import BodyKind
from marsad.model.reports import Problem

_KINDS = tuple(kind.value for kind in BodyKind if kind not in (BodyKind.WITNESS, BodyKind.UNNAMED, BodyKind.PERSON))
_REMEDY = f"Give name and kind; kind is one of {', '.join(_KINDS)}"


@dataclass(frozen=True, slots=True)
class Sources:
    """The bodies of a file, and the rows of it that are none."""

    bodies: tuple[Body, ...]
    problems: tuple[Problem, ...]


def read_sources(path: Path) -> Sources:
    """Read a CSV with the columns name, kind and, if wanted, country, part_of, sense and aliases (parted by "|").

    A row without a name or of an unknown kind, or whose name another row has, becomes a problem; the others go on.
    Raises InputError where the file can't be opened or has no such columns.
    """
    reader = open_table(read_text(path))
    if not {"name", "kind"} <= {(name or "").strip().lower() for name in reader.fieldnames or ()}:
        raise InputError(f"{path}: it has no columns name and kind", _REMEDY)
    bodies: list[Body] = []
    problems: list[Problem] = []
    try:
        for row in reader:
            cells = {name.strip().lower(): (cell or "").strip() for name, cell in row.items() if isinstance(name, str)}
            made = _body(cells, bodies)
            if isinstance(made, Body):
                bodies.append(made)
            else:
                problems.append(Problem(path=path.name, at=f"line {reader.line_num}", what=made, remedy=_REMEDY))
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}", "Save it as CSV again") from error
    return Sources(tuple(bodies), tuple(problems))


def _body(cells: dict[str, str], before: list[Body]) -> Body | str:
    """The body of a row, or what is wrong with the row."""
    name, kind = " ".join(cells.get("name", "").split()), cells.get("kind", "").lower().replace(" ", "_")
    if not name:
        return "it names no body"
    if kind not in _KINDS:
        return f"“{name}” is of no known kind: “{kind}”"
    if index_bodies(before).find(name) is not None:
        return f"“{name}” is a name of another row"
    return Body(
        name=name,
        kind=BodyKind(kind),
        country=cells.get("country") or None,
        part_of=cells.get("part_of") or None,
        sense=cells.get("sense") or kind,
        aliases=tuple(dict.fromkeys(alias.strip() for alias in cells.get("aliases", "").split("|") if alias.strip())),
    )
