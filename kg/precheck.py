"""Look at a visitor's query before any parser does: in linear time, without recursion.

A SPARQL parser of the engine overflows its stack on some thousand nested braces, and plans for
minutes on some hundred triple patterns; both end or block the process. So the text is first cut
into tokens here, and what is too long, too deep or too broad is refused, as is ``SERVICE``, which
would make this machine send requests for a stranger.

The engine's grammar has no word boundaries: ``1SERVICE<x>`` and ``ex:a.b.SERVICE<x>`` both hold the
keyword. Wherever two readings of a character are possible (``<`` opens an IRI, or compares) and they
would disagree on where a string or a comment begins, the query is refused too, and says why.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Literal

from kg.errors import ForbiddenQuery, QueryError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "UPDATE"]

FORMS: dict[str, Form] = {"SELECT": "SELECT", "ASK": "ASK", "CONSTRUCT": "CONSTRUCT", "DESCRIBE": "DESCRIBE"}
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
PAIRS = {")": "(", "]": "[", "}": "{"}
OPERANDS = frozenset({"iri", "name", "variable", "number", "string", "language", "word", ")", "]"})
TERMS = frozenset({"iri", "name", "variable"})
CLAUSES = frozenset({"BIND", "FILTER", "GRAPH", "MINUS", "OPTIONAL", "SELECT", "UNION", "VALUES"})
CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID"})

# A group of alternatives repeats without "+": Python before 3.11.5 loses its place there. None of them can give back.
# Every character beyond ASCII counts as part of a name: where the grammar disagrees, no token can begin there.
TOKEN = re.compile(
    r"""
      (?P<space>   [ \t\r\n]++ | \#[^\r\n]*+ )
    | (?P<string>  \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                 | (?!\"\"\"|''')(?:"(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*') )
    | (?P<open>    ["'] )
    | (?P<quoted>  << )
    | (?P<iri>     <[^<>"{}|^`\x00-\x20]*+> )
    | (?P<name>    (?:[LETTER][LETTER0-9.\-]{0,200}+)?+
                   : (?:[LETTER0-9:.\-] | %[0-9A-Fa-f]{2} | \\[_~.\-!$&'()*+,;=/?\#@%])* )
    | (?P<variable>[?$][LETTER0-9]++ )
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<number>  [0-9]++(?:\.[0-9]++)?+ )
    | (?P<word>    [LETTER][LETTER0-9]*+ )
    | (?P<mark>    . )
    """.replace("LETTER", "A-Za-z_\x80-\U0010ffff"),
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a query may be; each is far below what the engine was seen to survive."""

    length: int = 65_536
    """Characters."""
    depth: int = 100
    """Brackets within brackets."""
    patterns: int = 100
    """Triple patterns, counted from separators: an upper estimate."""
    operators: int = 1_000
    """Operators and clauses (``UNION``, ``OPTIONAL``, ``BIND``, ...) together."""


LIMITS = Limits()
NO_LIMITS = Limits(length=sys.maxsize, depth=sys.maxsize, patterns=sys.maxsize, operators=sys.maxsize)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a query says of itself: form, whether it names its dataset (FROM), and if asking again gives the same."""

    form: Form
    has_dataset: bool = False
    is_repeatable: bool = True
    columns: tuple[str, ...] = ()
    """Variables of ``SELECT *`` in the order they were written, as a reader expects its columns."""


def scan(query: str, limits: Limits = LIMITS) -> Scan:
    """Return the form of a query that is safe to hand to a worker.

    :raises ForbiddenQuery: too long, too deep, too broad, or asks for SERVICE.
    :raises QueryError: no query form, a string that never ends, or brackets that do not match.

    >>> scan("PREFIX ex: <http://example.org/> ASK { ?s ex:service 'SERVICE' }").form
    'ASK'
    """
    if len(query) > limits.length:
        raise ForbiddenQuery(
            f"the query has {len(query):,} characters, {limits.length:,} are allowed", remedy="ask in smaller parts"
        )
    return _Scanner(query, limits).run()


def refuse_service(query: str) -> None:
    """Refuse a query that would have this machine ask another, however large it is otherwise.

    :raises ForbiddenQuery: if it asks for SERVICE, or may be read so.
    :raises QueryError: if it holds the word, and cannot be cut into tokens.
    """
    if "service" in query.casefold():
        scan(query, NO_LIMITS)


@dataclass(slots=True)
class _Bracket:
    """An open bracket: whether it holds VALUES rows, and what a collection in it would add."""

    mark: str
    at: int
    is_data: bool = False
    terms: int = 0
    is_expression: bool = False


@dataclass(slots=True)
class _Scanner:
    """One pass over the tokens; ``recent`` keeps the kinds of the last ones."""

    text: str
    limits: Limits
    brackets: list[_Bracket] = field(default_factory=list)
    form: Form | None = None
    has_dataset: bool = False
    is_repeatable: bool = True
    is_star: bool = False
    variables: dict[str, None] = field(default_factory=dict)
    patterns: int = 0
    operators: int = 0
    previous: str = ""
    word: str = ""
    """The last word, in capitals."""
    before_graph: bool = False
    values: bool = False
    suspect: int = -1
    """Terms seen since a name that the engine may read as ``SERVICE``; -1 where there was none."""

    def run(self) -> Scan:
        may_ask_others = "service" in self.text.casefold()
        for match in TOKEN.finditer(self.text):
            kind, token, at = match.lastgroup or "mark", match[0], match.start()
            if kind == "space":
                continue
            if may_ask_others:
                self.look_for_service(kind, token, at)
            if kind == "mark":
                self.take_mark(token, at)
                self.previous = token
            else:
                self.take_term(kind, token, at)
                self.previous = kind
        if self.brackets:
            raise QueryError(f"'{self.brackets[-1].mark}' is never closed", where=self.where(self.brackets[-1].at))
        if self.form is None:
            raise QueryError("no SELECT, ASK, CONSTRUCT or DESCRIBE found", where="query")
        columns = tuple(self.variables) if self.is_star else ()
        return Scan(self.form, self.has_dataset, self.is_repeatable, columns)

    def take_term(self, kind: str, token: str, at: int) -> None:
        if self.brackets:
            inside = self.brackets[-1]
            inside.terms += 1
            if kind == "iri" and inside.mark == "(" and self.previous in OPERANDS:
                self.refuse_ambiguous(token, at)
        if kind == "word":
            self.take_word(token.upper())
        elif kind == "variable":
            self.variables[token[1:]] = None
        elif kind in ("open", "quoted"):
            self.refuse_opening(kind, at)

    def take_word(self, word: str) -> None:
        self.word = word
        if self.brackets:
            self.brackets[-1].is_expression = True
        if self.form is None:
            self.form = "UPDATE" if word in UPDATES else FORMS.get(word)
        self.has_dataset |= word == "FROM" and not self.brackets
        self.is_repeatable &= word not in CHANGING
        self.values |= word == "VALUES"
        if word in CLAUSES:
            self.count_operator()

    def take_mark(self, mark: str, at: int) -> None:
        if mark in "([{":
            self.open(mark, at)
        elif mark in ")]}":
            self.close(mark, at)
        elif mark in ".;,":
            self.separate(mark)
        elif mark in "+-*/|&=<>!^":
            self.count_operator()
            self.patterns += mark == "/"
            if self.brackets:
                self.brackets[-1].is_expression = True
            elif mark == "*" and self.previous == "word":
                self.is_star |= self.word in ("SELECT", "DISTINCT", "REDUCED")

    def open(self, mark: str, at: int) -> None:
        is_call = mark == "(" and self.previous in ("word", "name", "iri")
        inside = self.brackets[-1] if self.brackets else None
        is_data = (inside is not None and inside.is_data) or (mark == "{" and self.values)
        if inside is not None:
            inside.terms += 1
        self.values = self.values and not is_data
        self.brackets.append(_Bracket(mark, at, is_data=is_data, is_expression=is_call))
        self.count_patterns(mark == "[")
        if len(self.brackets) > self.limits.depth:
            raise self.too_complex(f"brackets nested {len(self.brackets)} deep", self.where(at))

    def close(self, mark: str, at: int) -> None:
        if not self.brackets or self.brackets[-1].mark != PAIRS[mark]:
            raise QueryError(f"'{mark}' closes nothing", where=self.where(at))
        bracket = self.brackets.pop()
        if bracket.is_data:
            return
        if mark == ")" and not bracket.is_expression:
            self.count_patterns(bracket.terms)
        if mark == "}" and self.previous not in (".", ";", "{", "}", ")"):
            self.count_patterns(1)

    def separate(self, mark: str) -> None:
        inside = self.brackets[-1] if self.brackets else None
        if inside is None or inside.is_data:
            return
        if inside.mark == "(":
            inside.is_expression = True
        elif self.previous not in ("}", ")") or mark != ".":
            self.count_patterns(1)

    def count_patterns(self, number: int) -> None:
        self.patterns += number
        if self.patterns > self.limits.patterns:
            raise self.too_complex(f"more than {self.limits.patterns} triple patterns")

    def count_operator(self) -> None:
        self.operators += 1
        if self.operators > self.limits.operators:
            raise self.too_complex(f"more than {self.limits.operators} operators")

    def look_for_service(self, kind: str, token: str, at: int) -> None:
        """Refuse SERVICE; a name that may be two tokens to the engine counts if a group follows."""
        folded = token.casefold()
        if kind == "word" and "service" in folded:
            raise self.no_service(at)
        if self.suspect >= 0:
            self.follow_suspect(kind, folded, at)
        if kind == "name" and _may_hold_service(folded):
            self.suspect = 1 if self.before_graph else 0
        self.before_graph = kind == "word" and folded == "graph"

    def follow_suspect(self, kind: str, folded: str, at: int) -> None:
        """Walk from a suspect to ``{``: ``SERVICE ex:a {``, ``SERVICE SILENT ?g {``, ``SERVICEex:a {``."""
        if folded == "{" and self.suspect != 1:
            raise self.no_service(at)
        if kind in TERMS and self.suspect < 2:
            self.suspect = 2
        elif folded != "silent":
            self.suspect = -1

    def refuse_opening(self, kind: str, at: int) -> None:
        raise QueryError(
            "a string that never ends" if kind == "open" else "'<<' is not taken here (no triple terms)",
            where=self.where(at),
            remedy="" if kind == "open" else "put a space after the first '<' if you compare",
        )

    def refuse_ambiguous(self, token: str, at: int) -> None:
        is_absolute = re.match(r"<[A-Za-z][A-Za-z0-9+.\-]*+://", token) is not None
        if not is_absolute and ("#" in token or "'" in token):
            raise ForbiddenQuery(
                "'<' may open an IRI or compare two values here",
                where=self.where(at),
                remedy="put a space after '<' to compare, or write the IRI in full",
            )

    def no_service(self, at: int) -> ForbiddenQuery:
        return ForbiddenQuery(
            "SERVICE is not allowed: it would have this machine ask another",
            where=self.where(at),
            remedy="ask both endpoints yourself and join",
        )

    def too_complex(self, what: str, where: str = "query") -> ForbiddenQuery:
        return ForbiddenQuery(f"too complex: {what}", where=where, remedy="ask in smaller parts")

    def where(self, at: int) -> str:
        line = self.text.count("\n", 0, at) + 1
        return f"query:{line}:{at - self.text.rfind(chr(10), 0, at)}"


def _may_hold_service(name: str) -> bool:
    prefix, _, local = name.partition(":")
    return "service" in prefix or ".service" in local
