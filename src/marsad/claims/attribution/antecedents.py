"""Who "it", "she" and "the monitor" are: mentions joined to the speaker before them in the same report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.claims.attribution.contents import Quotation
from marsad.claims.attribution.speakers import PERSONAL, Speaker, read_speaker
from marsad.claims.attribution.subjects import can_name_speaker, coordinated_nouns
from marsad.claims.sentences import Sentence
from marsad.lexicon.bodies import find_body, find_state, sounds_like_monitor
from marsad.model.claims import BodyKind
from marsad.model.drafts import SourceMention


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker of the report so far, with those through whom it was heard and whether it issued a statement.

    `relay` marks one that only passed on what another said.
    """

    speaker: Speaker
    relays: tuple[Speaker, ...]
    statement: bool
    relay: bool = False


Memory = tuple[Heard, ...]
"""The speakers so far, the latest last."""

_KEPT = 40
_MONITORS = frozenset({"monitor", "watchdog", "observatory", "observer", "register"})
_MONITORING = frozenset({"monitoring", "rights", "war", "conflict", "advocacy"})
_ARMED = frozenset(
    {"rebel", "armed", "insurgent", "militant", "jihadist", "militia", "rebels", "insurgents", "guerrilla"}
)
_SOMEBODY = frozenset({"boy", "girl", "man", "woman", "teen", "teenager", "youth", "child", "youngster"})
_GROUPS = frozenset({"group", "organisation", "organization", "movement", "network"})


def remember(memory: Memory, speakers: Sequence[Speaker], relays: Sequence[Speaker], statement: bool) -> Memory:
    """The memory with the relays and then the speakers of one telling; only the last forty are kept."""
    new = [Heard(relay, (), False, relay=True) for relay in relays if relay.pronoun is None]
    new += [Heard(speaker, tuple(relays), statement) for speaker in speakers]
    return (*memory, *new)[-_KEPT:]


def join(speaker: Speaker, memory: Memory) -> tuple[Speaker, tuple[Speaker, ...]]:
    """The speaker with the name and body that its words point back to, and the relays of an unnamed one."""
    speaker = _join_body(speaker, memory)
    found = _antecedent(speaker, memory)
    if found is None:
        return _as_state(speaker), ()
    known = found.speaker
    mention = replace(
        speaker.mention,
        name=known.mention.name,
        named=known.mention.named,
        kind=known.mention.kind,
        body=known.mention.body,
        body_span=known.mention.body_span,
    )
    joined = replace(speaker, mention=mention, known=known.known, person=known.person, role=known.role, noun=known.noun)
    return replace(joined, plural=known.plural, definite=known.definite), found.relays if _is_passed_on(known) else ()


def _is_passed_on(known: Speaker) -> bool:
    """Whether a later mention comes through the same relay: an unnamed speaker first brought in by that relay."""
    return not known.mention.named and not known.definite


def subject_before(
    speaker: Speaker, sentence: Sentence, quoted: Quotation, content: tuple[int, int] | None
) -> Speaker | None:
    """The subject before a pronoun in its own sentence, where that can speak and agrees with it in number and kind."""
    if speaker.pronoun is None or speaker.pronoun not in {"it", "they", "he", "she"}:
        return None
    told = range(*content) if content else range(0)
    tokens = [t for t in sentence.tokens if t.i < speaker.head and t.i not in told and not quoted.holds(t)]
    for token in reversed(tokens):
        if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"NOUN", "PROPN"} and can_name_speaker(token):
            found = read_speaker(token, sentence)
            if _agrees(speaker.pronoun, found):
                return found
            if speaker.pronoun == "they" and coordinated_nouns(token):
                return replace(found, plural=True)
    return None


def named_subject(sentence: Sentence) -> tuple[Speaker, ...]:
    """The person or known body that a narrated sentence is about: whom "she" and "the group" mean in the next."""
    root = sentence.tokens.root
    for child in root.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ in {"NOUN", "PROPN"}:
            found = read_speaker(child, sentence)
            is_full = found.person and " " in found.mention.name
            is_named = found.mention.named and (found.known is not None or is_full)
            return (found,) if is_named else ()
    return ()


def _agrees(pronoun: str, speaker: Speaker) -> bool:
    if pronoun in PERSONAL:
        return speaker.person and not speaker.plural
    if pronoun == "it":
        return not speaker.person and not speaker.plural and _is_body(speaker)
    return speaker.plural and (speaker.role is not None or speaker.known is not None)


def _as_state(speaker: Speaker) -> Speaker:
    """A bare country or capital that speaks stands for its government."""
    if speaker.known is not None or not speaker.mention.named:
        return speaker
    state = find_state(speaker.mention.name)
    if state is None:
        return speaker
    mention = replace(speaker.mention, name=state.name, kind=BodyKind.GOVERNMENT)
    return replace(speaker, mention=mention, known=state, person=False)


def _join_body(speaker: Speaker, memory: Memory) -> Speaker:
    """ "its spokesman", "the group's head": the body is the last one that fits."""
    body = speaker.mention.body
    if body is None or find_body(body) is not None:
        return speaker
    if body.lower() in {"its", "their"}:
        found = next(_bodies(memory), None)
    else:
        found = _by_family(body.lower(), memory) if body.islower() or _is_role_like(body) else None
    if found is None:
        return speaker if body.lower() not in {"its", "their"} else _without_body(speaker)
    name = found.speaker.mention.name
    return replace(speaker, mention=replace(speaker.mention, body=name))


def _without_body(speaker: Speaker) -> Speaker:
    return replace(speaker, mention=replace(speaker.mention, body=None, body_span=None))


