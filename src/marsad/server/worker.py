"""The worker beside a server: works out what new facts change, tells webhooks of it, and where asked visits what the
desk follows, in a process of its own, so that pages stay quick.

It ends when the server does: its input closes then.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from socket import gethostname

from marsad.fetching import Border, Courier, read_host
from marsad.folders import Folders
from marsad.living import LivingDesk, open_desk
from marsad.server.hooks import Herald
from marsad.server.logs import name_fault, write_line
from marsad.store.shelf import name_rules
from marsad.visited import read_clock
from marsad.watching import Watch

_PAUSE_S = 0.5
"""How often it looks for new facts."""
_VISIT_S, _TELL_S = 5.0, 1.0
"""How often it looks for what is due to be visited, and to be told."""
_REST_S = 30.0
"""How long it waits after something went wrong."""
_WATCH = "watch"


class Worker:
    """A worker's process, as the server holds it."""

    def __init__(self, folder: Path, *, watch: bool = False, inside: Sequence[str] = ()) -> None:
        """Start a worker on the desk of a folder. With `watch` it also visits what the desk follows; `inside` names the
        hosts of the own network that may be asked and told.
        """
        given = [sys.executable, "-m", "marsad.server.worker", str(folder), _WATCH if watch else "-", *inside]
        self._process = subprocess.Popen(given, stdin=subprocess.PIPE)

    def is_there(self) -> bool:
        """Whether it works."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Let it finish what it writes, and end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.wait()


def is_behind(desk: LivingDesk) -> bool:
    """Whether there are facts that the views do not rest on yet."""
    return desk.views.rest_on() != (desk.facts.head().seq, name_rules())


def work(folder: Path, stopped: threading.Event, *, watch: bool = False, inside: Sequence[str] = ()) -> None:
    """Do all of it until told to stop, each kind of work in its turn and visits on a thread of their own."""
    border = Border(inside=frozenset(map(read_host, inside)))
    with open_desk(folder) as desk:
        herald = Herald(desk.database, border)
        others = [threading.Thread(target=_repeat, args=(herald.tell_due, _TELL_S, stopped), daemon=True)]
        if watch:
            look = _open_eyes(desk, border, stopped)
            others.append(threading.Thread(target=_repeat, args=(look, _VISIT_S, stopped), daemon=True))
        for other in others:
            other.start()
        _repeat(lambda: desk.update() if is_behind(desk) else None, _PAUSE_S, stopped)
        for other in others:
            other.join(timeout=5)


def _open_eyes(desk: LivingDesk, border: Border, stopped: threading.Event) -> Callable[[], object]:
    """What visits all that is due, a thing at a time, until told to stop."""
    host = gethostname()
    name = f"{host} {os.getpid()}"
    folders, watch = Folders(desk, host, name, read_clock), Watch(desk, Courier(border), name)

    def look() -> None:
        for _ in chain(folders.visit_due(), watch.visit_due()):
            if stopped.is_set():
                return

    return look


def _repeat(do: Callable[[], object], pause: float, stopped: threading.Event) -> None:
    """Do something again and again; what goes wrong is a line, and rests a while."""
    while not stopped.is_set():
        wait = pause
        try:
            do()
        except Exception as error:  # a fault of one kind of work ends none of the others
            sys.stderr.write(write_line("fault", {"from": "worker", **name_fault(error)}))
            sys.stderr.flush()
            wait = _REST_S
        stopped.wait(wait)


def main() -> None:
    """Work until the server that started this process lets go of its input."""
    stopped = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.buffer.read()
        stopped.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    os.nice(5)
    _, folder, what, *inside = sys.argv
    work(Path(folder), stopped, watch=what == _WATCH, inside=inside)


if __name__ == "__main__":
    main()
