"""Places read by hand: from sentences, and from the reports of a story."""

from dataclasses import replace
from functools import cache

from draft_by_hand import EMPTY
from marsad.claims.places.finding import find_places
from marsad.claims.sentences import Sentence, load_parser
from marsad.lexicon.gazetteer import GazetteerEntry
from marsad.lexicon.place_names import fold_place
from marsad.model.claims import Place, PlaceBasis
from marsad.model.drafts import Draft
from marsad.model.reports import BlockKind, Report
from marsad.resolve.place_own import index_places
from marsad.resolve.places import PlaceBook, resolve_places
from report_of_text import make_report


@cache
def sentences_of(text: str) -> tuple[Sentence, ...]:
    doc = load_parser()(text)
    return tuple(Sentence(0, span, order, 0, BlockKind.BODY) for order, span in enumerate(doc.sents))


def places_in(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(m.role.value, m.name, m.kind, m.within) for s in sentences_of(text) for m in find_places(s)]


def names_in(text: str) -> list[str]:
    return [name for _, name, _, _ in places_in(text)]


def make_drafts(report: Report) -> list[Draft]:
    return [
        replace(
            EMPTY,
            report=report.id,
            order=sentence.order,
            span=sentence.span,
            quote=sentence.text,
            places=find_places(sentence),
        )
        for sentence in sentences_of(report.text)
    ]


def read_story(*texts: str, extra: tuple[GazetteerEntry, ...] = ()) -> PlaceBook:
    reports = [make_report(text, str(number)) for number, text in enumerate(texts)]
    return resolve_places(reports, [draft for report in reports for draft in make_drafts(report)], index_places(extra))


def make_entry(key: str, name: str, kind: str, at: tuple[float, float], country: str) -> GazetteerEntry:
    """A place of the user's own."""
    return GazetteerEntry(
        key=key,
        name=name,
        kind=kind,
        lat=at[0],
        lon=at[1],
        country=country,
        region=None,
        population=0,
        zone=None,
        aliases=(),
        basis=PlaceBasis.USER,
    )


def row(book: PlaceBook, name: str) -> Place:
    key = fold_place(name)
    found = [p for p in book.places if key in {fold_place(form) for form in (p.name, *p.aliases)}]
    assert len(found) == 1, (name, [p.name for p in book.places])
    return found[0]
