"""What commands share: the home option, tables, progress."""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import InputError, KgError
from kg.home import Home

T = TypeVar("T")

home_option = click.option(
    "--home",
    default="kg-data",
    envvar="KG_HOME",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    callback=lambda _ctx, _param, value: Home(value),
    help="Directory of the graph (KG_HOME).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def interruptible(work: Callable[[], T]) -> T:
    """Return what some work gives, done beside the main thread: that one hears Ctrl-C only while it is in Python."""
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 -- it is raised again below
            failed.append(error)
            _let_go(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]


def _let_go(error: BaseException | None) -> None:
    """Drop what the frames of an error hold: answers of the store may only be let go by the thread that asked."""
    while error:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


class Existing(click.Path):
    """A file, or where folders are taken a folder, that must be there; else it is unreadable input, as anywhere."""

    def __init__(self, *, folders: bool = False, allow_dash: bool = False) -> None:
        super().__init__(exists=True, dir_okay=folders, allow_dash=allow_dash, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        :raises InputError: if nothing that can be read is there.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            reason = "No such file or directory" if not Path(value).exists() else error.message
            raise InputError(reason, path=str(value), remedy="name one that exists and can be read") from error


def tell(error: KgError) -> None:
    """Print an error on stderr, a line for each fault."""
    for line in error.lines():
        click.echo(f"kg: {line}", err=True)


def print_json(value: Any) -> None:
    """Print a JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]], *, widest: int = 70) -> None:
    """Print rows in aligned columns; long cells are cut on a terminal only."""
    cut = widest if sys.stdout.isatty() else 10_000
    cells = [[_cell(c, cut) for c in row] for row in rows]
    widths = [max(len(h), *(len(r[i]) for r in cells)) if cells else len(h) for i, h in enumerate(header)]
    click.echo("  ".join(h.ljust(w) for h, w in zip(header, widths, strict=True)).rstrip())
    click.echo("  ".join("-" * w for w in widths))
    for row in cells:
        click.echo("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())


def _cell(value: object, cut: int) -> str:
    text = " ".join(str("" if value is None else value).split())
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return text if len(text) <= cut else text[: cut - 1] + "…"


def progress() -> Callable[[int], None] | None:
    """Return what shows progress on a terminal, else nothing."""
    if not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        click.echo(f"{done} articles\r", nl=False, err=True)  # what comes next takes its place

    return show
