"""A Chromium to test with: the system's, else Playwright's own, else, as root on Debian, one installed now."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.debian import install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = (
    "no Chromium for the browser tests: install the package 'chromium', or run 'playwright install chromium', "
    "or name one in CHROMIUM"
)
ARGUMENTS = (
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


def _on_path() -> str:
    named = os.environ.get("CHROMIUM", "")
    return named or next((found for name in NAMES if (found := shutil.which(name))), "")


def _installed_now() -> str:
    install("chromium")
    return _on_path()


def find_chromium(playwright: Playwright) -> str:
    """Return the path of a Chromium.

    :raises RuntimeError: if there is none and none can be had, saying what to install.
    """
    own = playwright.chromium.executable_path
    found = _on_path() or (own if Path(own).exists() else "") or _installed_now()
    if not found:
        raise RuntimeError(HELP)
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """Run a headless Chromium that resolves no host but this machine."""
    with sync_playwright() as playwright:
        options: dict[str, Any] = {"executable_path": find_chromium(playwright), "args": list(ARGUMENTS)}
        browser = playwright.chromium.launch(headless=True, chromium_sandbox=os.geteuid() != 0, **options)
        yield browser
        browser.close()
