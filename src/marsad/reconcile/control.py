"""Control: who is said to hold a place, by whom, on what words.

| status | when |
|---|---|
| expected | planned, conditional, or worded so ("would", "about to", "within the week") |
| lost | the holder is said to have left, lost or withdrawn |
| claimed | the holder, or nobody but it, says so |
| held | another source says so |

What somebody fights to take is not held, and who holds must be an armed body or a government that is named.
A negated hold ("not in full control") or a place outside a hold ("beyond its control") gives no row.
"""

from collections.abc import Sequence
from datetime import datetime

from marsad.model.claims import ActorRole, BodyKind, Kind, PlacePart, PlacePrecision, PlaceRole, Stance, Status
from marsad.model.ids import make_id
from marsad.model.incidents import Control, ControlStatus
from marsad.reconcile.marks import has_mark, marked_words, plain_words
from marsad.reconcile.scene import Scene, Told

_HOLDERS = frozenset({BodyKind.ARMED_GROUP, BodyKind.GOVERNMENT, BodyKind.ORGANISATION})
_ARMED = frozenset({BodyKind.ARMED_GROUP, BodyKind.GOVERNMENT})
_REACH = 7
_AFTER = 4
_FREED = 12
_NEXT = 3
_ENDS = (("and",), ("to",), ("with",), ("from",))
Key = tuple[str, str, ControlStatus, str]


def find_control(scene: Scene) -> tuple[Control, ...]:
    """The control rows of a story, one per place, holder, status and speaker."""
    rows: dict[Key, list[Told]] = {}
    focus: dict[str, list[str]] = {}
    for told in scene.told:
        claim = told.claim
        places = _places(told, scene) or _capital(told, scene) or focus.get(claim.report, [])
        focus[claim.report] = places[:1]
        if claim.background or Kind.CONTROL not in (claim.kind, *claim.kinds):
            continue
        status = judge_control(told)
        if status is None:
            continue
        for holder in {_named_for(holder, told, scene) for holder in _holders(told, scene)} - {""}:
            lost = _is_taken_from(told, holder)
            for place in _places(told, scene) if lost else places:
                final = ControlStatus.LOST if lost else _weigh(status, told, holder, scene)
                rows.setdefault((place, holder, final, told.position), []).append(told)
    return tuple(sorted((_row(key, told, scene) for key, told in rows.items()), key=lambda c: c.id))


def _is_taken_from(told: Told, holder: str) -> bool:
    """Whether the words free places of this holder: "the liberation of the town from its control"."""
    begin, quote = told.claim.span[0], told.claim.quote
    for part in told.claim.actors:
        before = plain_words(quote[: max(0, part.span[0] - begin)])
        after = plain_words(quote[max(0, part.span[1] - begin) :])
        freed = set(before[-_FREED:]) & marked_words("freed")
        if part.actor == holder and freed and "from" in before[-_NEXT:] and not set(before[-1:]) & {"by"}:
            return bool(set(after[:2]) & marked_words("grip")) or before[-1:] == ("from",)
    return False


def judge_control(told: Told) -> ControlStatus | None:
    """Expected, lost or held by the words; None where the words deny or negate a hold."""
    quote = told.claim.quote
    if told.claim.stance != Stance.ASSERTS or _near_control(quote, "beyond"):
        return None
    if told.claim.status in (Status.PLANNED, Status.CONDITIONAL) or _near_control(quote, "expected"):
        return ControlStatus.EXPECTED
    if _near_control(quote, "negated") or not _says_held(told):
        return None
    lost = has_mark(quote, "lost") and Kind.WITHDRAWAL in (told.claim.kind, *told.claim.kinds)
    return ControlStatus.LOST if lost else ControlStatus.HELD


def _says_held(told: Told) -> bool:
    """A word of holding that nobody only strives for ("fighting to retake"), and a strong one beside another kind."""
    words = plain_words(told.claim.quote)
    kind = "holding" if told.claim.kind == Kind.CONTROL else "holding_strong"
    return any(word in marked_words(kind) and not _is_striven_for(words, at) for at, word in enumerate(words))


def _is_striven_for(words: tuple[str, ...], at: int) -> bool:
    """An infinitive, save after "managed" or "continued"; a noun after one ("battle to regain control")."""
    before = words[max(0, at - _REACH) : at]
    if "to" not in before[-2:] or has_mark(" ".join(before), "managed"):
        return False
    return before[-1] == "to" or before[-1] in marked_words("holding_strong")


def _near_control(quote: str, mark: str) -> bool:
    """Whether a mark stands within a few words before a word of holding."""
    words = plain_words(quote)
    return any(
        word in marked_words("holding") and has_mark(" ".join(words[max(0, at - _REACH) : at + 1]), mark)
        for at, word in enumerate(words)
    )


