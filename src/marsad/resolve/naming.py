"""Names of sources in one story: canonical names, and which short or common forms mean which body."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from marsad.lexicon.bodies import (
    Body,
    BodyTable,
    find_body,
    find_state,
    fold_name,
    load_bodies,
    load_nations,
    sounds_like_monitor,
)
from marsad.lexicon.cues import RoleEntry, find_role
from marsad.model.claims import BodyKind
from marsad.model.drafts import Draft, SourceMention
from marsad.model.reports import Report
from marsad.resolve.acronyms import find_acronyms
from marsad.resolve.offices import read_office

_ARMED = frozenset({"rebel", "armed", "insurgent", "militant", "jihadist", "militia", "rebels", "insurgents"})
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "to"})
_WIDE = frozenset({"human", "local", "national", "international"})
_ARTICLES = ("the ", "a ", "an ", "its ", "their ")


@dataclass(frozen=True, slots=True)
class Named:
    """A canonical name with its kind and the body of the lexicon, where that knows it."""

    name: str
    kind: BodyKind
    body: Body | None


@dataclass(frozen=True, slots=True)
class StoryNames:
    """What a story's texts say about names: acronyms, bodies and persons by report, armed groups, the main country."""

    acronyms: Mapping[str, str]
    bodies: Mapping[str, tuple[Named, ...]]
    persons: tuple[str, ...]
    roles: tuple[str, ...]
    written: Mapping[str, Named]
    parts: Mapping[str, Named]
    fighting: tuple[Named, ...]
    demonym: str | None
    own: BodyTable
    places: frozenset[str] = frozenset()
    outlets: Mapping[str, Named] = field(default_factory=dict)


def gather_names(reports: Sequence[Report], drafts: Sequence[Draft], own: BodyTable) -> StoryNames:
    """The names of a story from its reports' texts and what its drafts mention; people's `own` bodies go before the
    lexicon's.
    """
    mentions = [(draft.report, mention) for draft in drafts for mention in draft.chain]
    acronyms = find_acronyms(report.text for report in reports)
    bodies: dict[str, dict[str, Named]] = {report.id: {} for report in reports}
    persons: set[str] = set()
    for report_id, mention in mentions:
        if mention.named and mention.kind is BodyKind.PERSON:
            persons.add(mention.name)
        elif mention.named:
            named = name_body(mention.name, acronyms, mention.kind, own)
            bodies.setdefault(report_id, {})[named.name] = named
        if mention.body and any(letter.isupper() for letter in mention.body):
            named = name_body(mention.body, acronyms, None, own)
            bodies.setdefault(report_id, {})[named.name] = named
    texts = [f" {fold_name(report.text)} " for report in reports]
    return StoryNames(
        acronyms=acronyms,
        bodies={key: tuple(found[name] for name in sorted(found)) for key, found in sorted(bodies.items())},
        persons=tuple(sorted(persons)),
        roles=tuple(sorted({drop_article(each.name).lower() for _, each in mentions if not each.named})),
        written=_write_out(mentions, texts),
        parts=_parts_of(mentions, acronyms, own),
        fighting=_find_fighting(drafts, acronyms, own),
        demonym=_main_country(report.text for report in reports),
        own=own,
        places=frozenset(fold_name(place.name) for draft in drafts for place in draft.places),
    )


def name_body(text: str, acronyms: Mapping[str, str], kind: BodyKind | None, own: BodyTable) -> Named:
    """The canonical name of a body: people's own, the lexicon's, the full name of a story's acronym, or as written."""
    bare = _own_name(drop_article(text))
    full = acronyms.get(bare) or bare
    body = own.find(bare) or own.find(full) or find_body(bare) or find_body(full) or _find_seated(bare)
    if body is not None:
        return Named(body.name, body.kind, body)
    return Named(full, kind or BodyKind.ORGANISATION, None)


def _find_seated(text: str) -> Body | None:
    """A state's body by the capital where it sits: "the Defence Ministry in Accra"."""
    noun, _, seat = text.partition(" in ")
    state = find_state(seat) if noun and seat else None
    return find_body(f"{state.name.removesuffix(' government')} {noun}") if state else None


def _own_name(text: str) -> str:
    """ "Accra-based Volta Data Centre" without where it sits; "Accra-based Centre" has no name of its own."""
    base, _, rest = text.partition(" ")
    words = [word for word in rest.split() if word.lower() not in _SMALL]
    is_name = len(words) > 1 and all(word[0].isupper() for word in words)
    return rest if base.lower().endswith("-based") and is_name else text


def drop_article(text: str) -> str:
    """A name without the article or possessive pronoun before it."""
    bare = " ".join(text.split()).strip("\"“”'‘’,.;: ")
    for article in _ARTICLES:
        if bare.lower().startswith(article):
            return bare[len(article) :]
    return bare


