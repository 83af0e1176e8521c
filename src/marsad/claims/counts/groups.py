"""The group behind a number: the words that say who or what is counted, its class, age and gender."""

from dataclasses import dataclass

from marsad.claims.counts.cardinals import read_cardinal
from marsad.claims.counts.wording import Wording
from marsad.lexicon.counting import GroupWord, load_groups, load_measures, load_number_words, load_vague, match_phrase
from marsad.lexicon.cues import find_role
from marsad.lexicon.parties import load_demonyms

_POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "your", "my"})
_DETERMINERS = frozenset({"the", "these", "those"})
_MORE = frozenset({"more", "other", "others", "additional", "further"})
_PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us"})
_MEMBERS = frozenset({"from", "belonging", "affiliated", "loyal", "linked"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"ADJ", "PART", "X"})
_QUOTES = frozenset({'"', "“", "‘", "'", "«"})
_WHEN = frozenset({"last", "next", "early", "late", "earlier", "later", "past"})
_LOOK = 10
_HELD = frozenset({"hostage", "hostages", "captive", "captives"})
_ABBREVIATED = frozenset({"incl", "incl.", "inc", "etc", "etc.", "vs", "including", "among"})
_AGED = frozenset(
    shape
    for unit in ("year", "month", "day", "week")
    for shape in (("-", unit, "-", "old"), (unit, "-", "old"), (unit, "old"), (f"{unit}s", "old"))
)


@dataclass(frozen=True, slots=True)
class Group:
    """Who is counted, from `start` to `end` of the clause; `head` is the place of its noun, `word` its lexicon entry.

    `others` marks a group named only as "others", "more" or "of them": it is the group spoken of before.
    `quality` is the place of a participle in front of the noun: "wounded" in "12 wounded civilians".
    """

    start: int
    head: int
    end: int
    word: GroupWord | None
    others: bool = False
    quality: int | None = None

    @property
    def named(self) -> bool:
        """Whether any noun says who is counted."""
        return self.head >= 0


def nobody(at: int, others: bool = False) -> Group:
    """A group that no word names, behind a number that ends at a place."""
    return Group(at, -1, at, None, others)


@dataclass(frozen=True, slots=True)
class _Noun:
    head: int
    end: int
    word: GroupWord | None
    quality: int | None


def _read_noun(wording: Wording, at: int) -> _Noun | None:
    """The noun phrase at a place, as far as its last noun; a measure word ends it unless a noun follows it."""
    head, end, known, quality = -1, at, None, None
    place = at
    while place < min(len(wording), at + _LOOK):
        aside = _skip_aside(wording, place)
        if aside is not None:
            quality = place + 2 if _tells_harm(wording, place + 2) else quality
            place = aside
            continue
        found = match_phrase(load_groups(), wording.words, place)
        verdict = _judge(wording, place, head >= 0, known)
        if verdict == "stop":
            break
        if found is not None and verdict != "skip":
            known, place = found[0], found[1]
            head, end = place - 1, place
            continue
        if verdict == "noun":
            known = _name_people(wording, place)
            head, end = place, place + 1
        elif verdict == "quality":
            quality = place
        place += 1
    return _Noun(head, end, known, quality) if head >= 0 else None


def _skip_aside(wording: Wording, place: int) -> int | None:
    """Behind an age ("12-year-old"), a compound ("rebel-held towns") or an acronym in brackets ("(IS) fighters")."""
    aged = find_aged(wording, place)
    if aged is not None:
        return aged
    if _is_compound(wording, place) and place + 3 < len(wording) and _is_nominal(wording, place + 3):
        return place + 3
    if wording.at(place) == "(" and wording.at(place + 2) == ")" and place + 3 < len(wording):
        return place + 3 if _is_nominal(wording, place + 3) else None
    return None


def _tells_harm(wording: Wording, place: int) -> bool:
    """ "War-wounded patients", "flood-displaced families": the participle of a compound says what became of them."""
    found = match_phrase(load_measures(), wording.words, place)
    return found is not None and any(word.measure in {"injured", "displaced"} for word in found[0])


