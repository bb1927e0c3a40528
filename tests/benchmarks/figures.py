"""The figures of each labelled task, as plain functions of pairs of a labelled row and what was found."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

GROUPS = ("none", "correlational", "conditional", "causal")
DESIGNS = {
    "controlled-observational": "observational",
    "randomised-trial": "trial",
    "uncontrolled-trial": "trial",
    "systematic-review": "review",
    "animal": "lab",
    "in-vitro": "lab",
    "mechanistic": "lab",
}
CIVIC = {
    "systematic-review": "B",
    "randomised-trial": "B",
    "uncontrolled-trial": "B",
    "controlled-observational": "B",
    "case-series": "C",
    "case-report": "C",
    "animal": "D",
    "in-vitro": "D",
}
BENEFIT = {"treats", "reverses", "inducesRemissionOf", "prevents", "usedFor", "studiedFor"}
HARM = {"causes", "worsens", "increasesRiskOf"}
FAMILIES = {
    "benefit": BENEFIT | {"reducesRiskOf"},
    "harm": HARM,
    "mechanism": {"actsThrough", "actsOn", "affects", "increases", "decreases", "hasBasisIn"},
    "comparison": {"asGoodAs", "betterThan", "noBetterThan"},
}
MENTIONED = {
    "conditions": {"Condition", "Feature", "Outcome"},
    "interventions": {"Therapy", "Chemical", "BiologicalPart", "Exposure"},
    "mechanisms": {"Mechanism", "BiologicalPart", "Feature"},
}
_LITTLE = {"the", "a", "of", "and", "in", "for"}
Figures = dict[str, float]
Span = Mapping[str, Any]


class Pair(Protocol):
    """A labelled row and what was found."""

    @property
    def row(self) -> dict[str, Any]: ...
    @property
    def found(self) -> dict[str, Any]: ...
    @property
    def gold(self) -> dict[str, Any]: ...


def f1(hits: float, extra: float, missed: float) -> float:
    """Return the harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * hits / (2 * hits + extra + missed) if hits else 0.0


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def by_label(said: Iterable[tuple[str, str]], labels: Sequence[str], name: str = "macro_f1") -> Figures:
    """Return F1 of each label and their mean, from pairs of right label and ours."""
    counts = Counter(said)
    each = {}
    for label in labels:
        extra = sum(n for (right, ours), n in counts.items() if ours == label != right)
        missed = sum(n for (right, ours), n in counts.items() if right == label != ours)
        each[f"f1_{label}"] = f1(counts[label, label], extra, missed)
    return {name: share(sum(each.values()), len(labels)), **each}


def yes_no(said: Iterable[tuple[bool, bool]]) -> Figures:
    counts = Counter(said)
    right, extra, missed = counts[True, True], counts[False, True], counts[True, False]
    return {
        "precision": share(right, right + extra),
        "recall": share(right, right + missed),
        "f1": f1(right, extra, missed),
    }


def strength(pairs: Sequence[Pair]) -> Figures:
    """The strongest group among the sentences of a row against its label."""
    return by_label(((pair.gold["group"], _strongest(pair.found)) for pair in pairs), GROUPS)


def certainty(pairs: Sequence[Pair]) -> Figures:
    """How the least certain sentence of a row goes with the certainty that people gave it."""
    ours = [min((s["certainty"] for s in pair.found.get("sentences", ())), default=0.0) for pair in pairs]
    return {"pearson_r": correlation([pair.gold["certainty"] for pair in pairs], ours)}


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return Pearson's r; 0 where one side does not vary."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return share(across, (sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys)) ** 0.5)


def hedge(pairs: Sequence[Pair]) -> Figures:
    """Whether any sentence of a row is hedged, and whether any is negated."""
    return {
        f"f1_{name}": yes_no(
            (pair.gold[name], any(s.get(name) for s in pair.found.get("sentences", ()))) for pair in pairs
        )["f1"]
        for name in ("hedged", "negated")
    }


def design(pairs: Sequence[Pair]) -> Figures:
    """The evidence level of a row, brought to the few designs of its labels."""
    civic = "civic" in pairs[0].gold
    names, labels = (CIVIC, ("B", "C", "D")) if civic else (DESIGNS, ("observational", "trial", "review", "lab"))
    said = [(pair.gold["civic" if civic else "design"], names.get(_level(pair.found), "none")) for pair in pairs]
    given = [(right, ours) for right, ours in said if ours != "none"]
    return by_label(said, labels) | {
        "said_share": share(len(given), len(said)),
        "accuracy_when_said": share(sum(right == ours for right, ours in given), len(given)),
    }


