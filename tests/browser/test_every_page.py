"""What holds on every page type: no sideways scroll, no accessibility violation, a quiet console, no shift."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SHIFT = """() => new Promise((done) => { let sum = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300); })"""
each_page = pytest.mark.parametrize("name", PAGES)


def expected(name):
    return 404 if name == "error" else 200


@each_page
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_has_no_accessibility_violation(open_tab, name, theme):
    tab = open_tab(color_scheme=theme)
    page = tab.go(PAGES[name], expected=expected(name))
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found] == []


@each_page
def test_page_fits_every_width(open_tab, name):
    tab = open_tab(viewport={"width": 390, "height": 844})
    page = tab.go(PAGES[name], expected=expected(name))
    for width in (390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide at {width}"


@pytest.mark.parametrize("name", [n for n in PAGES if n not in ("graph", "sparql")])
def test_page_does_not_shift(tab, name):
    page = tab.go(PAGES[name], expected=expected(name))
    assert page.evaluate(SHIFT) < 0.05


@each_page
def test_page_says_what_it_is(tab, name):
    page = tab.go(PAGES[name], expected=expected(name))
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text() or name == "home"
    assert "Not medical advice" in page.locator("footer").inner_text()
