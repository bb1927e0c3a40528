"""Query workers: processes on a read-only snapshot that are killed at the deadline.

A running query cannot be stopped from within its process, and a hostile one may end it. So queries of visitors
run in processes of their own, without network and with a memory cap; the pool asks, waits, kills, and replaces.
The text of a query is to be looked at by :func:`kg.precheck.scan` first; the pool does not rely on it.
"""

from __future__ import annotations

import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kg.errors import ConfigError, KgError, QueryBusy, QueryError, QueryTimeout, StoreError
from kg.worker import LENGTHS, write_frame

logger = logging.getLogger(__name__)

Isolation = Literal["require", "try", "off"]

START_SECONDS = 30.0
"""In which a new worker must be ready."""
LOOK_SECONDS = 0.25
"""How often a waiting client is looked at."""
PIPE_BYTES = 2**18
"""What a pipe holds, so that most answers pass in one piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a pool allows; see the README for the same names as command line options."""

    workers: int = 2
    deadline: float = 10.0
    """Seconds, waiting included."""
    opening: float = 30.0
    """Seconds in which a worker that runs must have opened a newer snapshot."""
    memory_mb: int = 1024
    growth_mb: int = 96
    """What a worker may keep beyond its start before it is replaced; with 0 each query gets a fresh one."""
    queue: int = 8
    """Queries that may wait; one more is refused."""
    rows: int = 10_000
    size: int = 32 * 2**20
    """Bytes of one answer."""
    isolation: Isolation = "try"
    """``require`` refuses to start where the network cannot be taken away, ``try`` warns."""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Written into Turtle and JSON-LD answers."""

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        if self.workers < 1 or not 0 < self.deadline <= 60 or self.memory_mb < 64 or self.queue < 0:
            raise ConfigError("workers >= 1, 0 < deadline <= 60, memory_mb >= 64 and queue >= 0 are needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query with everything that decides its answer. ``default_graphs`` None means no dataset was named."""

    query: str
    media_type: str
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] = ()
    is_union: bool = True
    """Without a dataset, look into all graphs; a query with FROM must say False."""
    base: str | None = None
    columns: Sequence[str] = ()
    """The order that variables are written in; others come after these."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; ``is_cut`` says that more rows than the limit were found."""

    body: bytes
    media_type: str
    rows: int
    is_cut: bool


@dataclass(slots=True)
class Counts:
    """What happened since the start, for the metrics page."""

    answered: int = 0
    failed: int = 0
    refused: int = 0
    killed: int = 0
    started: int = 0
    seconds: float = 0.0


class WorkerGoneError(Exception):
    """A worker ended, or was not heard of in time."""


class _Worker:
    """One child process and the pipes to it."""

    def __init__(self, snapshot: Path, settings: Settings) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            start_new_session=True,  # Ctrl-C is for the parent, which then closes its workers
            pipesize=PIPE_BYTES,
        )
        assert self.process.stdin is not None  # noqa: S101 -- it was asked for
        assert self.process.stdout is not None  # noqa: S101
        self._in, self._out = self.process.stdin, self.process.stdout
        self._readable = select.poll()
        self._readable.register(self._out, select.POLLIN)
        start = {
            "store": str(snapshot),
            "memory_mb": settings.memory_mb,
            "isolated": settings.isolation != "off",
            "prefixes": dict(settings.prefixes),
        }
        try:
            header, _ = self.ask(start, b"", time.monotonic() + START_SECONDS)
        except WorkerGoneError as gone:
            self.kill()
            raise StoreError("no query worker can be started on it", where=str(snapshot)) from gone
        self.layers: list[str] = header["layers"]
        self.memory: int = header["memory"]

    def ask(
        self, header: Mapping[str, Any], body: bytes, until: float, is_gone: Callable[[], bool] | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Send one frame and return the frame that answers it.

        :raises WorkerGoneError: if the process ended or the time is up; it must be killed then.
        """
        try:
            write_frame(self._in, dict(header), body)
        except OSError as error:
            raise WorkerGoneError from error
        self._wait(until, is_gone)
        return self._read(self._out.fileno(), until)

    def _wait(self, until: float, is_gone: Callable[[], bool] | None = None) -> None:
        """Wait for bytes; look now and then whether the client is still there."""
        while (left := until - time.monotonic()) > 0:
            if self._readable.poll(1000 * (min(left, LOOK_SECONDS) if is_gone else left)):
                return
            if is_gone is not None and is_gone():
                break
        raise WorkerGoneError("time")

    def _read(self, source: int, until: float) -> tuple[dict[str, Any], bytes]:
        """Read one frame; a writer that stops in the middle cannot hold us."""
        taken = bytearray()
        wanted = start = LENGTHS.size
        while True:
            piece = os.read(source, PIPE_BYTES)
            if not piece:
                raise WorkerGoneError("end")
            taken += piece
            if wanted == start and len(taken) >= start:
                head, body = LENGTHS.unpack_from(taken)
                wanted += head + body
            if len(taken) >= wanted > start:
                return json.loads(taken[start : start + head]), bytes(memoryview(taken)[start + head :])
            self._wait(until)

    def kill(self) -> None:
        """End the process at once and free everything of it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self._in, self._out):
            with suppress(OSError):
                pipe.close()


