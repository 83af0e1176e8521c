"""Hearing: what people's judgements make of the stories that a change touches, and of those that judgements touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from marsad.errors import InputError
from marsad.ledger.correcting import split_value
from marsad.ledger.ruling import Judged
from marsad.lexicon.bodies import fold_name
from marsad.lexicon.place_names import fold_place
from marsad.model.judgements import Judgement, JudgementRow, Rulings, SubjectKind, Verb
from marsad.store.database.kin import Kin, mark
from marsad.store.database.references import LONGEST_NAME

_ROW = TypeAdapter(JudgementRow)

NOT_JUDGED = Judged(claims={}, places={}, sources={}, merged={}, rulings=Rulings(), rows=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What judgements need: reports whose stories they may look at, by mark; the sources and places that they name."""

    reports: frozenset[int]
    sources: frozenset[str]
    places: frozenset[str]
    far: bool
    """Whether a judgement can change a story that holds nothing that it is about, or rest on one."""


def look_for(kin: Kin, judgements: Sequence[Judgement], come: Mapping[int, str]) -> Bench:
    """What the judgements in force are about; `come` has the keys of reports that came."""
    anchors = [(s.kind, a) for one in judgements for s in one.about for a in s.anchors]
    keys = {anchor.report for _, anchor in anchors if anchor.report}
    reports = {row["mark"] for row in kin.read_members_by_key(keys)} | {n for n, key in come.items() if key in keys}
    named = [anchor for kind, anchor in anchors if kind is SubjectKind.SOURCE]
    fields = [_split(one.value) for one in judgements if one.verb is Verb.CORRECT and one.value]
    said_sources = {fold_name(a.name) for a in named if a.name} | {fold_name(v) for f, v in fields if f == "source"}
    said_places = {fold_place(value) for field, value in fields if field == "place"}
    sources = {a.id for a in named} | kin.find_named("sources", _cut(said_sources))
    sources |= {value for field, value in fields if field == "source"}
    places = kin.find_named("places", _cut(said_places)) | {value for field, value in fields if field == "place"}
    far = bool(named) or any(field in ("source", "place") for field, _ in fields)
    return Bench(reports=frozenset(reports), sources=frozenset(sources), places=frozenset(places), far=far)


def look_back(kin: Kin) -> tuple[Mapping[str, JudgementRow], frozenset[int], frozenset[str]]:
    """The judgements that were heard last, the reports that they were about, and the sources."""
    rows = {key: _ROW.validate_json(body) for key, body in kin.read_section("judgements")}
    found = {key for row in rows.values() for key in row.found}
    claims = kin.read_reports_of(key for key in found if key.startswith("claim-"))
    reports = {mark(key) for key in found if key.startswith("report-")} | set(map(mark, claims))
    return rows, frozenset(reports), frozenset(key for key in found if key.startswith("source-"))


def _cut(names: Iterable[str]) -> set[str]:
    return {name[:LONGEST_NAME] for name in names}


def _split(value: str | None) -> tuple[str, str]:
    try:
        return split_value(value or "")
    except InputError:
        return "", ""
