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
