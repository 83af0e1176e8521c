"""The desk in the browser with very much in it: python bench/serve.py FOLDER REPORTS

FOLDER is a desk that `bench/store.py --keep FOLDER` filled with so many REPORTS; store.py runs this itself on each
database. `marsad serve` answers fifty readers, each with a page or a call of the API every ten seconds, while two
processes take in a report each half second. Made-up rows can't be folded, so the worker beside the server is ended
first: what folding costs is not in the figures.

Prints for each page and call how many there were, the median and the 95th percentile in milliseconds by the server's
clock, the server's memory before and after, the load of the machine, and how much of a core the server had. Exits with
1 where the 95th percentile of all pages or of all calls is over 150 ms, an answer is an error, or memory grows by more
than a tenth.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from signal import SIGKILL
from statistics import quantiles
from urllib.parse import quote

import httpx
from filling import LARGE, LARGE_NUMBER, keep_writing
from phrases import WORD
from rows import STORY, make_story

from marsad.living import LivingDesk, migrate_desk, open_desk
from marsad.model.ledger import Ledger
from marsad.model.reports import Report
from marsad.server.people import People, Role
from marsad.server.tokens import Scope, Tokens
from marsad.store.database.reading import read_desk

READERS, EVERY_S, WARM_S, LASTS_S = 50, 10.0, 30.0, 180.0
LIMIT_MS, GROWTH = 150.0, 1.1
MARSAD = (sys.executable, "-c", "from marsad.start import main; main()")
Address = Callable[[Ledger, Random], str]


def _claim(told: Ledger, random: Random) -> str:
    return random.choice(told.claims).id


def _words(told: Ledger, random: Random) -> str:
    words = [word for word in WORD.findall(random.choice(told.claims).quote) if len(word) > 3 and word.isalpha()]
    return quote(" ".join(random.sample(words, min(2, len(words)))))


ADDRESSES: Mapping[str, tuple[Address, ...]] = {
    "page": (
        lambda _told, _random: "/",
        lambda _told, _random: "/stories",
        lambda told, _random: f"/stories/{told.stories[0].id}",
        lambda told, random: f"/incidents/{random.choice(told.incidents).id}",
        lambda told, random: f"/incidents/{random.choice(told.incidents).id}",
        lambda told, random: f"/reports/{random.choice(told.reports).id}",
        lambda told, random: f"/sources/{random.choice(told.claims).chain[0]}",
        lambda told, random: f"/search?q={_words(told, random)}",
        lambda told, random: f"/sentences?claims={_claim(told, random)}",
        lambda _told, _random: "/review",
    ),
    "call": (
        lambda told, random: f"/api/v1/incidents?kind={random.choice(told.claims).kind.value}",
        lambda told, random: f"/api/v1/claims?source={random.choice(told.claims).chain[0]}",
        lambda told, random: f"/api/v1/incidents/{random.choice(told.incidents).id}",
        lambda told, _random: f"/api/v1/claims?story={told.stories[0].id}",
        lambda told, random: f"/api/v1/search?q={_words(told, random)}",
        lambda told, random: f"/api/v1/incidents.geojson?place={random.choice(told.claims).places[0].place}",
        lambda told, random: f"/api/v1/atom/kinds/{random.choice(told.claims).kind.value}",
        lambda _told, random: f"/api/v1/changes?since={random.randrange(100_000)}",
    ),
}


@contextmanager
def serve(folder: Path, log: Path) -> Iterator[tuple[str, int]]:
    """A server on the desk of a folder, without its worker: the address, and the process."""
    served = subprocess.Popen(
        [*MARSAD, "serve", "--into", str(folder), "--port", "0", "--log", str(log)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert served.stdout is not None
        home = served.stdout.readline().split("is at ")[1].split("/ ")[0]
        children = Path(f"/proc/{served.pid}/task/{served.pid}/children")
        while not (workers := children.read_text().split()):
            time.sleep(0.05)
        os.kill(int(workers[0]), SIGKILL)
        yield home, served.pid
    finally:
        served.terminate()
        served.wait(timeout=60)


def weigh(process: int) -> float:
    """The memory that a process holds, in MB."""
    (line,) = (one for one in Path(f"/proc/{process}/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def spend(process: int) -> float:
    """The seconds of a core that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def read(home: str, number: int, keys: tuple[str, str], told: Sequence[Ledger], ends: float) -> None:
    """What a reader does until the end: wait, look at a page or ask the API, go on; one in twenty looks is at the
    large story, the last of `told`.
    """
    random = Random(f"reader {number}")
    cookie, token = keys
    async with httpx.AsyncClient(base_url=home, timeout=120, follow_redirects=True) as client:
        while time.monotonic() < ends:
            await asyncio.sleep(random.uniform(0, 2 * EVERY_S))
            one = told[-1] if random.random() < 0.05 else random.choice(told[:-1])
            kind = random.choice(tuple(ADDRESSES))
            headers = {"Cookie": f"marsad={cookie}"} if kind == "page" else {"Authorization": f"Bearer {token}"}
            await client.get(random.choice(ADDRESSES[kind])(one, random), headers=headers)


