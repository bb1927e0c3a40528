"""Relations between named things: triggers, frames, classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.cues import Cue, load_cues
from kg.extract.frames import FRAMES
from kg.extract.grammar import load_grammar
from kg.extract.phrases import phrase_before
from kg.extract.relations import find_relations
from kg.extract.scene import Topic
from kg.extract.statements import has_own_subject
from kg.extract.wholes import with_head
from kg.extract.words import load_phrase_words
from kg.model import Mention, Span

CUES = load_cues()
GRAMMAR = load_grammar()
NOTHING = Topic()
TRIGGERS = [cue for cue in CUES.cues if cue.family in FRAMES]


def mention(text: str, words: str, cls: str) -> Mention:
    start = text.index(words)
    return Mention(span=Span(start, start + len(words)), cls=cls, concept=words.lower().replace(" ", "-"), label=words)


def relations(text: str, topic: Topic = NOTHING, **things: str) -> set[tuple[str, str, str]]:
    mentions = sorted(
        (mention(text, words.replace("_", " "), cls) for words, cls in things.items()), key=lambda m: m.span
    )
    found = find_relations(Span(0, len(text)), mentions, CUES.find(text), GRAMMAR, topic=topic)
    return {(r.subject.span.of(text), r.predicate, r.object.span.of(text)) for r in found if r.trigger.cue.weight > 0.5}


@pytest.mark.parametrize("cue", TRIGGERS, ids=lambda cue: cue.slug)
def test_a_trigger_matches_its_own_example(cue: Cue) -> None:
    for example in cue.examples:
        assert cue.slug in {hit.cue.slug for hit in CUES.find(example).of(cue.family)}


@pytest.mark.parametrize("cue", TRIGGERS, ids=lambda cue: cue.slug)
def test_a_trigger_names_a_predicate_and_how_far_it_is_trusted(cue: Cue) -> None:
    assert cue.signals in GRAMMAR.subjects
    assert 0 < cue.weight <= 1


def test_stand_ins_are_predicates() -> None:
    names = {name for stand_ins in GRAMMAR.otherwise.values() for name in stand_ins}
    assert names | set(GRAMMAR.otherwise) <= set(GRAMMAR.subjects)


@pytest.mark.parametrize(
    ("text", "things", "expected"),
    [
        ("Lithium treats mania.", {"Lithium": "Chemical", "mania": "Condition"}, ("Lithium", "treats", "mania")),
        (
            "Mania is treated with lithium.",
            {"lithium": "Chemical", "Mania": "Condition"},
            ("lithium", "usedFor", "Mania"),
        ),
        (
            "Treatment of mania with lithium.",
            {"lithium": "Chemical", "mania": "Condition"},
            ("lithium", "usedFor", "mania"),
        ),
        ("Fever is caused by measles.", {"Fever": "Feature", "measles": "Condition"}, ("measles", "causes", "Fever")),
        (
            "Side effects of lithium include tremor.",
            {"lithium": "Chemical", "tremor": "Feature"},
            ("lithium", "causes", "tremor"),
        ),
        (
            "Walking lowers the risk of stroke.",
            {"Walking": "Exposure", "stroke": "Condition"},
            ("Walking", "reducesRiskOf", "stroke"),
        ),
        (
            "Nuts are linked to a lower risk of stroke.",
            {"Nuts": "Exposure", "stroke": "Condition"},
            ("Nuts", "reducesRiskOf", "stroke"),
        ),
        (
            "Smoking raises the risk of stroke.",
            {"Smoking": "Exposure", "stroke": "Condition"},
            ("Smoking", "increasesRiskOf", "stroke"),
        ),
        ("The pill had no effect on pain.", {"pill": "Chemical", "pain": "Feature"}, ("pill", "hasNoEffectOn", "pain")),
        (
            "Aspirin works by blocking inflammation.",
            {"Aspirin": "Chemical", "inflammation": "Mechanism"},
            ("Aspirin", "actsThrough", "inflammation"),
        ),
        (
            "Surgery is better than exercise.",
            {"Surgery": "Therapy", "exercise": "Therapy"},
            ("Surgery", "betterThan", "exercise"),
        ),
        (
            "Gout remission after surgery.",
            {"surgery": "Therapy", "Gout": "Condition"},
            ("surgery", "inducesRemissionOf", "Gout"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sentence_says_what_it_says(text: str, things: dict[str, str], expected: tuple[str, str, str]) -> None:
    assert expected in relations(text, **things)


def test_classes_decide_what_a_word_means() -> None:
    assert relations("Oats lower cholesterol.", Oats="Exposure", cholesterol="Outcome") == {
        ("Oats", "decreases", "cholesterol")
    }
    assert relations("Oats lower pain.", Oats="Exposure", pain="Condition") == {("Oats", "treats", "pain")}


def test_nothing_is_related_without_a_trigger_or_across_a_barrier() -> None:
    assert relations("Lithium, mania.", Lithium="Chemical", mania="Condition") == set()
    text = "It has lithium, but doctors treat mania."
    assert ("lithium", "treats", "mania") not in relations(text, lithium="Chemical", mania="Condition")


def test_what_is_joined_by_commas_shares_its_place() -> None:
    found = relations(
        "Lithium, salt and sleep relieve mania.",
        Lithium="Chemical",
        salt="Chemical",
        sleep="Exposure",
        mania="Condition",
    )
    assert {subject for subject, _, _ in found} == {"Lithium", "salt", "sleep"}


def test_a_name_no_vocabulary_knows_is_cut_out_before_a_verb() -> None:
    assert relations("The Foozomat helmet cures baldness.", baldness="Condition") == {
        ("Foozomat helmet", "treats", "baldness")
    }


@pytest.mark.parametrize("text", ["Researchers treat baldness.", "They cure baldness.", "Trying to cure baldness."])
def test_general_words_are_no_name(text: str) -> None:
    assert relations(text, baldness="Condition") == set()


def test_a_stand_in_is_the_topic_of_the_article() -> None:
    topic = Topic(means=mention("helmet", "helmet", "Therapy"), illness=mention("baldness", "baldness", "Condition"))
    assert relations("The device cures baldness.", topic, baldness="Condition") == {("device", "treats", "baldness")}
    assert relations("The helmet cures the disease.", topic, helmet="Therapy") == {("helmet", "treats", "disease")}


def test_cells_of_a_cancer_are_no_cancer() -> None:
    text = "cancer cells"
    assert with_head(mention(text, "cancer", "Condition"), text, load_phrase_words()).cls == "BiologicalPart"


@given(st.text(max_size=200), st.integers(0, 200))
def test_a_phrase_lies_before_its_place_and_in_the_text(text: str, at: int) -> None:
    place = min(at, len(text))
    span = phrase_before(text, place, 0, load_phrase_words())
    assert span is None or (span.end <= place and span.of(text).strip() == span.of(text))


@pytest.mark.parametrize("text", ["Patients with gout: severe pain.", "Severe pain in a patient, then gout."])
def test_of_two_ills_named_together_the_condition_has_the_feature(text: str) -> None:
    things = sorted((mention(text, "gout", "Condition"), mention(text, "pain", "Feature")), key=lambda m: m.span)
    found = find_relations(Span(0, len(text)), things, CUES.find(text), GRAMMAR)
    assert [(r.subject.label, r.predicate, r.object.label) for r in found] == [("gout", "causes", "pain")]
    assert found[0].trigger.cue.weight <= CUES.policy["claim-least-one-end"], "an article needs more than that"


def test_words_of_illness_say_nothing_of_a_means() -> None:
    text = "Patients with gout: severe pain."
    things = [mention(text, "gout", "Condition"), mention(text, "pain", "Chemical")]
    assert not find_relations(Span(0, len(text)), things, CUES.find(text), GRAMMAR)


ZINC = Topic(means=Mention(span=Span(0, 4), cls="Chemical", concept="zinc", label="zinc"))


@pytest.mark.parametrize(
    ("text", "things", "expected"),
    [
        (
            "Tremor fell by half with lithium.",
            {"Tremor": "Feature", "lithium": "Chemical"},
            ("lithium", "decreases", "Tremor"),
        ),
        (
            "After yoga, tremor was lower.",
            {"yoga": "Therapy", "tremor": "Feature"},
            ("yoga", "decreases", "tremor"),
        ),
        (
            "Stroke was 20 % rarer with lithium.",
            {"Stroke": "Condition", "lithium": "Chemical"},
            ("lithium", "reducesRiskOf", "Stroke"),
        ),
        (
            "Tremor was commoner after surgery.",
            {"Tremor": "Feature", "surgery": "Therapy"},
            ("surgery", "increasesRiskOf", "Tremor"),
        ),
        (
            "The trial shows no effect of zinc on colds.",
            {"zinc": "Chemical", "colds": "Condition"},
            ("zinc", "hasNoEffectOn", "colds"),
        ),
    ],
)
def test_a_result_is_read_from_what_was_measured(
    text: str, things: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert expected in relations(text, **things)


def test_a_result_without_a_means_is_of_what_the_article_is_about() -> None:
    assert ("fell by", "decreases", "Tremor") in relations("Tremor fell by half.", ZINC, Tremor="Feature")
    assert relations("Tremor fell by half.", Tremor="Feature") == set(), "no article, no topic"
    other = relations("Tremor fell by half, and lithium is a drug.", ZINC, Tremor="Feature", lithium="Chemical")
    assert not any(subject == "fell by" for subject, _, _ in other), "another means is named"


def test_what_helps_the_illness_of_the_article_is_its_means_where_no_other_is_named() -> None:
    text = "There was no benefit in colds."
    topic = ZINC._replace(illness=mention(text, "colds", "Condition"))
    assert {(predicate, end) for _, predicate, end in relations(text, topic, colds="Condition")} == {
        ("hasNoEffectOn", "colds")
    }
    assert relations(text, ZINC, colds="Condition") == set(), "another illness"
    assert relations("Role in causing colds.", topic, colds="Condition") == set(), "no benefit"
    assert relations("Scientists fight colds.", topic, colds="Condition") == set(), "another subject"


def test_what_rose_or_fell_is_lent_to_a_treatment_and_neither_to_an_exposure_nor_told_of_in_general() -> None:
    noise = ZINC._replace(means=mention("Noise", "Noise", "Exposure"))
    assert ("fell by", "decreases", "Pain") in relations("Pain fell by a third.", ZINC, Pain="Feature")
    assert relations("Pain fell by a third.", noise, Pain="Feature") == set()
    assert relations("Pain was lower.", ZINC, Pain="Feature") == {("was lower", "decreases", "Pain")}
    assert relations("Pain is lower.", ZINC, Pain="Feature") == set()


def test_cells_that_do_something_for_somebody_are_a_therapy() -> None:
    text = "Stem cells cure diabetes."
    cells = Mention(span=Span(0, 10), cls="BiologicalPart", concept="stem-cell", label="stem cell")
    (found,) = find_relations(
        Span(0, len(text)), [cells, mention(text, "diabetes", "Condition")], CUES.find(text), GRAMMAR
    )
    assert (found.subject.concept, found.subject.cls, found.predicate) == ("stem-cell-therapy", "Therapy", "treats")


def test_risk_factors_of_different_kinds_stand_in_one_list() -> None:
    found = relations(
        "Risk factors for stroke include smoking, obesity and noise.",
        stroke="Condition",
        smoking="Exposure",
        obesity="Condition",
        noise="Exposure",
    )
    assert {s for s, predicate, _ in found if predicate == "increasesRiskOf"} == {"smoking", "obesity", "noise"}


def test_a_germ_named_with_an_illness_may_cause_it_and_an_article_needs_more() -> None:
    text = "Severe gout, mumps virus."
    things = [mention(text, "gout", "Condition"), mention(text, "mumps virus", "Exposure")]
    found = find_relations(Span(0, len(text)), things, CUES.find(text), GRAMMAR)
    assert ("mumps virus", "causes", "gout") in {(r.subject.label, r.predicate, r.object.label) for r in found}
    assert all(r.trigger.cue.weight <= CUES.policy["claim-least-one-end"] for r in found)


@pytest.mark.parametrize(
    ("numbers", "predicate"),
    [
        ("0.78 (95 % CI 0.66-0.93)", "reducesRiskOf"),
        ("1.60 (1.23 to 2.09)", "increasesRiskOf"),
        ("0.96, 0.90\u20131.03", "hasNoEffectOn"),
    ],
)
def test_a_ratio_says_what_its_interval_says(numbers: str, predicate: str) -> None:
    text = f"The risk ratio for stroke with lithium was {numbers}."
    assert relations(text, stroke="Condition", lithium="Chemical") == {("lithium", predicate, "stroke")}
    assert ("hazard ratio", predicate, "Stroke") in relations(
        f"Stroke struck fewer (hazard ratio {numbers}).", ZINC, Stroke="Condition"
    )


def test_a_ratio_without_its_interval_says_nothing() -> None:
    assert relations("The risk ratio for stroke with lithium was 0.8.", stroke="Condition", lithium="Chemical") == set()


def test_an_effect_on_an_illness_is_studied_and_one_on_an_outcome_is_an_effect() -> None:
    told = "Effect of lithium on tremor."
    assert relations(told, lithium="Chemical", tremor="Condition") == {("lithium", "studiedFor", "tremor")}
    assert relations(told, lithium="Chemical", tremor="Outcome") == {("lithium", "affects", "tremor")}


def test_the_disease_as_a_subject_is_what_the_article_is_about() -> None:
    text = "The disease can lead to scars."
    gout = mention("gout", "gout", "Condition")
    found = relations(text, Topic(illness=gout), scars="Feature")
    assert found == {("disease", "causes", "scars")}
    assert relations(text, scars="Feature") == set()


@pytest.mark.parametrize("text", ["Statins cut stroke risk.", "Statins raise stroke risk."])
def test_of_a_risk_nothing_is_said_but_what_is_said_of_risks(text: str) -> None:
    found = relations(text, Statins="Chemical", stroke="Condition")
    assert {predicate for _, predicate, _ in found} <= {"reducesRiskOf", "increasesRiskOf"}


def test_a_control_is_the_subject_of_no_benefit_and_hides_none() -> None:
    text = "Lithium, unlike placebo, relieved mania."
    found = relations(text, Lithium="Chemical", placebo="Therapy", mania="Condition")
    assert found == {("Lithium", "treats", "mania")}


def test_two_things_of_one_list_are_not_related() -> None:
    text = "Symptoms of the infection: gout, fever and mania."
    found = relations(text, gout="Condition", fever="Condition", mania="Condition")
    assert found == set()


def together(text: str, **things: str) -> set[tuple[str, str, str]]:
    mentions = sorted((mention(text, words, cls) for words, cls in things.items()), key=lambda m: m.span)
    found = find_relations(Span(0, len(text)), mentions, CUES.find(text), GRAMMAR, together=True)
    return {(r.subject.label, r.predicate, r.object.label) for r in found if r.trigger.cue.family == "named-together"}


@pytest.mark.parametrize(
    ("text", "things", "expected"),
    [
        ("Keywords: gout, zinc.", {"gout": "Condition", "zinc": "Chemical"}, {("zinc", "usedFor", "gout")}),
        ("Gout makes them limp.", {"Gout": "Condition", "limp": "Feature"}, {("Gout", "causes", "limp")}),
        ("Gout and mumps.", {"Gout": "Condition", "mumps": "Condition"}, set()),
        ("Gout resembles mumps.", {"Gout": "Condition", "mumps": "Condition"}, set()),
        ("With gout, avoid zinc.", {"gout": "Condition", "zinc": "Chemical"}, set()),
        ("Gout-zinc", {"Gout": "Condition", "zinc": "Chemical"}, {("zinc", "usedFor", "Gout")}),
        ("Goutzinc", {"Gout": "Condition", "zinc": "Chemical"}, {("zinc", "usedFor", "Gout")}),
        ("Mumps without a limp.", {"Mumps": "Condition", "limp": "Feature"}, set()),
        ("Zinc, but no gout.", {"Zinc": "Chemical", "gout": "Condition"}, set()),
        ("Zinc eases gout.", {"Zinc": "Chemical", "gout": "Condition"}, set()),
        ("Pain is a sign of gout.", {"Pain": "Feature", "gout": "Condition"}, {("gout", "causes", "Pain")}),
    ],
)
def test_what_a_passage_only_suggests(text: str, things: dict[str, str], expected: set[tuple[str, str, str]]) -> None:
    assert together(text, **things) == expected


def test_nothing_is_guessed_unasked() -> None:
    assert relations("Gout makes them limp.", Gout="Condition", limp="Feature") == set()


def test_a_claim_stands_where_the_sentence_says_it() -> None:
    text = "Mumps: prevention of mumps caused by a virus."
    second = Mention(span=Span(21, 26), cls="Condition", concept="mumps", label="mumps")
    things = [mention(text, "Mumps", "Condition"), second, mention(text, "virus", "Exposure")]
    found = find_relations(Span(0, len(text)), things, CUES.find(text), GRAMMAR)
    assert [r.object.span for r in found if r.predicate == "causes"] == [second.span]


def test_what_is_associated_with_a_thing_is_not_what_causes_it() -> None:
    found = relations("Pain associated with gout.", Pain="Feature", gout="Condition")
    assert found == {("Pain", "associatedWith", "gout")}
    found = relations("It is gout-associated pain.", pain="Feature", gout="Condition")
    assert found == {("gout", "associatedWith", "pain")}


def test_words_of_harm_outweigh_words_of_treatment() -> None:
    things = {"zinc": "Chemical", "Gout": "Condition"}
    assert relations("Gout is no rare adverse reaction when zinc, a drug, is taken.", **things) == {
        ("zinc", "causes", "Gout")
    }


@pytest.mark.parametrize(
    ("between", "trigger", "has"),
    [
        (" eased pain more fully than the current drugs ", "used to prevent", True),
        (" could lower the costs ", "associated with", True),
        (" and found that the cells ", "cause", True),
        (" targeted the region ", "controlling", True),
        (" in the blood ", "associated with", False),
        (" that many people take ", "reduce", False),
        (" was strongly ", "associated with", False),
        (" works in adults by ", "reducing", False),
        (", and it was shown that this agent ", "caused", False),
    ],
)
def test_a_verb_with_a_subject_of_its_own_is_not_said_of_what_stands_before(
    between: str,
    trigger: str,
    has: bool,  # noqa: FBT001 -- pytest names it
) -> None:
    assert has_own_subject(between, trigger) is has
