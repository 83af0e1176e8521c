"""What each form of `marsad export` is called and who writes it."""

from pathlib import Path

from marsad.commands.desks import open_ledger
from marsad.commands.export import Form
from marsad.publish.databases import write_geopackage, write_sqlite
from marsad.publish.files import write_file
from marsad.publish.frames import write_parquet
from marsad.publish.markdown import render_markdown
from marsad.publish.paper import write_pdf
from marsad.publish.relations import relate_ledger

_NAMES = {
    Form.MARKDOWN: "briefing.md",
    Form.PDF: "briefing.pdf",
    Form.SQLITE: "ledger.sqlite",
    Form.GEOPACKAGE: "ledger.gpkg",
    Form.PARQUET: "parquet",
}


def export_ledger(form: Form, folder: Path, out: Path | None) -> tuple[Path, ...]:
    """Write a ledger in a form and name what was written. Raises InputError where that can't be."""
    ledger = open_ledger(folder)
    path = out or (folder if folder.is_dir() else folder.parent) / _NAMES[form]
    match form:
        case Form.MARKDOWN:
            write_file(render_markdown(ledger), path)
        case Form.PDF:
            write_pdf(ledger, path)
        case Form.SQLITE:
            write_sqlite(ledger, path)
        case Form.GEOPACKAGE:
            write_geopackage(ledger, path)
        case Form.PARQUET:
            return write_parquet(relate_ledger(ledger), path)
    return (path,)
