"""The production server: waitress in one process with threads, made to survive slow clients and to stop gracefully."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterable
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

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
SHOWN = 300
FORWARDED = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress, with a deadline for the whole of a request and a stop that lets answers out."""

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
        return Server(AccessLog(application), adj=adjustments)
    except OSError as error:
        raise ConfigError(
            f"cannot listen: {error.strerror}", where=f"{host}:{port}", remedy="choose another --port"
        ) from error


def run(server: Server) -> None:
    """Serve until SIGTERM or SIGINT, then let running requests end."""
    signal.signal(signal.SIGTERM, server.stop)
    signal.signal(signal.SIGINT, server.stop)
    server.run()


class AccessLog:
    """One line a request: client, method, address (shortened), status, bytes, milliseconds."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Serve a request and log it."""
        started = time.perf_counter()
        seen: list[str] = ["", "-"]

        def note(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            seen[0] = status.split(" ", 1)[0]
            seen[1] = next((value for name, value in headers if name.lower() == "content-length"), "-")
            return start_response(status, headers, *rest)

        try:
            return self.application(environ, note)
        finally:
            milliseconds = 1000 * (time.perf_counter() - started)
            access.info("%s %s %s %s %s %.0f", *_who_and_what(environ), *seen, milliseconds)


def _who_and_what(environ: dict[str, Any]) -> tuple[str, str, str]:
    query = environ.get("QUERY_STRING", "")
    address = environ.get("PATH_INFO", "") + (f"?{query}" if query else "")
    shown = "".join(c if c.isprintable() and c != " " else "%" for c in address[:SHOWN])
    return environ.get("REMOTE_ADDR", "-"), environ.get("REQUEST_METHOD", "-"), shown
