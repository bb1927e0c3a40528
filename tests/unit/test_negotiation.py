"""Which form of a thing a client gets."""

from __future__ import annotations

import pytest

from kg.endpoint.negotiation import choose, split_suffix, takes_gzip

PAGE = ("html", "json")
THING = ("html", "ttl", "jsonld", "nt", "rdf", "json", "csv")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("text/turtle;q=0.2, application/ld+json;q=0.9", "jsonld"),
        ("application/*", "jsonld"),
        ("text/*;q=0.5, application/rdf+xml", "rdf"),
        ("text/html;q=0, */*", "ttl"),
        ("image/png", None),
        ("text/turtle;q=oops", None),
        (";;;,,,", "html"),
    ],
)
def test_best_form_is_chosen(accept, form):
    assert choose(accept, THING) == form


def test_a_long_accept_header_is_bounded():
    assert choose(",".join(["image/png"] * 100_000 + ["text/html"]), PAGE) is None


@pytest.mark.parametrize(
    ("encodings", "taken"),
    [("", False), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0, *", False), ("identity", False)],
)
def test_gzip_is_sent_to_those_who_read_it(encodings, taken):
    assert takes_gzip(encodings) is taken


def test_only_known_suffixes_are_cut_off():
    assert split_suffix("concept/a.b.ttl", THING) == ("concept/a.b", "ttl")
    assert split_suffix("concept/a.exe", THING) == ("concept/a.exe", None)
    assert split_suffix(".ttl", THING) == (".ttl", None)
