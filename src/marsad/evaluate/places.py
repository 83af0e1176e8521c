"""Places: toponyms and their positions in every XML of a folder, beside the parser's names and the largest namesake."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from xml.etree import ElementTree

from spacy.tokens import Doc

from marsad.claims.places.finding import holder_of
from marsad.claims.places.toponym_runs import Toponym
from marsad.claims.places.toponyms import spot_toponyms
from marsad.claims.sentences import load_parser
from marsad.errors import InputError
from marsad.evaluate.nested import spot_nested
from marsad.evaluate.scores import Scores, hash_files, score_f1
from marsad.lexicon.gazetteer import find_entries
from marsad.lexicon.place_words import family_of
from marsad.model.claims import PlaceRole
from marsad.model.drafts import PlaceMention
from marsad.model.reports import Span
from marsad.resolve.place_votes import Named
from marsad.resolve.places import resolve_mentions

_NEAR_KM = 161.0
_EARTH_KM = 6371.0
_LABELS = ("GPE", "LOC", "FAC")

Position = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with the toponyms that people marked in it; a position is None where they gave none."""

    text: str
    toponyms: Mapping[Span, Position | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """A toponym as found: the spans that it may go by, the narrowest first, and its position."""

    spans: tuple[Span, ...]
    position: Position | None


Finder = Callable[[Doc], list[Spotted]]


def score_places(folder: Path) -> Scores:
    """Score spans (exact F1), positions (share within 161 km of those given) and coverage (share given) by file."""
    files = sorted(folder.glob("*.xml"), key=lambda path: path.name)
    if not files:
        raise InputError(f"{folder}: no XML file there", "Name a folder that holds LGL's or GeoVirus's XML.")
    ours: dict[str, float] = {}
    plain: dict[str, float] = {}
    for file in files:
        articles = read_articles(file)
        docs = tuple(load_parser().pipe(article.text for article in articles))
        for figures, find in ((ours, find_spots), (plain, find_plainly)):
            found = [find(doc) for doc in docs]
            figures.update({f"{file.stem.lower()}_{name}": value for name, value in _score(articles, found).items()})
    baselines = {"the parser's names, the most populous namesake": plain}
    return Scores(stage="places", data=hash_files(files), figures=ours, baselines=baselines)


def read_articles(file: Path) -> tuple[Article, ...]:
    """The articles of LGL (`toponym`, offsets from 0) or GeoVirus (`location`, offsets from 1).

    Where offsets start is seen from the names that they should give.
    """
    try:
        root = ElementTree.parse(file).getroot()
    except ElementTree.ParseError as error:
        raise InputError(f"{file}: no readable XML ({error})", "Leave other XML files out of the folder.") from error
    marked = [(article.findtext("text") or "", tuple(_read_marks(article))) for article in root.iter("article")]
    shift = max((0, 1), key=lambda by: sum(text[a - by : b - by] == n for text, ms in marked for (a, b), n, _ in ms))
    return tuple(
        Article(text=text, toponyms={(span[0] - shift, span[1] - shift): position for span, _, position in marks})
        for text, marks in marked
    )


def _read_marks(article: ElementTree.Element) -> Iterator[tuple[Span, str, Position | None]]:
    for mark in (*article.iter("toponym"), *article.iter("location")):
        lat, lon = (mark.findtext(name) or mark.findtext(f"gaztag/{name}") for name in ("lat", "lon"))
        name = mark.findtext("phrase") or mark.findtext("name") or ""
        span = int(mark.findtext("start") or 0), int(mark.findtext("end") or 0)
        yield span, name, (float(lat), float(lon)) if lat and lon else None


def find_spots(doc: Doc) -> list[Spotted]:
    """Toponyms as the stages find and pin them, an article being a story; facilities are left out.

    Names of places inside names of bodies and streets, which the product passes over, are read here too: the marks
    hold them.
    """
    read = [(sentence, spot_toponyms(sentence)) for sentence in doc.sents]
    said = frozenset(one.name for _, spotted in read for one in spotted if doc[one.start].ent_type_ in ("GPE", "LOC"))
    found: list[tuple[Toponym, PlaceMention]] = []
    named: list[Named] = []
    for sentence, spotted in read:
        plain = [(one, _mention(doc, one, holder_of(sentence, spotted, at))) for at, one in enumerate(spotted)]
        nested = [(one, _mention(doc, one, None)) for one in spot_nested(sentence, spotted, said)]
        found.extend((*plain, *nested))
        named.append(Named(report="article", places=tuple(mention for _, mention in (*plain, *nested))))
    book = resolve_mentions({"article": doc.text}, named)
    rows = {place.id: place for place in book.places}
    spots = []
    for one, mention in found:
        row = rows[book.place_of("article", mention)]
        position = None if row.lat is None or row.lon is None else (row.lat, row.lon)
        if one.kind == "street" or family_of(one.kind) != "facility":
            spots.append(Spotted(spans=_spans_of(doc, one), position=position))
    return spots


def _mention(doc: Doc, one: Toponym, within: str | None) -> PlaceMention:
    return PlaceMention(
        role=PlaceRole.AT,
        name=one.name,
        text=doc[one.first : one.last].text,
        span=_spans_of(doc, one)[0],
        kind=one.kind,
        within=within,
    )


def _spans_of(doc: Doc, one: Toponym) -> tuple[Span, ...]:
    """The bare name, and the name up to its word of kind."""
    name, whole = doc[one.start : one.stop], doc[one.start : max(one.last, one.stop)]
    return (name.start_char, name.end_char), (whole.start_char, whole.end_char)


def find_plainly(doc: Doc) -> list[Spotted]:
    """The parser's names of places, each at the country, region or most populous settlement of that name."""
    spots = []
    for name in doc.ents:
        if name.label_ in _LABELS:
            text = name.text.removeprefix("the ").removesuffix("'s")
            start = name.start_char + len(name.text) - len(name.text.removeprefix("the "))
            entry = next(iter(find_entries(text)), None)
            position = (entry.lat, entry.lon) if entry else None
            spots.append(Spotted(spans=((start, start + len(text)),), position=position))
    return spots


def _score(articles: Sequence[Article], found: Sequence[Sequence[Spotted]]) -> dict[str, float]:
    true = given = held = located = pinned = near = 0
    for article, spots in zip(articles, found, strict=True):
        matched: dict[Span, Spotted] = {}
        for spot in spots:
            span = next((span for span in spot.spans if span in article.toponyms), None)
            if span is not None:
                matched.setdefault(span, spot)
        given, held, true = given + len(spots), held + len(article.toponyms), true + len(matched)
        starts = {span[0]: spot for spot in spots for span in spot.spans[:1]}
        for span, position in article.toponyms.items():
            given_one = matched.get(span) or starts.get(span[0])
            located += position is not None
            if position is not None and given_one is not None and given_one.position is not None:
                pinned += 1
                near += _distance_km(given_one.position, position) <= _NEAR_KM
    return {
        "span_f1": score_f1(true, given, held),
        "accuracy_161km": near / pinned if pinned else 0.0,
        "coverage": pinned / located if located else 0.0,
    }


def _distance_km(one: Position, two: Position) -> float:
    """The great-circle distance (haversine, mean radius 6371 km)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *two))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
