"""`marsad kinds`: what our kinds of happenings are called by ACLED and PLOVER, and the other way round, as CSV."""

import csv
import sys
from enum import StrEnum
from typing import Annotated

import typer


class System(StrEnum):
    """Others' systems of categories."""

    ACLED = "acled"
    PLOVER = "plover"


def kinds(
    of: Annotated[
        System | None, typer.Option("--from", help="Begin from the categories of this system.", show_default=False)
    ] = None,
) -> None:
    """Print the map of kinds to ACLED sub-events and PLOVER modes, or with --from the map back. Names only."""
    from marsad.lexicon.happenings import load_categories, load_kind_names

    table = csv.writer(sys.stdout, lineterminator="\n")
    if of is None:
        table.writerow(("kind", "acled", "plover"))
        names = load_kind_names()
        table.writerows((kind.value, "|".join(names[kind].acled), "|".join(names[kind].plover)) for kind in names)
        return
    table.writerow(("category", "kind"))
    table.writerows((category, kind.value) for category, kind in load_categories(of.value).items())
