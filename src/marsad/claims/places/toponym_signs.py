"""The signs by which a capitalised name is a place: the parser's label, the gazetteer, what leads to it."""

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from marsad.claims.places.toponym_anchors import has_anchor
from marsad.claims.places.toponym_lines import is_line_label
from marsad.claims.places.toponym_runs import Toponym, is_name
from marsad.claims.places.toponym_scenes import is_addressed, is_scene
from marsad.lexicon.bodies import find_body
from marsad.lexicon.countries import countries_by_word
from marsad.lexicon.cues import find_role
from marsad.lexicon.gazetteer import find_entries, is_exact, region_named
from marsad.lexicon.happenings import load_kinds
from marsad.lexicon.parties import load_demonyms, load_parties
from marsad.lexicon.place_names import sound_place
from marsad.lexicon.place_words import load_place_words
from marsad.lexicon.times import load_time_words
from marsad.lexicon.weapons import find_weapons

LABELS = frozenset(("GPE", "LOC", "FAC"))
_BODIES = frozenset(("ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "NORP"))
_LIST = frozenset((",", "and", "or", "/", "&"))
_CALLED = frozenset(("city", "town", "village", "capital", "port", "province", "stronghold", "district", "suburb"))
"""Kinds of place right before the name of one: "the third city Taiz"."""
_PARTICLES = frozenset(("de", "del"))
_TELLING = 6
_HEARD = 6
_TOWN = 20_000


def is_known(text: str) -> bool:
    """Whether the gazetteer has a name as written."""
    entries = find_entries(text)
    return bool(entries) and any(is_exact(entry, text) for entry in entries)


def _is_heard(text: str) -> bool:
    """Whether the gazetteer has a name as written, or by its sound where that is long enough to tell."""
    return is_known(text) or (len(sound_place(text)) >= _HEARD and bool(find_entries(text)))


def is_country(text: str) -> bool:
    """Whether a name is a country's: it takes no kind from the words around ("areas of Chad")."""
    region = region_named(text)
    return region is not None and region.kind == "country"


def is_adjective(name: TokenSpan) -> bool:
    """Whether a name is a country's adjective, a body or a day: "the Syrian village" names no village."""
    key = name.text.lower()
    country = countries_by_word().get(key) or countries_by_word().get(name[-1].lower_)
    if country and {key, name[-1].lower_} & {adjective.lower() for adjective in country.adjectives}:
        return True
    if key in load_place_words().directions or (key.endswith("s") and is_country(name.text[:-1])):
        return True
    times, words = load_time_words(), load_place_words()
    if name[-1].text in load_demonyms() and not is_known(name.text):
        return True
    if name.root.ent_type_ == "NORP" and not is_known(name.text) and not is_kind_led(name.doc, name.start):
        return True
    never = words.modifiers | words.institutions | set(words.kinds)
    return key in times.weekdays or key in times.months or key in never


def label_of(name: TokenSpan) -> str:
    """The parser's label where its name is this one, but for articles and kind words at its ends; else "<"."""
    root = name[0] if name[0].ent_type_ else name[-1]
    if not root.ent_type_:
        return ""
    inner = [token for token in name if token.ent_type_]
    if len(inner) < len(name):
        return ""
    before, after = name.start - 1, name.end
    words = load_place_words()
    doc = name.doc
    longer = before >= 0 and doc[before].ent_type_ and doc[before + 1].ent_iob_ == "I" and doc[before].lower_ != "the"
    if longer and doc[before].lower_ in words.directions:
        longer = False
    further = after < len(doc) and doc[after].ent_iob_ == "I" and doc[after].text not in ("'s", "’s", "'", "’")
    if further and (doc[after].lower_ in words.kinds or doc[after].lower_ in words.modifiers):
        further = False
    return "<" if longer or further else root.ent_type_


def is_body(name: TokenSpan) -> bool:
    """Whether the lexicon of bodies knows a name that is no country or region, or it ends in a word for people under
    arms: "Valley Army".

    A small town of that name is meant only right behind a preposition of place, with no noun behind it: not in
    "in Hamas raids".
    """
    if len(name) > 1 and load_parties().get(name[-1].lower_) in ("armed", "forces") and not is_known(name.text):
        return True
    if find_body(name.text) is None or region_named(name.text) is not None:
        return False
    largest = max((entry.population for entry in find_entries(name.text) if is_exact(entry, name.text)), default=-1)
    if largest >= _TOWN:
        return False
    return largest < 0 or name.text.isupper() or not _is_strictly_led(name.doc, name.start) or _modifies(name)


def _modifies(name: TokenSpan) -> bool:
    """Whether a noun stands behind a name that is no kind of place: "Hamas raids"."""
    if name.end >= len(name.doc):
        return False
    after = name.doc[name.end]
    return after.pos_ == "NOUN" and after.lower_ not in load_place_words().kinds


def is_no_name(name: TokenSpan) -> bool:
    """A name that the gazetteer lacks and whose words tell of something else.

    A country's adjective before a noun ("German Consulate"), a happening or party ("Attack"), or an owner of what no
    place has ("Smith's victory").
    """
    if is_known(name.text) or region_named(name.text) is not None:
        return False
    last = name[-1].lower_
    if last in load_kinds() or last in load_parties():
        return True
    adjectives = countries_by_word().get(name[0].lower_)
    if name[0].text in load_demonyms() or (adjectives and name[0].text in adjectives.adjectives):
        return True
    return _owns_deed(name)


def _is_called(name: TokenSpan) -> bool:
    """A person's other name ("alias Marina"), or a word of a weapon ("Molotov cocktails")."""
    doc = name.doc
    if name.start and doc[name.start - 1].lower_ in ("alias", "aka", "nicknamed"):
        return True
    weapons = find_weapons([token.text for token in doc[name.start : name.end + 1]])
    return any(start < len(name) for start, _, _ in weapons)


def _owns_deed(name: TokenSpan) -> bool:
    doc, words = name.doc, load_place_words()
    if name.end + 1 >= len(doc) or doc[name.end].text not in ("'s", "’s"):
        return False
    head = name.root.head
    placed = head.lower_ in words.kinds or head.lower_ in words.surroundings or head.lower_ in words.directions
    return name.root.dep_ == "poss" and head.pos_ == "NOUN" and not placed


def is_place(tokens: TokenSpan, name: TokenSpan, run: int, found: list[Toponym]) -> bool:
    """Whether a name names a place here, by the parser's label, the gazetteer and what leads to it."""
    doc, label = tokens.doc, label_of(name)
    known_people = name[-1].text in load_demonyms() or countries_by_word().get(name.text.lower()) is not None
    if label == "NORP" and not known_people and is_line_label(tokens, name.start, name.end, known=False):
        return name.end == run
    if is_adjective(name) or is_body(name) or is_no_name(name) or _is_called(name) or _goes_on(doc, name, run):
        return False
    known, led = _is_heard(name.text), is_led(doc, name.start) or _follows(doc, name.start, found)
    led = led or (known and has_anchor(tokens, name.end))
    if name.end == run and is_line_label(tokens, name.start, name.end, known=known):
        return True
    if label == "<":
        return known and _place_inside(name)
    if label in LABELS:
        return known or (name.end == run and (led or is_scene(name) or is_addressed(tokens, name)))
    if region_named(name.text) is not None and not label and find_body(name.text) is None:
        return True
    if label in ("PERSON", *_BODIES) and name.end == run and _opens_clause(tokens, name):
        return True
    if label in ("PERSON", *_BODIES):
        telling = region_named(name.text) is not None and len(name.text) >= _TELLING
        goes_on = label != "NORP" and is_listed(doc, name.start, found)
        joined = name.root.dep_ == "conj" and bool(found) and name.root.head.i in range(found[-1].start, found[-1].last)
        listed = goes_on and (is_plural_of(doc, found, len(found) - 1) or (joined and is_proper(name)))
        if name.end < run or (known and (led or telling)) or listed:
            return name.end == run
        return label != "NORP" and is_proper(name) and (is_scene(name) or is_addressed(tokens, name))
    unknown = _is_strictly_led(doc, name.start) or is_listed(doc, name.start, found)
    done_to = name.start > 0 and doc[name.start - 1].pos_ == "VERB"
    if name.end < run or (known and (led or done_to)):
        return name.end == run
    return is_proper(name) and ((led and unknown) or is_scene(name) or is_addressed(tokens, name))


def _opens_clause(tokens: TokenSpan, name: TokenSpan) -> bool:
    """ "In Tala Umbo, a shell landed": what a sentence opens with behind a preposition of place, whatever its label."""
    doc, before = tokens.doc, name.start - 1
    opens = before >= tokens.start and doc[before].text in ("In", "At", "Near", "Outside", "Around", "Inside")
    first = opens and all(token.is_space or token.text in ("-", "–", "•") for token in doc[tokens.start : before])
    known = name.text.isupper() or any(find_role(token.text, token.lemma_) for token in name)
    return first and not known and name.end < len(doc) and doc[name.end].text == "," and is_proper(name)


def _place_inside(name: TokenSpan) -> bool:
    """Whether a longer place name of the parser's holds the name: "Goma, North Kivu" read as one."""
    return name[0].ent_type_ in ("GPE", "LOC") and name[-1].ent_type_ in ("GPE", "LOC")


def _goes_on(doc: Doc, name: TokenSpan, run: int) -> bool:
    """Whether the capitals go on as the name of a body or a person: "Aleppo Media Centre", "Paris Hilton"."""
    if name.end >= run:
        return False
    after = doc[name.end]
    if after.lower_ in _PARTICLES and name.end + 1 < run:
        return True
    if after.text == "-" or after.ent_iob_ == "B" or after.lower_ in load_place_words().kinds:
        return False
    return after.ent_type_ == doc[name.end - 1].ent_type_ or not after.ent_type_


def is_led(doc: Doc, start: int) -> bool:
    """Whether a preposition of place or a verb of motion, or of what shakes a town, stands before a name.

    Articles and directions may stand between them.
    """
    words = load_place_words()
    place = _leader_at(doc, start)
    if place < 0:
        return False
    if doc[place].lower_ in _CALLED and place == start - 1:
        return True
    moves = any(doc[place].lemma_.lower() in words.verbs[role] for role in ("from", "to", "via", "at"))
    return doc[place].lower_ in words.prepositions or (moves and doc[place].pos_ == "VERB")


def _is_strictly_led(doc: Doc, start: int) -> bool:
    """Whether the preposition allows an unknown name to be a place."""
    return _leader(doc, start) in ("in", "near", "outside", "inside", "around", "into", "towards")


def _leader(doc: Doc, start: int) -> str:
    place = _leader_at(doc, start)
    return doc[place].lower_ if place >= 0 else ""


def _leader_at(doc: Doc, start: int) -> int:
    """The place of the word that leads to a name, -1 at the text's start."""
    place = start - 1
    skipped = load_place_words().directions | {"the", "-", "‑"}
    while place >= max(start - 4, 0) and doc[place].lower_ in skipped:
        place -= 1
    return place


def _follows(doc: Doc, start: int, found: list[Toponym]) -> bool:
    """Whether a name goes on a list or an address: "Homs, Hama", "Goma and Bukavu", "Syria's Idlib"."""
    if not found or start - found[-1].last > 3:
        return False
    between = [token.lower_ for token in doc[found[-1].last : start]]
    return bool(between) and all(
        word in _LIST or word in ("'s", "’s", "the") or word in load_place_words().directions for word in between
    )


def is_listed(doc: Doc, start: int, found: list[Toponym]) -> bool:
    """Whether a name goes on a list that a toponym without a larger one's rank began."""
    if not found or region_named(found[-1].name) is not None:
        return False
    between = [token.lower_ for token in doc[found[-1].last : start]]
    return 0 < len(between) <= 2 and all(word in _LIST for word in between)


def is_proper(name: TokenSpan) -> bool:
    """Whether all words of a name are proper nouns to the parser, or nouns of what it takes for a name."""
    return _is_proper(name.root) and all(
        token.pos_ in ("PUNCT", "DET", "X", "ADP", "PART") or _is_proper(token) for token in name
    )


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" or (token.pos_ == "NOUN" and bool(token.ent_type_))


def is_kind_led(doc: Doc, start: int) -> bool:
    """Whether a word of kind leads to a name by "of": "villages of X"; not in "the Y quarter of X", Y's kind."""
    place = start - 1
    while place > 0 and (doc[place].lower_ in load_place_words().directions or doc[place].lower_ == "the"):
        place -= 1
    if place < 1 or doc[place].lower_ not in ("of", "called", "named"):
        return False
    if place > 1 and is_name(doc[place - 2]) and doc[place - 2].text not in load_demonyms():
        return False
    return doc[place - 1].text in load_place_words().kinds or doc[place - 1].lower_ in ("parts", "outskirts")


def is_plural_of(doc: Doc, found: list[Toponym], at: int) -> bool:
    """Whether a list of toponyms starts behind a plural: "the districts of A, B"."""
    while at > 0 and join_word(doc, found[at - 1], found[at]):
        at -= 1
    words = load_place_words().kinds
    return any(
        token.lower_ in words and token.tag_ == "NNS" for token in doc[max(found[at].start - 4, 0) : found[at].start]
    )


def join_word(doc: Doc, one: Toponym, two: Toponym) -> str:
    """The word that joins two toponyms of a list, or nothing."""
    between = [token.lower_ for token in doc[one.last : two.start] if token.lower_ not in ("the", "as", "well")]
    return between[-1] if between and len(between) <= 2 and all(word in _LIST for word in between) else ""
