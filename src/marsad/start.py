"""Where the `marsad` command begins: a library that is missing is named, and `marsad doctor` runs without it."""

import sys
from pathlib import Path

from marsad.commands.examining import examine, tell_findings


def main() -> None:
    """Run the command line. Where it can't be loaded for want of a library, say which, or run the doctor alone.

    Who stops it while it is loaded is told the same as later.
    """
    try:
        from marsad.cli import main as run
    except ImportError as error:
        if sys.argv[1:2] == ["doctor"]:
            tell_findings(examine(Path("out")), "--json" in sys.argv)
        else:
            print(f"{error.name or error} can't be loaded. See what is missing with: marsad doctor", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("Stopped. The same command goes on where it stopped.", file=sys.stderr)
        sys.exit(130)
    run()
