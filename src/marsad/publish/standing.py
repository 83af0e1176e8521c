"""What stands over single incidents: states, control of places, disputes and changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.model.days import day_near, say_day
from marsad.model.incidents import (
    Agreement,
    Change,
    Contradiction,
    Control,
    ControlStatus,
    Position,
    Series,
    State,
    StateStatus,
)
from marsad.model.ledger import Ledger
from marsad.publish.figures import join_group
from marsad.publish.index import Index, name_place, name_source
from marsad.publish.masking import Mask
from marsad.publish.sentences import AGREEMENT_WORDS, DISPUTE_WORDS, STANCE_WORDS, mark_quote, order_by_date, say_stance
from marsad.publish.stating import find_taking
from marsad.publish.times import say_moment
from marsad.publish.weaving import Piece

STATE_WORDS = {
    StateStatus.PLANNED: "planned",
    StateStatus.ONGOING: "going on",
    StateStatus.EXPIRED: "over",
    StateStatus.BROKEN: "broken",
    StateStatus.DENIED: "denied",
}

CONTROL_WORDS = {
    ControlStatus.CLAIMED: "claimed by the holder",
    ControlStatus.EXPECTED: "expected, not held",
    ControlStatus.HELD: "said to be held",
    ControlStatus.LOST: "lost",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state, or control of a place: what, who, where, from when to when, and by whose word on what basis."""

    id: str
    what: str
    who: str
    place: str
    window: str
    status: str
    status_words: str
    by: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A source in a dispute, its stance where its value does not say it, and the sentence in which it takes it."""

    source: str
    stance: str
    words: tuple[Piece, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What some sources hold alike, and each of them."""

    value: str
    claims: tuple[str, ...]
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A contradiction, or what looks like one and why it is none: on what, about which record, and the sides beside
    each other.
    """

    id: str
    kind: str
    why: str
    about: str
    about_words: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a source said first; `id` is the change's."""

    id: str
    words: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One source against its earlier self: all that it said first, and what it said then."""

    at: str
    source: str
    befores: tuple[Before, ...]
    after: str
    about: str
    about_words: str
    claims: tuple[str, ...]


def title_series(series: Series) -> str:
    """What a series counts: "Killed: dockers (Port Union), Port Vellar, since 3 May 2031"."""
    group = join_group(series.of, series.party)
    return ", ".join(filter(None, (": ".join(filter(None, (series.measure.capitalize(), group))), *_say_scope(series))))


def title_scope(series: Series) -> str:
    """What a series counts, without the group: "Killed, Port Vellar, since 3 May 2031"."""
    return ", ".join(filter(None, (series.measure.capitalize(), *_say_scope(series))))


def _say_scope(series: Series) -> tuple[str, str]:
    since = f"since {say_day(day_near(series.since))}" if series.since else ""
    return series.area or "", since


def say_window(start: datetime | None, end: datetime | None) -> str:
    """A state's time in UTC; an end that nobody gave stays open."""
    if start and end:
        return f"{say_moment(start)} to {say_moment(end)}"
    if start:
        return f"from {say_moment(start)}, no end given"
    return f"until {say_moment(end)}, no start given" if end else "no time given"


def say_basis(source: str, basis: str) -> str:
    """By whose word and on what basis. A basis that opens with its source only repeats the sentence behind it."""
    told = f"by the word of {source}"
    return told if not basis or basis.startswith(source) else f"{told}; basis: {basis}"


def tell_state(index: Index, state: State) -> Standing:
    """A ceasefire, agreement or siege."""
    return Standing(
        id=state.id,
        what=state.kind.capitalize(),
        who=", ".join(index.actors[actor].name for actor in state.parties),
        place=name_place(index, state.place) if state.place else "",
        window=say_window(state.start, state.end),
        status=state.status,
        status_words=STATE_WORDS[state.status],
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
        status_words=CONTROL_WORDS[control.status],
        by=say_basis(name_source(index, control.source), control.basis),
        claims=control.claims,
    )


def tell_dispute(index: Index, mask: Mask, found: Contradiction | Agreement, abouts: Mapping[str, str]) -> Dispute:
    """A contradiction or agreement: sources that hold the same stand on one side, in their own words."""
    about = abouts.get(found.about, "")
    sides: dict[str, list[Position]] = {}
    for position in found.positions:
        sides.setdefault(position.value.removeprefix(f"{about}: "), []).append(position)
    return Dispute(
        id=found.id,
        kind=DISPUTE_WORDS[found.kind],
        why=AGREEMENT_WORDS[found.why] if isinstance(found, Agreement) else "",
        about=found.about,
        about_words=about,
        sides=tuple(_tell_side(index, mask, value, positions) for value, positions in sides.items()),
    )


def _tell_side(index: Index, mask: Mask, value: str, positions: Sequence[Position]) -> Side:
    stands = tuple(_tell_stand(index, mask, value, position) for position in positions)
    return Side(value=value, claims=tuple(claim for stand in stands for claim in stand.claims), stands=stands)


def _tell_stand(index: Index, mask: Mask, value: str, position: Position) -> Stand:
    """A source's stand; its words are the first sentence that says its figure, else the first that takes it."""
    claims = [index.claims[claim] for claim in position.claims]
    taken = [claim for claim in claims if claim.stance is position.stance] or claims
    stating = sorted(find_taking(taken, position.value), key=lambda claim: order_by_date(index, claim))
    spoken = next(iter(stating or taken), None)
    source = name_source(index, position.source)
    return Stand(
        source=source,
        stance="" if value.startswith(STANCE_WORDS[position.stance]) else say_stance((source,), position.stance),
        words=mark_quote(index, mask, spoken) if spoken else (),
        claims=tuple(dict.fromkeys((*(claim.id for claim in stating), *position.claims))),
    )


def tell_changes(index: Index, changes: Iterable[Change], abouts: Mapping[str, str]) -> tuple[Turn, ...]:
    """What sources said first and what they said then, in order of time; what one source turned from at one time to
    the same words stands together.
    """
    turns: dict[tuple[str, str, str, datetime | None], list[Change]] = {}
    for change in sorted(changes, key=lambda c: (c.at.isoformat() if c.at else "~", c.id)):
        turns.setdefault((change.source, change.about, change.to, change.at), []).append(change)
    return tuple(_tell_turn(index, together, abouts) for together in turns.values())


def _tell_turn(index: Index, together: Sequence[Change], abouts: Mapping[str, str]) -> Turn:
    last = together[0]
    shared = [claim for claim in last.claims if all(claim in change.claims for change in together)]
    return Turn(
        at=say_moment(last.at) if last.at else "no date",
        source=name_source(index, last.source),
        befores=tuple(Before(id=change.id, words=change.from_, claims=change.claims) for change in together),
        after=last.to,
        about=last.about,
        about_words=abouts.get(last.about, ""),
        claims=tuple(shared) or last.claims,
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
