"""What holds on every page type: no sideways scroll, no accessibility violation, a quiet console, no shift."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES, STATUS
from tests.browser.serving import serving
from web.findings import AT_ONCE

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SHIFT = """() => new Promise((done) => { let sum = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300); })"""
each_page = pytest.mark.parametrize("name", PAGES)


def expected(name):
    return STATUS.get(name, 200)


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found]


@each_page
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_has_no_accessibility_violation(open_tab, name, theme):
    tab = open_tab(color_scheme=theme)
    page = tab.go(PAGES[name], expected=expected(name))
    assert violations(page) == []


@each_page
def test_page_fits_every_width(open_tab, name):
    tab = open_tab(viewport={"width": 390, "height": 844})
    page = tab.go(PAGES[name], expected=expected(name))
    for width in (390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide at {width}"


@pytest.mark.parametrize("name", [n for n in PAGES if not n.startswith(("graph", "empty-graph", "sparql"))])
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


# --- pages that an address alone does not bring


@pytest.fixture(scope="module")
def unvendored(corpus_home):
    """A server whose installation could not fetch the browser files of others."""
    with serving(corpus_home, vendored=False) as found:
        yield found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["graph", "sparql", "sparql-result"])
def test_without_vendored_files_the_page_says_so_and_works(open_tab, unvendored, name, theme):
    page = open_tab(unvendored, color_scheme=theme).go(PAGES[name])
    assert "not fetched when this was installed" in page.locator(".notice").inner_text()
    assert page.locator("svg.picture, textarea").first.is_visible()
    assert violations(page) == []


def checked(tab, article):
    """Send an article to be checked, and return the page that answers."""
    page = tab.go("/check")
    page.fill("textarea", article)
    page.click("main button:has-text('Check')")
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


ARTICLES = {
    "findings": "Stem cell therapy cures type 2 diabetes\n\nDoctors reported the case of a single patient.\n",
    "no-claim": "Town library opens late\n\nThe library in the old town will stay open until nine on Thursdays.\n",
    "empty": "   ",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ARTICLES)
def test_a_checked_article_has_an_accessible_report(open_tab, name, theme):
    tab = open_tab(color_scheme=theme, viewport={"width": 390, "height": 844})
    page = checked(tab, ARTICLES[name])
    tab.problems = [p for p in tab.problems if "422" not in p]
    words = {"findings": "wording outruns", "no-claim": "No claim was read", "empty": "The article is empty"}[name]
    assert words in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_has_to_wait_is_told_so(open_tab, theme):
    tab = open_tab(color_scheme=theme)
    with AT_ONCE, AT_ONCE:
        page = checked(tab, ARTICLES["findings"])
    tab.problems = [p for p in tab.problems if "503" not in p]
    assert "Other articles are being checked" in page.locator("main").inner_text()
    assert violations(page) == []
