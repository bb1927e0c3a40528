"""The embedded store: one writer, commits that are all or nothing, read-only snapshots for everybody else.

A commit goes: new records beside the old -> journal the ids (fsync), from where on it is certain -> put the records in
place -> replace the graphs -> propositions -> flush -> snapshot -> manifest (fsync) -> remove the journal. A crash
before the journal leaves all as it was. After a later one the next writer redoes the journalled articles from their new
records: what was staged together is there together, and what the manifest acknowledged stays.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from pyoxigraph import NamedNode, Quad, Store

from kg.copies import mark_copies
from kg.derive import Key, all_propositions, renew_propositions, sources_of, statements_of
from kg.errors import StoreError
from kg.home import SCHEMA_VERSION, Home, sync_folder, write_atomically
from kg.identifiers import article_iri
from kg.lexical import Pairs, rewritten
from kg.namespaces import BASE, DCTERMS, HCKG
from kg.rdf import GRAPHS, SHARED_GRAPHS
from kg.retractions import GRAPH as RETRACTIONS_GRAPH
from kg.retractions import Notice, keep_retractions, retraction_quads
from kg.vocabulary import CONCEPTS_GRAPH, VOCABULARY_GRAPH, load

MEND = "free space or mend the rights, then run the command again"
REQUIRES = NamedNode(DCTERMS.requires)
FEW = 2000
"""Propositions that are renewed one by one; more are quicker derived all anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One article to be put in place of what was there.

    ``quads`` of None removes it; none at all takes it out of the graph, and leaves its record.
    """

    article: str
    quads: Sequence[Quad] | None
    record: str = ""
    """The record in its canonical file form."""
    fingerprint: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    """Pairs of digest and text to be held."""


@dataclass
class Snapshot:
    """A read-only copy of the store at one commit. Close it when done, so that its files can be freed."""

    path: Path
    manifest: dict[str, Any]
    store: Store
    _handle: IO[str] = field(repr=False)

    def close(self) -> None:
        """Let go of the files."""
        if not self._handle.closed:
            del self.store
            self._handle.close()

    @property
    def commit(self) -> str:
        """The fingerprint of the commit."""
        return str(self.manifest["commit"])


def vocabulary_fingerprint() -> str:
    """Return a digest of everything in ``ontology/`` as it enters the store."""
    lines = sorted(str(quad) for quad in load().quads)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def open_snapshot(home: Home, *, verify: bool = True) -> Snapshot:
    """Open the current snapshot read-only.

    :param verify: count its quads against the manifest, so that an emptied or truncated copy is refused.
    :raises StoreError: if there is no graph, or it cannot be trusted, with the way to repair it.
    """
    manifest, path, handle = _newest(home)
    try:
        store = Store.read_only(str(path))
        count = len(store) if verify else manifest["quads"]
    except (OSError, ValueError, RuntimeError) as error:
        handle.close()
        raise _unopened(error, home) from error
    if count != manifest["quads"]:
        handle.close()
        raise _miscounted(count, manifest, home)
    return Snapshot(path, manifest, store, handle)


def check_next(home: Home) -> None:
    """Check the store that the next commit goes into; one with a commit under way is left to that.

    :raises StoreError: if it cannot be trusted, with the way to repair it.
    """
    manifest = home.read_manifest()
    if home.journal.exists():
        return
    try:
        count = len(Store.read_only(str(home.store)))
    except (OSError, ValueError, RuntimeError) as error:
        raise _unopened(error, home) from error
    if count != manifest["quads"] and not home.journal.exists() and manifest == home.read_manifest():
        raise _miscounted(count, manifest, home)


def _miscounted(count: int, manifest: dict[str, Any], home: Home) -> StoreError:
    told = f"the store holds {count} quads, the last commit wrote {manifest['quads']}"
    return StoreError(told, where=str(home.path), remedy=home.repair)


def _unopened(error: Exception, home: Home) -> StoreError:
    """Tell a disk that is full or closed to us from a store that is damaged."""
    reasons = (os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES))
    if reason := next((reason for reason in reasons if reason in str(error)), ""):
        return StoreError(f"cannot be written: {reason}", where=str(home.path), remedy=MEND)
    return StoreError(f"the store is damaged: {error}", where=str(home.path), remedy=home.repair)


def _newest(home: Home) -> tuple[dict[str, Any], Path, IO[str]]:
    """Return the manifest and its snapshot, held; a commit that came in between is followed."""
    while True:
        manifest = home.read_manifest()
        path = home.snapshots / str(manifest["snapshot"])
        try:
            return manifest, path, _hold(path, home)
        except StoreError:
            if home.read_manifest()["snapshot"] == manifest["snapshot"]:
                raise


def _hold(path: Path, home: Home) -> IO[str]:
    """Keep writers from deleting a snapshot while the file that is returned is open."""
    try:
        handle = _opened_lock(path.with_suffix(".lock"))
        fcntl.flock(handle, fcntl.LOCK_SH)
    except OSError as error:
        what = f"the snapshot cannot be opened: {error.strerror}"
        raise StoreError(what, where=str(home.path), remedy=MEND) from error
    if not path.is_dir():
        handle.close()
        path.with_suffix(".lock").unlink(missing_ok=True)
        raise StoreError("the current snapshot is missing", where=str(home.path), remedy=home.repair)
    return handle


def _opened_lock(lock: Path) -> IO[str]:
    """Open the lock of a snapshot; in a home that may only be read, the one its writer left there."""
    try:
        return lock.open("a", encoding="utf-8")
    except OSError:
        if not lock.exists():
            raise
        return lock.open(encoding="utf-8")


class Writer:
    """The one process that changes a home; use :func:`open_writer`."""

    def __init__(self, home: Home, store: Store, manifest: dict[str, Any]) -> None:
        self.home = home
        self.store = store
        self.manifest = manifest
        self.articles: dict[str, str] = dict(manifest["articles"])
        """Fingerprint of each article's record as it stands in the store."""
        self.lexical: dict[str, Pairs] = dict(manifest.get("lexical", {}))
        self.is_redo = self.is_dirty = home.journal.exists()
        """A commit broke off, or a rebuild is to be made; the store may differ from what was published."""
        self.unfinished = _pending(home)
        """Ids of the articles that this left to be redone from their records."""
        self._journalled = set(self.unfinished)
        self._touched: set[Key] = set()
        self._identified: set[Any] = set()
        self._left: set[Any] = set()
        """Shared graphs that an article required which was taken out or replaced."""
        self._texts: dict[str, str | None] = {}
        self._flags: list[Quad] = []
        """What the notices held by the home say of publications of the graph."""

    def commit(self, changes: Sequence[Change]) -> None:
        """Put changes in place, all or none, and publish them.

        :raises StoreError: if the disk is full or unwritable; what was there before stays.
        """
        self.stage(changes)
        self.publish()

    def stage(self, changes: Sequence[Change]) -> None:
        """Write changes that the next :meth:`publish` acknowledges; until then the journal names them.

        :raises StoreError: if the disk is full or unwritable; what was published before stays.
        """
        articles = [change.article for change in changes]
        with self._explained():
            self._write_canonical(changes)
            self.begin(articles)
            _put_in_place(self.home, articles)
            self._replace(changes)
            self.unfinished.difference_update(articles)
            self._note(changes)
            self._texts.update({c.article: c.texts[0][1] if c.texts and c.quads is not None else None for c in changes})

    def begin(self, articles: Iterable[str] = ()) -> None:
        """Tell the next writer that the store is being changed, and which articles it has to redo if we break off."""
        self._journalled.update(articles)
        write_atomically(self.home.journal, json.dumps(sorted(self._journalled)))
        self.is_dirty = True

    def publish(self) -> None:
        """Derive the propositions, flush, and let readers see it; returns when it is safe on disk.

        :raises StoreError: if the disk is full or unwritable; what was published before stays.
        """
        with self._explained():
            if not self.is_dirty:
                self.begin()
            self._remove_unshared()
            self._mark_copies()
            self._derive_propositions()
            self._flag_sources()
            self.store.flush()
            self._write_manifest()
            self._end()

    def _end(self) -> None:
        """Remove the journal, or leave in it what is still to be redone."""
        self._journalled = set(self.unfinished)
        if self.unfinished:
            self.begin()
        else:
            self.home.journal.unlink(missing_ok=True)
            self.is_redo = self.is_dirty = False

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StoreError(f"cannot be written: {reason}", where=str(self.home.path), remedy=MEND) from error

    def _write_canonical(self, changes: Sequence[Change]) -> None:
        for change in changes:
            for digest, text in change.texts:
                if not self.home.text_path(digest).exists():
                    write_atomically(self.home.text_path(digest), text, sync=False)
            if change.quads is None or change.record:
                coming = "" if change.quads is None else change.record
                write_atomically(self.home.coming_path(change.article), coming, sync=False)
        os.sync()

    def _replace(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if change.article in self.articles or self.is_redo:
                for name in graph_names([change.article]):
                    quads = list(self.store.quads_for_pattern(None, None, None, NamedNode(name)))
                    self._touch(quads)
                    self._left |= {q.object for q in quads if q.predicate == REQUIRES}
                    self.store.remove_graph(NamedNode(name))
            self._touch(change.quads or ())
        self.store.bulk_extend(q for c in changes for q in c.quads or ())

    def _remove_unshared(self) -> None:
        """Take out what no article requires any more; after a commit that broke off, nobody knows what that was."""
        if self.is_redo:
            self._left.update(g for g in self.store.named_graphs() if g.value.startswith(SHARED_GRAPHS))
        for graph in self._left:
            if next(self.store.quads_for_pattern(None, REQUIRES, graph), None) is None:
                self.store.remove_graph(graph)
        self._left.clear()

    def _mark_copies(self) -> None:
        """Find out who republishes whom; what such articles say is weighed anew."""
        lost = () if self.home.copies.exists() else text_digests(self.store)
        held = {article: digest for article, digest in lost if article in self.articles}
        for article in mark_copies(self.home, self.store, self._texts, held):
            for name in graph_names([article]):
                self._touch(list(self.store.quads_for_pattern(None, None, None, NamedNode(name))))
        self._texts.clear()

    def hold_retractions(self, notices: Mapping[str, Notice]) -> None:
        """Hold notices in place of those that were held, and publish.

        :raises StoreError: if the disk is full or unwritable.
        """
        with self._explained():
            self.begin()
            keep_retractions(self.home, notices, load())
        self.publish()

    def _flag_sources(self) -> None:
        """Look the publications up among the notices that the home holds."""
        self.store.remove_graph(NamedNode(RETRACTIONS_GRAPH))
        self._flags = retraction_quads(self.home, self.store, load())
        self.store.bulk_extend(self._flags)

    @property
    def flagged(self) -> int:
        """How many publications of the graph the notices held by the home speak of."""
        return len({q.subject for q in self._flags})

    def _touch(self, quads: Sequence[Quad]) -> None:
        """Remember whose propositions are to be renewed."""
        self._touched.update(statements_of(quads).values())
        self._identified |= sources_of(quads)

    def _derive_propositions(self) -> None:
        if len(self._touched) > FEW or not self.manifest.get("snapshot") or self.is_redo:
            all_propositions(self.store)
        else:
            renew_propositions(self.store, self._touched, self._identified)
        self._touched.clear()
        self._identified.clear()

    def _note(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self.articles.pop(change.article, None)
            self.lexical.pop(change.article, None)
            if change.quads:
                self.articles[change.article] = change.fingerprint
                if pairs := rewritten(change.quads):
                    self.lexical[change.article] = pairs

    def _write_manifest(self) -> None:
        number = _next_number(self.home)
        manifest = {
            "schema": SCHEMA_VERSION,
            "base": BASE,
            "commit": self._commit_digest(),
            "vocabulary": self.manifest["vocabulary"],
            "quads": len(self.store),
            "snapshot": number,
            "articles": dict(sorted(self.articles.items())),
            "lexical": dict(sorted(self.lexical.items())),
        }
        self._snapshot(number)
        write_atomically(self.home.manifest, json.dumps(manifest, indent=0))
        self.manifest = manifest
        _free_snapshots(self.home, keep=number)

    def _commit_digest(self) -> str:
        """Name the commit after all that the graph is made from."""
        articles = (f"{article} {fingerprint}" for article, fingerprint in sorted(self.articles.items()))
        lines = [self.manifest["vocabulary"], *articles, *sorted(map(str, self._flags))]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def _snapshot(self, number: int) -> None:
        target = self.home.snapshots / str(number)
        self.store.backup(str(target))
        target.with_suffix(".lock").touch()
        write_atomically(self.home.snapshots / "current", str(number))


def _next_number(home: Home) -> int:
    """Return a number that no snapshot bears: a rebuild, too, leaves the published one as it is until it is done."""
    return 1 + max((int(path.name) for path in home.snapshots.iterdir() if path.name.isdecimal()), default=0)


def _free_snapshots(home: Home, keep: int) -> None:
    """Delete the copies that nobody holds any more."""
    for path in home.snapshots.iterdir():
        if path.is_dir() and path.name != str(keep):
            with contextlib.suppress(OSError), path.with_suffix(".lock").open("a", encoding="utf-8") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
                path.with_suffix(".lock").unlink()


def _empty_manifest() -> dict[str, Any]:
    return {"schema": SCHEMA_VERSION, "articles": {}, "vocabulary": vocabulary_fingerprint(), "snapshot": 0, "quads": 0}


@contextlib.contextmanager
def open_writer(home: Home, *, fresh: bool = False) -> Iterator[Writer]:
    """Open the store to write; only one process at a time may.

    :param fresh: start over with an empty store, as ``rebuild`` does.
    :raises StoreError: if another process writes, or the store cannot be trusted.
    """
    with home.lock():
        try:
            _settle(home)
            if fresh:
                _begin_anew(home)
        except OSError as error:
            raise _unopened(error, home) from error
        if fresh or not home.manifest.exists():
            _discard(home)
            manifest = _empty_manifest()
        else:
            manifest = home.read_manifest()
        try:
            store = Store(str(home.store))
            count = len(store)
        except (OSError, ValueError, RuntimeError) as error:
            raise _unopened(error, home) from error
        writer = Writer(home, store, manifest)
        del store
        if fault := _lost(writer, count):
            raise StoreError(fault, where=str(home.path), remedy=home.repair)
        with writer._explained():
            _refresh_vocabulary(writer, empty=count == 0)
        try:
            yield writer
        finally:
            del writer.store  # RocksDB closes when nobody refers to it


def _pending(home: Home) -> set[str]:
    """Return the ids that a broken-off commit left to be redone."""
    try:
        return set(json.loads(home.journal.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return set()
    except ValueError:
        return set(home.article_ids())


def _settle(home: Home) -> None:
    """Put the new records of a commit that broke off in place if it was certain, and clear away what is none's."""
    _put_in_place(home, _pending(home))
    for folder, pattern in ((home.records, "*.next"), (home.records, ".*.tmp"), (home.articles, ".*.tmp")):
        for left in folder.glob(pattern):
            left.unlink()


def _put_in_place(home: Home, articles: Iterable[str]) -> None:
    """Let the new records of a commit take the place of the old; can be done again."""
    for article in articles:
        coming, record = home.coming_path(article), home.record_path(article)
        if coming.exists() and coming.stat().st_size:
            coming.replace(record)
        elif coming.exists():
            record.unlink(missing_ok=True)
            coming.unlink()
    sync_folder(home.records)


def _begin_anew(home: Home) -> None:
    """Journal every article, so that a rebuild which breaks off is not taken for a store that is whole."""
    known = {*_pending(home), *home.article_ids()}
    with contextlib.suppress(StoreError):
        known |= home.read_manifest()["articles"].keys()
    write_atomically(home.journal, json.dumps(sorted(known)))


def _discard(home: Home) -> None:
    """Remove the store, never a part of it: what is left of one cannot be opened."""
    aside = home.store.with_suffix(".old")
    shutil.rmtree(aside, ignore_errors=True)
    if home.store.exists():
        home.store.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)
    home.copies.unlink(missing_ok=True)


def _lost(writer: Writer, count: int) -> str:
    """Say what the store lacks that was published and that no journal speaks of."""
    if not writer.is_redo:
        wrote = writer.manifest["quads"]
        is_whole = count == wrote or not writer.manifest["snapshot"]
        return "" if is_whole else f"the store holds {count} quads, the last commit wrote {wrote}"
    for article in writer.articles.keys() - writer.unfinished:
        graphs = (NamedNode(name) for name in graph_names([article]))
        if not any(True for graph in graphs for _ in writer.store.quads_for_pattern(None, None, None, graph)):
            return f"the store lost article {article}"
    return ""


def _refresh_vocabulary(writer: Writer, *, empty: bool) -> None:
    """Put our vocabulary in, or the newer one in place of the older."""
    fingerprint = vocabulary_fingerprint()
    if not (empty or writer.is_redo) and writer.manifest["vocabulary"] == fingerprint:
        return
    writer.begin()
    for graph in (VOCABULARY_GRAPH, CONCEPTS_GRAPH):
        writer.store.remove_graph(NamedNode(graph))
    writer.store.bulk_extend(load().quads)
    writer.manifest["vocabulary"] = fingerprint


def text_digests(store: Store) -> Iterator[tuple[str, str]]:
    """Walk the ids of the articles of a store, each with the digest of its text."""
    for quad in store.quads_for_pattern(None, NamedNode(HCKG.textVersion), None):
        for digest in store.quads_for_pattern(quad.object, NamedNode(HCKG.textDigest), None):  # type: ignore[arg-type]
            yield quad.subject.value.removeprefix(article_iri("")), digest.object.value  # type: ignore[union-attr]


def graph_names(articles: Iterable[str]) -> Iterator[str]:
    """Walk the named graphs of articles."""
    return (f"{article_iri(a)}/graph/{name}" for a in articles for name in GRAPHS)
