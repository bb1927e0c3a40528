"""Inputs -> records on their way in, each with its text; what cannot be read is an outcome of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Literal

from pyoxigraph import Literal as Words
from pyoxigraph import NamedNode, Store

from kg.articles import articles_of
from kg.copies import is_version
from kg.errors import InputError, KgError, RecordError
from kg.extract import extract_record
from kg.home import Home
from kg.identifiers import article_id, article_of, text_iri
from kg.inputs import Found
from kg.model import Article, ArticleText, Record, Violation
from kg.namespaces import HCKG, SCHEMA
from kg.read import from_held, iter_articles
from kg.record import Draft, complete, is_as_extracted, read_drafts
from kg.vocabulary import Vocabulary, load

_TITLE = NamedNode(SCHEMA.headline)
MOST_CANDIDATES = 5
"""Articles of one title whose texts a new one is held against."""
CHUNK = 64
"""Articles that one process extracts at a time."""
Status = Literal["built", "unchanged", "refused", "unreadable", "passed over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input."""

    origin: str
    status: Status
    article: str = ""
    title: str = ""
    claims: int = 0
    error: str = ""
    note: str = ""
    """What is to be asked of an input that was built."""
    results: tuple[Violation, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """Of a refused record: where the things stand that results are about, by IRI."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record on its way in, with the text that goes with it."""

    record: Record
    origin: str
    text: str | None = None
    draft: Draft | None = None


Items = Iterator[Item | Outcome]


def items_of(
    found: list[Found | InputError], home: Home, held: Mapping[str, str], vocabulary: Vocabulary, jobs: int
) -> Items:
    """Articles first, so that a record of the same call finds its text held.

    :param held: the articles of the home by the digests of their texts.
    """
    yield from (_unreadable(f.path, f) for f in found if isinstance(f, InputError))
    files = [f for f in found if isinstance(f, Found)]
    named = {**held, **dict.fromkeys(_digests_of_records(files), "")}
    texts: dict[str, str] = {}
    yield from _from_articles([f for f in files if f.kind != "record"], named, texts, home, jobs)
    for file in files:
        if file.kind == "record":
            yield from _from_records(file, texts, home, vocabulary)


def _unreadable(origin: str, error: KgError) -> Outcome:
    return Outcome(
        origin=origin, status="passed over" if error.exit_code == 0 else "unreadable", error="\n".join(error.lines())
    )


def _digests_of_records(files: list[Found]) -> Iterator[str]:
    """Walk the digests of the texts that the records of a call speak of, where it gives articles too."""
    if any(f.kind != "record" for f in files):
        drafts = chain.from_iterable(_drafts(file) for file in files if file.kind == "record")
        yield from (d.record.article.text for d in drafts if isinstance(d, Draft) and d.record.article.text)


def _drafts(file: Found) -> Iterator[Draft | RecordError | InputError]:
    try:
        yield from read_drafts(file.path)
    except InputError as error:
        yield error


def _from_articles(files: list[Found], named: dict[str, str], texts: dict[str, str], home: Home, jobs: int) -> Items:
    """Extract the articles that no record speaks of; the text of the others is attached to their record."""
    waiting: list[ArticleText] = []
    for article in chain.from_iterable(map(articles_of, files)):
        if isinstance(article, KgError):
            yield _unreadable(article.where, article)
        elif article.digest not in named:
            waiting.append(article)
        elif article.digest in texts:
            yield Outcome(origin=article.origin, status="unchanged", article=named[article.digest])
        else:
            texts[article.digest] = article.text
            if named[article.digest]:
                yield from _attached(home, named[article.digest], article)
        if len(waiting) >= CHUNK * jobs:
            yield from _extracted(waiting, home, jobs)
            waiting = []
    yield from _extracted(waiting, home, jobs)


def _attached(home: Home, article: str, text: ArticleText) -> Items:
    for draft in read_drafts(home.record_path(article)):
        if isinstance(draft, Draft):
            yield _completed(draft, load(), text)


def _extracted(articles: list[ArticleText], home: Home, jobs: int) -> Items:
    pool = ProcessPoolExecutor(jobs) if jobs > 1 and len(articles) > 1 else nullcontext()
    with pool as executor:
        found = (executor.map if executor else map)(_extract, articles)
        for article, record in zip(articles, found, strict=True):
            yield record if isinstance(record, Outcome) else _welcome(Item(record, article.origin, article.text), home)


def _welcome(item: Item, home: Home) -> Item | Outcome:
    """Refuse to put what is read in a new text in place of a record that a person made or corrected."""
    vocabulary, identifier = load(), article_id(item.record.article.address, item.record.article.text)
    present = [identifier] if home.record_path(identifier).exists() else []
    held = held_items(home, vocabulary, present)
    if all(isinstance(one, Outcome) or is_as_extracted(one.record, vocabulary) for one in held):
        return item
    message = (
        f"{item.origin}: its text has changed, and the record of article {identifier} was made or corrected by hand, "
        "so it is kept; kg extract the new text, correct it and kg build that record"
    )
    return Outcome(origin=item.origin, status="refused", article=identifier, error=message)


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


def _completed(draft: Draft, vocabulary: Vocabulary, text: ArticleText | None) -> Item | Outcome:
    try:
        record = complete(draft, vocabulary, text)
    except KgError as error:
        return _unreadable(draft.path, error)
    return Item(record, draft.origin, text.text if text else None, draft)


def earlier_version(item: Item, home: Home, store: Store, coming: Mapping[str, Item]) -> str:
    """Return the id of the article that a text without an address may be a new version of; empty where there is none.

    A text with an address takes the place of what was read there before; without one, nothing but title and words tell.

    :param coming: items that are on their way into the store, by title.
    """
    article, text = item.record.article, item.text
    if text is None or article.address not in ("", text_iri(article.text)):
        return ""
    on_its_way = coming.get(article.title)
    if on_its_way and _is_version(text, on_its_way.text):
        return article_id(on_its_way.record.article.address, on_its_way.record.article.text)
    titled = islice(_titled(article, store), MOST_CANDIDATES)
    return next((a for a, digest in titled if _is_version(text, home.text(digest))), "")


def _is_version(text: str, other: str | None) -> bool:
    return other is not None and other != text and is_version(text, other)


def _titled(article: Article, store: Store) -> Iterator[tuple[str, str]]:
    """Walk the ids of the articles of a store that bear the title of another, each with the digest of its text."""
    title = Words(article.title, language=article.language)
    for quad in store.quads_for_pattern(None, _TITLE, title):
        for version in store.quads_for_pattern(quad.subject, NamedNode(HCKG.textVersion), None):
            for digest in store.quads_for_pattern(version.object, NamedNode(HCKG.textDigest), None):  # type: ignore[arg-type]
                yield article_of(quad.subject.value), digest.object.value  # type: ignore[union-attr]


def held_items(home: Home, vocabulary: Vocabulary, articles: Iterable[str]) -> Items:
    """Walk the records that a home holds of some articles, by id."""
    for article in articles:
        for draft in read_drafts(home.record_path(article)):
            if isinstance(draft, KgError):
                yield _unreadable(str(home.record_path(article)), draft)
            else:
                text = home.text(draft.record.article.text) if draft.record.article.text else None
                yield _completed(draft, vocabulary, from_held(text) if text is not None else None)
