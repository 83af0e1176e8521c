"""Words for the rules: what each status, rule and reason means, for somebody who has read no page of ours."""

from marsad.model.incidents import Change, ContradictionKind, IncidentStatus

STATUSES = {
    IncidentStatus.REPORTED: "It is told, nobody denies it, and fewer than two independent sources stand behind it.",
    IncidentStatus.CORROBORATED: "Two or more sources that do not draw on one another say so, and nobody denies it.",
    IncidentStatus.CONTESTED: "One says so and another denies it.",
    IncidentStatus.DENIED: "Nobody says so, and somebody denies it.",
    IncidentStatus.WITHDRAWN: "Everybody who said so took it back.",
}
"""The machine confirms nothing: these words say who says what."""

RULES = {
    "latest of one source": "One source gives it; of its figures the latest counts.",
    "all sources agree": "All that give a figure can be right at once; the most exact is shown.",
    "range of sources": "Sources differ: the lowest and the highest are shown, and nothing between them.",
}

KIND_OF_DISPUTE = {
    ContradictionKind.OCCURRENCE: "whether it happened",
    ContradictionKind.PARTY: "who did it",
    ContradictionKind.COUNT: "how many",
    ContradictionKind.TIME: "when",
    ContradictionKind.PLACE: "where",
    ContradictionKind.CAUSE: "what caused it",
}

WHY_DISPUTED = {
    ContradictionKind.OCCURRENCE: "One source says that it happened and another denies the same.",
    ContradictionKind.PARTY: "Sources name different doers, or one that is named denies it.",
    ContradictionKind.COUNT: "Told within a day and a half, these figures cannot all be right, even where floors and "
    "round numbers are read widely, and none is one that the other gives at another time.",
    ContradictionKind.TIME: "Sources give what is numbered or counted alike to different times within four days.",
    ContradictionKind.PLACE: "Sources give what is numbered alike at one time to places that are apart.",
    ContradictionKind.CAUSE: "Sources give one happening different causes.",
}


def say_turn(change: Change) -> str:
    """What a source did: took back its report, brought a running total up to date, or changed its word."""
    if change.to.startswith("withdrew it"):
        return "took back its report"
    return "brought its figure up to date" if change.about.startswith("series-") else "changed its word"


_BASES = {
    "report date": "counted from the date of its report",
    "report date: over by its end": "it was over when its report was dated",
    "the dates of the story's other reports": "counted from the dates of other reports, since its own has none",
    "told then: over by its end": "it was over when it was told of",
    "beside an event of the day last told of": "it is told beside something of the day that was told of last",
    "what its claims share": "the stretch that its claims share",
    "day of the telling": "no claim gives a day, so it is the one before it was first told",
}


def say_basis(basis: str | None) -> str:
    """What a time rests on, to be put behind it; nothing where that is not known."""
    return f", {_BASES.get(basis, f'by {basis}')}" if basis else ""
