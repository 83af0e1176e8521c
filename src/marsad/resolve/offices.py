"""Offices: what a ministry is for, in any wording ("the Ministry of the Interior"), and whose press office it is."""

from marsad.lexicon.bodies import Body, find_state, fold_name, load_nations

_PRESS = ("media office", "press office", "media center", "media centre", "information office", "press service")
_SMALL = frozenset({"of", "the", "for", "country"})
_LONGEST = 4


def read_office(text: str, body: Body | None = None) -> str | None:
    """The office of a ministry: "interior"; None for what is no ministry, has no office, or names more than its office.

    Where it sits ("Kole-based") is left out where that is a capital, and so is the country of a known `body`.
    """
    bare = text.strip()
    seat, based, rest = bare.partition("-based ")
    if based and " " not in seat:
        bare = rest if find_state(seat) is not None else bare
    words = [word for word in fold_name(bare).split() if word not in _SMALL]
    if "ministry" not in words:
        return None
    words.remove("ministry")
    nation = next((each for each in load_nations() if body is not None and each.name == body.country), None)
    for form in sorted((nation.name, *nation.demonyms), key=len, reverse=True) if nation else ():
        own = fold_name(form).split()
        if words[: len(own)] == own:
            words = words[len(own) :]
            break
    return " ".join(words) if 0 < len(words) <= _LONGEST else None


def owner_of_office(outlet: str) -> str | None:
    """The body whose press office an outlet is: "Upper Front" of "Upper Front Media Office"; None for other outlets."""
    owner = next((outlet[: -len(end)] for end in _PRESS if outlet.lower().endswith(f" {end}")), "")
    return owner.strip().removesuffix("'s").removesuffix("’s") or None