async def read_all(home: str, keys: Sequence[tuple[str, str]], told: Sequence[Ledger], lasts: float) -> None:
    """All readers, for so many seconds."""
    ends = time.monotonic() + lasts
    await asyncio.gather(*(read(home, number, own, told, ends) for number, own in enumerate(keys)))


def let_in(desk: LivingDesk) -> list[tuple[str, str]]:
    """A cookie and a token for each reader; all of them may judge, as the review is for those alone."""
    people, tokens = People(desk.database), Tokens(desk.database)
    held = {one.name for one in people.list()}
    names = [f"reader {number}" for number in range(READERS)]
    for name in names:
        if name not in held:
            people.add(name, Role.ANALYST, None)
    return [(people.begin(name), tokens.make(people.get(name), Scope.READ, "bench")) for name in names]


def tell(log: Path) -> bool:
    """Print what the server's log says of each route; whether the limits hold."""
    taken: dict[str, dict[str, list[float]]] = {"page": {}, "call": {}}
    wrong = 0
    for line in map(json.loads, log.read_text().splitlines()):
        kind = "call" if line["route"].startswith("/api/") else "page"
        taken[kind].setdefault(line["route"], []).append(line["ms"])
        wrong += line["status"] >= 400
    holds = wrong == 0
    for kind, routes in taken.items():
        routes[f"all {kind}s"] = [ms for each in routes.values() for ms in each]
        for route, each in sorted(routes.items()):
            cut = quantiles(each, n=20, method="inclusive") if len(each) > 1 else each * 19
            print(f"    {route:34} {len(each):6,} answers {cut[9]:7.1f} ms, 95th percentile {cut[18]:7.1f} ms")
        holds &= cut_at(routes[f"all {kind}s"]) <= LIMIT_MS
    print(f"    {wrong} errors")
    return holds


def cut_at(each: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(each, n=20, method="inclusive")[18]


def measure(folder: Path, reports: int) -> bool:
    """Print what a server shows on a desk that was filled with so many reports; whether it holds the limits."""
    migrate_desk(folder)
    with open_desk(folder) as desk:
        keys = let_in(desk)
        with read_desk(desk.database) as reader:
            held, last = reader.count(Report), desk.facts.head().seq
        random = Random("stories")
        told = [make_story(random.randrange(reports // STORY)) for _ in range(100)]
        told.append(make_story(LARGE_NUMBER, LARGE))
        log = folder / "requests.jsonl"
        log.unlink(missing_ok=True)
        with serve(folder, log) as (home, process):
            asyncio.run(read_all(home, keys, told, WARM_S))
            before, spent = weigh(process), spend(process)
            log.write_text("")
            with keep_writing(folder, last):
                asyncio.run(read_all(home, keys, told, LASTS_S))
            after, spent = weigh(process), spend(process) - spent
        came = desk.facts.head().seq - last
    print(f"  {held:,} reports, {READERS} readers; {came:,} reports came in meanwhile; "
          f"memory {before:.0f} MB, then {after:.0f} MB; load {os.getloadavg()[0]:.1f}; the server had "
          f"{spent:.0f} s of a core in {LASTS_S:.0f}", flush=True)  # fmt: skip
    return tell(log) & (after <= before * GROWTH)


if __name__ == "__main__":
    sys.exit(0 if measure(Path(sys.argv[1]), int(sys.argv[2])) else 1)
