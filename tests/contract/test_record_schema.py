"""The published JSON Schema and the reader of records know the same keys, and refuse the same faults."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from kg import resources
from kg.errors import RecordError
from kg.record import parse_record
from kg.record.tree import parse_json

ROOT = Path(__file__).parents[2]

SCHEMA = json.loads(resources.RECORD_SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
RECORDS = sorted((ROOT / "kg" / "corpus" / "records").glob("*.yaml"))
SMALL = {
    "article": {"title": "T", "address": "https://example.org/a"},
    "claims": [
        {
            "says": "a treats b",
            "at": [{"quote": "words", "nth": 1}, "0-5"],
            "evidence": [{"level": "case-report", "at": "0-5"}],
        }
    ],
    "voices": {"team": {"label": "the team"}},
    "entities": {"a": {"class": "Therapy", "label": "a"}},
    "studies": {"s": {"label": "s", "measurements": [{"outcome": "o", "value": "1"}]}},
    "sources": {"p": {"address": "10.1000/1", "title": "P"}},
    "places": {"0-5": "body"},
    "assessments": {"harms": {"verdict": "satisfied"}},
    "dismissed": [{"rule": "O13", "reason": "known"}],
    "provenance": {"date": "2026"},
}
OBJECTS = {
    "": [],
    "article": ["article"],
    "claim": ["claims", 0],
    "quote": ["claims", 0, "at", 0],
    "evidence_line": ["claims", 0, "evidence", 0],
    "voice_map": ["voices", "team"],
    "entity": ["entities", "a"],
    "study": ["studies", "s"],
    "measurement": ["studies", "s", "measurements", 0],
    "source": ["sources", "p"],
    "assessment_map": ["assessments", "harms"],
    "dismissal": ["dismissed", 0],
    "provenance": ["provenance"],
}
FAULTS = {
    "no title": (["article", "title"], None),
    "no place": (["claims", 0, "at"], None),
    "place in words": (["claims", 0, "at"], "the start"),
    "says too little": (["claims", 0, "says"], "a treats"),
    "confidence above 1": (["claims", 0, "confidence"], "1.5"),
    "direction": (["claims", 0, "evidence", 0, "direction"], "sideways"),
    "date": (["article", "published"], "yesterday"),
    "digest": (["article", "text"], "sha256:beef"),
    "flag": (["entities", "a", "shared"], "perhaps"),
    "count": (["studies", "s", "sample_size"], "many"),
    "list for a value": (["article", "title"], ["a", "b"]),
    "map for a list": (["claims", 0, "qualifies"], {"a": "b"}),
    "name with spaces": (["voices", "The Team"], "x"),
    "dismissal without reason": (["dismissed", 0, "reason"], None),
}


def changed(path, value):
    record = copy.deepcopy(SMALL)
    *way, last = path
    place = record
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return record


def read(record):
    return parse_record(parse_json(json.dumps(record), "r.jsonl", 1), "r.jsonl")


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_small_record_passes_both():
    VALIDATOR.validate(SMALL)
    read(SMALL)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_corpus_is_valid_as_plain_data(path):
    record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- makes strings only
    assert [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(record)] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_keys_are_those_that_are_read(name):
    """An unknown key makes the reader list what it knows: the very keys of the schema."""
    unknown = "zzzz-0000"
    record = changed([*OBJECTS[name], unknown], "x")
    with pytest.raises(RecordError, match="unknown key") as caught:
        read(record)
    known = set(re.sub(r"^.*known are ", "", str(caught.value.remedy)).split(", "))
    described = (SCHEMA["$defs"][name] if name else SCHEMA)["properties"]
    assert set(described) == known
    assert not VALIDATOR.is_valid(record)


def test_every_object_of_the_schema_is_tried():
    assert {n for n, d in SCHEMA["$defs"].items() if d.get("type") == "object"} == set(OBJECTS) - {""}


@pytest.mark.parametrize("name", [n for n in OBJECTS if n])
def test_every_key_is_described_and_has_a_default_or_is_required(name):
    described = SCHEMA["$defs"][name]
    for key, value in described["properties"].items():
        assert value["description"], key
        optional = key not in described["required"] and value.get("$ref") != "#/$defs/count"
        assert "default" in value or not optional, key


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_record_is_refused_by_both(fault):
    record = changed(*FAULTS[fault])
    assert not VALIDATOR.is_valid(record)
    with pytest.raises(RecordError):
        read(record)
