"""The errors that marsad raises on purpose.

MarsadError               says what is wrong and what to do about it
  InputError              what the user named can't be used (a path, an option, a file's form)
    ConflictError         somebody else decided about the same thing in the meantime
    FacetError            nothing can be looked for by this; a ValueError too
  FetchError              what was asked for over the network did not come, or was refused
  DataError               a file that ships with marsad is broken: a fault of ours
    LexiconError          a vocabulary file has a line that can't be read

What is wrong with one report among many is never raised: it becomes a `Problem` and the others go on.
"""


class MarsadError(Exception):
    """Something went wrong that a person can act on: `what` is wrong, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep both parts and print them as one sentence each."""
        super().__init__(f"{what}. {remedy}")
        self.what = what
        self.remedy = remedy


class InputError(MarsadError):
    """What the user named can't be used."""


class ConflictError(InputError):
    """Somebody else decided about the same thing in the meantime; nothing was noted."""


class FacetError(InputError, ValueError):
    """Nothing can be looked for by this: a facet that there is not, or a value that none can have."""


class FetchError(MarsadError):
    """What was asked for over the network did not come: `address` and `why`, and what the server said of it."""

    def __init__(
        self, address: str, why: str, remedy: str, *, status: int | None = None, retry_after: str | None = None
    ) -> None:
        """`status` and `retry_after` are the server's, None where it did not answer or said nothing."""
        super().__init__(f"{address}: {why}", remedy)
        self.address = address
        self.why = why
        self.status = status
        self.retry_after = retry_after


class DataError(MarsadError):
    """A file that ships with marsad is broken."""


class LexiconError(DataError):
    """A vocabulary file has a line that can't be read."""
