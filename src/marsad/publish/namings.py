"""Who calls the same people what: each actor's names in the reports, outlet by outlet."""

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model.claims import Claim
from marsad.publish.index import Index, name_outlet

FORMS = 12
"""So many names of one actor stand in the table; the ledger has all."""

_ARTICLES = ("the ", "a ", "an ")
_EDGES = " \t\n-–—'\"“”‘’,.;:()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A name that stands for an actor, who uses it, and the claims in which it does."""

    words: str
    outlets: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """An actor and its names, those that most reports use first."""

    actor: str
    namings: tuple[Naming, ...]


def compare_namings(index: Index, claims: Iterable[Claim]) -> tuple[Called, ...]:
    """Actors that the reports name in more than one way. Case, articles and punctuation alone make no other name."""
    found: dict[str, dict[str, list[tuple[str, Claim]]]] = {}
    for claim in claims:
        text = index.reports[claim.report].text
        for part in claim.actors:
            words = strip_name(text[slice(*part.span)])
            if words:
                found.setdefault(part.actor, {}).setdefault(words.casefold(), []).append((words, claim))
    called = (Called(actor=index.actors[a].name, namings=_rank(index, forms)) for a, forms in found.items())
    told = [row for row in called if len(row.namings) > 1 and len({o for n in row.namings for o in n.outlets}) > 1]
    return tuple(sorted(told, key=lambda row: (-len(row.namings), row.actor)))


def strip_name(words: str) -> str:
    """A name without what stands around it: articles, hyphens, quotation marks, line ends."""
    name = " ".join(words.split()).strip(_EDGES)
    article = next((a for a in _ARTICLES if name.casefold().startswith(a)), "")
    return name[len(article) :]


def _rank(index: Index, forms: dict[str, list[tuple[str, Claim]]]) -> tuple[Naming, ...]:
    namings = []
    for uses in forms.values():
        reports = dict.fromkeys(claim.report for _, claim in uses)
        names = sorted({name_outlet(index.reports[report]) for report in reports})
        claims = tuple(dict.fromkeys(claim.id for _, claim in uses))
        namings.append(Naming(words=uses[0][0], outlets=tuple(names), claims=claims))
    return tuple(sorted(namings, key=lambda n: (-len(n.outlets), n.words.casefold()))[:FORMS])
