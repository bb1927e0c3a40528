"""Everything without a mouse."""

from __future__ import annotations


def focused(page):
    return page.evaluate(
        "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
    )


def test_first_tab_skips_to_the_content(tab):
    page = tab.go("/concept/type-2-diabetes")
    page.keyboard.press("Tab")
    assert focused(page) == "skip"
    page.keyboard.press("Enter")
    assert focused(page) == "content"


def test_suggestions_are_walked_and_chosen(tab):
    page = tab.go("/")
    page.focus("#big")
    page.keyboard.type("bariatric", delay=20)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator("#big").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="bariatric surgery").wait_for()


def test_escape_closes_suggestions_and_keeps_the_words(tab):
    page = tab.go("/")
    page.focus("#big")
    page.keyboard.type("diabetes", delay=20)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#big").get_attribute("aria-expanded") == "false"
    assert page.input_value("#big") == "diabetes"


def test_tab_leaves_the_editor_and_control_enter_runs(tab):
    page = tab.go("/sparql")
    page.wait_for_selector("html[data-ready=editor]", state="attached")
    page.evaluate("yasqe.focus()")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("html[data-ready=result]", state="attached")
    assert page.locator("#rows table tbody tr").count() > 3
    page.evaluate("yasqe.focus()")
    page.keyboard.press("Tab")
    assert "CodeMirror" not in page.evaluate("document.activeElement.closest('.CodeMirror')?.className || ''")


def test_focus_is_visible_everywhere_on_the_way(tab):
    page = tab.go("/concept/type-2-diabetes")
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth })()"
        )
        assert style not in ("none0px", "none3px"), focused(page)


def reach(page, selector, *, most=400):
    """Press Tab until the focus is on what a selector names, and return it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return page.locator(selector).first
    raise AssertionError(f"{selector} is not reached by {most} tabs")


def follow(page, selector, address):
    reach(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    page.wait_for_selector("html[data-ready]", state="attached")


def test_reader_goes_from_home_to_the_passage_by_keyboard(tab):
    page = tab.go("/")
    follow(page, "main a[href='/concept/type-2-diabetes']", "**/concept/type-2-diabetes")
    follow(page, "section[aria-labelledby='p-thing-overclaims'] a[href^='/claim/']", "**/claim/*")
    assert page.locator("figure.passage").count() >= 1


def test_editor_goes_from_the_checks_to_both_passages_by_keyboard(tab):
    page = tab.go("/")
    follow(page, "nav[aria-label=Main] a[href='/checks']", "**/checks")
    follow(page, "section[aria-labelledby='p-checks-headline'] a[href^='/claim/']", "**/claim/*")
    assert page.locator("section[aria-labelledby=beside] figure.passage").count() >= 2


def test_informatician_goes_from_a_query_to_its_csv_by_keyboard(tab):
    page = tab.go("/queries")
    follow(page, "main a[href='/queries/overclaims']", "**/queries/overclaims")
    reach(page, "main a[href^='/sparql?query=']")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready=editor]", state="attached")
    reach(page, "button[type=submit]:not(.find button)")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready=result]", state="attached")
    reach(page, "#takeaway button")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.path().read_text().startswith("claim,article")
