"""Fetching: what is public, and what a real server on this machine may not do to us."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import FetchError
from kg.read.fetch import fetch, is_public

PAGE = b"<html><body><p>Tea and sleep.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name.startswith("to-"):
            self.send_response(302)
            self.send_header(
                "Location", {"to-page": "/page", "to-self": "/to-self", "to-file": "file:///etc/passwd"}[name]
            )
            self.end_headers()
            return
        body = {"bomb": gzip.compress(b"0" * 30_000_000), "gzip": gzip.compress(PAGE), "cut": gzip.compress(PAGE)[:-9]}
        body = body.get(name, PAGE)
        self.send_response(404 if name == "gone" else 200)
        self.send_header("Content-Type", "image/png" if name == "picture" else "text/html")
        if name in ("bomb", "gzip", "cut"):
            self.send_header("Content-Encoding", "gzip")
        if name == "short":
            self.send_header("Content-Length", str(len(PAGE) + 1))
        self.end_headers()
        try:
            self.wfile.write(body)
            if name == "slow":
                self.wfile.flush()
                self.server.stopped.wait(20)  # type: ignore[attr-defined]
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.stopped = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stopped.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def loopback(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize("name", ["page", "gzip", "to-page"])
def test_page_is_fetched(address: str, name: str) -> None:
    assert fetch(f"{address}/{name}", allowed=loopback).data == PAGE


def test_address_after_redirects_is_told(address: str) -> None:
    assert fetch(f"{address}/to-page", allowed=loopback).address == f"{address}/page"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("gone", "answers 404"),
        ("picture", "is image/png"),
        ("bomb", "larger than 10 MB"),
        ("short", "broke off before its end"),
        ("cut", "broke off before its end"),
        ("to-self", "redirects more than 5 times"),
        ("to-file", "must start with http"),
    ],
)
def test_what_may_not_be_fetched_is_said(address: str, name: str, fault: str) -> None:
    with pytest.raises(FetchError, match=fault):
        fetch(f"{address}/{name}", allowed=loopback)


def test_slow_server_is_left(address: str) -> None:
    with pytest.raises(FetchError):
        fetch(f"{address}/slow", allowed=loopback, seconds=0.3)


def test_own_machine_is_not_public(address: str) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        fetch(address)


@pytest.mark.parametrize(
    "given",
    ["ftp://example.org/", "file:///etc/passwd", "http:///x", "http://[::1]/", "http://0x7f.1/", "http://localhost/"],
)
def test_other_schemes_and_private_addresses_are_refused(given: str) -> None:
    with pytest.raises(FetchError):
        fetch(given)


@pytest.mark.parametrize(
    "numeric",
    ["0.0.0.0", "100.64.0.1", "192.168.0.1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1"],
)
def test_private_ranges(numeric: str) -> None:
    assert not is_public(numeric)
