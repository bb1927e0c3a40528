"""The one pipeline: inputs -> texts and records -> quads -> validated -> committed. No second way in.

Articles are independent, so everything before the commit is a pure function of one article; batches only make it fast.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Literal

from pyoxigraph import Quad

from kg.articles import fetched
from kg.derive import derive_edges
from kg.errors import InputError, KgError, RecordError
from kg.extract import extract_record
from kg.home import Home
from kg.identifiers import article_id, article_iri
from kg.inputs import Found, find_inputs
from kg.model import ArticleText, Record, Report, Violation
from kg.rdf import GRAPHS, encode
from kg.read import from_held, iter_articles
from kg.record import Draft, complete, read_drafts, to_yaml
from kg.record.tree import MAX_BYTES
from kg.store import Change, Writer, open_writer, vocabulary_fingerprint
from kg.validate import Shapes, article_shapes, validate_store, with_dismissals
from kg.vocabulary import Vocabulary, load, merged, scratch_store

BATCH = 500
"""Articles that are validated and staged together."""
CHUNK = 64
"""Articles that one process extracts at a time."""
PUBLISHED = 10_000
"""Articles after which readers see what is done so far, and a crash redoes less."""
Status = Literal["built", "unchanged", "refused", "unreadable"]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input."""

    origin: str
    status: Status
    article: str = ""
    title: str = ""
    claims: int = 0
    error: str = ""
    results: tuple[Violation, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Item:
    """A record on its way in, with the text that goes with it."""

    record: Record
    origin: str
    text: str | None = None


def build(inputs: Sequence[str], home: Home, *, jobs: int = 1, progress: Progress | None = None) -> Summary:
    """Bring inputs into the graph of a home; what is unchanged is skipped, what is broken is reported and left out.

    :param inputs: articles, records, folders of them, corpora as JSONL.
    :param jobs: processes that read and extract articles.
    :param progress: called with the number of inputs done.
    :returns: one outcome an input, in the order they were met.
    :raises StoreError: if the home cannot be written.
    """
    vocabulary, summary = load(), Summary()
    with open_writer(home) as writer:
        _redo(writer, vocabulary)
        pipeline = _Pipeline(writer, vocabulary, summary, progress or (lambda _: None))
        pipeline.run(_items(list(find_inputs(inputs)), home, vocabulary, jobs))
        summary.commit = str(writer.manifest.get("commit", ""))
    return summary


def rebuild(home: Home, *, progress: Progress | None = None) -> Summary:
    """Make the store again from texts and records.

    :raises StoreError: if the home cannot be written.
    """
    vocabulary, summary = load(), Summary()
    with open_writer(home, fresh=True) as writer:
        pipeline = _Pipeline(writer, vocabulary, summary, progress or (lambda _: None))
        pipeline.run(_held_items(home, vocabulary, home.article_ids()))
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


def _redo(writer: Writer, vocabulary: Vocabulary) -> None:
    """Finish what a commit that broke off had begun, from the canonical files."""
    pending = writer.pending()
    if pending:
        present = [a for a in pending if writer.home.record_path(a).exists()]
        gone = [Change(article=a, quads=None) for a in pending if a not in present]
        summary = Summary()
        _Pipeline(writer, vocabulary, summary, lambda _: None).run(
            _held_items(writer.home, vocabulary, present), also=gone
        )


# ---- inputs -> items


Items = Iterator[_Item | Outcome]


def _items(found: list[Found | InputError], home: Home, vocabulary: Vocabulary, jobs: int) -> Items:
    """Articles first, so that a record of the same call finds its text held."""
    yield from (_unreadable(str(f.path), f) for f in found if isinstance(f, InputError))
    files = [f for f in found if isinstance(f, Found)]
    named = _digests_of_records(files, home)
    texts: dict[str, str] = {}
    yield from _from_articles([f for f in files if f.kind != "record"], named, texts, home, jobs)
    for file in files:
        if file.kind == "record" or (file.kind == "corpus" and _holds_records(file)):
            yield from _from_records(file, texts, home, vocabulary)


def _unreadable(origin: str, error: KgError) -> Outcome:
    return Outcome(origin=origin, status="unreadable", error=str(error))


def _holds_records(file: Found) -> bool:
    """Say whether the first line of a corpus is a record, not an article."""
    try:
        with file.path.open(encoding="utf-8") as lines:
            first = next((line for line in iter(lambda: lines.readline(MAX_BYTES), "") if line.strip()), "{}")
        return isinstance(json.loads(first), dict) and isinstance(json.loads(first).get("article"), dict)
    except (OSError, ValueError):
        return False


def _digests_of_records(files: list[Found], home: Home) -> dict[str, str]:
    """Return which text digests a record speaks of, here or in the home, and the home's record if it has one."""
    named = {_digest_in(home, a): a for a in home.article_ids()}
    if any(f.kind != "record" for f in files):
        for file in files:
            if file.kind == "record":
                for draft in _drafts(file):
                    if isinstance(draft, Draft):
                        named[draft.record.article.text] = ""
    named.pop("", None)
    return named


def _digest_in(home: Home, article: str) -> str:
    for draft in read_drafts(home.record_path(article)):
        if isinstance(draft, Draft):
            return draft.record.article.text
    return ""


def _drafts(file: Found) -> Iterator[Draft | RecordError | InputError]:
    try:
        yield from read_drafts(file.path)
    except InputError as error:
        yield error


def _from_articles(files: list[Found], named: dict[str, str], texts: dict[str, str], home: Home, jobs: int) -> Items:
    """Extract the articles that no record speaks of; the text of the others is attached to their record."""
    waiting: list[ArticleText] = []
    for article in _articles(files):
        if isinstance(article, KgError):
            yield _unreadable(article.where, article)
        elif article.digest not in named:
            waiting.append(article)
        else:
            texts[article.digest] = article.text
            if named[article.digest]:
                yield from _attached(home, named[article.digest], article)
        if len(waiting) >= CHUNK * jobs:
            yield from _extracted(waiting, jobs)
            waiting = []
    yield from _extracted(waiting, jobs)


def _articles(files: list[Found]) -> Iterator[ArticleText | KgError]:
    for file in files:
        if file.kind == "address":
            yield fetched(file.address)
        elif file.kind != "corpus" or not _holds_records(file):
            try:
                yield from iter_articles(file.path)
            except InputError as error:
                yield error


def _attached(home: Home, article: str, text: ArticleText) -> Items:
    for draft in read_drafts(home.record_path(article)):
        if isinstance(draft, Draft):
            yield _completed(draft, load(), text)


def _extracted(articles: list[ArticleText], jobs: int) -> Items:
    pool = ProcessPoolExecutor(jobs) if jobs > 1 and len(articles) > 1 else nullcontext()
    with pool as executor:
        found = (executor.map if executor else map)(_extract, articles)
        for article, record in zip(articles, found, strict=True):
            yield record if isinstance(record, Outcome) else _Item(record, article.origin, article.text)


def _extract(article: ArticleText) -> Record | Outcome:
    try:
        return extract_record(article)
    except KgError as error:
        return _unreadable(article.origin, error)


def _from_records(file: Found, texts: dict[str, str], home: Home, vocabulary: Vocabulary) -> Items:
    for draft in _drafts(file):
        if isinstance(draft, KgError):
            yield _unreadable(str(file.path), draft)
        else:
            digest = draft.record.article.text
            text = texts.get(digest) or (home.text(digest) if digest else None) or _beside(file, digest)
            yield _completed(draft, vocabulary, from_held(text) if text is not None else None)


def _beside(file: Found, digest: str) -> str | None:
    """Return the text a shipped corpus keeps in ``texts/`` beside its ``records/``."""
    candidate = file.path.parent.parent / "texts" / f"{file.path.stem}.txt"
    if not digest or not candidate.is_file():
        return None
    article = next(iter(iter_articles(candidate)))
    return article.text if isinstance(article, ArticleText) and article.digest == digest else None


def _completed(draft: Draft, vocabulary: Vocabulary, text: ArticleText | None) -> _Item | Outcome:
    try:
        record = complete(draft, vocabulary, text)
    except KgError as error:
        return _unreadable(draft.path, error)
    return _Item(record, draft.path, text.text if text else None)


def _held_items(home: Home, vocabulary: Vocabulary, articles: Iterable[str]) -> Items:
    for article in articles:
        for draft in read_drafts(home.record_path(article)):
            if isinstance(draft, KgError):
                yield _unreadable(str(home.record_path(article)), draft)
            else:
                text = home.text(draft.record.article.text) if draft.record.article.text else None
                yield _completed(draft, vocabulary, from_held(text) if text is not None else None)


# ---- items -> commits


class _Pipeline:
    """Takes items in batches through encoding and validation into commits."""

    def __init__(self, writer: Writer, vocabulary: Vocabulary, summary: Summary, progress: Progress) -> None:
        self.writer = writer
        self.vocabulary = vocabulary
        self.summary = summary
        self.progress = progress
        self.shapes: Shapes = article_shapes()
        self.seen: dict[str, str] = {}
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
        if staged or changes or not self.writer.manifest.get("snapshot"):
            self.writer.publish()

    def _batch(self, batch: list[_Item | Outcome]) -> list[Change]:
        prepared = [p for p in (self._prepare(item) for item in batch) if p]
        if not prepared:
            return []
        store = scratch_store()
        store.bulk_extend(merged(q for _, change in prepared for q in change.quads or ()))
        edges = _by_article(derive_edges(store))
        report = with_dismissals(validate_store(store, self.shapes, default_union=False), store)
        results = _results_by_article(report, [change for _, change in prepared], edges)
        return [c for item, change in prepared if (c := self._judged(item, change, edges, results))]

    def _prepare(self, item: _Item | Outcome) -> tuple[_Item, Change] | None:
        if isinstance(item, Outcome):
            self.summary.outcomes.append(item)
            return None
        article = article_id(item.record.article.address, item.record.article.text)
        if article in self.seen:
            message = f"two records for one article: {self.seen[article]} and {item.origin}"
            self.summary.outcomes.append(
                Outcome(origin=item.origin, status="unreadable", article=article, error=message)
            )
            return None
        self.seen[article] = item.origin
        text = to_yaml(item.record, self.vocabulary)
        fingerprint = hashlib.sha256(f"{self.version}|{item.text is not None}|{text}".encode()).hexdigest()[:16]
        if self.writer.articles.get(article) == fingerprint and article not in self.writer.pending():
            self._note(item, "unchanged", article)
            return None
        held = ((item.record.article.text, item.text),) if item.text is not None else ()
        quads = encode(item.record, self.vocabulary)
        return item, Change(article=article, quads=quads, record=text, fingerprint=fingerprint, texts=held)

    def _note(self, item: _Item, status: Status, article: str, results: tuple[Violation, ...] = ()) -> None:
        record = item.record
        self.summary.outcomes.append(
            Outcome(
                origin=item.origin,
                status=status,
                article=article,
                title=record.article.title,
                claims=len(record.claims),
                results=results,
            )
        )

    def _judged(
        self, item: _Item, change: Change, edges: dict[str, list[Quad]], results: dict[str, list[Violation]]
    ) -> Change | None:
        found = tuple(results.get(change.article, ()))
        if any(r.severity == "Violation" for r in found):
            self._note(item, "refused", change.article, found)
            return None
        self._note(item, "built", change.article, found)
        quads = [*(change.quads or ()), *edges.get(change.article, ())]
        return Change(
            article=change.article,
            quads=quads,
            record=change.record,
            fingerprint=change.fingerprint,
            texts=change.texts,
        )


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


__all__ = ["GRAPHS", "Outcome", "Summary", "build", "rebuild", "remove"]
