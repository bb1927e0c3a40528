"""What every answer carries, and which addresses may become links."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from kg.endpoint.headers import HEADERS, host_name
from kg.errors import IdentifierError
from kg.identifiers import check_iri

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


def harden(app: Flask, trusted_hosts: tuple[str, ...] = ()) -> None:
    """Put the headers on every answer, and bound what a request may bring.

    :param trusted_hosts: names that a request may call us by; another page's script that reaches us under a name of
        its own (DNS rebinding) is refused. Empty means any.
    """
    trusted = frozenset(map(host_name, trusted_hosts))
    app.config.update(MAX_CONTENT_LENGTH=1 << 20, MAX_FORM_MEMORY_SIZE=1 << 20, MAX_FORM_PARTS=50, KNOWN_AS=trusted)

    @app.before_request
    def _called_by_our_name() -> None:
        if trusted and host_name(request.host) not in trusted:
            raise BadRequest("This server is not known by that name; kg serve --allow-host NAME lets it be.")

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
