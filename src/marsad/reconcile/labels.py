"""Labels: an incident or a figure in a few plain words."""

from collections.abc import Sequence

from marsad.model.claims import Count, Kind, Measure, Stance, When
from marsad.model.incidents import IncidentCount, Voice
from marsad.reconcile.scene import Scene
from marsad.reconcile.values import figure_of, in_digits

_FIRST = (Measure.KILLED, Measure.INJURED, Measure.RELEASED, Measure.EVACUATED, Measure.DISPLACED, Measure.SURRENDERED)


def write_label(
    kind: Kind,
    places: Sequence[str],
    when: When | None,
    counts: Sequence[IncidentCount],
    voices: Sequence[Voice],
    scene: Scene,
) -> str:
    """Kind, place, day, the first figure and who gives it: "Shelling in Arwad, 2 Feb 2031: 8 killed (the monitor)"."""
    place = scene.places.finest(places)
    label = kind.capitalize() + (f" in {scene.places.name(place)}" if place else "")
    if when is not None and (day := when.start or when.end) is not None:
        label += f", {day.day} {day:%b %Y}"
    row = min((c for c in counts if c.measure in _FIRST and not c.refusal), key=_order, default=None)
    if row is None:
        return label
    label += f": {in_digits(figure_of(row))} {row.measure}"
    speakers = [v.source for v in voices if v.stance == Stance.ASSERTS and set(v.claims) & set(row.claims)]
    return f"{label} ({scene.name_of(speakers[0])})" if speakers else label


def _order(count: IncidentCount) -> tuple[int, bool]:
    return _FIRST.index(count.measure), count.subset_of is not None


def name_figure(count: Count | IncidentCount) -> str:
    """A figure with its group and measure: "at least 5 civilians killed"."""
    group = f" {count.of}" if count.of and not any(letter.isdigit() for letter in count.of) else ""
    return f"{in_digits(figure_of(count))}{group} {count.measure}"
