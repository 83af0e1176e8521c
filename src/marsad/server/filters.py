"""What Search and Map are asked for: words, facets and a time, as their form sends them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends

from marsad.errors import InputError
from marsad.ledger.moments import find_moment, write_moment
from marsad.model.copies import Story
from marsad.store.database.reading import Reader
from marsad.store.database.searching import Query, search
from marsad.store.database.turning import list_changed

STORIES = 40
"""So many stories are offered, those that changed last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Words and facets, "" where nothing is asked; `since` and `until` as people write times."""

    q: str = ""
    kind: str = ""
    status: str = ""
    stance: str = ""
    story: str = ""
    place: str = ""
    source: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""

    def said(self) -> dict[str, str]:
        """All of them by name."""
        return asdict(self)

    def ask(self, sections: Sequence[str], *, limit: int, offset: int = 0, latest: bool = False) -> Query:
        """The query. Raises InputError where a time can't be read, or there is no such kind, status or stance."""
        now = datetime.now(UTC)
        named = {name: value for name, value in asdict(self).items() if name not in ("q", "since", "until") and value}
        return Query(
            words=self.q,
            sections=tuple(sections),
            facets=tuple(named.items()),
            since=write_moment(find_moment(self.since, now)) if self.since else None,
            until=write_moment(find_moment(self.until, now)) if self.until else None,
            limit=limit,
            offset=offset,
            latest=latest,
        )


Asked = Annotated[Filters, Depends()]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterForm:
    """The form as a page shows it: what was asked, by name, and the stories that are offered."""

    said: Mapping[str, str]
    stories: tuple[Story, ...]

    @property
    def narrowed(self) -> tuple[tuple[str, str], ...]:
        """By what it is narrowed down, and to what in words; words that are looked for aside."""
        labels = {story.id: story.label for story in self.stories}
        named = (("among" if name == "in" else name, name, value) for name, value in self.said.items())
        return tuple(
            (name, f"{words}: {labels.get(value, value).replace('_', ' ')}")
            for words, name, value in named
            if value and name != "q"
        )


def offer_filters(reader: Reader, asked: Filters, **more: str) -> FilterForm:
    """The form, with what the page asks beside it. Stories: the chosen one first, then those that changed last."""
    lately = (story for story, _ in list_changed(reader, Story, STORIES))
    stories = (*reader.get_many(Story, (asked.story,)), *(story for story in lately if story.id != asked.story))
    return FilterForm(said={**asked.said(), **more}, stories=stories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The ids of the latest incidents that filters find, and how many there are in all; or what is wrong with these."""

    found: tuple[str, ...] = ()
    total: int = 0
    is_more: bool = False
    wrong: str = ""


def find_latest(reader: Reader, asked: Filters, most: int) -> Latest:
    """The latest incidents that filters find, so many at the most."""
    try:
        hits = search(reader.connection, asked.ask(("incidents",), limit=most, latest=True))
    except InputError as error:
        return Latest(wrong=str(error))
    return Latest(found=tuple(hit.id for hit in hits.hits), total=hits.total, is_more=hits.is_more)
