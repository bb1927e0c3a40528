"""What is wrong with a query is said in one short line, from what the engine itself says."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.syntax import in_words


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {\n ?s foo:bar ?o }", "error at 2:12: prefix 'foo:' is not declared"),
        ("SELECT ?x { ?x a hckg:Claim", "error at 1:28: prefix 'hckg:' is not declared"),
        ("SELECT ?x ?y { ?x a ?y } GROUP BY ?x", "error at 1:37: The SELECT contains a variable that is unbound"),
        ("ASK { ?s ?p <no iri> }", "error at 1:21: IRI parsing failed"),
        ("SELEC * {}", "error at 1:10: expected SELECT, ASK, CONSTRUCT or DESCRIBE (updates are not taken)"),
        ("", "error at 1:1: the query ends or breaks off here"),
    ],
)
def test_reason_is_told(query: str, said: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    assert in_words(str(caught.value), query) == said


def test_marks_that_could_follow_are_told_without_character_classes() -> None:
    with pytest.raises(SyntaxError) as caught:
        Store().query("SELECT * {")
    said = in_words(str(caught.value), "SELECT * {")
    assert said.startswith("error at 1:11: expected ")
    assert '"}"' in said
    assert "u{" not in said


def test_other_messages_stay() -> None:
    assert in_words("out of memory", "ASK {}") == "out of memory"
