"""The home directory: where canonical files lie, and how they are written so that nothing is ever half there.

Canonical (never derived, never lost): ``articles/`` texts by digest, ``records/`` with what editors decided, and
``retractions.csv``, the notices that were imported.
Everything else (``store/``, ``snapshots/``, ``search.sqlite``, ``copies.sqlite``, ``manifest.json``) can be made again
from those.
"""

from __future__ import annotations

import contextlib
import fcntl
import glob
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.identifiers import digest
from kg.namespaces import BASE, DEFAULT_BASE

SCHEMA_VERSION = 2


def write_atomically(path: Path, data: str | bytes, *, sync: bool = True) -> None:
    """Write a file so that a reader, or a crash, meets the old one or the new one, never a part.

    :raises OSError: as the system says, for example that the disk is full; the old file is untouched then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as out:
            out.write(data.encode() if isinstance(data, str) else data)
            out.flush()
            if sync:
                os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def clear_leftovers(path: Path) -> None:
    """Remove what processes that are gone left behind while they wrote a file."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        with contextlib.suppress(ValueError, OverflowError, PermissionError):
            try:
                os.kill(int(left.name.rsplit(".", 2)[1]), 0)
            except ProcessLookupError:
                left.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Make what was renamed or removed in a folder outlast a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Home:
    """A home directory; nothing is created before something is written."""

    path: Path

    @property
    def articles(self) -> Path:
        """Exact texts by digest; private, never exported by default."""
        return self.path / "articles"

    @property
    def records(self) -> Path:
        """One record an article."""
        return self.path / "records"

    @property
    def store(self) -> Path:
        """The writer's store; readers use snapshots."""
        return self.path / "store"

    @property
    def snapshots(self) -> Path:
        """Read-only copies."""
        return self.path / "snapshots"

    @property
    def search(self) -> Path:
        """The full-text index."""
        return self.path / "search.sqlite"

    @property
    def copies(self) -> Path:
        """Sketches of the texts, by which copies are found."""
        return self.path / "copies.sqlite"

    @property
    def manifest(self) -> Path:
        """Counts and fingerprints of the last commit."""
        return self.path / "manifest.json"

    @property
    def journal(self) -> Path:
        """Ids of the articles that a commit under way replaces; while it is there, the store may be half changed."""
        return self.path / "pending.json"

    def create(self) -> None:
        """Make the directories.

        :raises StoreError: if that is not possible here.
        """
        try:
            for folder in (self.articles, self.records, self.snapshots):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> StoreError:
        remedy = "choose another --home"
        return StoreError(f"cannot write here: {error.strerror}", where=str(self.path), remedy=remedy)

    def text_path(self, text_digest: str) -> Path:
        """Return where the text of a digest lies."""
        return self.articles / f"{text_digest.removeprefix('sha256:')}.txt"

    def text(self, text_digest: str) -> str | None:
        """Return the held text of a digest, if there is one and it is still that text."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            with self.text_path(text_digest).open(encoding="utf-8", newline="") as lines:
                text = lines.read()
            return text if digest(text) == text_digest else None
        return None

    def record_path(self, article: str) -> Path:
        """Return where the record of an article id lies."""
        return self.records / f"{article}.yaml"

    def coming_path(self, article: str) -> Path:
        """Return where a commit writes the new record of an article before it is certain; empty, it removes the old."""
        return self.records / f"{article}.next"

    def article_ids(self) -> tuple[str, ...]:
        """Return the ids of all records, sorted."""
        return tuple(sorted(p.stem for p in self.records.glob("*.yaml"))) if self.records.is_dir() else ()

    def read_manifest(self) -> dict[str, Any]:
        """Return the manifest.

        :raises StoreError: if there is none, or it cannot be read.
        """
        try:
            manifest: dict[str, Any] = json.loads(self.manifest.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise StoreError(
                "no graph here", where=str(self.path), remedy=f"run kg build INPUT --home {self.path}"
            ) from error
        except (OSError, ValueError) as error:
            raise StoreError(
                f"manifest.json cannot be read: {error}", where=str(self.path), remedy=self.repair
            ) from error
        if manifest.get("schema") != SCHEMA_VERSION:
            raise StoreError("the store was made by another version", where=str(self.path), remedy=self.repair)
        base = manifest.get("base", DEFAULT_BASE)
        if base != BASE:
            remedy = f"set KG_BASE={base}, or {self.repair}"
            raise StoreError(
                f"the store was made with the base {base}, not {BASE}", where=str(self.path), remedy=remedy
            )
        return manifest

    @property
    def repair(self) -> str:
        """What to do about a store that cannot be trusted."""
        return f"run kg rebuild --home {self.path}"

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the only right to write.

        :raises StoreError: if another process holds it, naming its pid.
        """
        self.create()
        try:
            handle = (self.path / "lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            owner = handle.read().strip() or "unknown"
            handle.close()
            raise StoreError(
                f"in use by process {owner}", where=str(self.path), remedy="wait for it to finish"
            ) from error
        try:
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            yield
        finally:
            handle.close()
