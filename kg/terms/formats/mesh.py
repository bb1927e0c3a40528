"""MeSH descriptors in the XML that the National Library of Medicine publishes (desc2026.xml)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kg.errors import InputError
from kg.terms.classes import class_of_trees
from kg.terms.merge import Draft


def read_mesh(path: Path) -> Iterator[Draft]:
    """Walk the descriptors whose trees are of a class of ours.

    :raises InputError: with the line, if it is not well-formed.
    """
    trees: dict[str, str] = {}
    drafts: list[tuple[Draft, list[str]]] = []
    try:
        context = etree.iterparse(
            str(path), tag="DescriptorRecord", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for _, record in context:
            draft, numbers = _draft(record)
            trees.update(dict.fromkeys(numbers, draft.ids[0]))
            if draft.cls:
                drafts.append((draft, numbers))
            record.clear()
            while record.getprevious() is not None:
                del record.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(f"is no well-formed XML: {error.msg}", path=str(path), line=error.lineno) from error
    for draft, numbers in drafts:
        draft.broader = sorted({trees[above] for n in numbers if (above := n.rpartition(".")[0]) in trees})
        yield draft


def _draft(record: etree._Element) -> tuple[Draft, list[str]]:
    numbers = [n.text or "" for n in record.iterfind("TreeNumberList/TreeNumber")]
    cls, kind = class_of_trees(numbers)
    label = record.findtext("DescriptorName/String") or ""
    entries = [s.text or "" for s in record.iterfind("ConceptList/Concept/TermList/Term/String")]
    names = list(dict.fromkeys(filter(None, (label, *entries))))
    return Draft(
        cls=cls if names else "", kind=kind, names=names, ids=[f"MESH:{record.findtext('DescriptorUI')}"]
    ), numbers
