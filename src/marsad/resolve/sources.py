"""Sources of one story: mentions joined to rows, and the chain of each draft."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from marsad.lexicon.bodies import NO_BODIES, Body, BodyTable, find_named_body, fold_name, is_acronym
from marsad.model.claims import BodyKind, Source
from marsad.model.drafts import Draft, SourceMention
from marsad.model.ids import make_id
from marsad.model.reports import Report, Span
from marsad.resolve.naming import (
    Named,
    StoryNames,
    drop_article,
    gather_names,
    join_body,
    join_person,
    name_body,
    name_ministry,
    role_of,
)
from marsad.resolve.offices import owner_of_office
from marsad.resolve.outlets import name_agency, name_outlet

_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "one", "some", "others", "many", "both"})
_LONGEST_ALIAS = 60
_UN = ("un ", "united nations ")
_PRESS = frozenset({BodyKind.OUTLET, BodyKind.AGENCY, BodyKind.STATE_MEDIA, BodyKind.PERSON})


@dataclass(frozen=True, slots=True)
class SourceBook:
    """The sources of a story, and for each draft its chain with the spans that name it."""

    sources: tuple[Source, ...]
    _chains: Mapping[Draft, tuple[tuple[str, Span | None], ...]] = field(repr=False)
    _outlets: Mapping[str, tuple[str, ...]] = field(repr=False)

    def chain_of(self, draft: Draft) -> tuple[str, ...]:
        """Source ids from the originator to the outlet; never empty."""
        return tuple(source for source, _ in self._chains[draft])

    def spans_of(self, draft: Draft) -> tuple[Span | None, ...]:
        """Where the draft's report names each link of the chain, or None."""
        return tuple(span for _, span in self._chains[draft])

    def outlet_of(self, report_id: str) -> str:
        """The source id of a report's outlet."""
        return self._outlets[report_id][-1]

    def carriers_of(self, report_id: str) -> tuple[str, ...]:
        """The source ids of the credited agency, if any, and the outlet."""
        return self._outlets[report_id]


@dataclass(frozen=True, slots=True)
class _Row:
    """A source in the making."""

    id: str
    name: str
    kind: BodyKind
    affiliation: str | None


@dataclass(slots=True)
class _Rows:
    """The rows so far; the first kind and affiliation that is known stays."""

    own: BodyTable
    rows: dict[str, _Row] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)

    def add(self, row: _Row, *aliases: str) -> str:
        known = self.rows.get(row.id)
        if known is None or (known.affiliation is None and row.affiliation is not None):
            self.rows[row.id] = row
        self.aliases.setdefault(row.id, set()).update(alias for alias in aliases if alias)
        return row.id


@dataclass(frozen=True, slots=True)
class _Story:
    """The story's names, the one relay through which a report's unnamed role is known, and whom persons speak for."""

    names: StoryNames
    relays: Mapping[tuple[str, str], str]
    employers: Mapping[str, str]


def _employers(drafts: Sequence[Draft], names: StoryNames, rows: _Rows) -> dict[str, str]:
    """Whom each person speaks for: the body that the story names most with the person; ties go to the smaller id."""
    found: dict[str, Counter[str]] = {}
    for draft in drafts:
        for mention in draft.chain:
            if mention.named and mention.kind is BodyKind.PERSON and mention.body and _is_name(mention.body):
                body = _join_affiliation(mention, draft.report, names, rows)
                if body is not None:
                    found.setdefault(join_person(mention.name, names), Counter())[body] += 1
    return {person: min(bodies, key=lambda each: (-bodies[each], each)) for person, bodies in sorted(found.items())}


def _single_relays(drafts: Sequence[Draft], names: StoryNames) -> dict[tuple[str, str], str]:
    """For each report and unnamed role, its relay if the report has exactly one: later mentions are the same role."""
    found: dict[tuple[str, str], set[str]] = {}
    for draft in drafts:
        for place, mention in enumerate(draft.chain):
            relay = _relay_of(draft, place, names)
            if relay is not None and not mention.named:
                found.setdefault((draft.report, fold_name(mention.name)), set()).add(relay)
    return {key: min(relays) for key, relays in sorted(found.items()) if len(relays) == 1}