def _is_role_like(body: str) -> bool:
    words = body.lower().split()
    return words[-1] in {"observatory", "group", "monitor", "watchdog", "register", "army", "militia", "organisation"}


def _bodies(memory: Memory) -> Iterator[Heard]:
    return (heard for heard in reversed(memory) if not heard.speaker.person and _is_body(heard.speaker))


def _is_body(speaker: Speaker) -> bool:
    if speaker.known is not None:
        return True
    return speaker.mention.named or (speaker.role is not None and speaker.role.sense == "body")


def _antecedent(speaker: Speaker, memory: Memory) -> Heard | None:
    if speaker.pronoun is not None:
        return _by_pronoun(speaker, memory)
    if speaker.role is not None and speaker.role.sense == "medium":
        return _by_statement(speaker, memory)
    is_name = speaker.mention.named or (speaker.role is None and speaker.mention.name[:1].isupper())
    if is_name and speaker.known is None:
        return _by_surname(speaker.mention, memory)
    if speaker.definite and not speaker.known:
        return _by_noun(speaker, memory)
    return None


def _by_pronoun(speaker: Speaker, memory: Memory) -> Heard | None:
    """The last person for "he" and "she"; the last that is none for "it"; the last plural, else body, for "they"."""
    if speaker.pronoun in PERSONAL:
        return next((heard for heard in reversed(memory) if heard.speaker.person and not heard.speaker.plural), None)
    if speaker.pronoun == "it":
        bodies = [heard for heard in reversed(memory) if not heard.speaker.person and not _is_crowd(heard)]
        return next((heard for heard in bodies if not heard.relay), next(iter(bodies), None))
    plural = next((heard for heard in reversed(memory[-4:]) if heard.speaker.plural), None)
    return plural or next(_bodies(memory), None)


def _is_crowd(heard: Heard) -> bool:
    return heard.speaker.plural and heard.speaker.known is None and not heard.speaker.mention.named


def _by_statement(speaker: Speaker, memory: Memory) -> Heard | None:
    """ "the statement added": one just heard, else whoever last issued one, a body before a person; else the last."""
    if speaker.mention.body is not None or not speaker.definite:
        return None
    same = (heard for heard in reversed(memory[-6:]) if heard.speaker.noun == speaker.noun and not heard.speaker.known)
    again = next((heard for heard in same if heard.speaker.plural == speaker.plural), None)
    if again is not None:
        return again
    issued = [heard for heard in reversed(memory) if heard.statement]
    body = next((heard for heard in issued if not heard.speaker.person), None)
    named = (heard for heard in reversed(memory[-2:]) if heard.speaker.mention.named)
    return body or next(iter(issued), None) or next(named, None) or next(_bodies(memory), None)


def _by_surname(mention: SourceMention, memory: Memory) -> Heard | None:
    """ "Rahman" after "Ali Abdel Rahman": the last full name that ends in it."""
    if mention.body is not None and " " in mention.name:
        return None
    for heard in reversed(memory):
        name = heard.speaker.mention.name
        if (
            heard.speaker.person
            and heard.speaker.mention.named
            and name.casefold().endswith(" " + mention.name.casefold())
            and name != mention.name
        ):
            return heard
    return None


def _by_noun(speaker: Speaker, memory: Memory) -> Heard | None:
    """ "the source", "the doctor": the last of the same noun; "the monitor": the last body of that family."""
    for heard in reversed(memory):
        if heard.speaker.noun == speaker.noun and heard.speaker.plural == speaker.plural:
            is_named = heard.speaker.mention.named
            if not is_named or fits_phrase(speaker.mention.name.lower(), heard.speaker):
                return heard
    if speaker.noun in _SOMEBODY and not speaker.plural:
        return _by_somebody(memory)
    if speaker.role is None or speaker.role.sense != "body" or speaker.mention.named:
        return None
    return _by_family(speaker.mention.name.lower(), memory)


def _by_somebody(memory: Memory) -> Heard | None:
    """ "the boy", "the man": the last single person heard, where that one has no name and was brought in by "a"."""
    persons = (heard for heard in reversed(memory[-12:]) if heard.speaker.person and not heard.speaker.plural)
    found = next(persons, None)
    return found if found is not None and not (found.speaker.mention.named or found.speaker.definite) else None


def _by_family(phrase: str, memory: Memory) -> Heard | None:
    return next((heard for heard in _bodies(memory) if fits_phrase(phrase, heard.speaker)), None)


def fits_phrase(phrase: str, speaker: Speaker) -> bool:
    """Whether a common noun with its modifiers can mean this body: by its name, its kind, or the lexicon's sense."""
    words = phrase.replace("-", " - ").split()
    noun, others = words[-1], words[:-1]
    name = speaker.mention.name.lower()
    if noun in {"army", "military", "government", "forces"} and speaker.mention.kind is BodyKind.ARMED_GROUP:
        return False
    if set(words) <= set(name.split()):
        return True
    kind, sense = speaker.mention.kind, speaker.known.sense if speaker.known else ""
    monitors = sense in {"monitor", "rights"} or (sense == "" and sounds_like_monitor(name))
    if noun in _MONITORS or set(others) & _MONITORING or "based" in others:
        return monitors and kind is not BodyKind.ARMED_GROUP
    if set(words) & _ARMED:
        return kind is BodyKind.ARMED_GROUP
    if others:
        return False
    if noun in _GROUPS:
        return kind in {BodyKind.ARMED_GROUP, BodyKind.ORGANISATION} and sense != "un"
    if noun in {"agency", "broadcaster", "newspaper", "channel", "station"}:
        return kind in {BodyKind.OUTLET, BodyKind.AGENCY, BodyKind.STATE_MEDIA} or (noun == "agency" and sense == "un")
    return False
