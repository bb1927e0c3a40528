"""Everyday sentences of health news and what each claims: ``tests/data/sentences.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract import extract, load_cues
from kg.identifiers import slugify
from kg.model import Claim
from kg.read import read_article
from kg.terms import Matcher, make_matcher
from kg.terms.index import Index, Term

DATA = yaml.safe_load((Path(__file__).parents[1] / "data" / "sentences.yaml").read_text(encoding="utf-8"))


@cache
def matcher() -> Matcher:
    """Return a matcher that knows what the sentences name, whatever is installed."""
    named = [Term(slug=slugify(name), cls=cls, names=(name,)) for cls, names in DATA["names"].items() for name in names]
    return make_matcher([Index.make(named)])


def said(text: str, claim: Claim) -> str:
    """Write a claim in the words of its sentence."""
    assert claim.subject_at is not None
    assert claim.object_at is not None
    denied = "not " if claim.negated else ""
    return f"{claim.subject_at.of(text)} | {denied}{claim.predicate} | {claim.object_at.of(text)}"


@pytest.mark.parametrize("row", DATA["sentences"], ids=lambda row: row["text"][:60])
def test_an_everyday_sentence_claims_what_it_says_and_nothing_else(row: Mapping[str, Any]) -> None:
    text = row["text"]
    found = extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues()).claims
    claims = {said(text, claim) for claim in found if claim.predicate != "hasLimitation"}
    assert set(row["claims"]) <= claims
    assert claims <= {*row["claims"], *row.get("also", ())}
