"""The briefing as Markdown: what the page says, for wikis, mails and editors; every statement with its sentences.

Others' text is escaped, so that none of it becomes a link, a picture or markup (CommonMark 0.31).
"""

from collections.abc import Iterable, Iterator

import re2

from marsad.model.ledger import Ledger
from marsad.publish.chronicle import Day, Figure, Happening
from marsad.publish.masking import MASK, Mask, find_withheld, mask_text
from marsad.publish.page import Page, StoryPart, lay_out_page
from marsad.publish.sentences import Said
from marsad.publish.standing import Dispute, Turn
from marsad.publish.weaving import Piece

_ESCAPES = (
    (re2.compile(r"([\\`*_{}\[\]<>#|~&!])"), r"\\\1"),
    (re2.compile(r"(?i)(https?|ftp|www)([:.])"), r"\1\\\2"),
    (re2.compile(r"^([-+=])"), r"\\\1"),
    (re2.compile(r"^(\d{1,9})([.)])"), r"\1\\\2"),
)
"""What Markdown takes for its own: signs anywhere, addresses that readers make links of, marks that open a line."""


def render_markdown(ledger: Ledger) -> str:
    """The whole briefing. Names of private persons are masked."""
    mask = find_withheld(ledger)
    return _Writer(mask).write(lay_out_page(ledger, mask))


class _Writer:
    """Writes a page down, with what is held back masked."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask

    def write(self, page: Page) -> str:
        texts = f"{page.report_count} reports ({page.families} texts after copies), {page.incidents} incidents"
        lines = [f"# {self._plain(page.title)}", "", "*Desk document, not for publication.*", ""]
        lines += [f"{page.dates}. {texts}.", ""]
        lines += self._brief(page)
        for story in page.stories:
            lines += self._story(story)
        lines += self._rest(page)
        made = page.made_with
        lines += [
            "---",
            "",
            f"Made with marsad {made.marsad}, rules {made.rules}, models {made.models}. Times are in UTC.",
        ]
        return "\n".join(lines) + "\n"

    def _brief(self, page: Page) -> Iterator[str]:
        if not page.briefs:
            return
        yield from ("## In a minute", "")
        for brief in page.briefs:
            for line in brief.lines:
                yield f"- **{self._plain(line.label)}** {self._plain(line.status_words)}."
        yield ""

    def _story(self, story: StoryPart) -> Iterator[str]:
        yield from (f"## {self._plain(story.label)}", "", f"{story.dates}. {len(story.reports)} reports.", "")
        yield from self._days("What happened", story.days)
        yield from self._days("Also mentioned", story.beside)
        if story.disputes:
            yield from ("### Disputed", "")
            for dispute in story.disputes:
                yield from self._dispute(dispute)
        if story.turns:
            yield from ("### Changed", "")
            for turn in story.turns:
                yield from self._turn(turn)

    def _days(self, head: str, days: Iterable[Day]) -> Iterator[str]:
        told = tuple(days)
        if told:
            yield from (f"### {head}", "")
        for day in told:
            for happening in day.happenings:
                yield from self._happening(happening)

    def _happening(self, happening: Happening) -> Iterator[str]:
        where = f", {self._plain(happening.place)}" if happening.place else ""
        yield from (f"#### {self._plain(happening.label)}", "")
        yield from (f"{self._plain(happening.when)}{where}. {self._plain(happening.status_words)}.", "")
        for figure in happening.figures:
            yield f"- {self._figure(figure)}"
        if happening.figures:
            yield ""
        lead = happening.sentences.lead
        for said in ((lead,) if lead else ()) + happening.sentences.said:
            yield from self._said(said)

    def _figure(self, figure: Figure) -> str:
        rest = self._plain("; ".join(filter(None, (figure.group, figure.place, *figure.notes))))
        if figure.refusal:
            what = ", ".join(filter(None, (figure.measure.capitalize(), rest)))
            return f"{what}: no single figure; {self._plain(figure.refusal)}"
        return f"{figure.measure.capitalize()}: **{self._plain(figure.amount)}**" + (f" {rest}" if rest else "")

    def _said(self, said: Said) -> Iterator[str]:
        for quote in said.quotes:
            yield f"> {self._weave(quote.pieces)}"
            yield ">"
        carriers = "; ".join(f"{one.outlet} ({one.key}), {one.published}" for one in said.carriers)
        way = "".join(f"{self._plain(step)} → " for step in said.way)
        yield from (f"> {way}{self._plain(carriers)}", "")

    def _dispute(self, dispute: Dispute) -> Iterator[str]:
        about = f": {self._plain(dispute.about_words)}" if dispute.about_words else ""
        yield from (f"Sources disagree on **{self._plain(dispute.kind)}**{about}", "")
        for side in dispute.sides:
            who = "; ".join(f"{one.source} {one.stance}".strip() for one in side.stands)
            yield f"- {self._plain(side.value)} ({self._plain(who)})"
        yield ""

    def _turn(self, turn: Turn) -> Iterator[str]:
        first = "; ".join(before.words for before in turn.befores)
        who = f"{self._plain(turn.source)}, {self._plain(turn.at)}"
        yield f"- {who}: first {self._plain(first)}; then {self._plain(turn.after)}"
        yield ""

    def _rest(self, page: Page) -> Iterator[str]:
        if page.problems:
            yield from ("## Problems", "")
            for one in page.problems:
                where = f"{one.path}, {one.at}" if one.at else one.path
                yield f"- {self._plain(where)}: {self._plain(one.what)}. {self._plain(one.remedy)}."
            yield ""
        yield from ("## Reports", "")
        for report in page.reports:
            parts = (report.outlet, report.published, report.key, report.url or "")
            yield f"- {self._plain(', '.join(filter(None, parts)))}"
        yield ""

    def _weave(self, pieces: Iterable[Piece]) -> str:
        return self._plain("".join(MASK if piece.held else piece.text for piece in pieces))

    def _plain(self, text: str) -> str:
        """Others' words on one line, with every sign that Markdown would take for its own escaped."""
        line = " ".join(mask_text(self._mask, text).split())
        for pattern, escaped in _ESCAPES:
            line = pattern.sub(escaped, line)
        return line
