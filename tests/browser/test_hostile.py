"""What strangers write into articles, addresses and queries never becomes markup, script or a way out (H1 to H5)."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
import yaml
from playwright.sync_api import Error as PlaywrightError

from kg.build import build
from kg.home import Home
from tests.browser.serving import serving

SCRIPT = "<script>window.__ran=1</script>"
IMAGE = '"><img src=x onerror="window.__ran=1">'
TEMPLATE = "{{7*7}}{% raw %}${7*7}"
BREAKS = "line\u2028end\u202eright-to-left"
TURTLE = '. <http://e/x> <http://e/y> """ \\u0022 > <http://evil/p> .'
FORMULA = '=HYPERLINK("http://evil")'
EVIL = [SCRIPT, IMAGE, TEMPLATE, BREAKS, TURTLE, FORMULA]
RECORD = {
    "article": {
        "title": f"{SCRIPT}{IMAGE}{TEMPLATE}",
        "address": "https://evil.example/a?x=%22%3E%3Cscript%3E",
        "publisher": f"{IMAGE} {FORMULA}",
        "authors": [SCRIPT, BREAKS],
        "section": TURTLE,
        "credit": IMAGE,
        "published": "2024-01-02",
    },
    "voices": {"speaker": f"{SCRIPT}{IMAGE}"},
    "entities": {
        "evil-therapy": {
            "class": "Therapy",
            "label": f"{IMAGE}{SCRIPT} therapy",
            "kind": "cell",
            "also": [SCRIPT, FORMULA],
        },
        "formula-therapy": {"class": "Therapy", "label": f"{FORMULA} therapy", "kind": "cell"},
    },
    "claims": [
        {
            "says": "evil-therapy reverses type-2-diabetes",
            "at": "0-20 headline",
            "voice": "speaker",
            "cue": IMAGE[:40],
            "paraphrase": f"Said {SCRIPT} and {TEMPLATE} {BREAKS}.",
        },
        {
            "says": "formula-therapy treats type-2-diabetes",
            "at": "30-50 body",
            "paraphrase": f"{FORMULA} is what they say.",
        },
    ],
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A served home whose one article is written by an enemy."""
    folder = tmp_path_factory.mktemp("hostile")
    record = folder / "evil.yaml"
    made = dict(RECORD)
    made["claims"] = [{**c, "at": c["at"].split()[0]} for c in RECORD["claims"]]
    made["places"] = {"0-20": "headline", "30-50": "body"}
    record.write_text(yaml.safe_dump(made, allow_unicode=True))
    home = Home(folder / "home")
    summary = build([str(record)], home)
    assert [o.status for o in summary.outcomes] == ["built"], summary.outcomes
    with serving(home) as address:
        yield address


def looks_harmless(tab):
    page = tab.page
    assert page.evaluate("window.__ran") is None
    assert page.locator("main img, main iframe, main object").count() == 0
    hrefs = page.eval_on_selector_all(
        "a[href]", "all => all.map((a) => new URL(a.getAttribute('href'), location).protocol)"
    )
    assert set(hrefs) <= {"http:", "https:", "mailto:"}
    assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0


def paths_of(page):
    found = page.eval_on_selector_all("main a[href^='/']", "all => all.map((a) => a.getAttribute('href'))")
    return {p for p in found if p.startswith(("/claim/", "/article/", "/concept/"))}


def test_no_stored_words_run_on_any_page(open_tab, hostile):
    tab = open_tab(hostile)
    page = tab.go("/claims")
    looks_harmless(tab)
    assert "<script>" in page.locator("main").inner_text()
    things = paths_of(page)
    for path in sorted(things) + [
        "/articles",
        "/therapies",
        "/checks",
        "/evidence-map",
        "/concept/type-2-diabetes",
        "/graph?focus=type-2-diabetes",
        "/conflicts",
        "/search?q=therapy",
    ]:
        tab.go(path)
        looks_harmless(tab)
        assert "49" not in page.title()


@pytest.mark.parametrize("evil", EVIL)
def test_words_of_the_address_are_shown_not_run(open_tab, hostile, evil):
    tab = open_tab(hostile)
    for path in (
        f"/search?q={quote(evil)}",
        "/compare?" + urlencode({"a": evil, "b": evil}),
        "/evidence-map?" + urlencode({"therapy": evil}),
    ):
        tab.go(path)
        looks_harmless(tab)


@pytest.mark.parametrize("evil", [SCRIPT, IMAGE, TEMPLATE])
def test_a_query_and_its_fault_are_echoed_as_text(open_tab, hostile, evil):
    tab = open_tab(hostile)
    tab.go("/sparql?" + urlencode({"query": f"SELECT {evil}"}), expected=400)
    looks_harmless(tab)


def test_results_of_a_query_become_text_and_safe_links(open_tab, hostile):
    tab = open_tab(hostile)
    values = f'<javascript:window.__ran=1> <JaVaScRiPt:alert(1)> <data:text/html,x> <http://e/a%0ab> "{SCRIPT}"'
    query = f"SELECT ?v WHERE {{ VALUES ?v {{ {values} }} }}"
    page = tab.go("/sparql?" + urlencode({"query": query}))
    page.click("button:has-text('Run')")
    page.wait_for_selector("html[data-ready=result]", state="attached")
    assert page.locator("#rows tbody tr").count() == 5
    looks_harmless(tab)
    plain = open_tab(hostile, java_script_enabled=False).go("/sparql?" + urlencode({"query": query}))
    assert plain.locator("#rows a[href^='javascript' i], #rows a[href^='data' i]").count() == 0


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        "data:text/html,<b>x",
        "JaVaScRiPt:alert(1)",
        'http://e/"><b>',
        "http://e/a\nb",
        "http://e/%0ab",
    ],
)
def test_no_address_redirects_or_links_to_a_hostile_iri(open_tab, hostile, uri):
    tab = open_tab(hostile)
    response = tab.page.goto(f"{hostile}/about?{urlencode({'uri': uri})}")
    assert response.status in (400, 404)
    assert response.url.startswith(hostile)
    tab.problems.clear()
    looks_harmless(tab)


TURNED = "Stem cell \u202etherapy reverses type 2 diabetes"
TURNED_TEXT = f"""{TURNED}

In a trial of 40 people stem cell therapy reverses type 2 diabetes \u202ein most of them.
"""
TURNED_RECORD = {
    "article": {"title": TURNED, "address": "https://turned.example/a", "publisher": "\u202eTurned \u2067Times"},
    "voices": {"speaker": "a \u202eturned speaker"},
    "entities": {"turned-therapy": {"class": "Therapy", "label": "\u202eturned therapy", "kind": "cell"}},
    "claims": [
        {
            "says": "turned-therapy reverses type-2-diabetes",
            "at": "0-20",
            "voice": "speaker",
            "paraphrase": "It \u202eturns.",
        }
    ],
}
NOT_KEPT_APART = """() => {
    const apart = (parent) => parent.closest("svg, option, textarea")
        || (getComputedStyle(parent).unicodeBidi.startsWith("isolate")
            && [...parent.childNodes].filter((n) => n.textContent.trim()).length === 1);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const words = walk.currentNode.data, parent = walk.currentNode.parentElement;
        const turns = /[\\u202a-\\u202e\\u2066\\u2067]/.test(words) && !/\\u2068.*\\u2069/.test(words);
        if (turns && !apart(parent)) found.push(parent.outerHTML.slice(0, 200));
    }
    return found;
}"""


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    """A served home whose articles turn the direction of writing, in titles, names and passages."""
    folder = tmp_path_factory.mktemp("turned")
    (folder / "turned.txt").write_text(TURNED_TEXT)
    (folder / "turned.yaml").write_text(yaml.safe_dump(TURNED_RECORD, allow_unicode=True))
    home = Home(folder / "home")
    summary = build([str(folder / "turned.txt"), str(folder / "turned.yaml")], home)
    assert [o.status for o in summary.outcomes] == ["built", "built"], summary.outcomes
    with serving(home) as address:
        yield address


def test_a_turned_direction_of_writing_ends_with_the_words_that_turned_it(open_tab, turned):
    tab = open_tab(turned)
    page = tab.go("/claims")
    paths = {"/", "/claims", "/articles", "/therapies", "/checks", "/findings", "/evidence-map", "/search?q=turned"}
    paths |= paths_of(page) | {"/concept/type-2-diabetes", "/graph?focus=type-2-diabetes", "/search?q=%E2%80%AEzzz"}
    shown = 0
    for path in sorted(paths):
        page = tab.go(path)
        assert page.evaluate(NOT_KEPT_APART) == [], path
        shown += "\u202e" in page.locator("main").inner_text()
        assert "\u202e" not in page.title() or page.title().startswith("\u2068")
    assert shown > 8


def test_what_stands_after_turned_words_is_still_after_them(open_tab, turned):
    tab = open_tab(turned)
    claim = next(p for p in sorted(paths_of(tab.go("/articles"))) if p.startswith("/article/"))
    page = tab.go(claim)
    page.click("section[aria-labelledby=p-article-claims] a[href^='/claim/']")
    page.get_by_role("heading", name="Who says it, and where").wait_for()
    article = page.locator("section[aria-labelledby=says] p a[href^='/article/']").bounding_box()
    label = page.evaluate(
        """() => { const range = document.createRange();
            const p = document.querySelector("section[aria-labelledby=says] a[href^='/article/']").parentElement;
            range.selectNode(p.firstChild); return range.getBoundingClientRect().right; }"""
    )
    assert label <= article["x"] + 1


def test_the_gate_itself_notices_script_and_requests(browser, address):
    from tests.browser.conftest import Tab  # noqa: PLC0415 -- the class, not its fixture

    tab = Tab(browser, address)
    page = tab.go("/")
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_timeout(300)
    reported = " ".join(page.evaluate("window.__csp || []"))
    assert "connect-src" in reported
    assert "script-src" in reported
    with pytest.raises(PlaywrightError):
        page.goto("http://elsewhere.example/")
    assert any("off the server" in p for p in tab.problems)
    tab.context.close()
