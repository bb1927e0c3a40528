"""A snapshot of made-up data that query bombs can be dropped on."""

from __future__ import annotations

import socket
import threading

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

THINGS = 2_000


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    """2,000 things with a label each in three graphs, joined in a ring, as a store nobody writes to."""
    path = tmp_path_factory.mktemp("data") / "store"
    store = Store(str(path))
    store.bulk_extend(quads())
    store.flush()
    del store
    return path


def quads():
    for number in range(THINGS):
        thing, graph = NamedNode(f"http://e/{number}"), NamedNode(f"http://e/graph/{number % 3}")
        yield Quad(thing, NamedNode("http://e/label"), Literal(f"thing {number}"), graph)
        yield Quad(thing, NamedNode("http://e/next"), NamedNode(f"http://e/{(number + 1) % THINGS}"), graph)


class Listener:
    """A port on this machine that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.hits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()


@pytest.fixture
def listener():
    found = Listener()
    yield found
    found.socket.close()
