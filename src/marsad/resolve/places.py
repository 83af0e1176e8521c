"""Places of one story: spellings joined to rows, rows pinned to a gazetteer where that is safe."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.lexicon.countries import countries_by_code
from marsad.lexicon.gazetteer import GazetteerEntry
from marsad.lexicon.place_names import fold_place
from marsad.lexicon.place_words import family_of, load_place_words
from marsad.model.claims import Place, PlaceBasis, PlacePrecision
from marsad.model.drafts import Draft, PlaceMention
from marsad.model.ids import make_id
from marsad.model.reports import Report, Span
from marsad.resolve.place_groups import Group, Key, group_mentions
from marsad.resolve.place_own import NO_PLACES, OwnPlaces
from marsad.resolve.place_pins import Ground, pin
from marsad.resolve.place_votes import Named, beside_votes, vote_countries, vote_regions

_BOUNDLESS = ("continent", "ocean")
"""Kinds of places that no point on a map stands for."""


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """The places of a story, and which of them each mention names."""

    places: tuple[Place, ...]
    found: Mapping[tuple[str, Span, str], str]

    def place_of(self, report: str, mention: PlaceMention) -> str:
        """The id of the place that a mention in a report names."""
        return self.found[report, mention.span, mention.name]


def resolve_places(reports: Sequence[Report], drafts: Sequence[Draft], own: OwnPlaces = NO_PLACES) -> PlaceBook:
    """Join and pin the places of one story; the order of reports and drafts changes nothing."""
    named = [Named(report=draft.report, places=draft.places) for draft in drafts]
    datelines = sorted({report.dateline.place for report in reports if report.dateline and report.dateline.place})
    return resolve_mentions({report.id: report.text for report in reports}, named, own, datelines)


def resolve_mentions(
    texts: Mapping[str, str],
    named: Sequence[Named],
    own: OwnPlaces = NO_PLACES,
    datelines: Sequence[str] = (),
) -> PlaceBook:
    """Join and pin the places that the claims of one story name; `texts` are its reports' by their ids."""
    said = sorted(
        {(claim.report, mention.span, mention.name): mention for claim in named for mention in claim.places}.items(),
        key=lambda item: item[0],
    )
    mentions = [mention for _, mention in said]
    shares = vote_countries([texts[report] for report in sorted(texts)], mentions, datelines)
    groups = group_mentions(said, texts)
    pins = _pin_groups(groups, shares, dict(said), beside_votes(named), own)
    return _write_rows(groups, pins)


def _pin_groups(
    groups: Sequence[Group],
    shares: Mapping[str, float],
    said: Mapping[Key, PlaceMention],
    beside: Mapping[Key, frozenset[str]],
    own: OwnPlaces,
) -> dict[int, GazetteerEntry]:
    """Pin the larger places first, so that what they hold can lean on them."""
    pins: dict[int, GazetteerEntry] = {}
    names = _names_to_groups(groups)
    regions = vote_regions(said.values())
    order = sorted(range(len(groups)), key=lambda at: (-_size(groups[at]), at))
    for at in order:
        group = groups[at]
        holders = [names[fold_place(name)] for name in group.holders if fold_place(name) in names]
        holder = next((pins[other] for other in holders if other != at and other in pins), None)
        near = _shares_beside(group, beside)
        others = regions.less(vote_regions(said[key] for key in group.mentions))
        bare = Ground(shares, near, regions, others, None, False, own)
        holder = holder or next((found for name in group.holders if (found := pin(name, None, bare))), None)
        ground = Ground(shares, near, regions, others, holder, bool(group.holders), own)
        entries = (pin(name, group.kind, ground) for name in group.names)
        chosen = next((entry for entry in entries if entry), None)
        if chosen is not None:
            pins[at] = chosen
    return pins


def _shares_beside(group: Group, beside: Mapping[Key, frozenset[str]]) -> dict[str, float]:
    """How often each country is named in the sentences that name a place."""
    votes = Counter(code for key in group.mentions for code in beside.get(key, frozenset()))
    return {code: votes[code] / len(group.mentions) for code in sorted(votes)}


def _size(group: Group) -> int:
    return {"country": 5, "region": 4, "": 3, "settlement": 3}.get(family_of(group.kind), 1)


