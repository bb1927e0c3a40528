"""validate, verify, policy."""

from __future__ import annotations

import sys

import click

import kg as package
from kg.commands.common import home_option, json_option, print_json, print_table
from kg.home import Home
from kg.validate import our_shapes, validate_store
from kg.verify import verify as run_verify


@click.command()
@home_option
@json_option
def validate(home: Home, as_json: bool) -> None:
    """Check a home against our shapes; exit 1 if anything is a Violation. Warnings and notes do not fail."""
    with package.open(home.path) as graph:
        report = validate_store(graph.store, our_shapes())
    counts = {s: sum(r.severity == s for r in report.results) for s in ("Violation", "Warning", "Info")}
    if as_json:
        print_json(
            {
                "conforms": report.conforms,
                "counts": counts,
                "results": [
                    {
                        "severity": r.severity,
                        "rule": r.rule,
                        "message": r.message,
                        "focus": r.focus,
                        "value": r.value,
                        "about": r.claim,
                    }
                    for r in report.results
                ],
            }
        )
    else:
        print_table(
            ("severity", "rule", "message", "about"), [(r.severity, r.rule, r.message, r.claim) for r in report.results]
        )
        click.echo(f"{'conforms' if report.conforms else 'does not conform'}: {counts}")
    sys.exit(0 if report.conforms else 1)


@click.command()
@home_option
@json_option
def verify(home: Home, as_json: bool) -> None:
    """Check every place against its text, and the store against its manifest."""
    result = run_verify(home)
    if as_json:
        print_json(result.as_dict())
    else:
        print_table(
            ("places", "verified", "not verifiable here", "wrong"),
            [(result.places, result.verified, result.unverifiable, len(result.wrong))],
        )
        for line in result.wrong:
            click.echo(f"kg: {line}", err=True)
    sys.exit(1 if result.wrong else 0)
