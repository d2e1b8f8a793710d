"""How long reading takes: ``python -m tests.benchmark [FOLDER]``.

FOLDER holds real reports; without FOLDER it is ``shared/corpus`` beside the repository. Measures two things, each as whole
processes: a build of all files into a fresh store against bare extraction of the same files' text by PDFium with as many
processes (pairs alternate, the median of their ratios counts), and a second build of unchanged files. Prints a table in
Markdown; exit status 1 if a limit is broken, 0 if none is, or if FOLDER is not there.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
PAIRS = 5
MOST_TIMES, MOST_SECONDS = 16.0, 2.0
BARE = "--bare"


def main(arguments: list[str]) -> int:
    """Measure, print, and return the exit status."""
    if arguments[:1] == [BARE]:
        extract_all(Path(arguments[1]), int(arguments[2]))
        return 0
    folder = (Path(arguments[0]) if arguments else CORPUS).resolve()
    if not any(folder.glob("*.pdf")):
        sys.stdout.write(f"skipped: there are no reports in {folder.name}; name the folder of the real reports\n")
        return 0
    jobs = os.cpu_count() or 1
    pairs = [pair(folder, jobs) for _ in range(PAIRS)]
    ratio = statistics.median(built / bare for bare, built, _ in pairs)
    again = statistics.median(unchanged for _, _, unchanged in pairs)
    sys.stdout.write("\n".join(table(folder, jobs, pairs, ratio, again)) + "\n")
    return 0 if ratio < MOST_TIMES and again < MOST_SECONDS else 1


def table(
    folder: Path, jobs: int, pairs: list[tuple[float, float, float]], ratio: float, again: float
) -> Iterator[str]:
    """The lines of the table."""
    bare, built, _ = (statistics.median(seconds) for seconds in zip(*pairs, strict=True))
    files = len(list(folder.glob("*.pdf")))
    yield f"| measure ({files} files, {jobs} processes, median of {len(pairs)}) | value | limit |"
    yield "|---|---:|---:|"
    yield f"| bare extraction of text by PDFium | {bare:.2f} s | |"
    yield f"| build into a fresh store | {built:.2f} s | |"
    yield f"| build, as a multiple of bare extraction | {ratio:.1f} | under {MOST_TIMES:g} |"
    yield f"| second build of unchanged files | {again:.2f} s | under {MOST_SECONDS:g} s |"


def pair(folder: Path, jobs: int) -> tuple[float, float, float]:
    """Seconds of bare extraction, of a build into a fresh store, and of the same build again."""
    # This file is run by its path: the package of the tests takes longer to import than the extraction should.
    bare = seconds(sys.executable, __file__, BARE, str(folder), str(jobs))
    with tempfile.TemporaryDirectory() as scratch:
        build = (
            sys.executable,
            "-m",
            "graph",
            "build",
            str(folder),
            "--store",
            f"{scratch}/store",
            "--jobs",
            str(jobs),
        )
        return bare, seconds(*build), seconds(*build)


def seconds(*command: str) -> float:
    """How long a process takes from its start to its end; 1 is a good exit status, for some files may be refused."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr}")
    return time.perf_counter() - start


def extract_all(folder: Path, jobs: int) -> None:
    """Extract the text of all PDF files of a folder, and do nothing with it."""
    files = sorted(folder.glob("*.pdf"), key=lambda path: -path.stat().st_size)
    with ProcessPoolExecutor(jobs) as pool:
        characters = sum(pool.map(extract, files))
    sys.stdout.write(f"{characters}\n")


def extract(path: Path) -> int:
    """The number of characters in a PDF file; 0 if it is none."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    return sum(len(page.get_textpage().get_text_range(errors="replace")) for page in pdf)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
