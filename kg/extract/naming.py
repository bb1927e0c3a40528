"""Names of means that the text itself brings in: "the acne product HSRx 2121", "a method called tapping".

What kinds of means there are is data (``ontology/cues/phrases.ttl``); a name is cut by its capitals and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.phrases import load_phrase_words, local_mention
from kg.model import Mention, Span

_CODE = r"[A-Z]{2,6}[ -]\d{1,4}\b|[A-Z]+[a-z]*-?\d[\w-]*|[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w*"
"""A name with figures or with capitals inside: "FY26", "HSRx"."""
_NUMBER = r"(?:[ -]\d{1,4}\b)?"
_CALLED = r"(?:called|named|known as|dubbed|marketed as|sold as|branded)"
_WORDS = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}|[a-z][a-z-]{4,}"


@cache
def _introduced() -> re.Pattern[str]:
    kinds = "|".join(sorted(load_phrase_words().kind))
    return re.compile(
        rf"\b(?:{kinds})s?\b,? (?:(?P<code>(?:{_CODE}){_NUMBER})\b|{_CALLED} [\"'\u2018\u201c]?(?P<words>{_WORDS})\b)"
    )


def names_introduced(text: str) -> Iterator[Mention]:
    """Walk what the text names as a means, each where it is brought in, in order."""
    words = load_phrase_words()
    for found in _introduced().finditer(text):
        name = "code" if found["code"] else "words"
        if found[name].lower() not in words.end | words.general:
            yield local_mention(text, Span(*found.span(name)), "Therapy")
