"""A door for language models, closed by default: they may propose claims, the text decides.

A proposal enters only if its quote stands in the text, subject and object stand in the quote, and the predicate joins
what those words name. Nothing a model writes is kept otherwise, so an answer can be wrong, hostile or malformed and
adds nothing. Answers are kept by digest of question and text, so a run can be repeated without the model.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from kg.errors import ConfigError, FetchError
from kg.extract.grammar import Grammar
from kg.identifiers import sha256
from kg.model import ArticleText, Mention, Span

MAX_ANSWER = 1_000_000
MAX_PROPOSALS = 200
MAX_WORDS = 600
_PROMPT = Path(__file__).with_name("claims_prompt.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A claim somebody proposes, in words of the text; nothing about it is trusted."""

    subject: str
    predicate: str
    object: str
    quote: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """A proposal whose three parts were found in the text."""

    proposal: Proposal
    at: Span
    subject: Mention
    predicate: str
    object: Mention


class Extractor(Protocol):
    """Anything that proposes claims for an article."""

    def propose(self, article: ArticleText) -> Iterable[Proposal]:
        """Return proposals; they are verified by whoever asks.

        :raises FetchError: if it cannot be reached or answers nonsense.
        """


def verify(
    proposals: Iterable[Proposal], article: ArticleText, mentions: Sequence[Mention], grammar: Grammar
) -> Iterator[Verified]:
    """Walk the proposals that the text bears out: their words are there, and the predicate fits the two things."""
    for proposal in proposals:
        at = _find(proposal.quote, article.text, Span(0, max(len(article.text), 1)))
        subject = at and _named(proposal.subject, article.text, at, mentions)
        object_ = at and _named(proposal.object, article.text, at, mentions)
        if at and subject and object_ and subject.concept != object_.concept and proposal.predicate in grammar.subjects:
            predicate = grammar.fit(proposal.predicate, subject.cls, object_.cls)
            if predicate == proposal.predicate:
                yield Verified(proposal, at, subject, predicate, object_)


def _find(words: str, text: str, within: Span) -> Span | None:
    start = text.find(words, within.start, within.end) if words.strip() else -1
    return Span(start, start + len(words)) if start >= 0 else None


def _named(words: str, text: str, within: Span, mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention that lies in the proposed words; a thing that no vocabulary names cannot enter this way."""
    at = _find(words, text, within)
    inside = [m for m in mentions if at and at.holds(m.span)]
    return max(inside, key=lambda m: (m.span.end - m.span.start, -m.span.start), default=None)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An endpoint that sends us elsewhere is refused: the user named this one."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


@dataclass(frozen=True, kw_only=True)
class EndpointExtractor:
    """Asks an OpenAI-compatible endpoint that the user runs.

    :param base: address before ``/chat/completions``, for example ``http://127.0.0.1:8080/v1``.
    :param cache: folder for answers; an answer that is there is not asked for again.
    :param key: sent as bearer token; never written anywhere.
    """

    base: str
    model: str
    predicates: Sequence[str]
    cache: Path | None = None
    key: str = field(default="", repr=False)
    timeout_seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what is no web address."""
        if urlsplit(self.base).scheme not in ("http", "https") or not urlsplit(self.base).hostname:
            raise ConfigError(
                f"{self.base[:80]!r} is no web address", where="model endpoint", remedy="write http://HOST:PORT/v1"
            )

    def propose(self, article: ArticleText) -> Iterable[Proposal]:
        """Return what the model proposes, from the cache if it was asked before.

        :raises FetchError: if the endpoint cannot be reached, or answers what is no answer.
        """
        question = self._question(article)
        kept = self.cache / f"{sha256(question)}.json" if self.cache else None
        if kept and kept.is_file():
            return parse_answer(kept.read_text(encoding="utf-8"), where=str(kept))
        answer = self._ask(question)
        proposals = parse_answer(answer, where=self.base)
        if kept:
            _keep(kept, answer)
        return proposals

    def _question(self, article: ArticleText) -> str:
        prompt = _PROMPT.read_text(encoding="utf-8").replace("PREDICATES", ", ".join(sorted(self.predicates)))
        messages = [{"role": "system", "content": prompt}, {"role": "user", "content": article.text}]
        return json.dumps({"model": self.model, "temperature": 0, "seed": 0, "messages": messages}, sort_keys=True)

    def _ask(self, question: str) -> str:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        address = f"{self.base.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, question.encode(), headers)  # noqa: S310 -- checked above
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=self.timeout_seconds) as response:
                return _body(response, address)
        except urllib.error.HTTPError as error:
            error.close()
            raise FetchError(
                f"answered {error.code}", where=address, remedy="look at the log of the endpoint"
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            raise FetchError(f"cannot be asked: {error}", where=address, remedy="is the endpoint running?") from error


def _body(response: HTTPResponse, address: str) -> str:
    data = response.read(MAX_ANSWER + 1)
    if len(data) > MAX_ANSWER:
        raise FetchError(f"answered more than {MAX_ANSWER} bytes", where=address)
    return data.decode("utf-8", "replace")


def parse_answer(answer: str, *, where: str) -> tuple[Proposal, ...]:
    """Return the proposals of an answer; parts of it that are no proposals are passed over.

    :raises FetchError: if the answer as a whole has not the form of one.
    """
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
        rows = json.loads(_without_fence(content))["claims"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise FetchError("the answer is no list of claims", where=where, remedy="try another model") from error
    proposals = (_proposal(row) for row in rows[:MAX_PROPOSALS]) if isinstance(rows, list) else ()
    return tuple(p for p in proposals if p)


def _without_fence(content: str) -> str:
    start, end = content.find("{"), content.rfind("}")
    return content[start : end + 1]


def _proposal(row: Any) -> Proposal | None:
    if not isinstance(row, dict):
        return None
    words = [row.get(name) for name in ("subject", "predicate", "object", "quote")]
    if not all(isinstance(w, str) and 0 < len(w) <= MAX_WORDS for w in words):
        return None
    subject, predicate, object_, quote = map(str, words)
    return Proposal(
        subject=subject, predicate=predicate, object=object_, quote=quote, negated=row.get("negated") is True
    )


def _keep(path: Path, answer: str) -> None:
    """Write an answer so that a reader meets all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(answer, encoding="utf-8")
    temporary.replace(path)
