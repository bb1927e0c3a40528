"""Pictures of every page type at two widths in both themes, to be looked at; ``make screenshots`` runs it.

The two that the README shows are taken anew beside this file, in ``pictures/``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kg.build import build
from kg.home import Home
from tests.browser.addresses import PAGES
from tests.browser.chromium import launched
from tests.browser.serving import serving

ROOT = Path(__file__).resolve().parents[2]

WIDTHS = (390, 1280)
THEMES = ("light", "dark")
PICTURES = Path(__file__).with_name("pictures")
IN_README = ("home", "claim")


def main(folder: Path) -> None:
    """Build the shipped corpus, serve it, and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        build([str(ROOT / "kg" / "corpus")], Home(Path(home)))
        with serving(Home(Path(home))) as address, launched() as browser:
            for width in WIDTHS:
                for theme in THEMES:
                    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
                    page = context.new_page()
                    for name, path in PAGES.items():
                        page.goto(address + path)
                        page.wait_for_selector("html[data-ready]", state="attached")
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
                        if name in IN_README and (width, theme) == (1280, "light"):
                            page.screenshot(path=PICTURES / f"{name}.png")
                    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots")
