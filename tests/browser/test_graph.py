"""The picture that can be walked."""

from __future__ import annotations

import pytest

FOCUS = "/graph?focus=type-2-diabetes"
POSITIONS = "cy.nodes().map((n) => [n.id(), Math.round(n.position('x')), Math.round(n.position('y'))])"


def ready(tab, path=FOCUS):
    page = tab.go(path)
    page.wait_for_selector("html[data-ready=graph]", state="attached")
    return page


def test_nodes_stand_apart_and_paint(tab):
    page = ready(tab)
    places = page.evaluate(POSITIONS)
    assert len(places) > 10
    assert len({(x, y) for _, x, y in places}) == len(places)
    assert page.evaluate("cy.png().length") > 20_000


def test_same_address_gives_the_same_picture(open_tab):
    assert ready(open_tab()).evaluate(POSITIONS) == ready(open_tab()).evaluate(POSITIONS)


def test_a_chosen_node_opens_its_page_and_expands(tab):
    page = ready(tab)
    before = page.evaluate("cy.nodes().length")
    page.evaluate("cy.nodes().filter((n) => n.data('label') === 'stem cell therapy').select()")
    assert page.locator("#graph-open").get_attribute("href") == "/concept/stem-cell-therapy"
    page.click("#graph-expand")
    for _ in range(200):  # wait_for_function evaluates text in the page, which our policy forbids
        if page.evaluate("cy.nodes().length") > before:
            break
        page.wait_for_timeout(50)
    assert page.evaluate("cy.nodes().length") > before
    assert page.evaluate("cy.nodes().length") <= 150


def test_an_edge_leads_to_its_claims(tab):
    page = ready(tab)
    page.evaluate("cy.edges()[0].select()")
    assert page.locator("#graph-open").inner_text() == "Claims behind this link"
    page.click("#graph-open")
    page.get_by_role("heading", level=1, name="Claims", exact=False).wait_for()


def test_picture_is_saved_as_png(tab):
    page = ready(tab)
    with page.expect_download() as saved:
        page.click("#graph-png")
    assert saved.value.suggested_filename == "graph.png"


def test_filters_narrow_picture_and_table_alike(tab):
    page = ready(tab, FOCUS + "&level=randomised-trial")
    rows = page.locator("section.panel table tbody tr").count()
    assert 0 < rows == page.evaluate("cy.edges().length")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_same_links_are_a_table(open_tab, script):
    page = open_tab(java_script_enabled=script).go(FOCUS)
    assert page.locator("section.panel table tbody tr").count() > 10
    assert script or page.locator("svg.picture").is_visible()
