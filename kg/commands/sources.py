"""retractions."""

from __future__ import annotations

from pathlib import Path

import click

from kg.build import import_retractions
from kg.commands.common import Existing, home_option
from kg.home import Home
from kg.retractions import read_retractions
from kg.vocabulary import load


@click.group()
def retractions() -> None:
    """Flag publications that were retracted, corrected or put in doubt, and every claim that rests on them.

    \b
    kg retractions import notices.csv
    """


@retractions.command(name="import")
@click.argument("file", type=Existing())
@home_option
def import_(file: Path, home: Home) -> None:
    """Take notices from a CSV file as Crossref publishes Retraction Watch, in place of those held.

    \b
    kg retractions import retraction_watch.csv
    kg query claims-on-retracted
    """
    notices = read_retractions(file, load())
    flagged = import_retractions(home, notices)
    click.echo(
        f"{len(notices)} notice{'s' * (len(notices) != 1)} held; "
        f"{flagged} publication{'s' * (flagged != 1)} of this graph flagged by them"
    )
