"""What stands over single incidents: running totals, disputes, changes, states and control, each with its ground."""

from marsad.explain.answers import Answer, Writer, count_words, join_words
from marsad.explain.words import KIND_OF_DISPUTE, WHY_DISPUTED, say_turn
from marsad.model.incidents import Agreement, Change, Contradiction, Control, ControlStatus, Series, State, StateStatus
from marsad.publish.figures import say_point
from marsad.publish.index import Index, name_place, name_source
from marsad.publish.sentences import AGREEMENT_WORDS
from marsad.publish.standing import say_window, title_series
from marsad.publish.times import say_moment

_STATES = {
    StateStatus.DENIED: "Its source only denies it.",
    StateStatus.BROKEN: "Its source says that it failed.",
    StateStatus.EXPIRED: "It is said to be over, or the end that was given for it lies before the latest report.",
    StateStatus.PLANNED: "Its source speaks of it only as planned.",
    StateStatus.ONGOING: "Its source says that it holds, and no end that was given has passed.",
}
_CONTROL = {
    ControlStatus.EXPECTED: "It is planned, or worded as what would be: nobody says that it is so.",
    ControlStatus.LOST: "The holder is said to have left or lost it.",
    ControlStatus.CLAIMED: "The holder says so itself.",
    ControlStatus.HELD: "Another than the holder says so.",
}


def explain_series(index: Index, series: Series) -> Answer:
    """A running total: each value with its sentences."""
    write = Writer(index)
    write.say(f"The successive values that {name_source(index, series.source)} gives for one count.")
    write.say("They are one figure that moves: never added up, nor added to the incidents inside it.")
    for point in series.points:
        write.say(f"{say_moment(point.as_of) if point.as_of else 'undated'}: {say_point(point)}. From:")
        write.quote(point.claims)
        if len(point.claims) > 1:
            write.say(f"  Told {len(point.claims)} times, it is one value.")
    claims = tuple(dict.fromkeys(claim for point in series.points for claim in point.claims))
    return Answer(id=series.id, kind="series", title=title_series(series), lines=tuple(write.lines), claims=claims)


def explain_dispute(index: Index, dispute: Contradiction) -> Answer:
    """A contradiction: why it is one, and each position with its sentences."""
    write = Writer(index)
    write.say(WHY_DISPUTED[dispute.kind])
    if dispute.about in index.incidents:
        write.say(f"It is about {index.incidents[dispute.about].label} ({dispute.about}).")
    for position in dispute.positions:
        write.say(f"{name_source(index, position.source)}: {position.value}.")
        write.quote(position.claims)
    write.say("Nothing is averaged, and no side is preferred.")
    claims = tuple(dict.fromkeys(claim for position in dispute.positions for claim in position.claims))
    title = f"Sources differ on {KIND_OF_DISPUTE[dispute.kind]}"
    return Answer(id=dispute.id, kind="contradiction", title=title, lines=tuple(write.lines), claims=claims)


def explain_agreement(index: Index, agreed: Agreement) -> Answer:
    """What looks like a contradiction: why it is none, and each position with its sentences."""
    write = Writer(index)
    write.say(f"This looks like a contradiction and is none: {AGREEMENT_WORDS[agreed.why]}.")
    if agreed.about in index.incidents:
        write.say(f"It is about {index.incidents[agreed.about].label} ({agreed.about}).")
    for position in agreed.positions:
        write.say(f"{name_source(index, position.source)}: {position.value}.")
        write.quote(position.claims)
    claims = tuple(dict.fromkeys(claim for position in agreed.positions for claim in position.claims))
    title = f"Sources agree on {KIND_OF_DISPUTE[agreed.kind]}, in other words"
    return Answer(id=agreed.id, kind="agreement", title=title, lines=tuple(write.lines), claims=claims)


def explain_change(index: Index, change: Change) -> Answer:
    """One source against its earlier self."""
    write = Writer(index)
    write.say(f"Before: {_end(change.from_)}")
    write.say(f"Then: {_end(change.to)}")
    write.say("One source against its earlier self is a change and no contradiction. From:")
    write.quote(change.claims)
    at = f", {say_moment(change.at)}" if change.at else ""
    title = f"{name_source(index, change.source)} {say_turn(change)}{at}"
    return Answer(id=change.id, kind="change", title=title, lines=tuple(write.lines), claims=change.claims)


def _end(text: str) -> str:
    """A text with one full stop at its end."""
    return text if text.endswith((".", "!", "?", ".”", '."')) else f"{text}."


def explain_state(index: Index, state: State) -> Answer:
    """A truce, agreement or siege."""
    write = Writer(index)
    write.say(f"Status: {state.status}. {_STATES[state.status]}")
    parties = sorted(index.actors[party].name for party in state.parties if party in index.actors)
    write.say(f"Who is named for it: {join_words(parties)}." if parties else "Nobody is named for it.")
    write.say(f"From when to when: {say_window(state.start, state.end)}.")
    write.say(f"By the word of {name_source(index, state.source)}. From:")
    write.quote(state.claims)
    place = f", {name_place(index, state.place)}" if state.place else ""
    title = f"{state.kind.capitalize()}{place}"
    return Answer(id=state.id, kind="state", title=title, lines=tuple(write.lines), claims=state.claims)


def explain_control(index: Index, control: Control) -> Answer:
    """Who is said to hold a place."""
    write = Writer(index)
    write.say(f"Status: {control.status}. {_CONTROL[control.status]}")
    write.say(f"From when to when: {say_window(control.start, control.end)}.")
    write.say(f"By the word of {name_source(index, control.source)}, {count_words(len(control.claims), 'sentence')}:")
    write.quote(control.claims)
    title = f"{index.actors[control.holder].name} in {name_place(index, control.place)}"
    return Answer(id=control.id, kind="control", title=title, lines=tuple(write.lines), claims=control.claims)
