"""YAML and JSON as located plain data: strings, maps and lists that know their lines.

Scalars stay as they were written (``0.90`` is not ``0.9``, ``no`` is not false); what they mean is
decided by the field that reads them. Anchors, tags and several documents have no place in a record,
so the tricks that blow up or execute YAML do not exist here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from typing import Any, TypeAlias, TypeVar

import yaml

from kg.errors import RecordError

MAX_BYTES = 20_000_000
MAX_DEPTH = 12
MOST_FAULTS = 20
"""Faults of a record that are told, of those that are found together."""
ILLEGIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML or UTF-8 cannot write: control characters, lone surrogates and two that are no characters."""
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
Choice = TypeVar("Choice", bound=str)

TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "value", "merge")
)

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Map(dict[str, "Tree"]):
    """A mapping; ``line`` is where it starts, ``lines`` where each key stands."""

    line = 0
    lines: dict[str, int]


class Seq(list["Tree"]):
    """A sequence; ``lines`` says where each item stands."""

    lines: list[int]


Tree: TypeAlias = str | Map | Seq | None


def parse_yaml(text: str, path: str) -> Tree:
    """Read one YAML document.

    :raises RecordError: with file and line, for anything that is not plain maps, lists and scalars.
    """
    if len(text) > MAX_BYTES:
        raise RecordError(
            f"a record of {len(text)} characters is over the limit of {MAX_BYTES}", path=path, remedy="split it"
        )
    _refuse_deep_blocks(text, path)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RecordError(f"no valid YAML: {error.problem}", path=path, line=line) from error
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise RecordError(f"no valid YAML: {error}", path=path) from error
    return _from_yaml(node, path, 0, set()) if node is not None else None


def _refuse_deep_blocks(text: str, path: str) -> None:
    """Stop ``- - - -`` and ``? ? ? ?`` towers before the parser recurses into them."""
    for number, line in enumerate(text.splitlines(), 1):
        start = line[:400]
        if start.count("- ") + start.count("? ") > 60 and not start.lstrip().strip("-? "):
            raise RecordError("nested too deep", path=path, line=number)
        if len(line) - len(line.lstrip(" ")) > 400:
            raise RecordError("indented too deep", path=path, line=number)


def _from_yaml(node: yaml.Node, path: str, depth: int, seen: set[int]) -> Tree:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise RecordError(
            "an alias (*name) has no place in a record", path=path, line=line, remedy="write the value again"
        )
    if depth > MAX_DEPTH:
        raise RecordError("nested too deep", path=path, line=line)
    if node.tag not in TAGS:
        raise RecordError(f"tag {node.tag} has no place in a record", path=path, line=line, remedy="write plain values")
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag.endswith(":null") else str(node.value)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        seq = Seq(_from_yaml(item, path, depth + 1, seen) for item in node.value)
        seq.lines = [item.start_mark.line + 1 for item in node.value]
        return seq
    return _map_from_yaml(node, path, depth, seen)


def _map_from_yaml(node: Any, path: str, depth: int, seen: set[int]) -> Map:
    result = Map()
    result.line, result.lines = node.start_mark.line + 1, {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise RecordError("a key must be a plain word", path=path, line=line)
        if key.value in result:
            raise RecordError(f"key {key.value!r} stands twice", path=path, line=line)
        result.lines[key.value] = line
        result[key.value] = _from_yaml(value, path, depth + 1, seen)
    return result


def parse_json(text: str, path: str, line: int) -> Tree:
    """Read one JSON line; every value inside counts as standing on that line.

    :raises RecordError: if it is no JSON or holds a key twice.
    """

    def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [k for k, _ in pairs]
        if len(set(keys)) < len(keys):
            raise RecordError("a key stands twice", path=path, line=line)
        return dict(pairs)

    if len(text) > MAX_BYTES:
        raise RecordError(f"a record of {len(text)} characters is over the limit of {MAX_BYTES}", path=path, line=line)
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=no_duplicates)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"no valid JSON: {error}", path=path, line=line) from error
    return from_plain(value, path, line)


def from_plain(value: Any, path: str = "", line: int = 1, depth: int = 0) -> Tree:
    """Turn JSON data into the same located tree."""
    if depth > MAX_DEPTH:
        raise RecordError("nested too deep", path=path, line=line)
    if isinstance(value, dict):
        result = Map({k: from_plain(v, path, line, depth + 1) for k, v in value.items()})
        result.line, result.lines = line, dict.fromkeys(value, line)
        return result
    if isinstance(value, list):
        seq = Seq(from_plain(v, path, line, depth + 1) for v in value)
        seq.lines = [line] * len(value)
        return seq
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


class Faults(list[RecordError]):
    """What is wrong with a record, found together; so many of them end the search, since each may take a while."""

    def note(self, fault: RecordError) -> None:
        """Keep a fault for the end.

        :raises RecordError: if that makes enough of them.
        """
        self.append(fault)
        if len(self) == MOST_FAULTS:
            self.append(RecordError("more may be wrong; mend these first", path=fault.path))
            self.settle()

    def settle(self) -> None:
        """Raise what was found, in order of line, as one error; nothing where nothing was.

        :raises RecordError: the first, with the others in it.
        """
        if self:
            first, *others = sorted(self, key=lambda fault: fault.line or MAX_BYTES)
            first.others = tuple(others)
            raise first


