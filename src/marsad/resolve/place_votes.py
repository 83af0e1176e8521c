"""Which countries a story is set in: votes by its place names, the countries it names, and their adjectives."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.lexicon.countries import countries_by_word
from marsad.lexicon.gazetteer import GazetteerEntry, find_entries, is_exact
from marsad.lexicon.place_names import fold_place
from marsad.lexicon.place_words import family_of
from marsad.lexicon.recasing import restore_case
from marsad.model.drafts import PlaceMention
from marsad.model.reports import Span

_NAMED, _UNIQUE, _ADJECTIVE = 3.0, 2.0, 0.25
_LEAST = 0.04
_LEAST_PEOPLE = 3000
_MANY = 12
_DWARFS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The places that one claim of a report names."""

    report: str
    places: tuple[PlaceMention, ...]


def vote_countries(
    texts: Iterable[str], mentions: Sequence[PlaceMention], datelines: Iterable[str] = ()
) -> dict[str, float]:
    """Each country's share of the story's votes; what has less than a twenty-fifth is left out.

    A country named as a place counts three, a settlement whose name only one country has two, an adjective a quarter.
    Of `datelines`, the places where reports were written, capitals that dwarf their namesakes count like settlements.
    """
    votes: Counter[str] = Counter()
    for line in datelines:
        for name in line.split(", "):
            votes.update(_votes_of(name, None) or _votes_of_capital(name))
    for mention in mentions:
        for name in (mention.name, mention.within or ""):
            votes.update(_votes_of(name, mention.kind if name == mention.name else None))
    for text in texts:
        for paragraph in text.split("\n\n"):
            votes.update(_adjectives(restore_case(paragraph)))
    total = sum(votes.values())
    return {code: votes[code] / total for code in sorted(votes) if votes[code] >= _LEAST * total}


@dataclass(frozen=True, slots=True)
class RegionVotes:
    """Votes for first-level divisions, as country and code, and their sum."""

    votes: Mapping[tuple[str, str], float]
    total: float

    def share(self, country: str | None, region: str | None) -> float:
        """The share of one division."""
        return self.votes.get((country or "", region or ""), 0.0) / (self.total or 1.0)

    def less(self, own: "RegionVotes") -> "RegionVotes":
        """The votes without those of some mentions: what the other names of a story say."""
        votes = {spot: votes - own.votes.get(spot, 0.0) for spot, votes in self.votes.items() if spot in own.votes}
        return RegionVotes(votes, self.total - own.total)


def vote_regions(mentions: Iterable[PlaceMention]) -> RegionVotes:
    """Votes of mentions for first-level divisions: each name's vote is split among those that bear it."""
    votes: defaultdict[tuple[str, str], float] = defaultdict(float)
    for mention in mentions:
        if family_of(mention.kind) in ("quarter", "facility"):
            continue
        spots = _spots_of(mention.name, mention.kind) | (_spots_of(mention.within, None) if mention.within else set())
        for spot in spots:
            votes[spot] += 1 / len(spots)
    return RegionVotes({spot: votes[spot] for spot in sorted(votes)}, sum(votes.values()))


def _spots_of(name: str, kind: str | None) -> set[tuple[str, str]]:
    """The first-level divisions that a name may lie in; a name that many bear says nothing."""
    entries = bearers(name, kind)
    states = [entry for entry in entries if entry.kind == "state"]
    if not states and any(entry.kind == "country" for entry in entries):
        return set()
    spots = {(entry.country or "", entry.region or "") for entry in states or entries if entry.region}
    return spots if len(spots) <= _MANY else set()


def bearers(name: str, kind: str | None) -> tuple[GazetteerEntry, ...]:
    """The entries that bear a name as written; of a worded kind ("Orange", county) those named by both, if any."""
    whole = f"{name} {kind}"
    both = tuple(entry for entry in find_entries(whole) if is_exact(entry, whole)) if kind else ()
    return both or tuple(entry for entry in find_entries(name) if is_exact(entry, name))


def beside_votes(named: Sequence[Named]) -> dict[tuple[str, Span, str], frozenset[str]]:
    """For each mention the countries that its own claim names as places or holders."""
    found: dict[tuple[str, Span, str], frozenset[str]] = {}
    known = countries_by_word()
    for claim in named:
        names = {name for place in claim.places for name in (place.name, place.within or "")}
        codes = frozenset(
            country.iso for name in names if (country := known.get(name.lower())) and country.capital != name
        )
        for place in claim.places:
            key = (claim.report, place.span, place.name)
            found[key] = found.get(key, frozenset()) | codes
    return found


def _votes_of(name: str, kind: str | None) -> dict[str, float]:
    regions = [entry for entry in find_entries(name) if entry.is_curated and is_exact(entry, name)]
    country = countries_by_word().get(name.lower().removeprefix("the "))
    if country and country.capital.lower() != name.lower() and len(regions) == 1:
        return {country.iso: _NAMED}
    if regions:
        return {regions[0].country: _UNIQUE} if len(regions) == 1 and regions[0].country else {}
    if not name or family_of(kind) in ("quarter", "facility"):
        return {}
    exact = [entry for entry in find_entries(name) if is_exact(entry, name)]
    codes = {entry.country for entry in exact if entry.population >= _LEAST_PEOPLE or entry.is_curated}
    only = next(iter(codes)) if len(codes) == 1 else None
    return {only: _UNIQUE} if only else {}


def _votes_of_capital(name: str) -> dict[str, float]:
    """The country of a capital with ten times the people of every settlement elsewhere that goes first by its name."""
    country = countries_by_word().get(name.lower())
    if country is None or country.capital.lower() != name.lower():
        return {}
    named = [entry for entry in find_entries(name) if fold_place(entry.name) == fold_place(name)]
    home = max((entry.population for entry in named if entry.country == country.iso), default=0)
    elsewhere = max((entry.population for entry in named if entry.country != country.iso), default=1)
    return {country.iso: _UNIQUE} if home >= _DWARFS * elsewhere else {}


def _adjectives(text: str) -> dict[str, float]:
    """Countries by the words of a text that name them or are their adjectives."""
    known = countries_by_word()
    found: Counter[str] = Counter()
    for word in _capitalised(text):
        country = known.get(word.lower())
        if country is not None and country.capital.lower() != word.lower():
            found[country.iso] += 1
    return {code: count * _ADJECTIVE for code, count in found.items()}


def _capitalised(text: str) -> Iterable[str]:
    """Capitalised words, and pairs of them ("South Sudanese")."""
    before = ""
    for raw in text.split():
        word = raw.strip(".,;:!?()[]\"'“”‘’").removesuffix("'s").removesuffix("’s")
        if not word[:1].isupper():
            before = ""
            continue
        if before and f"{before} {word}".lower() in countries_by_word():
            yield f"{before} {word}"
        else:
            yield word
        before = word
