"""Reports by hand: an invented port, and what its papers print."""

from datetime import UTC, date, datetime

from marsad.model.reports import Block, BlockKind, DateBasis, Report, Span

QUAY = "At least 12 dockers were killed when shells hit the Vellar quay overnight, the Harbour Monitor said."
DENIAL = "Port authority spokeswoman Ana Ruiz said no shell had fallen on the quay."
NURSE = "Idris Oum Kalt, a nurse, said dozens of people had been carried to the clinic."
TOLL = "The monitor has counted 57 dead along the coast since 1 March."
LAST_YEAR = "A blaze in the grain silo killed 3 last year."
TRUCE = "A truce between the port guard and the Tide Brigade holds until noon (0900 GMT) on Tuesday, the brigade said."
ADMITS = "On Monday the port authority acknowledged that two shells had landed beside the customs house."
HOLD = "The Tide Brigade claimed that it held the customs house."
CRANE = "=A crane fell at Lower Vellar, the Gull wrote in its own words."

BODY = f"{QUAY} {DENIAL}"
TEXTS = {
    "gull-sun.txt": ("Shells hit quay", BODY, NURSE, TOLL, "Photo: the quay at dawn", "Read more: tide tables"),
    "lantern-sun.txt": ("Quay shelled in Vellar", BODY),
    "gull-mon.txt": ("Authority changes its account", ADMITS, TRUCE, HOLD, LAST_YEAR, CRANE),
    "marsa.txt": ("سقوط قذائف على الرصيف", "قال المرصد إن القذائف أصابت الرصيف ليلا."),
}
_KINDS = {"Photo": BlockKind.CAPTION, "Read ": BlockKind.BOILERPLATE}


def _blocks(paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    blocks, at = [], 0
    for rank, paragraph in enumerate(paragraphs):
        kind = BlockKind.TITLE if rank == 0 else _KINDS.get(paragraph[:5], BlockKind.BODY)
        blocks.append(Block(start=at, end=at + len(paragraph), kind=kind))
        at += len(paragraph) + 2
    return tuple(blocks)


def _report(key: str, outlet: str, published: date | datetime | None, language: str = "en") -> Report:
    read = language == "en"
    return Report(
        id=f"report-{key.partition('.')[0]}",
        key=key,
        url="https://gull.example/quay" if outlet == "The Gull" else "javascript:alert(1)",
        outlet=outlet,
        agency="Coast Wire" if key == "lantern-sun.txt" else None,
        author=None,
        title=TEXTS[key][0],
        published=published,
        published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        dateline=None,
        language=language,
        read=read,
        unread_why=None if read else "claims in this language cannot be read yet",
        text="\n\n".join(TEXTS[key]),
        blocks=_blocks(TEXTS[key]),
    )


REPORTS = (
    _report("gull-mon.txt", "The Gull", datetime(2031, 5, 5, 14, 30, tzinfo=UTC)),
    _report("gull-sun.txt", "The Gull", date(2031, 5, 4)),
    _report("lantern-sun.txt", "Lantern & <Post>", date(2031, 5, 4)),
    _report("marsa.txt", "المرسى", None, "ar"),
)
TEXT_OF = {report.id: report.text for report in REPORTS}


def find_span(report: str, words: str) -> Span:
    start = TEXT_OF[report].index(words)
    return start, start + len(words)


SUN, LANTERN, MON = "report-gull-sun", "report-lantern-sun", "report-gull-mon"
