"""query, path, stats, export, diff."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

import kg as package
from kg.commands.common import home_option, interruptible, json_option, print_json, print_table
from kg.diff import compare, load_side
from kg.errors import ExportError
from kg.export.files import FORMATS, export_tables, to_csv, write
from kg.export.files import export as run_export
from kg.home import Home
from kg.identifiers import compress
from kg.namespaces import PREFIXES
from kg.network import Hop, measures, paths, weakest
from kg.query import Result, Rows, get_query, named_queries, read_query
from kg.results import JSON, TSV, WRITERS, XML

STANDARD = {"json": JSON, "xml": XML, "tsv": TSV}
"""Formats of rows that are written as the endpoint writes them."""
TRUTH = {
    "json": '{{"head": {{}}, "boolean": {}}}',
    "xml": '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{}</boolean></sparql>',
}


@click.command()
@click.argument("name", required=False)
@click.option("-q", "--text", help="SPARQL text instead of a name.")
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="Bind a parameter; things by label, slug, CURIE or IRI.",
)
@click.option(
    "-f",
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl"]),
)
@click.option("--allow-service", is_flag=True, help="Let a query you trust ask other endpoints by SERVICE.")
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@home_option
def query(
    name: str | None,
    text: str | None,
    params: tuple[str, ...],
    form: str,
    allow_service: bool,
    listing: bool,
    home: Home,
) -> None:
    """Run a named query, a .rq file or SPARQL text.

    \b
    kg query --list
    kg query therapies-for-condition --param condition=MONDO:0005148 -f csv
    kg query my-own.rq --param condition="type 2 diabetes"
    kg query -q 'SELECT ?t { ?t a hckg:Therapy } LIMIT 5'

    A file of your own names its parameters in its header: # params: condition iri
    """
    if listing:
        rows = [
            (q.group, q.name, ", ".join(q.parameters) or "-", q.question)
            for q in named_queries().values()
            if q.group != "derive"
        ]
        print_table(("group", "name", "parameters", "question"), rows, widest=90)
        return
    if (name is None) == (text is None):
        raise click.UsageError("give the name of a query, a .rq file, or -q TEXT")
    given = _pairs(params)
    with package.open(home.path) as graph:
        if name is not None:
            own = read_query(Path(name), allow_service=allow_service) if name.endswith(".rq") else get_query(name)
            result = interruptible(lambda: graph.run_query(own, **given))
        elif given:
            raise click.UsageError("parameters are for named queries and .rq files")
        else:
            result = interruptible(lambda: graph.sparql(text or "", allow_service=allow_service))
        _print_result(result, form)


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for param in params:
        key, _, value = param.partition("=")
        if not (key and value):
            raise click.UsageError(f"--param {param!r} must read NAME=VALUE")
        pairs[key.lstrip("?$")] = value
    return pairs


def _print_result(result: Result, form: str) -> None:
    if isinstance(result, bool):
        click.echo(TRUTH.get(form, "{}").format(str(result).lower()))
    elif isinstance(result, Rows):
        _print_rows(result, form)
    elif form in ("table", "ttl"):
        click.echo(_turtle(result), nl=False)
    else:
        raise click.UsageError(f"the answer is triples; -f {form} is for rows")


def _turtle(triples: Iterable[Triple]) -> str:
    """Return triples, whose nodes may be blank, with the prefixes that they use."""
    plain = [Triple(t.subject, t.predicate, t.object) for t in sorted(triples, key=str)]
    iris = {term.value for triple in plain for term in triple if isinstance(term, NamedNode)}
    prefixes = {prefix: base for prefix, base in PREFIXES.items() if any(iri.startswith(base) for iri in iris)}
    return (serialize(plain, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def _print_rows(rows: Rows, form: str) -> None:
    if form == "table":
        print_table(rows.variables, [[compress(r.text(v)) for v in rows.variables] for r in rows])
        if not rows.rows:
            click.echo("kg: no rows", err=True)
    elif form == "csv":
        click.echo(to_csv(rows), nl=False)
    elif form in STANDARD:
        text = "".join(WRITERS[STANDARD[form]](rows.variables, (r.values for r in rows)))
        click.echo(text, nl=not text.endswith("\n"))
    else:
        raise click.UsageError(f"a SELECT has rows; -f {form} is for other results")


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--longest", default=4, show_default=True, type=click.IntRange(1, 8), help="Hops at most.")
@home_option
@json_option
def path(start: str, end: str, longest: int, home: Home, as_json: bool) -> None:
    """Show how two things are joined, hop by hop, with the grade of each; a path is as strong as its weakest hop.

    \b
    kg path stem-cell-therapy type-2-diabetes
    kg path "GLP-1 receptor agonist" MONDO:0005148
    """
    with package.open(home.path) as graph:
        source, target = graph.find(start), graph.find(end)
        found = paths(graph.graph(), source, target, longest=longest)
    if as_json:
        print_json([{"weakest": weakest(p), "hops": [_hop(h) for h in p]} for p in found])
    for number, hops in enumerate([] if as_json else found[:10], 1):
        weak = min(hops, key=lambda h: h.rank)
        click.echo(f"{number}. {len(hops)} hop{'s' * (len(hops) > 1)}, weakest evidence: {weak.evidence_label}")
        for hop in hops:
            arrow = "→" if hop.forward else "←"
            ends = (hop.subject_label, hop.object_label)
            near, far = ends if hop.forward else reversed(ends)
            click.echo(f"   {near} {arrow} {hop.predicate_label} {arrow} {far}")
            grade = f"evidence: {hop.evidence_label}; wording: {hop.strength_label}; {hop.modality}"
            click.echo(f"     {grade}; {len(hop.claims)} claim{'s' * (len(hop.claims) != 1)}")
    if not found:
        click.echo(f"kg: no path of at most {longest} hops joins {start} and {end}", err=True)
        sys.exit(1)


def _hop(hop: Hop) -> dict[str, object]:
    return {
        "subject": hop.subject,
        "subjectLabel": hop.subject_label,
        "predicate": hop.predicate,
        "predicateLabel": hop.predicate_label,
        "object": hop.object,
        "objectLabel": hop.object_label,
        "evidence": hop.evidence,
        "evidenceLabel": hop.evidence_label,
        "rank": hop.rank,
        "strength": hop.strength_label,
        "modality": hop.modality,
        "forward": hop.forward,
        "claims": list(hop.claims),
    }


@click.command()
@home_option
@json_option
def stats(home: Home, as_json: bool) -> None:
    """Count articles, claims, things and edges, and show by what evidence the claims stand.

    \b
    kg stats
    kg stats --json
    """
    with package.open(home.path) as graph:
        counts = {row.text("what"): row.number("count") or 0 for row in graph.query("counts")}
        levels = {row.text("label"): row.number("claims") or 0 for row in graph.query("claims-by-evidence")}
        network = measures(graph.graph())
        quads, commit = graph.snapshot.manifest["quads"], graph.commit
    if as_json:
        print_json({"commit": commit, "quads": quads, "counts": counts, "claimsByEvidence": levels, "network": network})
        return
    print_table(
        ("what", "count"), [*counts.items(), ("quads", quads), *(("network: " + k, v) for k, v in network.items())]
    )
    click.echo()
    print_table(("best evidence", "claims"), levels.items())


@click.command()
@click.option("-f", "--format", "form", default="ttl", show_default=True, type=click.Choice(FORMATS))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File; a directory for csv. Standard output otherwise."
)
@click.option("--about", default="", help="One thing only: label, slug, CURIE or IRI.")
@home_option
def export(form: str, output: Path | None, about: str, home: Home) -> None:
    """Write the graph, or what it says about one thing, in a format other tools read.

    \b
    kg export -f ttl -o graph.ttl
    kg export -f ttl --about type-2-diabetes
    kg export -f csv -o tables/
    """
    with package.open(home.path) as graph:
        iri = graph.find(about) if about else ""
        if form != "csv":
            write(output, run_export(graph.source(), form, about=iri))
            return
        if output is None or about:
            raise click.UsageError("csv is three tables: give a directory with -o, without --about")
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(f"cannot be made: {error.strerror}", where=str(output)) from error
        for name, data in export_tables(graph.source()):
            write(output / name, data)


@click.command()
@click.argument("old")
@click.argument("new")
@json_option
def diff(old: str, new: str, as_json: bool) -> None:
    """Say in articles and claims what differs between two homes, records or exported files; exit 1 if they differ.

    \b
    kg diff graph-2025 graph-2026
    kg diff old/record.yaml new/record.yaml
    """
    articles, claims = compare(load_side(Path(old)), load_side(Path(new)))
    if as_json:
        print_json({**claims.as_dict("claim"), "articles": articles.as_dict("article")})
    else:
        for line in (*articles.lines("article "), *claims.lines()):
            click.echo(line)
    sys.exit(1 if articles or claims else 0)
