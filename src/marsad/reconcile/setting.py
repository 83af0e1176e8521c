"""Setting: which of a claim's places and times are those of the happening, and not of the telling or of something else.

| named as | is it where or when it happened |
|---|---|
| "the minister said in X", "a spokesman in X", "reports from X" | no: where somebody tells |
| "met the freed women in X", "left X on a visit" | no: where somebody receives or travels |
| "the X girls" beside a release | no: whom it is about |
| "in revenge for the raid on X" | no: the reason |
| "from its base in X", "from the X side" beside fire | no: where it comes from |
| "died while being taken to X", "its clinic in X treated 23" | no: where the harmed are taken |
| "buried the dead on Monday", "on Monday rescuers pulled" | no: by then it was over |
| "corrected the toll to nine on Monday" | no: by then it was over |
| "killed on the road to X", "on their way to X" | no: where they were going |
| a clock time after the telling | no: a misreading |
| "ended at 9:10" | no: the end |
| "around 1 am" | within half an hour |
"""

from dataclasses import replace
from datetime import timedelta

from marsad.model.claims import Claim, Kind, PlacePart, PlaceRole, Precision, When
from marsad.reconcile.intervals import FINE, is_known
from marsad.reconcile.kinds import KindFamily
from marsad.reconcile.marks import find_mark, has_mark, marked_words, plain_words
from marsad.reconcile.placing import PlaceTree
from marsad.reconcile.scene import Told

_LOOSE = timedelta(minutes=30)
_REACH = 5
_JUST_AFTER = 4
_CLOCK = (Precision.INSTANT, Precision.HOUR)
_OF_SOURCE = (("from",), ("of",), ("in",), ("at",), ("near",))
_LOCATIVE = ("in", "at", "from", "near", "of", "on", "to", "into", "outside", "inside", "around")


def own_when(told: Told, family: KindFamily) -> When | None:
    """The claim's time, where it is that of the happening."""
    claim = told.claim
    when = claim.when
    if when is None or not is_known(when) or _says_since(claim) or _is_of_reason(claim, family) or _is_end(claim):
        return None
    if when.precision in _CLOCK and told.is_real and told.told_by and when.start and when.start > told.told_by:
        return None
    if when.end is not None and (_is_of_aftermath(claim) or _is_of_toll(claim)):
        return replace(when, start=None)
    return _loosened(when, claim)


def _is_of_toll(claim: Claim) -> bool:
    """Whether the time stands behind the figure of a toll: "corrected the toll of the raid to nine on Monday"."""
    at = claim.when.span if claim.when else None
    tolls = claim.span[0] + find_mark(claim.quote, "toll_put")
    figures = [count.span[1] for count in claim.counts if tolls < count.span[0] and at and count.span[1] <= at[0]]
    if at is None or not figures:
        return False
    between = plain_words(claim.quote[max(figures) - claim.span[0] : at[0] - claim.span[0]])
    return marked_words("dying").isdisjoint(between)


def _is_of_aftermath(claim: Claim) -> bool:
    """Whether the time is that of a burial or of a search for the dead, and not of how they died."""
    at = claim.when.span if claim.when else None
    if at is None:
        return False
    before = plain_words(claim.quote[: max(0, at[0] - claim.span[0])])
    after = plain_words(claim.quote[max(0, at[1] - claim.span[0]) :])[:_JUST_AFTER]
    marked = marked_words("aftermath")
    last = max((place for place, word in enumerate(before) if word in marked), default=None)
    if last is None:
        return not before[1:] and bool(marked.intersection(after))
    return marked_words("dying").isdisjoint(before[last:])


def _loosened(when: When, claim: Claim) -> When:
    """A clock time that is only about so, as half an hour to either side."""
    if when.precision != Precision.INSTANT or when.start is None or when.end is None or when.span is None:
        return when
    before = plain_words(claim.quote[: max(0, when.span[0] - claim.span[0])])[-2:]
    if not {*before, *plain_words(when.text or "")[:2]} & marked_words("about"):
        return when
    return replace(when, start=when.start - _LOOSE, end=when.end + _LOOSE, precision=Precision.HOUR)


def _is_end(claim: Claim) -> bool:
    """Whether a clock time is only when it was over: "ended at 9:10"."""
    when = claim.when
    if when is None or when.span is None or when.precision not in _CLOCK:
        return False
    before = plain_words(claim.quote[: max(0, when.span[0] - claim.span[0])])[-_REACH:]
    return bool(set(before) & marked_words("ended"))


def _says_since(claim: Claim) -> bool:
    """A coarse time that is open ("since 2031") or compares ("the worst since March") is not when it happened."""
    when = claim.when
    if when is None or when.precision in FINE:
        return False
    return when.end is None or has_mark(claim.quote, "compares")


def _is_of_reason(claim: Claim, family: KindFamily) -> bool:
    """Whether the time is that of what it was done for: "in revenge for last week's raid"."""
    at = claim.when.span if claim.when else None
    return at is not None and at[0] >= _find_reason(claim, family)


