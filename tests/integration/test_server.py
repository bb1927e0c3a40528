"""The production server by itself: what leaves it byte by byte, what it logs, and when its loop has to send."""

from __future__ import annotations

import contextlib
import http.client
import logging
import socket
import threading
import time
from types import SimpleNamespace

import pytest

from kg.endpoint.server import FULL, LEAST_RATE, ONE_PIECE, READ_SECONDS, Channel
from tests.integration.serving import PATIENCE, running

LARGE = bytes(range(256)) * 2**15
FILE = b"a file of its own\n" * 1000


def application(environ, start_response):
    """Answer in each way that WSGI has."""
    path = environ["PATH_INFO"]
    if path == "/fault":
        raise RuntimeError("a fault of the application")
    body = {"/small": b"hello", "/large": LARGE, "/edge": b"x" * ONE_PIECE, "/empty": b""}.get(path, b"")
    if path == "/nothing":
        start_response("204 No Content", [])
        return []
    if path == "/pieces":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (piece for piece in (b"one ", b"", b"two ", b"three"))
    if path == "/file":
        start_response("200 OK", [("Content-Length", str(len(FILE)))])
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return environ["wsgi.file_wrapper"](environ["kg.file"].open("rb"))
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@pytest.fixture(scope="module")
def with_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("server") / "file"
    path.write_bytes(FILE)
    return lambda environ, start_response: application({**environ, "kg.file": path}, start_response)


@pytest.fixture(scope="module")
def server(with_file):
    with running(with_file, threads=4) as started:
        yield started


@pytest.fixture
def connection(server):
    with connected(server) as opened:
        yield opened


def ask(connection, path, method="GET"):
    connection.request(method, path)
    response = connection.getresponse()
    return response.status, response.read()


def test_every_kind_of_answer_arrives_whole_on_one_connection(connection):
    expected = {"/small": b"hello", "/large": LARGE, "/edge": b"x" * ONE_PIECE, "/empty": b"", "/file": FILE}
    for _ in range(2):
        for path, body in expected.items():
            assert ask(connection, path) == (200, body), path
            assert ask(connection, path, "HEAD") == (200, b""), path
        assert ask(connection, "/nothing") == (204, b"")
    assert ask(connection, "/pieces") == (200, b"one two three")


@pytest.mark.parametrize("threads", [2, 1], ids=["stays", "never stays"])
def test_requests_sent_at_once_are_answered_in_order(with_file, threads):
    paths = ["/small", "/file", "/empty", "/large", "/small"]
    with (
        running(with_file, threads=threads) as server,
        socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE) as client,
    ):
        head = "GET {} HTTP/1.1\r\nHost: a\r\n{}\r\n"
        last = len(paths) - 1
        client.sendall(
            b"".join(head.format(p, "Connection: close\r\n" * (n == last)).encode() for n, p in enumerate(paths))
        )
        answer = b"".join(iter(lambda: client.recv(2**16), b""))
    bodies = [part.partition(b"\r\n\r\n")[2] for part in answer.split(b"HTTP/1.1 200 OK")[1:]]
    assert bodies == [b"hello", FILE, b"", LARGE, b"hello"]


def test_a_small_answer_leaves_in_one_piece():
    pieces = []

    class Watched(Channel):
        def send(self, data, **options):
            pieces.append(bytes(data))
            return super().send(data, **options)

    with running(application) as server:
        server.channel_class = Watched
        with connected(server) as client:
            assert ask(client, "/small") == (200, b"hello")
    (piece,) = pieces
    assert piece.startswith(b"HTTP/1.1 200 OK")
    assert piece.endswith(b"hello")


def test_each_request_is_one_line_of_the_access_log(connection, caplog):
    with caplog.at_level(logging.INFO, "kg.access"):
        for path in ("/small?q=a%0Ab%20c", "/pieces", "/fault"):
            ask(connection, path)
        until = time.monotonic() + PATIENCE
        while len(lines := logged(caplog)) < 3 and time.monotonic() < until:  # a line follows its answer
            time.sleep(0.01)
    assert sorted(lines) == [  # each thread writes its own, when it comes to it
        "127.0.0.1 GET /fault 500 -",
        "127.0.0.1 GET /pieces 200 -",
        "127.0.0.1 GET /small?q=a%0Ab%20c 200 5",
    ]


def logged(caplog):
    """Return the lines without their milliseconds."""
    return [r.getMessage().rsplit(" ", 1)[0] for r in caplog.records if r.name == "kg.access"]


