"""IRIs and ids minted from content, and the checks an outside address must pass.

The same input gives the same id on every machine. Ids hash *relative* forms (``concept/diabetes``,
``ont#reverses``), so another base renames nothing else. No clock and no counter takes part.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from pyoxigraph import NamedNode

from kg.errors import IdentifierError
from kg.namespaces import BASE, IDENTIFIERS, PREFIXES

TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi|ref_src|cmpid)$", re.IGNORECASE
)
UNSAFE_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DOI = re.compile(r"10\.\d{4,9}/[^\s\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+")
"""Old ones hold angle brackets: ``10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4``."""
DOI_SAFE = "/().;:-_"
"""Characters of a DOI that its address holds as they are."""
RESOLVER = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)


def sha256(text: str) -> str:
    """Return the 64 hex digits of the SHA-256 of the UTF-8 bytes.

    :raises IdentifierError: if the text holds a lone surrogate, which no UTF-8 has.
    """
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise IdentifierError(f"a lone surrogate at character {error.start} is no Unicode text") from error


def digest(text: str) -> str:
    """Return the digest of a text or passage as it is written in records and graphs.

    >>> digest("stem cell")[:14]
    'sha256:e398e32'
    """
    return "sha256:" + sha256(text)


def relative(iri: str) -> str:
    """Cut our base off an IRI of ours; others stay whole."""
    return iri.removeprefix(BASE)


def short_hash(parts: Iterable[str], length: int) -> str:
    """Hash the relative forms of the parts, joined by ``|``."""
    return sha256("|".join(relative(p) for p in parts))[:length]


@lru_cache(maxsize=10_000)
def slugify(text: str) -> str:
    """Make a slug of ASCII letters, digits and hyphens; text without any gives its hash.

    >>> slugify("The treating team, unnamed")
    'the-treating-team-unnamed'
    >>> slugify("GLP‑1 (β‑cell)")
    'glp-1-b-cell'
    """
    plain = unicodedata.normalize("NFKD", text.replace("β", "b").replace("α", "a")).casefold()
    ascii_only = plain.encode("ascii", "replace").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.replace("'", ""))
    return "-".join(words)[:60].strip("-") or "x" + sha256(text)[:8]


def check_iri(text: str, *, where: str = "", schemes: tuple[str, ...] = ("http", "https")) -> str:
    """Return the IRI if it is absolute, of an allowed scheme and free of characters that break out of RDF or HTML.

    :raises IdentifierError: otherwise, naming the fault.
    """
    bad = UNSAFE_IN_IRI.search(text)
    if bad:
        raise IdentifierError(f"address holds the character U+{ord(bad[0]):04X} at {bad.start()}", where=where)
    scheme, _, rest = text.partition(":")
    if scheme.lower() not in schemes:
        raise IdentifierError(
            f"address {text[:80]!r} must start with {' or '.join(s + ':' for s in schemes)}", where=where
        )
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port  # a port out of range shows when it is read
        NamedNode(text)  # what no RDF tool would read back: %zz, [ in a path, a second #
    except ValueError as error:
        raise IdentifierError(f"address {text[:80]!r} is malformed: {error}", where=where) from error
    if scheme.lower() != "urn" and not (rest.startswith("//") and host):
        raise IdentifierError(f"address {text[:80]!r} names no host", where=where)
    return text


def canonical_address(address: str, *, where: str = "") -> str:
    """Return the form of an address that the article's id is made of.

    >>> canonical_address("http://WWW.Example.org/a/?utm_source=x&id=7#top")
    'https://example.org/a?id=7'
    """
    parts = urlsplit(check_iri(address, where=where))
    host = (parts.hostname or "").removeprefix("www.")
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k)])
    return urlunsplit(("https", host + port, parts.path.rstrip("/"), query, ""))


def article_id(address: str, text_digest: str) -> str:
    """Return 12 hex digits: of the canonical address, or of the text's digest where there is no address."""
    return sha256(canonical_address(address) if address else text_digest)[:12]


def article_iri(identifier: str) -> str:
    """Return the IRI of an article."""
    return f"{BASE}article/{identifier}"


def article_of(iri: str) -> str:
    """Return the id of an article from its IRI, nothing if the IRI is of something else."""
    root = article_iri("")
    return iri[len(root) :] if iri.startswith(root) and "/" not in iri[len(root) :] else ""


