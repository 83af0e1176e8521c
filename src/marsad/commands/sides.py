"""Sides: two reports beside each other, with what one made of the other."""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from marsad.commands.showing import describe, name_report, open_console, plain, print_json, read_one
from marsad.commands.voicing import Turn, Voicing, compare_voices
from marsad.lineage import find_copies
from marsad.lineage.changes import Change, Fate, compare_reports
from marsad.lineage.swaps import Swap, SwapKind
from marsad.model.codec import Json, to_json
from marsad.model.copies import Copy, Relation
from marsad.model.reports import Report, Span

SIDES = ("A", "B")
_STYLES = {SwapKind.FIGURES: "bold red", SwapKind.SPELLING: "dim", SwapKind.WORDS: "bold yellow"}
_MARKS = {Fate.SAME: "=", Fate.CHANGED: "~", Fate.DROPPED: "-", Fate.ADDED: "+"}
_RELATIONS = {
    Relation.VERBATIM: "repeats word for word",
    Relation.REWRITE: "rewrites",
    Relation.EXCERPT: "takes an excerpt from",
    Relation.CITES: "cites",
}
_COLOURS = {Fate.DROPPED: "red", Fate.ADDED: "green"}


def tell_changes(left: str, right: str, as_json: bool) -> None:
    """Read two reports and show their sentences side by side, or print the comparison as JSON."""
    reports = read_one(left), read_one(right)
    changes = compare_reports(*reports)
    found = find_copies(reports) if reports[0].id != reports[1].id else ()
    voices = compare_voices(reports, changes)
    if as_json:
        print_json(
            {
                "left": describe(reports[0]),
                "right": describe(reports[1]),
                "copies": to_json(found),
                "counts": to_json(count_changes(changes)),
                "sentences": [_write(change, reports) for change in changes],
                "voices": [_write_voicing(voicing, reports) for voicing in voices],
            }
        )
    else:
        _show(reports, changes, voices, found)


def count_changes(changes: Sequence[Change]) -> dict[str, int]:
    """How many sentences had each fate and how many swaps there are of each kind."""
    fates = Counter(change.fate for change in changes)
    swaps = Counter(swap.kind for change in changes for swap in change.swaps)
    return {
        **{str(fate): fates[fate] for fate in Fate},
        "moved": sum(change.moved for change in changes),
        **{f"{kind}_swapped": swaps[kind] for kind in SwapKind},
    }


def _write(change: Change, reports: tuple[Report, Report]) -> Json:
    return {
        "fate": str(change.fate),
        "moved": change.moved,
        "left": _quote(reports[0], change.left),
        "right": _quote(reports[1], change.right),
        "swaps": [
            {
                "kind": str(swap.kind),
                "left": _quote(reports[0], swap.left),
                "right": _quote(reports[1], swap.right),
            }
            for swap in change.swaps
        ],
    }


def _write_voicing(voicing: Voicing, reports: tuple[Report, Report]) -> Json:
    return {
        "turn": str(voicing.turn),
        "left": [_quote(reports[0], span) for span in voicing.left],
        "right": [_quote(reports[1], span) for span in voicing.right],
    }


def _quote(report: Report, span: Span | None) -> Json:
    return {"span": to_json(span), "text": report.text[slice(*span)]} if span else None


def _show(
    reports: tuple[Report, Report], changes: Sequence[Change], voices: Sequence[Voicing], found: Sequence[Copy]
) -> None:
    console = open_console()
    bare = console.color_system is None or console.no_color
    table = Table(show_lines=True, expand=True)
    table.add_column("", width=len(str(len(changes))) + 3)
    for side, report in zip(SIDES, reports, strict=True):
        table.add_column(f"{side}  {name_report(report)}", ratio=1)
    for number, change in enumerate(changes, start=1):
        mark = f"{number} {_MARKS[change.fate]}{'>' if change.moved else ''}"
        table.add_row(mark, _paint(reports[0], change, True, bare), _paint(reports[1], change, False, bare))
    console.print(table)
    for number, change in enumerate(changes, start=1):
        for swap in change.swaps:
            console.print(Text(f"{number} ").append_text(_say_swap(reports, swap)), soft_wrap=True)
    for voicing in voices:
        console.print(_say_voicing(reports, voicing), soft_wrap=True)
    counts = count_changes(changes)
    console.print(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()), soft_wrap=True)
    console.print("= same, ~ changed, - only in A, + only in B, > moved", style="dim", soft_wrap=True)
    console.print(say_reuse(reports, found), soft_wrap=True)


def say_reuse(reports: tuple[Report, Report], found: Sequence[Copy]) -> str:
    """Say in one sentence whether one of two reports repeats the other, and why."""
    if reports[0].id == reports[1].id:
        return "A and B are the same report."
    if not found:
        return "No reuse that counts: neither is a copy of the other."
    (copy,) = found
    ours, theirs = SIDES if copy.report == reports[0].id else SIDES[::-1]
    return f"{ours} {_RELATIONS[copy.relation]} {theirs}: {plain('; '.join(copy.reasons))}."


def _paint(report: Report, change: Change, left: bool, bare: bool) -> Text:
    """One side of a row: its sentence with the swapped words marked, by brackets where there are no colours."""
    span = change.left if left else change.right
    painted = Text(style=_COLOURS.get(change.fate, ""))
    if span is None:
        return painted
    at = span[0]
    for swap in change.swaps:
        part = swap.left if left else swap.right
        if part is not None:
            _append(painted, report.text[at : part[0]], "")
            said = report.text[slice(*part)]
            _append(painted, f"[{said}]" if bare else said, _STYLES[swap.kind])
            at = part[1]
    _append(painted, report.text[at : span[1]], "")
    return painted


def _append(painted: Text, said: str, style: str) -> None:
    """Add others' text, with the spaces at its edges kept."""
    before = " " if said[:1].isspace() else ""
    after = " " if said[-1:].isspace() and said.strip() else ""
    painted.append(f"{before}{plain(said)}{after}", style=style or None)


def _say_swap(reports: tuple[Report, Report], swap: Swap) -> Text:
    sides = [
        f"“{plain(report.text[slice(*span)])}”" if span else "(nothing)"
        for report, span in zip(reports, (swap.left, swap.right), strict=True)
    ]
    said = Text(f"{swap.kind}: ", style=_STYLES[swap.kind])
    return said.append(" → ".join(sides), style="not bold default")


def _say_voicing(reports: tuple[Report, Report], voicing: Voicing) -> Text:
    sides = [
        ", ".join(f"“{plain(report.text[slice(*span)])}”" for span in spans) or "(nobody)"
        for report, spans in zip(reports, (voicing.left, voicing.right), strict=True)
    ]
    what = "name" if voicing.turn is Turn.RENAMED else "source"
    return Text(f"{what} {voicing.turn}: ", style="bold").append(" → ".join(sides), style="not bold default")
