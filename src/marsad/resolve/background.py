"""What is background in a story: old happenings, habits, definitions and the war's start, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from marsad.lexicon.background import has_wording, load_wording
from marsad.lexicon.happenings import load_kinds
from marsad.lexicon.parties import load_context
from marsad.model.claims import Kind, Measure, Precision, Scope, Status
from marsad.model.drafts import Draft
from marsad.model.reports import DateBasis, Report
from marsad.resolve.oldnames import LEAD, find_old_names, find_shared_name, is_recent
from marsad.resolve.oldtimes import find_lasting_state, find_old_words, split_words

RUNNING = timedelta(days=120)
"""How far back the start of an operation that still runs may lie; a toll since then is news."""

_LASTING = frozenset({Kind.OFFENSIVE, Kind.SIEGE, Kind.CLASH, Kind.CEASEFIRE})
_TOLLS = frozenset({Measure.KILLED, Measure.INJURED, Measure.DISPLACED, Measure.EVACUATED, Measure.RELEASED})
_BACK = frozenset({"the", "they", "it", "those", "these", "he", "she", "according", "that", "this", "many", "some"})
_BEGUN = frozenset({"began", "begun", "started", "launched", "begin", "start", "launch", "opened"})
_HANGS = frozenset({"who", "which", "whose", "where", "after", "following"})
_DURING = frozenset({"in", "during", "throughout"})
_HAS = frozenset({"has", "have", "had"})
_CONFLICTS = frozenset({"war", "conflict", "insurgency"})
_OPENING = 3
_WIDE = timedelta(days=45)
_FOLLOW = 2


@dataclass(frozen=True, slots=True)
class Background:
    """Whether a draft is background to its story, and why."""

    is_background: bool
    reason: str | None


_NEWS = Background(False, None)


@dataclass(frozen=True, slots=True)
class _Story:
    """A story's window, the names of its old events, and the names of its news."""

    window: datetime | None
    old_names: frozenset[str]


def mark_background(reports: Sequence[Report], drafts: Sequence[Draft]) -> tuple[Background, ...]:
    """Judge the drafts of one story, parallel to them; the order of reports changes nothing.

    The window opens ten days before the story's first dated report. A time inside it makes news; a time that ended
    before it, a habit, a definition or the war's start makes background, and so does what only continues such a
    passage or speaks of an event that the story dates before its window.
    """
    window = _window(reports)
    story = _Story(window, find_old_names(drafts, window))
    judged = [_judge(draft, story) for draft in drafts]
    return _continue(reports, drafts, judged, story)


def _window(reports: Sequence[Report]) -> datetime | None:
    days = [
        published.date() if isinstance(published, datetime) else published
        for report in reports
        if (published := report.published) is not None and report.published_basis is not DateBasis.RECEIVED
    ]
    if not days:
        return None
    first = min(days)
    return datetime(first.year, first.month, first.day, tzinfo=UTC) - LEAD


def _judge(draft: Draft, story: _Story) -> Background:
    words = split_words(draft.quote)
    lowered = tuple(word.lower() for word in words)
    if draft.status in {Status.PLANNED, Status.CONDITIONAL}:
        return _NEWS
    if is_recent(draft, story.window):
        return _NEWS
    if has_wording(lowered, "measure_of_news") or _measures_since(lowered):
        only_weighs = _is_old(draft, story.window) and not draft.counts
        return Background(True, "it weighs the news by an old time") if only_weighs else _NEWS
    offset = _time_offset(draft)
    aside = offset is not None and _is_aside(draft, offset)
    if _is_old(draft, story.window) and not aside:
        running = _is_running(draft, lowered, story.window)
        return _NEWS if running else Background(True, "it ended before the story's news")
    if _is_wide(draft, lowered, story.window):
        return Background(True, "it spans far more than the story's news")
    return _by_wording(draft, words, lowered, story)


def _is_old(draft: Draft, window: datetime | None) -> bool:
    when = draft.when
    return when is not None and window is not None and when.end is not None and when.end <= window


def _is_aside(draft: Draft, at: int) -> bool:
    """The time at an offset of the quote stands in a clause that only hangs on the news before it.

    "Hours after raiders who had come in 2014", "the force, a militia at war since May": what comes before the relative
    or temporal clause, or the apposition, names a happening or a count of its own.
    """
    before = draft.quote[:at]
    head = _head_of(split_words(before), before)
    if head is None:
        return False
    counted = any(count.span[0] - draft.span[0] < len(head) for count in draft.counts)
    return counted or any(word.lower() in load_kinds() for word in split_words(head))


def _head_of(words: tuple[str, ...], before: str) -> str | None:
    """The words before the clause or apposition that an offset stands in, or None if it stands in neither."""
    hanging = [at for at, word in enumerate(words) if at >= _OPENING and word.lower() in _HANGS]
    if hanging:
        return " ".join(words[: hanging[0]])
    start, comma, tail = before.rpartition(", ")
    first = split_words(tail)[:1]
    apposed = bool(comma) and len(split_words(start)) >= _OPENING and bool(first)
    return start if apposed and first[0].lower() in load_context("apposed") else None


def _time_offset(draft: Draft) -> int | None:
    """Where in the quote the draft's time stands."""
    when = draft.when
    if when is None or when.span is None or not draft.span[0] <= when.span[0] < draft.span[1]:
        return None
    return when.span[0] - draft.span[0]


