"""Whole `marsad read` beside the bare parser on the same texts in one run: python bench/read.py SHARED

Prints the machine, both times (of the processor, one thread), their ratio (the limit is 2.2), reports a second on one
core and peak memory.
"""

import json
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
LIMIT = 2.2


def gather_texts(shared: Path) -> list[dict[str, str]]:
    """The English reports of the development sets, as rows of a JSONL."""
    rows = [json.loads(line) for path in sorted((shared / "bench/incidents").glob("*.jsonl")) for line in path.open()]
    rows.extend(json.loads(line) for line in (shared / "bench/stories/news_cluster.jsonl").open(encoding="utf-8"))
    seeds = sorted((shared / "seeds").glob("*.txt"))
    rows.extend({"id": path.name, "text": path.read_text(encoding="utf-8")} for path in seeds)
    return [row for row in rows if row.get("text")]


def main() -> int:
    from marsad.claims.sentences import load_parser
    from marsad.pipeline import read_ledger
    from marsad.publish.files import write_all

    rows = gather_texts(Path(sys.argv[1]))
    parser = load_parser()
    parser("A first sentence loads what loads late.")
    started = time.process_time()
    for row in rows:
        parser(row["text"])
    bare = time.process_time() - started
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        started = time.process_time()
        ledger = read_ledger([source.as_posix()])
        write_all(ledger, Path(folder) / "out")
        whole = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(ledger.reports)} reports, {sum(len(r.text) for r in ledger.reports):,} characters")
    print(f"bare parser    {bare:7.1f} s  {len(rows) / bare:6.1f} reports/s")
    print(f"marsad read    {whole:7.1f} s  {len(rows) / whole:6.1f} reports/s")
    print(f"ratio {whole / bare:.2f} (limit {LIMIT}); peak memory {peak:.0f} MB")
    return 0 if whole <= LIMIT * bare else 1


if __name__ == "__main__":
    sys.exit(main())
