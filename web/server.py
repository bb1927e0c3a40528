"""The production server: waitress in one process with threads, made to survive slow clients and to stop gracefully."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from kg.errors import ConfigError

logger = logging.getLogger(__name__)
access = logging.getLogger("web.access")

PAGE_THREADS = 8
"""Threads beyond those that may all wait for queries, so that pages always find one."""
REQUEST_SECONDS = 15
"""How long a client may take to send its request, and to be silent."""
GRACE_SECONDS = 10
"""How long running requests may go on after the signal to stop."""
MOST_CONNECTIONS = 2000
ONE_PIECE = 2**16
"""Bytes of a body up to which it is cheaper to copy it behind its head than to send twice."""
SHOWN = 300
FORWARDED = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Task(WSGITask):  # type: ignore[misc]
    """One request: its answer leaves in one piece, then a line is logged."""

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

    def build_response_header(self) -> bytes:
        """Hold the head back, so that the client is not woken for it alone."""
        self.channel.head = super().build_response_header()
        return b""

    def finish(self) -> None:
        """Send a head that has no body."""
        super().finish()
        self.channel.send_head()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection. ``head`` waits for the first bytes of its body."""

    task_class = Task
    head = b""

    def write_soon(self, data: Any) -> int:
        """Send the head with a small body, or before a large one or a file."""
        if self.head and isinstance(data, bytes) and 0 < len(data) < ONE_PIECE:
            data, self.head = self.head + data, b""
        elif data:
            self.send_head()
        return int(super().write_soon(data))

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
    """Waitress, with a deadline for the whole of a request and a stop that lets answers out."""

    channel_class = Channel
    stop_at: float | None = None

    def run(self) -> None:
        """Serve until :meth:`stop`, then close every socket."""
        super().run()
        wasyncore.close_all(self._map)

    def maintenance(self, now: float) -> None:
        """Close connections that are silent, or send their request too slowly."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.request is None:
                channel.receiving_since = None
            elif getattr(channel, "receiving_since", None) is None:
                channel.receiving_since = now
            elif now - channel.receiving_since > self.adj.channel_timeout:
                channel.will_close = True

    def readable(self) -> bool:
        """Accept connections, until it is time to stop; waitress asks at every turn of its loop."""
        if self.stop_at is None:
            return bool(super().readable())
        is_busy = any(c.requests or c.total_outbufs_len for c in self.active_channels.values())
        if not is_busy or time.monotonic() > self.stop_at:
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
) -> Server:
    """Bind the server; ``port`` 0 takes a free one (``server.effective_port``).

    :param trusted_proxy: address of a proxy whose ``X-Forwarded-*`` headers are believed.
    :param request_seconds: how long a client may take to send a request, and to be silent.
    :raises ConfigError: if the address cannot be bound.
    """
    proxy = {"trusted_proxy": trusted_proxy, "trusted_proxy_headers": set(FORWARDED)} if trusted_proxy else {}
    adjustments = Adjustments(
        host=host,
        port=port,
        threads=threads,
        connection_limit=MOST_CONNECTIONS,
        asyncore_use_poll=True,
        channel_timeout=request_seconds,
        cleanup_interval=min(2, request_seconds),
        channel_request_lookahead=1,  # so that a client that leaves is noticed
        max_request_body_size=2**20,
        ident="kg",
        clear_untrusted_proxy_headers=True,
        **proxy,
    )
    try:
        return Server(application, adj=adjustments)
    except OSError as error:
        raise ConfigError(
            f"cannot listen: {error.strerror}", where=f"{host}:{port}", remedy="choose another --port"
        ) from error


def run(server: Server) -> None:
    """Serve until SIGTERM or SIGINT, then let running requests end."""
    signal.signal(signal.SIGTERM, server.stop)
    signal.signal(signal.SIGINT, server.stop)
    server.run()


def _who_and_what(environ: dict[str, Any]) -> tuple[str, str, str]:
    query = environ.get("QUERY_STRING", "")
    address = environ.get("PATH_INFO", "") + (f"?{query}" if query else "")
    shown = "".join(c if c.isprintable() and c != " " else "%" for c in address[:SHOWN])
    return environ.get("REMOTE_ADDR", "-"), environ.get("REQUEST_METHOD", "-"), shown
