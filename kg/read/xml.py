"""XML read safely: no entities, no network, no DTD, bounded depth and size."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from kg.errors import InputError
from kg.read.decode import MAX_BYTES, clean, marked_encoding

_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)[\s/>]")
_NOT_ROOT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE(?:[^\[>]|\[.*?\])*>", re.DOTALL)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.-]{1,40})["']""")
_SAFE_ENCODINGS = re.compile(rb"utf-?8|utf-?16(?:le|be)?|us-ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}


def root_name(data: bytes) -> str:
    """Return the local name of the root element as far as the first 4 KB show it."""
    encoding, mark = marked_encoding(data)
    head = _NOT_ROOT.sub("", data[mark:4096].decode(encoding or "utf-8", "replace"))
    found = _ROOT.search(head)
    return found[1].rpartition(":")[2] if found else ""


def parse_xml(data: bytes, *, origin: str) -> etree._Element:
    """Return the root of a document.

    :raises InputError: with the line, if it is not well-formed, too deep, too large, or in an encoding we refuse.
    """
    _check(data, origin)
    try:
        return etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, **_OPTIONS))
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise _malformed(error, origin) from error


def iter_elements(data: bytes, tag: str, *, origin: str) -> Iterator[etree._Element]:
    """Walk the elements of a name, each freed after it was handed out.

    :raises InputError: as :func:`parse_xml`, when the fault is reached.
    """
    _check(data, origin)
    try:
        for _, element in etree.iterparse(io.BytesIO(data), tag=tag, remove_comments=True, remove_pis=True, **_OPTIONS):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise _malformed(error, origin) from error


def words_of(element: etree._Element | None, *, without: tuple[str, ...] = ()) -> str:
    """Return the text of an element, cleaned; children of the names in ``without`` are left out."""
    return clean("".join(_walk(element, without))) if element is not None else ""


def local_name(element: etree._Element) -> str:
    """Return the name without its namespace; nothing for entities and comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _walk(element: etree._Element, without: tuple[str, ...]) -> Iterator[str]:
    yield element.text or "" if local_name(element) else ""
    for child in element:
        if local_name(child) and local_name(child) not in without:
            yield from _walk(child, without)
        yield child.tail or ""


def _check(data: bytes, origin: str) -> None:
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 1_000_000} MB", path=origin)
    declared = _DECLARED.match(data)
    if declared and not _SAFE_ENCODINGS.fullmatch(declared[1]):
        raise InputError(
            f"declares the encoding {declared[1].decode('ascii')}, which is not read",
            path=origin,
            remedy="save it as UTF-8",
        )
    refuse_entities(data, origin)


def refuse_entities(data: bytes, origin: str) -> None:
    """Refuse a document that declares entities of its own.

    :raises InputError: if it does.
    """
    if b"<!ENTITY" in data[:100_000]:
        raise InputError(
            "declares entities of its own, which are not read", path=origin, remedy="save it without a DTD subset"
        )


def _malformed(error: Exception, origin: str) -> InputError:
    position = getattr(error, "position", None) or (None, None)
    return InputError(f"is no well-formed XML: {error}", path=origin, line=position[0])
