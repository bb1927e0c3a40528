"""Clients of others against the running server: each asks one query and has to find the same therapies.

    python -m tests.interop.check_sparql_clients

Needs ``SPARQLWrapper``, ``rdflib`` and ``pandas`` (pip), ``curl`` and ``roqet`` (apt: curl, rasqal-utils), and
``npm``, which fetches Comunica into a temporary folder. What is missing is installed as root on Debian, else it is a
failure that says what to install.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from kg.build import build
from kg.home import Home
from kg.query import get_query
from tests.debian import program
from tests.integration.serving import serve
from tests.interop.tools import npm, run

ROOT = Path(__file__).parents[2]

QUERY = get_query("first-query").text
COMUNICA = "@comunica/query-sparql@4"


def column(text: str) -> set[str]:
    """Read the one column of a CSV answer."""
    return {row[0] for row in list(csv.reader(io.StringIO(text)))[1:] if row}


def by_curl(endpoint: str) -> set[str]:
    """Ask with curl."""
    return column(
        run(program("curl", "curl"), "-sSfG", endpoint, "--data-urlencode", f"query={QUERY}", "-H", "Accept: text/csv")
    )


def by_sparqlwrapper(endpoint: str) -> set[str]:
    """Ask with SPARQLWrapper, by GET and by POST."""
    from SPARQLWrapper import JSON, POST, SPARQLWrapper

    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.setQuery(QUERY)
    first = {b["therapy"]["value"] for b in client.queryAndConvert()["results"]["bindings"]}
    client.setMethod(POST)
    second = {b["therapy"]["value"] for b in client.queryAndConvert()["results"]["bindings"]}
    return first if first == second else set()


def by_rdflib(endpoint: str) -> set[str]:
    """Ask with rdflib's SPARQLStore."""
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    return {str(row[0]) for row in Graph(SPARQLStore(endpoint)).query(QUERY)}


def by_pandas(endpoint: str) -> set[str]:
    """Read the CSV answer as a table."""
    import pandas as pd

    table = pd.read_csv(f"{endpoint}?query={quote(QUERY)}", storage_options={"Accept": "text/csv"})
    return set(table["therapy"])


def by_roqet(endpoint: str) -> set[str]:
    """Ask with Rasqal's command line tool."""
    return column(run(program("roqet", "rasqal-utils"), "-q", "-p", endpoint, "-e", QUERY, "-r", "csv"))


def by_comunica(endpoint: str) -> set[str]:
    """Ask with Comunica, which first reads the service description."""
    with npm(COMUNICA) as modules:
        client = str(modules / "node_modules" / ".bin" / "comunica-sparql")
        found = json.loads(run("node", client, f"sparql@{endpoint}", QUERY, "-t", "application/sparql-results+json"))
    return {b["therapy"]["value"] for b in found["results"]["bindings"]}


CLIENTS: tuple[Callable[[str], set[str]], ...] = (
    by_curl,
    by_sparqlwrapper,
    by_rdflib,
    by_pandas,
    by_roqet,
    by_comunica,
)


def main() -> int:
    """Build the shipped corpus, serve it, let every client ask."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        build([str(ROOT / "kg" / "corpus")], home)
        with serve("--home", str(home.path)) as server:
            endpoint = f"http://{server.host}:{server.port}/sparql"
            answers = {client.__name__.removeprefix("by_"): client(endpoint) for client in CLIENTS}
    expected = answers["curl"]
    wrong = {name: found for name, found in answers.items() if found != expected}
    for name, found in answers.items():
        print(f"{name:15} {len(found)} therapies {'WRONG' if name in wrong else 'ok'}")
    return 1 if wrong or not expected else 0


if __name__ == "__main__":
    sys.exit(main())
