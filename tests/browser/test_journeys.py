"""What people come for, from the first page on: with script, without, on a phone, by keyboard."""

from __future__ import annotations

import pytest

from tests.browser.addresses import FOUNDING_CLAIM

WAYS = {
    "script": {},
    "no-script": {"java_script_enabled": False},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "dark": {"color_scheme": "dark"},
}
pytestmark = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def test_reader_goes_from_home_over_a_condition_to_the_passage(open_tab, way):
    tab = open_tab(**way)
    page = tab.go("/")
    page.click("main >> text='type 2 diabetes'")
    page.get_by_role("heading", name="Therapies", exact=False).first.wait_for()
    table = page.locator("section.panel").first
    assert "bariatric surgery" in table.inner_text()
    assert "randomised trial" in table.inner_text()
    page.locator("section.panel", has_text="Claims that outrun their evidence").locator(
        "td a[href^='/claim/']"
    ).first.click()
    page.get_by_role("heading", name="Who says it, and where").wait_for()
    assert page.locator("figure.passage").count() >= 1
    assert "The words outrun the evidence" in page.locator("main").inner_text()


def test_editor_reaches_both_wordings_in_three_clicks(open_tab, way):
    tab = open_tab(**way)
    page = tab.go("/")
    page.click("nav[aria-label=Main] >> text=Checks")
    panel = page.locator("section.panel", has_text="Headline stronger than the body")
    panel.locator("a[href^='/claim/']").first.click()
    page.get_by_role("heading", name="Who says it, and where").wait_for()
    beside = page.locator("section.panel", has=page.get_by_role("heading", name="Headline beside body"))
    assert beside.locator("figure.passage").count() >= 2
    assert "headline" in beside.locator("figcaption").all_inner_texts()[0]
    assert not any("headline" in told for told in beside.locator("figcaption").all_inner_texts()[1:])


def test_informatician_goes_from_a_query_to_the_editor_and_its_rows(open_tab, way):
    tab = open_tab(**way)
    page = tab.go("/queries")
    page.click("main >> text='Wording that outruns its evidence'")
    assert page.locator("section.panel table tbody tr").count() > 3
    page.click("text=Open in editor")
    if tab.has_script:
        page.wait_for_selector("html[data-ready=editor]", state="attached")
    page.click("button:has-text('Run')")
    page.locator("#rows table tbody tr").first.wait_for()
    assert page.locator("#rows table tbody tr").count() > 3
    with page.expect_download() as saved:
        page.click("#takeaway >> text=CSV")
    assert saved.value.path().read_text().startswith("claim,article,said,allowed,steps")


def test_a_programme_gets_the_data_behind_the_page_it_was_given(open_tab, way):
    page = open_tab(**way).go("/concept/type-2-diabetes")
    for media_type in ("text/turtle", "application/ld+json", "application/json"):
        link = page.locator(f"link[rel=alternate][type='{media_type}']").get_attribute("href")
        by_suffix = page.request.get(f"{page.url.partition('/concept')[0]}{link}")
        negotiated = page.request.get(page.url, headers={"Accept": media_type})
        assert by_suffix.headers["content-type"].startswith(media_type)
        assert negotiated.body() == by_suffix.body()
        assert negotiated.url.endswith(link) or "Accept" in negotiated.headers["vary"]


def test_a_condition_is_found_by_searching(open_tab, way):
    tab = open_tab(**way)
    page = tab.go("/")
    page.fill("#big", "type 2 diabetes")
    page.press("#big", "Enter")
    page.get_by_role("heading", name="Search for", exact=False).wait_for()
    page.click("main table >> text='type 2 diabetes'")
    page.get_by_role("heading", level=1, name="type 2 diabetes").wait_for()


def test_the_map_leads_to_claims(open_tab, way):
    tab = open_tab(**way)
    page = tab.go("/evidence-map")
    page.get_by_role("link", name="bariatric surgery and type 2 diabetes").click()
    page.get_by_role("heading", level=1, name="Claims: bariatric surgery and type 2 diabetes").wait_for()
    assert page.locator("table tbody tr").count() > 1


def test_a_claim_says_the_three_scales_in_words(open_tab, way):
    tab = open_tab(**way)
    page = tab.go(FOUNDING_CLAIM)
    words = page.locator("dl.scales").inner_text().lower()
    assert all(word in words for word in ("supports", "does", "single case report"))
