"""Synthetic records for measuring: some hundred quads each, over the shipped concepts, the same for the same seed.

Each claims what articles claim: an effect in the headline and again, in other words, in the body; how it comes about;
an ill effect, now and then denied; a limit. Queries that only some of these make slow would else go unseen.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.vocabulary import load

EFFECTS = ("treats", "reverses", "prevents", "inducesRemissionOf")
LEVELS = ("unstated", "case-report", "case-series", "controlled-observational", "randomised-trial", "animal")
WORDINGS = ("direct-cause", "can-cause", "moderate")
LIMITS = ("small-sample", "long-term-unknown", "needs-replication")
DENIED = 0.25
PLACES = {"0-12": "headline", "1200-1250": "body", "2000-2080": "body", "2090-2150": "body", "3000-3060": "body"}


def records(count: int, *, seed: int = 1, wide: int = 0) -> Iterator[dict[str, object]]:
    """Walk records as plain data, of five claims each.

    :param wide: so many therapies and as many conditions, made up beyond the shipped ones; 0 is the shipped ones.
    """
    things = {cls: _slugs(cls, wide) for cls in ("Therapy", "Condition")}
    things |= {cls: _slugs(cls, 0) for cls in ("Mechanism", "Feature")}
    chance = random.Random(seed)
    for number in range(count):
        record = _record(number, chance, things)
        yield {**record, "entities": _made_up(record)} if wide else record


def _slugs(cls: str, wide: int) -> list[str]:
    shipped = [c.slug for c in load().concepts.values() if c.cls == cls]
    return [*shipped[: wide or None], *(f"made-up-{cls.lower()}-{n}" for n in range(wide - len(shipped)))]


def _made_up(record: dict[str, Any]) -> dict[str, object]:
    """Return the concepts of a record that are not shipped, as those of an installed pack."""
    subject, _, target = record["claims"][0]["says"].split()
    return {
        slug: {"class": slug.split("-")[2].capitalize(), "label": slug.replace("-", " "), "shared": True}
        for slug in (subject, target)
        if slug.startswith("made-up-")
    }


def _record(number: int, chance: random.Random, things: dict[str, list[str]]) -> dict[str, object]:
    therapy, condition, mechanism, feature = (
        chance.choice(things[cls]) for cls in ("Therapy", "Condition", "Mechanism", "Feature")
    )
    denial = "not " if chance.random() < DENIED else ""
    level = chance.choice(LEVELS)
    evidence: dict[str, object] = {"level": level}
    if level != "unstated":
        evidence["n"] = 1 if level == "case-report" else chance.randint(2, 5000)
    main = f"{therapy} {chance.choice(EFFECTS)} {condition}"
    return {
        "article": {
            "title": f"Article {number} about {condition.replace('-', ' ')}",
            "address": f"https://news{number % 50}.example.org/story/{number}",
            "publisher": f"Paper {number % 50}",
            "published": f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "text": "sha256:" + hashlib.sha256(str(number).encode()).hexdigest(),
            "characters": 4000,
            "about": [condition],
        },
        "places": PLACES,
        "claims": [
            {
                "says": main,
                "name": "headline",
                "at": "0-12",
                "strength": chance.choice(WORDINGS),
                "evidence": evidence,
                "cue": "may",
                "subject_at": "0-4",
                "object_at": "8-12",
            },
            {"says": main, "at": "2000-2080", "strength": chance.choice(WORDINGS), "subject_at": "2000-2010"},
            {"says": f"{therapy} actsThrough {mechanism}", "at": "2090-2150", "evidence": evidence},
            {"says": f"{therapy} {denial}causes {feature}", "at": "3000-3060", "strength": chance.choice(WORDINGS)},
            {
                "says": f"{therapy} hasLimitation {chance.choice(LIMITS)}",
                "name": "limit",
                "at": "1200-1250",
                "qualifies": "headline",
            },
        ],
    }


def write(path: Path, count: int, *, wide: int = 0) -> None:
    """Write a corpus file."""
    with path.open("w", encoding="utf-8") as out:
        for record in records(count, wide=wide):
            out.write(json.dumps(record) + "\n")
