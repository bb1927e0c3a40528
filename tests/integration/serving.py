"""The real server as a child process, and the few requests the tests make to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from kg.endpoint.server import Application, Channel, Server, create_server

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Served:
    """A running ``kg serve``."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.host, self.port = urlsplit(address).hostname, urlsplit(address).port
        self.log: list[str] = []
        threading.Thread(target=lambda: self.log.extend(process.stderr), daemon=True).start()

    def get(self, path: str, accept: str = "*/*", method: str = "GET", body: bytes | None = None, **headers: str):
        """Send a request; return status, headers and body."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body, {"Accept": accept, **headers})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()

    def ask(self, query: str, accept: str = "text/csv", **fields: str):
        """Send a query in the body, so that its length is no matter of address limits."""
        extra = "".join(f"&{name}={quote(value)}" for name, value in fields.items())
        kind = {"Content-Type": "application/sparql-query"}
        return self.get(f"/sparql?{extra}", accept, "POST", query.encode(), **kind)

    def number(self, name: str) -> float:
        """Read one number of the metrics page."""
        lines = self.get("/metrics")[2].decode().splitlines()
        return float(next(line.split()[1] for line in lines if line.startswith(name + " ")))

    def memory(self) -> int:
        """Bytes of the server and all its workers."""
        return sum(resident(pid) for pid in (self.process.pid, *self.workers()))

    def workers(self) -> list[int]:
        """Process ids of the workers, of those too that the server has forgotten."""
        return children_of(self.process.pid)


@contextlib.contextmanager
def serve(*arguments: str) -> Iterator[Served]:
    """Run ``kg serve`` on a free port until the block ends."""
    options = [*arguments, "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-c", f"from web.commands import serve; serve({options!r})"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            first = process.stderr.readline()
            while first and not first.startswith("http://"):
                first = process.stderr.readline()
            yield Served(process, first.split()[0])
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


@contextlib.contextmanager
def running(
    application: Application, *, threads: int = 2, channel_class: type[Channel] = Channel, **options: float
) -> Iterator[Server]:
    """Run the production server in this process, by itself, with channels of a class."""
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # as kg serve does; another command of kg may have run here before
    server = create_server(application, host="127.0.0.1", port=0, threads=threads, **options)
    server.channel_class = channel_class
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def children_of(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(path.parent.name))
    return found


def resident(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    return 0


def bindings(body: bytes) -> list[dict]:
    return json.loads(body)["results"]["bindings"]
