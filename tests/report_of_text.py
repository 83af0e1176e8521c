"""A report of one body text and nothing else."""

from marsad.model.reports import Block, BlockKind, DateBasis, Report


def make_report(text: str, key: str = "wire") -> Report:
    return Report(
        id=f"report-{key}",
        key=key,
        url=None,
        outlet=None,
        agency=None,
        author=None,
        title=None,
        published=None,
        published_basis=DateBasis.UNKNOWN,
        dateline=None,
        language="en",
        read=True,
        unread_why=None,
        text=text,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
    )
