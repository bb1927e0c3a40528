"""extract, annotate, explain."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.articles import read_inputs
from kg.commands.common import Existing, home_option, json_option, print_json, tell
from kg.errors import InputError, KgError
from kg.extract import Explanation, extract_record, load_cues
from kg.extract import annotate as run_annotate
from kg.extract import explain as run_explain
from kg.extract.pipeline import extract as run_extract
from kg.home import Home, write_atomically
from kg.identifiers import article_id, compress, slugify
from kg.model import Record
from kg.query import Row
from kg.rdf import Names
from kg.read import from_held
from kg.record import Draft, read_drafts, shown_says, to_json, to_yaml
from kg.terms import list_packs, load_matcher
from kg.vocabulary import load

if TYPE_CHECKING:
    from kg import KnowledgeGraph

ID_LENGTH = 12
"""Characters of an article's id in the name of its record."""


def _say_once_without_packs() -> None:
    if not list_packs():
        click.echo("kg: no term packs are installed; the shipped concepts alone are known (kg terms install)", err=True)


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Directory; one file an article."
)
@click.option("-f", "--format", "form", default="yaml", show_default=True, type=click.Choice(["yaml", "jsonl"]))
def extract(inputs: tuple[str, ...], output: Path | None, form: str) -> None:
    """Read articles into records; nothing is stored. Correct what it got wrong, then kg build the record.

    \b
    kg extract article.html -o records/
    kg extract articles/ -f jsonl > corpus.jsonl
    """
    _say_once_without_packs()
    worst, lying = 0, _lying_in(output, form)
    for found in read_inputs(inputs):
        try:
            if isinstance(found, KgError):
                raise found
            _write_record(extract_record(found), output, form, origin=found.origin, lying=lying)
        except KgError as error:
            tell(error)
            worst = max(worst, error.exit_code)
    sys.exit(worst)


def _write_record(
    record: Record, output: Path | None, form: str, *, origin: str, lying: Mapping[str, Sequence[Path]]
) -> None:
    vocabulary = load()
    text = to_yaml(record, vocabulary) if form == "yaml" else to_json(record, vocabulary) + "\n"
    if output is None:
        click.echo(("---\n" if form == "yaml" else "") + text, nl=False)
        return
    stem = slugify(Path(origin).stem)[:60] if origin else ""  # a person looks for the name of the article's file
    name = "-".join(filter(None, (stem, article_id(record.article.address, record.article.text))))
    path = output / f"{name}.{form}"
    try:
        output.mkdir(parents=True, exist_ok=True)
        _keep_what_differs(path, text)
        _tell_of_others(path, lying.get(stem, ()), record.article.title)
        write_atomically(path, text)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(output)) from error
    click.echo(path)


