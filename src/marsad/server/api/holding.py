"""What leaves by the API: rows as the ledger has them, with the names of private persons held back.

A full name that the desk withholds anywhere is held back in every text; a lone one where its claim stands. What is held
back is blacked out letter by letter, so that spans still point at what they pointed at.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from marsad.model.claims import BodyKind, Claim, Source
from marsad.model.codec import Json, to_json
from marsad.model.copies import Story
from marsad.model.incidents import Contradiction, Incident, Series
from marsad.model.reports import Report, Span
from marsad.publish.masking import Mask, Names, withhold
from marsad.store.database.reading import Reader

BLACK = "▮"
_QUOTED = ("quote", "verbatim", "text")
_SPEAK = (BodyKind.PERSON, BodyKind.WITNESS, BodyKind.UNNAMED)


def show_rows(reader: Reader, rows: Sequence[object], names: Names) -> list[Json]:
    """Rows of one kind as JSON, without the names that their own claims withhold, nor any part of a full one in what
    claims quote.
    """
    claims = _find_claims(reader, rows)
    reports = reader.get_many(Report, (claim.report for claim in claims))
    mask = withhold(claims, {report.id: report.text for report in reports})
    return [_show(mask, names, row) for row in rows]


def _find_claims(reader: Reader, rows: Sequence[object]) -> tuple[Claim, ...]:
    """The claims that hold back names in some rows."""
    reports = {row.id for row in rows if isinstance(row, Report)}
    reports |= {row.report for row in rows if isinstance(row, Claim)}
    stories = {row.id for row in rows if isinstance(row, Story)}
    speakers = {row.id for row in rows if isinstance(row, Source) and row.kind in _SPEAK}
    return (
        *reader.withholding("report", reports),
        *reader.withholding("story", stories),
        *reader.withholding("source", speakers),
        *reader.withholding("id", chain.from_iterable(_list_claims(row) for row in rows)),
    )


def _list_claims(row: object) -> Iterable[str]:
    if isinstance(row, Incident):
        return row.claims
    if isinstance(row, Series):
        return chain.from_iterable(point.claims for point in row.points)
    if isinstance(row, Contradiction):
        return chain.from_iterable(position.claims for position in row.positions)
    return ()


def _show(mask: Mask, names: Names, row: object) -> Json:
    told = to_json(row)
    if not isinstance(told, dict):
        return told
    if isinstance(row, Report):
        told["text"] = _black_out(row.text, 0, mask.spans.get(row.id, ()))
    elif isinstance(row, Claim):
        found = [(row.span[0] + start, row.span[0] + end) for start, end in names.find(row.quote)]
        holes = [*mask.spans.get(row.report, ()), *found]
        told = _black_spans(told, holes) if holes else told
    return _each_string(told, lambda said: BLACK * len(said) if said in mask.found else said) if mask.found else told


def _black_out(text: str, start: int, holes: Sequence[Span]) -> str:
    """A stretch that begins at a place of its report's text, with what is held back there blacked out."""
    end = start + len(text)
    for left, right in holes:
        one, other = max(left, start) - start, min(right, end) - start
        if one < other:
            text = text[:one] + BLACK * (other - one) + text[other:]
    return text


def _black_spans(node: Json, holes: Sequence[Span]) -> dict[str, Json]:
    """A claim's words, each where it stands."""

    def enter(one: Json) -> Json:
        if isinstance(one, list):
            return [enter(value) for value in one]
        if not isinstance(one, dict):
            return one
        told = {key: enter(value) for key, value in one.items()}
        match one.get("span"):
            case [int(start), int(end)]:
                for name in _QUOTED:
                    said = told.get(name)
                    if isinstance(said, str) and len(said) == end - start:
                        told[name] = _black_out(said, start, holes)
            case _:
                pass
        return told

    told = enter(node)
    assert isinstance(told, dict)
    return told


def hold_back(names: Names, told: Json) -> Json:
    """What leaves without the full names that are withheld anywhere at the desk."""
    return _each_string(told, lambda said: black_names(names, said))


def black_names(names: Names, said: str) -> str:
    """A text without full names."""
    for start, end in names.find(said):
        said = said[:start] + BLACK * (end - start) + said[end:]
    return said


def _each_string(node: Json, change: Callable[[str], str]) -> Json:
    if isinstance(node, Mapping):
        return {key: _each_string(value, change) for key, value in node.items()}
    if isinstance(node, list):
        return [_each_string(value, change) for value in node]
    return change(node) if isinstance(node, str) else node
