"""Reading, completing and writing records; every fault is one line with file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kg.errors import KgError, RecordError
from kg.model import Record, Span
from kg.rdf import encode
from kg.read import from_held
from kg.record import Draft, complete, parse_record, read_drafts, to_json, to_yaml
from kg.record.tree import parse_json, parse_yaml
from kg.vocabulary import Vocabulary
from tests.conftest import ROOT

TEXT = "Metformin may slow ageing\n\nMetformin may slow ageing in mice, a study says. Nobody knows whether it is safe."
RECORD = """\
article:
  title: Metformin may slow ageing
  address: https://example.org/ageing
claims:
- says: stem-cell-therapy reverses type-2-diabetes
  at: 0-25
"""
ENTITIES = """\
entities:
  mesh-d016138: {class: Therapy, label: "Walking\\u0085# {x: y}", shared: true}
"""


def shipped(name: str, vocabulary: Vocabulary) -> Record:
    (found,) = read_drafts(ROOT / "kg" / "corpus" / "records" / f"{name}.yaml")
    assert isinstance(found, Draft)
    return complete(found, vocabulary)


def draft(text: str, name: str = "r.yaml") -> Draft:
    return parse_record(parse_yaml(text, name), name)


def test_short_form_takes_documented_defaults(vocabulary):
    record = complete(draft(RECORD), vocabulary)
    claim = record.claims[0]
    assert (claim.strength, claim.modality, claim.stance, claim.scope) == (
        "direct-cause",
        "asserted",
        "endorses",
        "population",
    )
    assert claim.voices == ("article",)
    assert [e.level for e in claim.evidence] == ["unstated"]
    assert record.places[0].section == "headline"
    assert claim.name == "stem-cell-therapy-reverses-type-2-diabetes"


@pytest.mark.parametrize(
    ("modality", "strength"),
    [
        ("asserted", "direct-cause"),
        ("possible", "moderate"),
        ("reported", "observed-individual"),
        ("intended", "possibility"),
        ("hypothesised", "possibility"),
    ],
)
def test_usual_strength_follows_modality(vocabulary, modality, strength):
    record = complete(draft(RECORD + f"  modality: {modality}\n"), vocabulary)
    assert record.claims[0].strength == strength


def test_negated_and_context_are_read_from_says(vocabulary):
    text = RECORD.replace(
        "stem-cell-therapy reverses type-2-diabetes",
        "stem-cell-therapy not reverses diabetes [in type-1-diabetes, type-2-diabetes]",
    )
    claim = complete(draft(text), vocabulary).claims[0]
    assert claim.negated
    assert claim.context == ("type-1-diabetes", "type-2-diabetes")
    assert claim.strength == "no-effect-claimed"


def test_quote_is_found_the_nth_time(vocabulary):
    text = RECORD.replace("at: 0-25", "at: {quote: Metformin may slow ageing, nth: 2}")
    record = complete(draft(text), vocabulary, from_held(TEXT))
    assert record.claims[0].at == (Span(27, 52),)
    assert Span(27, 52).of(TEXT) == "Metformin may slow ageing"


FAULTS = {
    "unknown key": (
        RECORD + "  strenght: moderate\n",
        ":7: a claim has an unknown key 'strenght'; did you mean strength?",
    ),
    "wrong type": (
        RECORD.replace("  title: Metformin may slow ageing", "  title: [a, b]"),
        ":2: title of article must be one value",
    ),
    "no title": (RECORD.replace("  title: Metformin may slow ageing\n", ""), "article has no title"),
    "bad place": (RECORD.replace("0-25", "25-0"), ":6: place '25-0' must be start-end"),
    "no place": (RECORD.replace("  at: 0-25\n", ""), "a claim has no place"),
    "says too short": (RECORD.replace("reverses type-2-diabetes", "reverses"), ":5: says"),
    "unknown concept": (RECORD.replace("type-2-diabetes", "typ-2-diabetes"), "did you mean type-2-diabetes"),
    "unknown predicate": (
        RECORD.replace(" reverses ", " reverse "),
        "'reverse' is no predicate; did you mean reverses",
    ),
    "unknown strength": (RECORD + "  strength: strong\n", "'strong' is no claim strength"),
    "javascript address": (
        RECORD.replace("https://example.org/ageing", "javascript:alert(1)"),
        ":3: address: address 'javascript:alert(1)' must start with",
    ),
    "address with quote": (
        RECORD.replace("https://example.org/ageing", "https://example.org/'\"<x>"),
        "address holds the character",
    ),
    "key twice": (RECORD + "  at: 0-3\n", ":7: key 'at' stands twice"),
    "alias": ("a: &x [1]\nb: *x\n", ":1: an alias"),
    "python tag": ("article: !!python/object/apply:os.system [ls]\n", "tag"),
    "own tag": ("article: !x {}\n", "tag !x has no place"),
    "deep": ("a: " + "[" * 100 + "]" * 100, "nested too deep"),
    "deep block": ("- " * 5000 + "x", "nested too deep"),
    "scalar": ("just words", "a record must be a map of keys"),
    "empty": ("", "a record must be a map of keys, not nothing"),
    "two documents": (RECORD + "---\na: 1\n", "no valid YAML"),
    "broken": (RECORD + "  strength: [moderate\n", "no valid YAML"),
    "confidence": (RECORD + "  confidence: 1.5\n", "confidence 1.5 must be from 0 to 1"),
    "negative count": (RECORD + "  evidence: {level: case-report, n: -3}\n", "n must be a whole number"),
    "date": (RECORD.replace("claims:", "  published: yesterday\nclaims:"), "published 'yesterday' must be a date"),
    "no day": (RECORD.replace("claims:", "  published: 2024-02-30\nclaims:"), "published '2024-02-30' must be a date"),
    "no month": (RECORD.replace("claims:", "  modified: 2024-13\nclaims:"), "modified '2024-13' must be a date"),
    "digest": (
        RECORD.replace("claims:", "  text: sha256:xyz\nclaims:"),
        "text 'sha256:xyz' must be sha256: and 64 hex digits",
    ),
    "nobody to qualify": (RECORD + "  qualifies: nothing\n", "'nothing' is no claim of this record"),
    "escape": (RECORD + '  cue: "a\\0b"\n', "cue: holds the character U+0000"),
    "no character": (RECORD + '  cue: "a\\uffffb"\n', "cue: holds the character U+FFFF"),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_fault_is_one_line_that_says_where(vocabulary, text, message):
    with pytest.raises(RecordError) as caught:
        complete(draft(text), vocabulary)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("r.yaml")


TEXT_FAULTS = {
    "beyond": (RECORD.replace("0-25", "0-9999"), "place 0-9999 ends past the 108 characters"),
    "quote nowhere": (RECORD.replace("at: 0-25", "at: {quote: cures everything}"), "the text does not hold the words"),
    "quote twice": (
        RECORD.replace("at: 0-25", "at: {quote: Metformin may slow ageing}"),
        "stand 2 times in the text; add nth: 1",
    ),
    "quote third": (RECORD.replace("at: 0-25", "at: {quote: Metformin, nth: 3}"), "stand 2 times, not 3"),
    "wrong digest of place": (
        RECORD + "places:\n  0-25: headline " + "0" * 64 + "\n",
        "the words at 0-25 do not match their digest",
    ),
    "wrong digest of text": (
        RECORD.replace("claims:", "  text: sha256:" + "0" * 64 + "\nclaims:"),
        "the text given has digest",
    ),
    "wrong length": (
        RECORD.replace("claims:", "  characters: 7\nclaims:"),
        "the text has 108 characters, the record says 7",
    ),
}


@pytest.mark.parametrize(("text", "message"), TEXT_FAULTS.values(), ids=TEXT_FAULTS)
def test_fault_against_the_text_is_named(vocabulary, text, message):
    with pytest.raises(RecordError) as caught:
        complete(draft(text), vocabulary, from_held(TEXT))
    assert message in str(caught.value)


def test_quote_needs_a_text(vocabulary):
    with pytest.raises(RecordError, match="only be found in a text that is held"):
        complete(draft(RECORD.replace("at: 0-25", "at: {quote: Metformin}")), vocabulary)


def test_ambiguous_reference_names_the_candidates(vocabulary):
    # two claims that say the same, and one that qualifies which?
    twice = (
        RECORD
        + "- says: stem-cell-therapy reverses type-2-diabetes\n  at: 30-40\n"
        + "- says: stem-cell-therapy hasLimitation single-case\n  at: 50-60\n"
        + "  qualifies: stem-cell-therapy reverses type-2-diabetes\n"
    )
    with pytest.raises(RecordError, match="is said by 2 claims; name the one you mean"):
        complete(draft(twice), vocabulary)


def test_free_text_voice_becomes_an_unidentified_voice(vocabulary):
    record = complete(draft(RECORD + "  voice: medical experts\n"), vocabulary)
    assert record.claims[0].voices == ("medical-experts",)
    assert not record.voices[0].identified


def test_canonical_form_is_a_fixed_point(vocabulary, founding):
    text = to_yaml(founding, vocabulary)
    again = complete(draft(text), vocabulary)
    assert again == founding
    assert to_yaml(again, vocabulary) == text


def test_terms_of_packs_are_told_in_words_and_the_words_are_only_a_comment(vocabulary):
    text = RECORD.replace("stem-cell-therapy", "mesh-d016138").replace("claims:", ENTITIES + "claims:")
    written = to_yaml(complete(draft(text), vocabulary), vocabulary)
    assert "- says: mesh-d016138 reverses type-2-diabetes  # Walking # {x: y} reverses type-2-diabetes\n" in written
    again = complete(draft(written), vocabulary)
    assert again == complete(draft(text), vocabulary)
    assert to_yaml(again, vocabulary) == written


def test_json_line_holds_the_same_record(vocabulary, founding):
    line = to_json(founding, vocabulary)
    assert "\n" not in line
    assert complete(parse_record(parse_json(line, "c.jsonl", 1), "c.jsonl"), vocabulary) == founding
    assert json.loads(line)["article"]["title"] == founding.article.title


def test_digits_stay_as_written(vocabulary):
    record = complete(draft(RECORD + "  confidence: 0.90\n"), vocabulary)
    assert record.claims[0].confidence == "0.90"
    assert "confidence: 0.90" in to_yaml(record, vocabulary)


@pytest.mark.parametrize("name", ["c.jsonl", "c.ndjson", "C.JSONL"])
def test_bad_line_of_a_corpus_does_not_stop_the_next(tmp_path, vocabulary, founding, name):
    path, record = tmp_path / name, to_json(founding, vocabulary).encode() + b"\n"
    path.write_bytes(b"\xef\xbb\xbf" + record + b'{"article": 1}\nnot json\n\n{"a": "\xff"}\n' + record)
    found = list(read_drafts(path))
    assert [isinstance(f, KgError) for f in found] == [False, True, True, True, False]
    assert str(found[2]).startswith(f"{path}:3: no valid JSON")
    assert str(found[3]).startswith(f"{path}:5: no valid UTF-8")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"article:\n  title: \xff\n"], ids=["utf-16", "latin"])
def test_other_encodings_are_named(tmp_path, data):
    path = tmp_path / "r.yaml"
    path.write_bytes(data)
    with pytest.raises(KgError, match="no valid UTF-8"):
        list(read_drafts(path))


HOSTILE = ('a b<>"', "MESH:a b", "http://[", "::", "")
WITH_ALL_KEYS = ("baeyens-2013-retracted", "example-relative-risk", "stem-cell-therapy-reverses", "zeinhom-2024")


def leaves(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(tree, dict | list):
        for key, item in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(item, (*path, key))
    else:
        yield path


def with_value(tree: Any, path: tuple[str | int, ...], value: str) -> Any:
    """Return a copy of the tree with a value in one place."""
    if not path:
        return value
    copy = tree.copy()
    copy[path[0]] = with_value(tree[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize("name", WITH_ALL_KEYS)
def test_hostile_value_under_any_key_is_a_fault_of_the_record_or_mere_text(vocabulary, name):
    tree = json.loads(to_json(shipped(name, vocabulary), vocabulary))
    tree["article"]["kind"] = "Report"
    tree["dismissed"] = [{"rule": "O13", "reason": "known"}]
    for path in {tuple(k for k in path if isinstance(k, str)): path for path in leaves(tree)}.values():
        for value in HOSTILE:
            try:
                record = complete(
                    parse_record(parse_json(json.dumps(with_value(tree, path, value)), "r", 1), "r"), vocabulary
                )
            except KgError:
                continue
            assert encode(record, vocabulary), (path, value)


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        (
            "entities:\n  x: {class: Condition, label: x, exact: ['MESH:a b']}\n",
            "'MESH:a b' is no identifier",
        ),
        ("entities:\n  x: {class: Condition, label: x, close: NOPE:1}\n", "'NOPE:1' is no identifier of a known"),
        ("entities:\n  x: {class: Therapy, label: x, kind: a b}\n", "'a b' is no therapy kind"),
        ("voices:\n  x: {label: x, kind: shouting}\n", "'shouting'"),
        ("provenance: {maker: a b}\n", "maker 'a b' must be"),
        ("dismissed:\n- {rule: o 1, reason: known}\n", "rule 'o 1' must be a rule such as O13"),
        ("sources:\n  x: {title: x, address: 'https://example.org/x', kind: a b}\n", "kind 'a b' must be a schema.org"),
    ],
)
def test_what_becomes_part_of_an_address_is_checked_where_it_stands(vocabulary, addition, message):
    with pytest.raises(RecordError) as fault:
        complete(draft(RECORD + addition), vocabulary)
    assert message in str(fault.value)
    assert str(fault.value).startswith(f"r.yaml:{7 + (addition.count(chr(10)) > 1)}: ")


def test_huge_record_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "r.yaml"
    with path.open("wb") as out:
        out.truncate(100_000_000)
    with pytest.raises(KgError, match="over the limit"):
        list(read_drafts(path))


SEVERAL = """
article: {title: Pills, address: "https://example.org/a"}
claims:
- {says: metformin trets obesity, at: 0-5}
- {says: nobody-knows treats obesity, at: 6-9}
- says: metformin hasLimitation single-case
  at: 10-12
  qualifies: metformin treats type-2-diabetes
