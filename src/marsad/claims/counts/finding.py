"""Counts: how many of whom were harmed, held, moved or hit, as one sentence says it."""

from collections.abc import Mapping
from dataclasses import replace

from marsad.claims.counts.ages import read_age
from marsad.claims.counts.around import link_around
from marsad.claims.counts.counted import (
    GENERIC,
    Counted,
    borrow,
    drop_repeats,
    inherit,
    say_group,
    shares,
    split_sums,
    stands_alone,
)
from marsad.claims.counts.goingon import go_on, goes_back
from marsad.claims.counts.groups import Group, is_person, nobody, read_group
from marsad.claims.counts.inside import (
    count_inside,
    find_closer_group,
    find_harmed,
    find_said_of_those,
    find_thing_meant,
    find_whole_behind,
    is_apposed,
    is_member,
    is_missing,
    is_of,
    is_origin,
)
from marsad.claims.counts.joined import count_joined
from marsad.claims.counts.labelled import link_label
from marsad.claims.counts.measures import (
    Link,
    is_counted_singular,
    link_held,
    link_late,
    link_left,
    link_of_those,
    link_parse,
    link_present,
    link_quality,
    link_right,
    link_unit,
)
from marsad.claims.counts.named import find_named
from marsad.claims.counts.numbers import Number, find_numbers
from marsad.claims.counts.parties import name_party
from marsad.claims.counts.parts import read_part
from marsad.claims.counts.remaining import is_handed_on, link_having, link_still_held
from marsad.claims.counts.rows import link_row
from marsad.claims.counts.scopes import judge_scope
from marsad.claims.counts.subsets import read_predicated
from marsad.claims.counts.tolls import find_told_measure, find_toll, tells_of_another
from marsad.claims.counts.wording import Wording, word_clause
from marsad.claims.sentences import Sentence
from marsad.lexicon.counting import load_count_words, load_groups, match_phrase
from marsad.model.claims import Measure, Scope
from marsad.model.drafts import DraftCount

_COPULAS = frozenset({"was", "were", "is", "are"})
_PARTITIVE = frozenset({"of"})
_OF_THEM = (("of", "them", ","), ("of", "those", ","))
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh"})
_OF_SEVERAL = frozenset({"of", "were", "are", "have"})
"""Behind "a third" these make it a part: "a third of them", "a third were children"."""
_LIVING = frozenset({Measure.KILLED, Measure.INJURED})
_MOST = 100
"""Numbers read in one clause: a longer row of figures is a table, and rules that look back stay linear."""


def find_counts(sentence: Sentence, clause: tuple[int, int] | None = None) -> tuple[DraftCount, ...]:
    """The counts of a clause, in text order; the whole sentence by default.

    A number is a count only where a word of the clause says what became of its group. Ages, dates, sums and refusals
    ("could not say how many") give none. Parts point at their whole by its index; the same dead told twice count once.
    """
    start, end = clause or (sentence.tokens.start, sentence.tokens.end)
    wording = word_clause(sentence.tokens.doc, start, end)
    told = _read_sentence_before(sentence, wording)
    counted = split_sums(drop_repeats(_read_counts(wording, told)))
    counted += tuple(
        replace(one, measure=measure, place=place) for one in counted for measure, place in count_joined(wording, one)
    )
    found = (*counted, *find_named(wording, counted))
    tolled = any(one.toll for one in found)
    drafts = tuple(_draft(sentence, wording, one, found, tolled) for one in found)
    return tuple(go_on(draft, one, told) for draft, one in zip(drafts, found, strict=True)) if told else drafts


def _read_sentence_before(sentence: Sentence, wording: Wording) -> tuple[DraftCount, ...]:
    """The counts of the sentence before in the same paragraph, where words of this one go on from them."""
    start, doc = sentence.tokens.start, sentence.tokens.doc
    if start == 0 or not goes_back(wording):
        return ()
    earlier = doc[doc[start - 1].sent.start : start]
    before = word_clause(doc, earlier.start, earlier.end)
    found = split_sums(drop_repeats(_read_counts(before, ())))
    return tuple(_draft(sentence, before, one, found, False) for one in found)


