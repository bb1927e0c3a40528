"""Validation: a graph and SHACL shapes to a report that people can read.

Our own shapes are compiled to one query a constraint and run on the store (``validate_store``); shapes of others go to
pySHACL as they are (``validate_reference`` in ``kg.validate.reference``, loaded only where it is wanted). A test holds
both ways to the same results.
"""

from __future__ import annotations

from kg.validate.compile import Constraint, Shapes, article_shapes, compile_shapes, our_shapes
from kg.validate.dismissals import with_dismissals
from kg.validate.report import counts, to_json, to_text, to_turtle
from kg.validate.run import label_of, validate_store

__all__ = [
    "Constraint",
    "Shapes",
    "article_shapes",
    "compile_shapes",
    "counts",
    "label_of",
    "our_shapes",
    "to_json",
    "to_text",
    "to_turtle",
    "validate_store",
    "with_dismissals",
]