class Fields:
    """The keys of one map, taken one by one; what is left over at the end is an unknown key."""

    def __init__(self, tree: Tree, path: str, what: str, line: int | None = None) -> None:
        if not isinstance(tree, Map):
            found = "a list" if isinstance(tree, Seq) else "nothing" if tree is None else f"{tree[:40]!r}"
            raise RecordError(f"{what} must be a map of keys, not {found}", path=path, line=line)
        self.map = tree
        self.path = path
        self.what = what
        self.known: list[str] = []

    def line(self, key: str = "") -> int:
        """Return the line of a key, else of the map."""
        return self.map.lines.get(key, self.map.line)

    def error(self, message: str, key: str = "", remedy: str = "") -> RecordError:
        """Make an error that points at a key of this map."""
        return RecordError(message, path=self.path, line=self.line(key), remedy=remedy)

    def raw(self, key: str) -> Tree:
        """Take a key as it stands; absent and empty are the same."""
        self.known.append(key)
        return self.map.get(key)

    def text(self, key: str, default: str = "") -> str:
        """Take a string; absent and empty are the same."""
        value = self.raw(key)
        if value in (None, ""):
            return default
        if not isinstance(value, str):
            raise self.error(
                f"{key} of {self.what} must be one value, not a {'list' if isinstance(value, Seq) else 'map'}", key
            )
        return clean(value, lambda message: self.error(f"{key}: {message}", key))

    def required(self, key: str) -> str:
        """Take a string that must be there."""
        value = self.text(key)
        if not value.strip():
            raise self.error(f"{self.what} has no {key}", key, remedy=f"add {key}:")
        return value

    def flag(self, key: str) -> bool:
        """Take true or false; absent is false."""
        value = self.text(key, "false")
        if value not in ("true", "false"):
            raise self.error(f"{key} must be true or false, not {value[:40]!r}", key)
        return value == "true"

    def count(self, key: str) -> int | None:
        """Take a whole number of at least 0."""
        value = self.text(key)
        if value and not (value.isascii() and value.isdigit() and len(value) < 16):
            raise self.error(f"{key} must be a whole number, not {value[:40]!r}", key)
        return int(value) if value else None

    def matching(self, key: str, pattern: re.Pattern[str], form: str) -> str:
        """Take a string of a certain form, or none."""
        value = self.text(key)
        if value and not pattern.fullmatch(value):
            raise self.error(f"{key} {value[:60]!r} must be {form}", key)
        return value

    def one_of(self, key: str, allowed: tuple[Choice, ...], default: Choice) -> Choice:
        """Take one of a few words."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.error(f"{key} {value[:40]!r} is none of {', '.join(allowed)}", key)
        return value

    def share(self, key: str) -> str:
        """Take a decimal from 0 to 1, digit for digit, or none."""
        value = self.matching(key, DECIMAL, "a decimal from 0 to 1")
        if value and float(value) > 1:
            raise self.error(f"{key} {value} must be from 0 to 1", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Take one string or a list of strings."""
        value = self.raw(key)
        if value is None:
            return ()
        items = value if isinstance(value, Seq) else [value]
        if not all(isinstance(item, str) and item.strip() for item in items):
            raise self.error(f"{key} of {self.what} must be a value or a list of values, none of them empty", key)
        return tuple(clean(str(item), lambda message: self.error(f"{key}: {message}", key)) for item in items)

    def items(self, key: str) -> list[tuple[Tree, int]]:
        """Take a list, or one thing as a list of one, with the line of each."""
        value = self.raw(key)
        if value is None:
            return []
        if isinstance(value, Seq):
            return list(zip(value, value.lines, strict=True))
        return [(value, self.line(key))]

    def named(self, key: str) -> list[tuple[str, Tree, int]]:
        """Take a map of names to things, with the line of each."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, Map):
            raise self.error(f"{key} must be a map of names", key)
        return [(name, item, value.lines[name]) for name, item in value.items()]

    def done(self) -> None:
        """Refuse keys that nobody took, naming the one that was probably meant."""
        for key in self.map:
            if key not in self.known:
                near = get_close_matches(key, self.known, n=1)
                remedy = f"did you mean {near[0]}?" if near else f"known are {', '.join(self.known)}"
                raise self.error(f"{self.what} has an unknown key {key[:40]!r}", key, remedy=remedy)


def clean(value: str, error: Callable[[str], RecordError]) -> str:
    """Refuse the characters that no literal of a graph may hold."""
    if found := ILLEGIBLE.search(value):
        raise error(f"holds the character U+{ord(found[0]):04X}")
    return value


def legible(value: Any) -> Any:
    """Return a part of a record with U+FFFD for each character that :func:`clean` refuses, in all its strings."""
    if isinstance(value, str):
        return ILLEGIBLE.sub("\ufffd", value)
    if type(value) is tuple:
        return tuple(map(legible, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: legible(getattr(value, f.name)) for f in fields(value)})
    return value
