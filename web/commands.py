"""``kg serve``: pages and SPARQL of a home, or of any RDF files."""

from __future__ import annotations

import logging
import signal
import sys
import time
from pathlib import Path
from typing import Any

import click

from kg.commands.common import home_option
from kg.endpoint.budget import Budget
from kg.endpoint.server import create_server, run, threads_for
from kg.home import Home
from kg.namespaces import PREFIXES
from kg.workers import Settings
from web.service import of_files, of_home

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""Names by which a server on this machine is always called."""
LINE = "%(asctime)s.%(msecs)03dZ %(name)s %(message)s"
"""A line of the log, in UTC: it has every hour once."""


@click.command()
@home_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--data", multiple=True, type=click.Path(path_type=Path), help="RDF file to serve instead of a home.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries run at a time.")
@click.option(
    "--deadline", default=10.0, show_default=True, type=click.FloatRange(0.1, 60), help="Seconds a query has."
)
@click.option(
    "--memory", "memory_mb", default=1024, show_default=True, type=click.IntRange(64), help="Megabytes a query has."
)
@click.option("--rows", default=10_000, show_default=True, type=click.IntRange(1), help="Rows of one answer.")
@click.option("--queue", default=8, show_default=True, type=click.IntRange(0, 1000), help="Queries that may wait.")
@click.option(
    "--budget",
    default=60.0,
    show_default=True,
    type=click.FloatRange(0, 6000),
    help="Seconds of query time a minute for each client not on this machine; 0 is no limit.",
)
@click.option("--behind-proxy", metavar="ADDRESS", help="Believe X-Forwarded-* headers from this proxy.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Further host name that requests may use.")
@click.option("--isolation", default="try", show_default=True, type=click.Choice(["require", "try"]), help="Network.")
def serve(
    home: Home,
    host: str,
    port: int,
    data: tuple[Path, ...],
    files: tuple[Path, ...],
    budget: float,
    behind_proxy: str | None,
    allow_host: tuple[str, ...],
    **limits: Any,
) -> None:
    """Serve pages and SPARQL.

    \b
    kg serve                                  the graph of this home
    kg serve --data schools.ttl regions.nq    any RDF files, read-only
    """  # noqa: D301 -- click reads the backspace
    logging.Formatter.converter = time.gmtime
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=LINE, datefmt="%Y-%m-%dT%H:%M:%S")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a client or worker that is gone must not end us
    settings = Settings(prefixes=PREFIXES, **limits)
    hosts = (*LOCAL, f"[{host}]" if ":" in host else host, *allow_host)
    paths = data + files
    allowed, threads = Budget(seconds=budget, burst=2 * budget), threads_for(settings)
    with of_files(paths, settings, allowed, hosts) if paths else of_home(home, settings, allowed, hosts) as app:
        server = create_server(app, host=host, port=port, threads=threads, trusted_proxy=behind_proxy)
        click.echo(f"http://{host}:{server.effective_port}/  (SPARQL: /sparql; stop with Ctrl-C)", err=True)
        run(server)
