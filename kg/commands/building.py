"""build, rebuild, remove, fmt, demo."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg import resources
from kg.build import Outcome, Summary
from kg.build import build as run_build
from kg.build import rebuild as run_rebuild
from kg.build import remove as run_remove
from kg.commands.common import Existing, home_option, json_option, print_json, print_table, progress, tell
from kg.errors import InputError, KgError
from kg.formatting import canonical_form, record_files
from kg.home import Home, write_atomically


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "built": summary.count("built"),
        "unchanged": summary.count("unchanged"),
        "refused": summary.count("refused"),
        "unreadable": summary.count("unreadable"),
        "claims": sum(o.claims for o in summary.outcomes if o.status in ("built", "unchanged")),
        "warnings": sum(r.severity == "Warning" and not r.dismissed for o in summary.outcomes for r in o.results),
        "commit": summary.commit,
        "inputs": [
            {
                "input": o.origin,
                "status": o.status,
                "article": o.article,
                "title": o.title,
                "claims": o.claims,
                "error": o.error,
                "note": o.note,
                "results": [
                    {
                        "severity": r.severity,
                        "rule": r.rule,
                        "message": r.message,
                        "about": r.claim,
                        "line": o.lines.get(r.focus),
                        "dismissed": r.dismissed,
                    }
                    for r in o.results
                ],
            }
            for o in summary.outcomes
        ],
    }


def _report(summary: Summary, *, as_json: bool) -> None:
    """Print what became of the inputs: errors line by line on stderr, then one table."""
    for outcome in summary.outcomes:
        for told in (*outcome.error.splitlines(), *outcome.note.splitlines()):
            click.echo(f"kg: {told}", err=True)
        for told in dict.fromkeys(_violations(outcome)):  # a value may offend a rule in several ways
            click.echo(f"kg: {told}", err=True)
    if as_json:
        print_json(_summary(summary))
        return
    figures = _summary(summary)
    names = ("built", "unchanged", "refused", "unreadable", "claims", "warnings")
    print_table(names, [[figures[n] for n in names]])


def _violations(outcome: Outcome) -> Iterator[str]:
    for result in outcome.results:
        if outcome.status == "refused" and result.severity == "Violation":
            line = outcome.lines.get(result.focus)
            where = f"{outcome.origin}:{line}" if line else outcome.origin
            yield f"{where}: {result.rule}: {result.message} ({result.claim})"


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@home_option
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that read articles.")
@json_option
def build(inputs: tuple[str, ...], home: Home, jobs: int, as_json: bool) -> None:
    """Bring articles, records, folders or corpora (JSONL) into the graph.

    What is unchanged is skipped; what is broken is reported and left out, the rest goes in.

    \b
    kg build article.html notes/ corpus.jsonl
    kg build https://example.org/story --home my-graph
    """
    summary = run_build(inputs, home, jobs=jobs, progress=progress())
    _report(summary, as_json=as_json)
    sys.exit(summary.exit_code)


@click.command()
@home_option
@json_option
def rebuild(home: Home, as_json: bool) -> None:
    """Make the store again from the texts and records of a home.

    \b
    kg rebuild --home kg-data
    """
    if not home.records.is_dir():
        raise InputError("holds no records", path=str(home.path), remedy="build something first")
    summary = run_rebuild(home, progress=progress())
    _report(summary, as_json=as_json)
    sys.exit(summary.exit_code)


@click.command()
@click.argument("article")
@home_option
def remove(article: str, home: Home) -> None:
    """Take one article out, by id, address or title.

    \b
    kg remove "Stem Cell Therapy Reverses Type 2 Diabetes in China"
    """
    import kg as package

    identifier = article
    if article not in home.article_ids():
        with package.open(home.path) as graph:
            identifier = graph.find(article).rpartition("/")[2]
    run_remove(home, identifier)
    click.echo(f"removed {identifier}")


@click.command()
@click.argument("records", nargs=-1, required=True, type=Existing(folders=True))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file is not in canonical form.")
@click.option(
    "--text",
    type=Existing(),
    help="The text that quotes and places refer to.",
)
@home_option
def fmt(records: tuple[Path, ...], check: bool, text: Path | None, home: Home) -> None:
    """Bring records into their canonical file form: quotes become places, places get digests.

    \b
    kg fmt record.yaml --text article.txt
    kg fmt --check kg/corpus/records
    """
    worst = 0
    for path in record_files(records):
        try:
            if isinstance(path, KgError):
                raise path
            if _formatted(path, canonical_form(path, text, home), check):
                worst = max(worst, int(check))
        except KgError as error:
            tell(error)
            worst = max(worst, error.exit_code)
    sys.exit(worst)


def _formatted(path: Path, wanted: str, check: bool) -> bool:
    """Write the canonical form, or only tell that a file has another; say whether it had."""
    if wanted == path.read_text(encoding="utf-8"):
        return False
    try:
        if not check:
            write_atomically(path, wanted)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
    click.echo(f"{path}: {'not canonical' if check else 'written'}")
    return True


@click.command()
@click.option(
    "--home",
    default=None,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to build; a temporary place by default.",
)
@click.option("--no-serve", is_flag=True, help="Build and validate only.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.pass_context
def demo(ctx: click.Context, home: Path | None, no_serve: bool, host: str, port: int) -> None:
    """Build the shipped corpus into a fresh home, validate it and serve it.

    \b
    kg demo
    kg demo --no-serve --home demo-data
    """
    temporary = None if home else tempfile.mkdtemp(prefix="kg-demo-")
    place = Home(home or Path(str(temporary)))
    if home and (home / "manifest.json").exists():
        raise InputError("holds a graph already", path=str(home), remedy="give an empty directory, or use kg serve")
    try:
        click.echo("Building the shipped articles: what treats, reverses or prevents diabetes?", err=True)
        summary = run_build([str(resources.CORPUS / part) for part in ("texts", "records")], place, progress=progress())
        _report(summary, as_json=False)
        click.echo("Warnings are about the pieces that overclaim on purpose, and the founding article.", err=True)
        if home:
            click.echo(f"Next: kg query remission-rates --home {home}", err=True)
        group = ctx.parent.command if ctx.parent else None
        serve = group.get_command(ctx, "serve") if isinstance(group, click.Group) and not no_serve else None
        if serve is not None and summary.exit_code == 0:
            ctx.invoke(serve, home=place, host=host, port=port)
        sys.exit(summary.exit_code)
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
