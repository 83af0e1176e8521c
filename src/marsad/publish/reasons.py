"""Why statements were taken to be of one happening, for somebody who has read no page of ours."""

_REASONS = {
    "kind": "they tell of one kind of thing",
    "same place": "they name one place",
    "place of the report's focus": "the place that the report speaks of is the same",
    "same time": "they give one time",
    "time of the report's focus": "the time that the report speaks of is the same",
    "told within a day": "they were told within a day and a half",
    "same figure": "they give the same figure",
    "a toll that moved": "one source brought its toll up to date",
    "figures that agree": "their figures can both be right",
    "same parties": "they name the same parties",
    "same weapon": "they name the same weapon",
    "same words": "they share words",
    "same sentence": "they are one sentence",
    "points back": "one points back to the other (“the attack”)",
    "goes on": "one goes on where the other ends",
    "a toll alone": "one only says how many were killed, close behind the other",
    "same ordinal": "they give it the same number in a row",
    "nothing of its own that sets it apart": "one says nothing that sets it apart",
}

_TOGETHER = "claims put together by: "


def say_reason(reason: str) -> str:
    """A reason for a merge in words."""
    return _REASONS.get(reason, reason)


def say_reasons(said: str) -> str:
    """A line of an incident's reasons: what put its claims together in words, else as it is."""
    if not said.startswith(_TOGETHER):
        return said
    return "; ".join(map(say_reason, said.removeprefix(_TOGETHER).split(", ")))
