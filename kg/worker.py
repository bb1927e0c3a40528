"""A process that answers queries of strangers, and may be killed at any moment.

Started as ``python -m kg.worker`` by :mod:`kg.workers`. It gives up its rights first, then reads frames from standard
input and writes one frame each to standard output: lengths of header and body, a JSON header, the body.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
import threading
import time
from typing import IO, Any

from kg import sandbox

LENGTHS = struct.Struct(">II")
SWEEP_EVERY = 32 * 2**20
"""Bytes that memory may grow by before what is free of it is given back."""


def write_frame(out: IO[bytes], header: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame; the reader of the other side finds its end by the lengths."""
    head = json.dumps(header).encode()
    out.write(LENGTHS.pack(len(head), len(body)) + head + body)
    out.flush()


def read_frame(source: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None at the end of the stream."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    return json.loads(source.read(head)), source.read(body)


def main() -> None:
    """Serve until standard input ends."""
    settings, _ = read_frame(sys.stdin.buffer) or ({}, b"")
    layers = sandbox.leave_network() if settings["isolated"] else ()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    from kg.engine import Engine  # the engine starts threads: only after the network is left

    engine = Engine(settings["prefixes"])
    engine.use(settings["store"])
    sandbox.limit(settings["memory_mb"])
    swept = held = sandbox.own_memory()
    write_frame(sys.stdout.buffer, {"layers": layers, "memory": held})
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        header, body = engine.answer(*frame)
        held = sandbox.own_memory()
        if held > swept + SWEEP_EVERY:
            swept = held = _sweep()
        header["memory"] = held
        write_frame(sys.stdout.buffer, header, body)


def _sweep() -> int:
    """Give memory of a large answer back to the system; return what is still held, in bytes."""
    if hasattr(ctypes.CDLL(None), "malloc_trim"):
        ctypes.CDLL(None).malloc_trim(0)
    return sandbox.own_memory()


def _end_with_parent(parent: int) -> None:
    """End even in the middle of a query if the parent was killed."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main()
