"""A telling: one cue with who speaks, through whom, and what."""

from dataclasses import dataclass

from marsad.claims.attribution.speakers import Speaker
from marsad.model.claims import Stance


@dataclass(frozen=True, slots=True)
class Telling:
    """One cue: its tokens, its speakers, its relays, what is told (None where that follows), stance and hedge.

    `extent` is all that belongs to it, source and cue too; `outer` marks a cue that stands over the whole sentence.
    """

    cue: tuple[int, int]
    speakers: tuple[Speaker, ...]
    relays: tuple[Speaker, ...]
    content: tuple[int, int] | None
    extent: tuple[int, int]
    stance: Stance
    hedge: bool
    words: str
    outer: bool = False
