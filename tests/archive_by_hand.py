"""A small web archive: pages of the example sets among others that are not about war, in several files, one broken."""

from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

EXAMPLES = Path(__file__).parents[1] / "examples"
CHOIR = (
    "Choir fills hall {}\n\nThe choir of Orlen sang on Sunday before a full hall. The conductor thanked the bakers for "
    "four hundred loaves, and the mayor opened the new library, which has room for ninety readers."
)


def list_pages(sets: tuple[str, ...]) -> list[Path]:
    """The pages of some example sets."""
    pages = (page for name in sets for page in sorted((EXAMPLES / name).glob("reports*/*")))
    return [page for page in pages if page.suffix in (".txt", ".md", ".html")]


def write_archive(folder: Path, pages: list[Path], files: int) -> None:
    """Deal pages to so many archives, each with as many pages about a choir, and an archive that breaks off."""
    folder.mkdir()
    for number in range(files):
        with (folder / f"crawl-{number}.warc.gz").open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for page in pages[number::files]:
                media = "text/html" if page.suffix == ".html" else "text/plain"
                _write(writer, page.name, media, page.read_bytes())
                _write(writer, f"choir-{number}-{page.stem}", "text/plain", CHOIR.format(page.stem).encode())
    (folder / "torn.warc.gz").write_bytes((folder / "crawl-0.warc.gz").read_bytes()[:2000])


def _write(writer: WARCWriter, name: str, media: str, data: bytes) -> None:
    headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        f"https://paper.example/{name}",
        "response",
        payload=BytesIO(data),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": "2024-09-20T00:00:00Z"},
    )
    writer.write_record(record)
