"""Everyday sentences of health news, what each claims, and that it builds: ``tests/data/sentences.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.build import build
from kg.extract import extract, load_cues
from kg.extract.to_record import to_record
from kg.home import Home
from kg.identifiers import slugify
from kg.model import Claim
from kg.read import read_article
from kg.record import to_json
from kg.terms import Matcher, make_matcher
from kg.terms.index import Index, Term
from kg.vocabulary import load

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


def test_whatever_a_sentence_is_read_as_builds(tmp_path: Path) -> None:
    articles = [read_article(row["text"], format="text") for row in DATA["sentences"]]
    records = [to_record(extract(article, matcher=matcher(), cues=load_cues())) for article in articles]
    assert sum(len(record.claims) for record in records) > len(records) / 2
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(f"{to_json(record, load())}\n" for record in records), encoding="utf-8")
    outcomes = build([str(lines)], Home(tmp_path / "home")).outcomes
    refused = {o.title: [r.message for r in o.results] or o.error for o in outcomes if o.status != "built"}
    assert not refused
    assert len(outcomes) == len({article.digest for article in articles})
