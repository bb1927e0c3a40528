"""Relations -> claims: which of what is read an article claims; the same claim at several places is one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from kg.extract.cues import Cue, Hit, Hits
from kg.extract.denial import gives_reason, is_of_comparison, is_of_other_verb, is_open, tells_who
from kg.extract.frames import TOGETHER
from kg.extract.joints import is_purpose
from kg.extract.listings import HEADING, ITEM, leads, listed_claims
from kg.extract.matter import Spoken, standing_in, topic_after, with_topic
from kg.extract.models import Verified
from kg.extract.naming import as_brought_in, kinds_meant, names_introduced, short_ills, with_names
from kg.extract.phrases import LOCAL, opens_list
from kg.extract.reading import HEADED, OPENING, SILENT, Reading
from kg.extract.relations import Lead, find_relations, relate_item
from kg.extract.resting import with_evidence
from kg.extract.result import Trace
from kg.extract.scene import NO_TOPIC, OWN_DENIAL, TREATMENTS, Relation, Topic, kind_of
from kg.extract.statements import is_supposed
from kg.extract.wholes import speaking
from kg.extract.wording import ILLS, NO_EFFECT, claim_of, confidence_of, context_of, trace_of
from kg.model import Claim, Concept, Mention, Sentence, Span
from kg.vocabulary import Vocabulary

LONGEST = 2_000
"""Characters of a sentence read at once; a text without full stops is read in pieces."""
MOST_PLACES = 50
MODEL_CUE = Cue(
    slug="model", label="proposed by a model", kind="model", family="model", patterns=(), examples=(), weight=0.5
)
_MATTER = ("off-topic", "one-end", "on-topic")
_BACKGROUND = "background"
"""The kind of claim that an article makes of things beside its matter, however they are named."""
_RESEARCH = "research-activity"
_REFERENCE = "reference"


def find_claims(reading: Reading) -> tuple[Trace, ...]:
    """Return what each sentence claims, with the reason, in order of text."""
    told = (trace for scene in _scenes(reading) for trace in _claims_of(reading, *scene))
    return (*told, *listed_claims(reading))


def with_local_names(reading: Reading) -> Reading:
    """Add, wherever else they stand, the means that the text itself names, and those its opening claims something of.

    What an article is about is named at its top beside a relation; further down it may stand in a list or a clause
    that would not give it away.
    """
    text = reading.hits.text
    names = [*names_introduced(text), *short_ills(reading.hits)]
    mentions = as_brought_in(reading.mentions, names)
    first = [s for s in reading.sentences if s.section in OPENING]
    mentions = with_names(text, mentions, names)
    meant = kinds_meant(mentions, text, first[-1].span.end if first else 0)
    kinds = {m.span: m for m in mentions if m.span in meant}
    named = with_topic(replace(reading, mentions=[meant.get(m.span, m) for m in mentions], kinds=kinds))
    opening = replace(named, sentences=first)
    claimed = (t.things[0] for scene in _scenes(opening) for t in _claims_of(opening, *scene, of_local=True))
    mentions = with_names(text, named.mentions, claimed)
    return named if mentions is named.mentions else with_topic(replace(named, mentions=mentions))


def settle(reading: Reading, traces: Sequence[Trace]) -> tuple[Trace, ...]:
    """Join what is said more than once, name it, and say on what evidence it rests; in order of place."""
    return tuple(with_evidence(reading, _merged(reading, traces)))


def _is_relevant(reading: Reading, relation: Relation, matter: Set[str], *, opens: bool) -> bool:
    """Say whether a relation is read surely enough; what touches the matter of an article needs less.

    Of a digest, whose opening names nothing, each part has a matter of its own.

    :param matter: the matter of the article and of the section it stands in.
    :param opens: whether it stands where whatever is said is the matter.
    """
    subject = relation.subject
    if subject.matched == LOCAL and reading.voices.names_body(subject.span):
        return False
    if reading.is_article and not opens and _is_passing(reading, subject):
        return False
    told = matter & {subject.concept, relation.object.concept}
    ends = max(len(told), opens or reading.topic == NO_TOPIC)
    if reading.is_article and not ends and reading.vocabulary.predicates[relation.predicate].usual_kind != _BACKGROUND:
        return _states_effect(reading, relation)
    least = (
        f"claim-least-{_MATTER[ends]}"
        if reading.is_article
        else "claim-least-guessed"
        if reading.guesses
        else "claim-least-in-passage"
    )
    return confidence_of(relation, reading.policy["claim-loose"]) >= reading.policy[least]


def _states_effect(reading: Reading, relation: Relation) -> bool:
    """Say whether a means is surely said to act on an ill, or a treatment to bring one on, and all names are known.

    A reader takes that from an article whatever else it is about; what lowers a risk is listed beside any matter, and
    what something is taken to treat is told in passing.
    """
    subject, predicate, object_ = relation.subject, relation.predicate, relation.object
    lowers_risk = predicate in reading.grammar.of_risk and predicate not in reading.grammar.of_harm
    if not reading.vocabulary.predicates[predicate].asserts_effect or lowers_risk:
        return False
    may_act = reading.grammar.means if predicate in reading.grammar.of_means else TREATMENTS
    known = subject.cls in may_act and object_.cls in ILLS and LOCAL not in (subject.matched, object_.matched)
    if not known or is_purpose(reading.hits.text[subject.span.end : relation.trigger.start]):
        return False
    return confidence_of(relation, reading.policy["claim-loose"]) >= reading.policy["claim-least-effect"]


def _is_passing(reading: Reading, subject: Mention) -> bool:
    """Say whether words cut out as a subject are no name: an article that speaks of a thing names it again."""
    if subject.matched != LOCAL:
        return False
    at = bisect_left(reading.mentions, subject.span.start, key=lambda m: m.span.start)
    named = any(subject.span.holds(m.span) for m in reading.mentions[at : at + 1])
    return not named and reading.hits.says_once(subject.span)


def propose_claims(reading: Reading, verified: Iterable[Verified]) -> Iterator[Trace]:
    """Walk the claims of a model whose three parts the text bore out; how they are worded is read by our own cues."""
    for found in verified:
        sentence = next((s for s in reading.sentences if s.span.start <= found.at.start < s.span.end), None)
        if sentence is not None and found.predicate not in reading.grammar.compared:
            relation = Relation(
                found.subject, found.predicate, found.object, Hit(found.at.start, found.at.end, MODEL_CUE)
            )
            claim = claim_of(reading, sentence, sentence.span, relation, ())
            denied = claim.negated or found.proposal.negated
            claim = replace(
                claim, negated=denied, at=(found.at,), cue="", predicate_at=None, agent_type="computational_model"
            )
            claim = replace(claim, strength=NO_EFFECT, scope="") if denied else claim
            yield trace_of(claim, sentence, relation)


def entities_of(traces: Sequence[Trace], mentions: Sequence[Mention], vocabulary: Vocabulary) -> dict[str, Concept]:
    """Return what the claims speak of, by slug; a name that a vocabulary knows wins over one cut out of the text."""
    spoken = {slug for trace in traces for slug in (trace.claim.subject, trace.claim.object, *trace.claim.context)}
    named = [*(m for trace in traces for m in trace.things), *mentions]
    models = {slug: vocabulary.concepts[slug] for slug in spoken if slug in vocabulary.concepts}
    meant = {m.concept: m for m in named if m.concept in spoken}
    return models | {slug: concept_of(mention) for slug, mention in meant.items()}


def concept_of(mention: Mention) -> Concept:
    """Return the concept a mention names, with its identifiers as exact matches."""
    mappings = tuple(("exact", curie) for curie in mention.ids)
    return Concept(
        slug=mention.concept, cls=mention.cls, label=mention.label, mappings=mappings, shared=mention.matched != LOCAL
    )


def _scenes(reading: Reading) -> Iterator[tuple[Sentence, Span, list[Mention], Topic, Set[str]]]:
    """Walk the sentences that can hold a claim, with their mentions, what "the drug" stands for, and their matter.

    What a heading names is the matter of its section.
    """
    mentions, at, before = reading.mentions, 0, Spoken()
    heading: Sequence[Mention] = ()
    matter: Set[str] = reading.matter
    for sentence in reading.sentences:
        if sentence.section == HEADING:
            heading = reading.mentions_in(sentence.span)
            matter = reading.matter.union(m.concept for m in heading)
        for piece in _pieces(reading.hits.text, sentence.span):
            while at < len(mentions) and mentions[at].span.start < piece.start:
                at += 1
            inside = at
            while inside < len(mentions) and mentions[inside].span.end <= piece.end:
                inside += 1
            if (inside > at or sentence.section == ITEM) and not _is_silent(reading, sentence):
                told = speaking(mentions[at:inside], reading.hits.text, reading.grammar)
                topic = topic_after(reading, before, piece, heading)
                yield sentence, piece, standing_in(reading, piece, told, topic), topic, matter
                before = before.then(piece, told, reading.hits.text)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Cut what is too long for a sentence, so that reading stays linear in the text."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        end = cut if cut > start else start + LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end) if start > sentence.start else sentence


def _is_silent(reading: Reading, sentence: Sentence) -> bool:
    """Page furniture claims nothing, and headings of an article only announce; alone, a line is what the text says.

    A reference names a work and says nothing of its own.
    """
    if sentence.section in SILENT:
        return True
    return reading.is_article and (sentence.section == HEADING or _names_work(reading.hits, sentence.span))


def _names_work(hits: Hits, sentence: Span) -> bool:
    """Say whether a sentence names a work by its address; a link of Markdown leads from words that say more."""
    return any(hits.text[hit.start - 2 : hit.start] != "](" for hit in hits.of(_REFERENCE, sentence))


def _claims_of(
    reading: Reading,
    sentence: Sentence,
    piece: Span,
    mentions: list[Mention],
    topic: Topic,
    matter: Set[str],
    *,
    of_local: bool = False,
) -> Iterator[Trace]:
    found = _relations_in(reading, piece, mentions, topic)
    is_listed = sentence.span.start in reading.listings
    lead = None if is_listed else _lead(reading, reading.lead_ins.get(sentence.span.start))
    if lead is not None:
        found = [*found, *relate_item(piece, mentions, lead, reading.hits, reading.grammar, reading.topic)]
    elif mentions and opens_list(reading.hits.text, piece):
        lead, sentence, listed = _listed(reading, sentence, mentions)
        found = [*found, *listed]
    opens = sentence.section in OPENING or bool(lead and lead.named.illness and lead.named.illness.concept in matter)
    for relation in found:
        if of_local and relation.subject.matched != LOCAL:
            continue
        relevant = _is_relevant(reading, relation, matter, opens=opens)
        context = context_of(reading, piece, relation, mentions) if relevant else None
        within = lead.span if lead and lead.span.holds(relation.trigger.span) else piece
        claim = claim_of(reading, sentence, within, relation, context) if context is not None else None
        if claim and not _denies_nothing(reading, relation, claim):
            yield trace_of(claim, sentence, relation)


def _denies_nothing(reading: Reading, relation: Relation, claim: Claim) -> bool:
    """Say whether a denial is none: a guess, only supposed ("if it fails to"), of who was given what, of another verb.

    That a thing was not studied says nothing of it.
    """
    if (claim.negated or claim.predicate in OWN_DENIAL) and is_supposed(reading.hits.text, relation.trigger.start):
        return True
    return claim.negated and (
        reading.vocabulary.predicates[claim.predicate].usual_kind == _RESEARCH
        or _is_guess(relation)
        or is_open(reading.hits, relation)
        or is_of_comparison(reading.hits, relation, reading.grammar)
        or is_of_other_verb(reading.hits, relation, reading.grammar)
        or tells_who(reading.hits, relation, reading.grammar)
        or gives_reason(reading.hits, relation, reading.grammar)
    )


def _relations_in(reading: Reading, piece: Span, mentions: list[Mention], topic: Topic) -> list[Relation]:
    """Return what a piece says of its mentions; the opening is asked for twice, and mostly in the same sense."""
    together = reading.guesses and not reading.is_article
    asked = mentions, topic, together
    before, relations = reading.relations.get(piece.start, (None, []))
    if before != asked:
        relations = find_relations(piece, mentions, reading.hits, reading.grammar, topic=topic, together=together)
        reading.relations[piece.start] = asked, relations
    return relations


def _is_guess(relation: Relation) -> bool:
    """Say whether no words name the two ends: what is denied may then be something else."""
    return relation.trigger.cue.family in TOGETHER or relation.subject.span == relation.trigger.span


def _lead(reading: Reading, block: Span | None) -> Lead | None:
    """Return the last sentence of what stands before a list, where it leads in to it."""
    last = reading.last_of(block) if block else None
    return _lead_in(reading, last.span) if last and leads(reading, last) else None


def _listed(
    reading: Reading, sentence: Sentence, mentions: Sequence[Mention]
) -> tuple[Lead | None, Sentence, list[Relation]]:
    """Return what the sentence before says of each thing that one lists: "Some foods cut the risk. These include oats".

    It leads in to the list, and words what is said.
    """
    number = _sentence_at(reading, sentence.span.start)
    before = reading.sentences[number - 1] if number else sentence
    if before is sentence or "\n" in reading.hits.text[before.span.end : sentence.span.start]:
        return None, sentence, []
    lead, kind = _lead_in(reading, before.span), kind_of(mentions[0])
    alike = [m for m in mentions if kind_of(m) == kind]
    told = (relate_item(None, [m], lead, reading.hits, reading.grammar, reading.topic) for m in alike)
    return lead, before, list(chain.from_iterable(told))


def _sentence_at(reading: Reading, at: int) -> int:
    return bisect_left(reading.sentences, at, key=lambda s: s.span.start)


def _lead_in(reading: Reading, last: Span) -> Lead:
    inside = reading.mentions_in(last)
    means = [m for m in map(reading.grammar.as_means, inside) if m.cls in reading.grammar.means]
    ills = [m for m in inside if m.cls == "Condition"]
    return Lead(last, Topic(means[-1] if means else None, ills[-1] if ills else None))


# ---- one claim from several places


def _merged(reading: Reading, traces: Sequence[Trace]) -> list[Trace]:
    """Join what is the same in one section group; the first place keeps its wording, the others add theirs."""
    section = {s.span: s.section for s in reading.sentences}
    found: dict[tuple[object, ...], list[Trace]] = {}
    for trace in traces:
        c = trace.claim
        group = section[trace.sentence] in HEADED
        key = (c.subject, c.predicate, c.object, c.negated, c.context, c.strength, c.modality, group)
        found.setdefault(key, []).append(trace)
    joined = (_joined(same) for same in found.values())
    return sorted(joined, key=lambda t: (t.claim.at[0], t.claim.subject, t.claim.predicate, t.claim.object))


def _joined(same: Sequence[Trace]) -> Trace:
    first = same[0]
    if len(same) == 1:
        return first
    places = sorted({span for t in same for span in t.claim.at})[:MOST_PLACES]
    confidence = max(t.claim.confidence for t in same)
    voices = dict.fromkeys(voice for t in same for voice in t.claim.voices)
    return replace(first, claim=replace(first.claim, at=tuple(places), confidence=confidence, voices=tuple(voices)))
