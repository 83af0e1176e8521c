"""From what a file gives to a report: one text, its blocks, its dates, and what could be read only in part."""

from dataclasses import replace
from datetime import date

from marsad.intake.cleaning import Cleaned, clean
from marsad.intake.found import Found
from marsad.intake.language import NO_BODY, tell_language, tell_too_long, why_unread
from marsad.intake.published import Published, tell_published
from marsad.intake.titles import clean_title, loosen
from marsad.lexicon.agencies import find_agency
from marsad.model.reports import BlockKind, Problem, Report, report_id


def compose_text(title: str | None, body: str) -> str:
    """Title, blank line, body; the body alone where it opens with the title (case and punctuation aside)."""
    body = body.strip()
    if not title:
        return body
    words = loosen(title)
    opening = loosen(body[: 2 * len(title) + 200])
    opens = f"{opening} ".startswith(f"{words} ") and _ends_line(body, words)
    return body if opens else f"{title}\n\n{body}".strip()


def _ends_line(body: str, words: str) -> bool:
    """Whether the words at the body's start fill whole lines, and do not run on into its first sentence."""
    said = ""
    for line in body.split("\n", 12)[:12]:
        said = f"{said} {loosen(line)}".strip()
        if said == words:
            return True
        if not words.startswith(said):
            return False
    return False


def compose_report(found: Found, received: date | None) -> tuple[Report | None, tuple[Problem, ...]]:
    """A report and its problems; no report where there is no text at all."""
    found = replace(found, outlet=(found.outlet or "").strip(" '\"") or None)
    title = clean_title(found.title, found.outlet, found.body)
    text = compose_text(title, found.body)
    if not text:
        return None, (_problem(found, "it holds no text", "Check that the file was saved whole, or leave it out"),)
    cleaned = clean(text, title, found.outlet)
    outlet = found.outlet or cleaned.outlet
    published = tell_published(found, cleaned, min(filter(None, (found.received, received)), default=None))
    content = _words_of(cleaned, text)
    language = tell_language(content)
    unread_why = why_unread(language, "\n".join(content)) or tell_too_long(text)
    report = Report(
        id=report_id(found.key, outlet, found.url, text),
        key=found.key,
        url=found.url,
        outlet=outlet,
        agency=_tell_agency(found, cleaned, outlet),
        author=found.author or cleaned.author,
        title=cleaned.title,
        published=published.when,
        published_basis=published.basis,
        dateline=published.dateline,
        language=language,
        read=unread_why is None,
        unread_why=unread_why,
        text=text,
        blocks=cleaned.blocks,
    )
    return report, _list_problems(found, report, cleaned, published)


def _words_of(cleaned: Cleaned, text: str) -> tuple[str, ...]:
    """The paragraphs of the body; of a report without one, its captions and title."""
    bodies = tuple(text[block.start : block.end] for block in cleaned.blocks if block.kind is BlockKind.BODY)
    others = (text[block.start : block.end] for block in cleaned.blocks if block.kind is not BlockKind.BOILERPLATE)
    return bodies or tuple(others)


def _tell_agency(found: Found, cleaned: Cleaned, outlet: str | None) -> str | None:
    """The agency that a report credits: as given, in its dateline, as author or at its foot; never the outlet."""
    by = (found.author or "").removeprefix("By ").strip()
    author = find_agency(by) or find_agency(by.partition(",")[0])
    written = find_agency((cleaned.author or "").partition(",")[0].strip())
    line = cleaned.dateline.credit if cleaned.dateline else None
    given = find_agency(found.agency) if found.agency else None
    names = (
        given.name if given else found.agency,
        line,
        author and author.name,
        cleaned.agency,
        written and written.name,
    )
    return next((name for name in names if name and not _is_outlet(name, outlet)), None)


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether an agency's name is the outlet's own, in one of its forms or within it."""
    if outlet is None:
        return False
    agency, own = find_agency(name), find_agency(outlet)
    if agency and own:
        return agency is own
    words, site = loosen(name), loosen(outlet)
    initials = "".join(word[0] for word in site.split() if word not in ("the", "of", "for", "and"))
    return words in (site, initials) or (" " in words and words in site)


def _list_problems(found: Found, report: Report, cleaned: Cleaned, published: Published) -> tuple[Problem, ...]:
    """What of a report could not be read, or only in part."""
    problems: list[Problem] = []
    if published.unread:
        remedy = "Write it as 2023-05-07 or 2023-05-07T13:09+02:00"
        problems.append(_problem(found, f"its date is not understood: {published.unread[:60]}", remedy))
    if published.doubtful:
        remedy = "Write the date as year-month-day if that is wrong"
        problems.append(_problem(found, "its date can be read two ways; it was read day first", remedy))
    if cleaned.garbled:
        problems.append(
            _problem(
                found, "long stretches say the same few words again and again; they were not read", "Check the file"
            )
        )
    if report.unread_why:
        problems.append(_tell_unread(found, report, report.unread_why))
    return tuple(problems)


def _tell_unread(found: Found, report: Report, why: str) -> Problem:
    """What to say of a report that is kept and not read."""
    if why == NO_BODY:
        return _problem(found, why, "Check that it was saved whole, or leave it out")
    if why == tell_too_long(report.text):
        return _problem(found, why, "Split it into its parts, each with its own date, and add these")
    said = f"it is in the language '{report.language}'; {why}" if report.language else why
    return _problem(found, said, "Add a translation as a report of its own, or read it by eye")


def tell_undated(found: Found) -> Problem:
    """What to say of a report that states no date, if no copy of it gives it one."""
    remedy = "Give --received DATE, or its date in a `published` field or in the file's name"
    return _problem(found, "it states no date, so days like 'Monday' can't be placed", remedy)


def _problem(found: Found, what: str, remedy: str) -> Problem:
    return Problem(path=found.path, at=found.at, what=what, remedy=remedy)
