"""What every answer carries, and which addresses may become links."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response

from kg.errors import IdentifierError
from kg.identifiers import check_iri

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

RESOLVERS = {"doi": "https://doi.org/", "orcid": "https://orcid.org/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/"}


def safe_href(address: str) -> str:
    """Return an address that may stand in a link, or nothing.

    Allowed are http(s) and mailto; ``doi:``, ``orcid:`` and ``pmid:`` go through their resolvers.

    >>> safe_href("doi:10.2337/dci21-0034")
    'https://doi.org/10.2337/dci21-0034'
    >>> safe_href("JaVaScRiPt:alert(1)")
    ''
    """
    scheme, _, rest = address.partition(":")
    if scheme.lower() in RESOLVERS:
        return RESOLVERS[scheme.lower()] + quote(rest, safe="/().;:-_")
    if scheme.lower() == "mailto":
        return "mailto:" + quote(rest, safe="@.+-_")
    try:
        return check_iri(address)
    except IdentifierError:
        return ""


def harden(app: Flask) -> None:
    """Put the headers on every answer, and bound what a request may bring."""
    app.config.update(MAX_CONTENT_LENGTH=1 << 20, MAX_FORM_MEMORY_SIZE=1 << 20, MAX_FORM_PARTS=50)

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
