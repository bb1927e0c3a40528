"""Any RDF files as a snapshot to be queried. The files are parsed in a child process: a hostile one cannot end ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Store

from kg import sandbox
from kg.errors import InputError, StoreError
from kg.formats import UNREADABLE, file_format, open_file
from kg.workers import child_environment

MEMORY_MB = 8192


def load_files(paths: Sequence[Path], into: Path, *, memory_mb: int = MEMORY_MB) -> Path:
    """Load files into a new store under ``into`` and return its path, ready for query workers.

    Triples go to the default graph, quads keep the names of their graphs. The format follows from the suffix
    (``ttl nt nq trig rdf owl xml jsonld json n3``, each also with ``.gz``).

    :raises InputError: for the first file that cannot be read, with its line.
    :raises StoreError: if nothing can be written there.
    """
    for path in paths:
        if not os.path.isfile(path):  # says no, too, of a name that is too long
            raise InputError("no such file", path=str(path))
        file_format(path)
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot write here: {error.strerror}", where=str(into)) from error
    target = into / "store"
    command = [
        sys.executable,
        "-P",
        "-m",
        "kg.dataset",
        str(memory_mb),
        str(target),
        *(str(p.resolve()) for p in paths),
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=child_environment(), check=False)  # noqa: S603
    if done.returncode == 0:
        return target
    try:
        fault = json.loads(done.stdout)
    except ValueError:
        raise InputError("the parser was stopped: it took too much memory or its stack", path=_names(paths)) from None
    if not fault["file"]:
        raise StoreError(fault["message"], where=str(target))
    raise InputError(fault["message"], path=fault["file"], line=fault["line"])


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)


def _load(target: str, paths: Sequence[str]) -> dict[str, object]:
    """Fill the store; return what went wrong, nothing if all is well."""
    name = ""
    try:
        store = Store(target)
        for name in paths:
            path = Path(name)
            with open_file(path) as source:
                store.bulk_load(input=source, format=file_format(path), base_iri=path.as_uri())
        store.flush()
    except SyntaxError as error:
        return {"file": name, "line": error.lineno, "message": error.msg}
    except (*UNREADABLE, MemoryError) as error:
        return {"file": name, "line": None, "message": str(error) or type(error).__name__}
    return {}


def main(arguments: Sequence[str]) -> int:
    """Run as the child: ``MEMORY_MB TARGET FILE...``; one JSON line on standard output tells a fault."""
    sandbox.leave_network()
    sandbox.limit(int(arguments[0]), may_write=True)
    fault = _load(arguments[1], arguments[2:])
    if fault:
        sys.stdout.write(json.dumps(fault))
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