def names(pairs: Sequence[Pair]) -> Figures:
    """Exact spans of conditions and chemicals, and the identifiers of a document's names."""
    figures: Figures = {}
    kinds = {mention["type"] for pair in pairs for mention in pair.gold["mentions"]}
    for kind in sorted(kinds):
        ours = {"Condition", "Feature"} if kind == "Condition" else {"Chemical"}
        spans, concepts = Counter[str](), Counter[str]()
        for pair in pairs:
            mine = [m for m in pair.found.get("mentions", ()) if m["type"] in ours]
            others = _places(m for m in pair.gold["mentions"] if m["type"] != kind)
            right = [m for m in pair.gold["mentions"] if m["type"] == kind]
            spans.update(_compared(_places(right), _places(mine) - others))
            concepts.update(_compared(_headings(right), _headings(mine)))
        figures |= {f"{kind}_strict_{name}": value for name, value in _precision_recall(spans).items()}
        figures[f"{kind}_concept_f1"] = _precision_recall(concepts)["f1"]
    return figures


def relation(pairs: Sequence[Pair]) -> Figures:
    """Whether a claim joins the two marked terms, either way round, by a predicate of the family in question."""
    return yes_no(
        (pair.gold["holds"], any(_joins(c, pair.gold) for c in pair.found.get("claims", ()))) for pair in pairs
    )


def criteria(pairs: Sequence[Pair]) -> Figures:
    """Each review criterion, where it applies."""
    figures: Figures = {}
    for name in sorted({name for pair in pairs for name in pair.gold["criteria"]}):
        said = [
            (pair.gold["criteria"][name], pair.found.get("criteria", {}).get(name, "undetermined"))
            for pair in pairs
            if pair.gold["criteria"].get(name, "not-applicable") != "not-applicable"
        ]
        figures[f"{name}_macro_f1"] = by_label(said, ("satisfied", "not-satisfied"))["macro_f1"]
    return figures


def news(pairs: Sequence[Pair]) -> Figures:
    """Whole articles: evidence, headline, names, claims and cautions."""
    sized = [pair for pair in pairs if pair.gold["sample_size"]]
    figures = {
        "level_accuracy": _agreement(pairs, lambda pair: pair.gold["level"], lambda found: _level(found)),
        "subjects_accuracy": _agreement(
            pairs, lambda pair: pair.gold["subjects"], lambda found: _evidence(found).get("subjects")
        ),
        "sample_size_accuracy": _agreement(
            sized, lambda pair: pair.gold["sample_size"], lambda found: _evidence(found).get("sample_size")
        ),
        "headline_group_accuracy": _agreement(
            pairs, lambda pair: pair.gold["group"], lambda found: _headline(found).get("group")
        ),
    }
    overclaims = yes_no((pair.gold["overclaim"], bool(_headline(pair.found).get("overclaim"))) for pair in pairs)
    figures |= {f"overclaim_{name}": value for name, value in overclaims.items()}
    figures |= {f"{name}_recall": _names_recall(pairs, name, types) for name, types in MENTIONED.items()}
    figures |= {f"claims_{name}": value for name, value in _claims_found(pairs).items()}
    cautions = Counter[str]()
    for pair in pairs:
        cautions.update(
            _compared(set(pair.gold["cautions"]) - {"none"}, {c["kind"] for c in pair.found.get("cautions", ())})
        )
    return figures | {"cautions_f1": _precision_recall(cautions)["f1"]}


def article(pairs: Sequence[Pair]) -> Figures:
    """One article against its hand-made claims: found where a place overlaps and subject and object agree."""
    wanted, ours = pairs[0].gold["claims"], pairs[0].found.get("claims", [])
    near = [[claim for claim in ours if _same_place(claim, want) and _same_ends(claim, want)] for want in wanted]
    typed = [[c for c in some if _same_relation(c, want)] for want, some in zip(wanted, near, strict=True)]
    graded = [[c for c in some if c.get("strength") == w["strength"]] for w, some in zip(wanted, typed, strict=True)]
    used = {id(claim) for some in near for claim in some}
    return {
        "claims_recall": share(sum(map(bool, near)), len(wanted)),
        "claims_recall_predicate": share(sum(map(bool, typed)), len(wanted)),
        "claims_recall_predicate_strength": share(sum(map(bool, graded)), len(wanted)),
        "claims_precision": share(len(used), len(ours)),
    }