def _find_reason(claim: Claim, family: KindFamily) -> int:
    """Where it begins to say what it was done for; of who is held also what for: "arrested over the bombing of X"."""
    held = find_mark(claim.quote, "charge") if family == KindFamily.CUSTODY else len(claim.quote)
    return claim.span[0] + min(held, find_mark(claim.quote, "reason"))


def own_places(told: Told, family: KindFamily, tree: PlaceTree) -> tuple[str, ...]:
    """Where it is, first named first: places with role at, and for movement from and to; a country as a last resort."""
    claim = told.claim
    roles = {PlaceRole.AT} | ({PlaceRole.FROM, PlaceRole.TO} if family != KindFamily.VIOLENCE else set())
    reason = _find_reason(claim, family)
    parts = sorted((p for p in claim.places if p.span[0] < reason), key=lambda part: (part.span, part.place))
    parts = [part for part in parts if not _is_of_teller(part, claim) and not _is_of_people(part, claim, family)]
    if family == KindFamily.VIOLENCE:
        parts = [part for part in parts if not _is_fired_from(part, claim) and not _is_carried_to(part, claim)]
        parts = [part for part in parts if not _is_headed_for(part, claim)]
        if _is_on_care(claim):
            return ()
    named = [part.place for part in parts if part.role in roles]
    if all(map(tree.is_wide, named)):
        others = [part.place for part in parts if part.role not in (*roles, PlaceRole.VIA)]
        named = [place for place in others if not tree.is_wide(place)] or named or others
    return tuple(dict.fromkeys([place for place in named if not tree.is_wide(place)] or named))


def _is_of_teller(part: PlacePart, claim: Claim) -> bool:
    """Where somebody speaks, sits or is received: "told reporters in X", "a spokesman in X", "met them in X"."""
    begin = part.span[0] - claim.span[0]
    before = plain_words(claim.quote[: max(0, begin)])
    if not before:
        return False
    if _is_beside_source(part, claim):
        return True
    if before[-1] in ("in", "at", "from") and set(before[-4:-1]) & marked_words("teller"):
        return True
    if before[-1] == "from" and set(before[-4:-1]) & {"report", "reports", "reporting"}:
        return True
    return has_mark(claim.quote, "visit")


def _is_beside_source(part: PlacePart, claim: Claim) -> bool:
    """In what is said of the source before its cue: "Ana Ruiz, from the village of X, said"."""
    named = claim.chain_spans[0] if claim.chain_spans else None
    if named is None or claim.cue is None or not named[1] <= part.span[0] < claim.cue.span[0]:
        return False
    between = claim.quote[named[1] - claim.span[0] : part.span[0] - claim.span[0]]
    said = plain_words(between)
    return bool(set(said[-2:]) & marked_words("seat")) or (between.startswith(",") and said[:1] in _OF_SOURCE)


def _is_fired_from(part: PlacePart, claim: Claim) -> bool:
    """Where fire comes from: "from its base in X", "from the X side"."""
    before = plain_words(claim.quote[: max(0, part.span[0] - claim.span[0])])[-_REACH:]
    after = plain_words(claim.quote[max(0, part.span[1] - claim.span[0]) :])[:1]
    if "from" not in before:
        return False
    behind = before[len(before) - 1 - before[::-1].index("from") :]
    return bool({*behind, *(after if len(behind) <= 2 else ())} & marked_words("fired_from"))


def _is_on_care(claim: Claim) -> bool:
    """Only on who was treated or brought in, which is told of a hospital: "its team in X had treated 23 wounded"."""
    acts = {claim.kind, *claim.kinds} - {Kind.STATEMENT, Kind.OTHER, Kind.KILLING}
    return not acts and has_mark(claim.quote, "received")


def _is_carried_to(part: PlacePart, claim: Claim) -> bool:
    """Where the harmed are taken: "died while being transferred to X"."""
    before = plain_words(claim.quote[: max(0, part.span[0] - claim.span[0])])[-_REACH:]
    return part.role == PlaceRole.TO and bool(set(before) & marked_words("carried"))


def _is_headed_for(part: PlacePart, claim: Claim) -> bool:
    """Where a road leads, or the harmed were going: "killed on the road to X", "on their way to X"."""
    before = plain_words(claim.quote[: max(0, part.span[0] - claim.span[0])])[-2:]
    return part.role == PlaceRole.TO and before[1:] == ("to",) and before[0] in marked_words("road")


def _is_of_people(part: PlacePart, claim: Claim, family: KindFamily) -> bool:
    """Whether the name only says who was freed or moved: "the release of the X students"."""
    if family not in (KindFamily.CUSTODY, KindFamily.PACT):
        return False
    before = plain_words(claim.quote[: max(0, part.span[0] - claim.span[0])])[-1:]
    after = claim.quote[max(0, part.span[1] - claim.span[0]) :]
    follows = plain_words(after)[:1] if after[:1] == " " else ()
    return not set(before) & set(_LOCATIVE) and bool(set(follows) & marked_words("people"))
