"""A browser whose pages fail their test on any console error, policy report, or request off this machine."""

from __future__ import annotations

import pytest

from kg.summary import findings
from tests.browser.chromium import launched
from tests.browser.serving import serving

REPORTER = """document.addEventListener("securitypolicyviolation",
    (e) => (window.__csp = window.__csp || []).push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}`))"""
READY = "html[data-ready]"


@pytest.fixture(scope="session")
def address(corpus_home):
    """A server over the shipped corpus; a test waits for the findings however busy the machine is."""
    findings.WAIT_SECONDS = 300
    with serving(corpus_home) as found:
        yield found


@pytest.fixture(scope="session")
def browser():
    with launched() as found:
        yield found


class Tab:
    """A tab of one server, with what went wrong in it."""

    def __init__(self, browser, address, **options):
        self.address = address
        self.problems = []
        settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(60_000)
        self.context.add_init_script(REPORTER)
        self.page = self.context.new_page()
        self.page.on("request", self._look)
        self.page.on("console", lambda m: self.problems.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.problems.append(str(e)))
        self.page.on("dialog", self._dialog)
        self.has_script = options.get("java_script_enabled", True)

    def _look(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"request off the server: {request.url}")

    def _dialog(self, dialog):
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, path, *, expected=200):
        """Open a page and wait until its scripts are done."""
        response = self.page.goto(self.address + path)
        assert response.status == expected, (path, response.status)
        self.problems = [p for p in self.problems if expected < 400 or str(expected) not in p]
        if self.has_script:
            self.page.wait_for_selector(READY, state="attached")
            self.problems += self.page.evaluate("window.__csp || []")
        return self.page


@pytest.fixture
def open_tab(browser, address):
    """Open tabs with their own settings; each must end without a problem."""
    tabs = []

    def opened(at=address, **options):
        tabs.append(Tab(browser, at, **options))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.context.close()
    assert [p for tab in tabs for p in tab.problems] == []


@pytest.fixture
def tab(open_tab):
    return open_tab()