def _lying_in(output: Path | None, form: str) -> dict[str, list[Path]]:
    """Return the records that lie in a folder already, by the name of the file that each was read in."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(output.glob(f"*-{'?' * ID_LENGTH}.{form}")) if output else []:
        found[path.stem[: -ID_LENGTH - 1]].append(path)
    return found


def _tell_of_others(path: Path, others: Sequence[Path], title: str) -> None:
    """Say which record of an earlier text of the same file, perhaps a corrected one, lies beside a new one."""
    for other in [] if path in others else others:
        if any(draft.record.article.title == title for draft in _drafts(other)):
            ask = "if the text is a new version, bring its corrections over and remove it"
            click.echo(f"kg: {path}: a record of this title lies beside it, {other.name}; {ask}", err=True)


def _drafts(path: Path) -> list[Draft]:
    try:
        return [draft for draft in read_drafts(path) if isinstance(draft, Draft)]
    except InputError:
        return []


def _keep_what_differs(path: Path, text: str) -> None:
    """Refuse to write over a record that somebody may have corrected."""
    if path.exists() and path.read_bytes() != text.encode():
        raise InputError(
            "holds another record of this article, perhaps a corrected one; it is kept",
            path=str(path),
            remedy="remove it, or choose another folder (kg diff tells the two apart)",
        )


@click.command()
@click.argument("file", default="-", type=Existing(allow_dash=True))
def annotate(file: Path) -> None:
    """Read JSONL of {"id", "text"}, write JSONL of mentions, sentences, claims, evidence, in order.

    \b
    kg annotate articles.jsonl > annotated.jsonl
    echo '{"id": 1, "text": "Aspirin may prevent stroke."}' | kg annotate
    """
    _say_once_without_packs()
    failed = False
    with click.open_file(str(file), "rb") as lines:
        for row in run_annotate(lines):
            failed = failed or "error" in row
            click.echo(json.dumps(row, ensure_ascii=False))
    sys.exit(3 if failed else 0)


@click.command()
@click.argument("claim")
@home_option
@json_option
def explain(claim: str, home: Home, as_json: bool) -> None:
    """Show the sentence, cue, rule and evidence behind an extracted claim.

    CLAIM is its label, what its record says, or its IRI, CURIE or id; the text of its article must be held.

    \b
    echo "Aspirin may prevent stroke in men, a trial found." > article.txt
    kg build article.txt
    kg explain "aspirin may prevent stroke"
    """
    label, found = _explained(claim, home)
    if as_json:
        print_json({"claim": label, **dict(_shown(found))})
        return
    for name, value in [("claim", label), *_shown(found)]:
        click.echo(f"{name:12} {value}")


def _explained(claim: str, home: Home) -> tuple[str, Explanation]:
    import kg as package

    with package.open(home.path) as graph:
        iri = _claim_called(claim, graph) or graph.find(claim)
        row = next(iter(graph.query("text-of-claim", claim=iri)), None)
        text = graph.text(row.text("text")) if row else None
    if row is None:
        raise InputError(
            "is no claim, or its text has no known digest", path=claim, remedy="kg query all-claims lists claims"
        )
    if text is None:
        raise InputError("the text of its article is not held here", path=claim, remedy="build the article itself")
    article = from_held(text, title=row.text("title"), address=row.text("address"))
    extraction = run_extract(article, matcher=load_matcher(), cues=load_cues())
    record = extract_record(article)
    names = {iri: name for name, iri in Names(record, load()).claims.items()}
    if iri not in names:
        made = "is made by no rule: a person wrote or corrected it, or the extractor has changed since"
        raise InputError(made, path=claim, remedy="its record says what it rests on")
    wanted = next(c for c in record.claims if c.name == names[iri])
    found = next(c for c in extraction.claims if c.at[0] == wanted.at[0] and shown_says(c) == shown_says(wanted))
    return row.text("label"), run_explain(found, extraction, load_cues())


def _claim_called(words: str, graph: KnowledgeGraph) -> str:
    """Return the claim of a label, or of what its record says; empty where there is none.

    :raises InputError: if several articles claim it.
    """
    rows = list(graph.query("all-claims"))
    named = [r for r in rows if r.text("claimLabel").casefold() == words.casefold()]
    found = sorted({r.text("claim") for r in named or rows if named or _says(r) == words.split()})
    if len(found) > 1:
        names = ", ".join(compress(iri) for iri in found[:5])
        raise InputError(f"is claimed {len(found)} times", path=words, remedy=f"name one of {names}")
    return found[0] if found else ""


def _says(row: Row) -> list[str]:
    """Return a claim as records write it: "aspirin not prevents stroke"."""
    subject, relation, thing = (re.split("[/#]", row.text(end))[-1] for end in ("subject", "relation", "object"))
    denied = ["not"] if row.text("direction").endswith("/disputes") else []
    return [subject, *denied, relation, thing]


def _shown(found: Explanation) -> Iterator[tuple[str, str]]:
    yield "sentence", found.sentence
    yield "section", found.section
    if found.over:
        yield "under", found.over
    yield "subject", found.subject
    yield "cue", found.cue
    yield "object", found.object
    yield "rule", f"{found.rule} (such as: {found.rule_example})"
    yield "wording", "; ".join(f"{kind}: {words}" for kind, words in found.wording) or "none"
    yield "voice", ", ".join(found.claim.voices) or "none"
    yield "evidence", f"{found.evidence.level}: {'; '.join(found.evidence_words) or 'no words'}"
    yield "confidence", found.confidence or "none"
