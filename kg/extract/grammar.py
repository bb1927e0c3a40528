"""What the predicates of the vocabulary allow, and what stands in for one that does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple

from pyoxigraph import RdfFormat, parse

from kg import resources
from kg.model import Concept, Mention
from kg.vocabulary import Vocabulary, load

_ONT = "https://w3id.org/hckg/ont#"
_TOLD = (
    *(
        "otherwise",
        "limits",
        "studyLabel",
        "givenAs",
        "doneAs",
        "below",
        "above",
        "across",
        "together",
        "leavesOpen",
        "overControl",
    ),
    *("ofRisk", "ofGood", "ofPrevention", "ofPlace", "ofSubstance", "ofProcess", "ofKind", "ofTest", "ofHarm", "ofUse"),
)
"""Properties by which ``relations.ttl`` adds to the vocabulary."""
_PROCESS = "Mechanism"
_MEANS = {
    "efficacy": "Therapy",
    "practice": "Therapy",
    "mechanism": "Therapy",
    "research-activity": "Therapy",
    "risk": "Exposure",
    "safety": "Exposure",
}


class Interval(NamedTuple):
    """Predicates for an interval that lies below 1, above 1, and on both sides."""

    below: str
    above: str
    across: str


@dataclass(frozen=True)
class Grammar:
    """What predicates allow, as plain sets of class names, and what stands in for a predicate that does not fit."""

    subjects: dict[str, frozenset[str]]
    objects: dict[str, frozenset[str]]
    otherwise: dict[str, tuple[str, ...]]
    compared: frozenset[str] = frozenset()
    """Predicates that compare, and so need a condition for context."""
    means: frozenset[str] = frozenset()
    """Classes of what is done or taken: therapies, chemicals, exposures."""
    benefits: frozenset[str] = frozenset()
    """Predicates that tell of what a means does for those who are ill."""
    unnamed: dict[str, str] = field(default_factory=dict)
    """Class of a means that no vocabulary knows, by the predicate whose subject it is."""
    limits_of_means: frozenset[str] = frozenset()
    """Limitations that are said of a means rather than of a study."""
    study_labels: dict[str, str] = field(default_factory=dict)
    """What we call the study of an article, by evidence level."""
    given: dict[str, Concept] = field(default_factory=dict)
    """The therapy that cells are when they are given, by the slug of the cells."""
    done: dict[str, Concept] = field(default_factory=dict)
    """The therapy that an outcome is when it is what acts, by the slug of the outcome."""
    of_risk: frozenset[str] = frozenset()
    """Predicates that are said of a risk as of the thing itself."""
    of_place: frozenset[str] = frozenset()
    """Predicates that are said of a part of the body where something goes on, as of the part itself."""
    of_substance: frozenset[str] = frozenset()
    """Predicates that are said of what the body holds, and of no other chemical."""
    of_kind: frozenset[str] = frozenset()
    """Predicates that join two of a kind: no therapy is a condition."""
    of_use: frozenset[str] = frozenset()
    """Predicates that only say that a means is used or studied."""
    of_test: frozenset[str] = frozenset()
    """Predicates that are said of what finds an illness: a scan treats nothing."""
    of_harm: frozenset[str] = frozenset()
    """Predicates that blame a thing for something."""
    of_means: frozenset[str] = frozenset()
    """Predicates that are said of what is done about an illness."""
    of_process: dict[str, str] = field(default_factory=dict)
    """What a predicate is called where a means brings a process about, which is no harm."""
    of_good: dict[str, str] = field(default_factory=dict)
    """What a predicate is called where it is said of what people wish for: "survival"."""
    of_prevention: dict[str, str] = field(default_factory=dict)
    """What a predicate is called where it is said of the prevention of an illness."""
    over_control: dict[str, str] = field(default_factory=dict)
    """What a comparison says of the condition, where the other side is a control."""
    together: dict[str, str] = field(default_factory=dict)
    """What a thing of a class is to an ill that is named together with it: the predicate."""
    leaves_open: frozenset[str] = frozenset()
    """Predicates that do not settle how else two things are related."""
    by_interval: dict[str, Interval] = field(default_factory=dict)
    """What is said in place of a predicate where the interval of a ratio leaves out 1."""

    def as_means(self, mention: Mention) -> Mention:
        """Return the therapy that cells are as soon as they do something for somebody: "stem cells cure"."""
        return _as(self.given.get(mention.concept), mention)

    def as_done(self, mention: Mention) -> Mention:
        """Return the therapy that an outcome is where it is what acts: "weight loss eases"."""
        return _as(self.done.get(mention.concept), mention)

    def fit(self, predicate: str, subject: str, object_: str) -> str:
        """Return the predicate, or the first stand-in, that joins two classes; empty where none does."""
        rather = self.of_process.get(predicate, "") if object_ == _PROCESS else ""
        names: tuple[str, ...] = (predicate, *self.otherwise.get(predicate, ()))
        for name in (rather, *names) if rather else names:
            if subject in self.subjects[name] and object_ in self.objects[name]:
                return name
        return ""

    def takes(self, side: str, predicate: str, cls: str) -> bool:
        """Say whether a class can be ``subject`` or ``object`` of the predicate itself."""
        return cls in (self.subjects if side == "subject" else self.objects)[predicate]

    def may(self, side: str, predicate: str, cls: str) -> bool:
        """Say whether a class can be ``subject`` or ``object`` of the predicate or of a stand-in."""
        return cls in self._possible[side][predicate]

    @cached_property
    def _possible(self) -> dict[str, dict[str, frozenset[str]]]:
        """The classes of either side of each predicate and its stand-ins."""
        return {
            side: {
                name: frozenset().union(*(classes[other] for other in (name, *self.otherwise.get(name, ()))))
                for name in classes
            }
            for side, classes in (("subject", self.subjects), ("object", self.objects))
        }


def _as(therapy: Concept | None, mention: Mention) -> Mention:
    if therapy is None:
        return mention
    return replace(mention, cls=therapy.cls, concept=therapy.slug, label=therapy.label, ids=())


@cache
def load_grammar() -> Grammar:
    """Return the grammar of the shipped vocabulary and relation triggers."""
    told, known = _told(), load()
    given, done = (
        {what: known.concepts[iri.rpartition("/")[2]] for what, iri in told[name].items()}
        for name in ("givenAs", "doneAs")
    )
    return replace(
        grammar_of(known, {name: tuple(names.split()) for name, names in told["otherwise"].items()}),
        limits_of_means=frozenset(slug for slug, what in told["limits"].items() if what == "means"),
        study_labels=told["studyLabel"],
        given=given,
        done=done,
        of_risk=frozenset(told["ofRisk"]),
        of_place=frozenset(told["ofPlace"]),
        of_substance=frozenset(told["ofSubstance"]),
        of_kind=frozenset(told["ofKind"]),
        of_use=frozenset(told["ofUse"]),
        of_test=frozenset(told["ofTest"]),
        of_harm=frozenset(told["ofHarm"]),
        of_process=told["ofProcess"],
        of_good=told["ofGood"],
        of_prevention=told["ofPrevention"],
        over_control=told["overControl"],
        together={cls: name for name, classes in told["together"].items() for cls in classes.split()},
        leaves_open=frozenset(told["leavesOpen"]),
        by_interval={
            name: Interval(below, told["above"][name], told["across"].get(name, name))
            for name, below in told["below"].items()
        },
    )


def _told() -> dict[str, dict[str, str]]:
    """Return the values of each property by the local name of what has it."""
    found: dict[str, dict[str, str]] = {name: {} for name in _TOLD}
    for row in parse(path=str(resources.ontology_file("cues/relations.ttl")), format=RdfFormat.TURTLE):
        name = row.predicate.value.removeprefix(_ONT)
        if name in found:
            found[name][re.split(r"[/#]", row.subject.value)[-1]] = row.object.value
    return found


def grammar_of(vocabulary: Vocabulary, otherwise: dict[str, tuple[str, ...]]) -> Grammar:
    """Write out, for each predicate, every class it allows with the classes below."""
    classes = [iri.rpartition("#")[2] for iri in vocabulary.superclasses]

    def under(allowed: frozenset[str]) -> frozenset[str]:
        return frozenset(c for c in classes for wanted in allowed if vocabulary.is_a(c, wanted))

    found = vocabulary.predicates.values()
    return Grammar(
        subjects={p.name: under(p.subject_classes) for p in found},
        objects={p.name: under(p.object_classes) for p in found},
        otherwise=otherwise,
        compared=frozenset(p.name for p in found if p.subject_classes == p.object_classes and p.asserts_effect),
        benefits=frozenset(p.name for p in found if p.usual_kind == "efficacy" and "Condition" in p.object_classes),
        unnamed={
            p.name: _MEANS[p.usual_kind]
            for p in found
            if p.usual_kind in _MEANS and _MEANS[p.usual_kind] in p.subject_classes
        },
        of_means=frozenset(p.name for p in found if _MEANS.get(p.usual_kind) == "Therapy"),
        means=frozenset().union(*(p.subject_classes for p in found if p.name == "treats")),
    )