def _read_counts(wording: Wording, told: tuple[DraftCount, ...]) -> tuple[Counted, ...]:
    numbers = find_numbers(wording)[:_MOST]
    starts = {number.start: number.end for number in numbers}
    found: list[Counted] = []
    waiting: dict[int, Number] = {}
    aside: Group | None = None
    for number in numbers:
        group = read_group(wording, number.end)
        whole = find_whole_behind(wording, number, group, starts)
        if whole is not None:
            waiting[whole] = number
            continue
        one = None if is_of(wording, number, aside) else _read_count(wording, number, group, starts, tuple(found), told)
        aside = group if one is None and group.named and not number.article else None if one else aside
        if one is not None:
            found.append(one)
        part = waiting.pop(number.start, None)
        if part is not None and one is not None:
            found.append(count_inside(wording, part, read_group(wording, part.end), one, len(found) - 1))
    return tuple(found)


def _read_count(
    wording: Wording,
    number: Number,
    group: Group,
    starts: Mapping[int, int],
    before: tuple[Counted, ...],
    told: tuple[DraftCount, ...],
) -> Counted | None:
    if _is_partitive_base(wording, number, before) or (before and number.start < before[-1].end):
        return None
    if is_origin(wording, number, group) or tells_of_another(wording, number) or _is_age(wording, number, group):
        return None
    if not number.article:
        toll = _read_toll(wording, number, group, before, told)
        if toll is not None:
            return toll
        part = read_part(wording, number, group, before)
        if part is not None:
            return part
    else:
        part = read_part(wording, number, group, before) if _is_single_person(group) else None
        if part is not None:
            return part
    return _read_linked(wording, number, group, starts, before)


def _is_age(wording: Wording, number: Number, group: Group) -> bool:
    """ "A girl of nine", "a man of 60": years, not people."""
    if group.named or wording.at(number.start - 1) != "of":
        return False
    found = match_phrase(load_groups(), wording.words, number.start - 2)
    return found is not None and found[0].thing == "person" and not found[0].plural


def _is_single_person(group: Group) -> bool:
    return is_person(group) and group.word is not None and not group.word.plural


def _is_partitive_base(wording: Wording, number: Number, before: tuple[Counted, ...]) -> bool:
    """ "33 of 41 drones", "three of the five wounded died": the second figure is what the first is taken from."""
    of = number.start - 2 if wording.at(number.start - 1) == "the" else number.start - 1
    return bool(before) and wording.at(of) in _PARTITIVE and before[-1].number.end == of


def _read_toll(
    wording: Wording, number: Number, group: Group, before: tuple[Counted, ...], earlier: tuple[DraftCount, ...]
) -> Counted | None:
    toll = find_toll(wording, number)
    if toll is None or is_missing(wording, max(number.end, group.end)):
        return None
    told = _find_told(wording, toll.place) if toll.measure is None and not before else None
    last = before[-1].measure if before else earlier[-1].measure if earlier else None
    measure = toll.measure or (told[0] if told else last)
    if measure is None:
        return None
    own = (
        group
        if group.named and group.word is not None and is_person(group)
        else Group(number.end, -1, number.end, None)
    )
    noun = own if own.named else (toll.group or (told[1] if told else own))
    return Counted(number, own, measure, toll.place, "toll", None, True, say_group(wording, noun), noun)


def _find_told(wording: Wording, place: int) -> tuple[Measure, Group] | None:
    """What was told before a total without a word for it, in its clause or before that in its sentence."""
    found = find_told_measure(wording, place)
    start = wording.token(0).sent.start
    if found is not None or start == wording.start:
        return found
    ahead = word_clause(wording.doc, start, wording.start)
    earlier = find_told_measure(ahead, len(ahead) - 1)
    return (earlier[0], nobody(place)) if earlier is not None else None