def _is_compound(wording: Wording, place: int) -> bool:
    """A noun and a participle joined by a hyphen: who holds or besieges what is counted."""
    joined = wording.at(place + 1) == "-" and wording.joined(place) and wording.joined(place + 1)
    return joined and place + 2 < len(wording) and wording.token(place + 2).tag_ in {"VBN", "VBD", "VBG"}


def find_aged(wording: Wording, place: int) -> int | None:
    """The place behind "12-year-old", "12 year-old" or "12 years old", if that stands here."""
    lengths = (length for length in (4, 3, 2) if wording.words[place + 1 : place + 1 + length] in _AGED)
    length = next(lengths, None)
    return place + 1 + length if length is not None else None


def _judge(wording: Wording, place: int, has_noun: bool, known: GroupWord | None) -> str:
    """What a word does in a noun phrase: stop, noun, quality (a measure word before its noun), or skip."""
    word, token = wording.at(place), wording.token(place)
    if word in load_number_words("weekday") or (word in load_number_words("month") and token.text[:1].isupper()):
        return "stop"
    if (has_noun and word in _HELD) or word in _ABBREVIATED:
        return "stop"
    group = match_phrase(load_groups(), wording.words, place)
    goes_on = has_noun and token.i > 0 and token.nbor(-1).dep_ == "compound" and token.nbor(-1).head.i == token.i
    if known is not None and known.plural and not goes_on and (group is None or not group[0].plural):
        return "stop"
    if known is not None and known.thing == "person" and group is None and token.pos_ == "PROPN":
        return "stop"
    if match_phrase(load_measures(), wording.words, place) is not None and group is None:
        follows = place + 1 < len(wording) and _is_nominal(wording, place + 1)
        return "quality" if follows and not has_noun else "stop"
    if group is not None:
        return "noun"
    if word == "and" and not has_noun and _is_quality(wording, place - 1) and _is_quality(wording, place + 1):
        return "skip"
    if token.pos_ in _NOUNS or word.isupper():
        return "noun"
    if token.pos_ in _INSIDE or word in {"-", "'s", '"', "“", "”", "'"} or token.tag_ in {"POS", "HYPH"}:
        return "skip"
    hyphened = wording.at(place + 1) == "-" or (wording.at(place - 1) == "-" and wording.joined(place - 1))
    if hyphened and (token.tag_ in {"RB", "VBN", "VBD"} or token.is_title):
        return "skip"
    if token.tag_ == "RB" and _is_participle(wording, place + 1) and _is_nominal(wording, place + 2):
        return "skip"
    if token.tag_ in {"VBN", "VBG", "RB"} and place + 1 < len(wording) and _is_nominal(wording, place + 1):
        return "skip"
    return "stop"


def _is_participle(wording: Wording, place: int) -> bool:
    """ "Newly displaced people": what stands between the adverb and its noun."""
    return place + 1 < len(wording) and wording.token(place).tag_ in {"VBN", "JJ"}


def _is_quality(wording: Wording, place: int) -> bool:
    """ "Somali and Yemeni pirates": an adjective on each side of "and"."""
    return 0 <= place < len(wording) and wording.token(place).pos_ == "ADJ"


def _name_people(wording: Wording, place: int) -> GroupWord | None:
    """A people's name as a noun, "three Kenyans", counts persons; so does what one is, "a councilwoman"."""
    token = wording.token(place)
    text, role = token.text, find_role(token.text, token.lemma_)
    if token.pos_ == "NOUN" and role is not None and role.sense == "person" and not role.speaks:
        lemma = token.lemma_.lower()
        return GroupWord(lemma, token.tag_ == "NNS", "person", lemma, None, None)
    if text not in load_demonyms():
        return None
    single = text.removesuffix("s")
    return GroupWord(single, text != single, "person", single, None, None)


def _is_nominal(wording: Wording, place: int) -> bool:
    if match_phrase(load_groups(), wording.words, place) is not None:
        return True
    if match_phrase(load_measures(), wording.words, place) is not None:
        return False
    return wording.token(place).pos_ in _NOUNS | {"ADJ"} and wording.at(place) not in _WHEN


