"""What a request of the SPARQL 1.1 Protocol asks for: its parameters from address and body, or why it is refused."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header

from kg import results
from kg.endpoint.negotiation import MOST_CHARACTERS

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ALLOWED = "GET, HEAD, POST, OPTIONS"
READS_ONLY = "this endpoint only reads; updates are refused"
MOST_BYTES = 2**18
MOST_FIELDS = 1000
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

Pairs = list[tuple[str, str]]


class ProblemError(Exception):
    """A refusal with its status.

    :param message: one line: what was found, what is allowed.
    :param headers: further headers, such as ``Retry-After`` or ``Allow``.
    """

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = " ".join(message.split())
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The protocol's parameters."""

    query: str = ""
    has_query: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    """Seconds."""
    media_type: str = ""
    """What ``format=`` asks for."""


def read_fields(environ: dict[str, Any]) -> Fields:
    """Read the parameters of a WSGI request.

    :raises ProblemError: 400, 403, 405, 413 or 415, with what is allowed.
    """
    method = environ["REQUEST_METHOD"]
    if method not in ("GET", "HEAD", "POST"):
        raise ProblemError(405, f"{method} is not taken here", Allow=ALLOWED)
    pairs = _parse(environ.get("QUERY_STRING", "").encode("latin-1"), "the address")
    if method == "POST":
        pairs += _read_body(environ)
    if any(name == "update" for name, _ in pairs):
        if method == "POST":
            raise ProblemError(403, READS_ONLY)
        raise ProblemError(405, "updates are not taken here, least of all by GET", Allow=ALLOWED)
    fields = _fields(pairs)
    if method == "POST" and not fields.has_query:
        raise ProblemError(400, "no query was sent")
    return fields


def _read_body(environ: dict[str, Any]) -> Pairs:
    kind, charset = _media_type(environ.get("CONTENT_TYPE", "")[:MOST_CHARACTERS])
    if kind == UPDATE:
        raise ProblemError(403, READS_ONLY)
    if kind not in (FORM, QUERY):
        raise ProblemError(415, f"a query is sent as {FORM} or {QUERY}; Content-Type says {kind or 'nothing'}")
    if charset not in ("utf-8", "utf8"):
        raise ProblemError(415, "a query is sent in UTF-8")
    if (length := int(environ.get("CONTENT_LENGTH") or 0)) > MOST_BYTES:
        raise ProblemError(413, f"the body is too large; {MOST_BYTES:,} bytes are allowed")
    body = environ["wsgi.input"].read(length)
    return _parse(body, "the form") if kind == FORM else [("query", _decode(body))]


@lru_cache(maxsize=256)
def _media_type(header: str) -> tuple[str, str]:
    """Return media type and charset in lower case."""
    kind, options = parse_options_header(header)
    return kind.lower(), options.get("charset", "utf-8").lower()


def _fields(pairs: Pairs) -> Fields:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    queries, first = values.get("query", []), {name: given[0] for name, given in values.items()}
    if len(queries) > 1:
        raise ProblemError(400, f"{len(queries)} queries were sent, one is allowed")
    return Fields(
        query="".join(queries),
        has_query=bool(queries),
        default_graphs=tuple(filter(None, values.get("default-graph-uri", ()))),
        named_graphs=tuple(filter(None, values.get("named-graph-uri", ()))),
        timeout=_seconds(first.get("timeout", "")),
        media_type=_format(first.get("format", "")),
    )


def _seconds(given: str) -> float | None:
    try:
        seconds = float(given or "inf")
    except ValueError:
        seconds = math.nan
    if not seconds > 0:
        raise ProblemError(400, f"timeout is a number of seconds above 0, not {given[:40]!r}")
    return seconds if given else None


def _format(given: str) -> str:
    if given and given not in FORMATS:
        raise ProblemError(400, f"format is one of {', '.join(FORMATS)}, not {given[:40]!r}")
    return FORMATS.get(given, "")


def _parse(text: bytes, where: str) -> Pairs:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise ProblemError(400, f"{where} is not URL-encoded UTF-8 of at most {MOST_FIELDS} fields") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the query is not UTF-8: byte {error.start}") from error
