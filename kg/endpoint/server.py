"""The production server: waitress in one process with threads, made to survive slow clients and to stop gracefully."""

from __future__ import annotations

import logging
import math
import resource
import select
import signal
import socket
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from fcntl import ioctl
from http import HTTPStatus
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask

from kg.errors import ConfigError
from kg.workers import Settings

logger = logging.getLogger(__name__)
access = logging.getLogger("kg.access")

PAGE_THREADS = 8
"""Threads beyond those that may all wait for queries, so that pages always find one."""
REQUEST_SECONDS = 15
"""How long a client may take to send its request, and to be silent."""
READ_SECONDS = 60
"""How long a client that reads an answer may fall short of :data:`LEAST_RATE`: longer than a train is in a tunnel."""
LEAST_RATE = 1024
"""Bytes a second that a reader takes at least: less than the oldest mobile lines carry, so 10 MB may take hours."""
GRACE_SECONDS = 10
"""How long running requests may go on after the signal to stop."""
MOST_CONNECTIONS = 2000
NO_LIMIT = 2**62
"""No thread waits for its answer to be read: answers are whole, each is handed over at once."""
MOST_BODY = 4 << 20
"""Bytes of a body that are taken at all, so that the application can say why a megabyte is too much."""
AT_ONCE = struct.pack("ii", 1, 0)
"""Tells ``SO_LINGER`` to forget what was not read; else the system goes on to hold and to send it."""
MOST_UNREAD = 512 << 20
"""Bytes of answers that may wait for their readers, all clients together; answers under way come on top."""
FULL = b"Too many answers wait to be read by others. Try again in a minute.\n"
OF_THE_BODY = ("content-", "etag", "cache-", "last-", "x-row-")
"""Begin the names of headers that tell of one answer, and would lie of another."""
OTHER_FILES = 500
"""Files that may be open besides connections: those of the store, and pipes to the workers."""
STAY_SECONDS = 0.01
"""How long a thread waits for the next request of its client: to hand it over takes longer than most answers."""
LEFT = getattr(select, "POLLRDHUP", select.POLLHUP)
"""What ``poll`` says of a client that left."""
ONE_PIECE = 2**16
"""Bytes of a body up to which it is cheaper to copy it behind its head than to send twice."""
SHOWN = 300
FORWARDED = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Refusal(ErrorTask):  # type: ignore[misc]
    """What is answered to a request that cannot be taken at all: a body that is too large is told so in a sentence."""

    def execute(self) -> None:
        """Answer it."""
        error = self.request.error
        if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            error.body = (
                f"The body is larger than {MOST_BODY >> 20} MB. Send one article of up to 1 MB, or a shorter query."
            )
        super().execute()


