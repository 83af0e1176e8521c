"""Figures: every place where a number, as a person types it, stands in a ledger, with what it rests on."""

from collections.abc import Iterable

from marsad.explain.answers import Answer, Writer
from marsad.explain.incidents import tell_count
from marsad.explain.parts import Part, Parts
from marsad.model.claims import Claim, Count, CountRelation
from marsad.model.incidents import Agreement, Contradiction, ContradictionKind, Incident, IncidentCount, Point, Series
from marsad.publish.figures import say_point
from marsad.publish.index import Index, name_source
from marsad.publish.standing import title_series
from marsad.publish.stating import find_taking

_MEASURES = 2
_UNUSED = 8
"""So many claims that no figure rests on are shown."""


def read_number(said: str) -> tuple[int, tuple[str, ...]] | None:
    """A number and the words beside it ("killed"); None where a text does not begin or end with a number."""
    words = said.casefold().replace(",", "").split()
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    if len(numbers) != 1 or len(words) > 1 + _MEASURES:
        return None
    return int(numbers[0]), tuple(word for word in words if word not in numbers)


def explain_number(parts: Parts, number: int, words: tuple[str, ...]) -> Answer:
    """Where a number stands and what it rests on; that it stands nowhere, where it does not."""
    said = _Said(number, words)
    for part in parts.giving(Incident, number):
        said.tell_incidents(part)
    for part in parts.giving(Series, number):
        said.tell_series(part)
    for part in parts.giving(Contradiction, number):
        said.tell_sides(part.index, part.ledger.contradictions, "One side of a dispute")
    for part in parts.giving(Agreement, number):
        said.tell_sides(part.index, part.ledger.agreements, "What only looks like a dispute")
    said.tell_unused(parts)
    title = " ".join((f"{number:,}", *words))
    lines = tuple(said.lines) or ("No claim gives this number.",)
    return Answer(id=title, kind="number", title=title, lines=lines, claims=tuple(dict.fromkeys(said.claims)))


class _Said:
    """A number with the words beside it: the lines about it and the claims behind them, a part after the other."""

    def __init__(self, number: int, words: tuple[str, ...]) -> None:
        self._number = number
        self._words = words
        self.lines: list[str] = []
        self.claims: list[str] = []

    def tell_incidents(self, part: Part) -> None:
        """The figures of incidents that are the number, or that are refused between it and others."""
        write = Writer(part.index, self.lines)
        for incident in part.ledger.incidents:
            for count in incident.counts:
                gives = _gives(count, self._number) or _is_refused(count, self._number)
                if gives and _is_of(self._words, (count.measure, count.of, count.party)):
                    write.say(f"In {incident.label} ({incident.id}):")
                    tell_count(write, count)
                    self.claims += count.claims

    def tell_series(self, part: Part) -> None:
        """The values of running totals that are the number."""
        write = Writer(part.index, self.lines)
        for series in part.ledger.series:
            for point in series.points:
                if _gives(point, self._number) and _is_of(self._words, (series.measure, series.of, series.party)):
                    total = f"“{title_series(series)}” of {name_source(part.index, series.source)} ({series.id})"
                    write.say(f"In the total {total}: {say_point(point)}. From:")
                    write.quote(point.claims)
                    write.say("  A running total is never added to another one, nor to the incidents inside it.")
                    self.claims += point.claims

    def tell_sides(self, index: Index, rows: Iterable[Contradiction | Agreement], what: str) -> None:
        """The sides of disputes, or of what only looks like one, that hold the number."""
        write = Writer(index, self.lines)
        for found in rows:
            for side in found.positions if found.kind == ContradictionKind.COUNT else ():
                said = side.value.replace("(", " ").replace(")", " ").replace(",", " ").split()
                if str(self._number) in said and _is_of(self._words, (side.value,)):
                    write.say(f"{what} ({found.id}): {name_source(index, side.source)}: {side.value}. From:")
                    taking = find_taking((index.claims[claim] for claim in side.claims), side.value)
                    write.quote((*(claim.id for claim in taking), *side.claims))
                    self.claims += side.claims

    def tell_unused(self, parts: Parts) -> None:
        """Claims that give the number and that no figure rests on."""
        used = set(self.claims)
        rest = [claim.id for claim in parts.claims_giving(self._number) if claim.id not in used and self._is_in(claim)]
        shown = rest[:_UNUSED]
        index = parts.resting_on(shown)
        write = Writer(index, self.lines)
        for claim in shown:
            write.say(f"Said, and part of no figure, since {_why_unused(index, index.claims[claim])} ({claim}):")
            write.quote([claim])
        self.claims += rest

    def _is_in(self, claim: Claim) -> bool:
        return any(
            _gives(count, self._number) and _is_of(self._words, (count.measure, count.of, count.party))
            for count in claim.counts
        )


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