def _names_to_groups(groups: Sequence[Group]) -> dict[str, int]:
    """Folded names to the group that a bare name means: a country before a settlement, that before a region."""
    ranks = {"country": 5, "": 4, "settlement": 4, "region": 3, "quarter": 2}
    found: dict[str, int] = {}
    for at in sorted(range(len(groups)), key=lambda at: (ranks.get(family_of(groups[at].kind), 1), -at)):
        for name in groups[at].names:
            found[fold_place(name)] = at
    return found


def _write_rows(groups: Sequence[Group], pins: Mapping[int, GazetteerEntry]) -> PlaceBook:
    """One row an entry and kind, or a group without one; countries stand as rows where they hold something."""
    merged = _merge_by_pin(groups, pins)
    names = _names_to_groups(groups)
    places: dict[str, Place] = {}
    found: dict[tuple[str, Span, str], str] = {}
    ids: dict[int, str] = {}
    for members in sorted(merged, key=lambda members: -max(_size(groups[at]) for at in members)):
        place = _row(members, groups, pins, names, ids)
        if place.country and place.kind != "country":
            holder = _country_row(place.country)
            if holder:
                places.setdefault(holder.id, holder)
        places[place.id] = place
        for at in members:
            ids[at] = place.id
            found.update(dict.fromkeys(groups[at].mentions, place.id))
    return PlaceBook(tuple(places[key] for key in sorted(places)), found)


def _merge_by_pin(groups: Sequence[Group], pins: Mapping[int, GazetteerEntry]) -> list[tuple[int, ...]]:
    """Groups with one entry and one shape are one place: a province stays apart from its capital."""
    merged: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        entry = pins.get(at)
        region = _is_region(group.kind, entry)
        merged[(entry.key if entry else f"group:{at}", region)].append(at)
    return [tuple(members) for members in merged.values()]


def _is_region(kind: str | None, entry: GazetteerEntry | None) -> bool:
    """Whether a row is a province that only borrows the position of the city it is called by."""
    return family_of(kind) == "region" and entry is not None and family_of(entry.kind) == "settlement"


def _row(
    members: Sequence[int],
    groups: Sequence[Group],
    pins: Mapping[int, GazetteerEntry],
    names: Mapping[str, int],
    ids: Mapping[int, str],
) -> Place:
    entry = pins.get(members[0])
    forms = Counter(form for at in members for form in groups[at].forms for _ in range(groups[at].forms[form]))
    kind = _kind_of(members, groups, entry)
    within = _holder_id(members, groups, names, ids) or _country_id(entry, kind)
    name = _name_of(members, groups, entry, kind)
    borrowed = _is_region(kind, entry)
    forms_known = (entry.name, *entry.aliases) if entry and not borrowed else ()
    known = [form for form in forms_known if not form[:1].islower()]
    seen = {form.removeprefix("the ").removeprefix("The ") for form in forms if not _is_reference(form)}
    identity = make_id("place", fold_place(name), kind if family_of(kind) not in ("", "settlement") else None, within)
    return Place(
        id=make_id("place", entry.key, borrowed) if entry else identity,
        name=name,
        kind=kind,
        aliases=tuple(sorted({*seen, *known} - {name})),
        within=within,
        lat=entry.lat if entry and entry.kind not in _BOUNDLESS else None,
        lon=entry.lon if entry and entry.kind not in _BOUNDLESS else None,
        country=entry.country if entry else _country_of(members, groups, pins, names),
        precision=_precision(kind, entry),
        basis=entry.basis if entry else PlaceBasis.NONE,
    )


def _is_reference(form: str) -> bool:
    """Whether a form names nothing: "the city"."""
    return form.lower().startswith("the ") and form[4:].islower()


def _kind_of(members: Sequence[int], groups: Sequence[Group], entry: GazetteerEntry | None) -> str:
    said = Counter(kind for at in members for kind in groups[at].kinds)
    if entry is not None and family_of(entry.kind) in ("country", "settlement"):
        allowed = ("settlement", "region", "quarter") if family_of(entry.kind) == "settlement" else ()
        said = Counter({kind: count for kind, count in said.items() if family_of(kind) in allowed and kind != "area"})
    if said:
        return min(said, key=lambda kind: (-said[kind], kind))
    return entry.kind if entry else "place"


