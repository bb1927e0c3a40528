"""Record -> quads and back, side by side."""

from kg.rdf.decode import decode
from kg.rdf.encode import encode
from kg.rdf.names import GRAPHS, SHARED_GRAPHS, Names

__all__ = ["GRAPHS", "SHARED_GRAPHS", "Names", "decode", "encode"]
