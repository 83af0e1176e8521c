"""What happened, by the words for it: the main predicate's kind first, then the clause's others in text order."""

from dataclasses import dataclass

from spacy.tokens import Token

from marsad.claims.attribution.headline_verbs import is_headline_verb
from marsad.claims.kinds.grammar import agents_of
from marsad.claims.kinds.senses import belongs, fits, is_compound_part, only_describes
from marsad.claims.kinds.weight import is_cause, weigh
from marsad.claims.sentences import Sentence
from marsad.lexicon.counting import load_count_words
from marsad.lexicon.happenings import KindEntry, load_kinds
from marsad.lexicon.weapons import Weapon, find_weapons
from marsad.model.claims import Kind

Clause = tuple[int, int]
"""First token and the one after the last, counted in the paragraph."""

_GAP = 4
_CLOSE = frozenset({"at", "on", "into", "for", "upon", "from"})
"""Prepositions stand next to their verb: "fire at" is not in "fired rockets at"."""

_BLOWS = frozenset({"hit", "strike", "target", "rock", "rip", "shake"})
_VIOLENT = frozenset({Kind.AIRSTRIKE, Kind.SHELLING, Kind.BOMBING, Kind.ATTACK, Kind.CLASH, Kind.OFFENSIVE})
_WEAPON_KINDS = {"air": Kind.AIRSTRIKE, "missile": Kind.SHELLING, "explosive": Kind.BOMBING}
_WOUNDING = load_count_words("wounding")
_HARMED = load_count_words("harmed")
_ARMED_KINDS = _VIOLENT | {Kind.KILLING, Kind.DESTRUCTION}


@dataclass(frozen=True, slots=True)
class KindMention:
    """A kind as worded: the token that gives it and the weapon named with it."""

    kind: Kind
    trigger: Token
    weapon: str | None


@dataclass(frozen=True, slots=True)
class _Hit:
    entry: KindEntry
    trigger: Token
    at: int
    start: int
    end: int


def find_kinds(sentence: Sentence, clause: Clause) -> tuple[KindMention, ...]:
    """The happenings that a clause names, its governing one first; empty where it names none.

    A phrase beats the words in it; each token triggers at most one kind; a word in another sense ("hunger strike")
    triggers none. Weapons go to violent kinds.
    """
    tokens = sentence.tokens.doc[clause[0] : clause[1]]
    words = [token for token in tokens if not token.is_space]
    hits = _drop_speech(_drop_covered(_find_hits(words)))
    if not hits:
        return ()
    weapons = tuple((words[start:end], weapon) for start, end, weapon in find_weapons([word.text for word in words]))
    mentions = [
        KindMention(hit.entry.kind, hit.trigger, _weapon_for(hit, weapons))
        for hit in hits
        if hit.entry.kind is not Kind.OTHER
    ]
    ranked = sorted(mentions, key=lambda mention: (*weigh(mention.kind, mention.trigger, clause), mention.trigger.i))
    if not ranked:
        return ()
    main = _means_of(ranked[0], ranked)
    by_weapon = _by_weapon(main)
    if by_weapon is not None:
        ranked, main = [by_weapon, *ranked], by_weapon
    others = sorted((mention for mention in ranked if mention is not main), key=lambda mention: mention.trigger.i)
    return main, *others


def _means_of(main: KindMention, ranked: list[KindMention]) -> KindMention:
    """Deaths and injuries give way to what caused them where the sentence ties the two: "killed in a raid"."""
    lemma = main.trigger.lemma_.lower()
    if lemma in _BLOWS and main.kind is Kind.ATTACK:
        return next((cause for cause in ranked if _is_blow_of(cause, main)), main)
    if main.kind is not Kind.KILLING and lemma not in _WOUNDING:
        return main
    causes = [
        mention
        for mention in ranked
        if mention.kind in _VIOLENT
        and mention.trigger.lemma_.lower() not in _WOUNDING
        and (is_cause(mention.trigger, main.trigger) or _is_counted_after(mention.trigger, main.trigger))
    ]
    return min(causes, key=lambda cause: _as_cause(cause, main.trigger)) if causes else main


def _is_counted_after(cause: Token, harm: Token) -> bool:
    """ "Drone strike hits depot, 3 dead": a headline's closing figure belongs to what stands before its comma."""
    if harm.lower_ not in _HARMED or cause.i > harm.i or harm.i < harm.sent.start + 3:
        return False
    number, comma = (harm.nbor(-2), harm.nbor(-3)) if harm.nbor(-1).pos_ == "NOUN" else (harm.nbor(-1), harm.nbor(-2))
    return number.pos_ == "NUM" and comma.text in {",", ";", ":", "-"} and comma.i > cause.i


def _by_weapon(main: KindMention) -> KindMention | None:
    """Harm whose doer is a weapon is what that weapon does: "shells killed two" is shelling."""
    trigger = main.trigger
    if (main.kind is not Kind.KILLING and trigger.lemma_.lower() not in _WOUNDING) or trigger.pos_ != "VERB":
        return None
    for doer in agents_of(trigger):
        for _, _, weapon in find_weapons([doer.text]):
            kind = _WEAPON_KINDS.get(weapon.family)
            if kind is not None:
                return KindMention(kind, doer, weapon.name)
    return None


