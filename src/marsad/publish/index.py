"""Who is who in a ledger: its records by id, and the names that pages and tables show for them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from marsad.model.claims import Actor, Claim, Place, Source
from marsad.model.copies import Family
from marsad.model.incidents import Agreement, Contradiction, Incident
from marsad.model.ledger import Ledger
from marsad.model.reports import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A ledger's records by id; `family_of` and `story_of` go by report, `ground_of` by claim (the first incident, else
    tally, state or control that rests on it),
    `disputes_of` by what is in dispute, `agreed_of` by what is said in other words.
    """

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    incidents: Mapping[str, Incident]
    families: Mapping[str, Family]
    family_of: Mapping[str, Family]
    story_of: Mapping[str, str]
    ground_of: Mapping[str, str]
    disputes_of: Mapping[str, tuple[Contradiction, ...]]
    agreed_of: Mapping[str, tuple[Agreement, ...]]


def index_ledger(ledger: Ledger) -> Index:
    """Look-ups over a ledger. An id that a record names and the ledger lacks raises KeyError when it is asked for."""
    disputes_of: dict[str, tuple[Contradiction, ...]] = {}
    for found in ledger.contradictions:
        disputes_of[found.about] = (*disputes_of.get(found.about, ()), found)
    agreed_of: dict[str, tuple[Agreement, ...]] = {}
    for agreed in ledger.agreements:
        agreed_of[agreed.about] = (*agreed_of.get(agreed.about, ()), agreed)
    return Index(
        reports={r.id: r for r in ledger.reports},
        claims={c.id: c for c in ledger.claims},
        sources={s.id: s for s in ledger.sources},
        actors={a.id: a for a in ledger.actors},
        places={p.id: p for p in ledger.places},
        incidents={i.id: i for i in ledger.incidents},
        families={f.id: f for f in ledger.families},
        family_of={report: f for f in ledger.families for report in f.reports},
        story_of={report: s.id for s in ledger.stories for report in s.reports},
        ground_of=_find_grounds(ledger),
        disputes_of=disputes_of,
        agreed_of=agreed_of,
    )


def _find_grounds(ledger: Ledger) -> Mapping[str, str]:
    grounds: dict[str, str] = {}
    rows = [(row.id, row.claims) for row in ledger.incidents]
    rows += [(row.id, point.claims) for row in ledger.series for point in row.points]
    rows += [(row.id, row.claims) for row in ledger.states]
    rows += [(row.id, row.claims) for row in ledger.control]
    for row, claims in rows:
        for claim in claims:
            grounds.setdefault(claim, row)
    return grounds


def name_source(index: Index, source: str) -> str:
    """A source's name, with the body that a spokesperson speaks for: "Ana Ruiz (Port Authority)"."""
    row = index.sources[source]
    if row.affiliation is None or row.affiliation == source:
        return row.name
    return f"{row.name} ({index.sources[row.affiliation].name})"


def name_chain(index: Index, claim: Claim) -> tuple[str, ...]:
    """The names along a claim's way, originator first and outlet last."""
    return tuple(name_source(index, source) for source in claim.chain)


def name_place(index: Index, place: str) -> str:
    """A place's name with what holds it: "Old Quarter, Port Vellar"; three steps at most."""
    names: list[str] = []
    step: str | None = place
    for _ in range(3):
        if step is None:
            break
        row = index.places[step]
        if row.name not in names:
            names.append(row.name)
        step = row.within
    return ", ".join(names)


def find_finest(index: Index, places: Iterable[str]) -> tuple[str, ...]:
    """Places without those that only hold another one of them."""
    ids = tuple(places)
    holders = {index.places[place].within for place in ids}
    return tuple(place for place in ids if place not in holders)


def name_places(index: Index, places: Iterable[str]) -> str:
    """The names of places, without those that only hold another one of them."""
    return "; ".join(name_place(index, place) for place in find_finest(index, places))


def name_incident(index: Index, incident: Incident) -> str:
    """An incident in few words, what and where: "Shelling, Port Vellar"."""
    place = name_places(index, incident.places).partition(",")[0]
    return ", ".join(filter(None, (incident.kind.capitalize(), isolate(place))))


def isolate(name: str) -> str:
    """A name amid other words; what follows one that runs from right to left stays in its place (UAX 9: FSI, PDI)."""
    return f"\u2068{name}\u2069" if any(bidirectional(sign) in ("R", "AL") for sign in name) else name


def name_outlet(report: Report) -> str:
    """Who published a report; the report's key where that is not known."""
    return report.outlet or report.key


def name_families(index: Index, families: Sequence[str]) -> str:
    """Families by their origins and sizes, those of one origin together: "AFP (3 reports), Daily One"."""
    sizes: Counter[str] = Counter()
    for family in families:
        sizes[_name_origin(index, family)] += len(index.families[family].reports)
    return ", ".join(name if size == 1 else f"{name} ({size} reports)" for name, size in sizes.items())


def _name_origin(index: Index, family: str) -> str:
    """A family's origin; its first report where nothing else names it."""
    row = index.families[family]
    first = index.reports[row.reports[0]]
    return row.origin_name or first.outlet or first.key


def pin_place(index: Index, incident: Incident) -> Place | None:
    """The place that an incident is pinned to: the first with coordinates, or none."""
    places = (index.places[place] for place in incident.places)
    return next((p for p in places if p.lat is not None and p.lon is not None), None)