def test_the_loop_leaves_sending_to_the_thread_that_sends(server):
    """Else it turns, since the socket can be written to, until that thread is done."""
    lock = threading.Condition()
    channel = channel_with(requests=["one"], total_outbufs_len=5, outbuf_lock=lock)
    held, done = threading.Event(), threading.Event()

    def send():
        with lock:
            held.set()
            done.wait(PATIENCE)

    thread = threading.Thread(target=send)
    thread.start()
    held.wait(PATIENCE)
    busy = channel.writable()
    done.set()
    thread.join()
    assert (busy, bool(channel.writable())) == (False, True)
    assert lock.acquire(blocking=False)


def test_a_thread_stays_with_a_client_that_asks_again_at_once():
    """Most of the time: on a busy machine the loop may come first now and then, without harm."""
    left = []

    class Watched(Channel):
        def let_go(self):
            left.append(self)
            super().let_go()

    with running(application, threads=4, stay_seconds=PATIENCE) as server:
        server.channel_class = Watched
        with connected(server) as client:
            for path in ("/small", "/empty", "/small", "/edge") * 10:
                assert ask(client, path)[0] == 200, path
            assert len(left) < 20  # each of the 40 would let go of it


def test_the_loop_leaves_reading_to_the_thread_that_stays():
    assert [channel_with(requests=[], is_held=held).readable() for held in (True, False)] == [False, True]


def test_clients_that_threads_stay_with_leave_some_to_others():
    with running(application, threads=4, stay_seconds=PATIENCE) as server, contextlib.ExitStack() as opened:
        for _ in range(6):
            assert ask(opened.enter_context(connected(server)), "/small") == (200, b"hello")


def test_a_second_request_that_comes_slowly_is_cut_off():
    with (
        running(application, request_seconds=1) as server,
        socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE) as client,
    ):
        client.sendall(b"GET /small HTTP/1.1\r\nHost: a\r\n\r\nGET /small HT")
        answer = b"".join(iter(lambda: client.recv(2**16), b""))
    assert answer.count(b"HTTP/1.1 200 OK") == 1


@pytest.mark.parametrize("size", [0, 1], ids=["never", "byte by byte"])
def test_an_answer_that_is_not_read_is_dropped(size):
    """Row Q9. It leaves nothing to the system to send, either."""
    with running(application, request_seconds=1, read_seconds=1) as server, asked(server, 1) as client:
        assert client.recv(100).startswith(b"HTTP/1.1 200 OK")
        until = time.monotonic() + PATIENCE
        while server.active_channels and time.monotonic() < until:
            client.recv(size)
            time.sleep(0.01)
        assert not server.active_channels, "the slow reader was never ended"
        with pytest.raises(ConnectionResetError):
            read_to_the_end(client)


@pytest.mark.parametrize(("share", "expected"), [(1.0, False), (0.9, True), (0.0, True)])
def test_a_reader_keeps_to_the_least_rate(share, expected):
    """Row Q9: one that takes ten megabytes at that rate, looked at now and then; and slower ones."""
    with contextlib.closing(socket.socket()) as unsent:
        channel = channel_with(sent=0, socket=unsent, server=SimpleNamespace(read_seconds=READ_SECONDS))
        found = []
        for now in range(0, 10_000, 2):
            channel.sent = int(now * LEAST_RATE * share)
            found.append(channel.is_read_slowly(float(now)))
    assert any(found) == expected, "the slow reader was never ended"


def test_requests_wait_until_the_answers_before_them_are_read():
    """Row Q9: who asks often at once and reads nothing holds one answer, and no thread."""
    made = []

    def noted(environ, start_response):
        made.append(environ["PATH_INFO"])
        return application(environ, start_response)

    with running(noted, threads=1, read_seconds=10 * PATIENCE) as server, asked(server, 50) as client:
        assert client.recv(100).startswith(b"HTTP/1.1 200 OK")
        with connected(server) as other:
            for _ in range(5):
                assert ask(other, "/small") == (200, b"hello")
        assert made.count("/large") == 1


def test_an_answer_that_is_read_slowly_arrives_whole():
    """Each time less than the system takes at once, so that for long the server hands nothing over."""
    with running(application, request_seconds=1, read_seconds=2) as server, asked(server, 1) as client:
        answer, until = bytearray(), time.monotonic() + 6
        while time.monotonic() < until:
            answer += client.recv(2**13)
            time.sleep(0.05)
        assert server.active_channels, "the slow reader was ended"
        assert len(answer) < len(LARGE) // 4
        while len(answer) < len(LARGE) and (piece := client.recv(2**20)):
            answer += piece
    assert bytes(answer).partition(b"\r\n\r\n")[2] == LARGE


