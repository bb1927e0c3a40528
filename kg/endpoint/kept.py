"""Answers that were just given, kept to be given again: data never changes under one version of the snapshot."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar

MOST_BYTES = 64 * 2**20
LARGEST = 2**20
MOST_ANSWERS = 50_000
"""However small they are: an answer without a row has a key, too."""


class HasBody(Protocol):
    """An answer of so many bytes."""

    @property
    def body(self) -> bytes:
        """What is sent."""


Kept = TypeVar("Kept", bound=HasBody)


class KeptAnswers(Generic[Kept]):
    """The answers used last, up to so many bytes. Keys hold the version of the data, so nothing stale is found."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._answers: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Kept | None:
        """Return the answer of a key, if it is kept; no key, no answer."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer under a key, unless it is very large or has no key."""
        size = len(answer.body)
        if not key or size > min(LARGEST, self.most_bytes):
            return
        with self._lock:
            if key not in self._answers:
                self._bytes += size
            self._answers[key] = answer
            while self._bytes > self.most_bytes or len(self._answers) > MOST_ANSWERS:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest.body)
