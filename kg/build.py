"""The one pipeline: inputs -> texts and records -> quads -> validated -> committed. No second way in.

Articles are independent, so everything before the commit is a pure function of one article; batches only make it fast.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from pyoxigraph import Quad

from kg.derive import derive_edges
from kg.errors import InputError
from kg.home import Home
from kg.identifiers import article_id, article_iri
from kg.inputs import find_inputs
from kg.items import Item, Items, Outcome, Status, earlier_version, held_items, items_of
from kg.model import Report, Violation
from kg.rdf import encode
from kg.rdf.names import Names
from kg.read import from_held
from kg.record import lines_of, to_yaml
from kg.retractions import Notice
from kg.store import Change, Writer, open_writer, text_digests, vocabulary_fingerprint
from kg.validate import Shapes, article_shapes, validate_store, with_dismissals
from kg.vocabulary import Vocabulary, load, merged, scratch_store

BATCH = 500
"""Articles that are validated and staged together."""
PUBLISHED = 10_000
"""Articles after which readers see what is done so far, and a crash redoes less."""
Progress = Callable[[int], None]


@dataclass(slots=True)
class Summary:
    """What became of all inputs of a call."""

    outcomes: list[Outcome] = field(default_factory=list)
    commit: str = ""

    def count(self, status: Status) -> int:
        """Count the inputs of one fate."""
        return sum(o.status == status for o in self.outcomes)

    @property
    def exit_code(self) -> int:
        """3 if anything was unreadable, 1 if anything was refused, else 0."""
        return 3 if self.count("unreadable") else 1 if self.count("refused") else 0


def build(inputs: Sequence[str], home: Home, *, jobs: int = 1, progress: Progress | None = None) -> Summary:
    """Bring inputs into the graph of a home; what is unchanged is skipped, what is broken is reported and left out.

    :param inputs: articles, records, folders of them, corpora as JSONL.
    :param jobs: processes that read and extract articles.
    :param progress: called with the number of inputs done.
    :returns: one outcome an input, in the order they were met.
    :raises StoreError: if the home cannot be written.
    """
    vocabulary, summary = load(), Summary()
    found = list(find_inputs(inputs))
    if not home.path.exists() and all(isinstance(f, InputError) for f in found):
        summary.outcomes += [o for o in items_of(found, home, {}, vocabulary, jobs) if isinstance(o, Outcome)]
        return summary  # nothing to make a home for
    with open_writer(home) as writer:
        summary.outcomes += [o for o in _redo(writer, vocabulary).outcomes if o.status in ("refused", "unreadable")]
        pipeline = _Pipeline(writer, vocabulary, summary, progress or (lambda _: None))
        held = {digest: article for article, digest in sorted(text_digests(writer.store))}
        pipeline.run(items_of(found, home, held, vocabulary, jobs))
        summary.commit = str(writer.manifest.get("commit", ""))
    return summary


def rebuild(home: Home, *, progress: Progress | None = None) -> Summary:
    """Make the store again from texts and records.

    :raises StoreError: if the home cannot be written.
    """
    with open_writer(home, fresh=True) as writer:
        summary = _redo(writer, load(), progress)
        summary.commit = str(writer.manifest.get("commit", ""))
    return summary


def remove(home: Home, article: str) -> None:
    """Take one article out: its graphs and its record; its text stays until nothing refers to it.

    :raises InputError: if the home has no such article.
    """
    with open_writer(home) as writer:
        _redo(writer, load())
        if article not in writer.articles:
            raise InputError(
                f"no article has the id {article!r}", path=str(home.path), remedy="kg query all-articles lists them"
            )
        writer.commit([Change(article=article, quads=None)])


def import_retractions(home: Home, notices: Mapping[str, Notice]) -> int:
    """Hold notices in place of those that were held, and return how many publications of the graph they speak of.

    :raises StoreError: if the home cannot be written.
    """
    with open_writer(home) as writer:
        _redo(writer, load())
        writer.hold_retractions(notices)
        return writer.flagged


def _redo(writer: Writer, vocabulary: Vocabulary, progress: Progress | None = None) -> Summary:
    """Finish from the canonical files what a commit that broke off, or a rebuild, has begun.

    What cannot be brought in any more is taken out of the graph, not left half there; its record stays.
    """
    summary = Summary()
    if writer.is_redo:
        gone = {a for a in writer.unfinished if not writer.home.record_path(a).exists()}
        items = held_items(writer.home, vocabulary, sorted(writer.unfinished - gone))
        pipeline = _Pipeline(writer, vocabulary, summary, progress or (lambda _: None))
        pipeline.run(items, also=[Change(article=a, quads=None) for a in sorted(gone)])
        if left := sorted(writer.unfinished):
            writer.commit([Change(article=a, quads=()) for a in left])
    return summary


class _Pipeline:
    """Takes items in batches through encoding and validation into commits."""

    def __init__(self, writer: Writer, vocabulary: Vocabulary, summary: Summary, progress: Progress) -> None:
        self.writer = writer
        self.vocabulary = vocabulary
        self.summary = summary
        self.progress = progress
        self.shapes: Shapes = article_shapes()
        self.seen: dict[str, tuple[str, str]] = {}
        """Origin and fingerprint of the record of each article met."""
        self.coming: dict[str, Item] = {}
        """Items of the batch that were built, by title."""
        self.version = vocabulary_fingerprint()

    def run(self, items: Items, also: Sequence[Change] = ()) -> None:
        """Commit everything the items hold; ``also`` goes with the first batch."""
        changes, staged, done = list(also), 0, 0
        while batch := list(islice(items, BATCH)):
            changes += self._batch(batch)
            done += len(batch)
            if changes:
                self.writer.stage(changes)
            staged, changes = staged + len(changes), []
            if staged >= PUBLISHED:
                self.writer.publish()
                staged = 0
            self.progress(done)
        if changes:
            self.writer.stage(changes)
        if self.writer.is_dirty or not self.writer.manifest.get("snapshot"):
            self.writer.publish()

    def _batch(self, batch: list[Item | Outcome]) -> list[Change]:
        self.coming = {}
        prepared = [p for p in (self._prepare(item) for item in batch) if p]
        if not prepared:
            return []
        store = scratch_store()
        store.bulk_extend(merged(q for _, change in prepared for q in change.quads or ()))
        edges = _by_article(derive_edges(store))
        report = with_dismissals(validate_store(store, self.shapes, default_union=False), store)
        results = _results_by_article(report, [change for _, change in prepared], edges)
        return [c for item, change in prepared if (c := self._judged(item, change, edges, results))]

    def _prepare(self, item: Item | Outcome) -> tuple[Item, Change] | None:
        if isinstance(item, Outcome):
            self.summary.outcomes.append(item)
            return None
        article = article_id(item.record.article.address, item.record.article.text)
        text = to_yaml(item.record, self.vocabulary)
        fingerprint = hashlib.sha256(f"{self.version}|{item.text is not None}|{text}".encode()).hexdigest()[:16]
        if article in self.seen:
            self._note_again(item, article, fingerprint)
            return None
        self.seen[article] = item.origin, fingerprint
        if self.writer.articles.get(article) == fingerprint and article not in self.writer.unfinished:
            self._note(item, "unchanged", article)
            return None
        held = ((item.record.article.text, item.text),) if item.text is not None else ()
        quads = encode(item.record, self.vocabulary)
        return item, Change(article=article, quads=quads, record=text, fingerprint=fingerprint, texts=held)

    def _note_again(self, item: Item, article: str, fingerprint: str) -> None:
        """Pass over a copy of an article met before; of two records that a person gives for one article, say so."""
        other, seen = self.seen[article]
        copy = item.draft is None and seen == fingerprint
        error = f"{item.origin}: two records for one article, the other is {other}; put the claims of both into one, "
        self.summary.outcomes.append(
            Outcome(
                origin=item.origin,
                status="unchanged" if copy else "unreadable",
                article=article,
                error="" if copy else error + "or correct an address",
            )
        )

    def _note(self, item: Item, status: Status, article: str, results: tuple[Violation, ...] = ()) -> None:
        record = item.record
        self.summary.outcomes.append(
            Outcome(
                origin=item.origin,
                status=status,
                article=article,
                title=record.article.title,
                claims=len(record.claims),
                note=self._asked(item, article) if status == "built" else "",
                results=results,
                lines=_lines(item, self.vocabulary) if status == "refused" else {},
            )
        )

    def _asked(self, item: Item, article: str) -> str:
        """Ask whether a text that is new here is the new version of one that the home holds."""
        if article in self.writer.articles:
            return ""
        earlier = earlier_version(item, self.writer.home, self.writer.store, self.coming)
        ask = f"{item.origin}: article {earlier} has this title and nearly this text; if this is its new version, "
        return f"{ask}bring its corrections over and kg remove {earlier}" if earlier else ""

    def _judged(
        self, item: Item, change: Change, edges: dict[str, list[Quad]], results: dict[str, list[Violation]]
    ) -> Change | None:
        found = tuple(results.get(change.article, ()))
        if any(r.severity == "Violation" for r in found):
            self._note(item, "refused", change.article, found)
            return None
        self._note(item, "built", change.article, found)
        self.coming[item.record.article.title] = item
        quads = [*(change.quads or ()), *edges.get(change.article, ())]
        return Change(
            article=change.article,
            quads=quads,
            record=change.record,
            fingerprint=change.fingerprint,
            texts=change.texts,
        )


def _lines(item: Item, vocabulary: Vocabulary) -> dict[str, int]:
    """Return where the things of a record stand; in a file with a record a line, its origin says so."""
    if item.draft is None or item.draft.line:
        return {}
    names, text = Names(item.record, vocabulary), None if item.text is None else from_held(item.text)
    lines = lines_of(item.draft, vocabulary, text)
    iris = names.claims | names.sources | {v.slug: names.voice(v.slug) for v in item.record.voices}
    return {iris.get(name) or names.thing(name): line for name, line in lines.items()}


def _article_of(graph: str) -> str:
    return graph.removeprefix(article_iri("")).partition("/")[0]


def _by_article(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[_article_of(str(quad.graph_name).strip("<>"))].append(quad)
    return found


def _results_by_article(
    report: Report, changes: Iterable[Change], edges: dict[str, list[Quad]]
) -> dict[str, list[Violation]]:
    """Sort results by the articles that say something of what they are about."""
    focuses = {result.focus for result in report.results}
    articles: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        subjects: Any = (quad.subject for quad in chain(change.quads or (), edges.get(change.article, ())))
        for focus in {subject.value for subject in subjects} & focuses:
            articles[focus].append(change.article)
    found: dict[str, list[Violation]] = defaultdict(list)
    for result in report.results:
        for article in articles[result.focus]:
            found[article].append(result)
    return found


__all__ = ["Outcome", "Summary", "build", "import_retractions", "rebuild", "remove"]
