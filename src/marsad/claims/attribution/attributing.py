"""Attribution: who says each sentence of a report, through whom, and with what stance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from marsad.claims.attribution.antecedents import Heard, Memory, join, named_subject, remember, subject_before
from marsad.claims.attribution.asking import find_asked
from marsad.claims.attribution.chains import Voiced, nest
from marsad.claims.attribution.contents import Quotation, trim
from marsad.claims.attribution.headlines import end_at_as, read_headline, read_opening
from marsad.claims.attribution.labels import read_label
from marsad.claims.attribution.notes import find_heard
from marsad.claims.attribution.quotations import find_quotations
from marsad.claims.attribution.reach import find_entry
from marsad.claims.attribution.relays import find_recording
from marsad.claims.attribution.semicolons import part_at_semicolons
from marsad.claims.attribution.speakers import Speaker, read_speaker
from marsad.claims.attribution.telling import Telling
from marsad.claims.attribution.tellings import find_tellings, widen_speakers
from marsad.claims.sentences import Sentence
from marsad.lexicon.cues import load_cues
from marsad.model.claims import Cue, Stance
from marsad.model.drafts import SourceMention
from marsad.model.reports import BlockKind

_HAPPEN = frozenset({"take", "occur", "happen"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a clause: `chain` is the originator and then each relay that the text names, empty for narration.

    `clause` and `extent` are token indices in the sentence's document, end exclusive: what is claimed, and that with
    its source and cue.
    """

    sentence: Sentence
    clause: tuple[int, int]
    extent: tuple[int, int]
    chain: tuple[SourceMention, ...]
    cue: Cue | None
    stance: Stance
    hedge: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its tellings joined to their antecedents, and the label of a line that it stands under."""

    sentence: Sentence
    quoted: Quotation
    tellings: tuple[Telling, ...]
    voiced: tuple[Voiced, ...]
    label: Telling | None


@dataclass(frozen=True, slots=True)
class _Speech:
    """Who speaks a quotation."""

    chain: tuple[Speaker, ...]
    cue: Cue | None
    hedge: bool


def attribute(sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """The attributions of all sentences of one report, in order: at least one for each sentence."""
    read = _read_all(sentences, find_quotations(sentences))
    speeches = _name_speeches(read)
    found: list[Attribution] = []
    for each in read:
        for one in _attribute_sentence(each, speeches):
            found += _part(one)
    return tuple(found)


def _part(found: Attribution) -> list[Attribution]:
    """What a semicolon parts into what is so and what is not, each with the same source."""
    parts = part_at_semicolons(found.sentence.tokens.doc, found.clause)
    if found.stance is not Stance.ASSERTS or len(parts) == 1:
        return [found]
    starts = (found.extent[0], *(part[0] for part in parts[1:]))
    ends = (*(part[1] for part in parts[:-1]), found.extent[1])
    doc = found.sentence.tokens.doc
    extents = [trim(doc[slice(*bounds)]) or bounds for bounds in zip(starts, ends, strict=True)]
    clauses = [trim(doc[slice(*part)]) or part for part in parts]
    return [replace(found, clause=one, extent=two) for one, two in zip(clauses, extents, strict=True)]


def _read_all(sentences: Sequence[Sentence], quotations: Mapping[int, Quotation]) -> list[_Read]:
    memory: Memory = ()
    read: list[_Read] = []
    for sentence in sentences:
        quoted = quotations[sentence.base]
        is_title = sentence.block is BlockKind.TITLE
        raw = (read_opening(sentence) if is_title else ()) or find_tellings(sentence, quoted)
        if not raw and is_title:
            raw = read_headline(sentence)
        labelled = not raw and read_label(sentence, quoted, read[-1].sentence if read else None)
        raw = labelled or raw
        if is_title:
            raw = tuple(end_at_as(telling, sentence) for telling in raw)
        tellings: list[Telling] = []
        for telling in raw:
            joined, memory = _join(telling, memory, sentence, quoted)
            tellings.append(joined)
        memory = _remember_outermost(memory, tellings)
        if not raw and not any(quoted.holds(token) for token in sentence.tokens):
            memory = remember(memory, named_subject(sentence) or find_heard(sentence), (), False)
            memory = _remember_recording(memory, sentence)
        label = tellings[0] if labelled else _label_above(sentence, quoted, tellings, read)
        read.append(_Read(sentence, quoted, tuple(tellings), nest(tellings, sentence.tokens.doc), label))
    return read


def _label_above(
    sentence: Sentence, quoted: Quotation, tellings: Sequence[Telling], read: Sequence[_Read]
) -> Telling | None:
    """The label that a sentence goes on under: that of the sentence before in its paragraph, until somebody else tells.

    What could not be verified is the outlet's word.
    """
    above = read[-1] if read else None
    if above is None or above.sentence.base != sentence.base or tellings:
        return None
    root = sentence.tokens.root
    passive = any(child.dep_ == "auxpass" for child in root.children)
    unverified = passive and find_entry(root) is not None and any(child.dep_ == "neg" for child in root.children)
    return None if unverified or any(map(quoted.holds, sentence.tokens)) else above.label


def _join(telling: Telling, memory: Memory, sentence: Sentence, quoted: Quotation) -> tuple[Telling, Memory]:
    """The telling with its sources joined to the report so far, and the memory with them added."""
    relays = tuple(join(relay, memory)[0] for relay in telling.relays)
    speakers: list[Speaker] = []
    for speaker in telling.speakers:
        near = subject_before(speaker, sentence, quoted, telling.content)
        near = join(near, memory)[0] if near else None
        joined, more = join(speaker, (*memory, Heard(near, (), False)) if near else memory)
        speakers.append(joined)
        relays = relays or more
    statement = any("statement" in token.lower_ for token in _own_words(telling, speakers))
    memory = remember(memory, speakers, relays, statement)
    return widen_speakers(telling, tuple(speakers), relays), memory


def _remember_outermost(memory: Memory, tellings: Sequence[Telling]) -> Memory:
    """Who tells that another told is heard last: "he" in the next sentence is the one that the sentence is about."""
    for telling in tellings:
        inside = range(*telling.content) if telling.content else range(0)
        if any(other.cue[0] in inside for other in tellings if other is not telling):
            return remember(memory, telling.speakers, telling.relays, False)
    return memory


def _remember_recording(memory: Memory, sentence: Sentence) -> Memory:
    """Whoever speaks in a recording is heard through those who passed it on."""
    found = find_recording(sentence)
    if found is None:
        return memory
    through = [join(read_speaker(head, sentence), memory)[0] for head in found[1]]
    return remember(memory, (read_speaker(found[0], sentence),), through, False)


def _own_words(telling: Telling, speakers: Sequence[Speaker]) -> list[Token]:
    doc = next((speaker.doc for speaker in speakers), None)
    if doc is None:
        return []
    content = range(*telling.content) if telling.content else range(0)
    return [token for token in doc[telling.extent[0] : telling.extent[1]] if token.i not in content]


def _name_speeches(read: Sequence[_Read]) -> dict[int, _Speech]:
    """Who speaks each quotation: by its own telling, else by an introduction before it, else as the one before it."""
    speeches: dict[int, _Speech] = {}
    for each in read:
        for voiced in each.voiced:
            for group in _groups(each, voiced.telling):
                speeches.setdefault(group, _Speech(voiced.chain, _cue(each.sentence, voiced.telling), voiced.hedge))
    last: tuple[int, _Speech] | None = None
    for each in read:
        intro = next((telling for telling in each.tellings if telling.content is None), None)
        groups = list(dict.fromkeys(each.quoted.groups[t.i] for t in each.sentence.tokens if each.quoted.holds(t)))
        for group in groups:
            if (
                group not in speeches
                and last is not None
                and _is_quoted(each)
                and each.sentence.paragraph - last[0] <= 1
            ):
                speeches[group] = last[1]
        spoken = [speeches[group] for group in groups if group in speeches]
        if intro is not None:
            chain = (*intro.speakers[:1], *intro.relays)
            last = each.sentence.paragraph, _Speech(chain, _cue(each.sentence, intro), intro.hedge)
        elif spoken:
            last = each.sentence.paragraph, spoken[-1]
        else:
            last = None
    return speeches


def _groups(read: _Read, telling: Telling) -> list[int]:
    if telling.content is None:
        return []
    doc = read.sentence.tokens.doc
    return list(dict.fromkeys(read.quoted.groups[t.i] for t in doc[slice(*telling.content)] if read.quoted.holds(t)))


def _is_quoted(read: _Read) -> bool:
    words = [token for token in read.sentence.tokens if not token.is_punct and not token.is_space]
    return bool(words) and all(read.quoted.holds(token) for token in words)


def _cue(sentence: Sentence, telling: Telling) -> Cue:
    return Cue(text=telling.words, span=sentence.spot(sentence.tokens.doc[telling.cue[0] : telling.cue[1]]))


def _attribute_sentence(read: _Read, speeches: Mapping[int, _Speech]) -> list[Attribution]:
    if not read.voiced:
        return [_attribute_plain(read, speeches)]
    found = _merge([_attribute_voiced(read, voiced) for voiced in read.voiced])
    rest = _narration(read)
    if rest is not None:
        found.append(_plain(read, rest, (), None, False, ("narration beside an attributed clause",)))
    if len(found) == 1:
        whole = (read.sentence.tokens.start, read.sentence.tokens.end)
        found = [replace(found[0], extent=whole)]
    return sorted(found, key=lambda each: each.clause)


def _attribute_voiced(read: _Read, voiced: Voiced) -> Attribution:
    telling = voiced.telling
    assert telling.content is not None
    return Attribution(
        sentence=read.sentence,
        clause=telling.content,
        extent=telling.extent,
        chain=tuple(speaker.mention for speaker in voiced.chain),
        cue=_cue(read.sentence, telling),
        stance=voiced.stance,
        hedge=voiced.hedge or _is_hedged(read, telling.content),
        reasons=_reasons(voiced),
    )


def _reasons(voiced: Voiced) -> tuple[str, ...]:
    joined = [
        f"{speaker.mention.text!r} read as {speaker.mention.name!r}"
        for speaker in voiced.chain
        if speaker.mention.name.casefold() not in speaker.mention.text.casefold()
    ]
    return tuple(joined)


def _attribute_plain(read: _Read, speeches: Mapping[int, _Speech]) -> Attribution:
    """A sentence without a telling of its own: within a quotation its speaker's, else bare narration."""
    whole = (read.sentence.tokens.start, read.sentence.tokens.end)
    if _is_quoted(read):
        group = next(read.quoted.groups[t.i] for t in read.sentence.tokens if read.quoted.holds(t))
        speech = speeches.get(group)
        if speech is not None:
            chain = tuple(speaker.mention for speaker in speech.chain)
            return _plain(read, whole, chain, speech.cue, speech.hedge, ("speaker of the quotation that it is in",))
        return _plain(read, whole, (), None, False, ("quotation with no speaker found",))
    intro = next(iter(read.tellings), read.label)
    if intro is not None:
        chain = tuple(speaker.mention for speaker in (*intro.speakers[:1], *intro.relays))
        return _plain(read, whole, chain, _cue(read.sentence, intro), intro.hedge, ())
    return _plain(read, whole, (), None, False, ())