def _strongest(found: Mapping[str, Any]) -> str:
    return max((s.get("group", "none") for s in found.get("sentences", ())), key=GROUPS.index, default="none")


def _evidence(found: Mapping[str, Any]) -> Mapping[str, Any]:
    return found.get("evidence") or {}


def _headline(found: Mapping[str, Any]) -> Mapping[str, Any]:
    return found.get("headline") or {}


def _level(found: Mapping[str, Any]) -> str:
    return str(_evidence(found).get("level", "unstated"))


def _agreement(pairs: Sequence[Pair], right: Callable[[Pair], Any], ours: Callable[[Mapping[str, Any]], Any]) -> float:
    return share(sum(right(pair) == ours(pair.found) for pair in pairs), len(pairs))


def _places(mentions: Iterable[Span]) -> set[tuple[int, int]]:
    return {(mention["start"], mention["end"]) for mention in mentions}


def _headings(mentions: Iterable[Span]) -> set[str]:
    return {name for mention in mentions for name in mention.get("ids", ()) if name.startswith("MESH:")}


def _compared(right: set[Any], ours: set[Any]) -> dict[str, int]:
    return {"right": len(right & ours), "extra": len(ours - right), "missed": len(right - ours)}


def _precision_recall(counts: Mapping[Hashable, int]) -> Figures:
    right, extra, missed = counts.get("right", 0), counts.get("extra", 0), counts.get("missed", 0)
    return {
        "precision": share(right, right + extra),
        "recall": share(right, right + missed),
        "f1": f1(right, extra, missed),
    }


def _overlap(one: Span, start: int, end: int) -> bool:
    return bool(one.get("start", -1) < end and start < one.get("end", -1))


def _joins(claim: Span, want: Span) -> bool:
    if claim.get("negated") or claim["predicate"] not in (BENEFIT if want["relation"] == "treat" else HARM):
        return False
    ends = (claim["subject"], claim["object"])
    terms = (want["first"], want["second"])
    return any(all(_overlap(e, *t) for e, t in zip(ends, order, strict=True)) for order in (terms, terms[::-1]))


def words(text: str) -> frozenset[str]:
    """Return the words of a name, without endings and little words."""
    return frozenset(word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _LITTLE)


def same_name(one: str, other: str) -> bool:
    """Say whether two names share half the words of the shorter and a third of all."""
    a, b = words(one), words(other)
    common = len(a & b)
    return bool(common) and common / min(len(a), len(b)) >= 0.5 and common / len(a | b) >= 0.34


def _family(predicate: str) -> str:
    return next((name for name, members in FAMILIES.items() if predicate in members), predicate)


def _same_ends(claim: Span, want: Span) -> bool:
    return same_name(claim["subject"]["label"], want["subject"]) and same_name(claim["object"]["label"], want["object"])


def _same_place(claim: Span, want: Span) -> bool:
    return any(_overlap(claim, *span) for span in want["spans"])


def _same_relation(claim: Span, want: Span) -> bool:
    return bool(claim["predicate"] == want["predicate"] and bool(claim.get("negated")) == want["negated"])


def _names_recall(pairs: Sequence[Pair], key: str, types: set[str]) -> float:
    found = total = 0
    for pair in pairs:
        mine = [m for m in pair.found.get("mentions", ()) if m["type"] in types]
        labels = {m.get("label", "") for m in mine} | {pair.row["text"][m["start"] : m["end"]] for m in mine}
        for item in pair.gold[key]:
            name = item["name"] if isinstance(item, dict) else item
            total += 1
            found += any(same_name(name, label) for label in labels)
    return share(found, total)


def _claims_found(pairs: Sequence[Pair]) -> Figures:
    """Pair each labelled claim with one of ours of the same family and ends, each of ours once."""
    counts = Counter[str]()
    for pair in pairs:
        left = list(pair.found.get("claims", ()))
        for want in pair.gold["claims"]:
            hit = next(
                (c for c in left if _family(c["predicate"]) == _family(want["predicate"]) and _same_ends(c, want)), None
            )
            counts["missed" if hit is None else "right"] += 1
            if hit is not None:
                left.remove(hit)
        counts["extra"] += len(left)
    return _precision_recall(counts)


def note(path: Path, told: dict[str, object]) -> None:
    """Write measured figures into a JSON file, beside those of other benchmarks that stand there."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**known, **told}, indent=2) + "\n", encoding="utf-8")
