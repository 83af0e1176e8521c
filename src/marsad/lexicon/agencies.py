"""News agencies that outlets credit, under all the names they go by."""

from dataclasses import dataclass
from functools import cache

from marsad.lexicon.tables import read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A wire or photo agency; `name` is what a credit line says. `run_by`: state, public, private or cooperative."""

    name: str
    aliases: tuple[str, ...]
    country: str
    kind: str
    run_by: str
    basis: str


@cache
def load_agencies() -> tuple[Agency, ...]:
    """All agencies of `agencies.csv`, in its order."""
    return tuple(
        Agency(
            name=name,
            aliases=tuple(alias for alias in aliases.split("|") if alias),
            country=country,
            kind=kind,
            run_by=run_by,
            basis=basis,
        )
        for name, aliases, country, kind, run_by, basis in read_rows("agencies.csv")
    )


@cache
def _agencies_by_name() -> dict[str, Agency]:
    """Each form of each name; the first agency that has a form keeps it."""
    forms: dict[str, Agency] = {}
    for agency in load_agencies():
        for form in (agency.name, *agency.aliases):
            forms.setdefault(form, agency)
            if len(form) > 4:
                forms.setdefault(form.upper(), agency)
    return forms


def find_agency(name: str) -> Agency | None:
    """The agency of exactly that name, letter case kept ("AP" is one, "ap" is not), or None."""
    return _agencies_by_name().get(" ".join(name.split()).removeprefix("The ").removeprefix("the "))
