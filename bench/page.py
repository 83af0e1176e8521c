"""The page over 500 reports in Chromium: python bench/page.py SHARED

Prints the page's size (the limit is 5 MB), the processor's seconds to render it, and in Chromium the milliseconds until
the page is interactive (the limit is 2 s), until a figure has opened its sentences and until a search has answered.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

REPORTS, LARGEST, LATEST = 500, 5_000_000, 2_000


def gather_rows(shared: Path) -> list[str]:
    """News reports of the development sets, as lines of a JSONL."""
    files = (shared / "bench/stories" / name for name in ("news_cluster.jsonl", "ecbplus.jsonl"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line][:REPORTS]


def measure_page(address: str) -> tuple[float, float, float]:
    """Milliseconds until the page is interactive, a figure has opened and a search has answered."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        ready = float(page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"))
        started = time.perf_counter()
        page.locator("a.n").first.click()
        page.locator(".panel mark").first.wait_for()
        opened = time.perf_counter()
        page.locator("#find").fill("killed")
        page.locator("#told", has_text="found").wait_for(state="attached")
        answered = time.perf_counter()
        browser.close()
    return ready, 1000 * (opened - started), 1000 * (answered - opened)


def main() -> int:
    from marsad.pipeline import read_ledger
    from marsad.publish.briefing import render_briefing

    with tempfile.TemporaryDirectory() as folder:
        rows = gather_rows(Path(sys.argv[1]))
        source, target = Path(folder) / "reports.jsonl", Path(folder) / "briefing.html"
        source.write_text("\n".join(rows), encoding="utf-8")
        ledger = read_ledger([str(source)])
        started = time.process_time()
        page = "".join(render_briefing(ledger))
        rendered = time.process_time() - started
        target.write_text(page, encoding="utf-8")
        ready, opened, answered = measure_page(target.as_uri())
    size = len(page.encode("utf-8"))
    print(f"{len(ledger.reports)} reports, {size / 1e6:.2f} MB (limit {LARGEST / 1e6:.0f}), {rendered:.1f} s to render")
    print(f"interactive after {ready:.0f} ms (limit {LATEST}), figure {opened:.0f} ms, search {answered:.0f} ms")
    return int(size > LARGEST or ready > LATEST)


if __name__ == "__main__":
    sys.exit(main())
