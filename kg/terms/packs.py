"""Term packs: vocabularies in compact form, in the user's data folder, each with a manifest.

The folder is ``KG_TERMS``, else the one the platform keeps for data of programs. A pack is written beside its place and
moved there whole, so a reader never meets half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import InputError, VocabularyError
from kg.identifiers import slugify
from kg.terms.index import TERMS, Index, Term
from kg.terms.sift import sift
from kg.terms.words import key_of

MANIFEST = "manifest.json"
FORMAT = 1
"""Version of the files of a pack; a pack of another version must be installed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What the manifest of an installed pack says."""

    name: str
    title: str
    version: str
    digest: str
    """``sha256:`` of its terms: the same terms, the same digest."""
    terms: int
    names: int
    source: str
    """``sha256:`` of the file it was made from."""
    attribution: tuple[str, ...] = ()
    format: int = FORMAT


def packs_folder() -> Path:
    """Return where packs lie; it need not exist."""
    if chosen := os.environ.get("KG_TERMS"):
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "health-content-kg" / "terms"


def list_packs() -> list[Pack]:
    """Return the installed packs, by name.

    :raises VocabularyError: if a manifest cannot be read, or is of another version.
    """
    folder = packs_folder()
    return [_read(path) for path in sorted(folder.glob(f"*/{MANIFEST}"))] if folder.is_dir() else []


def _read(path: Path) -> Pack:
    remedy = "remove that folder and run kg terms install"
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        pack = Pack(**{**row, "attribution": tuple(row["attribution"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise VocabularyError(
            f"manifest of a term pack cannot be read: {error}", where=str(path), remedy=remedy
        ) from error
    if pack.format != FORMAT:
        raise VocabularyError("term pack was made by another version", where=str(path), remedy=remedy)
    return pack


def open_pack(pack: Pack) -> Index:
    """Map the terms of a pack into memory.

    :raises VocabularyError: if a file is missing or damaged.
    """
    folder = packs_folder() / pack.name
    try:
        index = Index.open(folder)
    except (OSError, ValueError, TypeError) as error:
        raise VocabularyError(f"term pack is damaged: {error}", where=str(folder), remedy="install it again") from error
    if len(index) != pack.terms:
        raise VocabularyError(
            f"term pack holds {len(index)} of {pack.terms} terms", where=str(folder), remedy="install it again"
        )
    return index


def remove_pack(name: str) -> None:
    """Take a pack out.

    :raises VocabularyError: if there is none of that name, or it cannot be removed.
    """
    names = [pack.name for pack in list_packs()]
    if name not in names:
        held = ", ".join(names) or "none"
        raise VocabularyError(
            f"no pack is called {name[:80]!r}", where=str(packs_folder()), remedy=f"there are: {held}"
        )
    try:
        shutil.rmtree(packs_folder() / name)
    except OSError as error:
        raise VocabularyError(f"cannot be removed: {error.strerror}", where=str(packs_folder() / name)) from error


def write_pack(
    terms: list[Term], *, name: str, title: str, version: str, source: str, attribution: tuple[str, ...]
) -> Pack:
    """Write a pack in place of one of the same name.

    :param terms: in any order; they are sorted by slug.
    :raises InputError: if there are none.
    :raises VocabularyError: if the folder cannot be written.
    """
    if not terms:
        raise InputError("holds no term that could be used", path=title)
    folder = packs_folder()
    index = Index.make(sorted(sift(terms), key=lambda t: t.slug), stop=stop_keys(), least=3)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as work:
            built = Path(work) / "pack"
            built.mkdir()
            index.save(built)
            digest = "sha256:" + hashlib.sha256((built / TERMS).read_bytes()).hexdigest()
            pack = Pack(
                name=slugify(name),
                title=title,
                version=version,
                digest=digest,
                terms=len(index),
                names=index.names,
                source=source,
                attribution=attribution,
            )
            (built / MANIFEST).write_text(
                json.dumps(asdict(pack), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
            )
            _swap(built, folder / pack.name, Path(work) / "old")
    except OSError as error:
        raise VocabularyError(
            f"term pack cannot be written: {error.strerror}", where=str(folder), remedy="set KG_TERMS to another folder"
        ) from error
    return pack


def _swap(built: Path, target: Path, aside: Path) -> None:
    if target.exists():
        target.rename(aside)
    built.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


@cache
def stop_keys() -> frozenset[str]:
    """Return the keys that no name of a pack may have."""
    lines = resources.ontology_file("lexicon/stop-names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(key_of(line) for line in lines if line.strip() and not line.startswith("#"))
