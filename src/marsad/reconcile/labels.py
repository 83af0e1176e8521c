"""Labels: an incident or a figure in a few plain words: what, of whom, where, when, how many and who says so."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from marsad.model.claims import BodyKind, Count, Kind, Measure, Precision, Stance, When
from marsad.model.days import day_near, say_day, say_days, say_whole
from marsad.model.incidents import IncidentCount, Voice
from marsad.reconcile.figures import RANGE
from marsad.reconcile.groups import read_group
from marsad.reconcile.intervals import FINE
from marsad.reconcile.kinds import FAMILY_OF, KindFamily
from marsad.reconcile.marks import plain_words
from marsad.reconcile.scene import Scene
from marsad.reconcile.values import figure_of, in_digits

_NAMES = {
    Kind.CLASH: "Fighting in",
    Kind.OFFENSIVE: "Offensive in",
    Kind.AIRSTRIKE: "Air strike on",
    Kind.SHELLING: "Shelling of",
    Kind.BOMBING: "Bombing in",
    Kind.ATTACK: "Attack in",
    Kind.KILLING: "Killing in",
    Kind.SIEGE: "Siege of",
    Kind.EVACUATION: "Evacuation from",
    Kind.DISPLACEMENT: "Flight from",
    Kind.WITHDRAWAL: "Withdrawal from",
    Kind.AID: "Aid to",
}
_BARE = {Kind.CLASH: "Fighting", Kind.AIRSTRIKE: "Air strike", Kind.DISPLACEMENT: "Flight"}
_HARM = (Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DAMAGED, Measure.DESTROYED)
_FIRST = {
    KindFamily.VIOLENCE: _HARM,
    KindFamily.PACT: (),
    KindFamily.MOVEMENT: (Measure.EVACUATED, Measure.DISPLACED, Measure.MOVED, Measure.ESCAPED),
    KindFamily.CUSTODY: (Measure.RELEASED, Measure.SURRENDERED, Measure.RECAPTURED, Measure.DETAINED),
}
_PEOPLE = frozenset({Measure.EVACUATED, Measure.DISPLACED, Measure.MOVED, Measure.ESCAPED})
_SPOTS = tuple(
    (word,) for word in ("airport", "airfield", "airbase", "base", "checkpoint", "crossing", "bridge", "port")
)
_LONG = 24
_SHOWN = 3
_POINTING = frozenset({"the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my"})
TOLD_ON = "day of the telling"
"""The basis of a time that nothing gives but the day of the telling."""


def write_label(
    kind: Kind,
    places: Sequence[str],
    when: When | None,
    counts: Sequence[IncidentCount],
    voices: Sequence[Voice],
    scene: Scene,
) -> str:
    """Kind, place, day, the first figure and who gives it: "Shelling of Orlen, 2 May 2031: 8 killed, says HW".

    Where sources differ within it: "5 to 6 killed (disputed), say 2 sources". Where no figure is for everybody, the
    groups stand side by side: "2 soldiers, 5 villagers killed".
    """
    place = scene.places.finest(places)
    bare = _BARE.get(kind, kind.capitalize())
    said = _NAMES.get(kind, f"{bare} in")
    if place and said.endswith(" in") and plain_words(scene.places.name(place))[-1:] in _SPOTS:
        said = said.removesuffix("in") + "at"
    label = f"{said} {scene.places.name(place)}" if place else bare
    if when is not None and (day := name_time(when, scene.shift)):
        label += f", {day}"
    first = _FIRST.get(FAMILY_OF[kind], _HARM) if kind in FAMILY_OF else _HARM
    wholes = [count for count in counts if count.measure in first and count.subset_of is None and not count.refusal]
    measure = min((count.measure for count in wholes), key=first.index, default=None)
    rows = [count for count in wholes if count.measure == measure]
    if not rows:
        return label
    everybody = [row for row in rows if read_group(row.of, row.party, row.age, row.measure).is_everybody]
    rows = [row for at, row in enumerate(rows) if not any(_is_again(row, before) for before in rows[:at])]
    shown = everybody[:1] or rows[:_SHOWN]
    said = ", ".join(_say_figure(row, named=len(rows) > 1 and not everybody) for row in shown)
    more = " and others" if len(rows) > len(shown) and not everybody else ""
    disputed = " (disputed)" if any(row.rule == RANGE for row in shown) else ""
    return f"{label}: {said}{more} {measure}{disputed}{_say_who(shown, voices, scene)}"


def _is_again(row: IncidentCount, before: IncidentCount) -> bool:
    """One figure of one thing in two wordings: "6 buses" and "6 buses with families"."""
    shared = set(plain_words(row.of or "")) & set(plain_words(before.of or ""))
    return bool(shared) and figure_of(row) == figure_of(before)


def _say_figure(row: IncidentCount, *, named: bool) -> str:
    """The figure, with the group where several are named or where it is people who move."""
    figure = in_digits(figure_of(row))
    if not named and row.measure not in _PEOPLE:
        return figure
    words = (row.of or "").split()
    group = " ".join(words[1:] if words[:1] and words[0].lower() in _POINTING else words)
    if not group or any(map(str.isdigit, group)):
        return f"{figure} people" if named else figure
    return f"{figure} {group}"


def _say_who(rows: Sequence[IncidentCount], voices: Sequence[Voice], scene: Scene) -> str:
    """ ", says SOHR", or how many sources give the figure; nothing for an outlet's own words."""
    claims = {claim for row in rows for claim in row.claims if row.rule == RANGE or _gives(claim, row, scene)}
    speakers = {v.source for v in voices if v.stance == Stance.ASSERTS and claims & set(v.claims)}
    if len(speakers) > 1:
        return f", say {len(speakers)} sources"
    if not speakers:
        return ""
    speaker = min(speakers)
    verb = "say" if _is_several(speaker, scene) else "says"
    return f", {verb} {short_name(speaker, scene)}"


