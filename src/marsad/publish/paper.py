"""The briefing as a PDF, printed by the Chromium that is on the machine."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from marsad.errors import InputError
from marsad.model.ledger import Ledger
from marsad.publish.briefing import render_briefing
from marsad.settings import BROWSERS

_LONGEST = 300
"""Seconds that printing may take."""
_INSTALL = "Install one with: sudo apt-get install -y chromium"


def write_pdf(ledger: Ledger, path: Path) -> None:
    """Print the page as paper shows it: all folds open, no tools, names masked.

    Raises InputError where there is no Chromium, it prints nothing, or the file can't be written.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise InputError("PDF is printed by Chromium, and there is none on this machine", _INSTALL)
    with TemporaryDirectory() as folder:
        page, printed = Path(folder) / "briefing.html", Path(folder) / "briefing.pdf"
        with page.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(render_briefing(ledger))
        said = _print(browser, page, printed, Path(folder) / "profile")
        if not printed.exists():
            raise InputError(f"{browser} printed nothing: {said or 'it gave no reason'}", _INSTALL)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            shutil.copyfile(printed, part)
            part.replace(path)
        except OSError as error:
            raise InputError(
                f"{path} can't be written: {error.strerror}", "Name a file that can be, with --out"
            ) from error


def _print(browser: str, page: Path, printed: Path, profile: Path) -> str:
    """What the browser said last; a root user's Chromium runs only without its sandbox."""
    unboxed = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
    command = (
        browser, "--headless", *unboxed, "--disable-gpu", "--disable-extensions", "--no-first-run",
        "--disable-background-networking", f"--user-data-dir={profile}", "--no-pdf-header-footer",
        f"--print-to-pdf={printed}", page.as_uri(),
    )  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        return f"it took longer than {_LONGEST} seconds"
    except OSError as error:
        return str(error.strerror)
    return next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "")[:200]
