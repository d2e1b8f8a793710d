"""Makes the pictures of README.md anew: ``python -m tests.screenshots``; pages of the explorer over the sample, in Chromium."""

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from graph.build import build
from graph.settings import SAMPLES

from .conftest import CHROMIUM, serving

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {
    "start": "/",
    "authority": "/id/authority/X99000001",
    "evidence": "/id/document/66b35d627aa35604/judgement/adoption",
    "network": "/network?of=id/authority/X99000001",
}
_SIZE = {"width": 1200, "height": 800}
_SHOWN = (800, 533)
_COLOURS = 96


def main() -> None:
    """Write the pictures and say which."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or sys.exit("Chromium is missing; install it")
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build([str(SAMPLES)], Path(folder) / "store")
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        with serving(Path(folder) / "store") as address:
            page = browser.new_page(viewport=_SIZE)  # type: ignore[arg-type]
            for name, path in PAGES.items():
                page.goto(address + path, wait_until="networkidle")
                with Image.open(BytesIO(page.screenshot())) as picture:
                    small = picture.convert("RGB").resize(_SHOWN, Image.Resampling.LANCZOS).quantize(_COLOURS)
                small.save(DOCS / f"{name}.png", optimize=True)
                sys.stdout.write(f"{name}.png: {(DOCS / f'{name}.png').stat().st_size} bytes\n")
        browser.close()


if __name__ == "__main__":
    main()
