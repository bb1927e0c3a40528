"""Which form of a resource a client gets: by suffix, else by its Accept header. Pure, no Flask.

>>> choose("text/turtle;q=0.5, application/ld+json", THING)
'jsonld'
>>> choose("image/png", THING) is None
True
"""

from __future__ import annotations

from collections.abc import Iterator

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

PAGE = ("html", "json")
THING = ("html", "ttl", "jsonld", "nt", "rdf", "json", "csv")
TABLE = ("html", "json", "csv")

_MOST_RANGES = 50


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


def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the suffix of the form that fits best; of equal ones the first offered.

    :param accept: the header; empty means anything.
    :returns: None where nothing fits (406).
    """
    wanted = list(ranges(accept)) or [("*/*", 1.0)]
    best = max(offered, key=lambda suffix: _fit(MEDIA_TYPES[suffix], wanted))
    return best if _fit(MEDIA_TYPES[best], wanted) > 0 else None


def split_suffix(path: str, offered: tuple[str, ...]) -> tuple[str, str | None]:
    """Cut a known suffix off a path.

    >>> split_suffix("concept/asthma.ttl", THING)
    ('concept/asthma', 'ttl')
    >>> split_suffix("concept/asthma", THING)
    ('concept/asthma', None)
    """
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in offered and stem else (path, None)
