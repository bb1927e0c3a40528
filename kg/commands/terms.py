"""terms list, import, install."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.common import Existing, print_table
from kg.terms import install as run_install
from kg.terms import list_packs, packs_folder, remove_pack


@click.group()
def terms() -> None:
    """List, import, install and remove the vocabularies that extraction looks for.

    They lie in your data folder for all graphs; KG_TERMS names another folder.

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
@click.argument("file", type=Existing())
@click.option("--name", default="", help="Name of the pack; that of the file otherwise. One of that name is replaced.")
@click.option("--class", "cls", default="", help="Class of all terms, such as Therapy; by their identifiers otherwise.")
def import_(file: Path, name: str, cls: str) -> None:
    """Make a pack of an OBO, OBO graphs, SKOS, OWL, MeSH XML or CSV file.

    A CSV file has the columns id and label, and where wanted class, kind, synonyms and broader (several: a|b).

    \b
    kg terms import mondo.obo
    kg terms import teas.csv --name teas --class Exposure
    """
    from kg.terms import import_file

    pack = import_file(file, name=name, cls=cls)
    click.echo(f"{pack.name} {pack.version}: {pack.terms} terms, {pack.names} names, in {packs_folder()}")


@terms.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Take a pack out; records made with it stay as they are.

    \b
    kg terms remove teas
    """
    remove_pack(name)
    click.echo(f"removed {name}")
