"""Noting judgements: what a person names is looked up in the ledger, checked, and appended to the log."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console

from marsad.commands.desks import AnyDesk, open_any
from marsad.commands.grounds import pick
from marsad.commands.showing import plain, print_json
from marsad.errors import InputError
from marsad.ledger.anchoring import about_judgement, about_sides
from marsad.ledger.judgements import find_in_force, is_own, make_judgement
from marsad.model.codec import Json, to_json
from marsad.model.judgements import ABOUT, Judgement, Subject, Verb


class Table:
    """A desk as judgements are made over it."""

    def __init__(self, desk: AnyDesk) -> None:
        """Take a desk as it is now. Raises InputError where it has no ledger."""
        self.desk = desk
        self.ground = desk.ground()

    def subject(self, said: str, kinds: tuple[str, ...]) -> Subject:
        """What a person means. Raises InputError where that is not one thing."""
        return self.ground.subject(pick(self.ground, said, kinds).id, kinds)

    def note(self, verb: Verb, about: Sequence[Subject], by: str, why: str, value: str | None = None) -> None:
        """Append a judgement and say so. Raises InputError where name or reason is missing."""
        if not by.strip() or not why.strip():
            raise InputError("A judgement needs a name and a reason", "Give both, with --by and --why")
        made = make_judgement(verb, about, by=by.strip(), why=why.strip(), at=datetime.now(UTC), value=value)
        then = self.desk.note(made)
        typer.echo(f"noted {made.id}")
        typer.echo(then)

    def pair(self, verb: str, one: str, other: str, by: str, why: str) -> None:
        """Two things that are one or are not."""
        kinds = ABOUT[Verb(verb)]
        about = [self.subject(one, kinds), self.subject(other, kinds)]
        if about[0].id == about[1].id:
            raise InputError(f"{about[0].id} is named twice", "Name two things")
        self.note(Verb(verb), about, by, why)

    def one(self, verb: str, said: str, by: str, why: str) -> None:
        """One thing that is accepted, rejected or lifted."""
        self.note(Verb(verb), [self.subject(said, ABOUT[Verb(verb)])], by, why)

    def split(self, incident: str, claims: Sequence[str], by: str, why: str) -> None:
        """Some claims of an incident, and the others."""
        whole = self.subject(incident, ABOUT[Verb.SPLIT])
        out = {self.subject(claim, ("claim",)).id for claim in claims}
        held = {anchor.id for anchor in whole.anchors}
        if strange := sorted(out - held):
            raise InputError(f"{strange[0]} is no claim of {whole.id}", "Name claims of this incident")
        if out == held:
            raise InputError(f"All claims of {whole.id} are named", "Leave at least one in it, or reject the incident")
        self.note(Verb.SPLIT, about_sides(whole, out), by, why)

    def correct(self, said: str, value: str, by: str, why: str) -> None:
        """A field of a claim, an incident's claims or a report; the value is checked before it is noted."""
        subject = self.subject(said, ABOUT[Verb.CORRECT])
        self.ground.check(subject, value)
        self.note(Verb.CORRECT, [subject], by, why, value)

    def undo(self, said: str, by: str, why: str) -> None:
        """One judgement of the same person is taken back."""
        made, _ = self.desk.judgements()
        whole = [j for j in made if said in (j.id, j.id.partition("-")[2])]
        found = whole or [j for j in made if j.id.startswith(said)]
        if len(found) != 1:
            raise InputError(f"{plain(said)}: not one judgement", "marsad judgements lists them")
        if not is_own(by, found[0]):
            what = f"{found[0].id} is {plain(found[0].by)}'s: nobody takes back another's"
            raise InputError(what, "Note a judgement of your own: the latest wins")
        if found[0].verb != Verb.UNDO and found[0] not in find_in_force(made):
            raise InputError(f"{found[0].id} is undone already", "marsad judgements lists what stands")
        self.note(Verb.UNDO, [about_judgement(found[0].id)], by, why)

    def undo_last(self, by: str, why: str) -> None:
        """The last judgement of this person that stands is taken back."""
        made, _ = self.desk.judgements()
        own = [judgement for judgement in find_in_force(made) if is_own(by, judgement)]
        if not own:
            raise InputError(f"{plain(by)} has no judgement that stands", "marsad judgements lists them all")
        self.undo(own[-1].id, by, why)


@contextmanager
def open_table(folder: Path) -> Iterator[Table]:
    """A folder or desk, for judgements. Raises InputError where it has no ledger."""
    with open_any(folder) as desk:
        yield Table(desk)


def tell_judgements(folder: Path, as_json: bool) -> None:
    """Every judgement of the log, the earliest first, with its standing in the folder's ledger."""
    with open_any(folder) as desk:
        made, torn = desk.judgements()
        rows = {row.id: row for row in desk.ground().judgements()}
    for problem in torn:
        Console(stderr=True, highlight=False, markup=False).print(f"{problem.path}, {problem.at}: {problem.what}")
    force = {judgement.id for judgement in find_in_force(made)}
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
