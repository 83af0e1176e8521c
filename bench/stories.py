"""Stories on a stream beside single-pass TF-IDF: python bench/stories.py [--reports 10000 30000 100000]

Twenty reports over five days tell of each happening, in phrases of its own names and things. Two streams: in the first
the happenings have nothing in common, in the second all belong to one war, whose names and things fill half of what
every report says. Prints the machine, reports a second of processor, and how well the happenings are found (B-cubed
F1), for both sides on the same reports.
"""

import argparse
import os
import platform
import re
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from math import log, sqrt
from random import Random

os.environ.setdefault("OMP_NUM_THREADS", "1")

from corpus import FIRST_DAY, SENTENCES, make_report
from phrases import load_pools, write_texts

from marsad.evaluate.stories import score_b_cubed
from marsad.model.reports import Report
from marsad.stories import group_stories

TOLD = 20
DAYS = 5
STREAMS = ("many matters", "one war")
_NAMES, _NOUNS, _OWN = 8, 40, 0.6
_WAR_NAMES, _WAR_NOUNS = 12, 60
_JOIN = (0.1, 0.15, 0.2, 0.3)
_WORD = re.compile(r"\w+")
_AT_ONCE = 1024


def make_stream(count: int, stream: str) -> tuple[list[Report], dict[str, str]]:
    """Reports in the order of their days, and the happening that each tells of."""
    reports, truth = [], {}
    happenings = max(1, count // TOLD)
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        for number, sentences in zip(numbers, write_texts(numbers, SENTENCES, kind=2), strict=True):
            happening = number % happenings
            random = Random(f"told {happening} {number}")
            words = _own_words(happening, stream)
            told = [_retell(sentence, words, random) for sentence in sentences]
            day = FIRST_DAY + timedelta(days=happening // 25 + random.randrange(DAYS))
            text = "\n\n".join(" ".join(told[at : at + 2]) for at in range(0, len(told), 2))
            reports.append(replace(make_report(number, text), published=day))
            truth[reports[-1].id] = str(happening)
    return sorted(reports, key=lambda report: (str(report.published), report.id)), truth


@cache
def _own_words(happening: int, stream: str) -> tuple[list[str], list[str]]:
    """A happening's names and things; in one war half of what is said are the war's."""
    random, pools = Random(f"happening {happening}"), load_pools()
    names, nouns = random.sample(pools["name"], _NAMES), random.sample(pools["noun"], _NOUNS)
    if stream == STREAMS[0]:
        return names, nouns
    war = Random("war")
    shared = war.sample(pools["name"], _WAR_NAMES), war.sample(pools["noun"], _WAR_NOUNS)
    return _mix(names, shared[0]), _mix(nouns, shared[1])


def _mix(own: list[str], shared: list[str]) -> list[str]:
    """A list from which one draw in two gives a word of one's own."""
    return own * len(shared) + shared * len(own)


@cache
def _load_sets() -> tuple[frozenset[str], frozenset[str]]:
    pools = load_pools()
    return frozenset(pools["name"]), frozenset(pools["noun"])


def _retell(sentence: str, words: tuple[list[str], list[str]], random: Random) -> str:
    """Put a happening's own names and things in the place of most others."""
    names, nouns = _load_sets()
    told = []
    for word in sentence.split(" "):
        if word in names and random.random() < _OWN:
            told.append(random.choice(words[0]))
        elif word in nouns and random.random() < _OWN:
            told.append(random.choice(words[1]))
        else:
            told.append(word)
    return " ".join(told)


def group_in_one_pass(reports: Sequence[Report], least: float) -> list[list[str]]:
    """Each report joins the story whose centroid is most like it, or opens one; frequencies as they come."""
    held: Counter[str] = Counter()
    stories: list[list[str]] = []
    posted: dict[str, dict[int, float]] = defaultdict(dict)
    for seen, report in enumerate(reports, start=1):
        counts = Counter(_WORD.findall(report.text.lower()))
        held.update(counts.keys())
        vector = {word: (1 + log(count)) * log(1 + seen / held[word]) for word, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        scores: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            if held[word] <= max(50, seen // 20):
                for story, other in posted[word].items():
                    scores[story] += weight / length * other / len(stories[story])
        best = max(scores, key=lambda story: (scores[story], -story), default=-1)
        if best < 0 or scores[best] < least:
            best = len(stories)
            stories.append([])
        stories[best].append(report.id)
        for word, weight in vector.items():
            posted[word][best] = posted[word].get(best, 0.0) + weight / length
    return stories


def tell(name: str, groups: Sequence[Sequence[str]], truth: Mapping[str, str], seconds: float) -> None:
    """Print one side."""
    found = score_b_cubed(groups, {report: truth[report] for group in groups for report in group})
    count = sum(len(group) for group in groups)
    print(
        f"{name:28} {count:8,} reports  {count / seconds:6,.0f}/s of processor  {1e3 * seconds / count:6.2f} ms each"
        f"  B-cubed F1 {found:.3f}",
        flush=True,
    )


def main() -> None:
    """Run both sides on streams of growing length."""
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=int, nargs="*", default=[10_000, 30_000, 100_000])
    options.add_argument("--beside", type=int, default=10_000, help="reports up to which the other side is run")
    asked = options.parse_args()
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    for stream, count in product(STREAMS, asked.reports):
        print(stream, flush=True)
        reports, truth = make_stream(count, stream)
        started = time.process_time()
        stories = group_stories(reports, ())
        tell("marsad", [story.reports for story in stories], truth, time.process_time() - started)
        for least in _JOIN if count <= asked.beside else ():
            started = time.process_time()
            groups = group_in_one_pass(reports, least)
            tell(f"single pass, TF-IDF >= {least}", groups, truth, time.process_time() - started)


if __name__ == "__main__":
    main()
