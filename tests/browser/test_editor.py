"""The query editor: results with labels, downloads, refusals, examples; the plain form without script."""

from __future__ import annotations

from urllib.parse import urlencode

PREFIXES = """PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def opened(tab, query, *, expected=200):
    page = tab.go("/sparql?" + urlencode({"query": query}), expected=expected)
    page.wait_for_selector("html[data-ready=editor]", state="attached")
    return page


def run(page):
    page.click("button:has-text('Run')")
    page.wait_for_selector("html[data-ready=result]", state="attached")


def test_iris_are_shown_by_their_labels(tab):
    page = opened(tab, PREFIXES + "SELECT ?c WHERE { ?c a hckg:Condition } ORDER BY ?c LIMIT 20")
    run(page)
    page.locator("#rows td a[title]").first.wait_for()
    assert not page.locator("#rows td a[title]").first.inner_text().startswith("hckg")
    assert page.locator("#rows td a").first.get_attribute("href").startswith("/about?uri=")


def test_rows_are_taken_away_as_csv(tab):
    page = opened(tab, PREFIXES + "SELECT ?l WHERE { ?c a hckg:Condition ; rdfs:label ?l } ORDER BY ?l")
    run(page)
    with page.expect_download() as saved:
        page.click("#takeaway >> text=CSV")
    assert "asthma" in saved.value.path().read_text() or "diabetes" in saved.value.path().read_text()


def test_a_faulty_query_is_told_beside_it(tab):
    page = opened(tab, "SELECT WHERE {", expected=400)
    run(page)
    tab.problems = [p for p in tab.problems if "400" not in p]
    assert page.locator("#result h2").inner_text() == "The query was not answered"
    assert page.evaluate("yasqe.getValue()") == "SELECT WHERE {"


def test_an_example_is_put_into_the_editor(tab):
    page = opened(tab, "ASK {}")
    page.locator(".examples a").first.click()
    assert "SELECT" in page.evaluate("yasqe.getValue()")


def test_ten_queries_can_be_read_and_copied(tab):
    page = opened(tab, "ASK {}")
    starters = page.locator(".starters li")
    assert starters.count() == 10
    starters.first.locator("summary").click()
    copied = starters.first.locator("button").get_attribute("data-copy")
    assert starters.first.locator("code").inner_text().strip() == copied.strip()
    starters.first.locator("a").click()
    assert page.evaluate("yasqe.getValue()") == copied


def test_completion_knows_our_prefixes_only(tab):
    page = opened(tab, "ASK {}")
    known = page.evaluate("Yasqe.Autocompleters.prefixes.get()")
    assert any(p.startswith("hckg:") for p in known)
    assert len(known) < 80


def test_plain_form_answers_without_script(open_tab):
    page = open_tab(java_script_enabled=False).go("/sparql")
    page.fill("#query", PREFIXES + "SELECT ?l WHERE { ?c a hckg:Condition ; rdfs:label ?l } ORDER BY ?l LIMIT 5")
    page.click("button:has-text('Run')")
    assert page.locator("#rows table tbody tr").count() == 5
