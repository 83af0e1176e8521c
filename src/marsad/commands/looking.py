"""Looking up what a person means: an id, the beginning of one, or words that stand in one thing alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.commands.showing import plain
from marsad.errors import InputError
from marsad.model.ledger import Ledger

_SHOWN = 6
_LONG = 100
SHORT = 6
"""So many characters are too few for the beginning of an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something in a ledger that a person can name: its id, what kind it is and what it says."""

    id: str
    kind: str
    says: str


def list_things(ledger: Ledger) -> Iterator[Thing]:
    """All that has an id, what matters most first."""
    names = {source.id: source.name for source in ledger.sources}
    yield from (Thing(id=i.id, kind="incident", says=i.label) for i in ledger.incidents)
    for s in ledger.series:
        yield Thing(id=s.id, kind="series", says=f"{s.of or 'people'} {s.measure} by {names.get(s.source, s.source)}")
    yield from (Thing(id=s.id, kind="state", says=s.basis) for s in ledger.states)
    yield from (Thing(id=c.id, kind="control", says=c.basis) for c in ledger.control)
    for d in ledger.contradictions:
        said = "; ".join(f"{names.get(p.source, p.source)}: {p.value}" for p in d.positions)
        yield Thing(id=d.id, kind="contradiction", says=f"{d.kind}: {said}")
    for a in ledger.agreements:
        said = "; ".join(f"{names.get(p.source, p.source)}: {p.value}" for p in a.positions)
        yield Thing(id=a.id, kind="agreement", says=f"{a.kind}, {a.why}: {said}")
    yield from (Thing(id=c.id, kind="change", says=f"{c.from_} -> {c.to}") for c in ledger.changes)
    yield from (Thing(id=s.id, kind="source", says=s.name) for s in ledger.sources)
    yield from (Thing(id=p.id, kind="place", says=p.name) for p in ledger.places)
    yield from (Thing(id=r.id, kind="report", says=r.key) for r in ledger.reports)
    yield from (Thing(id=j.id, kind="judgement", says=f"{j.verb} by {j.by}: {j.why}") for j in ledger.judgements)
    yield from (Thing(id=c.id, kind="claim", says=c.quote) for c in ledger.claims)
    yield from (Thing(id=s.id, kind="story", says=s.label) for s in ledger.stories)
    yield from (Thing(id=f.id, kind="family", says=", ".join(f.reports)) for f in ledger.families)
    yield from (Thing(id=c.id, kind="copy", says="; ".join(c.reasons)) for c in ledger.copies)


def take_one(found: Sequence[Thing], said: str, kinds: Sequence[str] = (), *, was_judged: bool = False) -> Thing:
    """The one thing that was found. Raises InputError where it is none, or several; of what was judged and is no more
    it says so.
    """
    what = " or ".join(kinds) if kinds else "thing"
    if not said.strip():
        raise InputError("Nothing is named", f"Give an id, or words that one {what} alone has")
    if not found and was_judged:
        raise InputError(
            f"{said}: it is no more as it was judged, and has another id if any",
            "See what was decided with marsad judgements, and find what it is now by its words",
        )
    if not found:
        raise InputError(
            f"{plain(said)}: no {what} has this id or these words",
            "Copy an id from the page, from ledger.json or from what marsad search finds",
        )
    if len(found) > 1:
        shown = "".join(f"\n  {thing.id}  {plain(thing.says)[:_LONG]}" for thing in found[:_SHOWN])
        more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise InputError(f"{plain(said)}: {len(found)} things have these words", f"Name one by its id:{shown}{more}")
    return found[0]


def find_things(ledger: Ledger, said: str, kinds: tuple[str, ...] = ()) -> tuple[Thing, ...]:
    """What has this id; else what an id begins so; else what says exactly this; else what says it among other words."""
    return narrow_down([thing for thing in list_things(ledger) if not kinds or thing.kind in kinds], said)


def narrow_down(things: Sequence[Thing], said: str) -> tuple[Thing, ...]:
    """Of some things those that a text means, as `find_things` does."""
    wanted = " ".join(said.casefold().split())
    tests = (
        lambda thing: thing.id == said,
        lambda thing: len(said) > SHORT and (thing.id.startswith(said) or thing.id.partition("-")[2].startswith(said)),
        lambda thing: " ".join(thing.says.casefold().split()) == wanted,
        lambda thing: wanted in " ".join(thing.says.casefold().split()),
    )
    for test in tests:
        found = tuple(thing for thing in things if test(thing))
        if found:
            return found
    return ()