"""


def test_what_is_wrong_with_claims_is_told_together(vocabulary):
    (draft,) = [parse_record(parse_yaml(SEVERAL, "r.yaml"), "r.yaml")]
    with pytest.raises(RecordError) as caught:
        complete(draft, vocabulary)
    lines = caught.value.lines()
    assert [line.partition(";")[0] for line in lines] == [
        "r.yaml:4: 'trets' is no predicate",
        "r.yaml:5: 'nobody-knows' is no concept, nor an entity or study of this record",
        "r.yaml:6: 'metformin treats type-2-diabetes' is no claim of this record",
    ]
    assert "if you took that claim out, take it out here, too" in lines[2].lower()


def test_claims_that_cannot_be_read_are_told_together():
    broken = SEVERAL.replace("at: 0-5", "at: five").replace("at: 6-9", "place: 6-9")
    with pytest.raises(RecordError) as caught:
        parse_record(parse_yaml(broken, "r.yaml"), "r.yaml")
    assert [line.split(": ")[0] for line in caught.value.lines()] == ["r.yaml:4", "r.yaml:5"]


def test_so_many_faults_end_the_search(vocabulary):
    claims = "".join(f"- {{says: nobody-{n} treats obesity, at: {n}-{n + 1}}}\n" for n in range(500))
    text = f'article: {{title: Pills, address: "https://example.org/a"}}\nclaims:\n{claims}'
    with pytest.raises(RecordError) as caught:
        complete(parse_record(parse_yaml(text, "r.yaml"), "r.yaml"), vocabulary)
    lines = caught.value.lines()
    assert len(lines) == 21
    assert lines[-1] == "r.yaml: more may be wrong; mend these first"


def test_places_and_quotes_that_do_not_hold_are_told_together(vocabulary):
    text = """
