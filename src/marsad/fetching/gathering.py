"""From addresses to pages in one run: all steps from some addresses, each address once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from marsad.fetching.address import name_address
from marsad.fetching.courier import Courier
from marsad.fetching.steps import Lead, Step, take_step
from marsad.intake.web import WebPage
from marsad.model.reports import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The pages, what could not be had or only in part, and a line for each address that was fetched."""

    pages: tuple[WebPage, ...]
    problems: tuple[Problem, ...]
    fetched: tuple[str, ...]


def gather(
    addresses: Iterable[str], courier: Courier, progress: Callable[[int, int], None] = lambda done, total: None
) -> Gathered:
    """Fetch addresses and all that they lead to. What can't be had is a problem, the others go on."""
    todo = [Lead(address=address) for address in addresses]
    seen: set[str] = set()
    steps: list[Step] = []
    for done, lead in enumerate(todo):  # leads are added while it runs
        progress(done, len(todo))
        if (name := name_address(lead.address)) not in seen:
            seen.add(name)
            steps.append(take_step(lead, courier))
            todo.extend(steps[-1].leads)
    progress(len(todo), len(todo))
    pages: dict[str, WebPage] = {}
    for page in (page for step in steps for page in step.pages):
        pages.setdefault(page.address, page)
    return Gathered(
        pages=tuple(pages.values()),
        problems=tuple(problem for step in steps for problem in step.problems),
        fetched=tuple(step.line for step in steps if step.line),
    )
