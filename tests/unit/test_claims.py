"""Claims: wording, scope, merging, evidence, limits, the headline."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.extract import Extraction, explain, extract, load_cues, to_record
from kg.identifiers import digest
from kg.model import ArticleText, Block, Claim, Span
from kg.read import read_article
from kg.terms import Matcher, make_matcher


@cache
def matcher() -> Matcher:
    return make_matcher()


def article(*blocks: tuple[str, str]) -> ArticleText:
    """Put blocks together, one a line."""
    text, made = "", []
    for section, words in blocks:
        made.append(Block(section, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return ArticleText(text=text, digest=digest(text), blocks=tuple(made))


def read(*blocks: tuple[str, str]) -> Extraction:
    return extract(article(*blocks), matcher=matcher(), cues=load_cues())


def claim(*blocks: tuple[str, str], predicate: str = "") -> Claim:
    return next(c for c in read(*blocks).claims if c.predicate == predicate or not predicate)


@pytest.mark.parametrize(
    ("sentence", "strength", "modality", "negated"),
    [
        ("Stem cell therapy reverses type 2 diabetes.", "direct-cause", "asserted", False),
        ("Stem cell therapy may reverse type 2 diabetes.", "moderate", "possible", False),
        ("Stem cell therapy does not reverse type 2 diabetes.", "no-effect-claimed", "asserted", True),
        (
            "Contrary to popular belief, stem cell therapy does not reverse type 2 diabetes.",
            *("no-effect-claimed", "asserted", True),
        ),
        (
            "Many people wrongly believe that stem cell therapy reverses type 2 diabetes.",
            *("no-effect-claimed", "asserted", True),
        ),
        ("Stem cell therapy can reverse type 2 diabetes.", "can-cause", "asserted", False),
        ("Can stem cell therapy reverse type 2 diabetes?", "possibility", "unknown", False),
        ('"Will stem cell therapy reverse type 2 diabetes?"', "possibility", "unknown", False),
        ("Doesn't stem cell therapy reverse type 2 diabetes?", "possibility", "unknown", False),
        ("What if stem cell therapy reverses type 2 diabetes?", "possibility", "unknown", False),
        ("So why does stem cell therapy reverse type 2 diabetes?", "direct-cause", "asserted", False),
    ],
)
def test_a_claim_is_worded_as_its_sentence(sentence: str, strength: str, modality: str, negated: bool) -> None:
    found = claim(("body", sentence), predicate="reverses")
    assert (found.strength, found.modality, found.negated) == (strength, modality, negated)


def test_an_effect_has_a_scope_and_a_denied_one_has_none() -> None:
    assert claim(("body", "Stem cell therapy reverses type 2 diabetes."), predicate="reverses").scope == "population"
    assert claim(("body", "Stem cell therapy does not reverse type 2 diabetes."), predicate="reverses").scope == ""


def test_every_value_points_to_its_characters() -> None:
    found = read(("body", "Bariatric surgery treats type 2 diabetes."))
    text, told = found.article.text, found.claims[0]
    assert told.subject_at
    assert told.predicate_at
    assert told.object_at
    assert (told.subject_at.of(text), told.predicate_at.of(text), told.object_at.of(text)) == (
        "Bariatric surgery",
        "treats",
        "type 2 diabetes",
    )
    assert told.cue == "treats"


def test_the_same_claim_twice_is_one_with_two_places_and_title_and_body_stay_apart() -> None:
    words = "Stem cell therapy reverses type 2 diabetes."
    found = read(("headline", words), ("body", words), ("body", words), ("body", "It rained. It snowed. It thawed."))
    said = [c for c in found.claims if c.predicate == "reverses"]
    assert [len(c.at) for c in said] == [1, 2]
    assert len({c.name for c in found.claims}) == len(found.claims)


def test_a_speaker_beside_a_verb_of_saying_gives_the_voice() -> None:
    found = read(
        ("body", "Stem cell therapy reverses type 2 diabetes, said Mary Smith, a surgeon at the University of Leeds.")
    )
    assert {v.kind for v in found.voices} == {"named-expert"}
    assert claim(("body", "Experts say stem cell therapy reverses type 2 diabetes.")).voices == ("unnamed-experts",)


def test_a_title_that_outruns_its_evidence_overclaims_and_a_soft_one_does_not() -> None:
    body = ("body", "The case report tells of one patient with type 2 diabetes. " * 3)
    bold = read(("headline", "Stem Cell Therapy Reverses Type 2 Diabetes"), body)
    soft = read(("headline", "Stem Cell Therapy May Help in Type 2 Diabetes"), body)
    assert bold.headline
    assert bold.headline.overclaim
    assert soft.headline
    assert not soft.headline.overclaim
    assert read(body).headline is None


def test_a_title_that_only_asks_does_not_overclaim() -> None:
    body = ("body", "In a cross-sectional study, exercise was associated with lower blood pressure.")
    asked = read(("headline", "Does Exercise Cure Diabetes?"), body).headline
    assert asked
    assert (asked.strength, asked.overclaim) == ("possibility", False)


def test_a_title_that_finds_no_effect_does_not_outrun_a_softer_body() -> None:
    body = "A meta-analysis of 13 randomised trials was made. In one man bariatric surgery prevented death."
    found = read(("headline", "Thirteen trials show no effect of bariatric surgery on death"), ("body", body))
    assert found.headline is not None
    assert not found.headline.overclaim


def test_a_title_that_asks_for_proof_claims_none() -> None:
    found = read(("headline", "Experts ask that bariatric surgery be proven safe"), ("body", "They met in Oslo."))
    assert found.headline is not None
    assert found.headline.strength != "definitive"


def test_a_caution_is_a_claim_that_qualifies_others() -> None:
    words = "Stem cell therapy reverses type 2 diabetes in this single-case report. The finding remains preliminary."
    found = read(
        ("headline", "Stem cell therapy reverses type 2 diabetes"),
        ("body", words),
        ("body", "More follows. It rained."),
    )
    limits = [c for c in found.claims if c.predicate == "hasLimitation"]
    names = {c.name for c in found.claims}
    assert limits
    assert all(c.qualifies and set(c.qualifies) <= names and c.stance == "cautions" for c in limits)


def test_a_limit_is_of_the_means_that_its_sentence_names() -> None:
    found = read(
        ("headline", "Metformin and stem cell therapy"),
        ("body", "Metformin prevents type 2 diabetes. Stem cell therapy reverses type 2 diabetes."),
        ("body", "The long-term safety of stem cell therapy is unknown. The drug is not approved for this. It rained."),
    )
    limits = {c.object: c for c in found.claims if c.predicate == "hasLimitation"}
    subjects = {c.name: c.subject for c in found.claims}
    assert {kind: limit.subject for kind, limit in limits.items()} == {
        "long-term-unknown": "stem-cell-therapy",
        "safety-unknown": "stem-cell-therapy",
        "not-approved": "metformin",
    }
    assert all({subjects[name] for name in limit.qualifies} == {limit.subject} for limit in limits.values())


@pytest.mark.parametrize(("words", "count"), [("This result needs", 1), ("The results need", 2)])
def test_a_limit_of_this_result_bears_on_the_sentence_before(words: str, count: int) -> None:
    found = read(
        ("headline", "Metformin prevents type 2 diabetes"),
        ("body", "A randomised trial of 80 adults tested metformin. Metformin prevents type 2 diabetes."),
        ("body", f"Metformin was linked to a lower risk of obesity. {words} to be confirmed in further trials."),
        ("body", "Metformin treats polycystic ovary syndrome. It rained."),
    )
    (limit,) = (c for c in found.claims if c.predicate == "hasLimitation" and c.object == "needs-replication")
    meant = {c.object for c in found.claims if c.name in limit.qualifies}
    assert len(meant) == count, meant
    assert ("obesity" in meant) == (count == 1)


@pytest.mark.parametrize(
    ("sentence", "subject", "words"),
    [
        ("But this small trial is only preliminary.", "this small trial", "this small trial is only preliminary"),
        ("The long-term safety of metformin is unknown.", "metformin", "safety of metformin is unknown"),
        ("More research is needed.", "", "More research is needed"),
        ("A trial is planned in Leeds. So far all is preliminary.", "", "preliminary"),
    ],
)
def test_a_limit_points_to_what_its_sentence_calls_the_thing_limited(sentence: str, subject: str, words: str) -> None:
    body = f"A randomised trial of 80 adults tested metformin. Metformin prevents type 2 diabetes. {sentence}"
    found = read(("headline", "Metformin prevents type 2 diabetes"), ("body", body))
    text = found.article.text
    limits = [c for c in found.claims if c.predicate == "hasLimitation" and c.object != "small-sample"]
    told = limits[-1]
    assert (told.subject_at.of(text) if told.subject_at else "") == subject
    assert told.at[0].of(text) == words


def test_an_item_of_a_list_says_what_its_lead_in_opens() -> None:
    lead, item = "Common treatments of the disease include:", "- Bariatric surgery"
    text = f"Type 2 Diabetes Is Common\n{lead}\n{item}\nIt rained. It snowed. It thawed.\n"
    starts = [0, 26, 26 + len(lead) + 1, 26 + len(lead) + len(item) + 2]
    spans = [Span(a, b - 1) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    sections = ("headline", "body", "list-item", "body")
    blocks = tuple(Block(s, at, 1 if s == "list-item" else None) for s, at in zip(sections, spans, strict=True))
    listed = ArticleText(text=text, digest=digest(text), blocks=blocks)
    found = extract(listed, matcher=matcher(), cues=load_cues())
    assert ("bariatric-surgery", "usedFor", "type-2-diabetes") in {
        (c.subject, c.predicate, c.object) for c in found.claims
    }


def test_an_item_of_a_list_of_mechanisms_is_one_as_a_whole_and_as_unsure_as_its_lead_in() -> None:
    told = "Vaccines Help in Malaria\n\nVaccines help people with malaria. They are given twice."
    text = f"{told} Possible mechanisms include:\n\n  - Regrowth of what was lost\n\n  - Calmer vessels in the heart\n"
    found = extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues())
    how = {found.entities[c.object].label: c.modality for c in found.claims if c.predicate == "actsThrough"}
    assert how == {"Regrowth of what was lost": "possible", "Calmer vessels in the heart": "possible"}


def test_sources_are_found_with_their_kind() -> None:
    words = "It was published in the journal Gut Health Letters, said Dr. Ann Lee of the University of Leeds."
    words += " The FDA and Acme Therapeutics agreed."
    kinds = {(s.label, s.kind) for s in read(("body", words)).sources}
    assert {("Gut Health Letters", "journal"), ("Ann Lee", "person"), ("University of Leeds", "institution")} <= kinds
    assert {("FDA", "agency"), ("Acme Therapeutics", "company")} <= kinds


@pytest.mark.parametrize(
    ("text", "journal"),
    [
        ("The findings were published in the Lancet on Tuesday.", "The Lancet"),
        ("A study in The Lancet Oncology on Wednesday said so.", "The Lancet Oncology"),
        ("The study, published Monday in JAMA, tested aspirin.", "JAMA"),
        ("The report, out on Friday in JAMA Internal Medicine, agrees.", "JAMA Internal Medicine"),
        ("Writing in the British Medical Journal, the team disagrees.", "The BMJ"),
        ("It was published in March 2024 in BMJ Open.", "BMJ Open"),
        ("The study appeared in the journal Diabetes Care in June.", "Diabetes Care"),
        ("The paper was published online on 3 May in eLife.", "eLife"),
        ("The results appear in Nature Medicine.", "Nature Medicine"),
        ("The study was published in the journal Foobar.", "Foobar"),
        ("The study was published in PLoS One.", "PLOS ONE"),
        ("It was published by Frontiers in Psychology in May.", "Frontiers in Psychology"),
    ],
)
def test_a_journal_is_named_as_it_writes_itself_and_without_the_day(text: str, journal: str) -> None:
    assert [s.label for s in read(("body", text)).sources if s.kind == "journal"] == [journal]


@pytest.mark.parametrize(
    "text",
    [
        "The study was published in English.",
        "Cases were reported in Brazil and New York.",
        "It appeared in May in Paris.",
    ],
)
def test_a_place_a_language_and_a_month_are_no_journals(text: str) -> None:
    assert read(("body", text)).sources == ()


def test_explain_shows_sentence_cue_and_rule() -> None:
    found = read(("body", "Bariatric surgery treats type 2 diabetes."))
    why = explain(found.claims[0], found, load_cues())
    assert (why.cue, why.rule_label, why.sentence) == ("treats", "treats", "Bariatric surgery treats type 2 diabetes.")
    with pytest.raises(InputError, match="no claim"):
        explain(Claim(subject="a", predicate="treats", object="b", at=(Span(0, 1),)), found, load_cues())


def test_a_record_says_who_made_it_and_how_sure() -> None:
    record = to_record(read(("headline", "Bariatric surgery treats type 2 diabetes"), ("body", "See doi 10.1000/x7.")))
    assert (record.provenance.agent_type, record.provenance.knowledge_level) == ("text_mining_agent", "not_provided")
    assert all(0 < float(c.confidence) <= 1 for c in record.claims)
    assert all(p.digest for p in record.places)
    assert record.article.publisher == "not stated"


WORDS = st.sampled_from(
    [
        "Stem",
        "cell",
        "therapy",
        "reverses",
        "may",
        "not",
        "type",
        "2",
        "diabetes",
        ".",
        ",",
        "and",
        "said",
        "Dr.",
        "Lee",
        "causes",
        "in",
        "\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60))
def test_any_text_reads_the_same_twice_and_places_hold(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    one, two = read(("body", text)), read(("body", text))
    assert one == two
    whole = Span(0, len(one.article.text))
    for found in one.claims:
        assert all(
            whole.holds(s) for s in (*found.at, *filter(None, (found.subject_at, found.predicate_at, found.object_at)))
        )
    assert all(s.label in " ".join(s.span.of(one.article.text).split()) for s in one.sources)
    to_record(one)


TRIAL = ("body", "In a randomised controlled trial 200 people took part.")


def evidence_of(*blocks: tuple[str, str], predicate: str) -> str:
    title = ("headline", "Metformin lowers the risk of stroke")
    return (
        claim(title, TRIAL, ("body", "They met twice. They ate well."), *blocks, predicate=predicate).evidence[0].level
    )


def test_a_trial_is_lent_to_what_the_article_found_and_to_nothing_else() -> None:
    assert evidence_of(predicate="reducesRiskOf") == "randomised-trial"
    assert evidence_of(("body", "Stroke is caused by high blood pressure."), predicate="causes") == "unstated"
    assert evidence_of(("body", "In the trial metformin caused anaemia."), predicate="causes") == "randomised-trial"
    assert evidence_of(("body", "Metformin is used for type 2 diabetes."), predicate="usedFor") == "unstated"


@pytest.mark.parametrize(
    ("trial", "level"),
    [
        ("In a randomised controlled trial of aspirin 200 people took part.", "unstated"),
        ("In a randomised controlled trial of aspirin and metformin 200 people took part.", "randomised-trial"),
        ("In a randomised controlled trial 200 people took part, half of them on placebo.", "randomised-trial"),
    ],
)
def test_a_trial_of_other_means_lends_nothing(trial: str, level: str) -> None:
    blocks = ("headline", "Metformin lowers the risk of stroke"), ("body", trial), ("body", "They met. They ate well.")
    assert claim(*blocks, predicate="reducesRiskOf").evidence[0].level == level


@pytest.mark.parametrize(
    ("told", "level"),
    [("Diet, weight and sleep", "unstated"), ("A cohort study", "controlled-observational")],
)
def test_what_only_hints_at_a_design_is_no_evidence(told: str, level: str) -> None:
    found = claim(("body", f"{told}: metformin causes anaemia."), predicate="causes")
    assert found.evidence[0].level == level


@pytest.mark.parametrize(
    ("told", "level", "grade"),
    [
        ("Cohort studies suggest that metformin causes anaemia.", "controlled-observational", ""),
        ("There is moderate-certainty evidence that metformin causes anaemia.", "unstated", "moderate"),
        ("Metformin causes anaemia, but confidence in the evidence is very low.", "unstated", "very-low"),
        ("Metformin causes anaemia.", "unstated", ""),
    ],
)
def test_a_claim_rests_on_the_studies_it_is_put_down_to_and_is_graded_as_its_sentence_says(
    told: str, level: str, grade: str
) -> None:
    trial = ("body", "In a randomised controlled trial of aspirin 200 people took part.")
    found = claim(("headline", "Metformin lowers the risk of stroke"), trial, ("body", told), predicate="causes")
    assert (found.evidence[0].level, found.evidence[0].grade) == (level, grade)


def test_what_is_left_out_is_denied_and_what_is_said_beside_it_is_not() -> None:
    told = claim(("body", "Without insulin, metformin causes anaemia."), predicate="causes")
    assert not told.negated
    assert claim(("body", "Metformin helped without causing anaemia."), predicate="causes").negated
    assert not claim(("body", "Anaemia is not always caused by metformin."), predicate="causes").negated


def test_what_only_tells_which_object_is_meant_is_neither_denied_nor_softened() -> None:
    meant = claim(("body", "The drug may not be given for anaemia caused by metformin."), predicate="causes")
    assert (meant.negated, meant.modality) == (False, "asserted")
    assert claim(("body", "Anaemia was not caused by metformin."), predicate="causes").negated
    assert claim(("body", "Anaemia may be caused by metformin."), predicate="causes").modality == "possible"


def test_an_article_says_in_passing_what_is_beside_its_matter() -> None:
    aside = "Aspirin reduces the risk of stroke."
    matter = [
        ("headline", "Stem cell therapy reverses type 2 diabetes"),
        ("lead", "Stem cell therapy reversed type 2 diabetes in one man."),
        ("body", "He was treated in the spring."),
    ]
    found = {(c.subject, c.predicate) for c in read(*matter, ("body", aside)).claims}
    assert ("stem-cell-therapy", "reverses") in found
    assert "reducesRiskOf" not in {predicate for _, predicate in found}
    assert claim(("body", aside), predicate="reducesRiskOf")


@pytest.mark.parametrize(
    ("aside", "kept"),
    [
        ("Statins can cause depression.", {("causes", "Depression")}),
        ("Metformin relieves depression.", {("treats", "Depression")}),
        ("She says that [metformin](https://example.org/a) cured her depression.", {("treats", "Depression")}),
        ("Smoking causes depression.", set()),
        ("Metformin is taken to treat depression.", set()),
        ("Metformin raises the risk of depression.", {("increasesRiskOf", "Depression")}),
        ("Metformin lowers the risk of depression.", set()),
    ],
)
def test_an_article_keeps_what_a_treatment_does_about_an_ill_beside_its_matter(
    aside: str, kept: set[tuple[str, str]]
) -> None:
    told = said("He was treated in the spring.", "He went home in the autumn.", aside)
    assert {(p, o) for _, p, o in told if o == "Depression"} == kept


@pytest.mark.parametrize(("heading", "kept"), [("Obesity", True), ("What we read", False)])
def test_what_a_heading_names_is_the_matter_of_its_section(heading: str, kept: bool) -> None:
    found = read(
        ("headline", "Bariatric surgery treats type 2 diabetes"),
        ("lead", "Bariatric surgery treats type 2 diabetes, doctors say."),
        ("body", "The town is small. It lies by the sea. It has a mill. Few live there."),
        ("heading", heading),
        ("body", "Obesity is linked to stroke."),
        ("heading", "The town"),
        ("body", "Obesity is linked to depression."),
    )
    told = {(c.subject, c.object) for c in found.claims}
    assert (("obesity", "stroke") in told) is kept
    assert ("obesity", "depression") not in told


@pytest.mark.parametrize(("illness", "kept"), [("Type 2 diabetes", True), ("Stroke", False)])
def test_an_article_is_on_what_the_name_of_its_matter_ends_in(illness: str, kept: bool) -> None:
    found = read(
        ("headline", f"{illness} in our town"),
        ("lead", f"{illness} is common here, doctors say."),
        ("body", "The town is small. It lies by the sea. It has a mill. Few live there."),
        ("body", "Smoking has been linked to diabetes."),
    )
    assert any(c.predicate == "associatedWith" for c in found.claims) is kept


@pytest.mark.parametrize(("opening", "kept"), [("Hello readers", True), ("Lithium treats mania", False)])
def test_each_part_of_a_digest_has_its_own_matter(opening: str, kept: bool) -> None:
    found = read(
        ("headline", opening),
        ("lead", f"{opening}, we say."),
        ("body", "The town is small. It lies by the sea. It has a mill. Few live there."),
        ("body", "Obesity is linked to stroke."),
    )
    assert (("obesity", "stroke") in {(c.subject, c.object) for c in found.claims}) is kept


def test_harms_of_the_arm_of_a_trial_are_of_the_means_the_article_is_about() -> None:
    body = (
        "Nausea was more common in the treatment group than in the placebo group. Two patients stopped early because "
        "of fatigue. Hair loss affected 20 percent of those on the drug, against 5 percent on placebo. The most common "
        "side effects were pain and nausea."
    )
    found = read(("headline", "Metformin lowers the risk of stroke"), TRIAL, ("body", body)).claims
    harms = {(c.subject, c.predicate) for c in found if c.at[0].start > 100 and c.predicate != "hasLimitation"}
    assert harms == {("metformin", "causes"), ("metformin", "increasesRiskOf")}


def test_an_interaction_limits_the_means() -> None:
    found = read(("headline", "Metformin treats type 2 diabetes"), ("body", "It should not be taken with alcohol."))
    limits = [(c.subject, c.object) for c in found.claims if c.predicate == "hasLimitation"]
    assert limits == [("metformin", "interaction")]


def said(*sentences: str) -> set[tuple[str, str, str]]:
    """Return what an article on aspirin and stroke claims, by the labels of its things."""
    text = "\n\n".join(
        ("Aspirin Prevents Stroke, Study Says", *sentences, "It rained. It snowed. It thawed. It froze.")
    )
    found = extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues())
    label = {slug: thing.label for slug, thing in found.entities.items()}
    return {(label[c.subject], c.predicate, label[c.object]) for c in found.claims if c.object in label}


def test_the_drug_is_the_one_the_sentence_before_names_and_nobodys_where_that_names_several() -> None:
    harm = "Side effects included depression."
    assert ("Aspirin", "causes", "Depression") in said(f"It was taken daily. {harm}")
    assert {s for s, _, o in said(f"Metformin was taken daily. {harm}") if o == "Depression"} == {"metformin"}
    assert not [o for _, _, o in said(f"Metformin and statins were taken daily. {harm}") if o == "Depression"]


@pytest.mark.parametrize(
    ("before", "means"),
    [
        ("Metformin was taken daily.", "metformin"),
        ("Then he tried metformin.", "metformin"),
        ("He no longer carries metformin.", ""),
        ("For years the doctor had metformin in mind.", ""),
    ],
)
def test_it_is_what_the_sentence_before_is_about_or_what_somebody_took(before: str, means: str) -> None:
    told = said(f"{before} It cured his stroke.")
    assert [s for s, p, _ in told if p == "treats"] == ([means] if means else [])


def test_what_only_tells_of_what_kind_the_next_thing_is_tells_nothing_of_the_matter() -> None:
    told = said("Height is associated with increased mortality from infancy on.")
    assert {(s, p) for s, p, _ in told if s == "Aspirin"} == {("Aspirin", "prevents")}


def test_a_body_is_no_means() -> None:
    found = read(("body", "The University of Leicester leads a study into the cause of stroke."))
    assert not [c for c in found.claims if c.predicate == "causes"]


def test_words_cut_out_in_passing_are_no_means_and_what_is_named_again_is_one() -> None:
    once = "Gadget straps cured stroke in one clinic."
    assert "Gadget straps" not in {s for s, _, _ in said("It was cheap.", once)}
    assert "Gadget straps" in {s for s, _, _ in said("Gadget straps are cheap.", once)}


@pytest.mark.parametrize("place", ["See https://example.org for more: ", "Lee A, et al. ", "doi:10.1000/1 "])
def test_a_reference_claims_nothing(place: str) -> None:
    claimed = "metformin prevents stroke."
    assert ("metformin", "prevents", "stroke") not in said(place + claimed)
    assert any(s == "metformin" for s, _, _ in said("Doctors say " + claimed))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Aspirin improved their symptoms.", {("Aspirin", "treats", "stroke")}),
        ("Metformin improved their symptoms.", {("metformin", "treats", "stroke")}),
        ("Common treatments include metformin.", {("metformin", "usedFor", "stroke")}),
        ("Metformin is a useful carrier for statins.", set()),
        ("Metformin is good for the bird.", set()),
        ("Those with a new kidney must take medications, such as metformin, for life.", set()),
    ],
)
def test_symptoms_are_those_of_the_illness_and_not_every_drug_is_given_for_it(
    sentence: str, told: set[tuple[str, str, str]]
) -> None:
    assert said("It was cheap.", sentence) - said("It was cheap.") == told
