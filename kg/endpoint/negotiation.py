"""Which form of a resource a client gets: by suffix, else by its Accept header. Pure, no Flask.

>>> choose("text/turtle;q=0.5, application/ld+json", ("html", "ttl", "jsonld"))
'jsonld'
>>> choose("image/png", ("html", "ttl", "jsonld")) is None
True
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import lru_cache

HTML = "text/html"

MEDIA_TYPES = {
    "html": HTML,
    "json": "application/json",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
}
"""Suffix of an address to its media type."""

GZIP_FROM = 1400
"""Bytes, about one packet; a smaller answer is sent sooner than packed."""
_MOST_RANGES = 50
MOST_CHARACTERS = 2000
"""How much of an Accept header is read."""


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Walk the media ranges of an Accept header with their quality; parameters other than ``q`` are passed over."""
    for part in accept.split(",")[:_MOST_RANGES]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        q = next((p[2:] for p in parameters if p.lower().startswith("q=")), "1")
        if media:
            yield media.lower(), _quality(q)


def _fit(media: str, wanted: list[tuple[str, float]]) -> float:
    """Quality of the most specific range that covers a media type."""
    best = (-1, 0.0)
    for pattern, q in wanted:
        covers = {"*/*": 0, media.split("/")[0] + "/*": 1, media: 2}.get(pattern)
        if covers is not None:
            best = max(best, (covers, q), key=lambda found: found[0])
    return best[1]


@lru_cache(maxsize=1024)
def best_type(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type that fits best; of equal ones the first offered.

    :param accept: the header; empty means anything.
    :returns: None where nothing fits (406).
    """
    wanted = list(ranges(accept)) or [("*/*", 1.0)]
    best = max(offered, key=lambda media: _fit(media, wanted))
    return best if _fit(best, wanted) > 0 else None


def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the suffix of the form that fits best; None where nothing fits."""
    best = best_type(accept[:MOST_CHARACTERS], tuple(MEDIA_TYPES[suffix] for suffix in offered))
    return next((suffix for suffix in offered if MEDIA_TYPES[suffix] == best), None)


def packed(body: bytes, accept_encoding: str) -> tuple[bytes, dict[str, str]]:
    """Return a body as the client reads it soonest, and the headers that say so."""
    if len(body) < GZIP_FROM or not takes_gzip(accept_encoding):
        return body, {}
    return gzip.compress(body, compresslevel=1, mtime=0), {"Content-Encoding": "gzip"}


def takes_gzip(accept_encoding: str) -> bool:
    """Say whether a client reads gzip.

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, *"), takes_gzip("")
    (True, False, False)
    """
    wanted = dict(ranges(accept_encoding))
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0


def split_suffix(path: str, offered: tuple[str, ...]) -> tuple[str, str | None]:
    """Cut a known suffix off a path.

    >>> split_suffix("concept/asthma.ttl", ("html", "ttl"))
    ('concept/asthma', 'ttl')
    >>> split_suffix("concept/asthma", ("html", "ttl"))
    ('concept/asthma', None)
    """
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in offered and stem else (path, None)
