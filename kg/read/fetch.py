"""Fetch one page: http and https only, public addresses only, with limits on size, time and redirects.

A name is resolved once, every address it has is checked, and the connection goes to the checked address itself, so a
second answer of the name server (DNS rebinding) cannot lead it elsewhere. Every redirect is checked again.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from kg.errors import FetchError, IdentifierError
from kg.identifiers import check_iri

MAX_BYTES = 10_000_000
"""Most bytes of a page, packed and unpacked."""
MAX_SECONDS = 30.0
"""Longest time for everything, redirects included."""
MAX_REDIRECTS = 5
STEP = 65536
AGENT = "health-content-kg (+https://w3id.org/hckg/)"
REDIRECTS = (301, 302, 303, 307, 308)
TYPES = ("text/", "application/xhtml+xml", "application/xml", "application/json", "application/ld+json")

Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave."""

    address: str
    """After redirects."""
    data: bytes
    content_type: str


def is_public(address: str) -> bool:
    """Say whether a numeric address is one of the public internet.

    >>> [is_public(a) for a in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "8.8.8.8")]
    [False, False, False, False, False, True]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    teredo = getattr(found, "teredo", None)
    if inner is not None or teredo is not None:
        return all(is_public(str(a)) for a in (inner, *(teredo or ())) if a is not None)
    return found.is_global and not found.is_multicast


def fetch(address: str, *, allowed: Allowed = is_public, seconds: float = MAX_SECONDS) -> Page:
    """Fetch a page.

    :param allowed: which numeric addresses may be connected to.
    :param seconds: time for everything.
    :raises FetchError: if it may not or cannot be fetched, or is too large, too slow, or no text.
    """
    deadline = time.monotonic() + seconds
    for _ in range(MAX_REDIRECTS + 1):
        try:
            target = urlsplit(check_iri(address))
            page, address = _get(target, allowed, deadline)
        except IdentifierError as error:
            raise FetchError(error.message, where=address[:200]) from error
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            raise FetchError(f"cannot be fetched: {error}", where=address[:200]) from error
        if page is not None:
            return page
    raise FetchError(f"redirects more than {MAX_REDIRECTS} times", where=address[:200])


def _get(target: SplitResult, allowed: Allowed, deadline: float) -> tuple[Page | None, str]:
    address = target.geturl()
    connection = _connect(target, allowed, deadline)
    end = threading.Timer(_left(deadline), _shut, [connection.sock])
    end.daemon = True
    end.start()
    try:
        headers = {"Host": target.netloc.rpartition("@")[2], "User-Agent": AGENT, "Accept-Encoding": "identity, gzip"}
        connection.request("GET", (target.path or "/") + (f"?{target.query}" if target.query else ""), headers=headers)
        response = connection.getresponse()
        if response.status in REDIRECTS and response.headers["Location"]:
            return None, urljoin(address, response.headers["Location"])
        if response.status != http.client.OK:
            raise FetchError(f"answers {response.status} {response.reason}", where=address)
        kind = response.headers.get("Content-Type", "text/html")
        if not kind.lower().startswith(TYPES):
            raise FetchError(f"is {kind[:60]}, not a page", where=address)
        return Page(address, _body(response, address, deadline), kind), address
    finally:
        end.cancel()
        connection.close()


def _shut(sock: socket.socket) -> None:
    """End a connection whose time is up, even while a read waits for the next drop."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _connect(target: SplitResult, allowed: Allowed, deadline: float) -> http.client.HTTPConnection:
    """Connect to a checked address of the host, and to no other."""
    host, port = target.hostname or "", target.port or (443 if target.scheme == "https" else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    refused = [a for a in addresses if not allowed(a)]
    if refused or not addresses:
        raise FetchError(
            f"leads to {refused[0] if refused else 'no address'}, which is not a public address",
            where=target.geturl()[:200],
        )
    plain = socket.create_connection((addresses[0], port), timeout=_left(deadline))
    connection = http.client.HTTPConnection(host, port, timeout=_left(deadline))
    try:
        secure = target.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
    except OSError:
        plain.close()
        raise
    return connection


def _body(response: http.client.HTTPResponse, address: str, deadline: float) -> bytes:
    unpack = zlib.decompressobj(wbits=47) if response.headers.get("Content-Encoding", "").lower() == "gzip" else None
    parts: list[bytes] = []
    size = 0
    while True:
        piece = response.read1(STEP)
        _left(deadline)
        if not piece:
            if response.length or (unpack and not unpack.eof):
                raise FetchError("broke off before its end", where=address)
            return b"".join(parts)
        part = unpack.decompress(piece, MAX_BYTES + 1 - size) if unpack else piece
        size += len(part)
        parts.append(part)
        if size > MAX_BYTES:
            raise FetchError(f"is larger than {MAX_BYTES // 1_000_000} MB", where=address)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("took too long")
    return left
