from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConfigError, IdentifierError
from kg.identifiers import (
    SLUG,
    article_id,
    canonical_address,
    check_iri,
    compress,
    digest,
    doi_of,
    expand,
    slugify,
    source_iri,
)
from kg.namespaces import checked_base


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8000/kg/", "https://example.org/a/b#"])
def test_base_that_iris_can_begin_with(base):
    assert checked_base(base) == base


@pytest.mark.parametrize("base", ["kg", "https://example.org", "https://example.org/kg", "ftp://a/", "https://a b/"])
def test_base_that_would_make_broken_iris(base):
    with pytest.raises(ConfigError, match="KG_BASE"):
        checked_base(base)


@pytest.mark.parametrize(
    ("given_address", "canonical"),
    [
        ("http://www.Example.org/story/", "https://example.org/story"),
        ("https://example.org:443/story?utm_source=x&id=7#part", "https://example.org/story?id=7"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/a?fbclid=abc&gclid=1", "https://example.org/a"),
        ("https://EXAMPLE.org:8080/A", "https://example.org:8080/A"),
        ("http://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
    ],
)
def test_address_has_one_canonical_form(given_address, canonical):
    assert canonical_address(given_address) == canonical
    assert canonical_address(canonical) == canonical


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "https://",
        "example.org",
        "https://exa mple.org",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://example.org/\nx",
        "https://example.org/\x00",
        "https://[::1",
        "https://e.org/\ud800",
        "https://e.org/100%-cure",
        "https://e.org/a?b=[c]",
        "https://e.org/a#b#c",
        "https://e.org:99999/",
    ],
)
def test_dangerous_address_is_refused(bad):
    with pytest.raises(IdentifierError):
        check_iri(bad)


def test_article_without_address_is_named_by_its_text():
    assert article_id("", digest("a")) != article_id("", digest("b"))
    assert article_id("https://example.org/x", digest("a")) == article_id("https://example.org/x", digest("b"))


@pytest.mark.parametrize(
    ("reference", "iri"),
    [
        ("10.2337/dci21-0034", "https://doi.org/10.2337/dci21-0034"),
        ("doi: 10.2337/DCI21-0034", "https://doi.org/10.2337/dci21-0034"),
        ("http://dx.doi.org/10.2337/dci21-0034", "https://doi.org/10.2337/dci21-0034"),
        ("pmid:34462270", "https://pubmed.ncbi.nlm.nih.gov/34462270"),
        ("https://example.org/paper", "https://example.org/paper"),
    ],
)
def test_source_reference_becomes_its_address(reference, iri):
    assert source_iri(reference) == iri


def test_curie_expands_and_compresses():
    assert expand("hckg.concept:type-2-diabetes").endswith("/concept/type-2-diabetes")
    assert compress(expand("hckg.concept:type-2-diabetes")) == "hckg.concept:type-2-diabetes"
    with pytest.raises(IdentifierError, match="unknown"):
        expand("nowhere:x")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_slug_is_always_a_slug(text):
    assert SLUG.fullmatch(slugify(text))
    assert slugify(slugify(text)) == slugify(text)


def test_lone_surrogate_has_no_digest():
    with pytest.raises(IdentifierError, match="surrogate"):
        digest("a\ud800b")


@pytest.mark.parametrize(
    "doi",
    ["10.1000/a[1]", "10.1000/a+b,c'd%e", "10.1002/(sici)1097-0258(19960229)15:4<361::aid-sim168>3.0.co;2-4"],
)
def test_address_of_a_doi_leads_back_to_it(doi):
    address = source_iri(f"doi:{doi.upper()}")
    assert doi_of(address) == doi
    assert source_iri(address) == source_iri(address.replace("https://", "http://dx.")) == address == check_iri(address)


def test_names_may_be_urns_where_they_are_not_followed():
    assert check_iri("urn:isbn:1", schemes=("http", "urn")) == "urn:isbn:1"
    with pytest.raises(IdentifierError, match="must start with"):
        check_iri("urn:isbn:1")
