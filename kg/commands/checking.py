"""validate, verify, policy."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pyoxigraph import Store

import kg as package
from kg.checking import slices_in, store_of
from kg.commands.common import Existing, home_option, json_option, print_json, print_table
from kg.formats import is_rdf
from kg.home import Home
from kg.model import Report
from kg.policy import gaps, levels
from kg.validate import our_shapes, to_json, to_text, to_turtle, validate_store, with_dismissals
from kg.verify import verify as run_verify
from kg.vocabulary import load


@click.command()
@click.argument("inputs", nargs=-1)
@click.option("--shapes", multiple=True, type=Existing(), help="Other shapes.")
@click.option(
    "-f", "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json", "turtle"])
)
@home_option
@click.option("--json", "as_json", is_flag=True, help="The same as -f json.")
def validate(inputs: tuple[str, ...], shapes: tuple[Path, ...], form: str, home: Home, as_json: bool) -> None:
    """Check a home, or graphs, records and articles, against our shapes; exit 1 if anything is a Violation.

    Other shapes (--shapes) go to pySHACL as they are, on the data alone.

    \b
    kg validate
    kg validate record.yaml
    kg validate data.ttl --shapes shapes.ttl -f turtle
    """
    form = "json" if as_json else form
    report, text = _foreign(inputs, shapes, home, form) if shapes else _ours(inputs, home, form)
    click.echo(text, nl=not text.endswith("\n"))
    sys.exit(0 if report.conforms else 1)


def _ours(inputs: tuple[str, ...], home: Home, form: str) -> tuple[Report, str]:
    if inputs:
        store = store_of(inputs)
        for about in slices_in(store):
            told = f"holds only what a graph says about {about}; what that points to is missing and counts as broken"
            click.echo(f"kg: {', '.join(inputs)}: {told}; validate the graph it was cut from", err=True)
        report = with_dismissals(validate_store(store, our_shapes(), default_union=False), store)
    else:
        with package.open(home.path) as graph:
            report = with_dismissals(validate_store(graph.store, our_shapes()), graph.store)
    return report, {"json": to_json, "turtle": to_turtle, "text": to_text}[form](report)


def _foreign(inputs: tuple[str, ...], shapes: tuple[Path, ...], home: Home, form: str) -> tuple[Report, str]:
    from kg.validate.reference import read_graph, read_report, reference_report_graph, store_graph

    shapes_graph = read_graph(shapes[0])
    for path in shapes[1:]:
        shapes_graph += read_graph(path)
    if inputs and all(is_rdf(Path(p)) for p in inputs):
        data = read_graph(Path(inputs[0]))
        for name in inputs[1:]:
            data += read_graph(Path(name))
    else:
        data = store_graph(_home_store(home) if not inputs else store_of(inputs))
    graph = reference_report_graph(data, shapes_graph)
    report = read_report(graph, data, shapes_graph)
    if form == "turtle":
        return report, graph.serialize(format="turtle")
    return report, to_json(report) if form == "json" else to_text(report)


def _home_store(home: Home) -> Store:
    store = Store()
    with package.open(home.path) as graph:
        store.bulk_extend(iter(graph.store))
    return store


@click.command()
@home_option
@json_option
def verify(home: Home, as_json: bool) -> None:
    """Check every place against its text, and the store against its manifest.

    A place whose text is not held here is counted, not faulted.

    \b
    kg verify --home kg-data
    """
    result = run_verify(home)
    if as_json:
        print_json(result.as_dict())
    else:
        header = ("places", "verified", "not verifiable here", "wrong")
        print_table(header, [(result.places, result.verified, result.unverifiable, len(result.wrong))])
        for line in result.wrong:
            click.echo(f"kg: {line}", err=True)
    sys.exit(1 if result.wrong else 0)


@click.group()
def policy() -> None:
    """Explain which wording which evidence carries. It is our policy, agreed by no authority, and it is data.

    \b
    kg policy show
    kg policy check
    """


@policy.command()
@json_option
def show(as_json: bool) -> None:
    """Show the matrix of evidence and wording."""
    rows = levels(load())
    if as_json:
        print_json(
            [
                {
                    "level": r.slug,
                    "rank": r.rank,
                    "maxStrength": r.max_strength,
                    "maxScope": r.max_scope,
                    "maxStrengthInModel": r.in_model,
                    "wordings": r.judgements,
                }
                for r in rows
            ]
        )
        return
    names = [s for s in rows[0].judgements if load().rank("claim-strength", s) >= 2]
    signs = {"fine": ".", "info": "info", "warning": "WARNING"}
    print_table(
        ("evidence", "widest scope", *names),
        [(r.label, r.max_scope, *(signs[r.judgements[n]] for n in names)) for r in rows],
    )
    click.echo("\nWARNING: the wording outruns the evidence by two steps or more; info: by one.")
    for row in rows:
        if row.in_model:
            most = load().member("claim-strength", row.in_model).label
            click.echo(f"A claim that names the model of its {row.label} may be worded up to '{most}'.")
    click.echo("Change a cell in ontology/evidence.ttl.")


@policy.command()
def check() -> None:
    """Report what the policy leaves open; exit 1 if anything is."""
    found = list(gaps(load()))
    for line in found:
        click.echo(f"kg: {line}", err=True)
    if not found:
        click.echo("every evidence level has a strongest wording and a widest scope; ranks are unique")
    sys.exit(1 if found else 0)