def _is_blow_of(cause: KindMention, main: KindMention) -> bool:
    """A blast or barrage that is the subject of "hit" is what happened."""
    held = cause.trigger.head.i == main.trigger.i and cause.trigger.dep_ in {"nsubj", "agent"}
    return held and cause.kind in _VIOLENT and cause is not main


def _as_cause(cause: KindMention, harm: Token) -> tuple[bool, bool, int]:
    """The harm's own subject goes before other causes, and a particular weapon before a bare "attack"."""
    return cause.trigger.head.i != harm.i, cause.kind is Kind.ATTACK, cause.trigger.i


def _drop_speech(hits: list[_Hit]) -> list[_Hit]:
    """Plain speech is a kind only where nothing else is."""
    told = [hit for hit in hits if hit.entry.needs != "speech" and hit.entry.kind is not Kind.OTHER]
    return told or hits


def _find_hits(words: list[Token]) -> list[_Hit]:
    table = load_kinds()
    found: list[_Hit] = []
    for at, token in enumerate(words):
        for entry, place in table.get(_form(token), ()):
            hit = _match(words, at, entry, place)
            if hit is not None and fits(entry, hit.trigger, words):
                found.append(hit)
                break
    return found


def _form(token: Token) -> str:
    return token.lower_.strip("“”\"'‘’#*")


def _match(words: list[Token], at: int, entry: KindEntry, place: int) -> _Hit | None:
    """Where an entry's words stand around its inflected word; a verb's particles may follow within four words."""
    if not _pos_fits(entry, words[at]):
        return None
    start = _match_before(words, at, entry.words[:place])
    if start is None:
        return None
    end = at
    for word in entry.words[place + 1 :]:
        step = _next(words, end, word, _GAP if entry.pos == "VERB" and word not in _CLOSE else 0)
        if step is None:
            return None
        end = step
    return _Hit(entry, words[at], at, start, end + 1)


def _match_before(words: list[Token], at: int, wanted: tuple[str, ...]) -> int | None:
    for word in reversed(wanted):
        at -= 1
        if at >= 0 and words[at].text in {"-", "–"}:
            at -= 1
        if at < 0 or not _same(words[at], word):
            return None
    return at


def _next(words: list[Token], at: int, wanted: str, gap: int) -> int | None:
    for step in range(at + 1, min(at + 2 + gap, len(words))):
        if words[step].text in {"-", "–"} and step == at + 1:
            return _next(words, step, wanted, gap)
        if _same(words[step], wanted):
            return step
        if words[step].text in {",", ";", "."}:
            return None
    return None


def _same(token: Token, wanted: str) -> bool:
    form = _form(token)
    return form == wanted or token.lemma_.lower() == wanted or (form.endswith("s") and form[:-1] == wanted)


def _pos_fits(entry: KindEntry, token: Token) -> bool:
    """Whether a token can be the entry's part of speech; clearly verbal endings are let through."""
    form = _form(token)
    if entry.pos == "VERB":
        if form.endswith("ing") and (token.pos_ == "NOUN" or token.dep_ == "amod"):
            return False
        verbal = form.endswith(("ed", "ing")) or form not in {
            entry.words[0],
            f"{entry.words[0]}s",
            f"{entry.words[0]}es",
        }
        return (
            token.pos_ == "VERB"
            or is_headline_verb(token)
            or (verbal and token.pos_ in {"ADJ", "NOUN", "PROPN", "AUX"} and len(form) > 3)
        )
    if entry.pos == "ADJ":
        return True
    bare_noun = token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "VERB" and token.tag_ == "VBG")
    return bare_noun or (token.pos_ in {"VERB", "ADJ", "X"} and _looks_nominal(token))


def _looks_nominal(token: Token) -> bool:
    """A word read as a verb that stands as a noun: behind an adjective, article or noun, with no object of its own."""
    if token.i == token.doc[0].i or any(
        child.dep_ in {"dobj", "nsubj", "nsubjpass", "aux"} for child in token.children
    ):
        return False
    before = token.nbor(-1)
    return before.pos_ in {"DET", "ADJ", "NOUN", "NUM"} or before.dep_ in {"amod", "compound", "poss", "det"}


def _drop_covered(hits: list[_Hit]) -> list[_Hit]:
    """Leave out hits inside a longer hit, and happenings that only name a thing ("attack helicopter")."""
    kept = [
        hit
        for hit in hits
        if not any(
            other is not hit and other.start <= hit.at < other.end and (other.end - other.start) > (hit.end - hit.start)
            for other in hits
        )
    ]
    return [hit for hit in kept if not is_compound_part(hit.trigger) and not only_describes(hit.trigger)]


def _weapon_for(hit: _Hit, weapons: tuple[tuple[list[Token], Weapon], ...]) -> str | None:
    """The weapon that belongs to a violent happening: one of the kind's own family, else the first."""
    if hit.entry.kind not in _ARMED_KINDS:
        return None
    near = [weapon for tokens, weapon in weapons if any(belongs(token, hit.trigger) for token in tokens)]
    own = [weapon for weapon in near if _WEAPON_KINDS.get(weapon.family) is hit.entry.kind]
    chosen = own or near
    return chosen[0].name if chosen else None