def _holders(told: Told, scene: Scene) -> list[str]:
    """Those who do it, else the claimant itself; where holding is not the main thing said, the nearest named."""
    roles = (ActorRole.AGENT, ActorRole.PARTY)
    holding = _holding_at(told.claim.quote)
    begin = told.claim.span[0]
    acting = [part for part in told.claim.actors if part.role in roles]
    parts = [part for part in acting if _may_hold(part.span[0] - begin, holding, told.claim.quote)]
    if not parts:
        bodies = (told.speaker.source, *told.claim.chain[:1])
        same = {a for a in scene.actors for source in bodies if scene.is_same_body(source, a)}
        return sorted(actor for actor in same if scene.actors[actor].kind in _ARMED)[:1]
    if told.claim.kind == Kind.CONTROL:
        return sorted({part.actor for part in parts})
    return [min(parts, key=lambda p: (abs(p.span[0] - begin - holding[0]), p.actor)).actor]


def _named_for(holder: str, told: Told, scene: Scene) -> str:
    """An armed body or a government by name; "its troops" are the speaker's; nobody where that is not known."""
    actor = scene.actors.get(holder)
    if actor is None or actor.kind not in _HOLDERS:
        return ""
    if any(letter.isupper() for letter in actor.name):
        return holder
    bodies = [
        a.id for a in scene.actors.values() if scene.is_same_body(told.speaker.source, a.id) and a.kind in _HOLDERS
    ]
    return min(bodies, default="")


def _may_hold(start: int, holding: tuple[int, int], quote: str) -> bool:
    """Named before the word of holding, or right after it as "by", "to" or "of" says."""
    at, end = holding
    if start <= at:
        return True
    between = plain_words(quote[end:start])
    return len(between) <= _AFTER and any(word in ("by", "to", "of") for word in between[-2:])


def _holding_at(quote: str) -> tuple[int, int]:
    """Where the first word of holding stands."""
    low = quote.lower()
    found = [(low.find(word), len(word)) for word in plain_words(quote) if word in marked_words("holding")]
    at, length = min((pair for pair in found if pair[0] >= 0), default=(0, len(quote)))
    return at, at + length


def _places(told: Told, scene: Scene) -> list[str]:
    roles = (PlaceRole.AT, PlaceRole.TO, PlaceRole.FROM)
    named = {part.place for part in told.claim.places if part.role in roles and not _is_landmark(part, told)}
    fine = {place for place in named if not scene.places.is_wide(place)}
    regions = {place for place in named if scene.places.precision(place) != PlacePrecision.COUNTRY}
    fine = fine or (regions if told.claim.kind == Kind.CONTROL else set())
    held = {holder for place in fine for holder in scene.places.holders(place)[1:]}
    return sorted(fine - held)


def _capital(told: Told, scene: Scene) -> list[str]:
    """ "The capital", where the story names one."""
    capitals = scene.places.capitals
    return list(capitals) if len(capitals) == 1 and "capital" in plain_words(told.claim.quote) else []


def _is_landmark(part: PlacePart, told: Told) -> bool:
    """Only named to say where another place is: "the camp, north of the town", "on the road between the towns"."""
    before = plain_words(told.claim.quote[: max(0, part.span[0] - told.claim.span[0])])[-_REACH:]
    if before[-2:-1] and before[-1] in ("of", "from") and before[-2] in marked_words("bearing"):
        return True
    if before[-2:-1] and before[-1] == "to" and before[-2] in marked_words("road"):
        return True
    return bool(set(before[-1:]) & marked_words("linking")) or (
        before[-1:] in _ENDS and bool(set(before) & marked_words("linking"))
    )


def _weigh(status: ControlStatus, told: Told, holder: str, scene: Scene) -> ControlStatus:
    """A holder's own word is a claim; another's makes it said to be held."""
    if status != ControlStatus.HELD:
        return status
    chain = (told.speaker.source, *told.claim.chain[:1])
    return ControlStatus.CLAIMED if any(scene.is_same_body(s, holder) for s in chain) else ControlStatus.HELD


def _row(key: Key, told: Sequence[Told], scene: Scene) -> Control:
    place, holder, status, _ = key
    claims = tuple(sorted({one.claim.id for one in told}))
    first = min(told, key=lambda t: t.claim.id)
    begun = min((start for one in told if (start := _since(one))), default=None)
    lost = status == ControlStatus.LOST
    source = min(one.speaker.source for one in told)
    return Control(
        id=make_id("control", scene.story.id, place, holder, status, source, *claims),
        place=place,
        holder=holder,
        status=status,
        start=None if lost else begun,
        end=begun if lost else None,
        source=source,
        basis=f"{scene.name_of(source)}: {first.claim.quote.strip()}",
        claims=claims,
    )


def _since(told: Told) -> datetime | None:
    return told.claim.when.start if told.claim.when else None
