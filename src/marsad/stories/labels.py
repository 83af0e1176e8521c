"""Labels: what a story is called, in the words of one of its reports."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

import re2

from marsad.model.reports import BlockKind, Report
from marsad.stories.words import list_terms, weigh_term

_LONGEST = 140
_STOP = re2.compile(r"[^.\s][^.\s][.!?]['\"”’]?\s")
_LEAST_WORDS = 3
_LEAST_SENTENCE = 6


def label_story(told: Sequence[Report]) -> str:
    """The title, or first sentence, that says most of what the others say too; ties go to the earlier in the row.

    Of each report the title is tried, and if no report has one of three words, the first sentence of its body.
    """
    titles = [title for report in told if len(list_terms(title := _tidy(report.title or ""))) >= _LEAST_WORDS]
    tried = titles or [_begin(report) for report in told]
    terms = [frozenset(list_terms(said)) for said in tried]
    held = Counter(term for group in terms for term in group)
    return _cut(tried[max(range(len(tried)), key=lambda at: (_weigh(terms[at], held), -at))])


def _weigh(terms: frozenset[str], held: Counter[str]) -> float:
    """How much of a label stands in others too, against its length; rounded, so that no sum depends on its order."""
    shared = sum(weigh_term(term) ** 2 * (held[term] - 1) for term in sorted(terms))
    return round(shared / sqrt(sum(weigh_term(term) ** 2 for term in terms) or 1.0), 6)


def _begin(report: Report) -> str:
    """The first sentence of the first block of running text that says something, else the key."""
    for block in report.blocks:
        said = _tidy(report.text[block.start : block.end])
        if block.kind is BlockKind.BODY and len(list_terms(said)) >= _LEAST_WORDS:
            firsts = (said[: stop.end()].strip() for stop in _STOP.finditer(said))
            return next((first for first in firsts if len(list_terms(first)) >= _LEAST_SENTENCE), said)
    return _tidy(report.title or report.text) or report.key


def _tidy(said: str) -> str:
    return " ".join(said.split())


def _cut(said: str) -> str:
    """At most 140 characters, cut at a word."""
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " …"
