"""The SPARQL 1.1 Protocol for reading: ``/sparql``, over a pool of query workers.

Nothing of a visitor's query is parsed in this process: its text is looked at by :mod:`kg.precheck` and run by a worker.
The endpoint stands before the pages, whose framework works longer on a request than most queries take.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import responses
from typing import Any

from werkzeug.http import parse_etags
from werkzeug.sansio.utils import get_host

from kg import results
from kg.endpoint.budget import Budget
from kg.endpoint.description import Description
from kg.endpoint.errors import error_told, status_of
from kg.endpoint.headers import HEADERS, host_name
from kg.endpoint.kept import KeptAnswers
from kg.endpoint.negotiation import HTML, MOST_CHARACTERS, best_type, packed
from kg.endpoint.protocol import ALLOWED, READS_ONLY, Fields, ProblemError, read_fields
from kg.errors import KgError, QueryBusy, QueryTimeout, StoreError
from kg.precheck import Scan, scan
from kg.workers import Answer, Request, WorkerPool

logger = logging.getLogger(__name__)

# What may be asked for, best first, and what is sent for it.
FOR_RESULTS = {
    results.JSON: results.JSON,
    "application/json": results.JSON,
    results.XML: results.XML,
    "application/xml": results.XML,
    "text/xml": results.XML,
    results.CSV: results.CSV,
    results.TSV: results.TSV,
}
FOR_GRAPHS = {
    **{media_type: media_type for media_type in results.GRAPH_TYPES},
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
}
FOR_PEOPLE = {HTML: HTML}
ALWAYS = {
    **HEADERS,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Row-Limit",
    "Vary": "Accept, Accept-Encoding",
}
PREFLIGHT = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
RETRY_SECONDS: Mapping[type[KgError], int] = {QueryBusy: 5, QueryTimeout: 60, StoreError: 60}
FAULT = 500
"""Told without the page, for it may be the page that fails."""

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """What the query page shows: the text, and its answer, or what is wrong with it."""

    query: str = ""
    table: Mapping[str, Any] | None = None
    """SPARQL results in their JSON form."""
    turtle: str = ""
    """The answer of CONSTRUCT and DESCRIBE."""
    problem: str = ""
    is_cut: bool = False
    """Whether more rows than the limit were found."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Endpoint:
    """One endpoint over one pool; every other address goes to the pages behind it.

    ``editor`` makes the page that browsers get; ``hosts`` are names that a request may call us by, none means any.
    """

    pages: Application
    pool: WorkerPool
    description: Description
    budget: Budget
    editor: Callable[[Environ, Editor], str]
    hosts: frozenset[str]
    _kept: tuple[str, KeptAnswers[Answer]] = ("", KeptAnswers(0))
    """Answers, and the version of the data that they are from."""

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request; every fault becomes a status and one line."""
        if environ.get("PATH_INFO", "").rstrip("/") != "/sparql":
            return self.pages(environ, start_response)
        asked = Asked(environ)
        try:
            reply = self._answer(asked)
        except ProblemError as problem:
            reply = self._refuse(asked, problem)
        except KgError as error:
            reply = self._refuse(asked, _problem(error))
        except Exception:
            number = secrets.token_hex(4)
            logger.exception("%s /sparql failed (%s)", asked.method, number)
            reply = self._refuse(asked, ProblemError(FAULT, f"A fault of ours, number {number}."))
        headers = {**ALWAYS, **reply.headers}
        if reply.status not in (204, 304):
            headers["Content-Length"] = str(len(reply.body))
        start_response(f"{reply.status} {responses[reply.status]}", list(headers.items()))
        return [] if asked.method == "HEAD" else [reply.body]

    def _answer(self, asked: Asked) -> Reply:
        if self.hosts and host_name(asked.host) not in self.hosts:
            raise ProblemError(400, "this server is not known by that name; kg serve --allow-host NAME lets it be")
        if asked.method == "OPTIONS":
            return Reply(204, headers=PREFLIGHT)
        asked.fields = fields = read_fields(asked.environ)
        if not fields.has_query:
            return self._introduce(asked)
        return self._run(asked, fields, scan(fields.query))

    def _introduce(self, asked: Asked) -> Reply:
        """Say what this endpoint is: the editor to a browser, the service description to a program."""
        media_type = _best(asked.accept, {"text/turtle": "text/turtle", **FOR_PEOPLE, **FOR_GRAPHS})
        if media_type == HTML:
            return self._page(asked, Editor())
        text = self.description.document("service", asked.address, media_type)
        return _packed(asked, text.encode(), {"Content-Type": _content_type(media_type)})

    def _run(self, asked: Asked, fields: Fields, found: Scan) -> Reply:
        if found.form == "UPDATE":
            raise ProblemError(403, READS_ONLY)
        is_graph = found.form in ("CONSTRUCT", "DESCRIBE")
        offers = FOR_GRAPHS if is_graph else FOR_RESULTS
        media_type = _best(fields.media_type, offers) if fields.media_type else _best(asked.accept, offers | FOR_PEOPLE)
        if media_type == HTML:
            request = _request(asked, fields, found, "text/turtle" if is_graph else results.JSON)
            answer = self._ask(asked, request, self._key(request, found))
            shown = {"turtle": answer.body.decode()} if is_graph else {"table": json.loads(answer.body)}
            return self._page(asked, Editor(query=fields.query, is_cut=answer.is_cut, **shown))
        request = _request(asked, fields, found, media_type)
        key = self._key(request, found)
        known = {"ETag": f'W/"{key}"'} if key else {}
        if key and parse_etags(asked.known).contains_weak(key):
            return Reply(304, headers=known)
        answer = self._ask(asked, request, key)
        headers = {"Content-Type": _content_type(media_type), "Cache-Control": "no-cache", **known}
        if answer.is_cut:
            headers["X-Row-Limit"] = str(self.pool.settings.rows)
        return _packed(asked, answer.body, headers)

    def _ask(self, asked: Asked, request: Request, key: str) -> Answer:
        """Return the answer that is kept under the key, or let a worker find it."""
        if self._kept[0] != self.pool.version:
            self._kept = self.pool.version, KeptAnswers()
        kept = self._kept[1]
        if (known := kept.get(key)) is not None:
            return known
        if (seconds := math.ceil(self.budget.wait(asked.client))) > 0:
            message = f"your queries used up their time; you may ask again in {seconds} s"
            raise ProblemError(429, message, Retry_After=str(seconds))
        started = time.monotonic()
        try:
            answer = self.pool.run(request, timeout=asked.fields.timeout, is_gone=asked.is_gone)
        finally:
            self.budget.spend(asked.client, time.monotonic() - started)
        kept.put(key, answer)
        return answer

    def _key(self, request: Request, found: Scan) -> str:
        """Name the answer by all that decides it; an answer that changes by itself has no name."""
        if not found.is_repeatable:
            return ""
        decides = repr((self.pool.version, self.pool.settings.rows, request))
        return hashlib.blake2b(decides.encode(), digest_size=16).hexdigest()

    def _page(self, asked: Asked, shown: Editor, status: int = 200) -> Reply:
        return Reply(status, self.editor(asked.environ, shown).encode(), {"Content-Type": _content_type(HTML)})

    def _refuse(self, asked: Asked, problem: ProblemError) -> Reply:
        """Say what is wrong in the form the client reads: the page, the JSON of all our errors, else a line of text."""
        if problem.status != FAULT and best_type(asked.accept, ("text/plain", HTML)) == HTML:
            reply = self._page(asked, Editor(query=asked.fields.query, problem=problem.message), problem.status)
        elif "json" in asked.accept:
            told = json.dumps(error_told(problem.status, problem.message))
            reply = Reply(problem.status, told.encode(), {"Content-Type": "application/json"})
        else:
            reply = Reply(
                problem.status, f"{problem.message}\n".encode(), {"Content-Type": _content_type("text/plain")}
            )
        reply.headers.update({"Cache-Control": "no-store", **problem.headers})
        return reply


class Asked:
    """What of a WSGI request decides the answer."""

    def __init__(self, environ: Environ) -> None:
        self.environ = environ
        self.fields = Fields()
        self.method: str = environ["REQUEST_METHOD"]
        self.accept: str = environ.get("HTTP_ACCEPT", "")[:MOST_CHARACTERS]
        self.encodings: str = environ.get("HTTP_ACCEPT_ENCODING", "")
        self.known: str = environ.get("HTTP_IF_NONE_MATCH", "")
        self.client: str = environ.get("REMOTE_ADDR", "")
        self.is_gone: Callable[[], bool] | None = environ.get("waitress.client_disconnected")
        self.scheme: str = environ["wsgi.url_scheme"]
        named = (environ.get("SERVER_NAME", ""), int(environ.get("SERVER_PORT", 80)))
        self.host = get_host(self.scheme, environ.get("HTTP_HOST"), named)
        self.address = f"{self.scheme}://{self.host}{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"


def _problem(error: KgError) -> ProblemError:
    status = status_of(error, otherwise=FAULT)
    seconds = next((s for kind, s in RETRY_SECONDS.items() if isinstance(error, kind)), None)
    return ProblemError(status, str(error), **({"Retry_After": str(seconds)} if seconds else {}))


def _best(accept: str, offers: Mapping[str, str]) -> str:
    """Return what to send: the client's best of ``offers``, the first of them where it does not care."""
    best = best_type(accept, tuple(offers))
    if best is None:
        raise ProblemError(406, f"this can be sent as {', '.join(dict.fromkeys(offers.values()))}")
    return offers[best]


def _request(asked: Asked, fields: Fields, found: Scan, media_type: str) -> Request:
    has_dataset = bool(fields.default_graphs or fields.named_graphs)
    return Request(
        query=fields.query,
        media_type=media_type,
        default_graphs=fields.default_graphs if has_dataset else None,
        named_graphs=fields.named_graphs,
        is_union=not found.has_dataset,
        base=asked.address,
        columns=found.columns,
    )


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _packed(asked: Asked, body: bytes, headers: dict[str, str]) -> Reply:
    sent, more = packed(body, asked.encodings)
    return Reply(200, sent, {**headers, **more})
