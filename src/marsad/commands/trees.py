"""Trees: families of reports, each copy under its origin, and what each calls the same people."""

from collections.abc import Mapping, Sequence
from datetime import date

import typer
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from marsad.commands.calling import Called, compare_names
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
Peoples = tuple[tuple[Called, ...], ...]


def tell_copies(paths: Sequence[str], received: date | None, as_json: bool) -> None:
    """Read reports and show their families, or print them as JSON."""
    reports, problems = read_reports(paths, received)
    found = find_copies(reports)
    families = find_families(reports, found)
    dated = inherit_dates(reports, found)
    by_id = {report.id: report for report in dated}
    called = {family.id: compare_names(family, found, by_id) for family in families if len(family.reports) > 1}
    if as_json:
        rows = [{"family": family, "called": peoples} for family, peoples in called.items() if peoples]
        print_json(
            {
                "reports": [describe(report) for report in dated],
                "families": to_json(families),
                "copies": to_json(found),
                "namings": to_json(rows),
            }
        )
    else:
        _show(by_id, found, families, called)
    if problems:
        raise typer.Exit(WITH_PROBLEMS)


def _show(
    by_id: Mapping[str, Report], found: Sequence[Copy], families: Sequence[Family], called: Mapping[str, Peoples]
) -> None:
    """Families from the largest, each with what it calls the same people; then how many reports stand alone."""
    under: dict[str, list[Copy]] = {}
    for copy in found:
        under.setdefault(copy.origin or "", []).append(copy)
    tied = {end for copy in found for end in (copy.report, copy.origin)}
    console = open_console()
    shown = [family for family in families if any(member in tied for member in family.reports)]
    for family in sorted(shown, key=lambda family: (-len(family.reports), by_id[family.reports[0]].key)):
        for tree in grow_family(family, by_id, under, found):
            console.print(tree)
        if called.get(family.id):
            console.print(_draw_namings(called[family.id], by_id))
    alone = len(by_id) - len(tied)
    counts = (
        count_things(len(by_id), "report", "reports"),
        count_things(len(families), "family", "families"),
        count_things(len(found), "copy", "copies"),
    )
    console.print(f"{', '.join(counts)}; {alone} without any reuse", soft_wrap=True)


def _draw_namings(peoples: Peoples, by_id: Mapping[str, Report]) -> Table:
    """A table of who calls the same people what: a row a name, a rule between one people and the next."""
    table = Table("the same people are called", "by")
    for names in peoples:
        for called in names:
            users = dict.fromkeys(by_id[report].outlet or by_id[report].key for report in called.reports)
            table.add_row(Text(plain(called.words)), Text(plain(", ".join(users))))
        table.add_section()
    return table


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
