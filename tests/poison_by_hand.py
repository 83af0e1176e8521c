"""Hostile words in every field of a ledger."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from ledger_by_hand import LEDGER
from marsad.model.ledger import Ledger
from marsad.model.reports import Block, BlockKind

PAYLOADS = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "<img src=https://far.example/x onerror='window.ran = 1'>",
    '" onmouseover="window.ran = 1" autofocus onfocus=\'window.ran = 1\'',
    "</style><svg onload=window.ran=1><a href='javascript:window.ran=1'>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--<iframe srcdoc='<script>parent.ran = 1</script>'>",
)
REFERENCES = {
    "id", "report", "origin", "source", "chain", "actor", "place", "places", "within", "affiliation", "story",
    "incident", "about", "parties", "holder", "reports", "families", "claims", "schema", "text", "quote",
}  # fmt: skip
"""Fields that name records by id, and texts, which spans point into; texts get it as a paragraph of their own."""

Record = TypeVar("Record")


def poison(record: Record, payload: str) -> Record:
    """A record with the payload put to every string in it that is neither an id nor text that spans point into."""
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed = {
        field.name: _poison_value(getattr(record, field.name), payload)
        for field in fields(record)
        if field.name not in REFERENCES or not _is_words(getattr(record, field.name))
    }
    return replace(record, **changed)


def _is_words(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(item, str) for item in value))


def _poison_value(value: object, payload: str) -> object:
    if type(value) is str:
        return value + payload
    if isinstance(value, tuple):
        return tuple(_poison_value(item, payload) for item in value)
    return poison(value, payload)


def poison_ledger(payload: str) -> Ledger:
    """The ledger by hand with the payload in every field, and as a paragraph of every report."""
    ledger = poison(LEDGER, payload)
    reports = []
    for report in ledger.reports:
        start = len(report.text) + 2
        block = Block(start=start, end=start + len(payload), kind=BlockKind.BODY)
        reports.append(replace(report, text=f"{report.text}\n\n{payload}", blocks=(*report.blocks, block)))
    return replace(ledger, reports=tuple(reports))
