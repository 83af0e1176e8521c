"""Trees: families of reports, each copy under its origin."""

from collections.abc import Mapping, Sequence
from datetime import date

import typer
from rich.text import Text
from rich.tree import Tree

from marsad.commands.showing import (
    WITH_PROBLEMS,
    count_things,
    describe,
    name_report,
    open_console,
    plain,
    print_json,
    read_reports,
)
from marsad.lineage import find_copies, find_families, inherit_dates
from marsad.model.codec import to_json
from marsad.model.copies import Copy, Family
from marsad.model.reports import Report

Rows = Mapping[str, Sequence[Copy]]


def tell_copies(paths: Sequence[str], received: date | None, as_json: bool) -> None:
    """Read reports and show their families, or print them as JSON."""
    reports, problems = read_reports(paths, received)
    found = find_copies(reports)
    families = find_families(reports, found)
    dated = inherit_dates(reports, found)
    if as_json:
        print_json(
            {
                "reports": [describe(report) for report in dated],
                "families": to_json(families),
                "copies": to_json(found),
            }
        )
    else:
        _show(dated, found, families)
    if problems:
        raise typer.Exit(WITH_PROBLEMS)


def _show(reports: Sequence[Report], found: Sequence[Copy], families: Sequence[Family]) -> None:
    """Families from the largest; then how many reports stand alone."""
    by_id = {report.id: report for report in reports}
    under: dict[str, list[Copy]] = {}
    for copy in found:
        under.setdefault(copy.origin or "", []).append(copy)
    tied = {end for copy in found for end in (copy.report, copy.origin)}
    console = open_console()
    shown = [family for family in families if any(member in tied for member in family.reports)]
    for family in sorted(shown, key=lambda family: (-len(family.reports), by_id[family.reports[0]].key)):
        for tree in grow_family(family, by_id, under, found):
            console.print(tree)
    alone = len(reports) - len(tied)
    counts = (
        count_things(len(reports), "report", "reports"),
        count_things(len(families), "family", "families"),
        count_things(len(found), "copy", "copies"),
    )
    console.print(f"{', '.join(counts)}; {alone} without any reuse", soft_wrap=True)


def grow_family(family: Family, by_id: Mapping[str, Report], under: Rows, found: Sequence[Copy]) -> list[Tree]:
    """The trees of a family: each report that copies nobody of it, with its copies under it; every report once."""
    inside = set(family.reports)
    copied = {copy.report for copy in found if copy.report in inside and copy.origin in inside}
    roots = [member for member in family.reports if member not in copied] or list(family.reports[:1])
    placed: set[str] = set()
    trees = []
    for root in [*roots, *family.reports]:
        if root not in placed:
            behind = f" [{plain(family.origin_name)}]" if family.origin_name and len(inside) > 1 else ""
            tree = Tree(Text(name_report(by_id[root]) + behind, style="bold"))
            placed.add(root)
            _grow(tree, root, by_id, under, placed)
            trees.append(tree)
    return trees


def _grow(tree: Tree, origin: str, by_id: Mapping[str, Report], under: Rows, placed: set[str]) -> None:
    """Hang the copies of a report under it, step by step; one that stands elsewhere too is opened once."""
    waiting = [(tree, origin)]
    while waiting:
        branch, parent = waiting.pop()
        for copy in sorted(under.get(parent, ()), key=lambda copy: (-copy.overlap, by_id[copy.report].key)):
            line = Text()
            line.append(f"{copy.relation} {round(100 * copy.overlap)}% ", style="cyan")
            line.append(name_report(by_id[copy.report]))
            line.append(f" ({plain('; '.join(copy.reasons))})", style="dim")
            grown = branch.add(line)
            if copy.report not in placed and copy.relation != "excerpt":
                placed.add(copy.report)
                waiting.append((grown, copy.report))
