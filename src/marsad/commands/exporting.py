"""What each form of `marsad export` is called and who writes it."""

from pathlib import Path

from marsad.commands.desks import open_ground, open_ledger
from marsad.commands.export import Form
from marsad.publish.databases import write_geopackage, write_sqlite
from marsad.publish.files import write_file
from marsad.publish.frames import write_parquet
from marsad.publish.markdown import render_markdown
from marsad.publish.paper import write_pdf
from marsad.publish.pieces import Pieces
from marsad.publish.relations import relate

_NAMES = {
    Form.MARKDOWN: "briefing.md",
    Form.PDF: "briefing.pdf",
    Form.SQLITE: "ledger.sqlite",
    Form.GEOPACKAGE: "ledger.gpkg",
    Form.PARQUET: "parquet",
}


def export_ledger(form: Form, folder: Path, out: Path | None) -> tuple[Path, ...]:
    """Write a ledger in a form and name what was written. Raises InputError where that can't be."""
    path = out or (folder if folder.is_dir() else folder.parent) / _NAMES[form]
    match form:
        case Form.MARKDOWN:
            write_file(render_markdown(open_ledger(folder)), path)
        case Form.PDF:
            write_pdf(open_ledger(folder), path)
        case Form.SQLITE | Form.GEOPACKAGE | Form.PARQUET:
            with open_ground(folder) as ground, ground.pieces() as pieces:
                return _write_tables(form, pieces, path)
    return (path,)


def _write_tables(form: Form, pieces: Pieces, path: Path) -> tuple[Path, ...]:
    if form is Form.PARQUET:
        return write_parquet(relate(pieces), path)
    write = write_sqlite if form is Form.SQLITE else write_geopackage
    write(pieces, path)
    return (path,)
