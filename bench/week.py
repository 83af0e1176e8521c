"""A feed week of public texts: python bench/week.py SHARED [TEXTS]

Forty feeds (RSS, Atom, JSON Feed) of a server on this machine publish texts of the development sets over seven days,
with copies, corrections and retractions; a desk watches them, and its ledger at the end is compared with one run over
the pages as they are then. 120 texts unless told. Exits with 1 where they differ, or a page that changed is not told.
"""

import json
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

from marsad.evaluate.week import watch_week

OUTLETS, DAYS = 40, 7


def gather_texts(shared: Path) -> list[tuple[str, str]]:
    """Titles and texts, those of incidents first, then those that copy one another."""
    paths = (*sorted((shared / "bench/incidents").glob("*.jsonl")), shared / "bench/copies/texts.jsonl")
    rows = [json.loads(line) for line in chain(*(path.open(encoding="utf-8") for path in paths))]
    return [(str(row["title"] or "Untitled")[:200], str(row["text"])) for row in rows if len(row["text"]) > 200]


def main() -> None:
    texts = gather_texts(Path(sys.argv[1]))[: int(sys.argv[2]) if len(sys.argv) > 2 else 120]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        week = watch_week(texts, Path(folder) / "desk", outlets=OUTLETS, days=DAYS)
    live, seconds = week.live, time.monotonic() - began
    told = {version.report for version in live.versions}
    print(f"{len(texts)} texts, {OUTLETS} feeds, {DAYS} days: {len(live.reports)} reports, {week.visits} visits")
    print(f"{week.changed} pages changed, {len(told)} told; {len(live.claims)} claims, {len(live.incidents)} incidents")
    print(f"equal to one run over the last pages: {week.is_equal}; journal sound: {week.sound}; {seconds:.0f} s")
    if not (week.is_equal and week.sound and len(told) == week.changed):
        sys.exit(1)


if __name__ == "__main__":
    main()
