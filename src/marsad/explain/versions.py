"""Versions: which text of a page a report is, what it said before, and which claim of it was which."""

from collections import Counter
from collections.abc import Iterable, Iterator

from marsad.model.claims import Claim
from marsad.model.ledger import Ledger
from marsad.model.versions import Edit, Version
from marsad.publish.times import say_moment


def list_versions(versions: Iterable[Version]) -> dict[str, tuple[Version, ...]]:
    """The versions of each report that has any, the earliest first."""
    found: dict[str, list[Version]] = {}
    for version in sorted(versions, key=lambda one: (one.at, one.id)):
        found.setdefault(version.report, []).append(version)
    return {report: tuple(rows) for report, rows in found.items()}


def tell_versions_of(ledger: Ledger, report: str) -> Iterator[str]:
    """What to say of a report whose page changed."""
    for number, version in enumerate(list_versions(ledger.versions).get(report, ()), start=2):
        yield f"Version {number} of its page, had at {say_moment(version.at)}: {count_edits(version)}."


def count_edits(version: Version) -> str:
    """How many sentences became others: "1 sentence changed, 2 dropped; figures: three -> five"."""
    counted = Counter(sentence.edit for sentence in version.sentences)
    told = ", ".join(f"{counted[edit]} {edit}" for edit in Edit if counted[edit]) or "only their order"
    figures = [
        f"{figure.before or 'none'} -> {figure.after or 'none'}"
        for sentence in version.sentences
        for figure in sentence.figures
    ]
    return f"sentences {told}" + (f"; figures {', '.join(figures)}" if figures else "")


def trace_claims(old: Ledger, new: Ledger) -> dict[str, str]:
    """Which claim of an older ledger each claim of a changed page was: the one in the same sentence, or in the one that
    its sentence took the place of.
    """
    said: dict[tuple[str, str], list[Claim]] = {}
    for claim in old.claims:
        said.setdefault((claim.report, claim.quote), []).append(claim)
    known = {report.id for report in old.reports}
    traced: dict[str, str] = {}
    for report, versions in list_versions(new.versions).items():
        since = next((at for at, one in enumerate(versions) if one.earlier in known), None)
        if since is None or report in known:
            continue
        for claim in (claim for claim in new.claims if claim.report == report):
            before = said.get((versions[since].earlier, _go_back(claim.quote, versions[since:])))
            if before:
                traced[claim.id] = min(before, key=lambda one: (one.kind is not claim.kind, one.span, one.id)).id
    return traced


def _go_back(quote: str, versions: tuple[Version, ...]) -> str:
    """A sentence as it stood before some versions."""
    for version in reversed(versions):
        quote = next((one.before for one in version.sentences if one.after == quote and one.before), quote)
    return quote