class Task(WSGITask):  # type: ignore[misc]
    """One request: its answer leaves in one piece, then a line is logged."""

    is_refused = False
    response_headers: list[tuple[str, str]]

    def service(self) -> None:
        """Serve the request and log it: client, method, address (shortened), status, bytes, milliseconds."""
        started = time.perf_counter()
        try:
            super().service()
        finally:
            status = self.status[:3] if self.complete else "500"
            size = "-" if self.content_length is None else self.content_length
            milliseconds = 1000 * (time.perf_counter() - started)
            access.info("%s %s %s %s %s %.0f", *_who_and_what(self.environ or {}), status, size, milliseconds)

    def write(self, data: bytes) -> None:
        """Give out what the application wrote, or 503 in place of a large answer for which there is no room."""
        if not self.wrote_header and len(data) > ONE_PIECE and not self.channel.server.has_room(len(data)):
            self.is_refused = True
            self._write_full()
        elif not self.is_refused:
            super().write(data)

    def _write_full(self) -> None:
        kept = [(name, value) for name, value in self.response_headers if not name.lower().startswith(OF_THE_BODY)]
        told = {"Content-Type": "text/plain", "Content-Length": str(len(FULL)), "Retry-After": "60"}
        self.status = "503 Service Unavailable"
        self.response_headers = [*kept, *told.items(), ("Cache-Control", "no-store")]
        self.content_length = len(FULL)
        super().write(FULL)

    def build_response_header(self) -> bytes:
        """Hold the head back, so that the client is not woken for it alone."""
        self.channel.head = super().build_response_header()
        return b""

    def finish(self) -> None:
        """Send a head that has no body."""
        super().finish()
        self.channel.send_head()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection. ``head`` waits for the first bytes of its body.

    From a request that is whole until its thread lets go (``is_held``), that thread alone reads from the connection.
    """

    task_class = Task
    error_task_class = Refusal
    head = b""
    is_held = False
    sent = 0
    """Bytes given to the system."""
    held = 0
    """Bytes of answers that lie in memory or in files of ours: what was read of them is freed when all is."""
    receiving_since: float | None = None
    mark: tuple[float, int] | None = None
    """When the client last took enough of its answers, and how many bytes it had by then."""

    def service(self) -> None:
        """Answer requests as long as the next one is there, or comes at once."""
        self.server.here.channel = self
        super().service()
        while self.is_open() and self.server.has_threads() and (self.requests or self.receive()):
            super().service()
        self.let_go()

    def is_open(self) -> bool:
        """Say whether nothing is left to do for the main loop: to send the rest, or to close."""
        return self.connected and not (self.total_outbufs_len or self.will_close or self.close_when_flushed)

    def receive(self) -> bool:
        """Wait a moment for the next request; say whether it came whole. A slow one is for the main loop."""
        until = time.monotonic() + self.server.stay_seconds
        with suppress(OSError):  # the main loop will meet it, too
            while not self.requests and self.is_open() and (left := until - time.monotonic()) > 0:
                if not (self.polled(select.POLLIN, left) and (data := self.socket.recv(self.adj.recv_bytes))):
                    break
                self.last_activity = time.monotonic()
                self.received(data)
        return bool(self.requests)

    def let_go(self) -> None:
        """Leave the connection to the main loop, or its next request to another thread."""
        with self.requests_lock:
            self.is_held = False
        self.go_on()
        self.server.pull_trigger()

    def go_on(self) -> None:
        """Have the next request answered, unless earlier answers wait to be read: a slow reader holds no thread."""
        with self.requests_lock:
            if self.requests and self.connected and not self.total_outbufs_len:
                self.server.add_task(self)

    def handle_write(self) -> None:
        """Send, then go on with what waited for that."""
        super().handle_write()
        self.free_read()
        self.go_on()

    @property
    def last_activity(self) -> float:
        """When the client was last heard of, by a clock that nobody sets."""
        return self._last_activity

    @last_activity.setter
    def last_activity(self, _: float) -> None:
        """Take the time anew: waitress gives that of the wall clock."""
        self._last_activity = time.monotonic()

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send, and count."""
        sent = int(super().send(data, do_close))
        self.sent += sent
        return sent

    def is_too_slow(self, now: float) -> bool:
        """Say whether the client is silent, or sends its request or reads its answer too slowly."""
        if self.total_outbufs_len:
            self.receiving_since = None
            return self.is_read_slowly(now)
        self.mark = None
        if self.request is None or self.requests:
            self.receiving_since = None
        elif self.receiving_since is None:
            self.receiving_since = now
        since = self.last_activity if self.receiving_since is None else self.receiving_since
        return not self.requests and now - since > float(self.adj.channel_timeout)

    def is_read_slowly(self, now: float) -> bool:
        """Say whether ``read_seconds`` went by in which less reached the client than the least rate carries.

        What the system took from us says little: it does so in leaps of some megabytes, which may be minutes apart.
        """
        arrived = self.sent - _underway(self.socket)
        if self.mark is None or arrived - self.mark[1] >= self.server.read_seconds * LEAST_RATE:
            self.mark = now, arrived
        return now - self.mark[0] > float(self.server.read_seconds)

    def end(self) -> None:
        """Close the connection now: one that takes nothing never comes to the turn in which waitress would close it."""
        if left := self.total_outbufs_len:
            logger.info("%s reads too slowly: %d bytes are dropped", self.addr[0], left)
            with suppress(OSError):
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.handle_close()

    def readable(self) -> bool:
        """Say whether the main loop has to read."""
        return not self.is_held and bool(super().readable())

    def check_client_disconnected(self) -> bool:
        """Say whether the client left; the main loop does not look while a request is answered."""
        return not self.connected or bool(self.polled(LEFT, 0))

    def polled(self, events: int, seconds: float) -> bool:
        """Wait for an event of the socket, or its end."""
        poll = select.poll()
        try:
            poll.register(self.socket, events)
        except ValueError:  # it is closed already
            return True
        return bool(poll.poll(1000 * seconds))

    def write_soon(self, data: Any) -> int:
        """Send the head with a small body, or before a large one or a file."""
        if self.head and isinstance(data, bytes) and 0 < len(data) < ONE_PIECE:
            data, self.head = self.head + data, b""
        elif data:
            self.send_head()
        if isinstance(data, bytes):
            self.held += len(data)
        taken = int(super().write_soon(data))
        self.free_read()
        return taken

    def free_read(self) -> None:
        """Free answers that were read: waitress would hold them, large ones in a file, until the connection ends."""
        with self.outbuf_lock:
            if not self.held or self.total_outbufs_len:
                return
            read = self.outbufs[-1]
            if read.buf is not None:
                self.outbufs[-1] = OverflowableBuffer(self.adj.outbuf_overflow)  # the main loop may look: never none
                read.close()
            self.held = 0

    def send_head(self) -> None:
        """Send the head if it still waits."""
        if self.head:
            head, self.head = self.head, b""
            super().write_soon(head)

    def writable(self) -> bool:
        """Say whether the main loop has to send. It does not while a request does: it would turn until that is done."""
        if self.requests and self.total_outbufs_len:
            if not self.outbuf_lock.acquire(blocking=False):
                return False
            self.outbuf_lock.release()
        return bool(super().writable())


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress, with an end to what slow clients hold, and a stop that lets answers out."""

    channel_class = Channel
    stop_at: float | None = None
    look_at = 0.0
    next_channel_cleanup = math.inf
    """Waitress would look by the wall clock, which may be set back."""
    stay_seconds: float = STAY_SECONDS
    read_seconds: float = READ_SECONDS
    most_unread: int = MOST_UNREAD
    here = threading.local()

    def add_task(self, channel: Channel) -> None:
        """Let a thread answer the request of a channel, unless one is at it."""
        if not channel.is_held:
            channel.is_held = True
            super().add_task(channel)

    def pull_trigger(self) -> None:
        """Wake the main loop, unless the thread that does so stays with its client."""
        channel: Channel | None = getattr(self.here, "channel", None)
        if channel is None or not channel.is_held or channel.requests or not channel.is_open():
            super().pull_trigger()

    def has_room(self, size: int) -> bool:
        """Say whether so many bytes may wait for their reader beside those that wait already."""
        waiting: int = sum(channel.held for channel in list(self.active_channels.values()))
        return size + waiting <= self.most_unread

    def has_threads(self) -> bool:
        """Say whether so many threads are free that one may wait for its client."""
        dispatcher = self.task_dispatcher
        return not dispatcher.queue and 2 * dispatcher.active_count <= len(dispatcher.threads)

    def run(self) -> None:
        """Serve until :meth:`stop`, then close every socket."""
        super().run()
        wasyncore.close_all(self._map)

    def end_slow_clients(self, now: float) -> None:
        """Close connections whose clients are too slow."""
        for channel in list(self.active_channels.values()):
            if channel.is_too_slow(now):
                channel.end()

    def readable(self) -> bool:
        """Accept connections, until it is time to stop; waitress asks at every turn of its loop."""
        if (now := time.monotonic()) >= self.look_at:
            self.look_at = now + self.adj.cleanup_interval
            self.end_slow_clients(now)
        if self.stop_at is None:
            return bool(super().readable())
        is_busy = any(c.requests or c.total_outbufs_len for c in self.active_channels.values())
        if not is_busy or now > self.stop_at:
            raise SystemExit
        return False

    def stop(self, *_: object) -> None:
        """Take no more connections, and end when the answers under way are out."""
        self.stop_at = self.stop_at or time.monotonic() + GRACE_SECONDS
        with suppress(OSError):  # the loop may have looked already, and be gone
            self.pull_trigger()


def create_server(
    application: Application,
    *,
    host: str,
    port: int,
    threads: int,
    trusted_proxy: str | None = None,
    request_seconds: int = REQUEST_SECONDS,
    stay_seconds: float = STAY_SECONDS,
    read_seconds: float = READ_SECONDS,
    most_unread: int = MOST_UNREAD,
) -> Server:
    """Bind the server; ``port`` 0 takes a free one (``server.effective_port``).

    :param trusted_proxy: address of a proxy whose ``X-Forwarded-*`` headers are believed.
    :param request_seconds: how long a client may take to send a request, and to be silent.
    :param stay_seconds: how long a thread waits for the next request of the client it answered.
    :param read_seconds: how long a client may fall short of the least rate at which answers are read.
    :param most_unread: bytes of answers that may wait for their readers; a large answer beyond them is 503.
    :raises ConfigError: if the address cannot be bound.
    """
    proxy = {"trusted_proxy": trusted_proxy, "trusted_proxy_headers": set(FORWARDED)} if trusted_proxy else {}
    adjustments = Adjustments(
        host=host,
        port=port,
        threads=threads,
        connection_limit=_connections(),
        asyncore_use_poll=True,
        channel_timeout=request_seconds,
        cleanup_interval=min(2, request_seconds),
        outbuf_high_watermark=NO_LIMIT,
        max_request_body_size=MOST_BODY,
        ident="kg",
        clear_untrusted_proxy_headers=True,
        **proxy,
    )
    try:
        server = Server(application, adj=adjustments)
    except OSError as error:
        raise ConfigError(
            f"cannot listen: {error.strerror}", where=f"{host}:{port}", remedy="choose another --port"
        ) from error
    server.stay_seconds, server.read_seconds, server.most_unread = stay_seconds, read_seconds, most_unread
    return server


def _connections() -> int:
    """Let this process have as many files open as it needs, and return how many connections that is.

    Systems usually begin with 1,024 of the files they allow. Out of files, a server cannot even refuse a client.
    """
    wanted = MOST_CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(allowed - OTHER_FILES, MOST_CONNECTIONS // 10)


def threads_for(settings: Settings) -> int:
    """Return how many threads a server needs, so that waiting queries never take the last one."""
    return settings.workers + settings.queue + PAGE_THREADS


def run(server: Server) -> None:
    """Serve until SIGTERM or SIGINT, then let running requests end."""
    signal.signal(signal.SIGTERM, server.stop)
    signal.signal(signal.SIGINT, server.stop)
    server.run()


def _underway(connection: socket.socket) -> int:
    """Return how many bytes the system still holds for a client, 0 where it does not say."""
    count = bytearray(4)
    with suppress(OSError):
        ioctl(connection, termios.TIOCOUTQ, count)
    return int.from_bytes(count, sys.byteorder)


def _who_and_what(environ: dict[str, Any]) -> tuple[str, str, str]:
    query = environ.get("QUERY_STRING", "")
    address = environ.get("PATH_INFO", "") + (f"?{query}" if query else "")
    shown = address[:SHOWN]
    if not shown.isprintable() or " " in shown:
        shown = "".join(c if c.isprintable() and c != " " else "%" for c in shown)
    return environ.get("REMOTE_ADDR", "-"), environ.get("REQUEST_METHOD", "-"), shown