def child_environment() -> dict[str, str]:
    """Return an environment in which a child process finds this package, and spends little address space.

    The engine asks for memory in small pieces; to keep more of those at hand takes a tenth off its time.
    """
    here = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
    pieces = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=512"}
    return {**pieces, **os.environ, "MALLOC_ARENA_MAX": "2", "PYTHONPATH": path}


def _version(snapshot: Path) -> str:
    with suppress(OSError):
        return f"{snapshot.name}-{snapshot.joinpath('CURRENT').stat().st_mtime_ns:x}"
    return snapshot.name


class WorkerPool:
    """Runs queries on one snapshot at a time; safe to use from many threads.

    One process more than ``workers`` is kept, so that a killed one is replaced without a wait.

    :raises StoreError: if the snapshot cannot be opened.
    :raises ConfigError: if isolation is required and this system has none.
    """

    def __init__(self, snapshot: Path, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.counts = Counts()
        self._snapshot = Path(snapshot)
        self.version = _version(self._snapshot)
        """A name for the state of the data, other after every commit."""
        self._free = threading.Condition()
        self._is_closed = False
        self._waiting = 0
        self._busy: dict[_Worker, Path] = {}
        self._idle: list[_Worker] = [self._start()]
        self._check_isolation()
        self._idle += [self._start() for _ in range(self.settings.workers)]

    def run(
        self, request: Request, *, timeout: float | None = None, is_gone: Callable[[], bool] | None = None
    ) -> Answer:
        """Run one query, wait for its whole answer, and return it.

        :param timeout: seconds; it may lower the deadline, never raise it.
        :param is_gone: says whether nobody waits for the answer any more; then the query is killed.
        :raises QueryError: the text is no query, with the parser's message.
        :raises QueryTimeout: it was stopped at the deadline, or the memory or size cap.
        :raises QueryBusy: every worker is busy, and too many wait already.
        :raises StoreError: the snapshot cannot be read.
        """
        seconds = min(self.settings.deadline, timeout or self.settings.deadline)
        started = time.monotonic()
        worker, snapshot = self._take(started + seconds)
        try:
            header, body = worker.ask(
                self._header(request, snapshot), request.query.encode(), started + seconds, is_gone
            )
        except WorkerGoneError as gone:
            self._replace(worker)
            self.counts.failed += 1
            raise self._explain(gone, seconds) from None
        except BaseException:
            self._replace(worker)
            raise
        finally:
            self.counts.seconds += time.monotonic() - started
        self._give_back(worker, header)
        return self._read(header, body, request)

    def use(self, snapshot: Path) -> None:
        """Answer from another snapshot from now on; what is running ends on the one it began with.

        :raises StoreError: if a free worker cannot open it; the old one stays in use then.
        """
        with self._free:
            previous, self._snapshot = self._snapshot, Path(snapshot)
            for worker in list(self._idle):
                if worker.process.poll() is not None:  # it ended while nobody looked
                    self._idle.remove(worker)
                    self._replace(worker)
                elif (fault := self._open(worker)) is not None:
                    self._snapshot = previous
                    raise StoreError(fault, where=str(snapshot))
            self.version = _version(self._snapshot)

    @property
    def snapshots(self) -> frozenset[Path]:
        """The current snapshot, and those that running queries still read."""
        with self._free:
            return frozenset({self._snapshot, *self._busy.values()})

    @property
    def layers(self) -> tuple[str, ...]:
        """What keeps the workers off the network: ``namespace``, ``filter``, both or nothing."""
        return self._layers

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of all workers."""
        with self._free:
            return tuple(worker.process.pid for worker in (*self._idle, *self._busy))

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker."""
        return self._waiting

    @property
    def running(self) -> int:
        """Queries that are being answered."""
        return len(self._busy)

    def close(self) -> None:
        """End every worker, those that run a query too."""
        with self._free:
            self._is_closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
            self._free.notify_all()
        for worker in workers:
            worker.kill()

    def __enter__(self) -> WorkerPool:
        """Close it at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _check_isolation(self) -> None:
        self._layers = tuple(self._idle[0].layers)
        if self._layers or self.settings.isolation == "off":
            return
        message = "this system cannot take the network away from query workers; SERVICE is refused by its text alone"
        if self.settings.isolation == "require":
            self.close()
            raise ConfigError(message, remedy="use Linux with seccomp, or --isolation try")
        logger.warning(message)

    def _start(self) -> _Worker:
        self.counts.started += 1
        return _Worker(self._snapshot, self.settings)

    def _take(self, until: float) -> tuple[_Worker, Path]:
        with self._free:
            if self._waiting >= self.settings.queue and not self._is_free():
                self.counts.refused += 1
                raise QueryBusy("too many queries are waiting", remedy="try again in a few seconds")
            self._waiting += 1
            try:
                self._free.wait_for(lambda: self._is_closed or self._is_free(), until - time.monotonic())
                if self._is_closed or not self._is_free():
                    self.counts.refused += 1
                    raise QueryBusy("no worker became free in time", remedy="try again in a few seconds")
                worker = self._idle.pop()
                self._busy[worker] = self._snapshot
            finally:
                self._waiting -= 1
            snapshot = self._snapshot
        if worker.process.poll() is None:
            return worker, snapshot
        self._replace(worker)  # it ended while nobody looked
        return self._take(until)

    def _is_free(self) -> bool:
        return bool(self._idle) and len(self._busy) < self.settings.workers

    def _header(self, request: Request, snapshot: Path) -> dict[str, Any]:
        return {
            "store": str(snapshot),
            "media_type": request.media_type,
            "base": request.base,
            "union": request.is_union,
            "default_graphs": None if request.default_graphs is None else list(request.default_graphs),
            "named_graphs": list(request.named_graphs),
            "columns": list(request.columns),
            "rows": self.settings.rows,
            "size": self.settings.size,
        }

    def _open(self, worker: _Worker) -> str | None:
        """Let a free worker open the current snapshot; return what it complains about."""
        try:
            header, _ = worker.ask({"store": str(self._snapshot)}, b"", time.monotonic() + self.settings.opening)
        except WorkerGoneError:
            self._idle.remove(worker)
            self._replace(worker)
            return "a worker ended, or does not answer"
        return header["message"] if "fault" in header else None

    def _give_back(self, worker: _Worker, header: Mapping[str, Any]) -> None:
        most = worker.memory + self.settings.growth_mb * 2**20
        if header.get("fault") == "memory" or header["memory"] >= most:
            self._replace(worker)
            return
        with self._free:
            self._busy.pop(worker, None)
            if self._is_closed:
                return
            self._idle.append(worker)
            self._free.notify()

    def _replace(self, worker: _Worker) -> None:
        """Kill a worker now, and start another beside the caller."""
        worker.kill()
        with self._free:
            self._busy.pop(worker, None)
            self.counts.killed += 1
            self._free.notify()
        threading.Thread(target=self._refill, name="kg-worker-start", daemon=True).start()

    def _refill(self) -> None:
        pause = 0.1
        while not self._is_closed:
            try:
                worker = self._start()
                break
            except (KgError, OSError) as error:
                logger.warning("a query worker could not be started: %s", error)
                time.sleep(pause)
                pause = min(2 * pause, 10.0)
        else:
            return
        with self._free:
            if not self._is_closed:
                self._idle.append(worker)
                self._free.notify()
                return
        worker.kill()

    def _explain(self, gone: WorkerGoneError, seconds: float) -> QueryTimeout:
        if str(gone) == "time":
            return QueryTimeout(f"stopped after {seconds:g} s", where="query", remedy="ask for less, or add a LIMIT")
        return QueryTimeout("stopped at its memory cap", where="query", remedy="ask for less, or in smaller parts")

    def _read(self, header: Mapping[str, Any], body: bytes, request: Request) -> Answer:
        fault = header.get("fault")
        if fault is None:
            self.counts.answered += 1
            return Answer(body, request.media_type, header["rows"], header["is_cut"])
        self.counts.failed += 1
        if fault == "query":
            raise QueryError(header["message"], where="query")
        if fault == "store":
            raise StoreError(header["message"], where=str(self._snapshot))
        reason = "stopped at its memory cap" if fault == "memory" else f"the answer is {header['message']}"
        raise QueryTimeout(reason, where="query", remedy="ask for less, or add a LIMIT")
