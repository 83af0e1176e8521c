"""What came over the network for an address."""

from dataclasses import dataclass

from marsad.fetching.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: `address` is where it came from after redirects, `data` its bytes, unpacked.

    `moved` is where it stands from now on, by redirects that say so for good (301, 308), if they led all the way there.
    `kind` is the media type that the server states, in small letters, and `charset` the encoding that it states.
    `etag` and `modified` are to be said at the next visit. With `not_modified` there are no bytes: what came at the
    last visit still stands. `max_age` is how many seconds the server lets it stand unasked.
    """

    address: str
    status: int
    data: bytes
    kind: str | None
    charset: str | None
    etag: str | None
    modified: str | None
    not_modified: bool
    max_age: int | None
    moved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An answer that sends us to another address; `lasting` where it says that it does so for good."""

    to: Address
    lasting: bool
