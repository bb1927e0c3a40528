"""Serve the newest commit: watch a home's manifest, and switch pages and workers to its snapshot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from kg.errors import KgError, StoreError
from kg.home import Home
from kg.store import Snapshot, open_snapshot
from kg.workers import WorkerPool

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0


class Follower:
    """Holds the snapshot that is served, so that its files stay, and lets go of older ones when nobody reads them.

    :param show: is given each newer snapshot, after the workers have it.
    """

    def __init__(self, home: Home, snapshot: Snapshot, pool: WorkerPool, show: Callable[[Snapshot], None]) -> None:
        self.home = home
        self.pool = pool
        self.show = show
        self._held = [snapshot]
        self._seen = self._stamp()
        self._end = threading.Event()
        self._problem = ""

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._watch, name="kg-follow", daemon=True).start()

    def stop(self) -> None:
        """Watch no more, and let go of every snapshot."""
        self._end.set()
        for snapshot in self._held:
            snapshot.close()

    def check(self) -> None:
        """Raise what is wrong with the newest commit, if it cannot be served.

        :raises StoreError: naming the way to repair it.
        """
        if self._problem:
            raise StoreError(self._problem)

    def look(self) -> bool:
        """Switch if there is a newer commit, and say whether that was done; what cannot be served is tried again."""
        self._let_go()
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        try:
            self._switch()
        except (KgError, OSError, RuntimeError) as error:  # the system may have no files or threads left, for now
            if str(error) != self._problem:
                logger.error("the newest commit is not served: %s", error)
            self._problem = str(error)
            return False
        self._seen, self._problem = stamp, ""
        return True

    def _switch(self) -> None:
        newer = open_snapshot(self.home)
        try:
            self.pool.use(newer.path)
        except BaseException:
            newer.close()
            raise
        self._held.append(newer)
        self.show(newer)
        logger.info("serving commit %s", newer.commit)

    def _let_go(self) -> None:
        in_use = self.pool.snapshots
        for snapshot in self._held[:-1]:
            if snapshot.path not in in_use:
                snapshot.close()
                self._held.remove(snapshot)

    def _stamp(self) -> tuple[int, int]:
        with suppress(OSError):
            found = self.home.manifest.stat()
            return found.st_mtime_ns, found.st_ino
        return 0, 0

    def _watch(self) -> None:
        while not self._end.wait(LOOK_SECONDS):
            self.look()