def role_of(text: str) -> RoleEntry | None:
    """The speaking noun at the end of a role: "military sources" is a source."""
    words = drop_article(text).lower().split()
    stop = next((at for at, word in enumerate(words) if at and word in {"of", "in", "at", "for", "from"}), len(words))
    words = words[:stop]
    if not words:
        return None
    pair = " ".join(words[-2:])
    last = words[-1]
    return find_role(pair, pair) or find_role(last, last) or find_role(last.removesuffix("s"), last.removesuffix("es"))


def join_body(text: str, report_id: str, names: StoryNames, kind: BodyKind | None = None) -> Named:
    """The body that a name or a common noun means here: known, introduced, part of a longer name, or by its role."""
    named = name_body(text, names.acronyms, kind, names.own)
    if named.body is not None:
        return named
    office = name_ministry(drop_article(text), names)
    if office is not None:
        return office
    longer = _longer(named.name, names) or named
    whole = names.parts.get(fold_name(longer.name), longer)
    if whole is not named:
        return whole
    role = role_of(text)
    if role is None or role.sense != "body" or _own_name(drop_article(text)) != drop_article(text):
        return named
    found = _by_role(drop_article(text), role, report_id, names)
    if found is None:
        fuller = _fuller(drop_article(text), names)
        named = Named(fuller, named.kind, None) if fuller else named
    return found or Named(_story_wide(named.name), named.kind if kind else role.kind, None)


def name_ministry(text: str, names: StoryNames) -> Named | None:
    """A ministry under any of its wordings: the one of that office that the story knows or its main country has.

    "The Ministry of Interior" and "the interior ministry" are one; without a country it goes by its office alone.
    """
    office = read_office(text)
    if office is None:
        return None
    known = {each.name: each for group in names.bodies.values() for each in group if each.body is not None}
    same = [each for each in known.values() if read_office(each.name, each.body) == office]
    if len(same) == 1:
        return same[0]
    forms = (f"{names.demonym} Ministry of {office}", f"{names.demonym} Ministry of the {office}")
    body = next(filter(None, map(find_body, forms)), None) if names.demonym and not same else None
    return Named(body.name, body.kind, body) if body else Named(f"{office.title()} Ministry", BodyKind.GOVERNMENT, None)


def _find_fighting(drafts: Sequence[Draft], acronyms: Mapping[str, str], own: BodyTable) -> tuple[Named, ...]:
    """The armed groups that take part under a name of several words: "the Front" is one of them."""
    acting = (actor for draft in drafts for actor in draft.actors if actor.kind is BodyKind.ARMED_GROUP)
    names = {actor.name for actor in acting if " " in actor.name and all(map(str.istitle, actor.name.split()))}
    return tuple(name_body(name, acronyms, BodyKind.ARMED_GROUP, own) for name in sorted(names))


def _parts_of(
    mentions: Sequence[tuple[str, SourceMention]], acronyms: Mapping[str, str], own: BodyTable
) -> dict[str, Named]:
    """Departments that the story speaks of as a body's own: "Health Board" for "Health Board of the Orlen Council"."""
    found: dict[str, dict[str, Named]] = {}
    for _, mention in mentions:
        part, of, _ = drop_article(mention.text).partition(" of ")
        body = name_body(mention.name, acronyms, mention.kind, own)
        if of and mention.named and body.body is not None and part.istitle() and " " in part:
            found.setdefault(fold_name(part), {})[body.name] = body
    return {part: next(iter(bodies.values())) for part, bodies in sorted(found.items()) if len(bodies) == 1}


def _fuller(text: str, names: StoryNames) -> str | None:
    """The one longer wording of a common noun in the story: "the regional power company" for "the power company"."""
    words = text.lower().split()
    longer = [each for each in names.roles if len(each.split()) > len(words) and each.split()[-len(words) :] == words]
    return longer[0] if len(longer) == 1 and len(words) > 1 else None


def _story_wide(name: str) -> str:
    """A body known by a common noun has its small letters: "The army" and "the army" are one."""
    return name if any(letter.isupper() for letter in name[1:]) else name[:1].lower() + name[1:]


def _longer(name: str, names: StoryNames) -> Named | None:
    """The one longer name of the story that ends or begins with this one: "the Register"."""
    words = fold_name(name).split()
    if not words or not name[:1].isupper():
        return None
    found: dict[str, Named] = {}
    for group in (*names.bodies.values(), names.fighting):
        for other in group:
            whole = fold_name(other.name).split()
            if (
                len(whole) > len(words)
                and not _describes(other)
                and (whole[-len(words) :] == words or whole[: len(words)] == words)
            ):
                found[other.name] = other
    return next(iter(found.values())) if len(found) == 1 else None


