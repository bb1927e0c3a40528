"""Bytes -> text, by one stated rule, with everything that is no text refused.

1. A byte order mark decides (UTF-8, UTF-16, UTF-32) and is dropped. Otherwise plain text is UTF-8; only HTML,
   whose standard says so, falls back on the charset it declares and then on windows-1252.
2. Line ends become LF. **Plain text is otherwise kept as it is**: soft hyphens, ligatures, bidi marks and unnormalised
   letters stay, because positions refer to the text as received.
3. Text taken out of HTML and XML is composed by us, so it is cleaned (:func:`clean`): NFC, white space joined, soft
   hyphens, zero-width and bidi characters and lone surrogates dropped, the Latin ligatures spelt out.
4. NUL, lone surrogates and binary files are refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from kg.errors import InputError
from kg.read.phrases import languages

MAX_BYTES = 100_000_000
"""Largest file read, in bytes; corpora are read line by line and may be larger."""
SAMPLE = 20_000
"""Characters looked at to tell the language."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f]"
)
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_WORD = re.compile(r"[A-Za-z]+[^\W\d_]*|[^\W\d_]+")
"""A run of letters; those of English are tried first, since asking for any letter takes three times as long."""
_A_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,100}(?![^\W\d_])")
_ENOUGH_WORDS = 40
_ENOUGH_SHARE = 0.08
_ENOUGH_FOREIGN_LETTERS = 20
_FEW_WORDS = 5
_ENOUGH_FOREIGN = 2


def clean(text: str) -> str:
    r"""Clean text taken out of markup, on one line.

    >>> clean("The \ufb01rst  dia\u00adbetes\n trial")
    'The first diabetes trial'
    """
    visible = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), _INVISIBLE.sub("", text.replace("\n", " ")))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def marked_encoding(data: bytes) -> tuple[str, int]:
    """Return the encoding a byte order mark states and the length of the mark; nothing and 0 without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), ("", 0))


def decode(data: bytes, *, path: str = "", fallback: str = "") -> str:
    """Decode the bytes of an article and unify its line ends.

    :param fallback: encoding to use where the bytes are no UTF-8; empty refuses them.
    :raises InputError: if it is empty, binary, or in another encoding.
    """
    if not data.strip():
        raise InputError("is empty", path=path)
    encoding, mark = marked_encoding(data)
    try:
        text = data[mark:].decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if not fallback or encoding:
            raise _undecodable(error, data, path) from error
        text = data.decode(fallback, errors="replace")
    return check_text(text, path=path).replace("\r\n", "\n")


def _undecodable(error: UnicodeDecodeError, data: bytes, path: str) -> InputError:
    if b"\0" in data[:4096]:
        return InputError("is a binary file, not an article", path=path)
    what = f"is not {error.encoding.upper()}: byte 0x{data[error.start]:02x} at {error.start}"
    return InputError(what, path=path, remedy="save it as UTF-8")


def check_text(text: str, *, path: str = "") -> str:
    """Return the text if it is one.

    :raises InputError: if it is empty, or holds NUL, a lone surrogate, or the bytes of a program.
    """
    if not text.strip():
        raise InputError("is empty", path=path)
    lone = _SURROGATE.search(text)
    if lone:
        raise InputError(f"holds a lone surrogate at character {lone.start()}, which is no Unicode text", path=path)
    controls = _CONTROL.search(text)
    if controls and controls[0] == "\0":
        raise InputError(
            f"holds a NUL at character {controls.start()}: a binary file, or UTF-16 without a mark", path=path
        )
    if controls and len(_CONTROL.findall(text[:SAMPLE])) > len(text[:SAMPLE]) // 50:
        raise InputError("is a binary file, not an article", path=path)
    return text


def has_words(text: str) -> bool:
    """Say whether a text holds a word: a run of letters no longer than words are in any script.

    >>> has_words("12 %"), has_words("a" * 5000), has_words("aspirin")
    (False, False, True)
    """
    return _A_WORD.search(text) is not None


def check_language(text: str, *, path: str = "") -> None:
    """Refuse an article that is plainly not in English; a few words pass.

    :raises InputError: naming the language, where it is one of those in ``phrases.yaml``.
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if not sample.isascii() and _is_in_other_script(words):
        raise InputError("is written in another script; only English is read", path=path)
    written = [w for w in words if len(w) > 1 and w.islower()]
    tell = _language if len(words) >= _ENOUGH_WORDS else _language_of_few
    language = tell(written) if len(words) >= _FEW_WORDS else ""
    if language:
        raise InputError(f"seems to be in {language}; only English is read", path=path)


def _is_in_other_script(words: list[str]) -> bool:
    """Say whether most letters are of another script, and more than a name or a symbol takes."""
    other = sum(len(w) for w in words if w[0] >= "\u0250")
    return other >= _ENOUGH_FOREIGN_LETTERS and other * 2 > sum(map(len, words))


def _language(words: list[str]) -> str:
    """Return a language that words are rather in than in English; empty where there is none.

    :param words: those in small letters; capitals begin names, and single letters are initials.
    """
    counts = Counter(words)
    shares = {name: sum(counts.get(w, 0) for w in little) / (len(words) or 1) for name, little in languages().items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _ENOUGH_SHARE and shares[best] > 1.5 * shares["English"] else ""


def _language_of_few(words: list[str]) -> str:
    """Return the same for a headline or a sentence: by different words that English has not, and few that it has."""
    said, english = frozenset(words), languages()["English"]
    foreign = {name: len(said & little - english) for name, little in languages().items()}
    best = max(foreign, key=lambda name: foreign[name])
    return best if foreign[best] >= _ENOUGH_FOREIGN and foreign[best] > 2 * len(said & english) else ""
