"""Tags: a row's section, and those of its facets that have few values, as words beside its own.

What many rows say and few of a kind say is then found by the index of words alone, instead of by looking up the kind of
each row that says it.
"""

from collections.abc import Iterable, Iterator

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
TAGS_INDEXED = f"array_append(string_to_array(texts.tags, ' '), 'w' || (texts.number >> {_ROWS_BITS})::text)"
"""The tags as PostgreSQL's index has them: with the run of 131,072 rows that the row is in."""


def list_windows(last: int) -> Iterator[tuple[str, ...]]:
    """The tags of all runs of rows up to a number, the newest first: of two runs, then of eight, of 32, ...

    PostgreSQL's index of words gives all rows that it finds, in no order: by windows not many more than asked for.
    """
    run, size = last >> _ROWS_BITS, 2
    while run >= 0:
        yield tuple(f"w{number}" for number in range(run, max(run - size, -1), -1))
        run, size = run - size, 4 * size
