"""The application over the shipped corpus, without a server."""

from __future__ import annotations

import pytest

import kg
from kg.summary import findings
from web import create_app


@pytest.fixture(scope="session")
def graph(corpus_home):
    with kg.open(corpus_home.path) as opened:
        yield opened


@pytest.fixture(scope="session")
def app(graph):
    """The application; a test waits for the findings however busy the machine is."""
    findings.WAIT_SECONDS = 300
    return create_app(graph)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def site(app):
    return app.extensions["kg"]
