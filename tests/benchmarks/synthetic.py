"""Synthetic records for measuring: some hundred quads each, over the shipped concepts, the same for the same seed."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

from kg.vocabulary import load

EFFECTS = ("treats", "reverses", "prevents", "inducesRemissionOf")
LEVELS = ("unstated", "case-report", "case-series", "controlled-observational", "randomised-trial", "animal")
WORDINGS = ("direct-cause", "can-cause", "moderate")
LIMITS = ("small-sample", "long-term-unknown", "needs-replication")


def records(count: int, *, seed: int = 1) -> Iterator[dict[str, object]]:
    """Walk records as plain data: an effect and a limitation each."""
    concepts = load().concepts.values()
    therapies = [c.slug for c in concepts if c.cls == "Therapy"]
    conditions = [c.slug for c in concepts if c.cls == "Condition"]
    chance = random.Random(seed)
    for number in range(count):
        yield _record(number, chance, therapies, conditions)


def _record(number: int, chance: random.Random, therapies: list[str], conditions: list[str]) -> dict[str, object]:
    therapy = chance.choice(therapies)
    condition = chance.choice(conditions)
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
        "claims": [
            {
                "says": main,
                "name": "headline",
                "at": "0-12",
                "strength": chance.choice(WORDINGS),
                "evidence": evidence,
                "cue": "may",
            },
            {
                "says": f"{therapy} hasLimitation {chance.choice(LIMITS)}",
                "name": "limit",
                "at": "1200-1250",
                "qualifies": "headline",
            },
        ],
    }


def write(path: Path, count: int) -> None:
    """Write a corpus file."""
    with path.open("w", encoding="utf-8") as out:
        for record in records(count):
            out.write(json.dumps(record) + "\n")
