"""The patterns of ``phrases.yaml``, compiled once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("phrases.yaml")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of that name; a list of them matches if any does."""
    value = _data()[name]
    joined = value if isinstance(value, str) else "|".join(f"(?:{p})" for p in value)
    return re.compile(joined, re.IGNORECASE)


@cache
def languages() -> dict[str, frozenset[str]]:
    """Return the frequent words of each language we can tell apart."""
    return {name: frozenset(words.split()) for name, words in _data()["languages"].items()}


@cache
def months() -> tuple[str, ...]:
    """Return the first three letters of the months, in order."""
    return tuple(_data()["months"].split())