def text_iri(text_digest: str) -> str:
    """Return the IRI of one exact text: other bytes, other text."""
    return f"{BASE}text/{text_digest.removeprefix('sha256:')[:16]}"


def concept_iri(slug: str) -> str:
    """Return the IRI of a shared concept."""
    return f"{BASE}concept/{slug}"


def scheme_iri(scheme: str, slug: str = "") -> str:
    """Return the IRI of a scheme or of one of its members."""
    return f"{BASE}scheme/{scheme}/{slug}" if slug else f"{BASE}scheme/{scheme}"


def agent_iri(name: str) -> str:
    """Return the IRI of a publisher or maker."""
    return f"{BASE}agent/{slugify(name)}"


def claim_iri(what: Iterable[str]) -> str:
    """Return the IRI of a claim from what is said where.

    :param what: article, subject, predicate, object, negation, contexts, section group, ordinal.
    """
    return f"{BASE}claim/{short_hash(what, 16)}"


def doi_of(reference: str) -> str:
    """Return a DOI as such, lower-case, however it was written; what is none stays.

    >>> doi_of("https://doi.org/10.1000/X%5B1%5D"), doi_of("doi:10.1000/x[1]"), doi_of("unavailable")
    ('10.1000/x[1]', '10.1000/x[1]', 'unavailable')
    """
    text = reference.strip()
    if found := RESOLVER.match(text):
        text = unquote(text[found.end() :])
    return re.sub(r"(?i)^doi:\s*", "", text).lower()


def doi_iri(reference: str) -> str:
    """Return the address of a DOI, however it was written; nothing for what is none.

    >>> doi_iri("doi:10.1000/X[1]")
    'https://doi.org/10.1000/x%5B1%5D'
    """
    doi = doi_of(reference)
    return "https://doi.org/" + quote(doi, safe=DOI_SAFE) if DOI.fullmatch(doi) else ""


def source_iri(reference: str, *, where: str = "") -> str:
    """Return the address of a publication given as DOI, PMID (``pmid:123``) or web address.

    >>> source_iri("10.2337/dci21-0034")
    'https://doi.org/10.2337/dci21-0034'
    """
    text = reference.strip()
    if doi := doi_iri(text):
        return doi
    if found := re.fullmatch(r"(?:pmid:\s*)?(\d{1,8})", text, flags=re.IGNORECASE):
        return f"https://pubmed.ncbi.nlm.nih.gov/{found[1]}"
    return check_iri(text, where=where)


def expand(curie: str) -> str:
    """Return the IRI of a CURIE with one of our published prefixes.

    :raises IdentifierError: if the prefix is unknown.
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise IdentifierError(f"prefix of {curie[:80]!r} is unknown", remedy=f"known are {', '.join(sorted(PREFIXES))}")
    if UNSAFE_IN_IRI.search(local):
        raise IdentifierError(f"CURIE {curie[:80]!r} holds a character that no IRI has")
    return PREFIXES[prefix] + local


def identifier_iri(identifier: str) -> str:
    """Return the IRI of what another vocabulary calls a thing, given as CURIE or as web address.

    >>> identifier_iri("MESH:D003924")
    'http://id.nlm.nih.gov/mesh/D003924'

    :raises IdentifierError: if it is neither, or holds a character that no IRI has.
    """
    prefix, _, local = identifier.partition(":")
    if prefix in ("http", "https"):
        return check_iri(identifier)
    if prefix not in IDENTIFIERS or not local or UNSAFE_IN_IRI.search(local):
        remedy = f"known are {', '.join(IDENTIFIERS)}; or give a web address"
        raise IdentifierError(f"{identifier[:80]!r} is no identifier of a known vocabulary", remedy=remedy)
    return IDENTIFIERS[prefix] + local


def identifier_of(iri: str) -> str:
    """Return the CURIE that :func:`identifier_iri` makes an address of; another address stays.

    >>> identifier_of("http://id.nlm.nih.gov/mesh/D003924")
    'MESH:D003924'
    """
    fitting = (f"{prefix}:{iri[len(base) :]}" for prefix, base in IDENTIFIERS.items() if iri.startswith(base))
    return next(fitting, iri)


def compress(iri: str) -> str:
    """Return the CURIE with the longest prefix that fits, else the IRI itself."""
    best = max((p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default=None)
    return f"{best}:{iri[len(PREFIXES[best]) :]}" if best and len(iri) > len(PREFIXES[best]) else iri