def _relay_of(draft: Draft, place: int, names: StoryNames) -> str | None:
    """The next link of a chain, by the name of what it is part of: a state agency and state media are one relay."""
    if place + 1 >= len(draft.chain):
        return None
    named = join_body(draft.chain[place + 1].name, draft.report, names)
    return (named.body.part_of if named.body else None) or named.name


def resolve_sources(reports: Sequence[Report], drafts: Sequence[Draft], own: BodyTable = NO_BODIES) -> SourceBook:
    """Join the mentions of one story: the same body or person under its names is one row, by whatever report.

    The bodies that people added (`own`) go before the lexicon's.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    names = gather_names(ordered, drafts, own)
    names = replace(names, outlets=_find_publishers(ordered, names))
    rows = _Rows(own)
    outlets = {report.id: _add_carriers(report, names, rows) for report in ordered}
    spoken = sorted(drafts, key=lambda draft: (draft.report, draft.order, draft.span, draft.quote))
    relays, employers = _single_relays(spoken, names), _employers(spoken, names, rows)
    chains = {draft: _chain(draft, _Story(names, relays, employers), rows, outlets[draft.report]) for draft in spoken}
    return SourceBook(_finish(rows), chains, outlets)


def _find_publishers(reports: Sequence[Report], names: StoryNames) -> dict[str, Named]:
    """The outlet of each report that is a body of its own, and no press."""
    named = {report.id: _name_publisher(report, names) for report in reports}
    return {key: outlet for key, outlet in named.items() if outlet.kind not in _PRESS}


def _name_publisher(report: Report, names: StoryNames) -> Named:
    outlet = name_outlet(report, names.persons, names.own)
    return (name_ministry(outlet.name, names) if outlet.body is None else None) or outlet


def _add_carriers(report: Report, names: StoryNames, rows: _Rows) -> tuple[str, ...]:
    outlet = _name_publisher(report, names)
    affiliation = None
    added = []
    if report.agency:
        agency = name_agency(report.agency, names.own)
        added.append(_add_named(agency, rows, report.agency))
    if outlet.kind is BodyKind.PERSON:
        added.append(_add_person(join_person(outlet.name, names), affiliation, rows, report.outlet or ""))
    else:
        added.append(_add_office(outlet, names, rows, report.outlet or ""))
    return tuple(dict.fromkeys(added))


def _add_office(outlet: Named, names: StoryNames, rows: _Rows, alias: str) -> str:
    """An outlet; the press office of a body that the story or the lexicon knows speaks for that body."""
    owner = owner_of_office(outlet.name) if outlet.body is None else None
    if outlet.body is None and outlet.kind is BodyKind.ORGANISATION and fold_name(outlet.name).startswith(_UN):
        owner = "United Nations"
    body = join_body(owner, "", names) if owner else None
    known = body is not None and (body.body is not None or any(body in each for each in names.bodies.values()))
    source = _add_named(outlet, rows, alias)
    return rows.add(replace(rows.rows[source], affiliation=_add_named(body, rows))) if body and known else source


def _chain(draft: Draft, story: _Story, rows: _Rows, carriers: tuple[str, ...]) -> tuple[tuple[str, Span | None], ...]:
    """The draft's own links, then the agency and the outlet; each source once, the outlet at the end.

    A statement or report is no source beside whoever issued it, nor is an earlier version of the article beside its
    outlet.
    """
    links: list[tuple[str, Span | None]] = []
    for place, mention in enumerate(draft.chain):
        if (_is_medium(mention) and len(draft.chain) > 1) or " version of this " in f" {mention.text.lower()}":
            continue
        relay = _relay_of(draft, place, story.names)
        links.append((_add_mention(mention, draft.report, relay, story, rows), mention.span))
    spans: dict[str, Span | None] = {}
    for source, span in links:
        spans.setdefault(source, span)
    order = [source for source in spans if source not in carriers[-1:]]
    order += [source for source in carriers if source not in order]
    return tuple((source, spans.get(source)) for source in order)


def _is_medium(mention: SourceMention) -> bool:
    role = role_of(mention.name)
    return not mention.named and mention.body is None and role is not None and role.sense == "medium"


def _add_mention(mention: SourceMention, report_id: str, relay: str | None, story: _Story, rows: _Rows) -> str:
    names = story.names
    seen = drop_article(mention.text)
    role = role_of(mention.name)
    speaks = role is None or role.speaks or mention.named
    body = _join_affiliation(mention, report_id, names, rows) if speaks else None
    if mention.named and mention.kind is BodyKind.PERSON:
        name = join_person(mention.name, names)
        return _add_person(name, story.employers.get(name, body), rows, mention.name)
    if mention.named and name_body(mention.name, {}, None, names.own).body is None:
        name = join_person(mention.name, names)
        if name != mention.name:
            return _add_person(name, story.employers.get(name), rows, mention.name)
    if mention.named or (role is not None and role.sense == "body" and mention.body is None):
        named = join_body(mention.name, report_id, names, mention.kind)
        return _add_named(named, rows, seen, drop_article(mention.name))
    relay = relay or story.relays.get((report_id, fold_name(mention.name)))
    return _add_role(mention, report_id, relay, body, rows)


def _join_affiliation(mention: SourceMention, report_id: str, names: StoryNames, rows: _Rows) -> str | None:
    """The row of the body that a mention names, where that is a body and no place."""
    if mention.body is None or mention.body.lower() in _PRONOUNS | {"its", "their", "his", "her"}:
        return None
    role = role_of(mention.body)
    named = join_body(mention.body, report_id, names)
    is_body = named.body is not None or (role is not None and role.sense == "body")
    if not is_body and (not _is_name(mention.body) or fold_name(named.name) in names.places):
        return None
    return _add_named(named, rows, drop_article(mention.body))


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3 or word.isupper()]
    return bool(words) and all(word[0].isupper() for word in words)


def _add_named(named: Named, rows: _Rows, *aliases: str) -> str:
    """The row of a body; what it is part of is a row too, and its affiliation."""
    part_of = named.body.part_of if named.body else None
    parent = (rows.own.find_named(part_of) or find_named_body(part_of)) if part_of else None
    affiliation = _add_named(Named(parent.name, parent.kind, parent), rows) if parent else None
    row = _Row(_name_id(named.name), named.name, named.kind, affiliation)
    return rows.add(row, *aliases, *_acronyms(named.body))


def _acronyms(body: Body | None) -> tuple[str, ...]:
    return tuple(alias for alias in body.aliases if is_acronym(alias) and "." not in alias) if body else ()


def _add_person(name: str, affiliation: str | None, rows: _Rows, *aliases: str) -> str:
    return rows.add(_Row(_name_id(name), name, BodyKind.PERSON, affiliation), *aliases)


def _name_id(name: str) -> str:
    return make_id("source", fold_name(name))


def _add_role(mention: SourceMention, report_id: str, relay: str | None, affiliation: str | None, rows: _Rows) -> str:
    """An unnamed role: one row for each report, role and relay."""
    pronoun = mention.name.lower() in _PRONOUNS
    name = "unnamed speaker" if pronoun else drop_article(mention.name)
    kind = BodyKind.WITNESS if mention.kind is BodyKind.WITNESS else BodyKind.UNNAMED
    row = _Row(make_id("source", report_id, fold_name(name), relay), name, kind, affiliation)
    return rows.add(row, *(() if pronoun else (mention.name,)))


def _finish(rows: _Rows) -> tuple[Source, ...]:
    return tuple(
        Source(
            id=row.id,
            name=row.name,
            kind=row.kind,
            aliases=_aliases(row, rows.aliases[row.id]),
            affiliation=row.affiliation if row.affiliation != row.id else None,
        )
        for row in sorted(rows.rows.values(), key=lambda each: each.id)
    )


def _aliases(row: _Row, seen: set[str]) -> tuple[str, ...]:
    """The forms seen and the known acronyms, without pronouns and the name itself."""
    kept = {
        alias for alias in seen if alias != row.name and alias.lower() not in _PRONOUNS and len(alias) <= _LONGEST_ALIAS
    }
    return tuple(sorted(kept))