def _is_wide(draft: Draft, lowered: tuple[str, ...], window: datetime | None) -> bool:
    """A stretch of months that began before the window ("this year", "in the last two months"), no running toll."""
    when = draft.when
    if not {"year", "years", "months"} & set(lowered):
        return False
    if when is None or window is None or when.start is None or when.end is None or when.end - when.start < _WIDE:
        return False
    if any(word in load_wording("ordinal") for word in lowered) or any(
        count.since is not None for count in draft.counts
    ):
        return False
    return when.start < window < when.end


def _is_running(draft: Draft, lowered: tuple[str, ...], window: datetime | None) -> bool:
    """An operation told as begun not long before the window is the story's own, and so is its running toll."""
    if window is None or draft.when is None or draft.when.start is None:
        return False
    if draft.when.start < window - RUNNING:
        return False
    begun = draft.kind in _LASTING and bool((_BEGUN | {"since"}) & set(lowered))
    return begun or _has_running_toll(draft, window)


def _has_running_toll(draft: Draft, window: datetime) -> bool:
    return any(
        count.scope is Scope.CUMULATIVE
        and count.measure in _TOLLS
        and (count.since is None or count.since >= window - RUNNING)
        for count in draft.counts
    )


def _by_wording(draft: Draft, words: tuple[str, ...], lowered: tuple[str, ...], story: _Story) -> Background:
    """Habits, definitions, the war's start and old dates in the sentence's words, unless it measures news by them."""
    window = story.window
    if has_wording(lowered, "now"):
        return _NEWS
    if window is not None and _has_running_toll(draft, window) and _origin(lowered) is None:
        return _NEWS
    if (habit := has_wording(lowered, "habit")) is not None:
        return Background(True, f"a habit, not a happening: “{habit}”")
    if (origin := _origin(lowered)) is not None:
        return Background(True, f"the conflict's past: “{origin}”")
    if (definition := has_wording(lowered, "definition")) is not None:
        return Background(True, f"what something is, not what happened: “{definition}”")
    if (former := has_wording(lowered, "former")) is not None:
        return Background(True, f"another, older happening: “{former}”")
    return _by_old_dates(words, draft, story)


def _origin(lowered: tuple[str, ...]) -> str | None:
    """Wording for the conflict's past: a listed phrase, "since ... war" within six words, or what "has been" in it."""
    if (listed := has_wording(lowered, "origin")) is not None:
        return listed
    for at, word in enumerate(lowered):
        if word == "since":
            named = next((later for later in lowered[at + 1 : at + 7] if later in load_wording("conflict")), None)
            if named is not None:
                return f"since the {named}"
        if word in _DURING and _HAS & set(lowered[:at]) and lowered[at + 1 : at + 2] in (("the",), ("this",)):
            named = next((later for later in lowered[at + 2 : at + 5] if later in _CONFLICTS), None)
            if named is not None:
                return f"{word} the {named}"
    return None


def _measures_since(lowered: tuple[str, ...]) -> bool:
    """A superlative measured from an old time: "the largest raid since 2019", "the worst week in years"."""
    for at, word in enumerate(lowered):
        if word in load_wording("superlative"):
            near = lowered[at + 1 : at + 14]
            end = near.index("and") if "and" in near else len(near)
            if "since" in near[:end] or "years" in near[:end]:
                return True
    return False


def _by_old_dates(words: tuple[str, ...], draft: Draft, story: _Story) -> Background:
    if story.window is None:
        state = find_lasting_state(words)
        return _NEWS if state is None else Background(True, f"a state that began long before: “since {state}”")
    old = find_old_words(words, story.window.date())
    offset = _time_offset(draft) if draft.when is not None else draft.quote.find(words[old[0]]) if old else None
    aside = offset is not None and _is_aside(draft, offset)
    if old and not aside and (draft.when is None or draft.when.precision in {Precision.YEAR, Precision.MONTH}):
        return Background(True, f"its only times are old: “{words[old[0]]}”")
    if draft.when is None and not old and (name := find_shared_name(words, story.old_names)) is not None:
        return Background(True, f"an event that the story dates before its news: {name}")
    return _NEWS


def _continue(
    reports: Sequence[Report], drafts: Sequence[Draft], judged: list[Background], story: _Story
) -> tuple[Background, ...]:
    """What follows an old happening in its report, without a time of its own, belongs to it: two sentences at most."""
    texts = {report.id: report.text for report in reports}
    order = sorted(range(len(drafts)), key=lambda at: (drafts[at].report, drafts[at].span))
    run = 0
    last: int | None = None
    for at in order:
        draft = drafts[at]
        same = last is not None and drafts[last].report == draft.report
        if judged[at].is_background:
            run = _FOLLOW if judged[at].reason in _STARTS else 0
        elif last is not None and same and run > 0 and _follows(drafts[last], draft, texts[draft.report], story):
            judged[at] = Background(True, "it continues an older happening")
            run -= 1
        else:
            run = 0
        last = at
    return tuple(judged)


_STARTS = frozenset({"it ended before the story's news"})


def _follows(before: Draft, draft: Draft, text: str, story: _Story) -> bool:
    """A sentence close behind that has no time, says nothing of now and refers back."""
    words = tuple(word.lower() for word in split_words(draft.quote))
    if draft.when is not None or draft.status in {Status.PLANNED, Status.CONDITIONAL, Status.ONGOING} or not words:
        return False
    if has_wording(words, "now") or has_wording(words, "measure_of_news"):
        return False
    gap = text[before.span[1] : draft.span[0]]
    if gap.count("\n") > 2 or len(gap) > 200:
        return False
    return draft.past_perfect or (words[0] in _BACK and _shares_matter(before, words))


def _shares_matter(before: Draft, words: tuple[str, ...]) -> bool:
    said = {word.lower() for word in split_words(before.quote) if len(word) > 4}
    return bool(said & {word for word in words if len(word) > 4})