@contextlib.contextmanager
def asked(server, times):
    """Ask for a large answer, so many times at once, with little room for it at this end."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**12)
        client.settimeout(PATIENCE)
        client.connect(("127.0.0.1", int(server.effective_port)))
        client.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n" * times)
        yield client


def read_to_the_end(client):
    while client.recv(2**16):
        pass


DAY = 86400


@pytest.mark.parametrize("start", [b"", b"GET /small HT"], ids=["silent", "slow"])
def test_a_clock_that_is_set_back_keeps_no_slow_client(monkeypatch, start):
    """Row S8."""
    looked = threading.Event()
    with (
        running(application, request_seconds=1, channel_class=watched(looked)) as server,
        socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE) as client,
    ):
        client.sendall(start)
        assert looked.wait(PATIENCE)
        set_clock(monkeypatch, -DAY)
        assert client.recv(100) == b"", "the slow client was never ended"


def test_a_clock_that_is_set_forward_ends_nobody(monkeypatch):
    """Row S8: ten years pass in the middle of a request."""
    looked = threading.Event()
    with (
        running(application, request_seconds=PATIENCE, channel_class=watched(looked)) as server,
        socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE) as client,
    ):
        client.sendall(b"GET /small HT")
        assert looked.wait(PATIENCE)
        set_clock(monkeypatch, 3650 * DAY)
        looked.clear()
        assert looked.wait(PATIENCE)
        client.sendall(b"TP/1.1\r\nHost: a\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200 OK")


def set_clock(monkeypatch, seconds):
    """Move the wall clock, as this process sees it: setting the machine's own would upset all that runs beside."""
    usual = time.time
    monkeypatch.setattr(time, "time", lambda: usual() + seconds)


def watched(looked):
    """Return channels that set an event whenever the server looks whether their client is slow."""

    class Watched(Channel):
        def is_too_slow(self, now):
            looked.set()
            return super().is_too_slow(now)

    return Watched


def test_a_client_that_leaves_is_noticed_while_it_is_answered():
    left = threading.Event()

    def slow(environ, start_response):
        until = time.monotonic() + PATIENCE
        while not environ["waitress.client_disconnected"]() and time.monotonic() < until:
            time.sleep(0.01)
        if time.monotonic() < until:
            left.set()
        return application(environ, start_response)

    with running(slow) as server:
        with socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE) as client:
            client.sendall(b"GET /small HTTP/1.1\r\nHost: a\r\n\r\n")
            assert not left.wait(0.1)
        assert left.wait(PATIENCE)


def connected(server):
    return contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=PATIENCE))


def channel_with(**state):
    """Return a channel in a state of our making."""
    channel = object.__new__(Channel)
    channel.__dict__.update(state, adj=SimpleNamespace(channel_request_lookahead=0))
    return channel


def test_more_answers_than_may_wait_for_their_readers_are_refused():
    """Row Q9: many that ask for large answers and read nothing fill no disk; who comes then is told to wait."""
    with running(application, most_unread=2 * len(LARGE), read_seconds=10 * PATIENCE) as server:
        with contextlib.ExitStack() as unread, connected(server) as other:
            for _ in range(2):
                assert unread.enter_context(asked(server, 1)).recv(100).startswith(b"HTTP/1.1 200 OK")
            other.request("GET", "/large")
            response = other.getresponse()
            assert (response.status, response.read()) == (503, FULL)
            assert response.headers["Retry-After"] == "60"
            assert ask(other, "/small") == (200, b"hello")
        assert_emptied(server)
        with connected(server) as other:
            assert ask(other, "/large") == (200, LARGE)


def assert_emptied(server):
    until = time.monotonic() + PATIENCE
    while server.active_channels and time.monotonic() < until:
        time.sleep(0.01)
    assert not server.active_channels


def test_what_was_read_is_held_no_longer():
    """Else who reads large answers on one connection, one after the other, fills the disk with them."""
    with running(application, stay_seconds=PATIENCE) as server, connected(server) as client:
        for _ in range(3):
            assert ask(client, "/large") == (200, LARGE)
            (channel,) = server.active_channels.values()
            until = time.monotonic() + PATIENCE
            while channel.held and time.monotonic() < until:
                time.sleep(0.01)
            assert channel.held == 0
            assert [buffer.buf for buffer in channel.outbufs] == [None]
