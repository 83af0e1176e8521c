"""What changes while people look: one look at the database a second for all of them, told by server-sent events."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from marsad.errors import MarsadError
from marsad.living import LivingDesk

_EVERY_S = 1.0
_ALIVE_S = 20.0
LONGEST_S = 900.0
"""How long one connection is kept; a browser then comes again, and is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The last fact, and the last that the views rest on."""

    head: int
    folded: int

    @property
    def is_behind(self) -> bool:
        """Whether something is being worked out."""
        return self.folded < self.head

    def write(self) -> bytes:
        """The state as an event."""
        return f'event: state\ndata: {{"folded": {self.folded}, "behind": {str(self.is_behind).lower()}}}\n\n'.encode()


def look(desk: LivingDesk) -> State:
    """How things stand."""
    return State(head=desk.facts.head().seq, folded=desk.views.rest_on()[0])


class Live:
    """The state of a desk, looked at for all who listen."""

    def __init__(self, desk: LivingDesk) -> None:
        """Listen to an open desk."""
        self._desk = desk
        self._state: State | None = None
        self._looked = float("-inf")
        self._lock = asyncio.Lock()
        self._stopped = False

    def stop(self) -> None:
        """Let all listeners go, so that the server can end."""
        self._stopped = True

    async def listen(self) -> AsyncIterator[bytes]:
        """Events for one listener: the state now, and whenever it is another."""
        clock = asyncio.get_running_loop().time
        begun, told, last = clock(), clock(), None
        while not self._stopped and clock() - begun < LONGEST_S:
            state = await self._look(clock())
            if state is not None and state != last:
                yield state.write()
                told, last = clock(), state
            elif clock() - told > _ALIVE_S:
                yield b": still here\n\n"
                told = clock()
            await asyncio.sleep(_EVERY_S)

    async def _look(self, now: float) -> State | None:
        async with self._lock:
            if now - self._looked >= _EVERY_S / 2:
                self._looked = now
                try:
                    self._state = await run_in_threadpool(look, self._desk)
                except MarsadError:
                    self._state = None
            return self._state
