"""Latency and throughput of ``kg serve`` beside the Oxigraph server, same data, same run.

    python -m tests.benchmarks.bench_sparql [QUADS]

Needs the ``oxigraph`` program (``pip install oxigraph``) for the comparison; without it only ours is measured.
"""

from __future__ import annotations

import contextlib
import http.client
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.integration.serving import serve

E = "http://e/"
QUADS_EACH = 10
LEVELS, CONDITIONS = 12, 400


def write_data(path: Path, quads: int) -> int:
    """Write articles of one claim each, ten quads apiece; return how many."""
    draw, articles = random.Random(1), quads // QUADS_EACH
    with path.open("w", encoding="utf-8") as out:
        for n in range(articles):
            s, g = f"<{E}claim/{n}>", f"<{E}graph/{n // 10}>"
            facts = {
                "type": f"<{E}Claim>",
                "label": f'"claim number {n} of the corpus"',
                "subject": f"<{E}therapy/{draw.randrange(2000)}>",
                "object": f"<{E}condition/{draw.randrange(CONDITIONS)}>",
                "level": f"<{E}level/{draw.randrange(LEVELS)}>",
                "strength": f'"{draw.randrange(7)}"',
                "article": f"<{E}article/{n // 5}>",
                "start": f'"{n % 997}"',
                "end": f'"{n % 997 + 40}"',
                "date": f'"20{n % 25:02}-01-01"',
            }
            out.writelines(f"{s} <{E}{p}> {o} {g} .\n" for p, o in facts.items())
    return articles


def queries(articles: int) -> dict[str, Callable[[random.Random], str]]:
    """Return what is measured; each call asks about something else, but for ``again``, whose answer is kept."""
    return {
        "again": lambda _: f"SELECT ?p ?o {{ <{E}claim/7> ?p ?o }}",
        "lookup": lambda r: f"SELECT ?p ?o {{ <{E}claim/{r.randrange(articles)}> ?p ?o }}",
        "join": lambda r: (
            f"SELECT ?c ?label ?t ?s {{ ?c <{E}object> <{E}condition/{r.randrange(CONDITIONS)}> ; "
            f"<{E}level> <{E}level/{r.randrange(LEVELS)}> ; <{E}label> ?label ; <{E}subject> ?t ; <{E}strength> ?s }}"
        ),
        "construct": lambda r: (
            f"CONSTRUCT {{ ?c ?p ?o }} WHERE {{ ?c <{E}article> <{E}article/{r.randrange(articles // 5)}> ; ?p ?o }}"
        ),
    }


class Endpoint:
    """A connection that is kept open."""

    def __init__(self, address: str) -> None:
        self.path = urlsplit(address).path
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def ask(self, query: str) -> int:
        """Return the size of the answer."""
        headers = {
            "Content-Type": "application/sparql-query",
            "Accept": "application/sparql-results+json, text/turtle;q=0.9",
        }
        self.connection.request("POST", self.path, query.encode(), headers)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:  # noqa: PLR2004
            raise SystemExit(f"{response.status}: {body[:200]!r}")
        return len(body)


def latency(address: str, make: Callable[[random.Random], str], times: int, seed: int) -> float:
    """Median milliseconds of one client, warm; another seed each time, or answers that are kept would be measured."""
    endpoint, draw, taken = Endpoint(address), random.Random(seed), []
    for number in range(times + 20):
        query = make(draw)
        started = time.perf_counter()
        endpoint.ask(query)
        if number >= 20:  # noqa: PLR2004
            taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)


def throughput(address: str, make: Callable[[random.Random], str], seconds: float = 4.0, clients: int = 4) -> float:
    """Queries a second of several clients."""
    counts = [0] * clients
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        endpoint, draw = Endpoint(address), random.Random(1000 + number)
        while time.perf_counter() < end:
            endpoint.ask(make(draw))
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


@contextlib.contextmanager
def oxigraph(data: Path, folder: Path) -> Iterator[str | None]:
    """Run the Oxigraph server on the same data, if it is installed."""
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        yield None
        return
    store, port = str(folder / "oxigraph"), "7979"
    subprocess.run([program, "load", "--location", store, "--file", str(data)], check=True, capture_output=True)
    command = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        time.sleep(3)
        yield f"http://127.0.0.1:{port}/query"
        process.terminate()


def main() -> None:
    """Measure and print a table."""
    quads = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = write_data(folder / "data.nq", quads)
        with oxigraph(folder / "data.nq", folder) as theirs, serve("--data", str(folder / "data.nq")) as server:
            ours = f"http://{server.host}:{server.port}/sparql"
            print(f"{quads:,} quads; median ms of 300, one client; q/s of 4 clients")
            for title, make in queries(articles).items():
                rounds = [
                    (latency(ours, make, 150, seed), latency(theirs, make, 150, seed) if theirs else 0.0)
                    for seed in range(2, 4)
                ]
                a, b = (statistics.mean(side) for side in zip(*rounds, strict=True))
                rate = throughput(ours, make), throughput(theirs, make) if theirs else 0.0
                ratio = f"ratio {a / b:.2f}" if b else ""
                print(f"{title:10} ours {a:7.2f} ms {rate[0]:6.0f}/s  oxigraph {b:7.2f} ms {rate[1]:6.0f}/s  {ratio}")


if __name__ == "__main__":
    main()
