"""What a reader waits for in headless Chromium, on the shipped corpus: ``python -m tests.benchmarks.bench_browser``.

The graph is usable when Cytoscape has drawn it and answers a click: the time runs from the start of the navigation, in
a context that has nothing kept. The weight of a page is all that it loads at first, each file as gzip packs it.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
from pathlib import Path
from typing import Any

from kg.build import build
from kg.home import Home
from tests.browser.addresses import PAGES
from tests.browser.chromium import launched
from tests.browser.serving import serving

ROOT = Path(__file__).resolve().parents[2]
TIMES = 15
AT = "(() => { const p = cy.nodes()[1].renderedPosition(); return [p.x, p.y]; })()"
SHIFT = """() => new Promise((done) => { let sum = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300); })"""


def graph_times(browser: Any, address: str) -> tuple[float, float]:
    """Open the graph in a new context; return the milliseconds until it is drawn, and until a click was answered."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/graph?focus=type-2-diabetes", wait_until="commit")
    page.wait_for_selector("html[data-ready=graph]", state="attached")
    drawn = page.evaluate("performance.now()")
    box, (x, y) = page.locator("#graph").bounding_box(), page.evaluate(AT)
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_selector("#graph-open:not([hidden])", state="visible")
    answered = page.evaluate("performance.now()")
    context.close()
    return drawn, answered


def weigh(browser: Any, address: str, path: str) -> tuple[float, float]:
    """Return the kilobytes that a page loads, packed, and how much its layout shifts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    loaded: list[Any] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(SHIFT)
    size = sum(len(gzip.compress(response.body())) for response in loaded)
    context.close()
    return size / 1024, shift


def main() -> None:
    """Build the shipped corpus, serve it, and measure."""
    with tempfile.TemporaryDirectory() as home:
        build([str(ROOT / "kg" / "corpus")], Home(Path(home)))
        with serving(Home(Path(home))) as address, launched() as browser:
            drawn, answered = zip(*(graph_times(browser, address) for _ in range(TIMES)), strict=True)
            print(f"graph drawn     median {statistics.median(drawn):5.0f} ms   slowest {max(drawn):5.0f} ms")
            print(f"click answered  median {statistics.median(answered):5.0f} ms   slowest {max(answered):5.0f} ms")
            for name, path in PAGES.items():
                size, shift = weigh(browser, address, path)
                print(f"{name:14} {size:6.1f} KB gzipped   layout shift {shift:.3f}")


if __name__ == "__main__":
    main()
