"""The command ``kg``: one group, commands loaded when they are called, one line for every error.

Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 unreadable input or store; the highest wins.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from difflib import get_close_matches
from importlib.metadata import entry_points
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from kg import __version__
from kg.errors import KgError

COMMANDS = {
    "build": ("kg.commands.building:build", "Bring articles and records into the graph."),
    "extract": ("kg.commands.extracting:extract", "Read articles into records, nothing stored."),
    "annotate": ("kg.commands.extracting:annotate", "JSONL in, JSONL out: mentions, claims, evidence."),
    "explain": ("kg.commands.extracting:explain", "Show the sentence, cue and rule behind a claim."),
    "check": ("kg.commands.editing:check", "An editor's report on articles, nothing stored."),
    "validate": ("kg.commands.checking:validate", "Check a home, graph, record or article against SHACL shapes."),
    "verify": (
        "kg.commands.checking:verify",
        "Check every place against its text, and the store against its manifest.",
    ),
    "policy": ("kg.commands.checking:policy", "Explain which wording which evidence carries."),
    "query": ("kg.commands.asking:query", "Run a named query, a file or SPARQL text."),
    "path": ("kg.commands.asking:path", "Show how two things are joined, hop by hop, with grades."),
    "stats": ("kg.commands.asking:stats", "Count what the graph holds."),
    "export": ("kg.commands.asking:export", "Write the graph in a format other tools read."),
    "diff": ("kg.commands.asking:diff", "Say in claims what differs between two graphs."),
    "remove": ("kg.commands.building:remove", "Take one article out."),
    "rebuild": ("kg.commands.building:rebuild", "Make the store again from texts and records."),
    "fmt": ("kg.commands.building:fmt", "Bring records into their canonical file form."),
    "demo": ("kg.commands.building:demo", "Build the shipped corpus, validate it and serve it."),
    "retractions": ("kg.commands.sources:retractions", "Flag retracted publications and what rests on them."),
    "terms": ("kg.commands.terms:terms", "List, import and install vocabularies for extraction."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, ours in order of use, then those that packages register."""
        return [*COMMANDS, *sorted(e.name for e in entry_points(group="kg.commands") if e.name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name in COMMANDS:
            module, _, name = COMMANDS[cmd_name][0].partition(":")
            command: click.Command = getattr(importlib.import_module(module), name)
            return command
        for entry in entry_points(group="kg.commands"):
            if entry.name == cmd_name:
                loaded: click.Command = entry.load()
                return loaded
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a line; of a name mistyped, name the near one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if near and not args[0].startswith("-"):
                raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        others = {
            e.name: "Serve pages and SPARQL." for e in entry_points(group="kg.commands") if e.name not in COMMANDS
        }
        rows = [(name, text) for name, (_, text) in COMMANDS.items()] + sorted(others.items())
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the options before the command; wrong usage is one line."""
        try:
            return super().make_context(*args, **extra)
        except click.UsageError as error:
            _refuse(error)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours, or wrong usage, is one line on stderr and its exit code."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            _refuse(error)
        except KgError as error:
            click.echo("\n".join(f"kg: {line}" for line in error.lines()), err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("kg: stopped", err=True)
            sys.exit(130)
        except BrokenPipeError:
            _drop_output()
            sys.exit(0)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a line; what it printed is written out here, so that a full disk is one line and not a traceback."""
        try:
            try:
                return super().main(*args, **extra)
            finally:
                sys.stdout.flush()
        except OSError as error:
            if error.filename is not None:
                raise
            _drop_output()
            click.echo(f"kg: output cannot be written: {error.strerror or error}", err=True)
            sys.exit(3)


def _refuse(error: click.UsageError) -> NoReturn:
    """End with what is wrong about a line and where to read on; a group without a command shows its help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        raise error
    command = error.ctx.command_path if error.ctx else "kg"
    message = " ".join(error.format_message().split()).rstrip(".")
    click.echo(f"kg: {message}{'' if message.endswith('?') else ';'} see {command} --help", err=True)
    sys.exit(error.exit_code)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog="kg COMMAND --help shows examples."
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Health Content Knowledge Graph: what health articles claim, and how well it is supported.

    \b
    kg build article.txt            an article becomes claims with evidence
    kg query first-query            ask the graph
    kg serve                        browse it at http://127.0.0.1:8000
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file name that is no Unicode is told in escapes, as JSON has them too
            stream.reconfigure(errors="backslashreplace")
