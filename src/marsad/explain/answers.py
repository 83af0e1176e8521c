"""Answers: lines of plain words, with the sentences that they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.model.claims import Claim
from marsad.model.days import say_day
from marsad.model.reports import Report
from marsad.publish.index import Index, name_chain, name_outlet

_LONGEST = 240
_SHOWN = 4
_UNNAMED = "unnamed outlet of "


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What something is, and why: a title, lines, and the claims it rests on."""

    id: str
    kind: str
    title: str
    lines: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(slots=True)
class Writer:
    """Lines in the making, over a ledger's records by id."""

    index: Index
    lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """One line; nothing for an empty one."""
        if line:
            self.lines.append(line)

    def quote(self, claims: Iterable[str], shown: int = _SHOWN) -> None:
        """The sentences of some claims, each wording once with its copies; how many more there are."""
        wordings: dict[str, list[Claim]] = {}
        for claim in dict.fromkeys(claims):
            if claim in self.index.claims:
                row = self.index.claims[claim]
                wordings.setdefault(fold_wording(row.quote), []).append(row)
        for same in list(wordings.values())[:shown]:
            copies = len({row.report for row in same}) - 1
            also = f", and {count_words(copies, 'copy', 'copies')}" if copies else ""
            self.say(f"  {self.cite(same[0])}{also}")
        if len(wordings) > shown:
            self.say(f"  and {count_words(len(wordings) - shown, 'more sentence', 'more sentences')}")

    def cite(self, claim: Claim) -> str:
        """A claim's sentence with who says it and where it stands."""
        return f"“{shorten(claim.quote)}” — {self.way(claim)} ({self.report(claim.report)})"

    def way(self, claim: Claim) -> str:
        """The way that a claim came, from the originator to the outlet, where that has a name."""
        *before, last = name_chain(self.index, claim)
        return " → ".join((*before, *(["an unnamed outlet"] if last.startswith(_UNNAMED) else [last])))

    def report(self, report: str) -> str:
        """A report by its key, outlet and day."""
        row = self.index.reports[report]
        return ", ".join(dict.fromkeys(part for part in (row.key, name_outlet(row), _day(row)) if part))

    def names(self, sources: Iterable[str]) -> str:
        """Sources by name, in a row."""
        return join_words(sorted({self.index.sources[s].name for s in sources if s in self.index.sources}))


def _day(report: Report) -> str:
    return say_day(report.published) if report.published else "undated"


def fold_wording(quote: str) -> str:
    """What two copies of one sentence share, however they set quotes, dashes and spaces."""
    return "".join(filter(str.isalnum, quote.casefold()))


def shorten(text: str) -> str:
    """A sentence on one line, cut at a word where it is long."""
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " …"


def join_words(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def count_words(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun: "1 report", "3 reports"."""
    return f"{number} {one if number == 1 else several or one + 's'}"
