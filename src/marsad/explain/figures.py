"""Figures: every place where a number, as a person types it, stands in a ledger, with what it rests on."""

from collections.abc import Iterable

from marsad.explain.answers import Answer, Writer
from marsad.explain.incidents import tell_count
from marsad.model.claims import Count
from marsad.model.incidents import Point
from marsad.model.ledger import Ledger
from marsad.publish.figures import say_point
from marsad.publish.index import Index, name_source
from marsad.publish.standing import title_series

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
            if _gives(count, number) and _is_of(words, (count.measure, count.of, count.party)):
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
    _tell_unused(write, ledger, number, words, set(claims))
    if not write.lines:
        write.say("No claim gives this number.")
    title = " ".join((f"{number:,}", *words))
    return Answer(id=title, kind="number", title=title, lines=tuple(write.lines), claims=tuple(dict.fromkeys(claims)))


def _tell_unused(write: Writer, ledger: Ledger, number: int, words: tuple[str, ...], used: set[str]) -> None:
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
        why = "it is background" if claim.background else "no incident or running total takes it up"
        if any(reason.startswith("rejected by") for reason in claim.reasons):
            why = next(reason for reason in claim.reasons if reason.startswith("rejected by"))
        write.say(f"Said, and part of no figure, since {why} ({claim.id}):")
        write.quote([claim.id])


def _gives(figure: Count | Point, number: int) -> bool:
    return number in (figure.low, figure.best, figure.high)


def _is_of(words: Iterable[str], names: Iterable[str | None]) -> bool:
    said = " ".join(name.casefold() for name in names if name)
    return all(word in said for word in words)
