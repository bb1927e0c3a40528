"""Words by which names are cut out of a sentence and told apart, as ``ontology/cues/phrases.ttl`` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from pyoxigraph import RdfFormat, parse

from kg import resources

OF = frozenset({"of"})
"""What joins a thing to that which it is of."""


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Words that end a name, that may stand between a name and a trigger, and that name nothing."""

    end: frozenset[str]
    skip: frozenset[str]
    general: frozenset[str]
    standin: frozenset[str]
    """Words that stand for the means an article is about: "the drug"."""
    form: frozenset[str]
    """Forms in which a means is given, which may stand for it: "the jab"."""
    dose: frozenset[str]
    """Those of the forms that are a dose each."""
    illness: frozenset[str]
    """Words that stand for the condition the article is about: "the disease"."""
    part: frozenset[str]
    process: frozenset[str]
    """Words after the name of a condition that make it something else: "cancer cells", "tumour growth"."""
    control: frozenset[str]
    """Words in the name of what a means is compared with: "sham treatment"."""
    change: frozenset[str]
    """Words beside the name of a substance or part for what becomes of it: "insulin release", "build-up of plaque"."""
    measured: frozenset[str]
    """Words in the name of a substance that the body holds: "cholesterol"."""
    instead: frozenset[str]
    """Words after the name of a means that turn it round: "salt substitute", "sugar restriction"."""
    kind: frozenset[str]
    """Words for a kind of means, after which its name may stand: "the drug"."""
    aside: frozenset[str]
    """Words before a thing that does nothing itself: "without", "instead of"."""
    block: frozenset[str]
    """Words before a substance or a process that is kept down: "blocking leukotrienes"."""
    done: frozenset[str]
    """Words before a part of the body for what is done to it: "removing the tonsils"."""
    event: frozenset[str]
    """Words before a condition for what comes of it: "deaths from stroke"."""
    value: frozenset[str]
    """Words after the name of a substance or a part for a value that is read of it: "calcium score"."""
    test: frozenset[str]
    """Words in the name of what finds an illness: "scan"."""
    unit: frozenset[str]
    """Words before "of" and a substance that only measures something else: "millimetres of mercury"."""
    idle: frozenset[str]
    """Words after a verb that make it say nothing of an illness: "raises hope"."""
    vow: frozenset[str]
    """Words before what somebody has made their business: "dedicated to"."""
    jab: frozenset[str]
    """Words after the name of an illness or its cause for what is given against it: "HPV vaccine"."""
    lack: frozenset[str]
    """Words before a name that turn it round: "lack of exercise", "low testosterone"."""
    undone: frozenset[str]
    """Words before a thing that is left undone: "not" smoking."""
    undoing: frozenset[str]
    """Words between those and the thing: not "eating" meat."""
    neglect: frozenset[str]
    """Words before what somebody does not do: "failure to"."""
    scarce: frozenset[str]
    """Words before a substance for a state of the body in which there is too little of it: "low levels of iron"."""
    article: frozenset[str]
    """Words after which a single word may be a name: "the"."""
    verbal: frozenset[str]
    """Words after which no name of a thing begins: "is free", "who wants", "it describes"."""
    given: frozenset[str]
    """Words before a means that say it was taken or done: "after", "taking"."""
    arm: frozenset[str]
    """Words after a means that make it those who are given it: "group"."""
    behaviour: frozenset[str]
    """What people do that bears on health: "walk", "slept"."""
    join: frozenset[str]
    """Words that join the things of a list: "and"."""
    example: frozenset[str]
    """Words after a comma that go on with a list: "such as"."""
    against: frozenset[str]
    """Words that set two things side by side: "versus"."""
    contrast: frozenset[str]
    """Words that end a list: "but"."""
    filler: frozenset[str]
    """Words before a thing of a list that change nothing: "the", "other"."""
    instrument: frozenset[str]
    """Words before the means by which something is done: "using"."""
    among: frozenset[str]
    """Words before those to whom a means is given: "among"."""
    having: frozenset[str]
    """Words between people and the condition they have: "with"."""
    risk: frozenset[str]
    """Words after the name of a condition that mean its risk."""
    place: frozenset[str]
    """Words before a part of the body that only tells where: "in"."""
    owner: frozenset[str]
    """Words between those and the part: "the", "their"."""
    chance: frozenset[str]
    """Words before "of" and that of which there is a risk: "odds"."""
    relative: frozenset[str]
    """Words after which another thing is spoken of than the head: "of", "which"."""
    praise: frozenset[str]
    """Words after which a word of action is a noun, and blames nothing: "good" results in."""
    approving: frozenset[str]
    """Words before the brand that an agency lets people have: "approves"."""
    called: frozenset[str]
    """Words between a kind of means and its name: "called"."""
    doing: frozenset[str]
    """Words before a word of action that names nothing there: "by"."""
    origin: frozenset[str]
    """Words in the name of what deaths come from: "respiratory causes"."""
    reason: frozenset[str]
    """Words between what comes of a condition and the condition: "due to"."""
    adverb: frozenset[str]
    """Words that may stand before a verb and say nothing of what it is: "also"."""
    unlike: frozenset[str]
    """Beginnings that turn a name into what it is not: "non-"."""
    bound: frozenset[str]
    """Words after a hyphen that make an illness tell of what kind something is: "acne-related redness"."""
    title: frozenset[str]
    """Short forms after a comma that belong to an address or a title: "Boston, MA"."""
    then: frozenset[str]
    """Words with which a clause begins: "because"."""
    adjective: frozenset[str]
    """Endings of words that name nothing: "related emotional ..."."""
    various: frozenset[str]
    """Words before "drugs" that make them others than the one of the article: "current"."""
    participle: frozenset[str]
    """Words that, without an auxiliary, belong to the noun just before: "costs associated with"."""
    subordinate: frozenset[str]
    """Words with which a clause begins that has a subject of its own: "because"."""
    determiner: frozenset[str]
    """Words with which the name of something begins: "the"."""
    nominal: frozenset[str]
    """Words after which a word of action is a noun: "any cause"."""
    passive: frozenset[str]
    """Words that tell what a thing comes from: "caused" by."""
    turn: frozenset[str]
    """Words after a comma with which another statement begins, whose subject follows: "as"."""
    conclude: frozenset[str]
    """Words after a comma with which another verb begins: "and"."""
    telling: frozenset[str]
    """Words before what is concluded: "suggests that"."""
    further: frozenset[str]
    """Words that join another statement: "and"."""
    facing: frozenset[str]
    """Words between people and the risk they run: "at"."""
    advice: frozenset[str]
    """Words of advice: "should"."""
    attributive: frozenset[str]
    """Words after which "elevated" only tells of what kind the next thing is: "with"."""
    kept: frozenset[str]
    """Words between those who are kept from something and what they do not do: "from"."""
    along: frozenset[str]
    """Words that join a verb to the one before, whose subject it shares: "without"."""
    condition: frozenset[str]
    """Words with which what is only supposed begins: "if"."""
    actor: frozenset[str]
    """Words that are the subject of a verb: "they"."""
    front: frozenset[str]
    """Words that open a sentence with what it is said of: "In gout,"."""
    good: frozenset[str]
    """Names of what people wish for: "survival"."""
    better: frozenset[str]
    """Words that begin such a name: "better"."""
    asking: frozenset[str]
    """Words that open a question which takes for granted what it says: "why"."""
    opposed: frozenset[str]
    """Words between two statements that are set against one another: "whereas"."""
    tried: frozenset[str]
    """Words before what somebody took: "tried"."""
    ware: frozenset[str]
    """Kinds of means that are sold under a name of their own: "supplement"."""
    person: frozenset[str]
    """Words with which somebody is named: "Doctor" Ann Lee."""
    concession: frozenset[str]
    """Words with which what is only granted begins: "although"."""
    together: frozenset[str]
    """Words after a comma that tell what a means was given with: "in combination with"."""
    moved: frozenset[str]
    """Words for a change: "reductions" in pain."""
    linked: frozenset[str]
    """Words between a risk and what it goes with: "linked to"."""
    finite: frozenset[str]
    """Words with which a name cannot go on, since they make a sentence of it: "has"."""
    level: frozenset[str]
    """Words that tell how much there is: "levels" of cortisol."""
    difference: frozenset[str]
    """Words for what a comparison finds: "difference"."""
    research: frozenset[str]
    """Words for what looks into a thing: "studies"."""
    account: frozenset[str]
    """Words for the study or case that a text tells of: "report"."""
    pointed: frozenset[str]
    """Words for what the sentence before tells was found: "this result"."""
    timeless: frozenset[str]
    """Verbs that tell how things are in general: "is"."""
    copula: frozenset[str]
    """Words that tell what a thing is: "are"."""
    studied: frozenset[str]
    """What is done to a thing that is looked into: "tested"."""
    listing: frozenset[str]
    """Words that open a sentence which lists what the one before speaks of: "These include"."""
    rich: frozenset[str]
    """Words between a means and what it holds: "high in"."""
    office: frozenset[str]
    """Words before "of" and the name of a place or an office: "director"."""
    gauge: frozenset[str]
    """Words, with a capital, for what measures an illness: "Scale"."""
    aimed: frozenset[str]
    """Words before a thing that a verb does not bring about: "leads to hope for"."""
    others: frozenset[str]
    """Means in the plural: "drugs"."""
    stopper: frozenset[str]
    """Words after the name of a substance or a part for what keeps it from acting: "COX-2 inhibitor"."""
    fate: frozenset[str]
    """Words after the name of an illness for what becomes of those who have it: "cancer survival"."""
    cure: frozenset[str]
    """Words after a part of the body for what is done to it: "brain surgery"."""
    trouble: frozenset[str]
    """Words before what does not work: "problems" with speech."""
    undergoing: frozenset[str]
    """Words before a treatment that people have: "undergoing" cancer treatment."""
    over: frozenset[str]
    """Words between that and what does not work: "with"."""
    treated: frozenset[str]
    """Words after the name of an illness for what is done about it: "cancer drug"."""
    clause: frozenset[str]
    """Words that begin what is said of the thing before: "which"."""
    ending: frozenset[str]
    """Endings of words that are no thing: of an adverb, of those who follow a calling."""
    site: frozenset[str]
    """Words after a name that make it a place or people: "cancer centre", "stroke doctors"."""
    fall: frozenset[str]
    """Words before a means of which less is taken: "drop in"."""
    shrunk: frozenset[str]
    """Words that say there is less of a thing, or are verbs: "reduced"."""
    intake: frozenset[str]
    """Words after it: "consumption"."""
    mixing: frozenset[str]
    """Words before what is put into something else: "adding zinc to the diet"."""
    into: frozenset[str]
    """Words before that: "into"."""
    trend: frozenset[str]
    """Words that tell how a figure goes over the years: "annually"."""
    ill: frozenset[str]
    """What goes wrong in a body: "stiffness"."""
    ailing: frozenset[str]
    """The same, with a word before that says of what kind it is: "withdrawal symptoms"."""
    failing: frozenset[str]
    """Words after a part of the body that say it has gone wrong: "liver enlargement"."""
    hurt: frozenset[str]
    """Words before a part of the body that say it is not well: "swollen joints"."""
    meeting: frozenset[str]
    """Words before that which an illness comes from: "infection with"."""
    purpose: frozenset[str]
    """Words between a thing and what is done for a purpose: "in order to"."""
    quicken: frozenset[str]
    """Words before a recovery that is hastened, which is no event of its own: "sped up"."""
    heading: frozenset[str]
    """Words before that which a heading tells of: "What are the main" symptoms."""
    headed: frozenset[str]
    """Words after it that name nothing: symptoms "of the condition may include"."""
    supposing: frozenset[str]
    """Words before what a reader is supposed to do: "if you"."""
    owning: frozenset[str]
    """Words between those and what the reader is supposed to be or to have: "are"."""
    lessening: frozenset[str]
    """Words in an item of a list before what less is taken of: "cut down on" salt."""
    disowning: frozenset[str]
    """Words in a heading that take back what it says of the list: treatments "that fail"."""
    unlisted: frozenset[str]
    """Words with which an item of a list begins that names no thing: "people" over 40."""
    taking: frozenset[str]
    """What people do with a means: "eating"."""
    prevention: frozenset[str]
    """Words beside the name of an illness that say it is kept off: "stroke prevention"."""
    stuff: frozenset[str]
    """What food is made of, in the last word of its name: "animal fats"."""
    made: frozenset[str]
    """Words between those who are made to do something and what they do: "to"."""
    period: frozenset[str]
    """Units in which it is told how long something is done."""
    fare: frozenset[str]
    """What people eat, which is what it holds: a "diet" high in fruit."""
    bearing: frozenset[str]
    """Words after the name of an illness that make it those who have it: "patients"."""
    course: frozenset[str]
    """Words between how long a means is given and the means: "course" of."""
    spell: frozenset[str]
    """Words before those for how long it is: "shorter"."""
    owing: frozenset[str]
    """Words between what has a cause and its cause: "because of"."""
    folk: frozenset[str]
    """Those in whom a means is tried: "humans"."""
    counted: frozenset[str]
    """Words that stand for some of those just told of, as the subject of a verb: "and neither" was."""
    figure: frozenset[str]
    """What an ill is called only to say how bad it is: "a plague"."""
    made_of: frozenset[str]
    """What is made of that which stands before it: cherry "juice"."""
    adding: frozenset[str]
    """What people do with that, which is not made of it: "sip" juice."""
    deed: frozenset[str]
    """Words in which the name of an outcome ends that people bring about, and not the verb for it: weight "loss"."""
    absent: frozenset[str]
    """Words before an illness that people do not have: "with no history of"."""
    living: frozenset[str]
    """Words before those that say the illness has gone: "live" without pain."""
    degree: frozenset[str]
    """Words that say how bad something is, and not of what kind."""


@cache
def load_phrase_words() -> PhraseWords:
    """Read the shipped lists."""
    found: dict[str, set[str]] = {}
    for row in parse(path=str(resources.ontology_file("cues/phrases.ttl")), format=RdfFormat.TURTLE):
        if row.predicate.value.endswith("#word"):
            found.setdefault(row.subject.value.rpartition("-")[2], set()).add(row.object.value)
    return PhraseWords(**{field.name: frozenset(found[field.name]) for field in fields(PhraseWords)})


def word_of(words: Iterable[str]) -> str:
    """Return an expression that matches any of some words where a word begins.

    The same as a boundary and ``any_of``, but told apart by the first letters, which are looked for fast.
    """
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(rf"{letter}(?<!\w.){any_of(rest)}" for letter, rest in sorted(begun.items())) + ")"


def any_of(words: Iterable[str]) -> str:
    """Return an expression that matches any of some words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")"