def read_group(wording: Wording, at: int) -> Group:
    """The group named behind a number that ends at a place.

    Partitives count their group ("40 of its fighters"); "of them" and "others" name none; a group runs on over
    "of ...", "from ..." and a bare noun joined by "and".
    """
    place, others = at, False
    while wording.at(place) in _MORE:
        others, place = True, place + 1
    if wording.at(place) == "of":
        place += 1
        if wording.at(place) in _PRONOUNS:
            return nobody(place + 1, others=True)
        while wording.at(place) in _DETERMINERS | {"all", "other"}:
            place += 1
        while wording.at(place).isdigit():
            place += 1
    start = place
    if wording.at(place) in _POSSESSIVES:
        place += 1
    noun = _read_noun(wording, place)
    if noun is None or _is_stray_name(wording, noun) or (wording.at(place - 1) == "others" and noun.word is None):
        return nobody(place, others)
    noun = _read_pair(wording, noun)
    start = find_aged(wording, start) or start
    start = start + 1 if noun.quality == start else start
    return Group(start, noun.head, _run_on(wording, noun), noun.word, quality=noun.quality)


def _is_stray_name(wording: Wording, noun: _Noun) -> bool:
    """A bare name in the singular behind a number is nobody's group: "kills 30 Reuters"."""
    token = wording.token(noun.head)
    return noun.word is None and token.pos_ == "PROPN" and not token.text.endswith(("s", "S"))


def _read_pair(wording: Wording, noun: _Noun) -> _Noun:
    """ "40 rocket and artillery shells": a singular in front of "and" shares the plural behind it."""
    if noun.word is None or noun.word.plural or wording.at(noun.end) != "and":
        return noun
    shared = _read_noun(wording, noun.end + 1)
    if shared is None or shared.word is None or not shared.word.plural or shared.word.thing != noun.word.thing:
        return noun
    return shared


def _run_on(wording: Wording, noun: _Noun) -> int:
    """Where the group's words end: over "of" and "from" phrases and a joined bare noun."""
    end = _run_on_phrase(wording, noun.end, noun.word)
    joined = _join_noun(wording, end)
    return joined if joined is not None else end


def _run_on_phrase(wording: Wording, end: int, word: GroupWord | None) -> int:
    link = wording.at(end)
    person = word is None or word.thing in {"person", "armed", "captive", "vehicle"}
    if link not in _MEMBERS | {"of"} or not person:
        return end
    if link == "from" and wording.at(end + 1) in _POSSESSIVES:
        return end
    place = end + (2 if wording.at(end + 1) in {"to", "with"} else 1)
    while wording.at(place) in _DETERMINERS | _POSSESSIVES | {"a", "an", "one", "same"}:
        place += 1
    if wording.at(place) in _QUOTES or _read_figure(wording, place):
        return end
    noun = _read_noun(wording, place)
    if noun is None or (link == "from" and word is not None and word.thing == "vehicle"):
        return end
    return _join_list(wording, noun.end) if word is not None and word.singular in {"member", "element"} else noun.end


def _read_figure(wording: Wording, place: int) -> bool:
    """Another number stands here: "people from 30 countries"."""
    return read_cardinal(wording, place) is not None or match_phrase(load_vague(), wording.words, place) is not None


def _join_noun(wording: Wording, end: int) -> int | None:
    """A bare plural behind "and" that belongs to the same number: "thousands of rebels and civilians"."""
    if wording.at(end) != "and":
        return None
    place = end + 2 if wording.at(end + 1) in _POSSESSIVES else end + 1
    noun = _read_noun(wording, place)
    if noun is None or noun.word is None or not noun.word.plural or noun.quality is not None:
        return None
    return noun.end if noun.word.thing in {"person", "armed", "captive", "household"} else None


def _join_list(wording: Wording, end: int) -> int:
    """The rest of a list of bodies behind "members of": it must end in "and" and a noun phrase."""
    place, last = end, end
    for _ in range(5):
        closing = wording.at(place) == "and" or (wording.at(place) == "," and wording.at(place + 1) == "and")
        step = 2 if wording.at(place) == "," and closing else 1
        if not closing and wording.at(place) != ",":
            return last
        noun = _read_noun(wording, place + step)
        if noun is None:
            return last
        place = noun.end
        if closing:
            return place
    return last


def is_person(group: Group) -> bool:
    """A group of people by the lexicon."""
    return group.word is not None and group.word.thing in {"person", "armed", "captive", "household"}
