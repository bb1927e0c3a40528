"""check."""

from __future__ import annotations

import sys

import click

from kg.articles import read_inputs
from kg.check import Checked, check_article
from kg.check_forms import FORMS
from kg.commands.common import tell
from kg.errors import KgError


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("-f", "--format", "form", default="text", show_default=True, type=click.Choice(list(FORMS)))
def check(inputs: tuple[str, ...], form: str) -> None:
    """Report on articles for their editor; nothing is stored. Exit 1 if there are warnings.

    \b
    kg check article.html
    kg check drafts/ -f sarif > findings.sarif
    kg check article.txt -f html > report.html
    """
    worst, reports = 0, list[Checked]()
    for found in read_inputs(inputs):
        if isinstance(found, KgError):
            tell(found)
            worst = max(worst, found.exit_code)
        else:
            reports.append(check_article(found))
    if reports or (not worst and form != "text"):
        click.echo(FORMS[form](reports), nl=False)
    sys.exit(max(worst, int(any(r.warnings for r in reports))))
