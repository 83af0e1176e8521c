"""Webhooks: what changes at a desk is told to the addresses that want it, signed, as Standard Webhooks has it.

The signature is the HMAC-SHA256, by the hook's secret, of the delivery's id, the moment in seconds and the body, parted
by points. What could not be told is told later, as it then is: a row may be told twice, and never in an older form.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from marsad.errors import FetchError, InputError
from marsad.fetching import Border
from marsad.fetching.address import read_address
from marsad.fetching.telling import tell
from marsad.server.api.answering import write
from marsad.server.api.changes import KINDS, gather_changes
from marsad.server.names import Withheld
from marsad.store.database.hooks import Delivery, Hook, Hooks
from marsad.store.database.opening import Database
from marsad.store.database.reading import read_desk

SIGN = "whsec_"
AT_ONCE = 100
"""Rows of one delivery."""


def add_hook(database: Database, address: str, sections: Sequence[str]) -> tuple[str, str]:
    """Tell an address of changes from now on: the hook's id and its secret, which is shown once.

    Raises InputError for an address or a section that is none.
    """
    try:
        there = read_address(address)
    except FetchError as error:
        raise InputError(f"{error.address}: {error.why}", error.remedy) from error
    wrong = [section for section in sections if section not in KINDS]
    if wrong or not sections:
        raise InputError("Nothing is chosen that changes could be told of", f"Choose some of {', '.join(KINDS)}")
    key, secret = f"hook-{secrets.token_hex(6)}", SIGN + b64encode(secrets.token_bytes(32)).decode()
    Hooks(database).add(key, str(there), secret, sections, datetime.now(UTC))
    return key, secret


def sign(secret: str, key: str, moment: int, body: bytes) -> str:
    """The signature of a delivery, as its header has it."""
    said = f"{key}.{moment}.".encode() + body
    return "v1," + b64encode(hmac.digest(b64decode(secret.removeprefix(SIGN)), said, sha256)).decode()


class Herald:
    """Tells hooks what changed. May be asked again and again; it sends only what is due."""

    def __init__(
        self, database: Database, border: Border, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Tell of an open database, by a border that names who inside may be told."""
        self._database, self._border, self._clock = database, border, clock
        self._hooks, self._withheld = Hooks(database), Withheld(database)

    def tell_due(self) -> int:
        """Tell all hooks that are due and have something new; how many tries there were."""
        return sum(self._tell(hook) for hook in self._hooks.list_due(self._clock()))

    def _tell(self, hook: Hook) -> bool:
        with read_desk(self._database) as reader:
            told = gather_changes(reader, hook.sections, hook.turn, AT_ONCE, self._withheld.read())
        rows, last = told["changes"], told["next"]
        if not isinstance(rows, list) or not rows or not isinstance(last, int):
            return False
        body = write(self._withheld.read(), {"type": "changes", **told}).encode()
        now = self._clock()
        key, moment = f"{hook.id}-{last}", int(now.timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": key,
            "webhook-timestamp": f"{moment}",
            "webhook-signature": sign(hook.secret, key, moment, body),
        }
        status, error = None, None
        try:
            status = tell(hook.address, body, headers, self._border)
        except FetchError as failed:
            error = failed.why[:200]
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        tried = Delivery(hook=hook.id, at=at, turn=last, rows=len(rows), status=status, error=error)
        self._hooks.note(hook, tried, self._clock())
        return True
