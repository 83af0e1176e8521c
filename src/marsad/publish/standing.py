"""What stands over single incidents: running tallies, states, control of places, disputes and changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from marsad.model.days import day_near, say_day
from marsad.model.incidents import Change, Contradiction, Control, Position, Series, State
from marsad.model.ledger import Ledger
from marsad.publish.figures import join_group, say_point
from marsad.publish.index import Index, name_place, name_source
from marsad.publish.sentences import DISPUTE_WORDS, STANCE_WORDS
from marsad.publish.times import say_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a tally: as of when, the figure, and the claims it rests on."""

    as_of: str
    amount: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A running total by one source in one scope."""

    id: str
    title: str
    source: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state, or control of a place: what, who, where, from when to when, and by whose word on what basis."""

    id: str
    what: str
    who: str
    place: str
    window: str
    status: str
    by: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What one source holds in a dispute."""

    source: str
    stance: str
    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A contradiction: on what, about which record, and the positions side by side."""

    id: str
    kind: str
    about: str
    about_words: str
    positions: tuple[Stand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One source against its earlier self."""

    id: str
    at: str
    source: str
    before: str
    after: str
    about: str
    about_words: str
    claims: tuple[str, ...]


def tell_tally(index: Index, series: Series) -> Tally:
    """A series as a small table."""
    rows = (
        Row(as_of=say_moment(p.as_of) if p.as_of else "no date", amount=say_point(p), claims=p.claims)
        for p in series.points
    )
    return Tally(id=series.id, title=title_series(series), source=name_source(index, series.source), rows=tuple(rows))


def title_series(series: Series) -> str:
    """What a series counts: "Killed: dockers (Port Union), Port Vellar, since 3 May 2031"."""
    group = join_group(series.of, series.party)
    since = f"since {say_day(day_near(series.since))}" if series.since else ""
    return ", ".join(filter(None, (": ".join(filter(None, (series.measure.capitalize(), group))), series.area, since)))


def say_window(start: datetime | None, end: datetime | None) -> str:
    """A state's time in UTC; an end that nobody gave stays open."""
    if start and end:
        return f"{say_moment(start)} to {say_moment(end)}"
    if start:
        return f"from {say_moment(start)}, no end given"
    return f"until {say_moment(end)}, no start given" if end else "no time given"


def say_basis(source: str, basis: str) -> str:
    """By whose word and on what basis; a basis that opens with its source says both."""
    if basis.startswith(source):
        return basis
    return f"by the word of {source}" + (f"; basis: {basis}" if basis else "")


def tell_state(index: Index, state: State) -> Standing:
    """A ceasefire, agreement or siege."""
    return Standing(
        id=state.id,
        what=state.kind.capitalize(),
        who=", ".join(index.actors[actor].name for actor in state.parties),
        place=name_place(index, state.place) if state.place else "",
        window=say_window(state.start, state.end),
        status=state.status,
        by=say_basis(name_source(index, state.source), state.basis),
        claims=state.claims,
    )


def tell_control(index: Index, control: Control) -> Standing:
    """Who is said to hold a place."""
    return Standing(
        id=control.id,
        what="Control",
        who=index.actors[control.holder].name,
        place=name_place(index, control.place),
        window=say_window(control.start, control.end),
        status=control.status,
        by=say_basis(name_source(index, control.source), control.basis),
        claims=control.claims,
    )


def tell_dispute(index: Index, found: Contradiction, abouts: Mapping[str, str]) -> Dispute:
    """A contradiction with its positions side by side."""
    about = abouts.get(found.about, "")
    positions = (_tell_position(index, position, about) for position in found.positions)
    return Dispute(
        id=found.id,
        kind=DISPUTE_WORDS[found.kind],
        about=found.about,
        about_words=about,
        positions=tuple(positions),
    )


def _tell_position(index: Index, position: Position, about: str) -> Stand:
    """A position without what it only repeats: the name of what is in dispute, and its own stance."""
    stance = STANCE_WORDS[position.stance]
    value = position.value.removeprefix(f"{about}: ")
    return Stand(
        source=name_source(index, position.source),
        stance="" if value == stance else stance,
        value=value,
        claims=position.claims,
    )


def tell_change(index: Index, change: Change, abouts: Mapping[str, str]) -> Turn:
    """What a source said first and what it said then."""
    return Turn(
        id=change.id,
        at=say_moment(change.at) if change.at else "no date",
        source=name_source(index, change.source),
        before=change.from_,
        after=change.to,
        about=change.about,
        about_words=abouts.get(change.about, ""),
        claims=change.claims,
    )


def name_abouts(index: Index, ledger: Ledger) -> Mapping[str, str]:
    """What disputes and changes can be about, by id: incidents, series, states and control."""
    where = {s.id: f" in {name_place(index, s.place)}" if s.place else "" for s in ledger.states}
    return {
        **{i.id: i.label for i in ledger.incidents},
        **{s.id: title_series(s) for s in ledger.series},
        **{s.id: f"{s.kind.capitalize()}{where[s.id]}" for s in ledger.states},
        **{c.id: f"Control of {name_place(index, c.place)}" for c in ledger.control},
    }
