"""Figures: every place where a number, as a person types it, stands in a ledger, with what it rests on."""

from collections.abc import Iterable

from marsad.explain.answers import Answer, Writer
from marsad.explain.incidents import tell_count
from marsad.model.claims import Claim, Count, CountRelation
from marsad.model.incidents import Agreement, Contradiction, ContradictionKind, IncidentCount, Point
from marsad.model.ledger import Ledger
from marsad.publish.figures import say_point
from marsad.publish.index import Index, name_source
from marsad.publish.standing import title_series
from marsad.publish.stating import find_taking

_MEASURES = 2


def read_number(said: str) -> tuple[int, tuple[str, ...]] | None:
    """A number and the words beside it ("killed"); None where a text does not begin or end with a number."""
    words = said.casefold().replace(",", "").split()
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    if len(numbers) != 1 or len(words) > 1 + _MEASURES:
        return None
    return int(numbers[0]), tuple(word for word in words if word not in numbers)


def explain_number(index: Index, ledger: Ledger, number: int, words: tuple[str, ...]) -> Answer:
    """Where a number stands and what it rests on; that it stands nowhere, where it does not."""
    write = Writer(index)
    claims: list[str] = []
    for incident in ledger.incidents:
        for count in incident.counts:
            gives = _gives(count, number) or _is_refused(count, number)
            if gives and _is_of(words, (count.measure, count.of, count.party)):
                write.say(f"In {incident.label} ({incident.id}):")
                tell_count(write, count)
                claims += count.claims
    for series in ledger.series:
        for point in series.points:
            if _gives(point, number) and _is_of(words, (series.measure, series.of, series.party)):
                source = name_source(index, series.source)
                write.say(f"In the total “{title_series(series)}” of {source} ({series.id}): {say_point(point)}. From:")
                write.quote(point.claims)
                write.say("  A running total is never added to another one, nor to the incidents inside it.")
                claims += point.claims
    claims += _tell_sides(write, ledger, number, words)
    claims += _tell_unused(write, ledger, number, words, set(claims))
    if not write.lines:
        write.say("No claim gives this number.")
    title = " ".join((f"{number:,}", *words))
    return Answer(id=title, kind="number", title=title, lines=tuple(write.lines), claims=tuple(dict.fromkeys(claims)))


def _tell_sides(write: Writer, ledger: Ledger, number: int, words: tuple[str, ...]) -> list[str]:
    """The sides of disputes, and of what only looks like one, that hold the number."""
    claims: list[str] = []
    sides: tuple[Contradiction | Agreement, ...] = (*ledger.contradictions, *ledger.agreements)
    for found in sides:
        for side in found.positions if found.kind == ContradictionKind.COUNT else ():
            said = side.value.replace("(", " ").replace(")", " ").replace(",", " ").split()
            if str(number) in said and _is_of(words, (side.value,)):
                what = "One side of a dispute" if isinstance(found, Contradiction) else "What only looks like a dispute"
                write.say(f"{what} ({found.id}): {name_source(write.index, side.source)}: {side.value}. From:")
                taking = find_taking((write.index.claims[claim] for claim in side.claims), side.value)
                write.quote((*(claim.id for claim in taking), *side.claims))
                claims += side.claims
    return claims


def _tell_unused(write: Writer, ledger: Ledger, number: int, words: tuple[str, ...], used: set[str]) -> list[str]:
    """Claims that give the number and that no figure rests on."""
    rest = [
        claim
        for claim in ledger.claims
        if claim.id not in used
        and any(
            _gives(count, number) and _is_of(words, (count.measure, count.of, count.party)) for count in claim.counts
        )
    ]
    for claim in rest[:8]:
        why = _why_unused(write.index, claim)
        write.say(f"Said, and part of no figure, since {why} ({claim.id}):")
        write.quote([claim.id])
    return [claim.id for claim in rest]


def _why_unused(index: Index, claim: Claim) -> str:
    """Why a figure that a claim gives stands in no row."""
    if (rejected := next((r for r in claim.reasons if r.startswith("rejected by")), None)) is not None:
        return rejected
    if claim.background:
        return "it is background"
    held = index.incidents.get(index.ground_of.get(claim.id, ""))
    if held is not None:
        return f"{held.label} ({held.id}) shows a later, a more exact or a wider figure of its source"
    return "no incident or running total takes it up"


def _gives(figure: Count | Point, number: int) -> bool:
    """Whether a figure is this number or is said with it: "more than 40" has 41 as its low end."""
    if figure.low == number + 1 and figure.relation == CountRelation.MORE_THAN:
        return True
    if figure.high == number - 1 and figure.relation == CountRelation.FEWER_THAN:
        return True
    return number in (figure.low, figure.best, figure.high)


def _is_refused(count: IncidentCount, number: int) -> bool:
    """Whether no single figure is given, and this is one of those that sources give."""
    return count.refusal is not None and str(number) in count.refusal.split()


def _is_of(words: Iterable[str], names: Iterable[str | None]) -> bool:
    said = " ".join(name.casefold() for name in names if name)
    return all(word in said for word in words)
