"""How fast the explorer is: ``python -m tests.benchmark_explorer [FOLDER] [--store DIR]``.

FOLDER holds real reports; without it, it is ``shared/corpus`` beside the repository. A store that is there already is named with
``--store``. Measures, on a server in a process of its own: when every page is complete in Chromium (a fresh browser context each time),
what the server takes for its data while ten readers ask at once, and how the network is drawn, expanded and moved. Prints a table in
Markdown; exit status 1 if a limit is broken, 0 if none is, or if FOLDER is not there.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .benchmark import CORPUS
from .conftest import CHROMIUM
from .network_speed import expansion, fill, first_drawn, frame_times

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = (
    "/",
    "/search?q=private+fostering",
    "/authorities",
    "/inspections?grade=inadequate",
    "/id/authority/E08000015",
    "/id/authority/E08000025",
    "/id/inspection/E08000015/2016-07-04",
    "/id/inspection/E08000015/2016-07-04?polarity=weakness",
    "/theme/private-fostering",
    "/theme/adoption",
    "/measure/children-looked-after",
    "/body/mash",
    "/post/director-of-childrens-services",
    "/problems",
    "/id/document/9ad21f010172c0d8",
    "/id/document/9ad21f010172c0d8/judgement/adoption",
    "/id/document/9ad21f010172c0d8/recommendation/authority/3",
    "/network",
    "/network?of=id/authority/E08000015",
    "/sparql",
)
NETWORKS = (
    "id/authority/E08000015",
    "id/authority/E10000016",
    "id/authority/E08000025",
    "id/inspection/E08000015/2016-07-04",
    "theme/private-fostering",
    "theme/adoption",
    "post/director-of-childrens-services",
)
CROWDED = "theme/adoption"  # has many inspections to expand
EXPANSIONS, FULL = 3, 500
READERS, ROUNDS, VISITS = 10, 3, 3
FRAMES, DRAWN, EXPANDED, COMPLETE, DATA = 20.0, 1500.0, 300.0, 1000.0, 100.0  # milliseconds at most
_WAIT = 30.0  # seconds for an answer at most


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; values and the limit are milliseconds."""

    measure: str
    value: float
    limit: float

    def __str__(self) -> str:
        return f"| {self.measure} | {self.value:.0f} ms | {f'under {self.limit:g} ms' if self.limit else ''} |"


def main(arguments: list[str]) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=str(CORPUS))
    parser.add_argument("--store", default="")
    given = parser.parse_args(arguments)
    if not any(Path(given.folder).glob("*.pdf")):
        sys.stdout.write("skipped: there are no reports in the folder; name the folder of the real reports\n")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        store = given.store or f"{scratch}/store"
        if not given.store:
            subprocess.run(
                [sys.executable, "-m", "graph", "build", given.folder, "--store", store],
                check=False,
                capture_output=True,
            )
        lines = list(measured(store))
    sys.stdout.write("| measure | value | limit |\n|---|---:|---:|\n" + "\n".join(map(str, lines)) + "\n")
    return 0 if all(not line.limit or line.value < line.limit for line in lines) else 1


def measured(store: str) -> Iterator[Line]:
    """All lines; those in the browser first, so that pages are also asked for by nobody before."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or sys.exit("Chromium is missing; install it")
    with server(store) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield from complete(browser, address)
        yield from network(browser, address)
        browser.close()
        yield from read_at_once(address)


@contextmanager
def server(store: str) -> Iterator[str]:
    """The address of an explorer in a process of its own, ready to search."""
    command = [sys.executable, "-m", "graph", "serve", "--store", store, "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stderr
        address = next(word for word in process.stderr.readline().split() if word.startswith("http")).rstrip("/")
        end = time.monotonic() + _WAIT
        while time.monotonic() < end and not _answers(f"{address}/search?q=adoption"):
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(_WAIT)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=_WAIT) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except OSError:
        return False


def complete(browser: "Browser", address: str) -> Iterator[Line]:
    """When pages are complete: the first time that anybody asks, and later."""
    times = {path: [_visit(browser, address + path) for _ in range(VISITS)] for path in PAGES}
    first = {path: each[0] for path, each in times.items()}
    later = {path: statistics.median(each[1:]) for path, each in times.items()}
    for name, each in (("first visit", first), ("later", later)):
        slowest = max(each, key=lambda path: each[path])
        yield Line(f"page complete, {name}, median of {len(PAGES)} pages", statistics.median(each.values()), COMPLETE)
        yield Line(f"page complete, {name}, slowest (`{slowest}`)", each[slowest], COMPLETE)


def network(browser: "Browser", address: str) -> Iterator[Line]:
    """How soon networks are drawn that nobody asked for before, how soon they grow, and how smoothly 500 nodes move."""
    drawn, grown = [], []
    for subject in NETWORKS:
        page = browser.new_context().new_page()
        drawn.append(first_drawn(page, f"{address}/network?of={subject}"))
        kind = "id/inspection/" if subject.startswith("id/authority/") else "id/authority/"
        nodes = page.evaluate("networkPage.state().drawn.nodes.map((node) => node.id)")
        grown += [expansion(page, iri) for iri in [each for each in nodes if kind in each][:EXPANSIONS]]
        page.context.close()
    yield Line(f"network drawn for the first time, median of {len(drawn)}", statistics.median(drawn), DRAWN)
    yield Line("network drawn for the first time, slowest", max(drawn), 0)
    yield Line(f"network expanded, median of {len(grown)}", statistics.median(grown), EXPANDED)
    yield Line("network expanded, slowest", max(grown), 0)
    page = browser.new_context().new_page()
    first_drawn(page, f"{address}/network?of={CROWDED}")
    count = fill(page, FULL)
    for name, value in frame_times(page).items():
        if name.startswith("median"):
            yield Line(f"time between frames, {name}, {count} nodes", value, FRAMES)


def _visit(browser: "Browser", address: str) -> float:
    """Milliseconds until a page with all it loads is there, in a browser that has nothing of it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="load")
    taken: Any = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    context.close()
    return float(taken)


def read_at_once(address: str) -> Iterator[Line]:
    """What ten readers wait for the server at the same time, each going through all pages from another one on."""
    with ThreadPoolExecutor(READERS) as readers:
        taken = [each for found in readers.map(lambda number: _read(address, number), range(READERS)) for each in found]
    taken.sort()
    yield Line(f"data of a page, {READERS} readers at once, median of {len(taken)}", statistics.median(taken), DATA)
    yield Line("data of a page, the same, 95th percentile", taken[int(len(taken) * 0.95)], 0)


def _read(address: str, reader: int) -> list[float]:
    """Milliseconds for each page."""
    found = []
    for number in range(ROUNDS * len(PAGES)):
        path = PAGES[(number + reader * 2) % len(PAGES)]
        start = time.perf_counter()
        with urllib.request.urlopen(address + path, timeout=_WAIT) as answer:  # noqa: S310 - our own server
            answer.read()
        found.append((time.perf_counter() - start) * 1000)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