def _name_of(members: Sequence[int], groups: Sequence[Group], entry: GazetteerEntry | None, kind: str) -> str:
    """The form said most, ties by the alphabet; a region or facility keeps its word of kind, as it is said most."""
    if entry is not None and entry.is_curated:
        return entry.name
    said = Counter(form for at in members for form in groups[at].bare)
    total = Counter({form: sum(groups[at].bare.get(form, 0) for at in members) for form in said})
    name = min(total, key=lambda form: (-total[form], form))
    whole = _whole_name(name, members, groups, kind)
    if whole is not None:
        return whole
    worded = family_of(kind) in ("region", "facility", "quarter", "line") and kind not in name.lower()
    return f"{name} {_kind_word(name, members, groups, kind)}" if worded and kind not in ("area", "region") else name


def _whole_name(name: str, members: Sequence[int], groups: Sequence[Group], kind: str) -> str | None:
    """A facility's own name, where capitals join it to its word of kind: "Nyala Teaching Hospital"."""
    if family_of(kind) != "facility":
        return None
    kinds = load_place_words().kinds
    said: Counter[str] = Counter()
    for at in members:
        for form, times in groups[at].forms.items():
            first, *rest = form.removeprefix("the ").removeprefix(name).split() or [""]
            own = rest and first.istitle() and all(word.istitle() for word in rest)
            if own and form.removeprefix("the ").startswith(f"{name} ") and rest[-1].lower() in kinds:
                said[form.removeprefix("the ")] += times
    return min(said, key=lambda form: (-said[form], form), default=None)


def _kind_word(name: str, members: Sequence[int], groups: Sequence[Group], kind: str) -> str:
    """The word of its kind that follows a name most: "clinic", which is a kind of hospital."""
    kinds = load_place_words().kinds
    said: Counter[str] = Counter()
    for at in members:
        for form, times in groups[at].forms.items():
            bare, _, word = form.rpartition(" ")
            if bare.removeprefix("the ") == name and word in kinds and kinds[word].kind == kind:
                said[word] += times
    return min(said, key=lambda word: (-said[word], word), default=kind)


def _holder_id(
    members: Sequence[int], groups: Sequence[Group], names: Mapping[str, int], ids: Mapping[int, str]
) -> str | None:
    holders = Counter(fold_place(name) for at in members for name in groups[at].holders)
    for name in sorted(holders, key=lambda name: (-holders[name], name)):
        at = names.get(name)
        if at is not None and at not in members and at in ids:
            return ids[at]
    return None


def _country_id(entry: GazetteerEntry | None, kind: str) -> str | None:
    if entry is None or entry.country is None or kind == "country":
        return None
    return make_id("place", f"iso:{entry.country}", False)


def _country_row(code: str) -> Place | None:
    country = countries_by_code().get(code)
    if country is None:
        return None
    return Place(
        id=make_id("place", f"iso:{code}", False),
        name=country.name,
        kind="country",
        aliases=tuple(sorted(country.aliases)),
        within=None,
        lat=country.lat,
        lon=country.lon,
        country=code,
        precision=PlacePrecision.COUNTRY,
        basis=PlaceBasis.GAZETTEER,
    )


def _country_of(
    members: Sequence[int], groups: Sequence[Group], pins: Mapping[int, GazetteerEntry], names: Mapping[str, int]
) -> str | None:
    """The country of what holds a place without a pin."""
    for at in members:
        for name in sorted(groups[at].holders):
            other = names.get(fold_place(name))
            if other is not None and other in pins:
                return pins[other].country
    return None


def _precision(kind: str, entry: GazetteerEntry | None) -> PlacePrecision:
    if entry is None:
        return PlacePrecision.UNKNOWN
    return {
        "country": PlacePrecision.COUNTRY,
        "region": PlacePrecision.REGION,
        "water": PlacePrecision.REGION,
        "nature": PlacePrecision.REGION,
        "line": PlacePrecision.REGION,
        "quarter": PlacePrecision.DISTRICT,
        "facility": PlacePrecision.LOCALITY,
    }.get(family_of(kind), PlacePrecision.LOCALITY)
