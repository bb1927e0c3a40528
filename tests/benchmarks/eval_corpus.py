"""Measure extraction on our own corpus: ``python -m tests.benchmarks.eval_corpus [FILE]``.

Every shipped text is annotated as ``kg annotate`` does and compared with its record, made by hand: level and size of
the evidence, headlines that outrun it (the constructed pieces and no other), limits, claims between shared concepts.
With a file, the figures are written there too; the about page shows those in ``web/measured.json``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.extract.annotate import annotate
from kg.extract.headline import TOO_MANY
from kg.model import Claim, Record
from kg.record import Draft, complete, read_drafts
from kg.resources import CORPUS
from kg.vocabulary import load
from tests.benchmarks import figures
from tests.benchmarks.eval import Pair

MEANINGS = {
    "level_accuracy": "studies whose evidence level is read right",
    "sample_size_accuracy": "studies whose number of people is read right",
    "overclaim_precision": "headlines said to outrun the evidence that do",
    "overclaim_recall": "headlines that outrun the evidence and are found",
    "overclaim_f1": "the two as one figure (F1)",
    "cautions_precision": "limits found that are there",
    "cautions_recall": "limits that are there and are found",
    "cautions_f1": "the two as one figure (F1)",
    "claims_precision": "claims found that are there",
    "claims_recall": "claims that are there and are found: subject and object",
    "claims_recall_predicate": "the same, and the relation",
    "claims_recall_predicate_strength": "the same, and the strength of the words",
}
"""What each figure is the share of, for readers of the about page."""


def row_of(record: Record, text: str) -> dict[str, Any]:
    """Return a text with what its record says, in the form of labelled data."""
    study = next(iter(record.studies), None)
    limits = {c.object for c in record.claims if c.predicate == "hasLimitation"}
    gold = {
        "level": study.level if study else "",
        "sample_size": study.sample_size if study else None,
        "overclaim": any(_outruns(c, len(record.article.title)) for c in record.claims),
        "cautions": sorted(limits),
        "claims": [_labelled(c) for c in record.claims if {c.subject, c.object} <= set(load().concepts)],
    }
    return {"id": record.article.address, "title": record.article.title, "text": text, "gold": gold}


def _outruns(claim: Claim, title: int) -> bool:
    """Say whether a claim of the title is worded more strongly than the evidence its record gives it carries."""
    rank, member = load().rank, load().member
    levels = [member("evidence-level", line.level).first("maxStrength").rpartition("/")[2] for line in claim.evidence]
    worded, carried = rank("claim-strength", claim.strength), (rank("claim-strength", s) for s in levels)
    return any(s.end <= title for s in claim.at) and worded - max(carried, default=0) >= TOO_MANY


def _labelled(claim: Claim) -> dict[str, Any]:
    concepts = load().concepts
    return {
        "subject": concepts[claim.subject].label,
        "object": concepts[claim.object].label,
        "predicate": claim.predicate,
        "negated": claim.negated,
        "strength": claim.strength,
        "spans": [(s.start, s.end) for s in claim.at],
    }


def rows() -> Iterator[dict[str, Any]]:
    """Walk the shipped texts that are ours, each with its record."""
    for path in sorted((CORPUS / "records").glob("*.yaml")):
        text = CORPUS / "texts" / f"{path.stem}.txt"
        draft = next(iter(read_drafts(path)))
        if text.exists() and isinstance(draft, Draft):
            yield row_of(complete(draft, load()), text.read_text(encoding="utf-8"))


def measured(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return every figure by name."""
    graded = [p for p in pairs if p.gold["level"]]
    sized = [p for p in pairs if p.gold["sample_size"]]
    headlines = [(p.gold["overclaim"], bool((p.found.get("headline") or {}).get("overclaim"))) for p in pairs]
    evidence = [p.found.get("evidence") or {} for p in graded]
    sizes = [(p.found.get("evidence") or {}).get("sample_size") for p in sized]
    return {
        "level_accuracy": figures.share(
            sum(e.get("level") == p.gold["level"] for e, p in zip(evidence, graded, strict=True)), len(graded)
        ),
        "sample_size_accuracy": figures.share(
            sum(n == p.gold["sample_size"] for n, p in zip(sizes, sized, strict=True)), len(sized)
        ),
        **{f"overclaim_{name}": value for name, value in figures.yes_no(headlines).items()},
        **{f"cautions_{name}": value for name, value in _cautions(pairs).items()},
        **_claims(pairs),
    }


def _cautions(pairs: Sequence[Pair]) -> dict[str, float]:
    counts = Counter[str]()
    for pair in pairs:
        right, ours = set(pair.gold["cautions"]), {c["kind"] for c in pair.found.get("cautions", ())}
        counts.update(right=len(right & ours), extra=len(ours - right), missed=len(right - ours))
    right, extra, missed = counts["right"], counts["extra"], counts["missed"]
    precision, recall = figures.share(right, right + extra), figures.share(right, right + missed)
    return {"precision": precision, "recall": recall, "f1": figures.f1(right, extra, missed)}


def _without_limits(pair: Pair) -> Pair:
    """Leave out what is measured as a limit, and call each concept of ours by the name that records call it by."""
    claims = [
        {**c, "subject": _named(c["subject"]), "object": _named(c["object"])}
        for c in pair.found.get("claims", ())
        if c["predicate"] != "hasLimitation"
    ]
    return pair._replace(found={**pair.found, "claims": claims})


def _named(end: dict[str, Any]) -> dict[str, Any]:
    concept = load().concepts.get(end["concept"].removeprefix("hckg.concept:"))
    return {**end, "label": concept.label} if concept else end


def _claims(pairs: Sequence[Pair]) -> dict[str, float]:
    """Figures of each article, weighed by how many claims it holds: recall by ours, precision by what was found."""
    sums, wanted, found = Counter[str](), 0, 0
    for pair in map(_without_limits, pairs):
        want, have = len(pair.gold["claims"]), len(pair.found.get("claims", ()))
        wanted, found = wanted + want, found + have
        for name, value in figures.article([pair]).items():
            sums[name] += value * (have if "precision" in name else want)  # type: ignore[assignment]
    return {name: figures.share(value, found if "precision" in name else wanted) for name, value in sums.items()}


def main() -> int:
    """Print a line a figure."""
    labelled = list(rows())
    answers = annotate([json.dumps(row) for row in labelled])
    pairs = [Pair(row, found) for row, found in zip(labelled, answers, strict=True)]
    claims = sum(len(p.gold["claims"]) for p in pairs)
    print(f"corpus: {len(pairs)} texts, {claims} claims between shared concepts")
    found = measured(pairs)
    for name, value in found.items():
        print(f"corpus {name} {value:.3f}")
    if sys.argv[1:]:
        command = "python -m tests.benchmarks.eval_corpus"
        shown = [{"meaning": MEANINGS[name], "value": round(value, 2)} for name, value in found.items()]
        figures.note(Path(sys.argv[1]), {"command": command, "texts": len(pairs), "claims": claims, "figures": shown})
    return 0


if __name__ == "__main__":
    sys.exit(main())