def _by_role(text: str, role: RoleEntry, report_id: str, names: StoryNames) -> Named | None:
    """A common noun in this report's sense first, then in the story's; the main country's body where it names one.

    In the report of a body that publishes itself it is that body: "the ministry", "the Monitor".
    """
    publisher = names.outlets.get(report_id)
    if publisher is not None and set(fold_name(text).split()) <= set(fold_name(publisher.name).split()):
        return publisher
    own = _fitting(text, role, names.bodies.get(report_id, ()), names)
    every = _fitting(text, role, [each for group in names.bodies.values() for each in group], names)
    if len(own) == 1:
        return next(iter(own.values()))
    if len(every) == 1:
        return next(iter(every.values()))
    written = names.written.get(text)
    if written is not None:
        return written
    if names.demonym is not None:
        noun = text.lower().split(" in ")[0].split(" of ")[0]
        body = find_body(f"{names.demonym} {noun}")
        return Named(body.name, body.kind, body) if body else None
    return None


def _fitting(text: str, role: RoleEntry, bodies: Iterable[Named], names: StoryNames) -> dict[str, Named]:
    """The bodies that a common noun can mean, by name; a ministry is one body however it is worded."""
    found = (each for each in bodies if _fits(text, role, each) and not _describes(each))
    named = (name_ministry(each.name, names) or each if each.body is None else each for each in found)
    return {each.name: each for each in named}


def _write_out(mentions: Sequence[tuple[str, SourceMention]], texts: Sequence[str]) -> dict[str, Named]:
    """For each common noun of the story, the one body of the lexicon that its texts name by a longer form of it."""
    nouns = {drop_article(text) for _, each in mentions for text in (each.name, each.body) if text}
    found: dict[str, Named] = {}
    for noun in sorted(nouns):
        role = role_of(noun)
        if role is None or role.sense != "body":
            continue
        bodies = {
            body.name: body
            for body, alias in _aliases_ending_in(fold_name(noun))
            if _is_kind(body, role) and any(f" {alias} " in whole for whole in texts)
        }
        if len(bodies) == 1:
            body = next(iter(bodies.values()))
            found[noun] = Named(body.name, body.kind, body)
    return found


def _is_kind(body: Body, role: RoleEntry) -> bool:
    """An army or a government is a state's; an armed group may call itself an army."""
    return role.family not in {"military", "government"} or body.kind is BodyKind.GOVERNMENT


@lru_cache(maxsize=1024)
def _aliases_ending_in(noun: str) -> tuple[tuple[Body, str], ...]:
    return tuple((body, folded) for body, folded in _folded_aliases() if folded.endswith(" " + noun))


@cache
def _folded_aliases() -> tuple[tuple[Body, str], ...]:
    return tuple((body, fold_name(alias)) for body in load_bodies() for alias in (body.name, *body.aliases))


def _fits(text: str, role: RoleEntry, named: Named) -> bool:
    words = fold_name(named.name).split()
    sense = named.body.sense if named.body else ""
    if role.family == "monitor" or "monitoring" in text.lower().split():
        return sense == "monitor" or (not sense and sounds_like_monitor(named.name))
    if role.family in {"military", "government"} and named.kind is not BodyKind.GOVERNMENT:
        return False
    said = fold_name(text.split(" in ")[0]).split()
    if set(said) <= set(words):
        return True
    own = set(said[:-1]) - _WIDE
    if role.family == "group" and own and own <= set(words) and named.kind is BodyKind.ORGANISATION:
        return True
    lower = set(text.lower().split())
    if role.family in {"group", "armed"} and lower & _ARMED:
        return named.kind is BodyKind.ARMED_GROUP and not _is_crowd(text)
    if "-based" in text.lower() and role.family == "group":
        return sense in {"monitor", "rights"} or (not sense and sounds_like_monitor(named.name))
    return role.family == "media" and "state" in text.lower() and named.name.endswith("state media")


def _is_crowd(text: str) -> bool:
    """ "Rebels" are whoever fights, "the rebel group" is one body."""
    return text.lower().split()[-1] in _ARMED and text.lower().endswith("s")


def _describes(named: Named) -> bool:
    """ "The Observatory", "the London-based Register" only describe a body that has a name of its own elsewhere."""
    words = named.name.split()
    based = any(word.lower().endswith("-based") for word in words)
    return named.body is None and (based or (len(words) == 1 and role_of(named.name) is not None))


def _main_country(texts: Iterable[str]) -> str | None:
    """The demonym of the country that the texts name most, if twice as often as the next; words are compared whole."""
    counts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in texts:
        words.update(word.strip(".,;:'\"“”‘’()!?-–").removesuffix("'s").removesuffix("’s") for word in text.split())
    for nation in load_nations():
        forms = [form for form in (nation.name, *nation.demonyms) if " " not in form]
        counts[nation.demonyms[0]] += sum(words[form] for form in forms)
    (first, most), (_, next_most) = counts.most_common(2)
    return first if most >= 2 and most >= 2 * next_most else None


def join_person(name: str, names: StoryNames) -> str:
    """The full name that a bare surname means, if all that end in it are one another's ends, accents left out."""
    short = fold_name(name)
    longer = {fold_name(each): each for each in names.persons if fold_name(each).endswith(" " + short)}
    fullest = max(longer, key=len, default=short)
    return longer[fullest] if longer and all(fullest.endswith(each) for each in longer) else name