def _plain(
    read: _Read,
    clause: tuple[int, int],
    chain: tuple[SourceMention, ...],
    cue: Cue | None,
    hedge: bool,
    reasons: tuple[str, ...],
) -> Attribution:
    hedged = hedge or _is_hedged(read, clause)
    return Attribution(read.sentence, clause, clause, chain, cue, Stance.ASSERTS, hedged, reasons)


def _is_hedged(read: _Read, clause: tuple[int, int]) -> bool:
    adverbs = load_cues("adverb")
    return any(t.lower_ in adverbs and not read.quoted.holds(t) for t in read.sentence.tokens.doc[slice(*clause)])


def _merge(found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution where a sentence has several with the same chain and stance; what is asked for stands apart.

    So does what is negated, where not all of them are.
    """
    merged: list[Attribution] = []
    for each in found:
        names = tuple(mention.name for mention in each.chain)
        for at, other in enumerate(merged):
            same = each.stance is other.stance and _is_negated(each) == _is_negated(other)
            same = same and _is_asked(each) == _is_asked(other)
            if same and names == tuple(mention.name for mention in other.chain):
                merged[at] = replace(
                    other,
                    clause=_union(other.clause, each.clause),
                    extent=_union(other.extent, each.extent),
                    hedge=other.hedge or each.hedge,
                )
                break
        else:
            merged.append(each)
    return merged


def _is_negated(found: Attribution) -> bool:
    """Whether the main verb of what is claimed is negated: "insisted that it did not strike the market".

    So it is where nothing of a kind came about: "stressed that no exchange took place".
    """
    root = found.sentence.tokens.doc[slice(*found.clause)].root
    subjects = (child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"})
    none = any(inner.lower_ == "no" and inner.dep_ == "det" for child in subjects for inner in child.children)
    return (none and root.lemma_ in _HAPPEN) or any(child.dep_ == "neg" for child in root.children)


def _is_asked(found: Attribution) -> bool:
    return bool(find_asked(found.sentence.tokens.doc, found.clause))


def _union(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    return min(one[0], two[0]), max(one[1], two[1])


def _narration(read: _Read) -> tuple[int, int] | None:
    """What the outlet itself tells beside attributed clauses, where that has a finite verb of its own."""
    covered = {i for telling in read.tellings for i in range(*telling.extent)}
    free = [token for token in read.sentence.tokens if token.i not in covered]
    own = {"ROOT", "conj", "ccomp", *(("advcl",) if read.sentence.block is BlockKind.TITLE else ())}
    root = next((t for t in free if t.dep_ in own and _is_finite(t)), None)
    if root is None:
        return None
    bounds = trim(free)
    if bounds is None:
        return None
    run = _run_around(root, covered, read.sentence)
    return trim(read.sentence.tokens.doc[slice(*run)])


def _is_finite(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    return token.tag_ in {"VBD", "VBZ", "VBP"} or any(child.dep_ in {"aux", "auxpass"} for child in token.children)


def _run_around(root: Token, covered: set[int], sentence: Sentence) -> tuple[int, int]:
    """The stretch around a verb that no telling covers."""
    start, end = root.i, root.i + 1
    while start > sentence.tokens.start and start - 1 not in covered:
        start -= 1
    while end < sentence.tokens.end and end not in covered:
        end += 1
    return start, end