article: {title: Pills, address: "https://example.org/a", characters: 20}
claims:
- {says: metformin treats obesity, at: 0-50}
- {says: metformin treats stroke, at: 3-70}
"""
    with pytest.raises(RecordError) as caught:
        complete(parse_record(parse_yaml(text, "r.yaml"), "r.yaml"), vocabulary)
    assert [line.split(" ends")[0] for line in caught.value.lines()] == ["r.yaml:4: place 0-50", "r.yaml:5: place 3-70"]
    quoted = text.replace("0-50", "{quote: gone}").replace("3-70", "{quote: away}").replace(", characters: 20", "")
    with pytest.raises(RecordError) as caught:
        complete(parse_record(parse_yaml(quoted, "r.yaml"), "r.yaml"), vocabulary, from_held("Pills are round."))
    assert len(caught.value.lines()) == 2


def test_very_many_claims_of_the_same_are_named_and_referred_to_in_one_go(vocabulary):
    """To try all names and claims for each would take half an hour."""
    says, most = "metformin treats type-2-diabetes", 40_000
    claims = [{"says": says, "at": f"{n}-{n + 5}", "qualifies": f"{says.replace(' ', '-')}-2"} for n in range(most)]
    article = {"title": "T", "address": "https://example.org/a"}
    line = json.dumps({"article": article, "claims": claims})
    record = complete(parse_record(parse_json(line, "c.jsonl", 1), "c.jsonl"), vocabulary)
    assert len({c.name for c in record.claims}) == most
    assert record.claims[-1].name == f"{says.replace(' ', '-')}-{most}"
