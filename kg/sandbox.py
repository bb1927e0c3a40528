"""Take rights away from the running process, before it meets text of a stranger.

The process keeps its memory cap, writes no files, dumps no core, starts no program and opens no socket.
Linux offers two ways to take the network away: a network namespace of its own, and a filter of system calls.
Both are used where the system allows them, so either may fail. On other systems there is neither.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from functools import cache

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2

ARCHITECTURES = {
    # machine: (audit number, system calls: socket connect bind execve execveat ptrace io_uring_setup)
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 117, 425)),
}
X32_CALLS = 0x40000000

LOAD_WORD, JUMP_EQUAL, JUMP_FROM, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # refuse with EPERM
NUMBER_AT, ARCHITECTURE_AT = 0, 4


def leave_network() -> tuple[str, ...]:
    """Cut this process off the network; call it before any thread is started.

    :returns: the layers in force, of ``namespace`` and ``filter``; empty where the system allows neither.
    """
    if not sys.platform.startswith("linux"):
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    layers = ("namespace",) if _unshare(libc) else ()
    return (*layers, "filter") if _filter_calls(libc) else layers


def limit(memory_mb: int, *, may_write: bool = False) -> None:
    """Cap what this process may still take: ``memory_mb`` beyond its present address space, no core, no files.

    :param may_write: leave file writing allowed (for a parser that fills a store).
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not may_write:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    cap = address_space() + memory_mb * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        cap = min(cap, hard)
    if sys.platform.startswith("linux"):
        resource.setrlimit(resource.RLIMIT_AS, (cap, cap))


def address_space() -> int:
    """Return the bytes of address space in use; 0 where the system does not say."""
    return _memory()[0]


def own_memory() -> int:
    """Return the bytes of memory this process alone holds; 0 where the system does not say."""
    _, resident, shared = _memory()
    return resident - shared


def _memory() -> tuple[int, int, int]:
    """Return address space, resident and shared memory in bytes."""
    try:
        total, resident, shared = os.pread(_own_statm(), 256, 0).split()[:3]
    except OSError:
        return 0, 0, 0
    page = resource.getpagesize()
    return int(total) * page, int(resident) * page, int(shared) * page


@cache
def _own_statm() -> int:
    """Open the memory counts of this process once: they are read after every query."""
    return os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)


def _unshare(libc: ctypes.CDLL) -> bool:
    flags = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWUSER | CLONE_NEWNET
    return int(libc.unshare(flags)) == 0


def _filter_calls(libc: ctypes.CDLL) -> bool:
    if platform.machine() not in ARCHITECTURES or sys.maxsize < 2**32:
        return False
    program = _filter_program(*ARCHITECTURES[platform.machine()])
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    is_promised = int(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) == 0
    return is_promised and int(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0)) == 0


def _filter_program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return instructions that refuse the calls given, foreign architectures, and x32 numbers."""
    last = len(calls) + 5  # index of the refusing instruction
    steps = [(LOAD_WORD, 0, 0, ARCHITECTURE_AT), (JUMP_EQUAL, 0, last - 2, architecture), (LOAD_WORD, 0, 0, NUMBER_AT)]
    steps.append((JUMP_FROM, last - 4, 0, X32_CALLS))
    steps += [(JUMP_EQUAL, last - 5 - i, 0, call) for i, call in enumerate(calls)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
