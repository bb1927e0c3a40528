"""The pages of checks show what the rules find: the queries behind them and the shapes name the same claims."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

import kg
from kg.model import Report
from kg.query import get_query
from kg.validate import our_shapes, validate_store
from kg.validate.dismissals import with_dismissals
from tests.contract.test_shapes import DATA, changed

CHECKS = {
    "checks-wording": ("claim", {"O01", "O02"}),
    "thing-overclaims": ("claim", {"O01", "O02"}),
    "checks-scope": ("claim", {"O03"}),
    "checks-headline": ("headline", {"O04"}),
}
PREFIXES = """
PREFIX bas: <https://w3id.org/hckg/scheme/basis/>
PREFIX ck: <https://w3id.org/hckg/scheme/claim-kind/>
PREFIX el: <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX claim: <https://example.org/claim/>
PREFIX : <https://example.org/>
"""
DISMISSED = ':overruled a hckg:Dismissal ; hckg:dismissedIn :article ; hckg:dismissedRule "{}" ; hckg:reason "So it is"'
VARIANTS = {
    "as it is": "INSERT DATA { claim:mechanism hckg:cue 'x' }",
    "denied": "DELETE { claim:mechanism hckg:negated ?n } INSERT { claim:mechanism hckg:negated true } "
    "WHERE { claim:mechanism hckg:negated ?n }",
    "background": "DELETE { claim:mechanism hckg:claimKind ?k } "
    "INSERT { claim:mechanism hckg:claimKind ck:background } WHERE { claim:mechanism hckg:claimKind ?k }",
    "in passing": "INSERT DATA { claim:mechanism hckg:besideMatter true }",
    "in a dish": "DELETE { ?node ?p el:mechanistic } INSERT { ?node ?p el:in-vitro } "
    "WHERE { ?node ?p el:mechanistic FILTER(?node IN (:guess, claim:mechanism)) }",
    "in the body without evidence, of an article with a study": "DELETE { claim:mechanism hckg:statedEvidence ?e } "
    "INSERT { claim:mechanism hckg:statedEvidence el:unstated } WHERE { claim:mechanism hckg:statedEvidence ?e }",
    "dismissed": f"INSERT DATA {{ {DISMISSED.format('O01')} }}",
    "dismissed for this claim": f"INSERT DATA {{ {DISMISSED.format('O01')} ; hckg:dismissedClaim claim:mechanism }}",
    "dismissed for another claim": f"INSERT DATA {{ {DISMISSED.format('O01')} ; hckg:dismissedClaim claim:body }}",
    "dismissed by another rule": f"INSERT DATA {{ {DISMISSED.format('O02')} }}",
}
HEADLINE_DISMISSED = f"INSERT DATA {{ {DISMISSED.format('O04')} ; hckg:dismissedClaim claim:body }}"


def found(report: Report, rules: set[str]) -> set[str]:
    return {r.focus for r in report.results if r.rule in rules and not r.dismissed}


def agree(store: Store) -> dict[str, set[str]]:
    """Compare the claims that the queries behind pages name with those that the rules do; return them by query."""
    report = with_dismissals(validate_store(store, our_shapes()), store)
    named = {}
    for name, (variable, rules) in CHECKS.items():
        rows = store.query(get_query(name).text, use_default_graph_as_union=True)
        named[name] = {row[variable].value for row in rows}
        assert named[name] == found(report, rules), name
    return named


def test_on_the_shipped_corpus(corpus_home):
    with kg.open(corpus_home.path) as graph:
        report = graph.report()
        for name, (variable, rules) in CHECKS.items():
            rows = [row.text(variable) for row in graph.query(name)]
            assert set(rows) == found(report, rules), name
            assert rows
        assert len(list(graph.query("overclaims"))) == len(found(report, {"O01", "O02"}))


@pytest.mark.parametrize("path", sorted(DATA.glob("O0[1-4]/*.ru")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_on_what_proves_the_rules(path):
    assert any(agree(changed(path.read_text("utf-8"))).values()) or path.stem.startswith("pass")


@pytest.mark.parametrize("variant", VARIANTS)
def test_where_they_once_differed(variant):
    store = changed((DATA / "O01" / "fail.ru").read_text("utf-8"))
    store.update(PREFIXES + VARIANTS[variant])
    stays = variant in ("as it is", "denied", "dismissed for another claim", "dismissed by another rule")
    assert ("https://example.org/claim/mechanism" in agree(store)["checks-wording"]) is stays


def test_a_headline_stays_where_another_claim_was_dismissed():
    store = changed((DATA / "O04" / "fail.ru").read_text("utf-8"))
    store.update(PREFIXES + HEADLINE_DISMISSED)
    assert agree(store)["checks-headline"]
