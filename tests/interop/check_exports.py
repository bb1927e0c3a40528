"""Exports read by parsers of others: each has to find the very triples or quads that were written.

    python -m tests.interop.check_exports

Needs ``rdflib`` (pip), ``rapper`` and ``serdi`` (apt: raptor2-utils, serdi) and ``npm``, which fetches N3.js and
jsonld.js into a temporary folder. What is missing is installed as root on Debian, else it is a failure that says what
to install. Our data has no blank nodes, so that sets of lines can be compared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse

from tests.debian import program
from tests.interop.tools import npm, run

CORPUS = Path(__file__).parents[2] / "kg" / "corpus"
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
NAMES = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "trig": "trig"}
"""What rdflib, Raptor and Serd call them alike."""
N3 = """
const {Parser, Writer} = require('n3'), fs = require('fs');
const [file, format] = process.argv.slice(1);
const writer = new Writer(process.stdout, {format: 'N-Quads', end: false});
writer.addQuads(new Parser({format}).parse(fs.readFileSync(file, 'utf8')));
writer.end();
"""
JSONLD = """
const jsonld = require('jsonld'), fs = require('fs');
const documentLoader = url => { throw new Error('fetches ' + url); };
const options = {format: 'application/n-quads', documentLoader};
jsonld.toRDF(JSON.parse(fs.readFileSync(process.argv[1], 'utf8')), options).then(text => process.stdout.write(text));
"""
Statements = set[Triple | Quad]
Reader = Callable[[Path], str]


def statements(text: str, kind: RdfFormat = RdfFormat.N_QUADS) -> Statements:
    """Read what a tool printed, or what we exported."""
    return set(parse(text, kind))


def by_rdflib(path: Path) -> str:
    """Read with rdflib, digits as they are written."""
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    data = rdflib.Dataset()
    data.parse(path, format={**NAMES, "rdf": "xml", "jsonld": "json-ld"}[path.suffix[1:]])
    return data.serialize(format="nquads")


def by_rapper(path: Path) -> str:
    """Read with Raptor."""
    kind = {**NAMES, "rdf": "rdfxml"}[path.suffix[1:]]
    return run(program("rapper", "raptor2-utils"), "-q", "-i", kind, "-o", "nquads", str(path))


def by_serdi(path: Path) -> str:
    """Read with Serd, strictly."""
    return run(program("serdi", "serdi"), "-i", NAMES[path.suffix[1:]], "-o", "nquads", str(path))


def by_n3(modules: Path) -> Reader:
    """Read with N3.js."""
    kinds = {"ttl": "Turtle", "nt": "N-Triples", "nq": "N-Quads", "trig": "TriG"}
    return lambda path: run("node", "-e", N3, str(path), kinds[path.suffix[1:]], cwd=str(modules))


def by_jsonld(modules: Path) -> Reader:
    """Read with jsonld.js, which may fetch nothing."""
    return lambda path: run("node", "-e", JSONLD, str(path), cwd=str(modules))


def exported(folder: Path) -> dict[str, Path]:
    """Build the shipped corpus and export it; the same command twice has to write the same bytes."""
    kg, home = (sys.executable, "-m", "kg"), str(folder / "home")
    run(*kg, "build", str(CORPUS), "--home", home)
    found = {}
    for form in FORMATS:
        found[form], again = folder / f"graph.{form}", folder / f"again.{form}"
        for path in (found[form], again):
            run(*kg, "export", "-f", form, "-o", str(path), "--home", home)
        if found[form].read_bytes() != again.read_bytes():
            raise SystemExit(f"{form}: two exports differ")
    return found


def compared(files: dict[str, Path], modules: Path) -> Iterator[tuple[str, str, int, bool]]:
    """Walk format, tool, number of statements, and whether they are those that we wrote."""
    n3, jsonld = by_n3(modules), by_jsonld(modules)
    readers: dict[str, dict[str, Reader]] = {
        "ttl": {"rdflib": by_rdflib, "rapper": by_rapper, "serdi": by_serdi, "n3": n3},
        "nt": {"rdflib": by_rdflib, "rapper": by_rapper, "serdi": by_serdi, "n3": n3},
        "rdf": {"rdflib": by_rdflib, "rapper": by_rapper},
        "trig": {"rdflib": by_rdflib, "rapper": by_rapper, "serdi": by_serdi, "n3": n3},
        "nq": {"rdflib": by_rdflib, "rapper": by_rapper, "serdi": by_serdi, "n3": n3},
        "jsonld": {"rdflib": by_rdflib, "jsonld": jsonld},
    }
    for form, path in files.items():
        written = {_quad(s) for s in statements(path.read_text("utf-8"), FORMATS[form])}
        for tool, reader in readers[form].items():
            found = statements(reader(path))
            yield form, tool, len(found), bool(written) and found == written


def _quad(statement: Triple | Quad) -> Quad:
    graph = statement.graph_name if isinstance(statement, Quad) else DefaultGraph()
    return Quad(statement.subject, statement.predicate, statement.object, graph)


def main() -> int:
    """Compare every tool with what we wrote; the triples of all formats without graphs have to be the same."""
    with TemporaryDirectory() as folder, npm("n3@1", "jsonld@8") as modules:
        files = exported(Path(folder))
        wrong = False
        for form, tool, count, same in compared(files, modules):
            print(f"{form:7} {tool:8} {count} statements {'ok' if same else 'WRONG'}", flush=True)
            wrong |= not same
        plain = [statements(files[f].read_text("utf-8"), FORMATS[f]) for f in ("ttl", "nt", "rdf")]
        if any(triples != plain[0] for triples in plain):
            print("Turtle, N-Triples and RDF/XML say different things")
            wrong = True
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
