"""The head of an answer: what it says of itself, and which answers are none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.errors import FetchError
from marsad.intake.links import clean_line

_READ = re.compile(
    r"text/.+|application/(?:.+\+)?(?:xml|json)|application/(?:x-)?gzip|application/octet-stream|application/pdf"
    r"|application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document"
)
"""The media types of pages, texts, PDF, Word, feeds, lists of feeds and sitemaps; `octet-stream` says nothing."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LASTING = frozenset((301, 308))
_BROWSER = "Open it in a browser; if you may read it, save it and read the file"
_REFUSALS = {
    401: ("it asks for a login", _BROWSER),
    402: ("it asks for payment", _BROWSER),
    403: ("it refuses to be read", _BROWSER),
    404: ("there is no such page", "Check the address"),
    410: ("it is gone for good", "Take it off your list"),
    429: ("it asks for fewer questions", "Try again later"),
    451: ("it is withheld for legal reasons", _BROWSER),
    503: ("it is out of service for now", "Try again later"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Status and headers of an answer, the first of each name."""

    address: str
    status: int
    headers: dict[str, str]

    @staticmethod
    def of(address: str, status: int, headers: Iterable[tuple[bytes, bytes]]) -> "Head":
        """The head of an answer as it came."""
        said: dict[str, str] = {}
        for name, value in headers:
            said.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace").strip())
        return Head(address=address, status=status, headers=said)

    @property
    def redirect(self) -> str | None:
        """Where it sends us, if it does."""
        return self.headers.get("location") if self.status in _REDIRECTS else None

    @property
    def lasting(self) -> bool:
        """Whether where it sends us is the address from now on (RFC 9110, 15.4.2 and 15.4.9)."""
        return self.status in _LASTING

    @property
    def kind(self) -> str | None:
        """The media type."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or None

    @property
    def charset(self) -> str | None:
        """The encoding that it states."""
        match = _CHARSET.search(self.headers.get("content-type", ""))
        return match[1].lower() if match else None

    @property
    def packed(self) -> bool:
        """Whether its body is gzip. Raises FetchError where it is packed in a way that was not asked for."""
        coding = self.headers.get("content-encoding", "identity").lower() or "identity"
        if coding not in ("gzip", "x-gzip", "identity"):
            raise FetchError(
                self.address, f"it is packed as {clean_line(coding, 40)}, which was not asked for", _BROWSER
            )
        return coding != "identity"

    @property
    def length(self) -> int | None:
        """How many bytes it says that it has."""
        said = self.headers.get("content-length", "")
        return int(said) if said.isdecimal() and len(said) < 20 else None

    @property
    def max_age(self) -> int | None:
        """How many seconds it lets itself stand unasked."""
        match = _MAX_AGE.search(self.headers.get("cache-control", "").lower())
        return int(match[1]) if match else None

    def hold_to(self, conditional: bool) -> None:
        """Raise FetchError where the answer is none: an error, a type that is not read, "not modified" unasked."""
        if self.status == 304 and conditional:
            return
        if self.status in (200, 203):
            if self.kind is not None and not _READ.fullmatch(self.kind):
                why = f"it is of the type {clean_line(self.kind, 60)}, which is not read"
                raise self.fail(why, "Name a page, a document, a feed or a sitemap")
            return
        usual = "Try again later" if self.status >= 500 else "Check the address in a browser"
        why, remedy = _REFUSALS.get(self.status, ("it sends no page", usual))
        raise self.fail(f"{why} (the server says {self.status})", remedy)

    def fail(self, why: str, remedy: str) -> FetchError:
        """An error about this answer, with what the server says of the next try."""
        return FetchError(
            self.address, why, remedy, status=self.status, retry_after=self.headers.get("retry-after") or None
        )
