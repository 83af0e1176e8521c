"""Asking a desk, and printing what it finds."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from marsad.commands.showing import count_things, plain, print_json
from marsad.ledger.moments import find_moment, write_moment
from marsad.living import open_desk
from marsad.model.codec import Json
from marsad.store.database.lacking import find_lacking
from marsad.store.database.searching import SEARCHED, Hit, Query

_LONG = 160


def ask(
    words: str,
    sections: Sequence[str],
    facets: tuple[tuple[str, str], ...],
    since: str | None,
    until: str | None,
    limit: int,
) -> Query:
    """The query that the options ask for. Raises InputError where they can't be understood."""
    now = datetime.now(UTC)
    return Query(
        words=words,
        sections=tuple(sections) or SEARCHED,
        facets=facets,
        since=write_moment(find_moment(since, now)) if since else None,
        until=write_moment(find_moment(until, now)) if until else None,
        limit=limit,
    )


def tell_hits(folder: Path, query: Query, as_json: bool) -> None:
    """What a query finds, two lines each. Where it finds nothing, standard error says what of it nothing here has."""
    with open_desk(folder) as desk:
        desk.update()
        found = desk.search(query)
        if not found.total:
            with desk.database.read() as connection:
                lacking = tuple(find_lacking(connection, query.facets, SEARCHED))
            for name, value in lacking:
                typer.echo(f"nothing on this desk has the {name} {plain(value)}", err=True)
    if as_json:
        rows: list[Json] = [{"section": hit.section, **json.loads(hit.body)} for hit in found.hits]
        print_json({"total": found.total, "is_more": found.is_more, "hits": rows})
        return
    for hit in found.hits:
        typer.echo(f"{hit.id}  {(hit.first or 'undated')[:10]}  {_head(hit)}")
        typer.echo(f"  {plain(_say(hit))[:_LONG]}")
    shown = f", the first {len(found.hits)} shown" if found.total > len(found.hits) else ""
    more = "more than " if found.is_more else ""
    typer.echo(f"{more}{count_things(found.total, 'thing', 'things')} found{shown}")


def _head(hit: Hit) -> str:
    row = json.loads(hit.body)
    if hit.section == "incidents":
        voices = count_things(row["independent_sources"], "independent source", "independent sources")
        return f"{row['kind']}, {row['status']}, {voices}"
    if hit.section == "claims":
        return f"{row['kind']}, {row['stance']}, {row['status']}"
    return plain(row["outlet"] or "no outlet")


def _say(hit: Hit) -> str:
    row = json.loads(hit.body)
    said = {"incidents": row.get("label"), "claims": row.get("quote"), "reports": row.get("title") or row.get("text")}
    return str(said[hit.section] or "")