def _read_linked(
    wording: Wording, number: Number, group: Group, starts: Mapping[int, int], before: tuple[Counted, ...]
) -> Counted | None:
    predicated = read_predicated(wording, number) if not before else None
    of_those = link_of_those(wording, number, predicated) if predicated is not None else None
    if predicated is not None and of_those is not None:
        said = say_group(wording, predicated)
        return Counted(number, predicated, of_those.measure, of_those.place, "of those", None, False, said, predicated)
    labelled = link_label(wording, number) if not number.article else None
    if labelled is not None:
        by, whose = labelled
        own = nobody(number.end)
        return Counted(number, own, by.measure, by.place, by.rule, None, False, say_group(wording, whose), whose)
    row = link_row(wording, number) if not number.article else None
    if row is not None:
        own = nobody(number.end)
        return Counted(number, own, row.measure, row.place, row.rule, None, False, None, own)
    unit = link_unit(wording, number) if not number.article else None
    if unit is not None:
        return None if is_handed_on(wording, number, unit.place) else _count_units(wording, number, unit)
    thing = find_thing_meant(wording, number) if not group.named else None
    if thing is not None:
        group = replace(thing, start=number.end, end=number.end)
    named = group if group.named or not before else borrow(group, before)
    link = _find_link(wording, number, group, named, starts, before)
    if link is None or (number.article and not _counts_one(wording, number, group, link, before)):
        return None
    if number.article and link.rule == "quality":
        return None
    if link.measure is Measure.MOVED and wording.at(number.start) == "one" and wording.at(number.end) == "of":
        return None
    ongoing = wording.at(link.place - 1) == "being"
    if number.article and link.rule == "right" and wording.at(number.start - 1) == "of" and not ongoing:
        return None
    if not group.named and link.rule == "left" and not stands_alone(wording, number, group):
        return None
    closer = find_closer_group(wording, max(number.end, group.end)) or find_said_of_those(wording, number.end)
    noun = thing or group
    if not group.named and closer is not None:
        noun = closer
    elif not group.named and before:
        noun = find_harmed(wording, inherit(group, before), number, link.measure)
    elif group.word is not None and group.word.singular == "other" and before:
        noun = before[-1].noun if before[-1].noun.named else group
    said = say_group(wording, noun)
    if group.word is not None and group.word.singular in GENERIC and closer is not None and not is_member(closer):
        noun = closer
    whole = 0 if before and is_apposed(wording, number, group, link, before[0]) else None
    return Counted(number, group, link.measure, link.place, link.rule, whole, False, said, noun)


def _counts_one(wording: Wording, number: Number, group: Group, link: Link, before: tuple[Counted, ...]) -> bool:
    """ "a child was killed"; "injured another", "a third was abducted", of those just counted; "one of them, a boy"."""
    same = bool(before) and wording.words[before[-1].number.end : number.start] in _OF_THEM
    same = same or (bool(before) and _explains(wording, group, before[-1]))
    if same and before[-1].number.best == 1 and before[-1].measure is link.measure:
        return False
    if group.named and group.word is None and wording.at(group.head) in _ORDINALS:
        single = wording.at(group.end) not in _OF_SEVERAL
        return single and link.rule == "right" and bool(before) and is_person(before[-1].noun)
    if group.named:
        single = is_counted_singular(group, link) or _is_harmed_somebody(wording, group, link)
        return single and not _says_who(wording, group)
    return wording.at(number.core) == "another" and link.rule == "left" and bool(before)


def _is_harmed_somebody(wording: Wording, group: Group, link: Link) -> bool:
    """ "A sapper was killed": only who lives can be, whatever one is."""
    token = wording.token(group.head)
    told = link.rule == "right" and link.measure in _LIVING and wording.at(link.place - 1) in {"was", "been"}
    if token.lemma_.lower() in load_count_words("animal"):
        return False
    return told and group.word is None and token.tag_ == "NN" and not token.ent_type_ and token.dep_ == "nsubjpass"


