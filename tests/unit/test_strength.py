"""Strength: each step of the scheme and each of the four groups, from the wording alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.strength import GROUPS
from tests.unit.language import CUES, sentence


@pytest.mark.parametrize(
    ("text", "strength", "group"),
    [
        ("The pill reduces the risk of stroke.", "direct-cause", "causal"),
        ("The vaccine did not prevent infection.", "direct-cause", "causal"),
        ("Smoking leads to cancer.", "direct-cause", "causal"),
        ("The pill may reduce the risk of stroke.", "moderate", "conditional"),
        ("The diet appears to improve sleep.", "moderate", "conditional"),
        ("The pill can reduce pain.", "can-cause", "conditional"),
        ("Coffee is linked to a longer life.", "moderate", "correlational"),
        ("Coffee may be associated with a longer life.", "moderate", "correlational"),
        ("Mortality was higher in smokers than in others.", "moderate", "correlational"),
        ("The treatment cures hepatitis C.", "definitive", "causal"),
        ("The clinic opened in May.", "no-effect-claimed", "none"),
        ("Further studies are needed to confirm that the pill reduces pain.", "no-effect-claimed", "none"),
        ("The aim of the study was to assess the effect of diet on sleep.", "possibility", "none"),
        ("The trial is registered as NCT01234567.", "no-effect-claimed", "none"),
        ("Researchers hope for a new drug.", "possibility", "none"),
        ("The treatment stopped the 59-year-old man's need for insulin.", "observed-individual", "causal"),
        ("Researchers reverse gout in mice.", "direct-cause", "causal"),
        ("Small increases in exercise reduce frailty.", "direct-cause", "causal"),
        ("A scientifically designed diet lowers the risk of gout.", "direct-cause", "causal"),
        ("A scientifically proven diet.", "definitive", "causal"),
        ("The drug doubles lung cancer survival.", "direct-cause", "causal"),
        ("The new drug clears psoriasis.", "direct-cause", "causal"),
        ("Reverse your gout and stay free of it.", "direct-cause", "causal"),
        ("Stave off gout with fish.", "direct-cause", "causal"),
        ("Symptoms of gout curbed by surgery.", "direct-cause", "causal"),
        ("Acupuncture for disrupted sleep in women.", "no-effect-claimed", "none"),
        ("The study paves the way for drugs with fewer side effects.", "possibility", "none"),
        ("The team helps pave the way for treating gout.", "possibility", "none"),
        ("The prevention of gout may be in sight.", "moderate", "conditional"),
    ],
)
def test_wording_gives_strength_and_group(text: str, strength: str, group: str) -> None:
    read = sentence(text)
    assert (read.strength, read.group) == (strength, group)


def test_a_list_item_inherits_the_doubt_of_its_lead_in() -> None:
    lead_in = sentence("Potential mechanisms may include effects on cells, which could:")
    item = "improves the work of the pancreas"
    assert sentence(item).group == "causal"
    inherited = sentence(item, "list-item", inherited=lead_in)
    assert (inherited.group, inherited.hedged) == ("conditional", True)


def test_the_words_that_decided_are_given() -> None:
    text = "The pill may reduce the risk of stroke."
    words = {span.of(text) for _, span in sentence(text).cues}
    assert "may" in words
    assert any("reduce" in word for word in words)


def test_certainty_falls_with_doubt_and_stays_on_its_scale() -> None:
    texts = [
        "The pill might possibly reduce pain, but it is not known whether it does.",
        "The pill may reduce pain.",
        "The pill reduces the pain.",
    ]
    values = [sentence(text).certainty for text in texts]
    assert values == sorted(values)
    assert len(set(values)) == len(values)


WORDS = st.sampled_from([example for cue in CUES.cues for example in cue.examples])


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_any_mix_of_cues_gives_a_reading_on_the_scales(text: str) -> None:
    read = sentence(text)
    assert read.group in GROUPS
    assert 1.0 <= read.certainty <= 6.0
    assert read == sentence(text)
    assert all(span.of(text) for _, span in read.cues)
