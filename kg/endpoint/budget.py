"""How much query time each client has: a bucket of seconds that refills, as large public endpoints keep it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address, ip_network

MOST_CLIENTS = 10_000


@dataclass(slots=True)
class Budget:
    """Seconds of query time per client and minute, up to ``burst`` saved; 0 seconds means no budget.

    Loopback clients are not counted: they are the operator, or a proxy in front that should hand on addresses.
    """

    seconds: float = 60.0
    burst: float = 120.0
    counts_loopback: bool = False
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, client: str) -> float:
        """Return the seconds this client has to wait before the next query; 0 if it may ask."""
        with self._lock:
            left = self._refilled(client)
        return 0.0 if left > 0 or not self._is_counted(client) else (1 - left) * 60 / self.seconds

    def spend(self, client: str, seconds: float) -> None:
        """Take the seconds that a query ran."""
        if not self._is_counted(client):
            return
        with self._lock:
            self._left[_bucket(client)] = (self._refilled(client) - seconds, self.clock())
            self._left.move_to_end(_bucket(client))
            if len(self._left) > MOST_CLIENTS:
                self._left.popitem(last=False)

    def _refilled(self, client: str) -> float:
        left, since = self._left.get(_bucket(client), (self.burst, self.clock()))
        return min(self.burst, left + (self.clock() - since) * self.seconds / 60)

    def _is_counted(self, client: str) -> bool:
        return self.seconds > 0 and (self.counts_loopback or not _is_loopback(client))


@lru_cache(maxsize=1024)
def _is_loopback(client: str) -> bool:
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False


def _bucket(client: str) -> str:
    """Return the client, or its /64 network: an IPv6 client has billions of addresses.

    >>> _bucket("2001:db8::1")
    '2001:db8::/64'
    """
    return str(ip_network(f"{client}/64", strict=False)) if ":" in client else client
