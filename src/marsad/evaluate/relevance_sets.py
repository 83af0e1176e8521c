"""Texts that are of armed conflict and texts that are not, from public sets, in a part to develop on and a test part.

A set is in one part only, or is parted by its own test keys, by topic or by turns; the test part is read to be scored
and for nothing else.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import InputError
from marsad.evaluate.keys import read_keys
from marsad.evaluate.messages import read_messages
from marsad.evaluate.places import read_articles
from marsad.evaluate.scores import hash_files

_FEWEST = 10
_QUIET = frozenset((1, 2, 4, 5, 6, 7, 9, 10, 11, 13, 20, 21, 23, 25, 27, 28, 29, 30, 31, 34, 35))
_CRIMES = frozenset((3, 14, 16, 18, 22, 24, 26, 32, 33))
"""ECB+'s topics without violence, and of crime by single persons; the others (piracy, riots, wars) are in no part."""
_ATTACKS = frozenset(("boko_haram_21_schoolgirls_freed", "Benghazi_US_consulate_attack", "truck_attack_in_nice"))
_PEACEFUL = frozenset(
    ("croydon_tram_trash", "panama_papers", "f1_crash", "harambe", "china_boy_well", "hack_equifax_breach",
     "cubs_win_championship")
)  # fmt: skip
"""The labelled stories of news_cluster; shootings by single persons and tests of missiles are in no part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text of a set, whether it is of conflict, and whether it belongs to the test part."""

    source: str
    text: str
    of_conflict: bool
    test: bool


def read_samples(bench: Path) -> tuple[tuple[Sample, ...], str]:
    """All samples in the order of their sets, and the hash of the files. Raises InputError where a set is missing."""
    needed = [
        *sorted((bench / "muc4/keys").glob("key-*")), *sorted((bench / "muc4/texts").glob("*-muc*")),
        bench / "airwars/syria_sources_en.jsonl", bench / "airwars/gaza.jsonl", bench / "copies/texts.jsonl",
        bench / "stories/ecbplus.jsonl", bench / "stories/news_cluster.jsonl", bench / "geo/lgl.xml",
        bench / "geo/GeoVirus.xml", *sorted((bench / "timelines").glob("LibyaWar_*/InputDocs/*/*.txt")),
    ]  # fmt: skip
    missing = [path for path in needed if not path.is_file()]
    if missing or len(needed) < _FEWEST:
        name = "muc4 or timelines" if len(needed) < _FEWEST else missing[0].relative_to(bench)
        raise InputError(f"{bench}: no {name} there", "Name the folder that holds all public sets")
    readers = (_read_messages, _read_sources, _read_wars, _read_topics, _read_stories, _read_articles)
    return tuple(sample for reader in readers for sample in reader(bench)), hash_files(needed)


def _read_messages(bench: Path) -> Iterator[Sample]:
    """MUC-4's messages with an incident; those without tell of the same wars, and are in no part."""
    reports = read_messages(bench / "muc4/texts")
    for path in sorted((bench / "muc4/keys").glob("key-*")):
        for message, templates in read_keys(path).items():
            if templates and message in reports:
                test = not message.startswith("DEV")
                yield Sample(source="MUC-4", text=reports[message].text, of_conflict=True, test=test)


def _read_sources(bench: Path) -> Iterator[Sample]:
    for row in _read_rows(bench / "airwars/syria_sources_en.jsonl"):
        yield Sample(source="Airwars, Syria", text=_join(row), of_conflict=True, test=False)
    for row in _read_rows(bench / "airwars/gaza.jsonl"):
        yield Sample(source="Airwars, Gaza", text=_join(row), of_conflict=True, test=True)
    for row in _read_rows(bench / "copies/texts.jsonl"):
        if row.get("pool") == "fakes":
            yield Sample(source="FA-KES", text=_join(row), of_conflict=True, test=False)


def _read_wars(bench: Path) -> Iterator[Sample]:
    """Articles that were searched for a war: a few tell of prices and elections."""
    for name, test in (("LibyaWar_cnn", False), ("LibyaWar_reuters", True)):
        for path in sorted((bench / "timelines" / name / "InputDocs").glob("*/*.txt")):
            yield Sample(source=f"Timeline17, {name}", text=path.read_text("utf-8"), of_conflict=True, test=test)


def _read_topics(bench: Path) -> Iterator[Sample]:
    for row in _read_rows(bench / "stories/ecbplus.jsonl"):
        topic = int(row["topic"])
        if topic in _QUIET | _CRIMES:
            source = "ECB+, crimes" if topic in _CRIMES else "ECB+"
            yield Sample(source=source, text=_join(row), of_conflict=False, test=topic % 2 == 0)


def _read_stories(bench: Path) -> Iterator[Sample]:
    for row in _read_rows(bench / "stories/news_cluster.jsonl"):
        if row["story"] in _ATTACKS | _PEACEFUL:
            yield Sample(source="news_cluster", text=_join(row), of_conflict=row["story"] in _ATTACKS, test=True)


def _read_articles(bench: Path) -> Iterator[Sample]:
    """Local news and news of epidemics, by turns."""
    for name, file in (("LGL", "lgl.xml"), ("GeoVirus", "GeoVirus.xml")):
        for at, article in enumerate(read_articles(bench / "geo" / file)):
            yield Sample(source=name, text=article.text, of_conflict=False, test=at % 2 == 1)


def _read_rows(path: Path) -> list[dict[str, str]]:
    return [
        {key: str(value) for key, value in json.loads(line).items() if value is not None}
        for line in path.read_text("utf-8").splitlines()
    ]


def _join(row: dict[str, str]) -> str:
    return f"{row.get('title', '')}\n{row.get('text', '')}"
