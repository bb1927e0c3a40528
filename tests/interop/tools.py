"""Running tools that are not ours."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.debian import program


def run(*command: str, **options: str) -> str:
    """Run a tool and return what it prints.

    :raises SystemExit: if it fails, with what it said.
    """
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=300, **options)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr.strip()[-500:]}")
    return done.stdout


@contextmanager
def npm(*packages: str) -> Iterator[Path]:
    """Install packages of npm for a while; gives the folder that holds their ``node_modules``."""
    with TemporaryDirectory() as folder:
        command = (
            program("npm", "nodejs", "npm"),
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--silent",
        )
        run(*command, *packages, cwd=folder)
        yield Path(folder)
