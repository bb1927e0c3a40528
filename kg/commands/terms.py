"""terms list, import, install."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.common import print_table
from kg.terms import install as run_install
from kg.terms import list_packs, packs_folder


@click.group()
def terms() -> None:
    """List, import and install the vocabularies that extraction looks for.

    \b
    kg terms list
    kg terms import mondo.obo
    """


@terms.command("list")
def list_() -> None:
    """List the installed packs."""
    rows = [(p.name, p.version, p.terms, p.names, "; ".join(p.attribution)) for p in list_packs()]
    if rows:
        print_table(("pack", "version", "terms", "names", "attribution"), rows)
    else:
        click.echo(f"no packs in {packs_folder()}; kg terms install brings one")


@terms.command("install")
def install() -> None:
    """Bring the default vocabulary: 550,000 names of diseases, drugs, procedures, processes and anatomy."""
    pack = run_install()
    click.echo(f"{pack.name} {pack.version}: {pack.terms} terms, {pack.names} names, in {packs_folder()}")


@terms.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Make a pack of an OBO, OBO graphs, SKOS, OWL, MeSH XML or CSV file."""
    from kg.terms import import_file

    pack = import_file(file)
    click.echo(f"{pack.name} {pack.version}: {pack.terms} terms, {pack.names} names, in {packs_folder()}")
