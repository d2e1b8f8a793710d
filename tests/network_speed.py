"""How fast the network page is in a browser: each function drives a page of an explorer that is being served."""

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WAIT = 90_000  # milliseconds
_FRAMES = """() => new Promise((done) => {
  const times = [];
  let last = performance.now();
  const tick = (now) => {
    times.push(now - last);
    last = now;
    window.measuring || times.length < 4 ? requestAnimationFrame(tick) : done(times.slice(2));
  };
  window.measuring = true;
  requestAnimationFrame(tick);
})"""


def first_drawn(page: "Page", address: str) -> float:
    """Milliseconds from the request of a network's page to its picture."""
    page.goto(address)
    page.wait_for_selector("#picture[data-drawn]", timeout=_WAIT)
    return float(page.evaluate("performance.getEntriesByName('network-drawn')[0].startTime"))


def expansion(page: "Page", iri: str) -> float:
    """Milliseconds from asking for what is linked with a node to its being drawn; the page shows a network already."""
    return float(
        page.evaluate(
            """async (iri) => {
              const began = performance.now();
              await networkPage.expand(iri);
              await new Promise((done) => { networkPage.network.once("afterDrawing", done); networkPage.redraw(); });
              return performance.now() - began;
            }""",
            iri,
        )
    )


def fill(page: "Page", count: int) -> int:
    """Expand one inspection after another until at least so many nodes are drawn, or there is nothing left; how many are."""
    known = "networkPage.state().drawn.nodes"
    for iri in page.evaluate(f"{known}.filter((node) => node.kind === 'inspection').map((node) => node.id)"):
        if page.evaluate(f"{known}.length") >= count:
            break
        expansion(page, iri)
    return int(page.evaluate(f"{known}.length"))


def frame_times(page: "Page", seconds: float = 2.0) -> dict[str, float]:
    """The median and the longest time between two frames in milliseconds, while the whole picture is dragged, and while it is zoomed."""
    return {
        f"{which} {name}": value
        for name, move in (("drag", _drag), ("zoom", _zoom))
        for which, value in _measured(page, move, seconds).items()
    }


def _measured(page: "Page", move: "object", seconds: float) -> dict[str, float]:
    page.evaluate(f"() => {{ window.frames_ = ({_FRAMES})(); }}")
    end = perf_counter() + seconds
    move(page, end)  # type: ignore[operator]
    times = page.evaluate("async () => { window.measuring = false; return await window.frames_; }")
    return {"median": median(times), "longest": max(times), "frames": len(times)}


def _drag(page: "Page", end: float) -> None:
    box = page.locator("#picture").bounding_box()
    assert box
    # A corner of the picture, where no box stands.
    x, y = box["x"] + 5, box["y"] + box["height"] - 5
    page.mouse.move(x, y)
    page.mouse.down()
    step = 0
    while perf_counter() < end:
        step += 1
        page.mouse.move(x + 10 * (step % 40), y - 6 * (step % 30))
    page.mouse.up()


def _zoom(page: "Page", end: float) -> None:
    box = page.locator("#picture").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    step = 0
    while perf_counter() < end:
        step += 1
        page.mouse.wheel(0, 60 if step % 20 < 10 else -60)
