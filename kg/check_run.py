"""An article of a stranger, checked in a process of its own: bounded in size, time and memory, without network.

Started as ``python -m kg.check_run MEMORY_MB``: the article on standard input, the report on standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, cast

from kg import sandbox
from kg.check import check_article
from kg.check_forms import to_json
from kg.errors import InputError, KgError, QueryTimeout
from kg.read import read_article
from kg.terms import load_matcher
from kg.workers import child_environment

MOST_BYTES = 1 << 20
SECONDS = 20.0
MEMORY_MB = 1024


def check_stranger(data: bytes, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> dict[str, Any]:
    """Check one article that may be hostile; nothing of it is kept.

    :param data: text, HTML or XML as it came, at most ``MOST_BYTES``.
    :returns: the report as ``kg check -f json`` writes it.
    :raises InputError: if it is empty, too long, no article, or brings the process down.
    :raises QueryTimeout: if it takes longer than allowed.
    """
    if not data.strip():
        raise InputError("is empty", path="the article", remedy="paste the text or choose a file")
    if len(data) > MOST_BYTES:
        raise InputError(f"is longer than {MOST_BYTES} bytes", path="the article", remedy="give one article")
    command = [sys.executable, "-P", "-m", "kg.check_run", str(memory_mb)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and module
            command, input=data, capture_output=True, env=child_environment(), timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise QueryTimeout(
            f"took longer than {seconds:g} s", where="the article", remedy="check a shorter text"
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise InputError("brought the reader down", path="the article", remedy="check a simpler text") from None
    if "error" in answer:
        raise InputError(answer["error"], path="the article")
    return cast("dict[str, Any]", answer["report"])


def main(memory_mb: int) -> None:
    """Run as the child."""
    load_matcher()
    sandbox.leave_network()
    sandbox.limit(memory_mb)
    try:
        report = check_article(read_article(sys.stdin.buffer.read()))
        answer: dict[str, Any] = {"report": json.loads(to_json([report]))[0]}
    except (KgError, RecursionError, MemoryError) as error:
        answer = {"error": str(error) or type(error).__name__}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
