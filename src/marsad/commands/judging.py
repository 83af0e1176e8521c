"""Noting judgements: what a person names is looked up in the ledger, checked, and appended to the log."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console

from marsad.commands.looking import look_up, open_ledger
from marsad.commands.showing import plain, print_json
from marsad.errors import InputError
from marsad.ledger.anchoring import Finder, about_judgement, about_report, about_source
from marsad.ledger.correcting import Names, correct_claim, correct_report
from marsad.ledger.judgements import find_in_force, is_own, make_judgement, write_judgement
from marsad.model.codec import Json, to_json
from marsad.model.judgements import Judgement, Subject, SubjectKind, Verb
from marsad.model.ledger import Ledger
from marsad.store.desk import Desk

_ABOUT = {
    Verb.SAME: ("incident", "claim"),
    Verb.NOT_SAME: ("incident", "claim"),
    Verb.MERGE_SOURCES: ("source",),
    Verb.ACCEPT: ("incident", "claim"),
    Verb.REJECT: ("incident", "claim", "report"),
    Verb.CORRECT: ("incident", "claim", "report"),
    Verb.LIFT_BACKGROUND: ("claim",),
}


class _Table:
    """A ledger as judgements are made over it."""

    def __init__(self, folder: Path) -> None:
        """Open the folder's ledger. Raises InputError where there is none."""
        self.ledger: Ledger = open_ledger(folder)
        self.desk = Desk(folder)
        self.finder = Finder(self.ledger.reports, self.ledger.claims, self.ledger.sources)
        self.incidents = {incident.id: incident for incident in self.ledger.incidents}

    def subject(self, said: str, kinds: tuple[str, ...]) -> Subject:
        """What a person means. Raises InputError where that is not one thing."""
        thing = look_up(self.ledger, said, kinds)
        if thing.kind == "incident":
            return self.finder.about_incident(self.incidents[thing.id])
        if thing.kind == "claim":
            return self.finder.about_claim(self.finder.claims[thing.id])
        if thing.kind == "source":
            return about_source(self.finder.sources[thing.id])
        return about_report(self.finder.reports[thing.id])

    def note(self, verb: Verb, about: Sequence[Subject], by: str, why: str, value: str | None = None) -> None:
        """Append a judgement and say so. Raises InputError where name or reason is missing."""
        if not by.strip() or not why.strip():
            raise InputError("A judgement needs a name and a reason", "Give both, with --by and --why")
        made = make_judgement(verb, about, by=by.strip(), why=why.strip(), at=datetime.now(UTC), value=value)
        write_judgement(self.desk.judgements_file, made)
        typer.echo(f"noted {made.id}")
        typer.echo(f"marsad read --into {self.desk.folder.parent} folds it in; marsad judge undo takes it back")


def note_pair(verb: str, one: str, other: str, by: str, why: str, folder: Path) -> None:
    """Two things that are one or are not."""
    table = _Table(folder)
    kinds = _ABOUT[Verb(verb)]
    about = [table.subject(one, kinds), table.subject(other, kinds)]
    if about[0].id == about[1].id:
        raise InputError(f"{about[0].id} is named twice", "Name two things")
    table.note(Verb(verb), about, by, why)


def note_one(verb: str, said: str, by: str, why: str, folder: Path) -> None:
    """One thing that is accepted, rejected or lifted."""
    table = _Table(folder)
    table.note(Verb(verb), [table.subject(said, _ABOUT[Verb(verb)])], by, why)


def note_split(incident: str, claims: Sequence[str], by: str, why: str, folder: Path) -> None:
    """Some claims of an incident, and the others."""
    table = _Table(folder)
    whole = table.subject(incident, ("incident",))
    out = {table.subject(claim, ("claim",)).id for claim in claims}
    held = {anchor.id for anchor in whole.anchors}
    if strange := sorted(out - held):
        raise InputError(f"{strange[0]} is no claim of {whole.id}", "Name claims of this incident")
    if out == held:
        raise InputError(f"All claims of {whole.id} are named", "Leave at least one in it, or reject the incident")
    sides = (
        Subject(
            kind=SubjectKind.INCIDENT,
            id=whole.id,
            of=whole.of,
            anchors=tuple(anchor for anchor in whole.anchors if (anchor.id in out) is chosen),
        )
        for chosen in (True, False)
    )
    table.note(Verb.SPLIT, list(sides), by, why)


def note_correction(said: str, value: str, by: str, why: str, folder: Path) -> None:
    """A field of a claim, an incident's claims or a report; the value is checked before it is noted."""
    table = _Table(folder)
    subject = table.subject(said, _ABOUT[Verb.CORRECT])
    if subject.kind == SubjectKind.REPORT:
        correct_report(table.finder.reports[subject.id], value)
    else:
        names = Names({place.id: place for place in table.ledger.places}, table.finder.sources)
        for anchor in subject.anchors:
            correct_claim(table.finder.claims[anchor.id], value, names, by)
    table.note(Verb.CORRECT, [subject], by, why, value)


def note_undo(said: str, by: str, why: str, folder: Path) -> None:
    """One judgement of the same person is taken back."""
    table = _Table(folder)
    made, _ = table.desk.read_judgements()
    found = [j for j in made if said in (j.id, j.id.partition("-")[2])] or [j for j in made if j.id.startswith(said)]
    if len(found) != 1:
        raise InputError(f"{plain(said)}: not one judgement", f"marsad judgements --into {folder} lists them")
    if not is_own(by, found[0]):
        what = f"{found[0].id} is {plain(found[0].by)}'s: nobody takes back another's"
        raise InputError(what, "Note a judgement of your own: the latest wins")
    table.note(Verb.UNDO, [about_judgement(found[0].id)], by, why)


def tell_judgements(folder: Path, as_json: bool) -> None:
    """Every judgement of the log, the earliest first, with its standing in the folder's ledger."""
    desk = Desk(folder)
    made, torn = desk.read_judgements()
    for problem in torn:
        Console(stderr=True, highlight=False, markup=False).print(f"{problem.path}, {problem.at}: {problem.what}")
    force = {judgement.id for judgement in find_in_force(made)}
    rows = {row.id: row for row in open_ledger(folder).judgements}
    stands = {j.id: _stand(j, force, rows[j.id].standing if j.id in rows else "not yet folded in") for j in made}
    if as_json:
        print_json([{**_fields(judgement), "standing": stands[judgement.id]} for judgement in made])
        return
    for judgement in made:
        about = ", ".join(subject.id for subject in judgement.about)
        value = f" {judgement.value}" if judgement.value else ""
        typer.echo(f"{judgement.id}  {judgement.at:%Y-%m-%d %H:%M}  {plain(judgement.by)}  {stands[judgement.id]}")
        typer.echo(f"  {judgement.verb} {about}{plain(value)}: {plain(judgement.why)}")
    if not made:
        typer.echo("no judgements yet")


def _stand(judgement: Judgement, force: set[str], told: str) -> str:
    if judgement.verb == Verb.UNDO:
        return "undo"
    return told if judgement.id in force else "undone"


def _fields(judgement: Judgement) -> dict[str, Json]:
    record = to_json(judgement)
    assert isinstance(record, dict)
    return record
