"""Tags: a row's section, and those of its facets that have few values, as words beside its own.

What many rows say and few of a kind say is then found by the index of words alone, instead of by looking up the kind of
each row that says it.
"""

from collections.abc import Iterable

from marsad.store.database.facets import Facet

TAGGED = frozenset(("kind", "stance", "status", "review", "language"))
"""The facets that are tags."""


def make_tag(name: str, value: str) -> str:
    """A facet as one word of letters and digits, which no database takes apart or cuts to a stem."""
    return "".join(letter if letter.isalnum() else "0" for letter in f"{name} {value} ".casefold())


def tag_section(section: str) -> str:
    """A section as a tag."""
    return make_tag("in", section)


def list_tags(section: str, facets: Iterable[Facet]) -> str:
    """All tags of a row, one after the other."""
    held = sorted(make_tag(name, value) for name, value in facets if name in TAGGED)
    return " ".join((tag_section(section), *held))


_ROWS_BITS = 17
_RUN = f"'w' || (texts.number >> {_ROWS_BITS})::text"
TAGS_INDEXED = f"string_to_array({_RUN} || ' ' || {_RUN} || replace(texts.tags, ' ', ' ' || {_RUN}), ' ')"
"""The tags as PostgreSQL's index has them: each behind the run of 131,072 rows that the row is in, and that alone."""


def find_run(number: int) -> int:
    """The run of rows that a row is in, by its number."""
    return number >> _ROWS_BITS


def in_runs(tags: Iterable[str], runs: Iterable[int]) -> list[str]:
    """Tags as they are held in some runs of rows; "" is any row there."""
    listed = tuple(tags)
    return [f"w{run}{tag}" for run in runs for tag in listed]
