"""Every error this package raises on purpose.

KgError                 the base: what, where, and what to do
├── ConfigError         a setting that cannot hold
├── InputError          a file or stream that cannot be read (carries file and line)
│   ├── RecordError     a record that breaks the record format
│   └── PassedOver      files of a folder that are not read: told, and no failure
├── IdentifierError     an IRI, CURIE or address that is not acceptable
├── VocabularyError     a name that no concept, scheme or predicate bears
├── ShapeError          SHACL shapes that cannot be used
├── QueryError          a query that cannot be run
│   ├── UnknownQuery    no named query of that name
│   ├── BadParameter    a parameter the query does not take, or of the wrong kind
│   ├── ForbiddenQuery  a query form that is refused (SERVICE, updates)
│   ├── QueryTimeout    stopped at its deadline or its memory cap
│   └── QueryBusy       nobody is free to run it now
├── StoreError          a store that cannot be opened, trusted or written
├── ExportError         an export that cannot be written
└── FetchError          an address that may not or cannot be fetched
"""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return text as one line that can be shown: no line ends, control characters or lone surrogates.

    >>> one_line("a\\n b\\x1b[31m")
    'a b [31m'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


class KgError(Exception):
    """One line for people: ``where: what; remedy``.

    :param message: what was found and what is allowed.
    :param where: file, file:line, IRI or name the message is about.
    :param remedy: what the reader can do about it.
    """

    exit_code = 3

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Join the three parts; control characters can neither break the line nor command a terminal."""
        text = f"{self.where}: {self.message}" if self.where else self.message
        if self.remedy:
            text = f"{text}; {self.remedy}"
        return one_line(text)

    def lines(self) -> tuple[str, ...]:
        """Return what to show, a line each."""
        return (str(self),)


class ConfigError(KgError):
    """A setting that cannot hold."""

    exit_code = 2


class InputError(KgError):
    """A file or stream that cannot be read.

    :param path: the file as the user named it.
    :param line: line number from 1, where it is known.
    """

    def __init__(self, message: str, *, path: str = "", line: int | None = None, remedy: str = "") -> None:
        where = f"{path}:{line}" if line is not None else path
        super().__init__(message, where=where, remedy=remedy)
        self.path = path
        self.line = line


class RecordError(InputError):
    """A record that breaks the record format; what else is wrong with it stands in ``others``."""

    others: tuple[RecordError, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Return a line for each fault."""
        return (str(self), *map(str, self.others))


class PassedOver(InputError):
    """Files of a folder that are not read: told, and no failure."""

    exit_code = 0


class IdentifierError(KgError):
    """An IRI, CURIE or address that is not acceptable."""

    exit_code = 2


class VocabularyError(KgError):
    """A name that no concept, scheme or predicate bears."""

    exit_code = 2


class ShapeError(KgError):
    """SHACL shapes that cannot be used."""


class QueryError(KgError):
    """A query that cannot be run."""

    exit_code = 2


class UnknownQuery(QueryError):
    """No named query of that name."""


class BadParameter(QueryError):
    """A parameter the query does not take, or of the wrong kind."""


class ForbiddenQuery(QueryError):
    """A query form that is refused: SERVICE, updates, too deep or too long."""


class QueryTimeout(QueryError):
    """Stopped at its deadline or its memory cap."""

    exit_code = 3


class QueryBusy(QueryError):
    """Nobody is free to run it now; later there may be."""

    exit_code = 3


class StoreError(KgError):
    """A store that cannot be opened, trusted or written."""


class ExportError(KgError):
    """An export that cannot be written."""


class FetchError(KgError):
    """An address that may not or cannot be fetched."""
