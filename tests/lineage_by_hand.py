"""Reports written by hand for the tests of lineage and store."""

from datetime import date

from marsad.model.reports import Block, BlockKind, DateBasis, Report, report_id

WIRE = (
    "Rebels seized the border post of Karuma before sunrise after a night of heavy mortar fire, a local monitor said.",
    "At least nine soldiers were killed and a fuel depot burned for hours, according to two officials in the district.",
    "Residents of the lakeside town had begun leaving on Thursday when the road to the city was cut in two places.",
    "The army spokesman denied that the post had fallen and said that new troops were on their way from the barracks.",
    "Traders said that the price of maize had doubled since the fighting cut the one bridge over the river last week.",
)
OTHER = (
    "The harbour authority closed two berths after a crane collapsed onto a grain ship in the storm on Tuesday night.",
    "Divers searched the muddy water for a missing welder while relatives waited behind a fence near the customs gate.",
    "The minister of transport promised an inquiry within a month and the union asked for the crane's service records.",
)


def write(
    key: str,
    *paragraphs: str,
    outlet: str | None = None,
    agency: str | None = None,
    day: date | None = None,
    language: str = "en",
    kind: BlockKind = BlockKind.BODY,
) -> Report:
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start=start, end=start + len(paragraph), kind=kind))
        start += len(paragraph) + 2
    return Report(
        id=report_id(key, outlet, None, text),
        key=key,
        url=None,
        outlet=outlet,
        agency=agency,
        author=None,
        title=None,
        published=day,
        published_basis=DateBasis.STATED if day else DateBasis.UNKNOWN,
        dateline=None,
        language=language,
        read=True,
        unread_why=None,
        text=text,
        blocks=tuple(blocks),
    )
