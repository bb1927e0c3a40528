"""Fixtures that every test may use: our corpus, a built home, and no network but this machine's own."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kg.build import build
from kg.home import Home
from kg.record import complete, read_drafts
from kg.vocabulary import load

ROOT = Path(__file__).parent.parent
FOUNDING = ROOT / "kg" / "corpus" / "records" / "stem-cell-therapy-reverses.yaml"


@pytest.fixture(autouse=True)
def _no_network():
    """Let a test reach this machine only."""
    connect = socket.socket.connect

    def guarded(self, address):
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise PermissionError(f"tests do not reach {host}")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def vocabulary():
    return load()


@pytest.fixture(scope="session")
def founding(vocabulary):
    """The founding article's record, complete."""
    return complete(next(iter(read_drafts(FOUNDING))), vocabulary)


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory):
    """A home with the whole shipped corpus, built once; read only."""
    home = Home(tmp_path_factory.mktemp("corpus"))
    summary = build([str(ROOT / "kg" / "corpus")], home)
    assert summary.exit_code == 0, [
        o.error or o.results for o in summary.outcomes if o.status in ("refused", "unreadable")
    ]
    return home
