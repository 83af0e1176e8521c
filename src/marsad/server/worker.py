"""The worker beside a server: works out what new facts change, in a process of its own, so that pages stay quick.

It ends when the server does: its input closes then.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

from marsad.errors import MarsadError
from marsad.living import LivingDesk, open_desk
from marsad.server.logs import name_fault, write_line
from marsad.store.shelf import name_rules

_PAUSE_S = 0.5
"""How often it looks for new facts."""
_REST_S = 30.0
"""How long it waits after something went wrong."""


class Worker:
    """A worker's process, as the server holds it."""

    def __init__(self, folder: Path) -> None:
        """Start a worker on the desk of a folder."""
        given = [sys.executable, "-m", "marsad.server.worker", str(folder)]
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


def work(folder: Path, stopped: threading.Event) -> None:
    """Work out what changed, whenever something did, until told to stop."""
    with open_desk(folder) as desk:
        while not stopped.is_set():
            pause = _PAUSE_S
            try:
                if is_behind(desk):
                    desk.update()
            except MarsadError as error:
                sys.stderr.write(write_line("fault", {"from": "worker", **name_fault(error)}))
                sys.stderr.flush()
                pause = _REST_S
            stopped.wait(pause)


def main() -> None:
    """Work until the server that started this process lets go of its input."""
    stopped = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.buffer.read()
        stopped.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    os.nice(5)
    work(Path(sys.argv[1]), stopped)


if __name__ == "__main__":
    main()