def _says_who(wording: Wording, group: Group) -> bool:
    """ "Omar Said, a clerk": a person whose name is counted."""
    head = wording.token(group.head)
    return head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.head.i < head.i


def _explains(wording: Wording, group: Group, last: Counted) -> bool:
    """ "A fourth child, a girl, died": who the one just counted was, and no other."""
    if not (group.named and last.group.named):
        return False
    head, whole = wording.token(group.head), wording.token(last.group.head)
    return head.dep_ == "appos" and head.head.i == whole.i and not any(child.dep_ == "conj" for child in head.children)


def _find_link(
    wording: Wording,
    number: Number,
    group: Group,
    named: Group,
    starts: Mapping[int, int],
    before: tuple[Counted, ...],
) -> Link | None:
    around = link_around(wording, number, group)
    if around is not None:
        return around
    left = link_left(wording, number, group)
    if left is not None and left.measure is not Measure.PRESENT:
        held = link_still_held(wording, group) if left.measure is Measure.RELEASED else None
        return held if held is not None and wording.at(number.end) != "of" else left
    if left is not None and (held := link_still_held(wording, group)) is not None:
        return held
    right = link_right(wording, number, replace(named, end=group.end) if not group.named else group, starts)
    shared = bool(before) and before[-1].rule == "left" and shares(wording, number, group, before[-1])
    if right is not None and shared and wording.at(right.place - 1) in {"and", ","} and group.named:
        return Link(before[-1].measure, before[-1].place, "list")
    if right is not None or left is not None:
        return right or left
    if before and shares(wording, number, group, before[-1]):
        return Link(before[-1].measure, before[-1].place, "list")
    return (
        link_late(wording, number, group)
        or link_quality(wording, group)
        or link_parse(wording, number, group)
        or link_present(wording, group)
        or link_having(wording, number, group)
        or link_held(wording, group)
    )


def _count_units(wording: Wording, number: Number, unit: Link) -> Counted:
    """ "dozens of injuries among residents": the group, where named, stands behind "among", "of" or "to", or right
    before the unit ("958 civilian deaths").
    """
    end = unit.place + 1
    people = match_phrase(load_groups(), wording.words, unit.place - 1) if unit.place > number.end else None
    if people is not None and people[0].thing in {"person", "armed", "captive"}:
        noun = Group(unit.place - 1, unit.place - 1, unit.place, people[0])
        own = Group(end, -1, end, None)
        return Counted(number, own, unit.measure, unit.place, "unit", None, False, say_group(wording, noun), noun)
    group = Group(end, -1, end, None)
    if wording.at(end) in _COPULAS:
        end += 1
    if wording.at(end) in {"among", "of", "to", "amongst"} or end > group.end:
        noun = read_group(wording, end if end > group.end else end + 1)
        if is_person(noun):
            return Counted(
                number,
                replace(group, start=number.end),
                unit.measure,
                unit.place,
                "unit",
                None,
                False,
                say_group(wording, noun),
                noun,
            )
    return Counted(number, group, unit.measure, unit.place, "unit", None, False, None, group)


def _draft(sentence: Sentence, wording: Wording, one: Counted, found: tuple[Counted, ...], tolled: bool) -> DraftCount:
    top = found[one.whole] if one.whole is not None else one
    scope = (
        Scope.CUMULATIVE
        if top.toll
        else judge_scope(wording, top.measure, max(top.place, top.number.start), top.number, tolled)
    )
    party = name_party(wording, one.noun, read_age(wording, one))
    tokens = wording.doc[wording.start + one.number.start : wording.start + one.end]
    return DraftCount(
        of=one.of,
        party=party.name,
        measure=one.measure,
        low=one.number.low,
        best=one.number.best,
        high=one.number.high,
        relation=one.number.relation,
        verbatim=wording.text(one.number.start, one.number.end),
        span=sentence.spot(tokens),
        place=None,
        scope=scope,
        since=None,
        as_of=None,
        subset_of=one.whole,
        age=party.age,
        gender=party.gender,
    )
