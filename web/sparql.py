"""The SPARQL 1.1 Protocol for reading: ``/sparql`` as a blueprint over a pool of query workers.

Nothing of a visitor's query is parsed in this process: its text is looked at by :mod:`kg.precheck` and run by a worker.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Request, Response, request
from markupsafe import Markup

from kg import results
from kg.errors import KgError
from kg.precheck import Scan, scan
from kg.workers import Answer, WorkerPool
from kg.workers import Request as Asked
from web.budget import Budget
from web.kept import KeptAnswers
from web.problems import ProblemError, from_error, to_response
from web.service_description import Description

HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_BYTES = 2**18
MOST_FIELDS = 1000
GZIP_FROM = 1024

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
FORMATS = {
    "json": results.JSON,
    "xml": results.XML,
    "csv": results.CSV,
    "tsv": results.TSV,
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""What ``format=`` may say in the address, where a link cannot say what it accepts."""
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Row-Limit",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


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


EditorPage = Callable[[Editor], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """The protocol's parameters, from address and body."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    media_type: str = ""


def blueprint(
    pool: WorkerPool, description: Description, *, budget: Budget | None = None, editor: EditorPage | None = None
) -> Blueprint:
    """Return the endpoint.

    :param budget: query time of each client; no limit without it.
    :param editor: makes the page that browsers get; a plain form without it.
    """
    endpoint = _Endpoint(pool, description, budget or Budget(seconds=0), editor or plain_page)
    pages = Blueprint("sparql", __name__)
    pages.add_url_rule(
        "/sparql",
        view_func=endpoint.answer,
        methods=["GET", "POST"],
        strict_slashes=False,
        endpoint="endpoint",
        provide_automatic_options=False,
    )
    pages.add_url_rule(
        "/sparql", view_func=_preflight, methods=["OPTIONS"], strict_slashes=False, provide_automatic_options=False
    )
    pages.after_request(_allow_every_origin)
    return pages


def _preflight() -> Response:
    return Response(status=204, headers={"Allow": PREFLIGHT["Access-Control-Allow-Methods"], **PREFLIGHT})


def _allow_every_origin(response: Response) -> Response:
    response.headers.update(CORS)
    return response


class _Endpoint:
    """One endpoint over one pool."""

    def __init__(self, pool: WorkerPool, description: Description, budget: Budget, editor: EditorPage) -> None:
        self.pool = pool
        self.description = description
        self.budget = budget
        self.editor = editor
        self.kept = KeptAnswers[Answer]()

    def answer(self) -> Response:
        """Answer one request; every fault becomes a status and one line."""
        try:
            fields = read_fields(request)
            if fields.query is None:
                return self._introduce()
            return self._run(fields.query, fields)
        except ProblemError as problem:
            return self._refuse(problem)
        except KgError as error:
            return self._refuse(from_error(error))

    def _introduce(self) -> Response:
        """Say what this endpoint is: the editor to a browser, the service description to a program."""
        media_type = negotiate(request, {"text/turtle": "text/turtle", HTML: HTML, **FOR_GRAPHS})
        if media_type == HTML:
            return _vary(Response(self.editor(Editor()), mimetype=HTML))
        text = self.description.service(request.base_url, media_type)
        return _vary(_compress(Response(text, mimetype=media_type)))

    def _run(self, query: str, fields: _Fields) -> Response:
        found = scan(query)
        if found.form == "UPDATE":
            raise ProblemError(403, "this endpoint only reads; updates are refused")
        is_graph = found.form in ("CONSTRUCT", "DESCRIBE")
        offers = FOR_GRAPHS if is_graph else FOR_RESULTS
        media_type = _demanded(fields, offers) or negotiate(request, {**offers, HTML: HTML})
        if media_type == HTML:
            asked = self._asked(query, fields, found, "text/turtle" if is_graph else results.JSON)
            answer = self._ask(asked, fields, self._etag(asked) if found.is_repeatable else "")
            return _vary(Response(self._page(query, answer, is_graph), mimetype=HTML))
        asked = self._asked(query, fields, found, media_type)
        etag = self._etag(asked) if found.is_repeatable else ""
        if etag and request.if_none_match.contains_weak(etag):
            return _vary(_with_etag(Response(status=304), etag))
        response = self._whole(self._ask(asked, fields, etag))
        return _vary(_compress(_with_etag(response, etag) if etag else response))

    def _asked(self, query: str, fields: _Fields, found: Scan, media_type: str) -> Asked:
        has_dataset = bool(fields.default_graphs or fields.named_graphs)
        return Asked(
            query=query,
            media_type=media_type,
            default_graphs=fields.default_graphs if has_dataset else None,
            named_graphs=fields.named_graphs,
            is_union=not found.has_dataset,
            base=request.base_url,
        )

    def _ask(self, asked: Asked, fields: _Fields, key: str) -> Answer:
        """Return the answer that is kept under the key, or let a worker find it."""
        if (kept := self.kept.get(key)) is not None:
            return kept
        client = request.remote_addr or ""
        if (seconds := self.budget.wait(client)) > 0:
            message = f"your queries used up their time; you may ask again in {math.ceil(seconds)} s"
            raise ProblemError(429, message, Retry_After=str(math.ceil(seconds)))
        started = time.monotonic()
        try:
            is_gone = request.environ.get("waitress.client_disconnected")
            answer = self.pool.run(asked, timeout=fields.timeout, is_gone=is_gone)
        finally:
            self.budget.spend(client, time.monotonic() - started)
        self.kept.put(key, answer)
        return answer

    def _whole(self, answer: Answer) -> Response:
        response = Response(answer.body, mimetype=answer.media_type)
        response.headers["Cache-Control"] = "no-cache"
        if answer.is_cut:
            response.headers["X-Row-Limit"] = str(self.pool.settings.rows)
        return response

    def _page(self, query: str, answer: Answer, is_graph: bool) -> str:
        if is_graph:
            return self.editor(Editor(query=query, turtle=answer.body.decode(), is_cut=answer.is_cut))
        return self.editor(Editor(query=query, table=json.loads(answer.body), is_cut=answer.is_cut))

    def _refuse(self, problem: ProblemError) -> Response:
        if request.accept_mimetypes.best_match(["text/plain", HTML]) != HTML:
            return to_response(problem, request)
        page = self.editor(Editor(query=_typed_query(), problem=problem.message))
        return Response(page, status=problem.status, headers=problem.headers, mimetype=HTML)

    def _etag(self, asked: Asked) -> str:
        parts = [
            self.pool.version,
            asked.query,
            asked.media_type,
            asked.default_graphs,
            asked.named_graphs,
            asked.base,
            self.pool.settings.rows,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def read_fields(asked: Request) -> _Fields:
    """Read the parameters of a protocol request.

    :raises ProblemError: 400, 403, 405, 413 or 415, with what is allowed.
    """
    pairs = _parse(asked.query_string, "the address")
    if asked.method == "POST":
        return _read_post(asked, pairs)
    if any(name == "update" for name, _ in pairs):
        raise ProblemError(405, "updates are not taken here, least of all by GET", Allow="GET, HEAD, POST, OPTIONS")
    return _fields(pairs)


def _read_post(asked: Request, pairs: list[tuple[str, str]]) -> _Fields:
    if (asked.content_length or 0) > MOST_BYTES:
        raise ProblemError(413, f"the body has {asked.content_length:,} bytes, {MOST_BYTES:,} are allowed")
    if asked.mimetype == UPDATE:
        raise ProblemError(403, "this endpoint only reads; updates are refused")
    if asked.mimetype not in (FORM, QUERY):
        found = asked.mimetype or "nothing"
        raise ProblemError(415, f"a query is sent as {FORM} or {QUERY}; Content-Type says {found}")
    if asked.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError(415, "a query is sent in UTF-8")
    body = asked.stream.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ProblemError(413, f"the body has more than {MOST_BYTES:,} bytes")
    if asked.mimetype == FORM:
        pairs += _parse(body, "the form")
        if any(name == "update" for name, _ in pairs):
            raise ProblemError(403, "this endpoint only reads; updates are refused")
    else:
        pairs.append(("query", _decode(body)))
    fields = _fields(pairs)
    if fields.query is None:
        raise ProblemError(400, "no query was sent")
    return fields


def _fields(pairs: Sequence[tuple[str, str]]) -> _Fields:
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise ProblemError(400, f"{len(queries)} queries were sent, one is allowed")
    return _Fields(
        query=queries[0] if queries else None,
        default_graphs=tuple(value for name, value in pairs if name == "default-graph-uri" and value),
        named_graphs=tuple(value for name, value in pairs if name == "named-graph-uri" and value),
        timeout=_seconds([value for name, value in pairs if name == "timeout"]),
        media_type=_format([value for name, value in pairs if name == "format"]),
    )


def _seconds(values: Sequence[str]) -> float | None:
    if not values or not values[0]:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = math.nan
    if not seconds > 0:
        raise ProblemError(400, f"timeout is a number of seconds above 0, not {values[0][:40]!r}")
    return seconds


def _parse(text: bytes, where: str) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise ProblemError(400, f"{where} is not URL-encoded UTF-8 of at most {MOST_FIELDS} fields") from error
    return pairs


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the query is not UTF-8: byte {error.start}") from error


def negotiate(asked: Request, offers: Mapping[str, str]) -> str:
    """Return what to send: the client's best of ``offers``, the first of them where it does not care.

    :raises ProblemError: 406 with the list, where it accepts none.
    """
    if not asked.accept_mimetypes:
        return next(iter(offers.values()))
    best = asked.accept_mimetypes.best_match(list(offers))
    if best is None:
        raise ProblemError(406, f"this can be sent as {', '.join(dict.fromkeys(offers.values()))}")
    return offers[best]


def _demanded(fields: _Fields, offers: Mapping[str, str]) -> str:
    """Return what ``format=`` asks for, if it does."""
    if fields.media_type and fields.media_type not in offers:
        raise ProblemError(406, f"this can be sent as {', '.join(dict.fromkeys(offers.values()))}")
    return fields.media_type


def _format(values: Sequence[str]) -> str:
    if not values or not values[0]:
        return ""
    if values[0] not in FORMATS:
        raise ProblemError(400, f"format is one of {', '.join(FORMATS)}, not {values[0][:40]!r}")
    return FORMATS[values[0]]


def _typed_query() -> str:
    """Return the text that was typed, to be shown again beside the problem."""
    typed = request.args.get("query", "") if request.method != "POST" else request.form.get("query", "")
    return typed[:MOST_BYTES]


def _with_etag(response: Response, etag: str) -> Response:
    response.set_etag(etag, weak=True)
    return response


def _vary(response: Response) -> Response:
    response.vary.update(("Accept", "Accept-Encoding"))
    return response


def _compress(response: Response) -> Response:
    body = response.get_data()
    if len(body) >= GZIP_FROM and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(body, compresslevel=4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


PLAIN = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>SPARQL</title>
<h1>SPARQL</h1>
<form method="get" action=""><label for="query">Query</label>
<textarea id="query" name="query" rows="12" cols="100">{query}</textarea>
<button>Run</button></form>
<p role="status">{problem}</p>
<pre>{answer}</pre></html>
"""


def plain_page(editor: Editor) -> str:
    """Make a page without style or script, for a server that has no other."""
    answer = (
        json.dumps(editor.table["results"], indent=1) if editor.table and "results" in editor.table else editor.turtle
    )
    return Markup(PLAIN).format(query=editor.query, problem=editor.problem, answer=answer)  # noqa: S704 -- a constant; values are escaped
