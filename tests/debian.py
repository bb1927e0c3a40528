"""Programs that tests need and pip does not bring: as root on Debian they are installed when they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(*packages: str) -> None:
    """Install packages, if this is root on Debian; the caller looks whether it worked."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        for attempt in (command, ["apt-get", "update", "-qq"], command):
            done = subprocess.run(attempt, check=False, capture_output=True, timeout=900, env=environment)
            if attempt is command and not done.returncode:
                return


def program(name: str, *packages: str) -> str:
    """Return where a program lies, installed now if need be.

    :raises SystemExit: if it cannot be had, saying what to install.
    """
    if shutil.which(name) is None:
        install(*packages)
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: install {' and '.join(packages)}")
    return found
