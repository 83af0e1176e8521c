"""Web addresses, read in one way only: what is checked is what is asked."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

import idna

from marsad.errors import FetchError
from marsad.fetching.inside import Numeric
from marsad.intake.links import clean_line

_LONGEST = 4_000
_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\Z")
_PART = re.compile(r"[0-9]{1,40}|0x[0-9a-f]{0,40}")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029]")
_KEPT = "/%:=&?~+!$,;'@()*[]-._|"
_REMEDY = "Name a web address, as https://outlet.example/news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An http(s) address: `host` in ASCII without brackets, `target` as it goes over the line."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: whom we ask."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and, where it is not the usual one, port: what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def numeric(self) -> Numeric | None:
        """The host where it is a number and no name."""
        if ":" in self.host:
            return IPv6Address(self.host)
        return _read_number(self.host) if _ends_in_number(self.host) else None

    def __str__(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.origin}{self.target}"


def is_web_address(text: str) -> bool:
    """Whether a word on the command line is meant as an address and not as a file."""
    return text.strip().lower().startswith(("http://", "https://"))


def name_address(text: str) -> str:
    """An address in its one form; as it is where it is none."""
    try:
        return str(read_address(text))
    except FetchError:
        return text


def read_host(host: str) -> str:
    """A host as it stands in an `Address`. Raises FetchError where it is none."""
    if set(host) & set("/?#@"):
        raise FetchError(clean_line(host, 200) or "an empty host", "it is no host", "Name it as intranet.example")
    return read_address(
        f"http://[{host}]/" if host.count(":") > 1 and not host.startswith("[") else f"http://{host}/"
    ).host


def read_address(text: str, base: Address | None = None) -> Address:
    """The address that a text gives, made whole by `base`. Raises FetchError where it is none that may be asked.

    Fragments are dropped. Passwords, zones and control characters are refused. Hosts are folded as browsers do (WHATWG
    URL): foreign letters by IDNA, numbers in any writing to one (`0x7f.1` is 127.0.0.1), a last dot dropped.
    """
    shown = clean_line(text, 200) or "an empty address"
    if len(text) > _LONGEST or _UNSEEN.search(text.strip()) or "\\" in text:
        raise FetchError(shown, "it is no web address", _REMEDY)
    try:
        parts = urlsplit(urljoin(str(base), text.strip()) if base else text.strip())
        if parts.scheme not in _PORTS:
            what = f"only http and https are fetched, not {parts.scheme[:20]}" if parts.scheme else "it has no https://"
            raise FetchError(shown, what, _REMEDY)
        port, host = parts.port, _read_host(parts.netloc.rpartition("@")[2], parts.hostname or "")
    except ValueError as error:
        raise FetchError(shown, "it is no web address", _REMEDY) from error
    if "@" in parts.netloc:
        raise FetchError(shown, "it holds a user's name or password", "Name it without them")
    if port == 0:
        raise FetchError(shown, "it is no web address", _REMEDY)
    path = quote(parts.path or "/", safe=_KEPT)
    target = f"{path}?{quote(parts.query, safe=_KEPT)}" if parts.query else path
    return Address(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], target=target)


def _read_host(authority: str, host: str) -> str:
    """A host in its one form. Raises ValueError where it is none."""
    if authority.startswith("["):
        if "%" in host:
            raise ValueError("a zone")
        return str(IPv6Address(host))
    name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    name = name.lower().removesuffix(".")
    if _ends_in_number(name):
        return str(_read_number(name))
    if not _NAME.match(name):
        raise ValueError("no name")
    return name


def _ends_in_number(host: str) -> bool:
    last = host.rpartition(".")[2]
    return last.isdigit() or bool(re.fullmatch(r"0x[0-9a-f]*", last))


def _read_number(host: str) -> IPv4Address:
    """An IPv4 address in one to four numbers, decimal, octal or hexadecimal. Raises ValueError where it is none."""
    parts = [_read_part(part) for part in host.split(".")]
    *head, last = parts
    if len(parts) > 4 or any(part > 255 for part in head) or last >= 256 ** (5 - len(parts)):
        raise ValueError("no number")
    return IPv4Address(last + sum(part << (8 * (3 - place)) for place, part in enumerate(head)))


def _read_part(part: str) -> int:
    if not _PART.fullmatch(part):
        raise ValueError("no number")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)