def _gives(claim: str, row: IncidentCount, scene: Scene) -> bool:
    """Whether a claim gives a row's very figure, and not only one that agrees with it."""
    return any(figure_of(count) == figure_of(row) for count in scene.by_claim[claim].claim.counts)


def _is_several(source: str, scene: Scene) -> bool:
    """Whether a nameless source is several people: "local doctors"."""
    row = scene.sources.get(source)
    return row is not None and row.kind in (BodyKind.UNNAMED, BodyKind.WITNESS) and row.name.endswith("s")


def short_name(source: str, scene: Scene) -> str:
    """A source's name, or where it is long, its letters where they are known: "SOHR"."""
    name = scene.name_of(source)
    if _is_several(source, scene) and not name.isupper():
        return name[:1].lower() + name[1:]
    aliases = scene.sources[source].aliases if source in scene.sources else ()
    letters = sorted(a for a in aliases if a.isupper() and a.isalpha() and 2 < len(a) <= 6 and a[0] == name[:1])
    return letters[0] if len(name) > _LONG and letters else name


def name_time(when: When, shift: timedelta) -> str:
    """The day that a time is on where it happened, or the stretch, month or year that is all that is known.

    `shift` is how far local days run before those of UTC; a night is on the day of its middle.
    """
    if when.basis == TOLD_ON and when.end is not None:
        return f"told {_short(when.end.date())}"
    if when.start is None or when.end is None:
        edge = when.start or when.end
        return "" if edge is None else f"{'from' if when.start else 'by'} {_short(_last_day(when, edge))}"
    if when.end - when.start <= timedelta(days=1) and when.precision != Precision.DAY:
        middle = when.start.astimezone(UTC) + (when.end - when.start) / 2 + shift
        return _short(middle.date())
    first, last = day_near(when.start), max(day_near(when.start), day_near(when.end) - timedelta(days=1))
    return say_whole(first, last) or (_short(first) if first == last else say_days(first, last))


def _last_day(when: When, edge: datetime) -> date:
    """The day that an open time begins on, or the last that it can be."""
    if when.start is not None:
        return day_near(edge)
    return (edge - timedelta(minutes=1)).date() if when.precision in FINE - {Precision.DAY} else _before(edge)


def _before(edge: datetime) -> date:
    return day_near(edge) - timedelta(days=1)


def _short(day: date) -> str:
    """A day with its month in three letters: "2 Feb 2022"."""
    number, month, year = say_day(day).split()
    return f"{number} {month[:3]} {year}"


def name_figure(count: Count | IncidentCount) -> str:
    """A figure with its group and measure: "at least 5 civilians killed"."""
    group = f" {count.of}" if count.of and not any(letter.isdigit() for letter in count.of) else ""
    return f"{in_digits(figure_of(count))}{group} {count.measure}"
